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

// synthetic is a rollup of made-up days, as a store has them in memory.
type synthetic struct {
	syms        *record.Syms
	days        map[record.Date]*record.Rollup
	first, last record.Date
}

func (s *synthetic) Cells(d record.Date) []record.Cell {
	if r := s.days[d]; r != nil {
		return r.Cells
	}
	return nil
}

func (s *synthetic) Rows(d record.Date) []record.Row {
	if r := s.days[d]; r != nil {
		return r.Rows
	}
	return nil
}

func (s *synthetic) Span() (first, last record.Date) { return s.first, s.last }

func (s *synthetic) add(a record.Activity) {
	d := a.At.Date()
	if s.days[d] == nil {
		s.days[d] = &record.Rollup{Date: d}
	}
	s.days[d].Count(s.syms, a, 1)
}

// team makes n activities over two years by twelve reps on 2,000 accounts,
// and 5,000 deals.
func team(b *testing.B, n int) metrics.View {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	w := newWorld(b)
	w.append(event.GeneralPack()...)
	s := &synthetic{syms: w.mem.Syms, days: make(map[record.Date]*record.Rollup), last: lastDay, first: lastDay - 729}
	reps, accounts := make([]string, 12), make([]string, 2000)
	for i := range reps {
		reps[i] = fmt.Sprint("rep ", i)
	}
	for i := range accounts {
		accounts[i] = fmt.Sprint("account ", i)
	}
	for i := range n {
		day := s.first + record.Date(i*730/n)
		s.add(record.Activity{
			Ref: record.Ref{Node: 1, Seq: uint64(i + 1)}, Kind: someKinds[rng.IntN(len(someKinds))], Outcome: someOutcomes[rng.IntN(5)],
			At:  record.Time{Unix: int64(day)*86400 + int64(i%1440)*60},
			Rep: repID(reps[rng.IntN(12)]), Account: accountID(accounts[rng.IntN(2000)]), Seconds: 60,
		})
	}
	for i := range 5000 {
		name, day := fmt.Sprint("deal ", i), s.first+record.Date(rng.IntN(700))
		moment := func(after int) record.Time { return noon(day + record.Date(after)) }
		w.set(record.TypeDeal, dealID(name), moment(0), stage("lead"), worth(int64(rng.IntN(1e6))), owned(reps[i%12]), on(accounts[i%2000]))
		w.set(record.TypeDeal, dealID(name), moment(10), stage("meeting"))
		w.set(record.TypeDeal, dealID(name), moment(20), stage("proposal"))
		if i%10 != 0 {
			w.set(record.TypeDeal, dealID(name), moment(20+rng.IntN(60)), stage([]string{record.StageWon, record.StageLost}[i%2]))
		}
	}
	return metrics.View{Book: w.mem.Book(), Days: s, Syms: w.mem.Syms, AsOf: lastDay, Period: record.Week}
}

// BenchmarkReadings is every indicator with twelve weeks of series and its
// chart, worked out afresh and after one new activity.
func BenchmarkReadings(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		v := team(b, n)
		s := v.Days.(*synthetic)
		b.Run(fmt.Sprintf("fresh/%d", n), func(b *testing.B) {
			for b.Loop() {
				metrics.Readings(context.Background(), v, 12)
			}
		})
		b.Run(fmt.Sprintf("after-one/%d", n), func(b *testing.B) {
			e := new(metrics.Engine)
			if _, err := e.Readings(context.Background(), v, 12); err != nil {
				b.Fatal(err)
			}
			i := n
			for b.Loop() {
				i++
				s.add(record.Activity{Ref: record.Ref{Node: 1, Seq: uint64(i)}, Kind: "call", At: noon(v.AsOf), Rep: repID("rep 1"), Account: accountID("account 1")})
				e.Changed(v.Book, metrics.Changes{Days: []record.Date{v.AsOf}, Kinds: []string{"call"}})
				if _, err := e.Readings(context.Background(), v, 12); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReadingsAfterDeal is every indicator after one deal of 5,000 moved.
func BenchmarkReadingsAfterDeal(b *testing.B) {
	v := team(b, 10_000)
	e := new(metrics.Engine)
	entity := v.Book.Deals[dealID("deal 1")].Entity()
	for b.Loop() {
		b.StopTimer()
		v.Book = v.Book.With(entity)
		b.StartTimer()
		e.Changed(v.Book, metrics.Changes{Types: []record.Type{record.TypeDeal}})
		if _, err := e.Readings(context.Background(), v, 12); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPipeline is the pipeline of 5,000 deals, afresh and from deals
// that are known.
func BenchmarkPipeline(b *testing.B) {
	v := team(b, 1000)
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			metrics.NewPipeline(context.Background(), v, 0)
		}
	})
	b.Run("known", func(b *testing.B) {
		e := new(metrics.Engine)
		for b.Loop() {
			if _, err := e.Pipeline(context.Background(), v, 0); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkAgenda is the agenda of a rep worked out afresh, as the cockpit does
// it after every change.
func BenchmarkAgenda(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		v := team(b, n)
		v.Reps = []record.ID{repID("rep 1")}
		p := metrics.NewPipeline(context.Background(), v, 0)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				metrics.NewAgenda(context.Background(), v, p)
			}
		})
	}
}
