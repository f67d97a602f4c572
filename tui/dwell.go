package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/panel"
)

// dwelling is how long a cursor is to rest until what it is on is shown beside
// its list: longer than a key that is held down takes to come again, and hardly
// noticed by who has arrived.
const dwelling = 150 * time.Millisecond

// dwell gives the command that brings a panel a message once the cursor has
// rested, unless the context ends before.
func (a *App) dwell(ctx context.Context, id string, msg tea.Msg) tea.Cmd {
	back := panel.For{ID: id, Msg: msg}
	if a.dwells < 0 {
		return panel.Ask(back)
	}
	return a.later(ctx, a.dwells, back)
}

// later gives the command that brings a message when some time has gone by,
// unless the context or the cockpit ends before.
func (a *App) later(ctx context.Context, wait time.Duration, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-a.ctx.Done():
			return nil
		case <-ctx.Done():
			return nil
		case <-timer.C:
			return msg
		}
	}
}

// beside reports whether what is selected is shown beside its list.
func (a *App) beside() bool { return !a.lined }
