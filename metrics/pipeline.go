package metrics

import (
	"context"
	"math"
	"slices"

	"foresail/metrics/stat"
	"foresail/store/record"
	"foresail/store/say"
)

// Pipeline is the health of the pipeline as of a day, in the JSON contract.
// Counts, rates and cycles of closed deals are of the window From–To; what is
// open is as of AsOf.
type Pipeline struct {
	AsOf     string `json:"as_of"`
	From     string `json:"from"`
	To       string `json:"to"`
	Currency string `json:"currency"`

	OpenCount      int    `json:"open_count"`
	OpenValue      Number `json:"open_value"`
	WeightedValue  Number `json:"weighted_value"`
	WeightedBy     string `json:"weighted_by"` // where the chances come from: "stage"
	CreatedCount   int    `json:"created_count"`
	CreatedValue   Number `json:"created_value"`
	WonCount       int    `json:"won_count"`
	WonValue       Number `json:"won_value"`
	LostCount      int    `json:"lost_count"`
	LostValue      Number `json:"lost_value"`
	WinRate        Number `json:"win_rate"`
	WinRateLow     Number `json:"win_rate_low"`
	WinRateHigh    Number `json:"win_rate_high"`
	WinRateValue   Number `json:"win_rate_value"`
	CohortWinRate  Number `json:"cohort_win_rate"` // of the deals created in the window
	CohortLow      Number `json:"cohort_win_rate_low"`
	CohortHigh     Number `json:"cohort_win_rate_high"`
	CohortN        int    `json:"cohort_n"`
	AvgDealValue   Number `json:"avg_deal_value"`
	AvgPriced      Number `json:"avg_priced_deal_value"` // of the won deals that have an amount
	MedianDeal     Number `json:"median_deal_value"`     // of the same
	AvgCycleDays   Number `json:"avg_cycle_days"`
	AvgCycleLow    Number `json:"avg_cycle_days_low"`
	AvgCycleHigh   Number `json:"avg_cycle_days_high"`
	MedianCycle    Number `json:"median_cycle_days"`
	CycleN         int    `json:"cycle_n"`
	CycleTouched   int    `json:"cycle_from_touch"` // of them, those counted from the first activity
	CycleLeftOut   int    `json:"cycle_left_out"`   // won deals without a credible cycle; left_out says why
	VelocityPerDay Number `json:"velocity_per_day"`
	Coverage       Number `json:"coverage"`
	Goal           Number `json:"goal"`             // quota of the period that holds as_of
	GoalPeriod     string `json:"goal_period"`      // "" without one
	BookedToGoal   Number `json:"booked_this_goal"` // in that period, to date

	Rotting         int    `json:"rotting"`
	RottingUnknown  int    `json:"rotting_unknown"`    // open deals of which nothing says when they would rot
	Overdue         int    `json:"overdue"`            // expected close before as_of
	OverdueNextStep int    `json:"overdue_next_step"`  // their own, or agreed on with their account
	NoNextStep      int    `json:"no_next_step"`       // neither of their own nor agreed on with their account
	OpenAgeMean     Number `json:"open_age_mean_days"` // since creation, of open deals where it is known
	OpenAgeMedian   Number `json:"open_age_median_days"`

	Stages  []StageHealth `json:"stages"`
	Changes DealChanges   `json:"changes"`
	LeftOut []LeftOut     `json:"left_out"`
	Why     []Reason      `json:"why"` // of the numbers that are null
}

// Reason says why a field is null.
type Reason struct {
	Field string `json:"field"`
	Text  string `json:"text"`
	key   string
}

// NewPipeline works the pipeline out afresh. Changes are those from the start
// of since to the end of the as-of day; the zero date means the seven days up
// to it. A cancelled context leaves what was not worked out yet at zero.
func NewPipeline(ctx context.Context, v View, since record.Date) Pipeline {
	p, _ := new(Engine).Pipeline(ctx, v, since)
	return p
}

// pipelineKey names a pipeline as of the engine's day.
type pipelineKey struct {
	scope           string
	period          record.Period // goals depend on it
	from, to, since record.Date
}

// maxPipelines bounds the pipelines kept, for servers with many scopes.
const maxPipelines = 256

// Pipeline gives the pipeline, working it out only where deals or goals
// changed since it was asked for last. The error is the context's.
func (e *Engine) Pipeline(ctx context.Context, v View, since record.Date) (Pipeline, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	p, err := e.frame(v).known(ctx, since)
	if err != nil {
		return p, err
	}
	// Whoever gets it may word it in another language.
	p.Stages, p.LeftOut, p.Why = slices.Clone(p.Stages), slices.Clone(p.LeftOut), slices.Clone(p.Why)
	return p, nil
}

// known gives the pipeline, which is not to be changed, from memory where it
// was worked out before.
func (f *frame) known(ctx context.Context, since record.Date) (Pipeline, error) {
	if since == 0 {
		since = f.AsOf - 6
	}
	key := pipelineKey{f.scope.key, f.Period, f.from(), f.To, since}
	if p, ok := f.memo.pipelines[key]; ok {
		return p, nil
	}
	p, err := f.pipeline(ctx, since)
	if err != nil {
		return p, err
	}
	if len(f.memo.pipelines) >= maxPipelines {
		clear(f.memo.pipelines)
	}
	f.memo.pipelines[key] = p
	return p, nil
}

func (f *frame) pipeline(ctx context.Context, since record.Date) (Pipeline, error) {
	p := Pipeline{
		AsOf: f.AsOf.String(), From: f.from().String(), To: f.To.String(), Currency: f.currency,
		Stages: []StageHealth{}, LeftOut: []LeftOut{}, Why: []Reason{},
	}
	b := pipelineBuilder{Pipeline: &p, w: f.window(f.from(), f.To)}
	for _, part := range []func(){b.flow, b.open, b.cohort, b.cycle, b.quota, b.speed, b.stages} {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		part()
	}
	p.Changes = f.changesSince(since)
	p.Say(say.English())
	return p, ctx.Err()
}

// Say words the reasons in another language.
func (p *Pipeline) Say(pr *say.Printer) {
	sayLeftOut(pr, p.LeftOut)
	for i := range p.Why {
		p.Why[i].Text = pr.T(p.Why[i].key)
	}
}

type pipelineBuilder struct {
	*Pipeline
	w *Window
}

func (b *pipelineBuilder) take(field string, to *Number, v Value) {
	*to = v.Number
	b.explain(field, v)
}

func (b *pipelineBuilder) explain(field string, v Value) {
	if !v.Set {
		b.Why = append(b.Why, Reason{Field: field, key: v.Why})
	}
}

func (b *pipelineBuilder) leave(of string, out []LeftOut) {
	for _, o := range out {
		o.Of = of
		b.LeftOut = append(b.LeftOut, o)
	}
}

// flow fills what was created and closed in the window.
func (b *pipelineBuilder) flow() {
	w := b.w
	created := pipelineCreated(w)
	b.CreatedCount, b.CreatedValue = created.N, created.Number
	b.leave("created_value", created.LeftOut)
	var won, lost amounts
	var values []float64
	for _, d := range w.closed() {
		if d.won() {
			b.WonCount++
			won.add(w.frame, d.now.minor, d.now.code, d.now.priced)
			if d.now.priced && w.ours(d.now.code) {
				values = append(values, major(d.now.minor, w.scale))
			}
			continue
		}
		b.LostCount++
		lost.add(w.frame, d.now.minor, d.now.code, d.now.priced)
	}
	b.take("won_value", &b.WonValue, w.total(won, b.WonCount))
	b.LostValue = w.total(lost, b.LostCount).Number
	b.leave("won_value", won.leftOut())
	b.leave("lost_value", lost.leftOut())
	rate := winRate(w)
	b.take("win_rate", &b.WinRate, rate)
	b.WinRateLow, b.WinRateHigh = rate.Low, rate.High
	b.take("win_rate_value", &b.WinRateValue, winRateValue(w))
	b.take("avg_deal_value", &b.AvgDealValue, averageDealValue(w))
	if m, ok := stat.Median(values); ok {
		b.MedianDeal = Float(m)
		b.AvgPriced = Float(float64(won.minor) / float64(won.n) / math.Pow10(int(w.scale)))
	}
}

// open fills what is open at the end of the as-of day.
func (b *pipelineBuilder) open() {
	f := b.w.frame
	var sum, weighted amounts
	var ages []float64
	noStage := 0
	for _, o := range f.openAt(f.AsOf) {
		b.OpenCount++
		sum.add(f, o.at.minor, o.at.code, o.at.priced)
		if s := f.Book.Stage(o.at.stage); s == nil || s.Probability == 0 { // a stage that nobody gave a chance is not one without
			noStage++
		} else if o.at.priced && f.ours(o.at.code) {
			weighted.minor += weigh(o.at.minor, s.Probability)
			weighted.n++
		}
		if o.fact.created != 0 {
			ages = append(ages, float64(f.AsOf-o.fact.created))
		}
		b.hygiene(o)
	}
	b.WeightedBy = "stage"
	b.take("open_value", &b.OpenValue, f.total(sum, b.OpenCount))
	b.take("weighted_value", &b.WeightedValue, f.total(weighted, b.OpenCount))
	b.leave("open_value", sum.leftOut())
	if noStage > 0 {
		b.leave("weighted_value", []LeftOut{{Reason: "stage_unknown", N: noStage}})
	}
	b.take("open_age_mean_days", &b.OpenAgeMean, mean(ages, "why.no_open_deals"))
	if m, ok := stat.Median(ages); ok {
		b.OpenAgeMedian = Float(m)
	}
}

// weigh gives a share of an amount, to the nearest minor unit. The chance is
// taken to a millionth, so that 0.7 of 10 is 7 and not 6.99….
func weigh(minor int64, chance float64) int64 {
	return mulDiv(minor, int64(chance*1e6+0.5), 1e6)
}

// hygiene counts what is wrong with an open deal.
func (b *pipelineBuilder) hygiene(o open) {
	asOf := b.w.AsOf
	now := b.w.agreed(o.at, asOf)
	if now.closePast(asOf) {
		b.Overdue++
	}
	if now.stepLate(asOf) {
		b.OverdueNextStep++
	}
	if !now.nextStep {
		b.NoNextStep++
	}
}

// cohort fills the win rate of the deals created in the window: lost ones
// compete, open ones are censored.
func (b *pipelineBuilder) cohort() {
	var waits []stat.Wait
	for _, d := range b.w.created() {
		var won, lost record.Date
		switch {
		case d.won():
			won = max(d.now.closed, d.created)
		case d.lost():
			lost = max(d.now.closed, d.created)
		}
		waits = append(waits, waitFor(d.created, won, lost, b.w.AsOf))
	}
	v := converted(waits, "why.no_deals_created")
	b.take("cohort_win_rate", &b.CohortWinRate, v)
	b.CohortLow, b.CohortHigh, b.CohortN = v.Low, v.High, v.N
}

func (b *pipelineBuilder) cycle() {
	c := b.w.cycles()
	b.leave("avg_cycle_days", c.out)
	for _, o := range c.out {
		b.CycleLeftOut += o.N
	}
	v := mean(c.days, "why.no_cycles")
	b.CycleN, b.CycleTouched = len(c.days), c.touched
	b.take("avg_cycle_days", &b.AvgCycleDays, v)
	b.AvgCycleLow, b.AvgCycleHigh = v.Low, v.High
	if m, ok := stat.Median(c.days); ok {
		b.MedianCycle = Float(m)
	}
}

func (b *pipelineBuilder) quota() {
	f := b.w.frame
	b.take("coverage", &b.Coverage, f.coverageAt(f.AsOf, f.AsOf))
	if q, ok := f.quotaAt(f.AsOf, f.AsOf); ok {
		b.Goal, b.BookedToGoal = f.amount(q.goal.minor), f.amount(q.booked.minor)
		b.GoalPeriod = q.period.String()
	}
}

func (b *pipelineBuilder) speed() {
	if !b.WinRate.Set || !b.AvgDealValue.Set || !b.AvgCycleDays.Set {
		b.Why = append(b.Why, Reason{Field: "velocity_per_day", key: "why.velocity"})
		return
	}
	x, ok := Velocity(b.OpenCount, b.WinRate.X, b.AvgDealValue.X, b.AvgCycleDays.X)
	if !ok {
		b.Why = append(b.Why, Reason{Field: "velocity_per_day", key: "why.velocity"})
		return
	}
	b.VelocityPerDay = Float(x)
}
