package stat

import "math"

// ACF gives the autocorrelations of a series at lags 0..maxLag, with the mean
// of the whole series and the divisor n at every lag, as R's acf does. A
// constant series correlates with nothing (0 beyond lag 0).
func ACF(xs []float64, maxLag int) []float64 {
	c := CCF(xs, xs, maxLag)
	out := make([]float64, maxLag+1)
	copy(out, c[maxLag:])
	out[0] = 1
	return out
}

// CCF gives the cross-correlations of two series of equal length at the leads
// −maxLag…maxLag, so that index maxLag+k is the correlation of x[t] with
// y[t+k]: a peak at a positive k says that x moves first. R's ccf(x, y) shows
// the same number at lag −k; statsmodels' ccf(x, y)[k] is the one of −k here.
//
// Means and standard deviations are those of the whole series and the divisor
// is n at every lag, as R does. Lags beyond the series are 0, and so is
// everything where a series is constant.
func CCF(xs, ys []float64, maxLag int) []float64 {
	out := make([]float64, 2*maxLag+1)
	n := min(len(xs), len(ys))
	x, sx := centred(xs[:n])
	y, sy := centred(ys[:n])
	if sx == 0 || sy == 0 {
		return out
	}
	scale := 1 / math.Sqrt(sx*sy)
	for k := 0; k <= maxLag && k < n; k++ {
		out[maxLag+k] = dot(x[:n-k], y[k:]) * scale
		out[maxLag-k] = dot(x[k:], y[:n-k]) * scale
	}
	return out
}

// centred gives the deviations from the mean and the sum of their squares; a
// sum that is only rounding error counts as 0.
func centred(xs []float64) (dev []float64, ss float64) {
	m, _ := Mean(xs)
	dev = make([]float64, len(xs))
	for i, x := range xs {
		dev[i] = x - m
	}
	ss = dot(dev, dev)
	if ss <= 1e-24*float64(len(xs))*m*m {
		return make([]float64, len(xs)), 0
	}
	return dev, ss
}

func dot(a, b []float64) float64 {
	s := 0.0
	b = b[:len(a)]
	for i, x := range a {
		s += x * b[i]
	}
	return s
}
