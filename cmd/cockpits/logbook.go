package cockpits

import (
	"context"
	"errors"
	"slices"

	"foresail/metrics"
	"foresail/store"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
)

// Logbook gives a data file to a cockpit that has it to itself.
func Logbook(s *store.Store) tui.Logbook { return logbook{store: s, wrote: func() {}} }

// logbook is the store as the cockpit sees it.
type logbook struct {
	store *store.Store
	wrote func() // is called after what was written is on disk
}

func (l logbook) wrap(s *store.Snapshot) tui.Snapshot {
	out := tui.Snapshot{Book: s.Book, Days: s, Syms: s.Syms, State: s, Err: s.Err, Seq: s.Nth()}
	if g, under := l.store.Grant(); under && s.Part() {
		out.Part = g.Role.String()
		if g.Role == store.RoleRep {
			out.Part += "/" + g.Rep.String()
		}
		out.Whole = tui.Facts{Book: s.Totals().Book, Days: s.Totals()}
	}
	return out
}

// Pause implements tui.Pauser.
func (l logbook) Pause(ctx context.Context) (func(), error) { return l.store.Pause(ctx) }

// Snapshot implements tui.Logbook.
func (l logbook) Snapshot(ctx context.Context) (tui.Snapshot, error) {
	s, err := l.store.Snapshot(ctx)
	if err != nil {
		return tui.Snapshot{}, err
	}
	return l.wrap(s), nil
}

// Refresh implements tui.Logbook.
func (l logbook) Refresh(ctx context.Context, old tui.Snapshot) (tui.Snapshot, *metrics.Changes, error) {
	was := old.State.(*store.Snapshot)
	s, c, err := l.store.Refresh(ctx, was)
	if err != nil || s == was {
		return old, nil, err
	}
	return l.wrap(s), changesOf(c), nil
}

// Changed implements tui.Logbook.
func (l logbook) Changed(s tui.Snapshot) (bool, error) {
	return l.store.Changed(s.State.(*store.Snapshot).Rev)
}

// Append implements tui.Logbook.
func (l logbook) Append(ctx context.Context, by record.ID, bodies ...event.Body) error {
	_, err := l.store.Append(ctx, by, bodies...)
	if err == nil {
		l.wrote()
	}
	return err
}

// Activities implements tui.Logbook. The store knows one rep or all; several
// are picked out here.
func (l logbook) Activities(ctx context.Context, q panel.Query, yield func(record.Activity) bool) error {
	sq := store.Query{From: q.From, To: q.To, Account: q.Account, Deal: q.Deal, Text: q.Text, Limit: q.Limit, Oldest: q.Oldest}
	if q.After != nil {
		sq.Before = &store.Cursor{At: q.After.At, Ref: q.After.Ref}
	}
	switch len(q.Reps) {
	case 0:
		if q.Reps != nil {
			return nil
		}
	case 1:
		sq.Rep = q.Reps[0]
	default:
		sq.Limit = 0
		left := q.Limit
		return l.store.Activities(ctx, sq, func(a record.Activity) bool {
			if !slices.Contains(q.Reps, a.Rep) {
				return true
			}
			left--
			return yield(a) && left != 0
		})
	}
	return l.store.Activities(ctx, sq, yield)
}

// LastOwn implements tui.Logbook.
func (l logbook) LastOwn(ctx context.Context, by record.ID) (record.Ref, error) {
	return l.store.LastOwn(ctx, by)
}

// Undo implements tui.Logbook.
func (l logbook) Undo(ctx context.Context, by record.ID, ref record.Ref) (tui.Undone, error) {
	u, err := l.store.Undo(ctx, by, ref)
	if err != nil {
		return tui.Undone{}, err
	}
	l.wrote()
	out := tui.Undone{Restored: u.Restored}
	for _, e := range u.Events {
		out.Bodies = append(out.Bodies, e.Body)
	}
	return out, nil
}

// Import implements tui.Recaller.
func (l logbook) Import(ctx context.Context, ref record.Ref) (string, error) {
	e, err := l.store.Event(ctx, ref)
	if errors.Is(err, store.ErrNoEvent) { // none that may be seen: whoever takes it back is told more
		return "", nil
	}
	if set, is := e.Body.(event.Set); is && set.Type == record.TypeImport {
		for _, f := range set.Fields {
			if f.Field == record.FieldName {
				return f.Value.Text, err
			}
		}
	}
	return "", err
}

// Recall implements tui.Recaller.
func (l logbook) Recall(ctx context.Context, by record.ID, ref record.Ref, ahead func(panel.Progress)) (tui.Recalled, error) {
	u, err := l.store.Undo(ctx, by, ref, func(done, total int64) { ahead(panel.Progress{Done: done, Total: total}) })
	if err != nil {
		return tui.Recalled{}, err
	}
	l.wrote()
	out := tui.Recalled{Restored: u.Restored}
	if r := u.Import; r != nil {
		out.Gone, out.Reset, out.Kept = r.Gone, r.Reset, r.Kept
	}
	return out, nil
}

// changesOf says to the metrics what changed.
func changesOf(c store.Changes) *metrics.Changes {
	out := &metrics.Changes{All: c.All, Days: c.Days, Kinds: c.Kinds}
	for _, e := range c.Entities {
		if !slices.Contains(out.Types, e.Type) {
			out.Types = append(out.Types, e.Type)
		}
	}
	return out
}
