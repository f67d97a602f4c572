package leadlag

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"foresail/metrics/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// views are the ways in which a correlation is looked at: by ranks, which no
// burst and no outlier can sway, and by values, in which a few large movements
// that really do go together count for what they are.
const (
	byRank = iota
	byValue
	views
)

// side is a series at one order of differencing, as an outcome: what its own
// past explains and what is new in each period.
type side struct {
	values []float64 // differenced
	weak   []bool
	phi    []float64 // its own autoregression
	past   *stat.Basis
	news   [views][]float64 // innovations, of length 1; the first is that of period len(phi)
	raw    []float64        // the innovations as they are
	free   float64          // degrees of freedom left for one more regressor
	lumps  lumps
	smooth bool // the innovations still go with each other: its own past does not explain it
	ok     bool
}

type lazySide struct {
	once sync.Once
	side *side
}

// as gives the series as an outcome after d differences.
func (r *ready) as(d int) *side {
	m := &r.memo[d]
	m.once.Do(func() { m.side = newSide(r, d) })
	return m.side
}

// longest gives the most lags of its own that a series of n values may have.
func longest(n int) int { return min(max(n/10, 1), 13) }

func newSide(r *ready, d int) *side {
	s := &side{lumps: r.lumps[d]}
	if r.values == nil || r.n() < shortest+d {
		return s
	}
	s.values = stat.Difference(r.values, d)
	s.weak = weakAfter(r.weak, d)
	for _, most := range []int{longest(len(s.values)), min(len(s.values)/4, 30)} {
		a, ok := stat.ChooseAR(s.values, most)
		if !ok {
			return s
		}
		s.explain(max(1, len(a.Coef)), r.season.taken())
		if s.smooth = s.ok && echoes(s.news[byRank]); !s.smooth {
			break
		}
	}
	return s
}

// long reports that a series was given as many lags of its own as there may be,
// and more were likely wanted: rolling means are like that, and claim too often.
func (s *side) long() bool { return len(s.phi) >= max(longest(len(s.values)), 4) }

// clearly is how many standard errors an autocorrelation of innovations may have.
const clearly = 3.7

// echoes reports whether innovations, of length 1, go with those up to half a
// year of weeks before, more than chance explains in half a per cent of series. Lags and
// runs of another series that does so as well then look like leads.
func echoes(e []float64) bool {
	for k := 1; k <= 26 && 3*k < len(e); k++ {
		if math.Abs(inner(e[k:], e[:len(e)-k]))*math.Sqrt(float64(len(e))) > clearly {
			return true
		}
	}
	return false
}

// weakAfter tells which of d times differenced values lack one of their own.
func weakAfter(weak []bool, d int) []bool {
	out := make([]bool, max(len(weak)-d, 0))
	for t := range out {
		out[t] = weak[t+d] || weak[t]
	}
	return out
}

// explain regresses the series on its own past, which leaves the innovations.
// taken degrees of freedom went into trend and season before.
func (s *side) explain(order, taken int) {
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
	rest, weak := s.past.Residual(s.values[order:]), s.weak[order:]
	s.raw = rest
	s.news = [views][]float64{s.lumps.seen(rest, weak, byRank), s.lumps.seen(rest, weak, byValue)}
	s.ok = true
	for _, e := range s.news {
		s.past.Reduce(e)
		s.ok = unit(e) && s.ok
	}
	s.free = float64(rows - s.past.Rank() - 1 - taken)
	for _, w := range weak {
		if w {
			s.free--
		}
	}
}

// columns gives what an indicator (at the same differencing) brings beyond
// this outcome's past at the lags from…most: the indicator filtered by the
// outcome's autoregression, as generalised least squares asks for, shifted,
// and less what the outcome's past explains of it. Each has length 1, or is 0
// throughout.
func (s *side) columns(x *side, view, from, most int) [][]float64 {
	w := stat.AR{Coef: s.phi}.Filter(x.values, 0)
	p := len(s.phi)
	return s.shifted(x.lumps.seen(w, x.weak[p:], view), from, most)
}

// seen gives values of a series as a view sees them.
func (l lumps) seen(v []float64, weak []bool, view int) []float64 {
	switch {
	case l.lumpy:
		return plain(v, weak)
	case view == byRank:
		return scores(v, weak)
	}
	return clipped(v, weak)
}

// shifted gives v, whose first value is that of the outcome's first innovation,
// at the lags from…most.
func (s *side) shifted(v []float64, from, most int) [][]float64 {
	out := make([][]float64, 0, most-from+1)
	for k := from; k <= most; k++ {
		c := make([]float64, len(v))
		copy(c[min(k, len(c)):], v)
		before := sumSquares(c)
		s.past.Reduce(c)
		if sumSquares(c) < 1e-6*before || !unit(c) {
			clear(c)
		}
		out = append(out, c)
	}
	return out
}

// scores replaces values by the normal quantiles of their ranks, ties by that
// of their mean rank; weak ones by 0.
//
// Source: van der Waerden, Indagationes Math. 14 (1952).
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
		z := distuv.UnitNormal.Quantile(float64(i+j) / 2 / n)
		for ; i < j; i++ {
			out[order[i]] = z
		}
	}
	return out
}

// outlying is how many robust standard deviations a value may be off before it
// is drawn in.
const outlying = 6

// clipped gives the deviations from the median in robust standard deviations,
// at most outlying; of weak values 0.
func clipped(v []float64, weak []bool) []float64 {
	own := make([]float64, 0, len(v))
	for i, x := range v {
		if !weak[i] {
			own = append(own, x)
		}
	}
	middle, _ := stat.Median(own)
	for i, x := range own {
		own[i] = math.Abs(x - middle)
	}
	spread, _ := stat.Median(own)
	spread *= 1.4826 // of a normal distribution
	if spread == 0 {
		spread = math.Sqrt(sumSquares(own) / float64(max(len(own), 1)))
	}
	out := make([]float64, len(v))
	if spread == 0 {
		return out
	}
	for i, x := range v {
		if !weak[i] {
			out[i] = min(max((x-middle)/spread, -outlying), outlying)
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
