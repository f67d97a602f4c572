package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// TestCheckFindsADamagedHead: with one head damaged the file still opens, by
// the other, and may be without its last transaction; a check tells.
func TestCheckFindsADamagedHead(t *testing.T) {
	for _, at := range []int64{pageHeader + 4, int64(os.Getpagesize()) + pageHeader + 40} {
		ctx, path := context.Background(), filepath.Join(t.TempDir(), "team.db")
		s, err := Create(ctx, path, testOptions(), event.NewMeasure("traffic", record.NewDate(2026, time.November, 1), 5))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // so that both heads are of a file with something in it
			if _, err := s.Undo(ctx, record.ID{}, record.Ref{Node: s.Node(), Seq: 1}); err != nil {
				t.Fatal(err)
			}
		}
		if r, err := s.Check(ctx, nil); err != nil || len(r.Faults) != 0 {
			t.Fatalf("a new file: %v %v", r.Faults, err)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt([]byte{0xa5, 0x5a}, at); err != nil {
			t.Fatal(err)
		}
		f.Close()
		if r, err := s.Check(ctx, nil); err != nil || len(r.Faults) != 1 || !r.Faults[0].Log {
			t.Errorf("damaged at %d: %v %v", at, r.Faults, err)
		}
	}
}
