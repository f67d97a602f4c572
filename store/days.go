package store

import (
	"context"
	"maps"
	"sync"

	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// dayCache holds the counts and rows of days that were asked for, and which
// spans of days were read. A day read later than its snapshot was taken may
// hold activities newer than the snapshot; the next Refresh reads it again,
// as one of those that changed.
//
// Locks are taken in the order loading, lease of the file, mu: a Refresh asks
// for mu while it holds the lease, so nobody may wait for the lease with mu.
type dayCache struct {
	loading sync.Mutex // held by who reads the file for it
	mu      sync.RWMutex
	cells   map[record.Date][]record.Cell
	rows    map[record.Date][]record.Row
	err     error
}

func newDayCache() *dayCache {
	return &dayCache{cells: make(map[record.Date][]record.Cell), rows: make(map[record.Date][]record.Row)}
}

// without gives a cache that lacks the days given.
func (c *dayCache) without(days []record.Date) *dayCache {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := &dayCache{cells: maps.Clone(c.cells), rows: maps.Clone(c.rows)}
	for _, d := range days {
		delete(out.cells, d)
		delete(out.rows, d)
	}
	return out
}

// How many days are read with one that is asked for, as a power of two: its
// neighbours in the calendar, since whoever asks for one asks for them.
const (
	cellSpan = 7
	rowSpan  = 5
)

// around gives the first and last day of the span that holds d.
func around(d record.Date, span int) (from, to record.Date) {
	return d >> span << span, d>>span<<span + 1<<span - 1
}

// rowsKept is the number of rows beyond which the cache forgets those it
// holds before it reads more: about 100 MB.
const rowsKept = 2_000_000

// Cells implements record.Days. The first use of a day reads the file. When
// that cannot be done it gives none, and Err says why.
func (n *Snapshot) Cells(d record.Date) []record.Cell {
	if n.whole != nil {
		return mine(n, n.whole.Cells(d), func(c record.Cell) record.Sym { return c.Rep })
	}
	if d < n.first || d > n.last {
		return nil
	}
	n.days.mu.RLock()
	cells, ok := n.days.cells[d]
	n.days.mu.RUnlock()
	if ok {
		return cells
	}
	from, to := around(d, cellSpan)
	return cached(n, func() map[record.Date][]record.Cell { return n.days.cells }, d, func(b *bbolt.Tx) error { return n.loadCells(b, from, to) })
}

// cached reads a day for a cache, unless somebody else has done so meanwhile,
// and gives what the cache then has of it. held gives the cache as it is.
func cached[T any](n *Snapshot, held func() map[record.Date][]T, d record.Date, load func(*bbolt.Tx) error) []T {
	look := func() ([]T, bool) {
		n.days.mu.RLock()
		defer n.days.mu.RUnlock()
		out, ok := held()[d]
		return out, ok
	}
	n.days.loading.Lock()
	defer n.days.loading.Unlock()
	if out, ok := look(); ok {
		return out
	}
	n.days.keep(n.read(context.Background(), load))
	out, _ := look()
	return out
}

// Rows implements record.Days, in the same way.
func (n *Snapshot) Rows(d record.Date) []record.Row {
	if n.whole != nil {
		return mine(n, n.whole.Rows(d), func(r record.Row) record.Sym { return r.Rep })
	}
	if d < n.first || d > n.last {
		return nil
	}
	n.days.mu.RLock()
	rows, ok := n.days.rows[d]
	n.days.mu.RUnlock()
	if ok {
		return rows
	}
	from, to := around(d, rowSpan)
	return cached(n, func() map[record.Date][]record.Row { return n.days.rows }, d, func(b *bbolt.Tx) error { return n.loadRows(b, from, to) })
}

// mine gives what of a day is that of the rep whose part the snapshot is.
func mine[T any](n *Snapshot, all []T, rep func(T) record.Sym) (out []T) {
	me, ok := n.Syms.FindID(n.grant.Rep)
	if !ok || me == 0 || n.grant.Role != RoleRep {
		return nil
	}
	for _, x := range all {
		if rep(x) == me {
			out = append(out, x)
		}
	}
	return out
}

// Err gives the error that kept Cells or Rows from reading, if any. Numbers
// computed from a snapshot count only when it gives none afterwards.
func (n *Snapshot) Err() error {
	n.days.mu.RLock()
	defer n.days.mu.RUnlock()
	return n.days.err
}

// Load reads the counts and rows of a span of days ahead, so that whoever
// computes with them does not wait for the file.
func (n *Snapshot) Load(ctx context.Context, from, to record.Date) error {
	n.days.loading.Lock()
	defer n.days.loading.Unlock()
	return n.read(ctx, func(b *bbolt.Tx) error {
		if err := n.loadCells(b, from, to); err != nil {
			return err
		}
		return n.loadRows(b, from, to)
	})
}

func (c *dayCache) keep(err error) {
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.err = err
	}
}

// read reads the file for the cache.
func (n *Snapshot) read(ctx context.Context, fn func(*bbolt.Tx) error) error {
	return n.store.view(ctx, func(b *bbolt.Tx) error {
		n.days.mu.Lock()
		defer n.days.mu.Unlock()
		if err := fn(b); err != nil {
			return damagedBlock(n.store.path, err)
		}
		return nil
	})
}

// loadCells reads the counts of a span; days without any are remembered too.
func (n *Snapshot) loadCells(b *bbolt.Tx, from, to record.Date) error {
	cells := b.Bucket(bucketCells)
	for d := max(from, n.first); d <= min(to, n.last); d++ {
		if _, ok := n.days.cells[d]; ok {
			continue
		}
		v, err := decodeCells(cells.Get(dateKey(d)))
		if err != nil {
			return err
		}
		n.days.cells[d] = v
	}
	return nil
}

func (n *Snapshot) loadRows(b *bbolt.Tx, from, to record.Date) error {
	held := 0
	for _, rows := range n.days.rows {
		held += len(rows)
	}
	if held > rowsKept {
		n.days.rows = make(map[record.Date][]record.Row)
	}
	nodes := openNodes(b)
	for d := max(from, n.first); d <= min(to, n.last); d++ {
		if _, ok := n.days.rows[d]; ok {
			continue
		}
		rows, err := readRows(b, d, nodes)
		if err != nil {
			return err
		}
		n.days.rows[d] = rows
	}
	return nil
}
