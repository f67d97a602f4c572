package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// copyTo writes a consistent copy of the file to a path where none is, and
// waits for the disk if it has to last. step, if not nil, is told how many bytes
// were written, and ends it with an error.
func (s *Store) copyTo(ctx context.Context, path string, durable bool, step func(int64) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return cannotOpen(err, path)
	}
	defer f.Close()
	err = s.view(ctx, func(b *bbolt.Tx) error {
		_, err := b.WriteTo(&stepping{f, step})
		return err
	})
	if err != nil {
		return err
	}
	if durable {
		if err := f.Sync(); err != nil {
			return cannotOpen(err, path)
		}
	}
	return f.Close()
}

// stepping tells how many bytes it wrote.
type stepping struct {
	io.Writer
	step func(int64) error
}

func (w *stepping) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err == nil && w.step != nil {
		err = w.step(int64(n))
	}
	return n, err
}

// Backup writes a copy of the data file while it is in use. It counts only
// after the copy was opened again, every event in it read, and its checksum
// found right; until then there is nothing under its name. An existing file is
// never replaced (ErrExists).
func (s *Store) Backup(ctx context.Context, to string) error {
	if err := s.permit(writeAll, "file"); err != nil {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return say.Because(ErrExists, "store.exists", "file", to)
	}
	temp := fmt.Sprintf("%s.new-%x", to, randomBytes(6))
	defer os.Remove(temp)
	if err := s.copyTo(ctx, temp, true, nil); err != nil {
		return err
	}
	if err := verify(temp); err != nil {
		return err
	}
	if err := os.Link(temp, to); err != nil {
		return cannotOpen(err, to)
	}
	return syncDir(filepath.Dir(to))
}

// verify reads every event of a file that nobody else uses.
func verify(path string) error {
	l, err := openFile(path)
	if err != nil {
		return err
	}
	defer l.release()
	var r Report
	err = guard(path, func() error { return l.db.View(r.readAll(path)) })
	if err != nil {
		return err
	}
	if len(r.Faults) > 0 {
		return damaged(path, r.Faults[0].What)
	}
	return nil
}

// readAll looks at every bucket and every event.
func (r *Report) readAll(path string) func(*bbolt.Tx) error {
	return func(b *bbolt.Tx) error {
		for _, name := range buckets {
			if b.Bucket(name) == nil {
				return say.Because(ErrNotOurs, "store.not_ours", "file", path)
			}
		}
		return r.readLog(b, func(int64) error { return nil })
	}
}

// Restore puts a backup in the place of the data file, which is kept beside
// it under a name that ends in .before-restore and the time. The file records under
// a new node from then on: whatever the old one recorded after the backup may
// be on other machines already, and the same references must not be given
// twice.
func Restore(ctx context.Context, from, to string, o Options) error {
	to = target(to)
	if err := verify(from); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return cannotOpen(err, to)
	}
	l, err := seizeAny(ctx, to, o)
	if err != nil {
		return err
	}
	defer l.release()
	temp := fmt.Sprintf("%s.new-%x", to, randomBytes(6))
	defer os.Remove(temp)
	if err := copyFile(from, temp); err != nil {
		return err
	}
	if err := renew(temp); err != nil {
		return cannotOpen(err, temp)
	}
	return swap(temp, to, to+".before-restore-"+o.Now().UTC().Format("20060102T150405.000"))
}

// seizeAny takes the lease of a file that may not be there yet, or may be
// damaged: nobody else can use the path until it is released.
func seizeAny(ctx context.Context, path string, o Options) (*lease, error) {
	l, err := seize(ctx, path, o, true)
	if !errors.Is(err, ErrNoFile) {
		return l, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, o.wait(), ErrBusy)
	defer cancel()
	queue, err := enqueue(ctx, path, o)
	return &lease{queue: queue}, err
}

// renew gives a file a new identity and node.
func renew(path string) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	defer db.Close()
	err = db.Update(func(b *bbolt.Tx) error {
		m := b.Bucket(bucketMeta)
		if err := m.Put(metaFile, randomBytes(len(record.ID{}))); err != nil {
			return err
		}
		return m.Put(metaNode, key64(uint64(randomNode())))
	})
	if err != nil {
		return err
	}
	return db.Close()
}

// swap puts a file in the place of another, which it keeps under the name
// aside. The caller has the lease.
func swap(temp, to, aside string) error {
	name := aside
	for n := 2; ; n++ {
		err := os.Link(to, name)
		if err == nil || os.IsNotExist(err) {
			break
		}
		if !os.IsExist(err) || n > 99 {
			return cannotOpen(err, to)
		}
		name = fmt.Sprintf("%s-%d", aside, n)
	}
	if err := os.Rename(temp, to); err != nil {
		return cannotOpen(err, to)
	}
	return syncDir(filepath.Dir(to))
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return cannotOpen(err, from)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return cannotOpen(err, to)
	}
	defer out.Close()
	if _, err := out.ReadFrom(in); err != nil {
		return cannotOpen(err, to)
	}
	if err := out.Sync(); err != nil {
		return cannotOpen(err, to)
	}
	return out.Close()
}

// Rebuild folds everything anew from the log, into a new file that takes the
// place of the old one, which is kept beside it under a name that ends in
// .before-rebuild and the time. A log that is damaged is not rebuilt from.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.permit(writeAll, "file"); err != nil {
		return err
	}
	l, err := seize(ctx, s.path, s.opts, true)
	if err != nil {
		return err
	}
	if err := l.open(s.path, s.opts, true, 0); err != nil {
		return err
	}
	defer l.release()
	temp := fmt.Sprintf("%s.new-%x", s.path, randomBytes(6))
	defer os.Remove(temp)
	if err := refold(ctx, l.db, temp, s.opts, nil); err != nil {
		return s.explain(err)
	}
	return swap(temp, s.path, s.path+".before-rebuild-"+s.opts.Now().UTC().Format("20060102T150405.000"))
}
