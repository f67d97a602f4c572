package leadlag

import (
	"math"
	"math/rand/v2"
)

// maker makes up a series of a kind that sales teams have.
type maker struct {
	name string
	make func(r *rand.Rand, n int) []float64
}

// autoregressive gives AR(1) of unit variance.
func autoregressive(r *rand.Rand, n int, phi float64) []float64 {
	v := make([]float64, n)
	x := r.NormFloat64()
	for t := range v {
		v[t] = x
		x = phi*x + math.Sqrt(1-phi*phi)*r.NormFloat64()
	}
	return v
}

func ar(phi float64) func(*rand.Rand, int) []float64 {
	return func(r *rand.Rand, n int) []float64 { return autoregressive(r, n, phi) }
}

func poisson(r *rand.Rand, mean float64) float64 {
	if mean > 60 {
		return math.Max(0, math.Round(mean+math.Sqrt(mean)*r.NormFloat64()))
	}
	l, k, p := math.Exp(-mean), 0.0, 1.0
	for {
		if p *= r.Float64(); p <= l {
			return k
		}
		k++
	}
}

// year gives a smooth season over 52 weeks with peaks at the ends of quarters
// and a dip in the last weeks of the year.
func year(r *rand.Rand, n int, smooth, ends, dip float64) []float64 {
	v := make([]float64, n)
	phase := r.Float64() * 2 * math.Pi
	for t := range v {
		v[t] = smooth * math.Sin(2*math.Pi*float64(t)/52.18+phase)
		week := math.Mod(float64(t), 52.18)
		if math.Mod(week, 13.045) >= 11 {
			v[t] += ends
		}
		if week >= 50 {
			v[t] -= dip
		}
	}
	return v
}

func plus(a []float64, b ...[]float64) []float64 {
	for _, c := range b {
		for t := range a {
			a[t] += c[t]
		}
	}
	return a
}

func walk(r *rand.Rand, n int, drift float64) []float64 {
	v, x := make([]float64, n), 50.0
	for t := range v {
		x += drift + r.NormFloat64()
		v[t] = x
	}
	return v
}

func ramp(n int, to float64) []float64 {
	v := make([]float64, n)
	for t := range v {
		v[t] = to * float64(t) / float64(n)
	}
	return v
}

// bursts are campaigns: sudden, of different size, dying away.
func bursts(r *rand.Rand, n int) []float64 {
	v := autoregressive(r, n, 0.2)
	level := 0.0
	for t := range v {
		level *= 0.6
		if r.Float64() < 0.06 {
			level += 4 + 6*r.Float64()
		}
		v[t] += level + 10
	}
	return v
}

// counts are Poisson with a mean that drifts around.
func counts(mean, wobble float64) func(*rand.Rand, int) []float64 {
	return func(r *rand.Rand, n int) []float64 {
		v := autoregressive(r, n, 0.6)
		for t := range v {
			v[t] = poisson(r, mean*math.Exp(wobble*v[t]))
		}
		return v
	}
}

// stormy has calm and wild times (GARCH).
func stormy(r *rand.Rand, n int) []float64 {
	v, h, e := make([]float64, n), 1.0, 0.0
	for t := range v {
		h = 0.1 + 0.25*e*e + 0.65*h
		e = math.Sqrt(h) * r.NormFloat64()
		v[t] = e
		if t > 0 {
			v[t] += 0.4 * v[t-1]
		}
	}
	return v
}

func heavy(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for t := range v {
		chi := 0.0
		for range 3 {
			z := r.NormFloat64()
			chi += z * z
		}
		v[t] = r.NormFloat64() / math.Sqrt(chi/3)
		if t > 0 {
			v[t] += 0.5 * v[t-1]
		}
	}
	return v
}

func step(r *rand.Rand, n int) []float64 {
	v := autoregressive(r, n, 0.4)
	at := n/4 + r.IntN(n/2)
	for t := at; t < n; t++ {
		v[t] += 3
	}
	return v
}

func growth(r *rand.Rand, n int) []float64 {
	v := autoregressive(r, n, 0.4)
	for t := range v {
		v[t] = 100 * math.Exp(1.5*float64(t)/float64(n)+0.2*v[t])
	}
	return v
}

func cycle(r *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	a, b := r.NormFloat64(), r.NormFloat64()
	for t := range v {
		a, b = 1.3*a-0.7*b+r.NormFloat64(), a
		v[t] = a
	}
	return v
}

// makers are the kinds of which null worlds are mixed: autocorrelated,
// seasonal, trending, bursty and counted series.
var makers = []maker{
	{"white", ar(0)},
	{"ar 0.5", ar(0.5)},
	{"ar 0.8", ar(0.8)},
	{"ar 0.9", ar(0.9)},
	{"cycle", cycle},
	{"walk", func(r *rand.Rand, n int) []float64 { return walk(r, n, 0) }},
	{"walk with drift", func(r *rand.Rand, n int) []float64 { return walk(r, n, 0.3) }},
	{"trend", func(r *rand.Rand, n int) []float64 { return plus(autoregressive(r, n, 0.4), ramp(n, 5)) }},
	{"growth", growth},
	{"season", func(r *rand.Rand, n int) []float64 {
		return plus(autoregressive(r, n, 0.4), year(r, n, 2, 0, 0))
	}},
	{"quarter ends", func(r *rand.Rand, n int) []float64 {
		return plus(autoregressive(r, n, 0.3), year(r, n, 1, 2, 2))
	}},
	{"holidays", func(r *rand.Rand, n int) []float64 { return plus(autoregressive(r, n, 0.3), year(r, n, 0, 0, 4)) }},
	{"bursts", bursts},
	{"stormy", stormy},
	{"heavy tails", heavy},
	{"step", step},
	{"rare counts", counts(1.2, 0.2)},
	{"counts", counts(8, 0.25)},
	{"growing counts", func(r *rand.Rand, n int) []float64 {
		v := make([]float64, n)
		for t := range v {
			v[t] = poisson(r, 3+12*float64(t)/float64(n))
		}
		return v
	}},
	{"seasonal counts", func(r *rand.Rand, n int) []float64 {
		v := year(r, n, 0.4, 0.4, 0.5)
		for t := range v {
			v[t] = poisson(r, 10*math.Exp(v[t]))
		}
		return v
	}},
}
