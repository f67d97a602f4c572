package importer

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// file is a data file in memory: a Sink over the reference fold.
type file struct {
	*event.Memory
	clock event.Clock
	by    record.ID
	added int
}

func newFile(t testing.TB) *file {
	f := &file{Memory: event.NewMemory(), clock: event.Clock{Node: 1}}
	if err := f.Append(&f.clock, record.ID{}, event.GeneralPack()...); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *file) Add(group ...event.Body) error {
	f.added += len(group)
	return f.Append(&f.clock, f.by, group...)
}

var testNow = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func options() Options {
	return Options{Name: "test.csv", Now: testNow, Zone: time.UTC, Currency: "USD"}
}

func (f *file) load(t testing.TB, in io.Reader, o Options) *Report {
	t.Helper()
	rep, err := Import(context.Background(), in, f, f.Book(), o)
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	sums(t, rep)
	return rep
}

func (f *file) text(t testing.TB, text string, o Options) *Report {
	t.Helper()
	return f.load(t, strings.NewReader(text), o)
}

// sums holds the promise that every row is counted once.
func sums(t testing.TB, rep *Report) {
	t.Helper()
	if n := rep.Created + rep.Updated + rep.Unchanged + rep.Rejected + rep.Skipped; n != rep.Rows {
		t.Fatalf("%d rows, but the counts come to %d: %+v", rep.Rows, n, rep)
	}
}

func realData(t *testing.T, path string) *os.File {
	t.Helper()
	dir := os.Getenv("FORESAIL_DATA")
	if dir == "" {
		t.Skip("FORESAIL_DATA is not set: no real data to test with")
	}
	f, err := os.Open(filepath.Join(dir, path))
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// byHand amends an activity as a rep would.
func byHand(t *testing.T, f *file, id record.ID, fd record.Field, text string) {
	t.Helper()
	f.by = record.RepID("Ann Lee")
	defer func() { f.by = record.ID{} }()
	if err := f.Add(event.Amend{Activity: id, Fields: []record.Assign{{Field: fd, Value: record.Text(text)}}}); err != nil {
		t.Fatal(err)
	}
}

func mustRead(name string) []byte {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		panic(err)
	}
	return b
}
