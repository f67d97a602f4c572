package stat

import "gonum.org/v1/gonum/stat/distuv"

// Garwood gives the exact interval of the mean of a Poisson count of which k
// were seen.
//
// Source: Garwood, "Fiducial limits for the Poisson distribution", Biometrika
// 28 (1936).
func Garwood(k int, level float64) (low, high float64, ok bool) {
	if k < 0 {
		return 0, 0, false
	}
	tail := (1 - level) / 2
	if k > 0 {
		low = distuv.ChiSquared{K: float64(2 * k)}.Quantile(tail) / 2
	}
	high = distuv.ChiSquared{K: float64(2*k + 2)}.Quantile(1-tail) / 2
	return low, high, true
}

// PoissonTails gives the chances of a count of at most k and of at least k
// where mean is expected.
func PoissonTails(k int, mean float64) (atMost, atLeast float64) {
	if mean <= 0 {
		if k <= 0 {
			return 1, 1
		}
		return 1, 0
	}
	d := distuv.Poisson{Lambda: mean}
	if k <= 0 {
		return d.CDF(0), 1
	}
	return d.CDF(float64(k)), 1 - d.CDF(float64(k-1))
}

// BinomialTails gives the chances of at most k and of at least k of n where
// each has chance p.
func BinomialTails(k, n int, p float64) (atMost, atLeast float64) {
	switch {
	case n <= 0:
		return 1, 1
	case p <= 0:
		return 1, b2f(k <= 0)
	case p >= 1:
		return b2f(k >= n), 1
	}
	d := distuv.Binomial{N: float64(n), P: p}
	atMost, atLeast = 1, 1
	if k < n {
		atMost = d.CDF(float64(k))
	}
	if k > 0 {
		atLeast = 1 - d.CDF(float64(k-1))
	}
	return atMost, atLeast
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
