package leadlag

import (
	"math"

	"foresail/metrics/stat"
)

// rhythm is a season with the harmonics of it that may be taken out.
type rhythm struct {
	length    float64 // periods
	harmonics []int
}

// rhythms gives the seasons of a unit: of weeks the year, its quarters and
// months, of days (and working days) the week, too. A season counts from two rounds on, but for
// its slowest swing, which one round shows.
func rhythms(unit Unit) []rhythm {
	switch unit {
	case Day:
		return []rhythm{{7, []int{1, 2, 3}}, {365.2425, []int{1, 2, 3, 4}}, {365.2425 / 12, []int{1, 2, 3}}, {365.2425 / 4, []int{1, 2, 3}}}
	case Workday:
		year := unit.perYear()
		return []rhythm{{5, []int{1, 2}}, {year, []int{1, 2, 3, 4}}, {year / 12, []int{1, 2, 3}}, {year / 4, []int{1, 2, 3}}}
	case Week:
		year := unit.perYear()
		return []rhythm{{year, []int{1, 2, 3, 5, 6}}, {year / 4, []int{1, 2, 3, 4, 5, 6}}}
	case Month:
		return []rhythm{{12, []int{1, 2, 3, 4, 5, 6}}}
	case Quarter:
		return []rhythm{{4, []int{1, 2}}}
	}
	return nil
}

// guesses are the seasons looked for where the unit is unknown.
var guesses = []rhythm{{4, []int{1, 2}}, {7, []int{1, 2, 3}}, {12, []int{1, 2, 3, 4, 5, 6}}, {52.1775, []int{1, 2, 3, 4}}}

// deseason takes the straight trend and the harmonics that the series shows
// out of it. Which it shows is decided, and how strong they are is estimated,
// on quasi-differences, so that slow swings do not pass for seasons. It gives
// the lengths of the cycles taken out, in periods.
func deseason(v []float64, unit Unit) (out, cycles []float64) {
	n := len(v)
	var base stat.Basis
	base.Add(constant(n))
	base.Add(line(n))
	rest := base.Residual(v)
	phi := 0.0
	if n > 3 {
		phi = min(max(stat.ACF(rest, 1)[1], 0), 0.98)
	}
	terms := [][]float64{constant(n), line(n)}
	var fitted stat.Basis
	for _, c := range terms {
		fitted.Add(quasi(c, phi))
	}
	target := fitted.Residual(quasi(v, phi))
	for _, period := range choices(n, unit) {
		wave := harmonic(n, period)
		if grow(&fitted, target, wave, phi) {
			terms, cycles = append(terms, wave...), append(cycles, period)
		}
	}
	return subtract(v, terms, phi), cycles
}

// seasonGain is the drop in n·ln(residual sum of squares) from which on a
// harmonic is taken out: the 5 % point of χ² with two degrees of freedom. One
// too many costs two degrees of freedom, one too few a false lead.
const seasonGain = 5.99

func grow(b *stat.Basis, target []float64, wave [][]float64, phi float64) bool {
	wider := b.Clone()
	added := false
	for _, c := range wave {
		added = wider.Add(quasi(c, phi)) || added
	}
	left := wider.Residual(target)
	was, is := sumSquares(target), sumSquares(left)
	n := float64(len(target))
	if !added || was <= 0 || wider.Rank() > len(target)/3 || n*math.Log(was/math.Max(is, 1e-300)) < seasonGain {
		return false
	}
	*b = *wider
	copy(target, left)
	return true
}

// choices gives the periods of the harmonics that a series of n values can
// show.
func choices(n int, unit Unit) []float64 {
	list := rhythms(unit)
	if unit == Period {
		list = guesses
	}
	var out []float64
	for _, r := range list {
		for _, h := range r.harmonics {
			rounds := float64(n) / r.length
			if rounds < 0.95 || h > 1 && rounds < 1.95 {
				break
			}
			out = append(out, r.length/float64(h))
		}
	}
	return out
}

func subtract(v []float64, terms [][]float64, phi float64) []float64 {
	var b stat.Basis
	var kept [][]float64
	for _, c := range terms {
		if b.Add(quasi(c, phi)) {
			kept = append(kept, c)
		}
	}
	out := append([]float64(nil), v...)
	for j, c := range b.Coefficients(quasi(v, phi)) {
		for t := range out {
			out[t] -= c * kept[j][t]
		}
	}
	return out
}

// quasi gives v[t] − φ·v[t−1], and the first value with the weight that
// Prais and Winsten give it.
func quasi(v []float64, phi float64) []float64 {
	out := make([]float64, len(v))
	if len(v) == 0 {
		return out
	}
	out[0] = v[0] * math.Sqrt(1-phi*phi)
	for t := 1; t < len(v); t++ {
		out[t] = v[t] - phi*v[t-1]
	}
	return out
}

func harmonic(n int, period float64) [][]float64 {
	s, c := make([]float64, n), make([]float64, n)
	for t := range s {
		s[t], c[t] = math.Sincos(2 * math.Pi * float64(t) / period)
	}
	if period == 2 {
		return [][]float64{c}
	}
	return [][]float64{c, s}
}

func constant(n int) []float64 {
	v := make([]float64, n)
	for t := range v {
		v[t] = 1
	}
	return v
}

func line(n int) []float64 {
	v := make([]float64, n)
	for t := range v {
		v[t] = float64(t)/float64(max(n-1, 1)) - 0.5
	}
	return v
}

func sumSquares(v []float64) (s float64) {
	for _, x := range v {
		s += x * x
	}
	return s
}
