package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// migrations bring a file from one format version to the next: entry i from
// i+1 to i+2. Version 1 is the first.
var migrations = []func(*bbolt.Tx) error{}

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
	if err := s.copyTo(ctx, temp, true); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return cannotOpen(err, path)
	}
	return syncDir(filepath.Dir(path))
}
