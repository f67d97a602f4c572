package store

import (
	"context"
	"errors"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// Receipt says what an Append recorded.
type Receipt struct {
	Events    []event.Event
	Rev       uint64 // the revision that holds them: Snapshot.Rev.Seq reaches it
	Duplicate bool   // an activity of these was logged before: nothing was recorded, Events are the earlier ones
	// Left is what was not recorded under a grant, since it says something
	// about accounts and contacts of other people that quick entry says by the
	// way: that there is one of that name, that a step follows there.
	Left []event.Body
}

// Append records bodies together, in one durable transaction, as facts told
// by a rep (the zero ID for the program itself). When it returns without an
// error they are on disk. Repeating a call with an activity that was logged
// before records nothing, so a retry is safe.
func (s *Store) Append(ctx context.Context, by record.ID, bodies ...event.Body) (Receipt, error) {
	for _, b := range bodies {
		if err := b.Validate(); err != nil {
			return Receipt{}, err
		}
	}
	if err := s.signs(by); err != nil {
		return Receipt{}, err
	}
	var r Receipt
	err := s.update(ctx, func(t *tx) error {
		r = Receipt{}
		kept, left, err := s.screen(t, bodies)
		if err != nil {
			return err
		}
		fresh, before, err := t.fresh(kept)
		if err != nil {
			return err
		}
		r.Left = left
		if len(before) > 0 && len(fresh) == 0 {
			r = Receipt{Events: before, Rev: revision(t.b), Duplicate: true}
			return nil
		}
		r.Rev = revision(t.b) + 1
		r.Events, err = t.append(by, fresh)
		return err
	})
	if err != nil {
		return Receipt{}, s.settle(ctx, r, err)
	}
	return r, nil
}

// settle finds out whether a transaction whose commit failed is in the file
// all the same: what the system could not sync may have been written, and may
// or may not outlive a power cut. Repeating the call is safe either way.
func (s *Store) settle(ctx context.Context, r Receipt, failed error) error {
	if len(r.Events) == 0 || r.Duplicate {
		return failed
	}
	last := r.Events[len(r.Events)-1]
	e, err := s.anyEvent(context.WithoutCancel(ctx), last.Ref)
	if errors.Is(err, ErrNoEvent) || err == nil && e.Stamp != last.Stamp {
		return failed
	}
	return say.Because(reason{ErrUncertain, errors.Join(failed, err)}, "store.uncertain", "file", s.path)
}

// fresh splits bodies into those to be recorded and the events of activities
// among them that were logged before. A group whose activities are all known
// is a retry: nothing of it is recorded again.
func (t *tx) fresh(bodies []event.Body) (fresh []event.Body, before []event.Event, err error) {
	activities := 0
	for i, b := range bodies {
		a, is := b.(event.Activity)
		if !is {
			if fresh != nil {
				fresh = append(fresh, b)
			}
			continue
		}
		activities++
		old, known, err := t.recorded(a.ID)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case known:
			before = append(before, event.Event{Ref: old.Ref, Stamp: old.Stamp, By: old.By, Body: event.Activity{Activity: old}})
			if fresh == nil {
				fresh = append(make([]event.Body, 0, len(bodies)), bodies[:i]...)
			}
		case fresh != nil:
			fresh = append(fresh, b)
		}
	}
	switch {
	case len(before) == 0:
		return bodies, nil, nil
	case len(before) == activities:
		return nil, before, nil
	}
	return fresh, before, nil
}

// recorded gives an activity that was logged before, unless it was taken back
// with the import that brought it: it may be logged anew, then.
func (t *tx) recorded(id record.ID) (record.Activity, bool, error) {
	a, known, err := t.Activity(id)
	if err != nil || !known || len(t.recalls) == 0 {
		return a, known, err
	}
	patch, err := t.patch(id)
	return a, !t.recalls.Took(a, patch), err
}

// Event reads one event (ErrNoEvent). Under a grant there are only those about
// what may be seen.
func (s *Store) Event(ctx context.Context, ref record.Ref) (event.Event, error) {
	e, err := s.anyEvent(ctx, ref)
	if err != nil || s.grant == nil {
		return e, err
	}
	seen, err := s.seesEvent(ctx, e)
	switch {
	case err != nil:
		return event.Event{}, err
	case !seen:
		return event.Event{}, s.noEvent(ref)
	}
	return e, nil
}

func (s *Store) anyEvent(ctx context.Context, ref record.Ref) (event.Event, error) {
	var out event.Event
	err := s.view(ctx, func(b *bbolt.Tx) error {
		e, ok, err := readEvent(b, ref, openWords(b, s.lexicon(b)))
		if err == nil && !ok {
			err = s.noEvent(ref)
		}
		out = e
		return err
	})
	return out, err
}

func (s *Store) noEvent(ref record.Ref) error {
	return say.Because(ErrNoEvent, "store.no_event", "ref", s.RefText(ref))
}

// Events reads the log: of every node the events after the sequence number
// that since holds for it, until yield returns false. The events of one node
// come in their order. It holds the lease for a page of the log at a time.
func (s *Store) Events(ctx context.Context, since map[record.Node]uint64, yield func(event.Event) bool) error {
	if err := s.permit(readAll, "log"); err != nil {
		return err
	}
	nodes, err := s.Nodes(ctx)
	if err != nil {
		return err
	}
	for node, last := range nodes {
		for from := since[node] + 1; from <= last; {
			page, err := s.page(ctx, node, from)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				if !yield(e) {
					return nil
				}
			}
			from = page[len(page)-1].Ref.Seq + 1
		}
	}
	return nil
}

// logPage is the number of events that Events reads under one lease.
const logPage = 8192

func (s *Store) page(ctx context.Context, node record.Node, from uint64) (out []event.Event, err error) {
	err = s.view(ctx, func(b *bbolt.Tx) error {
		words := openWords(b, s.lexicon(b))
		k, v := findBlock(b, record.Ref{Node: node, Seq: from})
		if k == nil {
			return nil
		}
		c := b.Bucket(bucketLog).Bucket(key64(uint64(node))).Cursor()
		c.Seek(k)
		for ; k != nil && len(out) < logPage; k, v = c.Next() {
			err := readBlock(node, k, v, words, func(e event.Event) bool {
				if e.Ref.Seq >= from {
					out = append(out, e)
				}
				return true
			})
			if err != nil {
				return damagedBlock(s.path, err)
			}
		}
		return nil
	})
	return out, err
}

func damagedBlock(path string, err error) error {
	return say.Because(reason{ErrDamaged, err}, "store.damaged_log", "file", path)
}

// Nodes gives the nodes whose events the file holds, each with the sequence
// number of its newest: the clock that two files exchange to find out what
// the other lacks.
func (s *Store) Nodes(ctx context.Context) (map[record.Node]uint64, error) {
	if err := s.permit(readAll, "log"); err != nil {
		return nil, err
	}
	return s.clocks(ctx)
}

func (s *Store) clocks(ctx context.Context) (map[record.Node]uint64, error) {
	out := make(map[record.Node]uint64)
	err := s.view(ctx, func(b *bbolt.Tx) error {
		return eachLog(b, func(node record.Node, log *bbolt.Bucket) error {
			if k, v := log.Cursor().Last(); k != nil && len(v) > 0 {
				out[node] = lastSeq(k, v)
			}
			return nil
		})
	})
	return out, err
}
