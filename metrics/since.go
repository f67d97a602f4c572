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
