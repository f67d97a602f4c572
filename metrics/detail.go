package metrics

import (
	"context"
	"slices"

	"foresail/metrics/control"
	"foresail/store/record"
)

// Detail is what there is to know of one indicator beyond its Reading.
type Detail struct {
	ID string
	// Chart is the process behaviour chart of Samples, the complete periods by
	// which the reading's signal is judged. Where Limits is false, its values
	// are not alike from period to period and its limits mean nothing.
	Chart   control.Chart
	Samples []Sample
	Limits  bool
	Now     Sample // the current period
	Notes   []*record.Annotation
	// Parts break the indicator down over From–To, the days of the chart and
	// the current period; Total is the value over them.
	From, To record.Date
	Total    Value
	Parts    []Breakdown
}

// WithoutReps gives the detail for somebody who sees no single rep's numbers.
func (d Detail) WithoutReps() Detail {
	d.Parts = slices.Clone(d.Parts)
	for i := range d.Parts {
		if d.Parts[i].By == ByRep && d.Parts[i].Why == "" {
			d.Parts[i] = Breakdown{By: ByRep, Why: "breakdown.totals_only"}
		}
	}
	return d
}

// Detail gives everything about an indicator. It is empty for an unknown id;
// the error is the context's.
func (e *Engine) Detail(ctx context.Context, v View, id string) (Detail, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f := e.frame(v)
	i := f.indicator(id)
	if i == nil {
		return Detail{}, nil
	}
	start := f.Period.Start(f.AsOf, f.fiscal())
	last := f.lastComplete(start)
	n := i.judgedBy()
	d := Detail{ID: i.ID, Limits: !i.NoChart, From: f.Period.Add(last, 1-n), To: f.AsOf, Now: f.sample(i, start)}
	for at := d.From; at <= last; at = f.Period.Add(at, 1) {
		if err := ctx.Err(); err != nil {
			return Detail{}, err
		}
		d.Samples = append(d.Samples, f.sample(i, at))
	}
	d.Chart = f.chart(i, d.Samples)
	for _, a := range f.Book.Annotations {
		if a.From <= d.To && a.To >= d.From {
			d.Notes = append(d.Notes, a)
		}
	}
	d.Total = f.value(i, d.From, d.To)
	var err error
	d.Parts, err = f.breakdowns(ctx, i, d.From, d.To)
	return d, err
}
