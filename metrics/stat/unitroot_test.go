package stat_test

import (
	"math/rand/v2"
	"testing"

	"foresail/metrics/stat"
)

// rejections counts how often a test refuses its hypothesis at 5 % over 200
// made-up series of 120 values; walk sums the noise up.
func rejections(walk bool, p func(xs []float64) float64) int {
	count := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		xs, sum := make([]float64, 120), 0.0
		for i := range xs {
			e := r.NormFloat64()
			sum += e
			xs[i] = e
			if walk {
				xs[i] = sum
			}
		}
		if p(xs) < 0.05 {
			count++
		}
	}
	return count
}

// The tests hold their level (10 of 200 expected; 20 is three standard
// deviations more) and find what they are for.
func TestUnitRootTestsTellApart(t *testing.T) {
	kpss := func(xs []float64) float64 {
		_, p, _ := stat.KPSS(xs, true, stat.KPSSLag(len(xs)))
		return p
	}
	adf := func(xs []float64) float64 {
		_, p, _ := stat.ADF(xs, stat.ADFLag(len(xs)))
		return p
	}
	if n := rejections(false, kpss); n > 20 {
		t.Errorf("KPSS refuses %d of 200 series of noise", n)
	}
	if n := rejections(true, kpss); n < 160 {
		t.Errorf("KPSS refuses %d of 200 walks", n)
	}
	if n := rejections(true, adf); n > 20 {
		t.Errorf("Dickey and Fuller refuse %d of 200 walks", n)
	}
	if n := rejections(false, adf); n < 180 {
		t.Errorf("Dickey and Fuller refuse %d of 200 series of noise", n)
	}
}

// y follows x by one period; the reverse direction holds its level (10 of 200
// expected).
func TestGrangerFindsTheDirection(t *testing.T) {
	size := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 4))
		x, y := make([]float64, 80), make([]float64, 80)
		for i := range x {
			x[i], y[i] = r.NormFloat64(), r.NormFloat64()
			if i > 0 {
				y[i] += x[i-1]
			}
		}
		if g, ok := stat.GrangerTest(x, y, 2); !ok || g.P > 1e-3 {
			t.Errorf("seed %d: %+v", seed, g)
		}
		if g, _ := stat.GrangerTest(y, x, 2); g.P < 0.05 {
			size++
		}
	}
	if size > 20 {
		t.Errorf("the reverse direction is found in %d of 200", size)
	}
}
