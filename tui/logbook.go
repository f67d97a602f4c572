package tui

import (
	"context"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
)

// Logbook is what the cockpit needs from a data file. All of it is called from
// commands only, so it may take its time; it has to be safe for concurrent
// use.
type Logbook interface {
	// Snapshot reads the state of the file.
	Snapshot(context.Context) (Snapshot, error)
	// Refresh brings a snapshot up to date, at a cost in proportion to what
	// changed, and says what did; nil for nothing.
	Refresh(context.Context, Snapshot) (Snapshot, *metrics.Changes, error)
	// Changed reports whether anything changed since a snapshot. It is asked
	// several times a second and has to cost next to nothing.
	Changed(Snapshot) (bool, error)
	// Append writes facts together and durably. It returns when they are on
	// disk.
	Append(ctx context.Context, by record.ID, bodies ...event.Body) error
	// Activities reads the activities that a query asks for, in its order.
	Activities(context.Context, panel.Query, func(record.Activity) bool) error
	// LastOwn finds what a rep recorded last and still stands; the zero Ref
	// for nothing.
	LastOwn(ctx context.Context, by record.ID) (record.Ref, error)
	// Undo takes back everything that was recorded together with an event, or
	// restores it when it was taken back.
	Undo(ctx context.Context, by record.ID, ref record.Ref) (Undone, error)
}

// Pauser is a Logbook that can let go of its file, so that a cockpit which is
// stopped (ctrl+z) keeps nobody waiting.
type Pauser interface {
	// Pause waits until nothing is under way with the file and keeps it so
	// until resume is called.
	Pause(context.Context) (resume func(), err error)
}

// Snapshot is an immutable state of a data file. State is the Logbook's own
// and comes back to it with Refresh and Changed.
type Snapshot struct {
	Book  *record.Book
	Days  record.Days
	Syms  *record.Syms
	State any
	// Err gives the error that kept Days from reading, if any; numbers worked
	// out from the snapshot count only when it gives none afterwards. Nil for
	// Days that are in memory.
	Err func() error

	// Seq numbers the states of the file that a Logbook hands out, the same for
	// all who share it, growing, from 1 on. 0 leaves the counting to the
	// cockpit.
	Seq uint64
	// Part says whose part of the file Book and Days are, the same words for
	// the same part; "" for all of it. Whole then holds all of it, from which
	// only sums may be shown.
	Part  string
	Whole Facts
}

// Facts are the book and the days of a state.
type Facts struct {
	Book *record.Book
	Days record.Days
}

// all gives the view of all of the file that data asks for.
func (s Snapshot) all(d panel.Data) metrics.View {
	v := d.View()
	v.Book, v.Days, v.Syms = s.Book, s.Days, s.Syms
	if s.Part != "" {
		v.Book, v.Days = s.Whole.Book, s.Whole.Days
	}
	return v
}

// err gives the error of a snapshot, if any.
func (s Snapshot) err() error {
	if s.Err == nil {
		return nil
	}
	return s.Err()
}

// Undone says what an Undo did.
type Undone struct {
	Bodies   []event.Body // what was taken back or restored
	Restored bool
}
