package store

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// Ids that come in any number at a time are found, others are not, with the
// filter of an import and without, and the runs stay few.
func TestIDsAreFound(t *testing.T) {
	s := create(t)
	s.opts.NoSync = true
	rnd := rand.New(rand.NewPCG(7, 8))
	at := make(map[record.ID]position)
	sizes := []int{1, 1, 3, 40, 97, 200, 1500, 6000}
	var filter *idFilter
	for round := range 300 {
		err := s.update(context.Background(), func(t *tx) (err error) {
			if round%50 == 0 {
				filter, err = newFilter(t.ids)
			}
			t.ids.filter = filter
			for range sizes[rnd.IntN(len(sizes)-1-max(0, 1-round%40))] {
				n := len(at)
				p := position{node: uint16(n % 5), seq: uint64(n) + 1<<33}
				at[id(n)] = p
				t.ids.add(id(n), p)
			}
			t.touched = true
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := s.view(context.Background(), func(b *bbolt.Tx) error {
		x := openIDs(b)
		if len(x.runs) > 30 {
			t.Errorf("%d runs for %d ids", len(x.runs), len(at))
		}
		fresh, err := newFilter(x)
		if err != nil {
			return err
		}
		for _, f := range []*idFilter{nil, filter, fresh} {
			x.filter = f
			for n := range len(at) + 2000 {
				found := false
				if err := x.find(id(n), func(p position) error { found = found || p == at[id(n)]; return nil }); err != nil {
					return err
				}
				if _, known := at[id(n)]; known && !found {
					t.Fatalf("id %d is not found (filter %v)", n, f != nil)
				}
			}
		}
		wrong := 0
		for n := range 20_000 {
			if fresh.has(idKeyOf(id(n + 1_000_000))) {
				wrong++
			}
		}
		if wrong > 200 { // 16 bits an id and 6 probes: about 1 in 1,000, a little more by lines
			t.Errorf("the filter is wrong on %d of 20,000", wrong)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Refresh names exactly the days touched since, however many transactions ago
// that was, until the journal has forgotten them.
func TestJournalReachesBack(t *testing.T) {
	ctx := context.Background()
	o := testOptions()
	o.NoSync = true
	s, err := Create(ctx, filepath.Join(t.TempDir(), "a.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	var snaps []*Snapshot
	const last = 1300
	for i := range last {
		snap, err := s.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		snaps = append(snaps, snap)
		a := call(i)
		a.At = record.TimeOf(base.AddDate(0, 0, i))
		if _, err := s.Append(ctx, record.RepID("ann"), a); err != nil {
			t.Fatal(err)
		}
	}
	for back := 1; back <= last; back += 1 + back/7 {
		_, changes, err := s.Refresh(ctx, snaps[last-back])
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case changes.All && back < journalKept:
			t.Errorf("%d back: the journal knows nothing", back)
		case !changes.All && back >= journalKept:
			t.Errorf("%d back: the journal knows too much", back)
		case !changes.All && (len(changes.Days) != back || changes.Days[0] != record.DateOf(base.AddDate(0, 0, last-back))):
			t.Errorf("%d back: %d days from %v on", back, len(changes.Days), changes.Days[0])
		}
	}
}
