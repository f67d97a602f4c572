package store

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"slices"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// mergeEvents is the number of events that Merge takes into one transaction.
const mergeEvents = 20_000

// Merge takes in events that were recorded elsewhere, in any order and any
// number of times. Those known already change nothing. Of every node the
// events have to follow on those that are here, without a gap (ErrGap). What
// only a newer build understands is kept and handed on. Many events take
// several transactions: after an error some may be in, and the call can be
// repeated.
func (s *Store) Merge(ctx context.Context, events []event.Event) error {
	if err := s.permit(writeAll, "merge"); err != nil {
		return err
	}
	for _, e := range events {
		if err := acceptable(e); err != nil {
			return say.Because(err, "store.bad_event", "ref", s.RefText(e.Ref))
		}
	}
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b event.Event) int {
		return cmp.Or(cmp.Compare(a.Ref.Node, b.Ref.Node), cmp.Compare(a.Ref.Seq, b.Ref.Seq))
	})
	for some := range slices.Chunk(events, mergeEvents) {
		err := s.update(ctx, func(t *tx) error {
			for _, e := range some {
				if err := t.merge(s, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ErrUnplaced is returned for an event without a number, or with a stamp that
// another node gave.
var ErrUnplaced = errors.New("its number or stamp cannot be")

// acceptable reports whether an event from elsewhere may be taken in: it is
// valid as far as this build can tell.
func acceptable(e event.Event) error {
	if e.Ref.IsZero() || e.Ref.Node == 0 || e.Ref.Seq >= 1<<seqBits || e.Stamp.Node != e.Ref.Node || e.Stamp.Wall < 0 || e.Body == nil {
		return ErrUnplaced
	}
	err := e.Body.Validate()
	if !errors.Is(err, event.ErrUnknown) {
		return err
	}
	switch b := e.Body.(type) {
	case event.Set:
		known := event.FieldsOf(b.Type)
		b.Fields = fieldsAmong(b.Fields, known)
		if len(b.Fields) == 0 {
			return nil
		}
		return b.Validate()
	case event.Amend:
		b.Fields = fieldsAmong(b.Fields, event.FieldsOf(record.TypeActivity))
		if len(b.Fields) == 0 {
			return nil
		}
		return b.Validate()
	}
	return err
}

func fieldsAmong(given []record.Assign, known []record.Field) (out []record.Assign) {
	for _, a := range given {
		if slices.Contains(known, a.Field) {
			out = append(out, a)
		}
	}
	return out
}

func (t *tx) merge(s *Store, e event.Event) error {
	w, err := t.log(e.Ref.Node)
	if err != nil {
		return err
	}
	switch {
	case e.Ref.Seq == w.last:
		return t.sameAs(s, e)
	case e.Ref.Seq < w.last:
		return nil
	case e.Ref.Node == t.own:
		return s.twin(e.Ref.Node)
	case e.Ref.Seq > w.last+1:
		return say.Because(ErrGap, "store.gap", "ref", s.RefText(e.Ref), "have", w.last)
	}
	if err := t.clock.Saw(e.Stamp, t.now); err != nil {
		return say.Because(err, "store.skew", "ref", s.RefText(e.Ref))
	}
	return t.put(w, e)
}

// sameAs compares an event with the one here that has its reference: two
// files that record under one node give themselves away there.
func (t *tx) sameAs(s *Store, e event.Event) error {
	old, ok, err := t.readEvent(e.Ref)
	if err == nil && ok && old.Stamp != e.Stamp {
		return s.twin(e.Ref.Node)
	}
	return err
}

func (s *Store) twin(node record.Node) error {
	return say.Because(ErrTwin, "store.twin", "node", node.String()[:nodeShown])
}

// eachLog calls fn for the log of every node.
func eachLog(b *bbolt.Tx, fn func(record.Node, *bbolt.Bucket) error) error {
	logs := b.Bucket(bucketLog)
	return logs.ForEachBucket(func(k []byte) error {
		return fn(record.Node(binary.BigEndian.Uint64(k)), logs.Bucket(k))
	})
}

// lastSeq gives the sequence number of the last event of a block.
func lastSeq(k, v []byte) uint64 { return binary.BigEndian.Uint64(k) + uint64(v[0]) - 1 }
