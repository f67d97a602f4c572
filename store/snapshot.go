package store

import (
	"context"
	"encoding/binary"
	"maps"
	"os"
	"sync"

	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// Snapshot is the state of a data file at one revision. It is immutable and
// safe for concurrent use. It implements record.Days.
type Snapshot struct {
	Rev  Revision
	Book *record.Book
	Syms *record.Syms

	store *Store
	cells map[record.Date][]record.Cell
	rows  *rowCache
	first record.Date
	last  record.Date
}

// rowCache holds the rows of days that were asked for. A day read later than
// its snapshot was taken may hold activities newer than the snapshot; the
// next Refresh drops it.
type rowCache struct {
	mu   sync.Mutex
	days map[record.Date][]record.Row
	err  error
}

// Snapshot reads the state of the file.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	var out *Snapshot
	err := s.view(ctx, func(b *bbolt.Tx) error {
		var err error
		out, err = s.read(b)
		return err
	})
	return out, err
}

func (s *Store) read(b *bbolt.Tx) (*Snapshot, error) {
	out := &Snapshot{store: s, Syms: record.NewSyms(), rows: &rowCache{days: make(map[record.Date][]record.Row)}}
	if _, err := loadSyms(b, out.Syms); err != nil {
		return nil, damagedBlock(s.path, err)
	}
	words, nodes := openWords(b, s.lexicon(b)), openNodes(b)
	var entities []*record.Entity
	c := b.Bucket(bucketEntities).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		t := record.Type(k[0])
		if t == record.TypeActivity {
			continue
		}
		e, err := decodeEntity(t, record.ID(k[1:]), v, words, nodes)
		if err != nil {
			return nil, damagedBlock(s.path, err)
		}
		entities = append(entities, e)
	}
	out.Book = record.NewBook(entities...)
	out.cells = make(map[record.Date][]record.Cell)
	days := b.Bucket(bucketCells).Cursor()
	for k, v := days.First(); k != nil; k, v = days.Next() {
		cells, err := decodeCells(v)
		if err != nil {
			return nil, damagedBlock(s.path, err)
		}
		out.cells[keyDate(k)] = cells
	}
	return out, out.date(b)
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
	for d := range n.cells {
		if n.first == 0 || d < n.first {
			n.first = d
		}
		if n.last == 0 || d > n.last {
			n.last = d
		}
	}
	return nil
}

// loadSyms reads the part of the dictionary that syms does not hold yet; it
// reports whether the numbers agree with those of the file.
func loadSyms(b *bbolt.Tx, syms *record.Syms) (same bool, err error) {
	c := b.Bucket(bucketDict).Cursor()
	for k, v := c.Seek(key32(uint32(syms.Len()))); k != nil; k, v = c.Next() {
		v, err := unsealed(v)
		if err != nil {
			return false, err
		}
		if syms.Intern(string(v)) != record.Sym(binary.BigEndian.Uint32(k)) {
			return false, nil
		}
	}
	return true, nil
}

// Refresh brings a snapshot up to date, reading only what changed, and says
// what did. It gives the same snapshot when nothing changed.
func (s *Store) Refresh(ctx context.Context, old *Snapshot) (*Snapshot, Changes, error) {
	next, changes := old, Changes{}
	err := s.view(ctx, func(b *bbolt.Tx) error {
		info, err := os.Stat(s.path)
		if err != nil {
			return cannotOpen(err, s.path)
		}
		now := revision(b)
		same := old.Rev.info != nil && os.SameFile(info, old.Rev.info)
		if same && now == old.Rev.Seq {
			if uint64(b.ID()) != old.Rev.txid { // a commit that changed nothing
				moved := *old
				moved.Rev.txid = uint64(b.ID())
				next = &moved
			}
			return nil
		}
		changes = Changes{All: true}
		if same {
			if same, err = loadSyms(b, old.Syms); err != nil {
				return damagedBlock(s.path, err)
			}
		}
		if same {
			if changes, err = readJournal(b, old.Rev.Seq, now, openWords(b, s.lexicon(b))); err != nil {
				return err
			}
		}
		if changes.All {
			next, err = s.read(b)
			return err
		}
		next, err = old.advance(b, changes)
		return err
	})
	return next, changes, err
}

// advance reads what changed onto a copy.
func (n *Snapshot) advance(b *bbolt.Tx, c Changes) (*Snapshot, error) {
	out := &Snapshot{store: n.store, Book: n.Book, Syms: n.Syms, cells: n.cells, rows: n.rows.without(c.Days)}
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
	if len(c.Days) > 0 {
		out.cells = maps.Clone(n.cells)
	}
	for _, d := range c.Days {
		cells, err := decodeCells(b.Bucket(bucketCells).Get(dateKey(d)))
		if err != nil {
			return nil, damagedBlock(n.store.path, err)
		}
		out.cells[d] = cells
		if len(cells) == 0 {
			delete(out.cells, d)
		}
	}
	return out, out.date(b)
}

// without gives a cache that lacks the days given.
func (r *rowCache) without(days []record.Date) *rowCache {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := &rowCache{days: maps.Clone(r.days)}
	for _, d := range days {
		delete(out.days, d)
	}
	return out
}

// Cells implements record.Days.
func (n *Snapshot) Cells(d record.Date) []record.Cell { return n.cells[d] }

// Span implements record.Days.
func (n *Snapshot) Span() (first, last record.Date) { return n.first, n.last }

// Rows implements record.Days. The first use of a day reads the file, together
// with the days around it. When the file cannot be read it gives none, and Err
// says why.
func (n *Snapshot) Rows(d record.Date) []record.Row {
	if len(n.cells[d]) == 0 {
		return nil
	}
	n.rows.mu.Lock()
	defer n.rows.mu.Unlock()
	if rows, ok := n.rows.days[d]; ok {
		return rows
	}
	if err := n.load(d); err != nil {
		n.rows.err = err
		return nil
	}
	return n.rows.days[d]
}

// Err gives the error that kept Rows from reading, if any.
func (n *Snapshot) Err() error {
	n.rows.mu.Lock()
	defer n.rows.mu.Unlock()
	return n.rows.err
}

// rowReach is the number of days on either side of one asked for that are
// read with it, since whoever asks for one asks for its neighbours.
const rowReach = 200

func (n *Snapshot) load(d record.Date) error {
	return n.store.view(context.Background(), func(b *bbolt.Tx) error {
		nodes := openNodes(b)
		for x := max(d-rowReach, n.first); x <= min(d+rowReach, n.last); x++ {
			if _, ok := n.rows.days[x]; ok || len(n.cells[x]) == 0 {
				continue
			}
			rows, err := readRows(b, x, nodes)
			if err != nil {
				return damagedBlock(n.store.path, err)
			}
			n.rows.days[x] = rows
		}
		return nil
	})
}
