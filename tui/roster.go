package tui

import (
	"context"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/panel"
)

// roster works the table of the team out of all of the file, with rows of
// those only whom the cockpit may see.
func (s *Shared) roster(ctx context.Context, d panel.Data, k known) metrics.Team {
	view, seen := k.snap.all(d), d.Book.Reps
	view.Reps = nil
	s.numbering.Lock()
	defer s.numbering.Unlock()
	if s.numbered < k.facts {
		s.engine.Changed(view.Book, s.since(s.numbered, k.facts))
		s.numbered = k.facts
	}
	t, _ := s.engine.Team(ctx, view, metrics.TeamOptions{
		Since: d.Today - 7, Only: func(id record.ID) bool { return seen[id] != nil },
	})
	t.Say(s.say)
	return t
}
