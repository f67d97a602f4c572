package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/panel"
)

// detail works out everything about an indicator for a panel.
func (a *App) detail(ctx context.Context, id string, d panel.Data, indicator string, done func(metrics.Detail) tea.Msg) tea.Cmd {
	k := known{d.Facts, a.state.source}
	return func() tea.Msg {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(a.ctx, end)()
		out, err := a.shared.detail(ctx, d, k, indicator)
		switch {
		case ctx.Err() != nil:
			return nil // nobody waits for it any more
		case err != nil:
			return unreadMsg{err}
		}
		return panel.For{ID: id, Msg: done(out)}
	}
}

// detail works out everything about an indicator from all of the file, as the
// numbers are, so that a chart shows what its headline says. What stands for
// single reps is left out for whoever may not see them.
func (s *Shared) detail(ctx context.Context, d panel.Data, k known, indicator string) (metrics.Detail, error) {
	q := question{what: "detail/" + indicator, facts: k.facts, scope: scopeKey(d.Reps), period: d.Period, today: d.Today, minute: minuteOf(d.Now, quarter)}
	v, err := s.once(ctx, q, func() (any, error) {
		out, err := new(metrics.Engine).Detail(ctx, k.snap.all(d), indicator)
		if err == nil {
			err = k.snap.err()
		}
		return out, err
	})
	out, _ := v.(metrics.Detail)
	if !d.Rights.Has(panel.SeeTeam) && !own(d) {
		out = out.WithoutReps()
	}
	return out, err
}

// own reports whether the numbers in sight are the user's alone.
func own(d panel.Data) bool {
	return len(d.Reps) == 1 && d.Reps[0] == d.User && d.User != record.ID{}
}
