package stat

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Mean gives the arithmetic mean, and false for no values.
func Mean(xs []float64) (float64, bool) {
	if len(xs) == 0 {
		return 0, false
	}
	// Two passes keep the digits of large values that differ little.
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	m := sum / float64(len(xs))
	rest := 0.0
	for _, x := range xs {
		rest += x - m
	}
	return m + rest/float64(len(xs)), true
}

// MeanInterval gives Student's interval of the mean, and false for fewer than
// two values.
func MeanInterval(xs []float64, level float64) (low, high float64, ok bool) {
	n := float64(len(xs))
	if n < 2 {
		return 0, 0, false
	}
	m, _ := Mean(xs)
	ss := 0.0
	for _, x := range xs {
		ss += (x - m) * (x - m)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1 - (1-level)/2)
	half := t * math.Sqrt(ss/(n-1)/n)
	return m - half, m + half, true
}

// Quantile gives the p-quantile (0..1) of type 7, and false for no values.
//
// Source: Hyndman and Fan, "Sample quantiles in statistical packages", The
// American Statistician 50 (1996).
func Quantile(xs []float64, p float64) (float64, bool) {
	if len(xs) == 0 || !(p >= 0 && p <= 1) {
		return 0, false
	}
	return quantile(slices.Sorted(slices.Values(xs)), p), true
}

func quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	i := int(math.Floor(h))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Median gives the middle value, and false for no values.
func Median(xs []float64) (float64, bool) { return Quantile(xs, 0.5) }

// MedianInterval gives the interval of the median that two order statistics
// of the sample enclose: it holds for any distribution, with at least the
// confidence asked for. It is false for samples too small for one (fewer than
// six values at 0.95).
//
// Source: Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2.
func MedianInterval(xs []float64, level float64) (low, high float64, ok bool) {
	n := len(xs)
	r := medianRank(n, level)
	if r < 1 {
		return 0, 0, false
	}
	s := slices.Sorted(slices.Values(xs))
	return s[r-1], s[n-r], true
}

// medianRank gives the largest r for which the r-th smallest and r-th largest
// of n values enclose the median with the confidence asked for; 0 for none.
func medianRank(n int, level float64) int {
	if n < 2 {
		return 0
	}
	tail := (1 - level) / 2
	d := distuv.Binomial{N: float64(n), P: 0.5}
	// P(X <= r-1) <= tail; the normal guess is at most a few ranks off.
	r := max(1, int(float64(n)/2-Z(level)*math.Sqrt(float64(n))/2)-2)
	for r > 1 && d.CDF(float64(r-1)) > tail {
		r--
	}
	if d.CDF(float64(r-1)) > tail {
		return 0
	}
	for 2*(r+1) <= n && d.CDF(float64(r)) <= tail {
		r++
	}
	return r
}
