package findings

import (
	"cmp"
	"slices"

	"foresail/metrics/leadlag"
)

// Findings are what the analysis of a history came to. A nil *Findings knows
// no pair.
type Findings struct {
	History *History
	Report  leadlag.Report
	Ranked  []*leadlag.Pair // what leads first, of each verdict the surest first
	// Indicators and Outcomes are their ids, in the order in which they first
	// occur in Ranked.
	Indicators, Outcomes []string
	Counts               map[leadlag.Verdict]int
	// Adjusted is each series by id as it was compared: on its scale, without
	// trend and season.
	Adjusted map[string][]float64

	pairs map[[2]string]*leadlag.Pair
}

// Verdicts are in the order in which they are worth reading.
var Verdicts = []leadlag.Verdict{leadlag.Leads, leadlag.Coincident, leadlag.Follows, leadlag.Insufficient, leadlag.None}

func newFindings(h *History, r leadlag.Report) *Findings {
	f := &Findings{
		History: h, Report: r, Counts: make(map[leadlag.Verdict]int),
		Adjusted: make(map[string][]float64), pairs: make(map[[2]string]*leadlag.Pair),
	}
	for i := range r.Pairs {
		q := &r.Pairs[i]
		f.pairs[[2]string{q.Indicator, q.Outcome}] = q
		f.Ranked = append(f.Ranked, q)
		f.Counts[q.Verdict]++
	}
	slices.SortStableFunc(f.Ranked, func(a, b *leadlag.Pair) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Q, b.Q))
	})
	for _, q := range f.Ranked {
		f.Indicators, f.Outcomes = once(f.Indicators, q.Indicator), once(f.Outcomes, q.Outcome)
	}
	for _, s := range slices.Concat(h.Indicators, h.Outcomes) {
		f.Adjusted[s.ID] = leadlag.Adjust(s.Values, h.Unit).Values
	}
	return f
}

func rank(q *leadlag.Pair) int { return slices.Index(Verdicts, q.Verdict) }

func once(list []string, id string) []string {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

// Pair gives what is known of an indicator and an outcome; nil for nothing.
func (f *Findings) Pair(indicator, outcome string) *leadlag.Pair {
	if f == nil {
		return nil
	}
	return f.pairs[[2]string{indicator, outcome}]
}

// Of gives all pairs in which a series takes part, as indicator or as outcome,
// in the order of Ranked.
func (f *Findings) Of(id string) []*leadlag.Pair {
	if f == nil {
		return nil
	}
	var out []*leadlag.Pair
	for _, q := range f.Ranked {
		if q.Indicator == id || q.Outcome == id {
			out = append(out, q)
		}
	}
	return out
}

// Leads gives the surest pair in which a series was found to lead; nil for
// none.
func (f *Findings) Leads(id string) *leadlag.Pair {
	for _, q := range f.Of(id) {
		if q.Verdict == leadlag.Leads && q.Indicator == id {
			return q
		}
	}
	return nil
}

// Soonest gives the fewest periods that would settle a pair; 0 where none is
// known.
func (f *Findings) Soonest() int {
	least := 0
	for _, q := range f.Ranked {
		if q.Needs != nil && (least == 0 || *q.Needs < least) {
			least = *q.Needs
		}
	}
	return least
}
