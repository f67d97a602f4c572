package store

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// rowBytes is how long a value of bucket rows gets at most: four fill a page.
const rowBytes = 976

// day is what a transaction does to one civil day.
type day struct {
	date    record.Date
	cells   map[cellKey]record.Cell
	added   []record.Row
	removed map[record.Ref]bool
}

type cellKey struct{ rep, kind, outcome record.Sym }

// encodeCells writes the counts of a day, sorted, empty ones left out.
func encodeCells(cells map[cellKey]record.Cell) []byte {
	all := slices.SortedFunc(maps.Values(cells), compareCells)
	var c event.Encoder
	for _, x := range all {
		if x.Count == 0 && x.Seconds == 0 {
			continue
		}
		c.Uint(uint64(x.Rep))
		c.Uint(uint64(x.Kind))
		c.Uint(uint64(x.Outcome))
		c.Int(int64(x.Count))
		c.Int(x.Seconds)
	}
	if len(c.Out) == 0 {
		return nil
	}
	return sealed(c.Out)
}

func compareCells(a, b record.Cell) int {
	return cmp.Or(cmp.Compare(a.Rep, b.Rep), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Outcome, b.Outcome))
}

func decodeCells(v []byte) ([]record.Cell, error) {
	if len(v) == 0 {
		return nil, nil
	}
	v, err := unsealed(v)
	if err != nil {
		return nil, err
	}
	d := event.Decoder{In: v}
	out := make([]record.Cell, 0, len(v)/6+1)
	for len(d.In) > 0 {
		out = append(out, record.Cell{
			Rep: record.Sym(d.Uint()), Kind: record.Sym(d.Uint()), Outcome: record.Sym(d.Uint()),
			Count: int32(d.Int()), Seconds: d.Int(),
		})
	}
	return out, d.End()
}

// What a row holds beside the minute, the rep, the kind and the sequence
// number.
const (
	rowOutcome = 1 << iota
	rowAccount
	rowDeal
	rowContact
	rowNode // a node other than that of the row before
)

// nodeNumbers are the numbers that nodes have in the file, both ways.
type nodeNumbers interface {
	number(record.Node) (uint16, error)
	node(uint16) record.Node
	// attach tells an entity what of it is taken back with imports.
	attach(*record.Entity)
}

// appendRow writes a row after another, from which it counts.
func appendRow(dst []byte, r, before record.Row, nodes nodeNumbers) ([]byte, error) {
	has := byte(0)
	for i, y := range [...]record.Sym{r.Outcome, r.Account, r.Deal, r.Contact} {
		if y != 0 {
			has |= 1 << i
		}
	}
	c := event.Encoder{Out: dst}
	if r.Ref.Node == before.Ref.Node {
		c.Byte(has)
	} else {
		n, err := nodes.number(r.Ref.Node)
		if err != nil {
			return dst, err
		}
		c.Byte(has | rowNode)
		c.Uint(uint64(n))
	}
	c.Int(int64(r.Ref.Seq - before.Ref.Seq))
	c.Int(int64(r.Minute - before.Minute))
	c.Uint(uint64(r.Rep))
	c.Uint(uint64(r.Kind))
	for _, y := range [...]record.Sym{r.Outcome, r.Account, r.Deal, r.Contact} {
		if y != 0 {
			c.Uint(uint64(y))
		}
	}
	return c.Out, nil
}

func decodeRows(to []record.Row, v []byte, nodes nodeNumbers) ([]record.Row, error) {
	if len(v) == 0 {
		return to, nil
	}
	v, err := unsealed(v)
	if err != nil {
		return to, err
	}
	d := event.Decoder{In: v}
	var before record.Row
	for len(d.In) > 0 {
		has := d.Byte()
		r := record.Row{Ref: before.Ref}
		if has&rowNode != 0 {
			r.Ref.Node = nodes.node(uint16(d.Uint()))
		}
		r.Ref.Seq += uint64(d.Int())
		r.Minute, r.Rep, r.Kind = before.Minute+int16(d.Int()), record.Sym(d.Uint()), record.Sym(d.Uint())
		for i, y := range [...]*record.Sym{&r.Outcome, &r.Account, &r.Deal, &r.Contact} {
			if has&(1<<i) != 0 {
				*y = record.Sym(d.Uint())
			}
		}
		if d.Err == nil {
			to = append(to, r)
		}
		before = r
	}
	return to, d.End()
}

func compareRows(a, b record.Row) int {
	return cmp.Or(cmp.Compare(a.Minute, b.Minute), cmp.Compare(a.Ref.Node, b.Ref.Node), cmp.Compare(a.Ref.Seq, b.Ref.Seq))
}

// readRows reads the rows of a day, sorted by minute and reference.
func readRows(b *bbolt.Tx, d record.Date, nodes nodeNumbers) ([]record.Row, error) {
	var out []record.Row
	var err error
	for _, v := range rowChunks(b, d) {
		if out, err = decodeRows(out, v, nodes); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, compareRows)
	return out, nil
}

func rowChunks(b *bbolt.Tx, d record.Date) (chunks [][]byte) {
	c := b.Bucket(bucketRows).Cursor()
	prefix := dateKey(d)
	for k, v := c.Seek(prefix); k != nil && string(k[:4]) == string(prefix); k, v = c.Next() {
		chunks = append(chunks, v)
	}
	return chunks
}

func chunkKey(d record.Date, n uint16) []byte { return append(dateKey(d), key16(n)...) }

// lastChunk gives the newest chunk of a day and its number; nil for a day
// without rows.
func lastChunk(rows *bbolt.Bucket, d record.Date) (uint16, []byte) {
	c := rows.Cursor()
	back := c.Prev
	if k, _ := c.Seek(dateKey(d + 1)); k == nil {
		back = c.Last
	}
	k, v := back()
	if k == nil || keyDate(k) != d {
		return 0, nil
	}
	return binary.BigEndian.Uint16(k[4:]), v
}
