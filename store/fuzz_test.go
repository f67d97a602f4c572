package store

import (
	"context"
	"testing"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// anyWords is a dictionary that knows every number.
type anyWords struct{ listed }

func (anyWords) Text(y record.Sym) (string, error) {
	if y == 0 {
		return "", nil
	}
	return "sixteen bytes id", nil
}

func (w anyWords) ID(y record.Sym) (id record.ID, err error) {
	s, err := w.Text(y)
	copy(id[:], s)
	return id, err
}

// anyNodes gives every node a number.
type anyNodes struct{}

func (anyNodes) number(n record.Node) (uint16, error) { return uint16(n), nil }
func (anyNodes) node(n uint16) record.Node            { return record.Node(n) }
func (anyNodes) attach(*record.Entity)                {}

// values gives some stored values of each bucket as seeds.
func values(f *testing.F, name []byte) {
	f.Helper()
	s, err := Open(context.Background(), made(f), testOptions())
	if err != nil {
		f.Fatal(err)
	}
	err = s.view(context.Background(), func(b *bbolt.Tx) error {
		bucket := b.Bucket(name)
		if k, v := bucket.Cursor().First(); v == nil {
			bucket = bucket.Bucket(k)
		}
		n := 0
		return bucket.ForEach(func(_, v []byte) error {
			if n++; n < 20 && v != nil {
				f.Add(append([]byte(nil), v...))
			}
			return nil
		})
	})
	if err != nil {
		f.Fatal(err)
	}
}

// Junk in place of a block of the log never panics and never passes for an
// event unless its checksum is right.
func FuzzBlock(f *testing.F) {
	values(f, bucketLog)
	f.Fuzz(func(t *testing.T, v []byte) {
		_ = readBlock(7, key64(1), v, anyWords{}, func(event.Event) bool { return true })
	})
}

// Junk under a right checksum in place of an entity, counts or rows never
// panics.
func FuzzValues(f *testing.F) {
	values(f, bucketEntities)
	values(f, bucketCells)
	values(f, bucketRows)
	f.Fuzz(func(t *testing.T, v []byte) {
		v = sealed(v)
		if e, err := decodeEntity(record.TypeDeal, id(1), v, anyWords{}, anyNodes{}); err == nil {
			record.NewBook(e)
		}
		_, _ = decodeCells(v)
		_, _ = decodeRows(nil, v, anyNodes{})
		touched := touched{map[record.Date]bool{}, map[string]bool{}, map[Subject]bool{}}
		next := uint64(1)
		_, _ = touched.read(1, v, &next, anyWords{})
	})
}
