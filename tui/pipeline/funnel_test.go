package pipeline

import (
	"testing"

	"foresail/metrics"
)

// TestTheNarrowestStepIsNamedOnlyWhereItIsSure: its interval has to lie below
// those of all others.
func TestTheNarrowestStepIsNamedOnlyWhereItIsSure(t *testing.T) {
	stage := func(low, high float64) metrics.StageHealth {
		return metrics.StageHealth{Conversion: metrics.Float((low + high) / 2), ConversionLow: metrics.Float(low), ConversionHigh: metrics.Float(high)}
	}
	for name, c := range map[string]struct {
		stages []metrics.StageHealth
		want   int
	}{
		"none":            {nil, -1},
		"one alone":       {[]metrics.StageHealth{stage(.2, .3)}, -1},
		"apart":           {[]metrics.StageHealth{stage(.8, .9), stage(.2, .3), stage(.4, .5)}, 1},
		"touching":        {[]metrics.StageHealth{stage(.8, .9), stage(.2, .4), stage(.4, .5)}, -1},
		"wide and narrow": {[]metrics.StageHealth{stage(.1, .9), stage(.4, .5)}, -1},
		"one not known":   {[]metrics.StageHealth{{}, stage(.2, .3), stage(.4, .5)}, 1},
	} {
		if got := narrowest(c.stages); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
