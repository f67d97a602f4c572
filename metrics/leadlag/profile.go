package leadlag

import (
	"math"

	"foresail/metrics/stat"
)

// profile fills in the cross-correlation that Box and Jenkins look at: an
// autoregression fitted to the indicator (Yule and Walker, order by AICc)
// filters both.
//
// Source: Box and Jenkins, Time Series Analysis (1976), section 11.2.
func (t *trial) profile(x, y *side) {
	t.pair.MaxLag = t.most
	t.pair.Bound = 1.96 / math.Sqrt(float64(max(t.pair.N-t.d, 1)))
	a, ok := stat.ChooseAR(x.values, longest(len(x.values)))
	if !ok {
		return
	}
	middle, _ := stat.Mean(y.values)
	u, v := a.Filter(x.values, a.Mean), a.Filter(y.values, middle)
	for i := range u {
		if x.weak[i+len(a.Coef)] {
			u[i] = 0
		}
		if y.weak[i+len(a.Coef)] {
			v[i] = 0
		}
	}
	t.pair.Profile = stat.CCF(u, v, t.most)
}

// at gives the cross-correlation at a lag, 0 where there is none.
func (p *Pair) at(lag int) float64 {
	if i := lag + p.MaxLag; i >= 0 && i < len(p.Profile) {
		return p.Profile[i]
	}
	return 0
}
