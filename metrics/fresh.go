package metrics

import (
	"foresail/metrics/stat"
	"foresail/store/record"
)

// freshness gives the last day, up to the as-of day, of which the records
// behind an indicator say anything, 0 for none, and whether newer ones are due.
//
// A count of what the team does is never out of date because nothing of the
// sort was done lately: none is its value. What is entered here is good for as
// long as anything is entered; only a series from outside has a next
// measurement that can be overdue.
func (f *frame) freshness(i *Indicator) (last record.Date, due bool) {
	if i.Measure != "" {
		if last = f.measuredUntil(i.Measure); last != 0 {
			return last, f.AsOf-last > f.usualGap(i.Measure)
		}
	}
	for _, t := range i.Needs.Types {
		if t == record.TypeDeal {
			last = max(f.deals().changed, f.activeUntil())
		}
	}
	if len(i.Needs.Kinds) > 0 {
		last = max(last, f.activeUntil())
	}
	return last, false
}

// How a measurement is known to be overdue: one of ten gaps between the last
// ones is allowed to be longer, and where there is one alone nothing is usual.
const (
	recentGaps = 20
	gapShare   = 0.9
)

// usualGap gives after how many days the next measurement of a series is
// usually there at the latest; where it was measured once, never.
func (f *frame) usualGap(name string) record.Date {
	m := f.measure(name)
	ps := pointsIn(m.Points, m.Points[0].Date, f.AsOf)
	ps = ps[max(0, len(ps)-recentGaps-1):]
	gaps := make([]float64, 0, recentGaps)
	for k := 1; k < len(ps); k++ {
		gaps = append(gaps, float64(ps[k].Date-ps[k-1].Date))
	}
	days, ok := stat.Quantile(gaps, gapShare)
	if !ok {
		return f.AsOf
	}
	return record.Date(days + 0.5)
}

func (f *frame) measuredUntil(name string) record.Date {
	m := f.measure(name)
	if m == nil {
		return 0
	}
	ps := pointsIn(m.Points, m.Points[0].Date, f.AsOf)
	return ps[len(ps)-1].Date
}

// activeUntil gives the last day, up to the as-of day, on which an activity of
// any kind was logged by anybody; 0 for none.
func (f *frame) activeUntil() record.Date {
	first, last := f.Days.Span()
	if first == 0 {
		return 0
	}
	for d := min(last, f.AsOf); d >= first; d-- {
		for _, c := range f.Days.Cells(d) {
			if c.Count > 0 {
				return d
			}
		}
	}
	return 0
}
