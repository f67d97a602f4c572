package indicators

import (
	"testing"

	"foresail/metrics"
	"foresail/store/say"
	"foresail/tui/panel"
)

// A change that has no room is told as what it is more than, and never as a
// number that it is not.
func TestALargeChangeIsToldAsWhatItIsMoreThan(t *testing.T) {
	p := newIndicators(&panel.Env{Say: say.English()}).(*indicators)
	for _, c := range []struct {
		before, now float64
		want        string
	}{{10, 15, "+50%"}, {10, 109, "+990%"}, {1, 5000, ">999%"}, {-1, -5000, "<-999%"}, {10, 10, "="}, {0, 3, "+3"}} {
		r := metrics.Reading{Value: metrics.Float(c.now), PreviousToDate: metrics.Float(c.before)}
		if got := p.change(&r); got != c.want {
			t.Errorf("from %v to %v is told as %q, want %q", c.before, c.now, got, c.want)
		}
	}
}
