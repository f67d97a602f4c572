package leadlag

import (
	"math"

	"foresail/metrics/stat"
)

// Scale is how a series was made comparable over its range.
type Scale string

// The scales. Root is √(x + ⅜), Log is ln(x + c) with c = 0 or, where there
// are zeros, half the smallest value above 0.
const (
	AsIs Scale = "as-is"
	Root Scale = "root"
	Log  Scale = "log"
)

// ready is a series after the steps that need no partner: gaps, scale, trend
// and season.
type ready struct {
	id       string
	first    int // first and last period with a value
	last     int
	missing  int    // periods without a value between them
	weak     []bool // by period: no value of its own, or stands in a long gap
	distinct int
	scale    Scale
	shift    float64 // c of Log
	cycles   []float64
	values   []float64 // by period from 0 of the grid, scaled, without trend and season
	scaled   []float64 // by period, scaled only, gaps filled
	unitRoot bool
	memo     [2]*sides // by differences
}

func (r *ready) n() int { return r.last - r.first + 1 }

// prepare works out what does not depend on the partner.
func prepare(s Series, unit Unit) *ready {
	r := &ready{id: s.ID, first: -1, last: -1, weak: make([]bool, len(s.Values))}
	filled := append([]float64(nil), s.Values...)
	seen := map[float64]struct{}{}
	for t, v := range filled {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			r.weak[t] = true
			continue
		}
		if r.first < 0 {
			r.first = t
		}
		r.last = t
		seen[v] = struct{}{}
	}
	r.distinct = len(seen)
	if r.first < 0 {
		return r
	}
	bridge(filled, r)
	r.scaled = rescale(filled, r)
	span := r.scaled[r.first : r.last+1]
	r.values = make([]float64, len(filled))
	adjusted, cycles := deseason(span, unit)
	copy(r.values[r.first:], adjusted)
	r.cycles = cycles
	r.unitRoot = wanders(adjusted)
	return r
}

// bridge fills the gaps between the first and the last value on straight
// lines: for the filters only, since weak periods count in no correlation.
func bridge(v []float64, r *ready) {
	before := r.first
	for t := r.first + 1; t <= r.last; t++ {
		if r.weak[t] {
			r.missing++
			continue
		}
		for g := before + 1; g < t; g++ {
			v[g] = v[before] + (v[t]-v[before])*float64(g-before)/float64(t-before)
		}
		before = t
	}
}

// few is the mean up to which whole numbers are taken as counts of rare
// events, whose variance is about their mean.
const few = 30

// rescale stabilises the variance of what cannot be negative: counts by their
// root, other numbers by what the spread of their blocks says.
func rescale(v []float64, r *ready) []float64 {
	out := append([]float64(nil), v...)
	span := v[r.first : r.last+1]
	r.scale = chooseScale(span, r.weak[r.first:])
	if r.scale == Log {
		least := math.Inf(1)
		for _, x := range span {
			if x > 0 {
				least = min(least, x)
			} else {
				r.shift = -1
			}
		}
		if r.shift < 0 {
			r.shift = least / 2
		}
	}
	for t := r.first; t <= r.last; t++ {
		out[t] = r.scale.apply(v[t], r.shift)
	}
	return out
}

func (s Scale) apply(x, shift float64) float64 {
	switch s {
	case Root:
		return math.Sqrt(x + 0.375)
	case Log:
		return math.Log(x + shift)
	}
	return x
}

func chooseScale(span []float64, weak []bool) Scale {
	whole, mean := true, 0.0
	for t, x := range span {
		if x < 0 {
			return AsIs
		}
		if !weak[t] && x != math.Trunc(x) {
			whole = false
		}
		mean += x / float64(len(span))
	}
	if whole && mean <= few {
		return Root
	}
	switch slope, ok := spreadSlope(span); {
	case !ok || slope < 0.25:
		return AsIs
	case slope < 0.75:
		return Root
	}
	return Log
}

// spreadSlope gives the slope of log spread on log level over blocks of the
// series, as Bartlett's and Guerrero's choice of a power does, and false where
// the level hardly varies, so that the scale does not matter.
func spreadSlope(span []float64) (float64, bool) {
	size := max(4, len(span)/12)
	var level, spread []float64
	for at := 0; at+size <= len(span); at += size {
		m, _ := stat.Mean(span[at : at+size])
		rough := 0.0
		for t := at + 1; t < at+size; t++ {
			rough += math.Abs(span[t] - span[t-1])
		}
		if m > 0 && rough > 0 {
			level, spread = append(level, math.Log(m)), append(spread, math.Log(rough))
		}
	}
	if len(level) < 4 {
		return 0, false
	}
	lo, hi := level[0], level[0]
	for _, l := range level {
		lo, hi = min(lo, l), max(hi, l)
	}
	if hi-lo < math.Log(1.5) {
		return 0, false
	}
	return slope(level, spread), true
}

func slope(x, y []float64) float64 {
	mx, _ := stat.Mean(x)
	my, _ := stat.Mean(y)
	xy, xx := 0.0, 0.0
	for i := range x {
		xy += (x[i] - mx) * (y[i] - my)
		xx += (x[i] - mx) * (x[i] - mx)
	}
	if xx == 0 {
		return 0
	}
	return xy / xx
}

// wanders decides whether a series without its trend and season is to be
// differenced: KPSS has to refuse that it is stationary and Dickey and Fuller
// must not refuse that it has a unit root.
func wanders(v []float64) bool {
	_, p, ok := stat.KPSS(v, true, stat.KPSSLag(len(v)))
	if !ok || p >= 0.05 {
		return false
	}
	_, p, ok = stat.ADF(v, stat.ADFLag(len(v)))
	return !ok || p >= 0.05
}
