package demo

import (
	"testing"

	"foresail/store/record"
)

// What reps agreed to do is mostly done when it is due: a tenth to a fifth of
// the open deals has a next step that is late, as in a team that does look
// after its deals.
func TestNextStepsAreMostlyKept(t *testing.T) {
	for seed := range uint64(3) {
		open, late, none := 0, 0, 0
		for _, d := range fold(t, Options{Seed: seed + 1, Now: today}).Book().Deals {
			if !d.Now.Open() {
				continue
			}
			open++
			switch due := d.Now.NextDue.Date(); {
			case due == 0:
				none++
			case due < record.DateOf(today):
				late++
			}
		}
		if share := float64(late) / float64(open); share < 0.08 || share > 0.20 {
			t.Errorf("seed %d: %d of %d open deals have a late next step, %d none", seed+1, late, open, none)
		}
	}
}
