package metrics

import (
	"math"

	"foresail/store/record"
)

// Suits reports whether an indicator means something over periods of a length.
func (i Indicator) Suits(p record.Period) bool { return i.Cadence <= p }

// Suiting gives the ids of the indicators of a horizon that suit a period, in
// the order of the catalogue.
func Suiting(h Horizon, p record.Period) []string {
	var ids []string
	for _, i := range catalogue {
		if i.Horizon == h && i.Suits(p) {
			ids = append(ids, i.ID)
		}
	}
	return ids
}

// Whole gives the values of samples as numbers, NaN where there is none or the
// period is not whole.
func Whole(samples []Sample) []float64 {
	out := make([]float64, len(samples))
	for i, s := range samples {
		out[i] = math.NaN()
		if s.Value.Set && !s.Partial {
			out[i] = s.Value.X
		}
	}
	return out
}
