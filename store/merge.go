package store

import (
	"context"
	"encoding/binary"
	"slices"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// Merge takes in events that were recorded elsewhere, in any order and any
// number of times. Those known already change nothing. Of every node the
// events have to follow on those that are here, without a gap (ErrGap).
func (s *Store) Merge(ctx context.Context, events []event.Event) error {
	events = slices.Clone(events)
	slices.SortFunc(events, func(a, b event.Event) int {
		if a.Ref.Node != b.Ref.Node {
			return compareNodes(a.Ref.Node, b.Ref.Node)
		}
		return int(int64(a.Ref.Seq - b.Ref.Seq))
	})
	for _, e := range events {
		if err := e.Body.Validate(); err != nil {
			return err
		}
		if e.Ref.IsZero() || e.Stamp.Node != e.Ref.Node {
			return say.Because(event.ErrCode, "store.bad_event")
		}
	}
	return s.update(ctx, func(t *tx) error {
		for _, e := range events {
			if err := t.merge(s, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func compareNodes(a, b record.Node) int {
	if a < b {
		return -1
	}
	return 1
}

func (t *tx) merge(s *Store, e event.Event) error {
	w, err := t.log(e.Ref.Node)
	if err != nil {
		return err
	}
	switch {
	case e.Ref.Seq <= w.last:
		return nil
	case e.Ref.Seq > w.last+1:
		return say.Because(ErrGap, "store.gap", "ref", s.RefText(e.Ref), "have", w.last)
	}
	if err := t.clock.Saw(e.Stamp, t.now); err != nil {
		return say.Because(err, "store.skew", "ref", s.RefText(e.Ref))
	}
	return t.put(w, e)
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
