package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Wilson gives the score interval of a proportion k of n at a confidence
// level, and false for n = 0 or k outside 0..n.
//
// Source: Wilson, "Probable inference, the law of succession, and statistical
// inference", JASA 22 (1927); without continuity correction.
func Wilson(k, n int, level float64) (low, high float64, ok bool) {
	if n <= 0 || k < 0 || k > n {
		return 0, 0, false
	}
	z := Z(level)
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	scale := 1 + z*z/m
	low, high = (centre-half)/scale, (centre+half)/scale
	if k == 0 {
		low = 0
	}
	if k == n {
		high = 1
	}
	return low, high, true
}

// Z gives the two-sided normal quantile of a confidence level: 1.959964 for
// 0.95.
func Z(level float64) float64 { return distuv.UnitNormal.Quantile(1 - (1-level)/2) }
