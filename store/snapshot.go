package store

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"sync"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// Snapshot is the state of a data file at one revision, as much of it as the
// grant lets be seen under which it was read. It is immutable and safe for
// concurrent use. It implements record.Days.
type Snapshot struct {
	Rev  Revision
	Book *record.Book
	Syms *record.Syms

	store *Store
	days  *dayCache
	first record.Date
	last  record.Date

	nth   uint64    // of the states that are seen under grants
	whole *Snapshot // all of it, where this is a part
	grant Grant     // what the part is for
}

// Totals gives the whole state, also where this is a part of it, to work out
// the sums of a team or what came of one's own deals before a handover. What
// it holds is not to be shown.
func (n *Snapshot) Totals() *Snapshot {
	if n.whole != nil {
		return n.whole
	}
	return n
}

// Nth numbers the states of the file that are seen under grants, the same for
// all who see a part of one state, growing, from 1 on; 0 for what the file's
// owner read.
func (n *Snapshot) Nth() uint64 { return n.nth }

// Part reports that the snapshot holds only what its grant lets be seen.
func (n *Snapshot) Part() bool { return n.whole != nil }

// Snapshot reads the state of the file. Under a grant the state is shared with
// all who see the same, and read anew only if it changed.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	if s.grant != nil {
		if err := s.permit(readSome, "reading"); err != nil {
			return nil, err
		}
		return s.sight(ctx)
	}
	var out *Snapshot
	err := s.view(ctx, func(b *bbolt.Tx) error {
		var err error
		out, err = s.read(b)
		return err
	})
	return out, err
}

func (s *Store) read(b *bbolt.Tx) (*Snapshot, error) {
	out := &Snapshot{store: s, Syms: record.NewSyms(), days: newDayCache()}
	names, err := readDict(b, 1)
	if err != nil {
		return nil, damagedBlock(s.path, err)
	}
	if !out.Syms.Extend(names) {
		return nil, damagedBlock(s.path, errTwice)
	}
	entities, err := readEntities(b, listed(names), openNodes(b), s.path)
	if err != nil {
		return nil, damagedBlock(s.path, err)
	}
	out.Book = record.NewBook(entities...)
	return out, out.date(b)
}

// errTwice is returned for a dictionary that holds a word twice.
var errTwice = errors.New("a word that has two numbers")

// readDict reads the words of the dictionary from a number on.
func readDict(b *bbolt.Tx, from record.Sym) ([]string, error) {
	var names []string
	if v := b.Bucket(bucketMeta).Get(metaWords); len(v) == 4 && binary.BigEndian.Uint32(v) > uint32(from) {
		names = make([]string, 0, min(binary.BigEndian.Uint32(v)-uint32(from), 1<<20))
	}
	c := b.Bucket(bucketDict).Cursor()
	for k, v := c.Seek(key32(uint32(from))); k != nil; k, v = c.Next() {
		text, err := unsealed(v)
		if err != nil {
			return nil, err
		}
		if binary.BigEndian.Uint32(k) != uint32(from)+uint32(len(names)) {
			return nil, errSeal
		}
		names = append(names, string(text))
	}
	return names, nil
}

// listed is a dictionary held in memory, for reading only: number 1 comes
// first.
type listed []string

// Text implements event.Words.
func (l listed) Text(y record.Sym) (string, error) {
	switch {
	case y == 0:
		return "", nil
	case int(y) > len(l):
		return "", event.ErrCode
	}
	return l[y-1], nil
}

// ID implements event.Words.
func (l listed) ID(y record.Sym) (id record.ID, err error) {
	s, err := l.Text(y)
	if y != 0 && len(s) != len(id) {
		return id, event.ErrCode
	}
	copy(id[:], s)
	return id, err
}

// Sym implements event.Words; nothing is written with a listed dictionary.
func (l listed) Sym(string) (record.Sym, error) { return 0, event.ErrCode }

// SymID implements event.Words; nothing is written with a listed dictionary.
func (l listed) SymID(record.ID) (record.Sym, error) { return 0, event.ErrCode }

// Book reads the entities of some types only, which is much quicker than a
// Snapshot where deals are not among them.
// Under a grant it gives the book of the shared Snapshot, with all types.
func (s *Store) Book(ctx context.Context, types ...record.Type) (*record.Book, error) {
	if s.grant != nil {
		snap, err := s.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		return snap.Book, nil
	}
	var out *record.Book
	err := s.view(ctx, func(b *bbolt.Tx) error {
		words, nodes := openWords(b, s.lexicon(b)), openNodes(b)
		room := slab{room: make([]record.Change, slabSize)}
		var entities []*record.Entity
		c := b.Bucket(bucketEntities).Cursor()
		for _, t := range types {
			for k, v := c.Seek([]byte{byte(t)}); len(k) == 17 && k[0] == byte(t); k, v = c.Next() {
				e, err := room.decode(t, record.ID(k[1:]), v, words, nodes)
				if err != nil {
					return damagedBlock(s.path, err)
				}
				entities = append(entities, e)
			}
		}
		out = record.NewBook(entities...)
		return nil
	})
	return out, err
}

// stored is an entity as it lies in the file.
type stored struct{ k, v []byte }

// readEntities reads all entities but amendments of activities, on two
// threads, since that is most of the time it takes to open a file.
func readEntities(b *bbolt.Tx, words event.Words, nodes *nodes, path string) ([]*record.Entity, error) {
	var all []stored
	c := b.Bucket(bucketEntities).Cursor()
	for k, v := c.Seek([]byte{byte(record.TypeActivity) + 1}); k != nil; k, v = c.Next() {
		all = append(all, stored{k, v})
	}
	out := make([]*record.Entity, len(all))
	read := func(from, to int) error {
		return guard(path, func() error {
			room := slab{room: make([]record.Change, slabSize)}
			for i := from; i < to; i++ {
				k := all[i].k
				if len(k) != 17 {
					return errBlock
				}
				e, err := room.decode(record.Type(k[0]), record.ID(k[1:]), all[i].v, words, nodes)
				if err != nil {
					return err
				}
				out[i] = e
			}
			return nil
		})
	}
	half := len(all) / 2
	var failed error
	var wg sync.WaitGroup
	wg.Go(func() { failed = read(0, half) })
	err := read(half, len(all))
	wg.Wait()
	return out, errors.Join(err, failed)
}

// date sets what depends on the moment of reading.
func (n *Snapshot) date(b *bbolt.Tx) error {
	n.Rev = Revision{Seq: revision(b), txid: uint64(b.ID())}
	info, err := os.Stat(n.store.path)
	if err != nil {
		return cannotOpen(err, n.store.path)
	}
	n.Rev.info = info
	n.first, n.last = 0, 0
	c := b.Bucket(bucketCells).Cursor()
	if k, _ := c.First(); k != nil {
		n.first = keyDate(k)
	}
	if k, _ := c.Last(); k != nil {
		n.last = keyDate(k)
	}
	return nil
}

// Refresh brings a snapshot up to date, reading only what changed, and says
// what did. It gives the same snapshot when nothing changed.
func (s *Store) Refresh(ctx context.Context, old *Snapshot) (*Snapshot, Changes, error) {
	if s.grant != nil {
		if err := s.permit(readSome, "reading"); err != nil {
			return nil, Changes{}, err
		}
		return s.glance(ctx, old)
	}
	next, changes := old, Changes{}
	err := s.view(ctx, func(b *bbolt.Tx) (err error) {
		next, changes, err = s.refresh(b, old)
		return err
	})
	return next, changes, err
}

func (s *Store) refresh(b *bbolt.Tx, old *Snapshot) (*Snapshot, Changes, error) {
	info, err := os.Stat(s.path)
	if err != nil {
		return old, Changes{}, cannotOpen(err, s.path)
	}
	now := revision(b)
	same := old.Rev.info != nil && os.SameFile(info, old.Rev.info)
	if same && now == old.Rev.Seq {
		if uint64(b.ID()) == old.Rev.txid {
			return old, Changes{}, nil
		}
		moved := *old // a commit that changed nothing
		moved.Rev.txid = uint64(b.ID())
		return &moved, Changes{}, nil
	}
	changes := Changes{All: true}
	if same {
		names, err := readDict(b, record.Sym(old.Syms.Len()))
		if err == nil && old.Syms.Extend(names) {
			changes, err = readJournal(b, old.Rev.Seq, now, openWords(b, s.lexicon(b)))
		}
		if err != nil {
			return old, changes, damagedBlock(s.path, err)
		}
	}
	if changes.All {
		next, err := s.read(b)
		return next, changes, err
	}
	next, err := old.advance(b, changes)
	return next, changes, err
}

// advance reads what changed onto a copy.
func (n *Snapshot) advance(b *bbolt.Tx, c Changes) (*Snapshot, error) {
	out := &Snapshot{store: n.store, Book: n.Book, Syms: n.Syms, days: n.days.without(c.Days)}
	words, nodes := openWords(b, n.store.lexicon(b)), openNodes(b)
	var entities []*record.Entity
	for _, x := range c.Entities {
		if x.Type == record.TypeActivity {
			continue
		}
		v := b.Bucket(bucketEntities).Get(entityKey(x.Type, x.ID))
		e, err := decodeEntity(x.Type, x.ID, v, words, nodes)
		if err != nil {
			return nil, damagedBlock(n.store.path, err)
		}
		entities = append(entities, e)
	}
	if len(entities) > 0 {
		out.Book = n.Book.With(entities...)
	}
	return out, out.date(b)
}

// Span implements record.Days.
func (n *Snapshot) Span() (first, last record.Date) { return n.first, n.last }
