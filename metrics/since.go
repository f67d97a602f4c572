package metrics

import "foresail/store/record"

// sinceActivities gives the day of the first activity; 0 for none by the
// as-of day.
func sinceActivities(f *frame) record.Date {
	first, _ := f.Days.Span()
	if first > f.AsOf {
		return 0
	}
	return first
}

// sinceTraining is sinceActivities where training is not measured.
func sinceTraining(f *frame) record.Date {
	if f.measuredUntil(measureTraining) != 0 {
		return 1
	}
	return sinceActivities(f)
}

// sinceDeals gives the day of the first deal created; 0 for none.
func sinceDeals(f *frame) record.Date {
	l := f.deals()
	switch {
	case len(l.created) > 0 && len(l.closed) > 0:
		return min(l.created[0].created, l.closed[0].now.closed)
	case len(l.created) > 0:
		return l.created[0].created
	case len(l.closed) > 0:
		return l.closed[0].now.closed
	case len(l.facts) > 0:
		return 1 // there are deals, since nobody knows when
	}
	return 0
}

// sinceCloses gives the day of the first deal closed; 0 for none.
func sinceCloses(f *frame) record.Date {
	if l := f.deals(); len(l.closed) > 0 {
		return l.closed[0].now.closed
	}
	return 0
}

// sinceLeads gives the day on which a lead came or met the bar first; 0 where
// none ever did.
func sinceLeads(f *frame) record.Date { return f.leads().first }

// freshness gives the last day, up to the as-of day, of which the records
// that an indicator needs say anything; 0 for none.
func (f *frame) freshness(i *Indicator) record.Date {
	last := record.Date(0)
	for _, t := range i.Needs.Types {
		switch t {
		case record.TypeDeal:
			last = max(last, f.deals().changed)
		case record.TypeMeasure:
			last = max(last, f.measuredUntil(i.Measure))
		}
	}
	if len(i.Needs.Kinds) > 0 {
		last = max(last, f.activeUntil(i.Needs.Kinds))
	}
	return last
}

func (f *frame) measuredUntil(name string) record.Date {
	m := f.measure(name)
	if m == nil {
		return 0
	}
	ps := pointsIn(m.Points, m.Points[0].Date, f.AsOf)
	return ps[len(ps)-1].Date
}

// lookBack is how many days without an activity of a kind it takes until
// nobody asks when the last one was.
const lookBack = 400

func (f *frame) activeUntil(kinds []string) record.Date {
	first, last := f.Days.Span()
	if first == 0 {
		return 0
	}
	s := f.syms(match{Kinds: kinds})
	anything := kinds[0] == AnyKind
	end := min(last, f.AsOf)
	for d := end; d >= first && d > end-lookBack; d-- {
		for _, t := range f.tally(d) {
			if t.count > 0 && (anything || contains(s.kinds, t.kind)) {
				return d
			}
		}
	}
	return 0
}
