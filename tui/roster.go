package tui

import (
	"context"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/panel"
)

// roster gives the table of the team, worked out once for everybody from all of
// the file, with rows of those only whom the cockpit may see.
func (s *Shared) roster(ctx context.Context, d panel.Data, k known) metrics.Team {
	q := question{what: "roster", facts: k.facts, period: d.Period, today: d.Today, minute: minuteOf(d.Now, quarter)}
	v, _ := s.once(ctx, q, func() (any, error) {
		s.numbering.Lock()
		defer s.numbering.Unlock()
		_, view := s.catchUp(&s.engine, &s.numbered, k, d)
		view.Reps = nil
		t, err := s.engine.Team(ctx, view, d.Today-7)
		t.Say(s.say)
		return &t, err
	})
	seen := d.Book.Reps
	if t, ok := v.(*metrics.Team); ok {
		return t.Part(func(id record.ID) bool { return seen[id] != nil })
	}
	return metrics.Team{}
}
