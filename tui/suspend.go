package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// calm is how long a suspension waits for what is under way with the file.
const calm = 3 * time.Second

// pausedMsg says that the file is let go of, or why not.
type pausedMsg struct {
	resume func()
	err    error
}

// suspend stops the process, as ctrl+z does with others, once the file is let
// go of: a stopped process that has it keeps everybody waiting.
func (a *App) suspend() tea.Cmd {
	file, ok := a.book.(Pauser)
	if !ok {
		return tea.Suspend
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(a.ctx, calm)
		defer cancel()
		resume, err := file.Pause(ctx)
		return pausedMsg{resume, err}
	}
}

// stop stops the process.
func (a *App) stop(msg pausedMsg) tea.Cmd {
	if msg.err != nil {
		a.remark(a.say.T("toast.not-suspended"))
		return nil
	}
	a.paused = msg.resume
	return tea.Suspend
}

// resume lets the file be used again.
func (a *App) resume() {
	if a.paused != nil {
		a.paused()
		a.paused = nil
	}
}
