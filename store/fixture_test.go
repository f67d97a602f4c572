package store

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
)

// newFixture writes testdata/v<format>.db anew, for a new format version.
var newFixture = flag.Bool("fixture", false, "make the data file of this format version")

const fixtureActivities = 120

func writeFixture(t *testing.T, path string) {
	t.Helper()
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	other := create(t)
	for i := range fixtureActivities {
		to, by := s, record.RepID("ann")
		if i%4 == 0 {
			to, by = other, record.RepID("ben")
		}
		if _, err := to.Append(ctx, by, call(i)); err != nil {
			t.Fatal(err)
		}
	}
	var events []event.Event
	if err := other.Events(ctx, nil, func(e event.Event) bool { events = append(events, e); return true }); err != nil {
		t.Fatal(err)
	}
	deal := event.Set{Type: record.TypeDeal, ID: id(1), At: record.TimeOf(base), Fields: []record.Assign{{Field: record.FieldTitle, Value: record.Text("ship")}}}
	r, err := s.Append(ctx, record.RepID("ann"), deal, event.Amend{Activity: id(1), Fields: []record.Assign{{Field: record.FieldNote, Value: record.Text("amended")}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, record.RepID("ann"), r.Events[0].Ref); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, record.RepID("ann"), r.Events[0].Ref); err != nil {
		t.Fatal(err)
	}
	if err := s.Merge(ctx, events); err != nil {
		t.Fatal(err)
	}
	b, err := s.Batch(ctx, record.ID{})
	if err != nil {
		t.Fatal(err)
	}
	b.Import("calls.csv", record.RepID("ann"))
	for i := range 10 {
		if err := b.Add(call(1000 + i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, record.RepID("ann"), b.Ref()); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
}

// Files of every format that was ever written open, and hold what was put
// into them.
func TestOldFilesOpen(t *testing.T) {
	if *newFixture {
		writeFixture(t, filepath.Join("testdata", fmt.Sprintf("v%d.db", FormatVersion)))
	}
	old, err := filepath.Glob(filepath.Join("testdata", "v*.db"))
	if err != nil || len(old) != FormatVersion {
		t.Fatalf("%d files of old formats, want one a version (%v)", len(old), err)
	}
	for _, name := range old {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "old.db")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path, testOptions())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r, err := s.Check(context.Background(), nil)
		if err != nil || len(r.Faults) > 0 || r.Activities < fixtureActivities {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		snap, err := s.Snapshot(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if d := snap.Book.Deals[id(1)]; d == nil || d.Now.Title != "ship" || snap.Book.Kind("call") == nil {
			t.Errorf("%s: the book lacks things", name)
		}
		if n := len(snap.Rows(record.DateOf(base))); n != fixtureActivities {
			t.Errorf("%s: %d rows", name, n)
		}
	}
}
