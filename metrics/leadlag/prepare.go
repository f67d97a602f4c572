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

// ready is a stretch of a series, from a period with a value to one with a
// value, after the steps that need no partner: gaps, scale, trend and season.
type ready struct {
	missing  int    // periods without a value
	weak     []bool // by period: has no value of its own
	distinct int    // different values
	scale    Scale
	shift    float64   // c of Log
	season   *season   // what was taken out; nil for a constant series
	values   []float64 // scaled, without trend and season
	unitRoot bool
	lumps    [2]lumps    // by differences
	memo     [2]lazySide // by differences
}

func (r *ready) n() int { return len(r.weak) }

// prepare works out what does not depend on the partner.
func prepare(values []float64, at calendar) *ready {
	r := &ready{weak: make([]bool, len(values))}
	filled := append([]float64(nil), values...)
	seen := map[float64]struct{}{}
	for t, v := range filled {
		if missing(v) {
			r.weak[t] = true
			r.missing++
			continue
		}
		seen[v] = struct{}{}
	}
	r.distinct = len(seen)
	if r.distinct < 2 {
		return r
	}
	bridge(filled)
	r.lumps[0] = lumpsOf(filled, r.weak)
	r.lumps[1] = lumpsOf(stat.Difference(filled, 1), weakAfter(r.weak, 1))
	r.rescale(filled)
	r.values, r.season = deseason(filled, at)
	if m, _ := stat.Mean(filled); sumSquares(r.values) <= 1e-18*(sumSquares(filled)+float64(len(filled))*m*m) {
		r.values = nil // trend and season are all there is
		return r
	}
	r.unitRoot = wanders(r.values)
	return r
}

func missing(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// bridge fills the gaps between values on straight lines, and those at an end
// with the nearest value: for the filters only, since weak periods count in no
// correlation.
func bridge(v []float64) {
	first, last := extent(v)
	for t := range v {
		switch {
		case t < first:
			v[t] = v[first]
		case t > last:
			v[t] = v[last]
		}
	}
	before := first
	for t := first + 1; t <= last; t++ {
		if missing(v[t]) {
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
func (r *ready) rescale(v []float64) {
	r.scale = chooseScale(v, r.weak)
	if r.scale == Log {
		r.shift = logShift(v)
	}
	for t, x := range v {
		v[t] = r.scale.apply(x, r.shift)
	}
}

func logShift(v []float64) float64 {
	least, zeros := math.Inf(1), false
	for _, x := range v {
		if x > 0 {
			least = min(least, x)
		} else {
			zeros = true
		}
	}
	if !zeros {
		return 0
	}
	return least / 2
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
