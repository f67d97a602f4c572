package cli

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"foresail/cmd/cockpits"
	"foresail/store"
	"foresail/store/demo"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// afternoon is when demo data of tests ends: a Friday.
var afternoon = time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)

// demoFile makes a data file of generated data and gives it with a rep of it.
func demoFile(t testing.TB, o demo.Options) (*store.Store, record.ID) {
	t.Helper()
	o.Now, o.Zone = afternoon, time.UTC
	options := store.Options{Now: func() time.Time { return afternoon }, Zone: time.UTC, NoSync: true}
	s, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "demo.db"), options, demo.Setup(o)...)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(t.Context(), s, o); err != nil {
		t.Fatal(err)
	}
	book, err := s.Book(t.Context(), record.TypeRep)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range book.RepList() {
		if r.Ended == 0 {
			return s, r.ID
		}
	}
	t.Fatal("no rep is there")
	return nil, record.ID{}
}

// TestRandomUseLeavesASoundFile uses the cockpit on a data file at random.
// No frame is larger or smaller than the window, nothing fails, and the file
// passes the whole check afterwards. FORESAIL_STEPS and FORESAIL_SEED ask for
// longer runs and others.
func TestRandomUseLeavesASoundFile(t *testing.T) {
	steps, seed := number(t, "FORESAIL_STEPS", 2000), number(t, "FORESAIL_SEED", 1)
	if testing.Short() {
		steps = min(steps, 200)
	}
	s, rep := demoFile(t, demo.Options{Seed: uint64(seed), Scale: 0.1})
	o := tuitest.Options(cockpits.Logbook(s), rep, afternoon)
	o.Grammar = nil // the real one
	d := &tuitest.Driver{T: t, Model: tui.New(t.Context(), o)}
	d.Start()
	m := tuitest.NewMonkey(d, uint64(seed))
	before := events(t, s)
	for range steps {
		m.Step()
	}
	r, err := s.Check(context.Background(), nil)
	if err != nil || len(r.Faults) > 0 {
		t.Fatalf("%v, %d faults: %+v", err, len(r.Faults), r.Faults)
	}
	t.Logf("seed %d: %d steps, %d events written", seed, steps, r.Events-before)
	if r.Events == before {
		t.Error("nothing was written: the run proves little")
	}
}

func events(t *testing.T, s *store.Store) int {
	t.Helper()
	r, err := s.Check(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.Events
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
