package demo

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"foresail/store/event"
	"foresail/store/record"
)

// Group is what was recorded together, at a moment, by a rep (the zero id for
// what nobody typed in).
type Group struct {
	At     record.Time
	By     record.ID
	Bodies []event.Body
}

// Groups gives everything that the team recorded, oldest first; only the
// history of the deals that were open when the records begin comes with the
// first week. Setup is not among it.
func Groups(o Options) iter.Seq[Group] {
	return func(yield func(Group) bool) {
		w := newWorld(o.filled())
		for week := -burnIn; week <= w.lastWeek; week++ {
			w.live(week)
			slices.SortStableFunc(w.out, func(a, b Group) int { return cmp.Compare(a.At.Unix, b.At.Unix) })
			// What runs over into the next week waits for its turn there.
			end := len(w.out)
			for end > 0 && w.out[end-1].At.Date() >= w.cal.monday(week+1) {
				end--
			}
			for _, g := range w.out[:end] {
				if !yield(g) {
					return
				}
			}
			w.out = append(w.out[:0], w.out[end:]...)
		}
	}
}

// Sink takes bodies that belong together, as the store's batch does.
type Sink interface {
	Add(group ...event.Body) error
}

// Write puts everything into a sink.
func Write(to Sink, o Options) error {
	for g := range Groups(o) {
		if err := to.Add(g.Bodies...); err != nil {
			return fmt.Errorf("write demo records: %w", err)
		}
	}
	return nil
}
