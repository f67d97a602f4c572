package store

import (
	"context"
	"fmt"

	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// migrations bring a file from one format version to the next: entry i from
// i+1 to i+2. Version 1 is the first.
var migrations = []func(*bbolt.Tx) error{}

// migrate brings a file up to this build's format, in one transaction, after
// a backup beside it.
func (s *Store) migrate(ctx context.Context, version uint32) error {
	if version == 0 || int(version)-1 >= len(migrations) {
		return say.Because(ErrNotOurs, "store.not_ours", "file", s.path)
	}
	if err := s.Backup(ctx, fmt.Sprintf("%s.v%d-%x", s.path, version, randomBytes(3))); err != nil {
		return err
	}
	return s.hold(ctx, false, func(db *bbolt.DB) error {
		return db.Update(func(b *bbolt.Tx) error {
			for _, step := range migrations[version-1:] {
				if err := step(b); err != nil {
					return err
				}
			}
			return b.Bucket(bucketMeta).Put(metaFormat, key32(FormatVersion))
		})
	})
}
