package metrics_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
)

// staffed makes n activities over two years by so many reps on 2,000 accounts,
// and 5,000 deals.
func staffed(b *testing.B, people, n int) metrics.View {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	w := newWorld(b)
	w.append(event.GeneralPack()...)
	s := &synthetic{syms: w.mem.Syms, days: make(map[record.Date]*record.Rollup), last: lastDay, first: lastDay - 729}
	for i := range people {
		w.set(record.TypeRep, repID(fmt.Sprint("rep ", i)), record.Time{}, record.Assign{Field: record.FieldName, Value: record.Text(fmt.Sprint("rep ", i))})
		w.goal("booked_revenue", fmt.Sprint("rep ", i), record.Quarter, 1e6)
	}
	for i := range n {
		day := s.first + record.Date(i*730/n)
		s.add(record.Activity{
			Ref: record.Ref{Node: 1, Seq: uint64(i + 1)}, Kind: someKinds[rng.IntN(len(someKinds))], Outcome: someOutcomes[rng.IntN(5)],
			At:  record.Time{Unix: int64(day)*86400 + int64(i%1440)*60},
			Rep: repID(fmt.Sprint("rep ", rng.IntN(people))), Account: accountID(fmt.Sprint("account ", rng.IntN(2000))), Seconds: 60,
		})
	}
	for i := range 5000 {
		name, day := fmt.Sprint("deal ", i), s.first+record.Date(rng.IntN(700))
		moment := func(after int) record.Time { return noon(day + record.Date(after)) }
		w.set(record.TypeDeal, dealID(name), moment(0), stage("lead"), worth(int64(rng.IntN(1e6))), owned(fmt.Sprint("rep ", i%people)))
		w.set(record.TypeDeal, dealID(name), moment(10), stage("meeting"))
		if i%10 != 0 {
			w.set(record.TypeDeal, dealID(name), moment(20+rng.IntN(60)), stage([]string{record.StageWon, record.StageLost}[i%2]))
		}
	}
	return metrics.View{Book: w.mem.Book(), Days: s, Syms: w.mem.Syms, AsOf: lastDay, Period: record.Week}
}

// BenchmarkTeam is the table after one more activity, of a million, with what
// the engine knows of deals and inquiries already.
func BenchmarkTeam(b *testing.B) {
	for _, people := range []int{13, 100} {
		v := staffed(b, people, 1_000_000)
		for _, p := range []record.Period{record.Week, record.Quarter} {
			v.Period = p
			b.Run(fmt.Sprintf("%d reps by %s", people, p), func(b *testing.B) {
				e, ctx := new(metrics.Engine), context.Background()
				_, _ = e.Team(ctx, v, 0)
				b.ReportAllocs()
				for b.Loop() {
					e.Changed(v.Book, metrics.Changes{Days: []record.Date{v.AsOf}, Kinds: []string{"call"}})
					_, _ = e.Team(ctx, v, 0)
				}
			})
		}
	}
}
