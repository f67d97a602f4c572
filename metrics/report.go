package metrics

import (
	"context"
	"slices"

	"foresail/metrics/control"
	"foresail/store/record"
	"foresail/store/say"
)

// Report is the state of every indicator, in the JSON contract.
type Report struct {
	AsOf       string    `json:"as_of"`
	Period     string    `json:"period"`
	From       string    `json:"from"` // of the current period
	To         string    `json:"to"`
	Currency   string    `json:"currency"`
	Indicators []Reading `json:"indicators"`
}

// Reading is one indicator now. Value is the current period to date; Partial
// says that the period is not over. Previous is the whole period before,
// PreviousToDate as many days of it as the current one has had.
type Reading struct {
	ID             string         `json:"id"`
	Name           string         `json:"name"`
	Horizon        Horizon        `json:"horizon"`
	Unit           Unit           `json:"unit"`
	Better         Better         `json:"better"`
	Value          Number         `json:"value"`
	Previous       Number         `json:"previous"`
	PreviousToDate Number         `json:"previous_to_date"`
	Partial        bool           `json:"partial"`
	Target         Number         `json:"target"`
	TargetPeriod   string         `json:"target_period,omitempty"` // of the goal, where it was scaled from another
	N              int            `json:"n"`
	Low            Number         `json:"low"`
	High           Number         `json:"high"`
	Interval       string         `json:"interval"` // what low and high are, or why there are none
	Signal         string         `json:"signal"`
	SignalAt       string         `json:"signal_at,omitempty"`    // start of the period that it is about
	SignalSince    string         `json:"signal_since,omitempty"` // start of the first of the periods that make it
	SignalUp       bool           `json:"signal_up,omitempty"`    // it is more than before
	FreshUntil     *string        `json:"fresh_until"`            // last day of which the records behind it say anything
	Due            bool           `json:"due,omitempty"`          // newer records should be there by now
	Why            string         `json:"why,omitempty"`          // why there is no value
	LeftOut        []LeftOut      `json:"left_out,omitempty"`
	Window         *WindowReading `json:"window,omitempty"` // where the view gives From
	Series         []Point        `json:"series"`

	why, interval string // keys
	measure       string
}

// WindowReading is the value over the window of the view (--from, --to).
type WindowReading struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Value Number `json:"value"`
	N     int    `json:"n"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
	Why   string `json:"why,omitempty"`
	why   string
}

// Point is the value of one period, which starts At.
type Point struct {
	At      string `json:"at"`
	Value   Number `json:"value"`
	N       int    `json:"n"`
	Partial bool   `json:"partial,omitempty"`
}

// Sample is the value of one period with everything known about it.
type Sample struct {
	At, To  record.Date // first and last day of the period
	Partial bool        // it is not over, or begins before the records do
	Value   Value
}

// Readings works out every indicator afresh, with a series of n periods of
// which the current one is the last. A cancelled context cuts the list short.
func Readings(ctx context.Context, v View, n int) Report {
	r, _ := new(Engine).Readings(ctx, v, n)
	return r
}

// Readings gives every indicator, working out only what is not known yet. The
// error is the context's.
func (e *Engine) Readings(ctx context.Context, v View, n int) (Report, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f := e.frame(v)
	start := f.Period.Start(f.AsOf, f.fiscal())
	r := Report{
		AsOf: f.AsOf.String(), Period: f.Period.String(), Currency: f.currency,
		From: start.String(), To: f.Period.End(start).String(),
		Indicators: make([]Reading, 0, len(f.View.Indicators)),
	}
	for i := range f.View.Indicators {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		r.Indicators = append(r.Indicators, f.reading(&f.View.Indicators[i], start, n))
	}
	r.Say(say.English())
	return r, nil
}

// Find gives the reading of an indicator; nil for none.
func (r *Report) Find(id string) *Reading {
	for i := range r.Indicators {
		if r.Indicators[i].ID == id {
			return &r.Indicators[i]
		}
	}
	return nil
}

// Say words the names and reasons of a report in another language.
func (r *Report) Say(p *say.Printer) {
	for i := range r.Indicators {
		d := &r.Indicators[i]
		d.Name = p.T("indicator." + d.ID + ".name")
		d.Interval, d.Why = word(p, d.interval), word(p, d.why, "name", d.measure)
		if d.Window != nil {
			d.Window.Why = word(p, d.Window.why, "name", d.measure)
		}
		sayLeftOut(p, d.LeftOut)
	}
}

func word(p *say.Printer, key string, args ...any) string {
	if key == "" {
		return ""
	}
	return p.T(key, args...)
}

func sayLeftOut(p *say.Printer, out []LeftOut) {
	for i := range out {
		out[i].Text = p.N("leftout."+out[i].Reason, out[i].N)
	}
}

func (f *frame) reading(i *Indicator, start record.Date, n int) Reading {
	end := f.Period.End(start)
	before := f.Period.Add(start, -1)
	now := f.value(i, start, end)
	d := Reading{
		ID: i.ID, Horizon: i.Horizon, Unit: i.Unit, Better: i.Better,
		Value: now.Number, N: now.N, Low: now.Low, High: now.High, why: now.Why, interval: i.Interval, measure: i.Measure,
		LeftOut: slices.Clone(now.LeftOut), Partial: end > f.AsOf,
		Previous: f.value(i, before, start-1).Number,
	}
	d.PreviousToDate = d.Previous
	if d.Partial {
		d.PreviousToDate = f.value(i, before, min(before+(f.AsOf-start), start-1)).Number
	}
	var p record.Period
	if d.Target, p = f.target(i, start, end); p != 0 && p != f.Period {
		d.TargetPeriod = p.String()
	}
	if fresh, due := f.freshness(i); fresh != 0 {
		s := fresh.String()
		d.FreshUntil, d.Due = &s, due
	}
	if f.From != 0 {
		d.Window = f.overWindow(i)
	}
	d.Series = f.points(i, start, n)
	sig := f.signal(i, start)
	d.Signal, d.SignalAt, d.SignalSince, d.SignalUp = sig.word, sig.at, sig.since, sig.up
	return d
}

func (f *frame) overWindow(i *Indicator) *WindowReading {
	v := f.value(i, f.From, f.To)
	return &WindowReading{
		From: f.From.String(), To: f.To.String(),
		Value: v.Number, N: v.N, Low: v.Low, High: v.High, why: v.Why,
	}
}

func (f *frame) points(i *Indicator, start record.Date, n int) []Point {
	out := make([]Point, 0, n)
	for k := n - 1; k >= 0; k-- {
		s := f.sample(i, f.Period.Add(start, -k))
		out = append(out, Point{At: s.At.String(), Value: s.Value.Number, N: s.Value.N, Partial: s.Partial})
	}
	return out
}

func (f *frame) sample(i *Indicator, start record.Date) Sample {
	s := Sample{At: start, To: f.Period.End(start)}
	s.Value = f.value(i, s.At, s.To)
	s.Partial = s.To > f.AsOf
	if since := i.Since; since != nil && start < since(f) {
		s.Partial = true
	}
	return s
}

// Series gives an indicator by whole periods of the view, from the one that
// holds from to the one that holds to. It is empty for an unknown id.
func Series(ctx context.Context, v View, id string, from, to record.Date) []Sample {
	out, _ := new(Engine).Series(ctx, v, id, from, to)
	return out
}

// Series gives an indicator by periods, working out only what is not known.
func (e *Engine) Series(ctx context.Context, v View, id string, from, to record.Date) ([]Sample, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f := e.frame(v)
	i := f.indicator(id)
	if i == nil {
		return nil, nil
	}
	var out []Sample
	for at := f.Period.Start(from, f.fiscal()); at <= min(to, f.AsOf); at = f.Period.Add(at, 1) {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out = append(out, f.sample(i, at))
	}
	return out, nil
}

// How many complete periods a signal is judged by: fewer where each takes a
// look at every activity.
const (
	baselinePeriods = 26
	rowPeriods      = 13
)

// judgedBy gives how many complete periods a signal is judged by.
func (i *Indicator) judgedBy() int {
	if i.Needs.Rows {
		return rowPeriods
	}
	return baselinePeriods
}

// lastComplete gives the start of the last period that is over, start being
// that of the current one.
func (v View) lastComplete(start record.Date) record.Date {
	if v.Period.End(start) <= v.AsOf {
		return start
	}
	return v.Period.Add(start, -1)
}

// signalKey names the signal of an indicator in the periods up to one.
type signalKey struct {
	indicator string
	scope     string
	period    record.Period
	last      record.Date
	since     record.Date // where the records begin
}

// signal is what the last complete period is found to be: since which one, and
// whether that is more than before.
type signal struct {
	word, at, since string
	up              bool
}

// signal judges the last complete period.
func (f *frame) signal(i *Indicator, start record.Date) signal {
	if i.NoChart {
		return signal{}
	}
	key := signalKey{indicator: i.ID, scope: f.scope.key, period: f.Period, last: f.lastComplete(start)}
	if i.Since != nil {
		key.since = i.Since(f)
	}
	s, ok := f.memo.signals[key]
	if !ok {
		s = f.judge(i, key.last)
		f.memo.signals[key] = s
	}
	return s
}

func (f *frame) judge(i *Indicator, last record.Date) signal {
	n := i.judgedBy()
	samples := make([]Sample, n)
	for k := range samples {
		samples[k] = f.sample(i, f.Period.Add(last, k-n+1))
	}
	c := f.chart(i, samples)
	p := c.Points[n-1]
	s := p.Signal()
	if p.Gap || s == control.None {
		return signal{}
	}
	first, up := c.Found(n - 1)
	return signal{s.String(), samples[n-1].At.String(), samples[first].At.String(), up}
}

// chart makes the process behaviour chart of samples.
func (f *frame) chart(i *Indicator, samples []Sample) control.Chart {
	values := make([]control.Value, len(samples))
	for k, s := range samples {
		values[k] = control.Value{
			X: s.Value.X, K: s.Value.K, N: s.Value.Of,
			Gap: !s.Value.Set, Skip: s.Partial || f.excluded(s.At, s.To),
		}
	}
	zero, one := 0.0, 1.0
	o := control.Options{Family: i.Chart, Baseline: baselineOf(values)}
	if !i.Signed {
		o.Floor = &zero
	}
	if i.Unit == UnitShare && o.Floor != nil {
		o.Ceiling = &one
	}
	return control.New(values, o)
}

// baselineOf gives a baseline that leaves the last value out, since that is
// to be judged by it.
func baselineOf(values []control.Value) int {
	n := -1
	for _, v := range values {
		if !v.Gap && !v.Skip {
			n++
		}
	}
	return min(max(n, 6), 20)
}

// excluded reports whether an annotation asks to leave a day of the span out
// of baselines.
func (f *frame) excluded(from, to record.Date) bool {
	return slices.ContainsFunc(f.Book.Annotations, func(a *record.Annotation) bool {
		return a.Exclude && a.From <= to && a.To >= from
	})
}

// Chart gives the process behaviour chart of an indicator over the last n
// complete periods of the view, with the samples behind it.
func (e *Engine) Chart(ctx context.Context, v View, id string, n int) (control.Chart, []Sample, error) {
	v = v.normal()
	last := v.lastComplete(v.Period.Start(v.AsOf, v.fiscal()))
	samples, err := e.Series(ctx, v, id, v.Period.Add(last, 1-n), last)
	if err != nil || len(samples) == 0 {
		return control.Chart{}, samples, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	f := e.frame(v)
	return f.chart(f.indicator(id), samples), samples, nil
}
