package leadlag

import (
	"math"

	"foresail/metrics/stat"
)

// Adjusted is a series as it is compared: on its scale, without trend and
// season, and in standard deviations from its mean, so that two of them can be
// drawn over each other.
type Adjusted struct {
	Values  []float64 // by period; NaN where there is no value
	Scale   Scale
	Cycles  []float64 // lengths of the seasons taken out, in periods
	Wanders bool      // only its changes are compared
}

// Adjust prepares one series as Analyse does. A series without two different
// values gives NaN throughout.
func Adjust(values []float64, unit Unit) Adjusted {
	out := Adjusted{Values: make([]float64, len(values))}
	for t := range out.Values {
		out.Values[t] = math.NaN()
	}
	first, last := extent(values)
	if last < 0 {
		return out
	}
	r := prepare(values[first:last+1], calendar{unit: unit})
	out.Scale, out.Wanders = r.scale, r.unitRoot
	if r.season != nil {
		out.Cycles = r.season.cycles
	}
	middle, _ := stat.Mean(r.values)
	spread := math.Sqrt(sumSquares(centre(r.values)) / float64(max(len(r.values), 1)))
	if !(spread > 0) {
		return out
	}
	for t, v := range r.values {
		if !r.weak[t] {
			out.Values[first+t] = (v - middle) / spread
		}
	}
	return out
}
