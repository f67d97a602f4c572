package leadlag

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	engine "foresail/metrics/leadlag"
	"foresail/store/record"
	"foresail/tui/panel"
)

// history is every indicator and outcome over all periods there are records
// of. A value is immutable.
type history struct {
	unit                 engine.Unit
	starts               []record.Date // first day of each period
	indicators, outcomes []engine.Series
}

// gather reads the history of what suits the period. It is the panel's
// Spec.Eval and runs in a command.
func gather(ctx context.Context, d panel.Data) any {
	h := &history{unit: engine.Unit(d.Period.String())}
	if d.Days == nil {
		return h
	}
	first, last := d.Days.Span()
	if first == 0 || first > last {
		return h
	}
	var reader metrics.Engine
	series := func(horizon metrics.Horizon) []engine.Series {
		var out []engine.Series
		for _, id := range metrics.Suiting(horizon, d.Period) {
			samples, err := reader.Series(ctx, d.View(), id, first, d.Today)
			if err != nil {
				return nil
			}
			h.mark(samples)
			out = append(out, engine.Series{ID: id, Values: metrics.Whole(samples)})
		}
		return out
	}
	h.indicators, h.outcomes = series(metrics.Leading), series(metrics.Lagging)
	return h
}

// mark notes the periods of the series, which are the same for all.
func (h *history) mark(samples []metrics.Sample) {
	if h.starts != nil {
		return
	}
	for _, s := range samples {
		h.starts = append(h.starts, s.At)
	}
}

// job is a comparison under way.
type job struct {
	history   *history
	ctx       context.Context
	end       context.CancelFunc
	steps     chan progress
	done, all int // owned by Update
}

// The messages of a job.
type (
	progress struct {
		job       *job
		done, all int
	}
	outcome struct {
		job   *job
		found *findings
		err   error
	}
)

func newJob(h *history) *job {
	j := &job{history: h, steps: make(chan progress, 1)}
	j.ctx, j.end = context.WithCancel(context.Background())
	return j
}

// work compares all pairs.
func (j *job) work(ctx context.Context) tea.Msg {
	defer context.AfterFunc(ctx, j.end)()
	defer close(j.steps)
	defer j.end()
	report, err := engine.Analyse(j.ctx, j.history.indicators, j.history.outcomes, engine.Options{
		Unit: j.history.unit,
		Progress: func(done, all int) {
			select {
			case j.steps <- progress{j, done, all}:
			default: // the one before has not been drawn yet
			}
		},
	})
	if err != nil {
		return outcome{job: j, err: err}
	}
	return outcome{job: j, found: newFindings(j.history, report)}
}

// wait gives the next step of the work, nil when it is over; work ends the
// waiting whatever comes.
func (j *job) wait(context.Context) tea.Msg {
	if step, ok := <-j.steps; ok {
		return step
	}
	return nil
}

// findings are what a job found, ready to be drawn. A value is immutable.
type findings struct {
	history *history
	report  engine.Report
	pairs   map[pair]*engine.Pair
	ranked  []*engine.Pair // what leads first
	// indicators and outcomes in the order in which they first occur in ranked.
	indicators, outcomes []string
	adjusted             map[string][]float64
	counts               map[engine.Verdict]int
}

func newFindings(h *history, r engine.Report) *findings {
	f := &findings{
		history: h, report: r, pairs: make(map[pair]*engine.Pair), adjusted: make(map[string][]float64),
		counts: make(map[engine.Verdict]int),
	}
	for i := range r.Pairs {
		q := &r.Pairs[i]
		f.pairs[nameOf(q)] = q
		f.ranked = append(f.ranked, q)
		f.counts[q.Verdict]++
	}
	slices.SortStableFunc(f.ranked, func(a, b *engine.Pair) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Q, b.Q))
	})
	for _, q := range f.ranked {
		f.indicators, f.outcomes = once(f.indicators, q.Indicator), once(f.outcomes, q.Outcome)
	}
	for _, s := range slices.Concat(h.indicators, h.outcomes) {
		f.adjusted[s.ID] = engine.Adjust(s.Values, h.unit).Values
	}
	return f
}

// verdicts are in the order in which they are worth reading.
var verdicts = []engine.Verdict{engine.Leads, engine.Coincident, engine.Follows, engine.Insufficient, engine.None}

func rank(q *engine.Pair) int { return slices.Index(verdicts, q.Verdict) }

func once(list []string, id string) []string {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

// soonest gives the fewest periods that would settle a pair, 0 where none is
// known.
func (f *findings) soonest() int {
	least := 0
	for _, q := range f.ranked {
		if q.Needs != nil && (least == 0 || *q.Needs < least) {
			least = *q.Needs
		}
	}
	return least
}
