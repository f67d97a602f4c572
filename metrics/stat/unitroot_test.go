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
