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

// season is what is taken out of a series beside its level: trend, harmonics,
// and places of the calendar. Which it shows is decided, and how strong they
// are is estimated, on quasi-differences, so that slow swings do not pass for
// seasons.
type season struct {
	values []float64
	phi    float64
	terms  [][]float64
	fitted stat.Basis // of the terms
	left   []float64  // of the values, not explained
	cycles []float64  // lengths of the harmonics, in periods
	places int        // places of the calendar
}

// deseason takes the trend, the harmonics and the places of the calendar that
// the series shows out of it.
func deseason(v []float64, at calendar) (out []float64, s *season) {
	s = &season{values: v}
	s.fit([][]float64{constant(len(v)), line(len(v))})
	for _, period := range choices(len(v), at.unit) {
		if s.add(seasonGain, len(v)/3, harmonic(len(v), period)...) {
			s.cycles = append(s.cycles, period)
		}
	}
	s.calendar(at.places(len(v)))
	return subtract(v, s.terms, s.phi), s
}

// taken gives how many parameters were taken, beside the mean.
func (s *season) taken() int { return len(s.terms) - 1 }

// fit starts anew with the terms given.
func (s *season) fit(terms [][]float64) {
	var plain stat.Basis
	for _, c := range terms {
		plain.Add(c)
	}
	s.phi = 0
	if len(s.values) > 3 {
		s.phi = min(max(stat.ACF(plain.Residual(s.values), 1)[1], 0), 0.98)
	}
	s.terms, s.fitted = nil, stat.Basis{}
	s.left = quasi(s.values, s.phi)
	for _, c := range terms {
		if s.fitted.Add(quasi(c, s.phi)) {
			s.terms = append(s.terms, c)
		}
	}
	s.fitted.Reduce(s.left)
}

// seasonGain is the drop in n·ln(residual sum of squares) from which on a
// harmonic is taken out: the 5 % point of χ² with two degrees of freedom. One
// too many costs two degrees of freedom, one too few a false lead.
const seasonGain = 5.99

// add takes columns in that together explain enough; most bounds all terms.
func (s *season) add(least float64, most int, columns ...[]float64) bool {
	wider := s.fitted.Clone()
	var new [][]float64
	for _, c := range columns {
		if wider.Add(quasi(c, s.phi)) {
			new = append(new, c)
		}
	}
	left := wider.Residual(s.left)
	if len(new) == 0 || wider.Rank() > most || !(s.drop(left) >= least) {
		return false
	}
	s.fitted, s.left, s.terms = *wider, left, append(s.terms, new...)
	return true
}

// drop gives by how much n·ln(residual sum of squares) falls to what is left.
func (s *season) drop(left []float64) float64 {
	was := sumSquares(s.left)
	if was <= 0 {
		return 0
	}
	return float64(len(left)) * math.Log(was/math.Max(sumSquares(left), 1e-300))
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
