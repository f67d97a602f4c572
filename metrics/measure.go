package metrics

import (
	"slices"

	"foresail/store/record"
)

// The folded names of the series that measurement indicators read.
const (
	measureTraffic  = "website traffic"
	measureTraining = "training hours"
	measureCSAT     = "csat"
	measureNPS      = "nps"
	measureEarnings = "earnings ratio"
)

// otherNames are names under which people record a series instead; the first
// that was ever measured serves.
var otherNames = map[string][]string{
	measureTraffic:  {"traffic", "web traffic", "visits", "website visits"},
	measureCSAT:     {"customer satisfaction"},
	measureNPS:      {"net promoter score"},
	measureEarnings: {"p e ratio", "price earnings ratio"},
}

// measure finds a series that was measured by the as-of day; nil for none.
func (f *frame) measure(name string) *record.Measure {
	for _, n := range append([]string{name}, otherNames[name]...) {
		m := f.Book.Measures[n]
		if m != nil && len(m.Points) > 0 && m.Points[0].Date <= f.AsOf {
			return m
		}
	}
	return nil
}

// fold makes one number of the measurements of a window.
type fold func([]record.Point) float64

func total(ps []record.Point) float64 {
	sum := 0.0
	for _, p := range ps {
		sum += p.Value
	}
	return sum
}

func average(ps []record.Point) float64 { return total(ps) / float64(len(ps)) }

func newest(ps []record.Point) float64 { return ps[len(ps)-1].Value }

// measured makes the Eval of a series of measurements. A window without any
// has no value.
func measured(name string, f fold) func(*Window) Value {
	return func(w *Window) Value {
		if !w.scope.all() {
			return none("why.team_only", 0)
		}
		m := w.measure(name)
		if m == nil {
			return none("why.never_measured", 0)
		}
		ps := pointsIn(m.Points, w.From, w.To)
		if len(ps) == 0 {
			return none("why.not_measured", 0)
		}
		return Value{Number: Float(f(ps)), N: len(ps)}
	}
}

func pointsIn(ps []record.Point, from, to record.Date) []record.Point {
	find := func(d record.Date) int {
		i, _ := slices.BinarySearchFunc(ps, d, func(p record.Point, d record.Date) int { return int(p.Date - d) })
		return i
	}
	return ps[find(from):max(find(from), find(to+1))]
}
