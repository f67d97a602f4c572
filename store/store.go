package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// Options say how a data file is used.
type Options struct {
	Now    func() time.Time // the clock; required
	Zone   *time.Location   // the zone of a file that is created; nil is UTC
	Wait   time.Duration    // the longest wait for the lease; 0 is 10 s
	Holder string           // who this is, for the message to whoever waits: "foresail log"
	NoSync bool             // do not wait for the disk: for generated data only
}

func (o Options) wait() time.Duration {
	if o.Wait > 0 {
		return o.Wait
	}
	return 10 * time.Second
}

// Store is a data file, as its owner or under a Grant (As). It holds the file
// open only within a transaction, so any number of Stores, in any number of
// processes, may use one file. Safe for concurrent use.
type Store struct {
	*shared
	grant *Grant // nil for the file's owner, who may do everything
}

// shared is what all handles on one data file share.
type shared struct {
	path string
	opts Options

	mu    sync.Mutex
	node  record.Node
	file  record.ID // identity of the file whose node and words are known
	known *lexicon
	jobs  []*job
	turn  chan struct{} // held by whoever commits

	watch   *os.File // open for Changed
	watched os.FileInfo

	sights sights // what is seen under grants
	still  stillness
}

func newStore(path string, o Options) *Store {
	return &Store{shared: &shared{path: target(path), opts: o, turn: make(chan struct{}, 1)}}
}

// target gives the file that a path leads to where it is a symbolic link, so
// that all who use a file wait at the same lock, and what replaces the file
// takes its place and not that of the link. A link to nothing stays.
func target(path string) string {
	if at, err := os.Lstat(path); err != nil || at.Mode()&os.ModeSymlink == 0 {
		return path
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		return to
	}
	return path
}

// lexicon gives the words known of the file that a transaction is on.
func (s *Store) lexicon(b *bbolt.Tx) *lexicon {
	id, node := record.ID{}, record.Node(0)
	if m := b.Bucket(bucketMeta); m != nil && len(m.Get(metaNode)) == 8 {
		copy(id[:], m.Get(metaFile))
		node = record.Node(binary.BigEndian.Uint64(m.Get(metaNode)))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || s.file != id {
		s.file, s.node, s.known = id, node, newLexicon()
	}
	return s.known
}

// Path gives the path of the data file.
func (s *Store) Path() string { return s.path }

// Node gives the node whose events the file records.
func (s *Store) Node() record.Node {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.node
}

// Create makes a new data file that holds the events of seed, all at once: it
// is there whole or not at all. An existing file is never touched (ErrExists).
func Create(ctx context.Context, path string, o Options, seed ...event.Body) (*Store, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, say.Because(ErrExists, "store.exists", "file", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, cannotOpen(err, path)
	}
	temp := fmt.Sprintf("%s.new-%x", path, randomBytes(6))
	defer os.Remove(temp)
	if err := o.writeNew(temp, seed); err != nil {
		return nil, cannotOpen(err, path)
	}
	if err := os.Link(temp, path); err != nil {
		if errors.Is(err, os.ErrExist) {
			return nil, say.Because(ErrExists, "store.exists", "file", path)
		}
		return nil, cannotOpen(err, path)
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return nil, cannotOpen(err, path)
	}
	return Open(ctx, path, o)
}

// writeNew makes a data file at a path where none is.
func (o Options) writeNew(path string, seed []event.Body) error {
	db, err := makeFile(path, o.NoSync)
	if err != nil {
		return err
	}
	defer db.Close()
	err = db.Update(func(b *bbolt.Tx) error {
		if err := layout(b, o.Zone); err != nil {
			return err
		}
		if len(seed) == 0 {
			return nil
		}
		t, err := newTx(b, o, newLexicon())
		if err != nil {
			return err
		}
		if _, err := t.append(record.ID{}, seed); err != nil {
			return err
		}
		return t.flush()
	})
	if err != nil {
		return err
	}
	return db.Close()
}

// makeFile has bbolt make a file where none is.
func makeFile(path string, noSync bool) (*bbolt.DB, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return bbolt.Open(path, 0o600, boltOptions(f, true, noSync, 0))
}

// layout makes the buckets of an empty file and gives it its identity.
func layout(b *bbolt.Tx, zone *time.Location) error {
	for _, name := range buckets {
		if _, err := b.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	if zone == nil {
		zone = time.UTC
	}
	m := b.Bucket(bucketMeta)
	for _, kv := range []struct{ k, v []byte }{
		{metaFormat, key32(FormatVersion)},
		{metaFile, randomBytes(16)},
		{metaNode, key64(uint64(randomNode()))},
		{metaClock, make([]byte, 10)},
		{metaRev, key64(0)},
		{metaZone, []byte(zone.String())},
	} {
		if err := m.Put(kv.k, kv.v); err != nil {
			return err
		}
	}
	return nil
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never fails: it ends the program instead
	return b
}

func randomNode() record.Node {
	for {
		if n := record.Node(binary.BigEndian.Uint64(randomBytes(8))); n != 0 {
			return n
		}
	}
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Some file systems cannot sync a folder; the file itself was synced.
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, os.ErrInvalid) {
		return err
	}
	return nil
}

// Open opens a data file. It is looked over before anything reads it; an
// older format is brought up to this build's (see migrate.go), a newer one is
// refused (ErrNewer).
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := newStore(path, o)
	version := uint32(0)
	err := s.view(ctx, func(b *bbolt.Tx) error {
		m := b.Bucket(bucketMeta)
		if m == nil {
			return say.Because(ErrNotOurs, "store.not_ours", "file", path)
		}
		format, file, node := m.Get(metaFormat), m.Get(metaFile), m.Get(metaNode)
		if len(format) != 4 || len(file) != 16 || len(node) != 8 {
			return say.Because(ErrNotOurs, "store.not_ours", "file", path)
		}
		version = binary.BigEndian.Uint32(format)
		s.lexicon(b)
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case version > FormatVersion:
		return nil, say.Because(ErrNewer, "store.newer", "file", path, "version", version, "mine", FormatVersion)
	case version < FormatVersion:
		return s, s.migrate(ctx, version, FormatVersion, migrations)
	}
	return s, nil
}

// view runs fn in a read transaction under the lease, which readers share.
func (s *Store) view(ctx context.Context, fn func(*bbolt.Tx) error) error {
	return s.hold(ctx, false, func(db *bbolt.DB) error { return db.View(fn) })
}

// hold takes the lease, opens the file, runs fn and lets both go.
func (s *Store) hold(ctx context.Context, writing bool, fn func(*bbolt.DB) error) error {
	l, err := s.lease(ctx, writing)
	if err != nil {
		return err
	}
	err = guard(s.path, func() error { return fn(l.db) })
	if isPanic(err) {
		l.abandon()
		return err
	}
	if closed := l.release(); err == nil && closed != nil {
		err = cannotOpen(closed, s.path)
	}
	return s.explain(err)
}

// lease takes the lease and opens the file. In a folder that cannot be
// written there may be no side file to queue at; readers go without.
func (s *Store) lease(ctx context.Context, writing bool) (*lease, error) {
	return s.leaseFor(ctx, writing, 0)
}

// leaseFor takes the lease for a transaction that needs so many bytes mapped.
func (s *Store) leaseFor(ctx context.Context, writing bool, mapped int) (*lease, error) {
	if err := s.still.enter(ctx); err != nil {
		return nil, err
	}
	l, err := seize(ctx, s.path, s.opts, writing)
	if err != nil {
		s.still.leave()
		return nil, err
	}
	l.ended = s.still.leave
	if locksHeld {
		l.leave()
	}
	if err := l.open(s.path, s.opts, writing, mapped); err != nil {
		return nil, err
	}
	return l, nil
}

// explain gives errors of the system and of bbolt words.
func (s *Store) explain(err error) error {
	var said *say.Error
	var invalid *event.Invalid
	if err == nil || errors.As(err, &said) || errors.As(err, &invalid) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if full(err) {
		return say.Because(reason{ErrFull, err}, "store.full", "file", s.path)
	}
	return say.Because(err, "store.failed", "file", s.path)
}
