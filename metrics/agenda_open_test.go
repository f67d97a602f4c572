package metrics_test

import (
	"context"
	"testing"

	"foresail/metrics"
	"foresail/store/record"
	"pgregory.net/rapid"
)

// The open deals are those of the agenda, in its order and with its numbers.
func TestOpenDealsAreThoseOfTheAgenda(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := viewOf(drawHistory(t).fold(nil), lastDay, record.Week)
		if rep := pick(t, someReps, "scope"); rep != "" {
			v.Reps = []record.ID{repID(rep)}
		}
		p := metrics.NewPipeline(context.Background(), v, 0)
		var want []metrics.AgendaItem
		for _, it := range metrics.NewAgenda(context.Background(), v, p).Items {
			if !it.DealRef.IsZero() && it.Kind != metrics.AgendaWon {
				want = append(want, it)
			}
		}
		got := metrics.OpenDeals(context.Background(), v, p)
		if len(got) != len(want) {
			t.Fatalf("%d deals, the agenda has %d", len(got), len(want))
		}
		for i := range got {
			if got[i].DealRef != want[i].DealRef || got[i].Cost != want[i].Cost || got[i].Kind != want[i].Kind {
				t.Fatalf("at %d is %s with %v, in the agenda %s with %v", i, got[i].Deal, got[i].Cost, want[i].Deal, want[i].Cost)
			}
		}
	})
}
