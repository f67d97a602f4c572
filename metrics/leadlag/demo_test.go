package leadlag_test

import (
	"context"
	"math"
	"testing"
	"time"

	"foresail/metrics"
	"foresail/metrics/leadlag"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
)

// demoTeam folds the made-up team of a seed, two years up to a fixed day.
func demoTeam(t *testing.T, seed uint64) metrics.View {
	t.Helper()
	o := demo.Options{Seed: seed, Now: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)}
	mem, clock := event.NewMemory(), &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}
	if err := mem.Append(clock, record.ID{}, demo.Setup(o)...); err != nil {
		t.Fatal(err)
	}
	for g := range demo.Groups(o) {
		if err := mem.Append(clock, g.By, g.Bodies...); err != nil {
			t.Fatal(err)
		}
	}
	return metrics.View{Book: mem.Book(), Days: mem, Syms: mem.Syms, AsOf: record.DateOf(o.Now), Period: record.Week}
}

// weeks gives the whole weeks of an indicator.
func weeks(v metrics.View, id string) leadlag.Series {
	s := leadlag.Series{ID: id}
	first, last := v.Days.Span()
	for _, p := range metrics.Series(context.Background(), v, id, first, min(last, v.AsOf)) {
		value := math.NaN()
		if p.Value.Set && !p.Partial {
			value = p.Value.X
		}
		s.Values = append(s.Values, value)
	}
	return s
}

// Every link planted in the demo is found among all pairs, with its sign and
// within its weeks, and what is known to lead nothing does not.
func TestDemoLinks(t *testing.T) {
	v := demoTeam(t, 1)
	byID := func(list []leadlag.Series, id string) []leadlag.Series {
		for _, s := range list {
			if s.ID == id {
				return list
			}
		}
		return append(list, weeks(v, id))
	}
	var x, y []leadlag.Series
	for _, c := range demo.Truth() {
		x = byID(x, c.Indicator)
		if c.Leads() {
			y = byID(y, c.Outcome)
		}
	}
	r, err := leadlag.Analyse(context.Background(), x, y, leadlag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[[2]string]leadlag.Pair{}
	for _, p := range r.Pairs {
		found[[2]string{p.Indicator, p.Outcome}] = p
	}
	for _, c := range demo.Truth() {
		if !c.Leads() {
			for _, o := range y {
				if p := found[[2]string{c.Indicator, o.ID}]; p.Verdict == leadlag.Leads {
					t.Errorf("%s leads %s: %s", c.Indicator, o.ID, show(p))
				}
			}
			continue
		}
		p := found[[2]string{c.Indicator, c.Outcome}]
		sign := map[int]string{1: "+", -1: "-"}[c.Sign]
		if p.Verdict != leadlag.Leads || *p.Lag < c.Low || *p.Lag > c.High || p.Sign != sign {
			t.Errorf("%+v: %s", c, show(p))
		}
	}
}
