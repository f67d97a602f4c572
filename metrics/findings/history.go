package findings

import (
	"context"
	"math"
	"slices"

	"foresail/metrics"
	"foresail/metrics/leadlag"
	"foresail/store/record"
)

// History is every leading and lagging indicator that means something over
// the period of a view, by all periods there are records of. Periods that are
// not whole have no value.
type History struct {
	Unit                 leadlag.Unit
	Starts               []record.Date // first day of each period
	Indicators, Outcomes []leadlag.Series
}

// Read reads the history behind a view. The error is the context's.
func Read(ctx context.Context, engine *metrics.Engine, v metrics.View) (*History, error) {
	h := &History{Unit: leadlag.Unit(v.Period.String())}
	if v.Days == nil {
		return h, nil
	}
	first, last := v.Days.Span()
	if first == 0 || first > last {
		return h, nil
	}
	for _, side := range []struct {
		horizon metrics.Horizon
		into    *[]leadlag.Series
	}{{metrics.Leading, &h.Indicators}, {metrics.Lagging, &h.Outcomes}} {
		for _, id := range metrics.Suiting(side.horizon, v.Period) {
			samples, err := engine.Series(ctx, v, id, first, v.AsOf)
			if err != nil {
				return nil, err
			}
			h.mark(samples)
			*side.into = append(*side.into, leadlag.Series{ID: id, Values: metrics.Whole(samples)})
		}
	}
	return h, nil
}

// mark notes the periods of the series, which are the same for all.
func (h *History) mark(samples []metrics.Sample) {
	if h.Starts != nil {
		return
	}
	for _, s := range samples {
		h.Starts = append(h.Starts, s.At)
	}
}

// equal reports whether two histories hold the same numbers.
func (h *History) equal(o *History) bool {
	return h.Unit == o.Unit && slices.Equal(h.Starts, o.Starts) &&
		slices.EqualFunc(h.Indicators, o.Indicators, sameSeries) && slices.EqualFunc(h.Outcomes, o.Outcomes, sameSeries)
}

func sameSeries(a, b leadlag.Series) bool {
	return a.ID == b.ID && slices.EqualFunc(a.Values, b.Values, func(x, y float64) bool {
		return x == y || math.IsNaN(x) && math.IsNaN(y)
	})
}
