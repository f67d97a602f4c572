package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// TestDaysAreReadWhileSnapshotsAreRefreshed reads days that no cache has yet
// while other handles bring the same snapshot up to date and write. Who held
// the cache while waiting for the file once kept whoever had the file waiting
// for the cache, until the wait ended in an error.
func TestDaysAreReadWhileSnapshotsAreRefreshed(t *testing.T) {
	ctx := context.Background()
	o := testOptions()
	o.Wait, o.Now = 2*time.Second, func() time.Time { return base }
	s, err := Create(ctx, filepath.Join(t.TempDir(), "a.db"), o, event.GeneralPack()...)
	if err != nil {
		t.Fatal(err)
	}
	ann := record.RepID("ann")
	var days []event.Body
	for n := range 64 {
		a := call(n)
		a.At = record.TimeOf(base.AddDate(0, 0, -n))
		days = append(days, a)
	}
	if _, err := s.Append(ctx, ann, days...); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		snap, err := s.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		snap.days = newDayCache()
		var all sync.WaitGroup
		for r := range 3 {
			all.Go(func() {
				for d := range 64 {
					snap.Rows(record.DateOf(base) - record.Date((d+r*20)%64))
					snap.Cells(record.DateOf(base) - record.Date((d+r*20)%64))
				}
			})
			all.Go(func() {
				if _, err := s.Append(ctx, ann, call(1000+10*n+r)); err != nil {
					t.Error(err)
				}
				if _, _, err := s.Refresh(ctx, snap); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if err := snap.Err(); err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
	}
}
