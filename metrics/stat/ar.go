package stat

import "math"

// AR is an autoregression: Coef[i] belongs to the value i+1 periods before.
type AR struct {
	Coef     []float64
	Mean     float64
	Variance float64 // of the innovations
	N        int     // values that it was fitted to
}

// YuleWalker fits an autoregression of a given order by the equations of Yule
// and Walker, which always give a stationary one. The innovation variance has
// the divisor n − order − 1 as in R's ar. It is false for a constant series
// or one not longer than order + 1.
func YuleWalker(xs []float64, order int) (AR, bool) {
	n := len(xs)
	dev, ss := centred(xs)
	if ss == 0 || n <= order+1 || order < 0 {
		return AR{}, false
	}
	coef, _, left := levinson(ACF(dev, order), order)
	m, _ := Mean(xs)
	return AR{coef[order], m, ss / float64(n) * left[order] * float64(n) / float64(n-order-1), n}, true
}

// ChooseAR fits autoregressions of the orders 0..most by Yule and Walker and
// gives the one with the least AICc. It is false for a constant series or a
// very short one.
//
// Source: Hurvich and Tsai, Biometrika 76 (1989), for AICc.
func ChooseAR(xs []float64, most int) (AR, bool) {
	n := len(xs)
	most = max(0, min(most, n-4))
	_, ss := centred(xs)
	if ss == 0 || n < 4 {
		return AR{}, false
	}
	_, _, left := levinson(ACF(xs, most), most)
	best, order := math.Inf(1), 0
	for p, v := range left {
		if a := aicc(v, n, p+2); a < best {
			best, order = a, p
		}
	}
	return YuleWalker(xs, order)
}

// aicc is Akaike's criterion, corrected for small samples, of a Gaussian
// model with residual variance v (divisor n), n values and k parameters, the
// variance among them. It is infinite where the correction has no meaning.
func aicc(v float64, n, k int) float64 {
	if n-k-1 <= 0 || !(v > 0) {
		return math.Inf(1)
	}
	m, q := float64(n), float64(k)
	return m*math.Log(v) + 2*q + 2*q*(q+1)/(m-q-1)
}

// Filter applies 1 − φ₁B − … to a series, with the autoregression's own mean
// if about is that, and gives one value for each of xs from the order on.
func (a AR) Filter(xs []float64, about float64) []float64 {
	p := len(a.Coef)
	if len(xs) <= p {
		return nil
	}
	out := make([]float64, len(xs)-p)
	for t := range out {
		out[t] = xs[t+p] - about
		for i, c := range a.Coef {
			out[t] -= c * (xs[t+p-1-i] - about)
		}
	}
	return out
}

// levinson solves the Yule–Walker equations for every order 0..most from
// autocorrelations. left is the share of variance not explained.
func levinson(r []float64, most int) (coef [][]float64, partial, left []float64) {
	coef, left = [][]float64{nil}, []float64{1}
	for k := 1; k <= most; k++ {
		before := coef[k-1]
		num := r[k]
		for j, c := range before {
			num -= c * r[k-1-j]
		}
		p := 0.0
		if left[k-1] > 1e-12 {
			p = num / left[k-1]
		}
		next := make([]float64, k)
		for j, c := range before {
			next[j] = c - p*before[k-2-j]
		}
		next[k-1] = p
		coef, partial = append(coef, next), append(partial, p)
		left = append(left, left[k-1]*(1-p*p))
	}
	return coef, partial, left
}
