package findings_test

import (
	"context"
	"testing"

	"foresail/metrics/findings"
	"foresail/metrics/leadlag"
	"foresail/store/demo"
)

// What is planted in the made-up team is found among all pairs, with its sign
// and within its weeks, and nothing else is said to lead; whatever the seed.
func TestTheDemoShowsWhatIsPlantedAndNothingElse(t *testing.T) {
	signs := map[int]string{1: "+", -1: "-"}
	for seed := range uint64(4) {
		f := newFileOf(t, seed)
		got, err := new(findings.Finder).Find(context.Background(), f.view(), nil)
		if err != nil {
			t.Fatal(err)
		}
		planted := map[[2]string]bool{}
		for _, c := range demo.Truth() {
			q := got.Pair(c.Indicator, c.Outcome)
			if !c.Leads() || q == nil { // some are by the month
				continue
			}
			planted[[2]string{c.Indicator, c.Outcome}] = true
			if q.Verdict != leadlag.Leads || *q.Lag < c.Low || *q.Lag > c.High || q.Sign != signs[c.Sign] {
				t.Errorf("seed %d: %+v is %s by %d…%d", seed, c, q.Verdict, lagOf(q.LagLow), lagOf(q.LagHigh))
			}
		}
		if len(planted) == 0 {
			t.Fatal("nothing planted is compared")
		}
		for _, q := range got.Ranked {
			if q.Verdict == leadlag.Leads && !planted[[2]string{q.Indicator, q.Outcome}] {
				t.Errorf("seed %d: %s leads %s by %d, p %.2g, q %.2g", seed, q.Indicator, q.Outcome, *q.Lag, q.P, q.Q)
			}
		}
	}
}

// lagOf gives a lag, -1 for none.
func lagOf(lag *int) int {
	if lag == nil {
		return -1
	}
	return *lag
}
