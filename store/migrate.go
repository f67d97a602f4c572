package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// migrations bring a file from one format version to the next: entry i from
// i+1 to i+2. Version 1 is the first.
var migrations = []func(*bbolt.Tx) error{indexAll}

// indexAll brings a file to format 2, in which every event that logs an
// activity is in the index, also one that was not the first to log it, and in
// which all marks are kept, with the number of their event: any of these may
// come to count when an import is taken back.
func indexAll(b *bbolt.Tx) error {
	for _, name := range buckets { // else newTx refuses it, below, with the index gone
		if b.Bucket(name) == nil {
			return errBlock
		}
	}
	if err := b.DeleteBucket(bucketIDs); err != nil {
		return err
	}
	if _, err := b.CreateBucket(bucketIDs); err != nil {
		return err
	}
	if err := b.Bucket(bucketMeta).Put(metaIDs, nil); err != nil {
		return err
	}
	t, err := newTx(b, Options{Now: func() time.Time { return time.Time{} }}, newLexicon()) // nothing is stamped
	if err != nil {
		return err
	}
	if err := eachLog(b, t.reindex); err != nil {
		return err
	}
	if err := t.ids.flush(); err != nil {
		return err
	}
	return t.flushEntities()
}

// reindex enters the activities of a node's log into the index, and the marks
// that it sets into the entities.
func (t *tx) reindex(node record.Node, log *bbolt.Bucket) error {
	number, err := t.number(node)
	if err != nil {
		return err
	}
	return log.ForEach(func(k, v []byte) error {
		var failed error
		err := readBlock(node, k, v, t.words, func(e event.Event) bool {
			switch b := e.Body.(type) {
			case event.Activity:
				t.ids.add(b.ID, position{node: number, seq: e.Ref.Seq})
			case event.Void:
				failed = t.remark(b, e)
			}
			return failed == nil
		})
		if err = firstOf(failed, err); err == nil && len(t.ids.fresh) >= batchEvents*idEntry {
			err = t.ids.flush()
			t.ids = openIDs(t.b)
		}
		return err
	})
}

// remark sets the mark of an event in the entity that it is about.
func (t *tx) remark(v event.Void, e event.Event) error {
	x, err := t.Entity(v.Type, v.ID)
	if err != nil || x == nil {
		return err
	}
	x.SetMark(record.Mark{Ref: v.Target, Stamp: e.Stamp, Seq: e.Ref.Seq, Void: !v.Restore})
	return t.SaveEntity(x)
}

// migrate brings a file up to a format, in one transaction, after a copy was
// kept beside it. Of several processes that open an old file at once, one
// does it.
func (s *Store) migrate(ctx context.Context, from, to uint32, steps []func(*bbolt.Tx) error) error {
	if from == 0 || int(to) > len(steps)+1 {
		return say.Because(ErrNotOurs, "store.not_ours", "file", s.path)
	}
	aside := fmt.Sprintf("%s.v%d", s.path, from)
	if err := s.keepCopy(ctx, aside); err != nil {
		return err
	}
	return s.hold(ctx, true, func(db *bbolt.DB) error {
		return db.Update(func(b *bbolt.Tx) error {
			m := b.Bucket(bucketMeta)
			v := m.Get(metaFormat)
			if len(v) != 4 || binary.BigEndian.Uint32(v) != from {
				return nil // somebody else was faster
			}
			for _, step := range steps[from-1 : to-1] {
				if err := step(b); err != nil {
					return err
				}
			}
			return m.Put(metaFormat, key32(to))
		})
	})
}

// keepCopy writes a copy of the file as it is under another name, unless that
// is there already.
func (s *Store) keepCopy(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return nil
	}
	temp := fmt.Sprintf("%s.new-%x", path, randomBytes(6))
	defer os.Remove(temp)
	if err := s.copyTo(ctx, temp, true, nil); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return cannotOpen(err, path)
	}
	return syncDir(filepath.Dir(path))
}
