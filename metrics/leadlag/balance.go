package leadlag

import (
	"math"

	"foresail/metrics/stat"
)

// stalls reports whether the indicator has lately moved so that the outcome
// ought to have risen by now, and the outcome has not followed: over the last
// twentieth of the periods (four at least) what the indicator promises, at its
// lag, is clearly above nothing (5 %, one side), the outcome is as clearly
// below what was promised, and less than half of it came. That is activity for
// its own sake, or the lead has begun to break.
func (d *directed) stalls(x, y *side) bool {
	p := len(y.phi)
	filter := stat.AR{Coef: y.phi}
	w, e := filter.Filter(x.values, 0), y.raw
	n := len(e) - d.lag
	recent := max(4, n/20)
	if n < 3*recent || len(w) < n {
		return false
	}
	w, e = centre(w[:n]), centre(e[len(e)-n:])
	for i := n - recent; i < n; i++ {
		if x.weak[i+p] || y.weak[i+p+d.lag] {
			return false
		}
	}
	own := sumSquares(w)
	if own <= 0 {
		return false
	}
	slope := inner(w, e) / own
	promised, came := 0.0, 0.0
	rest := make([]float64, n)
	for i := range rest {
		rest[i] = e[i] - slope*w[i]
		if i >= n-recent {
			promised += slope * w[i]
			came += e[i]
		}
	}
	wide := math.Sqrt(float64(recent) / float64(n))
	return promised > surely*wide*math.Abs(slope)*math.Sqrt(own) &&
		came-promised < -surely*wide*math.Sqrt(sumSquares(rest)) && came < promised/2
}

func centre(v []float64) []float64 {
	m, _ := stat.Mean(v)
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = x - m
	}
	return out
}
