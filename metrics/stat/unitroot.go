package stat

import "math"

// KPSS gives the statistic of the test of Kwiatkowski, Phillips, Schmidt and
// Shin that a series is stationary about a level (trend false) or a line
// (trend true), with the given truncation lag of the Bartlett window (see
// KPSSLag), and its p-value, which the published table bounds to 0.01..0.1.
// It is false for a series of fewer than five values or a constant one.
//
// Source: Journal of Econometrics 54 (1992), table 1; as R's tseries.
func KPSS(xs []float64, trend bool, lag int) (statistic, p float64, ok bool) {
	n := len(xs)
	if n < 5 || lag < 0 {
		return 0, 0, false
	}
	var b Basis
	b.Add(ones(n))
	if trend {
		b.Add(count(n))
	}
	e := b.Residual(xs)
	total, sum := 0.0, 0.0
	for _, v := range e {
		sum += v
		total += sum * sum
	}
	long := dot(e, e)
	if _, ss := centred(xs); long <= 1e-20*ss || ss == 0 {
		return 0, 0, false
	}
	for k := 1; k <= lag && k < n; k++ {
		long += 2 * (1 - float64(k)/float64(lag+1)) * dot(e[k:], e[:n-k])
	}
	statistic = total / float64(n) / long
	at := kpssLevel[:]
	if trend {
		at = kpssTrend[:]
	}
	return statistic, interpolate(at, kpssP[:], statistic), true
}

// KPSSLag is the truncation lag 4·(n/100)^¼ that R's tseries uses.
func KPSSLag(n int) int { return int(4 * math.Pow(float64(n)/100, 0.25)) }

var (
	kpssLevel = [4]float64{0.347, 0.463, 0.574, 0.739}
	kpssTrend = [4]float64{0.119, 0.146, 0.176, 0.216}
	kpssP     = [4]float64{0.10, 0.05, 0.025, 0.01}
)

// ADF gives the augmented Dickey–Fuller statistic, with constant and trend
// and the given number of lagged differences (see ADFLag), of the test that a
// series has a unit root, and its p-value, bounded by the table to 0.01..0.99.
//
// Source: Banerjee et al., Co-integration, Error Correction, and the
// Econometric Analysis of Non-Stationary Data (1993), table 4.2; as R's
// tseries adf.test.
func ADF(xs []float64, lags int) (statistic, p float64, ok bool) {
	n := len(xs) - 1 // differences
	rows := n - lags
	if lags < 0 || rows < lags+6 {
		return 0, 0, false
	}
	diff := Difference(xs, 1)
	var b Basis
	b.Add(ones(rows))
	b.Add(count(rows))
	for k := 1; k <= lags; k++ {
		b.Add(diff[lags-k : n-k])
	}
	before := b.Residual(xs[lags:n])
	e := b.Residual(diff[lags:])
	ss := dot(before, before)
	if ss <= 1e-20*dot(xs, xs) {
		return 0, 0, false
	}
	slope := dot(before, e) / ss
	axpy(-slope, before, e)
	free := float64(rows - b.Rank() - 1)
	statistic = slope / math.Sqrt(dot(e, e)/free/ss)
	if math.IsNaN(statistic) {
		return 0, 0, false
	}
	var at [8]float64
	for i, row := range adfTable {
		at[i] = interpolate(adfN[:], row[:], float64(n))
	}
	return statistic, interpolate(at[:], adfP[:], statistic), true
}

// ADFLag is the number of lagged differences (n−1)^⅓ that R's tseries uses.
func ADFLag(n int) int { return int(math.Cbrt(float64(max(n-1, 0)))) }

var (
	adfN     = [6]float64{25, 50, 100, 250, 500, 100000}
	adfP     = [8]float64{0.01, 0.025, 0.05, 0.10, 0.90, 0.95, 0.975, 0.99}
	adfTable = [8][6]float64{
		{-4.38, -4.15, -4.04, -3.99, -3.98, -3.96},
		{-3.95, -3.80, -3.73, -3.69, -3.68, -3.66},
		{-3.60, -3.50, -3.45, -3.43, -3.42, -3.41},
		{-3.24, -3.18, -3.15, -3.13, -3.13, -3.12},
		{-1.14, -1.19, -1.22, -1.23, -1.24, -1.25},
		{-0.80, -0.87, -0.90, -0.92, -0.93, -0.94},
		{-0.50, -0.58, -0.62, -0.64, -0.65, -0.66},
		{-0.15, -0.24, -0.28, -0.31, -0.32, -0.33},
	}
)

// Difference gives the d-th differences of a series, d values fewer.
func Difference(xs []float64, d int) []float64 {
	out := append([]float64(nil), xs...)
	for range d {
		if len(out) == 0 {
			return out
		}
		for i := len(out) - 1; i > 0; i-- {
			out[i] -= out[i-1]
		}
		out = out[1:]
	}
	return out
}

// interpolate gives y at x on the line through the points, and the end values
// beyond them; at rises.
func interpolate(at, y []float64, x float64) float64 {
	if x <= at[0] {
		return y[0]
	}
	for i := 1; i < len(at); i++ {
		if x <= at[i] {
			return y[i-1] + (y[i]-y[i-1])*(x-at[i-1])/(at[i]-at[i-1])
		}
	}
	return y[len(y)-1]
}

func ones(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

func count(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(i) - float64(n-1)/2
	}
	return v
}
