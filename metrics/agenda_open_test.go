package metrics_test

import (
	"context"
	"slices"
	"testing"

	"foresail/metrics"
	"foresail/store/record"
	"pgregory.net/rapid"
)

// The open deals are those of the agenda, in its order and with its numbers;
// only what was agreed on with an account is told of each of its deals.
func TestOpenDealsAreThoseOfTheAgenda(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := viewOf(drawHistory(t).fold(nil), lastDay, record.Week)
		if rep := pick(t, someReps, "scope"); rep != "" {
			v.Reps = []record.ID{repID(rep)}
		}
		p := metrics.NewPipeline(context.Background(), v, 0)
		own := func(items []metrics.AgendaItem) (out []metrics.AgendaItem) {
			for _, it := range items {
				if d := v.Book.Deals[it.DealRef]; d == nil || it.Kind == metrics.AgendaWon {
					continue
				} else if _, _, shared := v.Book.Agreed(&d.Now); !shared {
					out = append(out, it)
				}
			}
			return out
		}
		open := metrics.OpenDeals(context.Background(), v, p)
		want, got := own(metrics.NewAgenda(context.Background(), v, p).Items), own(open)
		if !slices.EqualFunc(got, want, func(a, b metrics.AgendaItem) bool {
			return a.DealRef == b.DealRef && a.Cost == b.Cost && a.Kind == b.Kind
		}) {
			t.Fatalf("has %+v, the agenda %+v", got, want)
		}
		n := make(map[string]int)
		for _, it := range open {
			for _, r := range it.Reasons {
				n[r.Kind]++
			}
		}
		for what, want := range map[string]int{"step_late": p.OverdueNextStep, "rotting": p.Rotting, "close_past": p.Overdue} {
			if n[what] != want {
				t.Errorf("%d %s, %d in the pipeline", n[what], what, want)
			}
		}
		if none := n["no_step"] + n["committed"]; none != p.NoNextStep {
			t.Errorf("%d without a next step, %d in the pipeline", none, p.NoNextStep)
		}
	})
}
