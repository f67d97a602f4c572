package findings_test

import (
	"context"
	"slices"
	"testing"

	"foresail/metrics/findings"
	"foresail/metrics/leadlag"
	"foresail/store/demo"
	"foresail/store/record"
)

// Findings compare leading indicators with lagging ones, and of what is planted
// in the made-up team two links end in a lagging one: these are found among all
// pairs, with their sign and within their weeks, and nothing else is said to
// lead or to follow; whatever the seed. metrics/leadlag looks for all links.
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
			if !c.Leads() || q == nil { // of most links both ends are leading
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
			if q.Verdict == leadlag.Leads && !planted[[2]string{q.Indicator, q.Outcome}] || q.Verdict == leadlag.Follows {
				t.Errorf("seed %d: %s %s %s by %d, q %.2g", seed, q.Indicator, q.Verdict, q.Outcome, *q.Lag, q.ClaimQ())
			}
		}
	}
}

// upstream are the indicators that move won deals through the stages of the
// made-up funnel, planted or by the way a deal goes; of the others nothing does.
var upstream = map[string]bool{
	"inquiries": true, "new_leads": true, "qualified_leads": true, "lead_response_time": true, "connected_calls": true,
	"meetings_booked": true, "meetings_held": true, "demos_booked": true, "new_deals": true, "pipeline_created": true,
	"open_pipeline": true, "proposals_sent": true,
}

// One rep has few deals, which fall together by chance: still nothing is said
// to follow them, and what is said to lead lies on their way but in about 5 %
// of reps. Of 26 reps more than four would be wrong in 1 % of cases.
func TestOneRepShowsNothingThatIsNotThere(t *testing.T) {
	wrong := 0
	for seed := range uint64(2) {
		f, finder := newFileOf(t, seed), new(findings.Finder)
		for _, rep := range f.mem.Book().RepList() {
			v := f.view()
			v.Reps = []record.ID{rep.ID}
			got, err := finder.Find(context.Background(), v, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got.Counts[leadlag.Follows] > 0 {
				t.Errorf("seed %d, %s: %d pairs follow", seed, rep.Name, got.Counts[leadlag.Follows])
			}
			if slices.ContainsFunc(got.Ranked, func(q *leadlag.Pair) bool { return q.Verdict == leadlag.Leads && !upstream[q.Indicator] }) {
				wrong++
			}
		}
	}
	if wrong > 4 {
		t.Errorf("%d reps have a lead of what moves no deal", wrong)
	}
}

// lagOf gives a lag, -1 for none.
func lagOf(lag *int) int {
	if lag == nil {
		return -1
	}
	return *lag
}
