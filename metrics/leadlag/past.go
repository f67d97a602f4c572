package leadlag

import (
	"cmp"
	"math"
	"slices"

	"foresail/metrics/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// sides is a series at one order of differencing, as an outcome: what its own
// past explains and what is new in each period.
type sides struct {
	start  int       // period of the first value
	values []float64 // differenced as asked for
	weak   []bool
	phi    []float64 // its own autoregression
	past   *stat.Basis
	news   []float64 // by period from start+len(phi): normal scores of the innovations, length 1, 0 where weak
	raw    []float64 // the innovations themselves
	ok     bool
}

// longest gives the most lags of its own that a series of n values may have.
func longest(n int) int { return min(max(n/10, 1), 13) }

// as gives the series as an outcome after d differences.
func (r *ready) as(d int) *sides {
	if r.memo[d] == nil {
		r.memo[d] = r.side(d)
	}
	return r.memo[d]
}

func (r *ready) side(d int) *sides {
	s := &sides{start: r.first + d}
	if r.first < 0 || r.n() < 8+d {
		return s
	}
	s.values = stat.Difference(r.values[r.first:r.last+1], d)
	s.weak = make([]bool, len(s.values))
	for t := range s.weak {
		s.weak[t] = r.weak[s.start+t] || d == 1 && r.weak[s.start+t-1]
	}
	order := 1
	if a, ok := stat.ChooseAR(s.values, longest(len(s.values))); ok {
		order = max(order, len(a.Coef))
	} else {
		return s
	}
	s.explain(order)
	return s
}

// explain regresses the series on its own past.
func (s *sides) explain(order int) {
	n := len(s.values)
	rows := n - order
	s.past = &stat.Basis{}
	s.past.Add(constant(rows))
	for k := 1; k <= order; k++ {
		if !s.past.Add(s.values[order-k : n-k]) {
			return
		}
	}
	s.phi = s.past.Coefficients(s.values[order:])[1:]
	s.raw = s.past.Residual(s.values[order:])
	s.news = scores(s.raw, s.weak[order:])
	s.past.Reduce(s.news)
	s.ok = unit(s.news)
}

// columns gives what an indicator (at the same differencing) brings beyond
// this outcome's past at each lag 1…most: the indicator filtered by the
// outcome's autoregression, as generalised least squares asks for, by normal
// scores, shifted, and less what the outcome's past explains of it. Each has
// length 1, or is 0 throughout.
func (s *sides) columns(x *sides, most int) [][]float64 {
	w, from := s.filtered(x)
	rows := len(s.news)
	origin := s.start + len(s.phi)
	out := make([][]float64, most)
	for k := 1; k <= most; k++ {
		c := make([]float64, rows)
		for i := range c {
			if j := origin + i - k - from; j >= 0 && j < len(w) {
				c[i] = w[j]
			}
		}
		before := sumSquares(c)
		s.past.Reduce(c)
		if sumSquares(c) < 1e-6*before || !unit(c) {
			clear(c)
		}
		out[k-1] = c
	}
	return out
}

// filtered gives the scores of the indicator under the outcome's filter, and
// the period of the first.
func (s *sides) filtered(x *sides) ([]float64, int) {
	p := len(s.phi)
	w := stat.AR{Coef: s.phi}.Filter(x.values, 0)
	if len(w) == 0 {
		return nil, 0
	}
	return scores(w, x.weak[p:]), x.start + p
}

// scores replaces values by the normal quantiles of their ranks, ties by that
// of their mean rank, so that no burst or outlier outweighs the rest; weak
// ones by 0.
//
// Source: van der Waerden (1952).
func scores(v []float64, weak []bool) []float64 {
	order := make([]int, 0, len(v))
	for i := range v {
		if !weak[i] {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(v[a], v[b]) })
	out := make([]float64, len(v))
	n := float64(len(order))
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && v[order[j]] == v[order[i]] {
			j++
		}
		z := distuv.UnitNormal.Quantile((float64(i+j) / 2) / n)
		for ; i < j; i++ {
			out[order[i]] = z
		}
	}
	return out
}

// unit scales to length 1 and reports whether there was a length.
func unit(v []float64) bool {
	l := math.Sqrt(sumSquares(v))
	if !(l > 1e-9) {
		return false
	}
	for i := range v {
		v[i] /= l
	}
	return true
}

// leads tests whether x moves before y.
func leads(x, y *ready, most int) found {
	d := 0
	if x.unitRoot || y.unitRoot {
		d = 1
	}
	a, b := x.as(d), y.as(d)
	if !a.ok || !b.ok {
		return found{p: 1}
	}
	free := float64(len(b.news) - b.past.Rank() - 1)
	return search(b.news, b.columns(a, most), free)
}
