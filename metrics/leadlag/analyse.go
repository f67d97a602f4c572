package leadlag

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"foresail/metrics/stat"
)

// Options say how to look. The zero Options are the usual ones.
type Options struct {
	Unit     Unit      // of the grid; Week when empty
	Start    time.Time // first day of the grid, of which days take the turns of months; zero where it is unknown
	MaxLag   int       // longest lag; 0 is the unit's usual one. Never more than a quarter of the periods
	Level    float64   // share of false claims allowed; 0 is 0.05
	AnyOrder bool      // control it by Benjamini and Yekutieli, for any dependence between pairs
	Seed     uint64    // of the bootstrap
	Workers  int       // 0 is one for each processor
	// Progress is called with the pairs done and all, from several
	// goroutines; nil for none.
	Progress func(done, all int)
}

func (o Options) whole() Options {
	if o.Unit == "" {
		o.Unit = Week
	}
	if o.MaxLag <= 0 {
		o.MaxLag = o.Unit.reach()
	}
	if !(o.Level > 0 && o.Level < 1) {
		o.Level = 0.05
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return o
}

// Report is what an analysis found, pair by pair: outcomes in their order, of
// each the indicators in theirs.
type Report struct {
	Unit   Unit    `json:"unit"`
	N      int     `json:"n"` // periods of the grid
	MaxLag int     `json:"max_lag"`
	Level  float64 `json:"level"`
	Pairs  []Pair  `json:"pairs"`
}

// ErrLengths says that series are not on one grid.
var ErrLengths = errors.New("series differ in length")

// Analyse tests every indicator against every outcome. A series never meets
// itself (the same ID). The same input and Options give the same Report,
// however many workers; a cancelled context ends it with the context's error.
func Analyse(ctx context.Context, indicators, outcomes []Series, o Options) (Report, error) {
	o = o.whole()
	n, err := commonLength(indicators, outcomes)
	if err != nil {
		return Report{}, err
	}
	out := Report{Unit: o.Unit, N: n, MaxLag: min(o.MaxLag, max(n/4, 1)), Level: o.Level}
	trials := pairUp(indicators, outcomes, o, &out)
	steps := progress{say: o.Progress, all: 2 * len(trials)}
	by := shuffles(o.Seed, len(trials), o.Level)
	err = each(ctx, trials, o.Workers, func(i int, t *trial) {
		t.examine(by)
		steps.done()
	})
	if err != nil {
		return Report{}, err
	}
	tested := max(correct(trials, o), 1)
	err = each(ctx, trials, o.Workers, func(i int, t *trial) {
		t.judge(o, tested, o.MaxLag)
		t.deepen(rand.New(rand.NewPCG(o.Seed, uint64(i))))
		t.explain(tested)
		steps.done()
	})
	return out, err
}

func commonLength(lists ...[]Series) (int, error) {
	n := -1
	for _, list := range lists {
		for _, s := range list {
			if n >= 0 && len(s.Values) != n {
				return 0, fmt.Errorf("analyse %q: %w", s.ID, ErrLengths)
			}
			n = len(s.Values)
		}
	}
	return max(n, 0), nil
}

// pairUp makes the trials, each on the stretch that both series cover.
func pairUp(indicators, outcomes []Series, o Options, out *Report) []*trial {
	cut := newCutter(calendar{o.Unit, o.Start})
	out.Pairs = make([]Pair, 0, len(indicators)*len(outcomes))
	var trials []*trial
	for _, y := range outcomes {
		for _, x := range indicators {
			if x.ID == y.ID {
				continue
			}
			out.Pairs = append(out.Pairs, Pair{Indicator: x.ID, Outcome: y.ID, Unit: o.Unit, P: 1, Q: 1, SameQ: 1, FollowP: 1, FollowQ: 1, Profile: []float64{}})
			t := &trial{pair: &out.Pairs[len(out.Pairs)-1], level: o.Level}
			var n int
			t.x, t.y, n = cut.both(x, y)
			t.pair.N = n
			t.most = min(o.MaxLag, max(t.x.n()/4, 1))
			t.why = t.unfit()
			trials = append(trials, t)
		}
	}
	return trials
}

// correct pays for all pairs that could be tested: three questions, each a
// family of its own. It gives their number.
func correct(trials []*trial, o Options) int {
	adjust := stat.BenjaminiHochberg
	if o.AnyOrder {
		adjust = stat.BenjaminiYekutieli
	}
	var tested []*trial
	var lead, follow, same []float64
	for _, t := range trials {
		if t.why == "" {
			tested = append(tested, t)
			lead, follow, same = append(lead, t.lead.p), append(follow, t.follow.p), append(same, t.now.p)
		}
	}
	lead, follow, same = adjust(lead), adjust(follow), adjust(same)
	for i, t := range tested {
		p := t.pair
		p.P, p.Q = t.lead.p, lead[i]
		p.FollowP, p.FollowQ, p.FollowLag = t.follow.p, follow[i], t.follow.lag
		p.SameR, p.SameQ = t.now.r, same[i]
	}
	return len(tested)
}

// deepen adds what only a claim needs: interval, gain, fading.
func (t *trial) deepen(r *rand.Rand) {
	p := t.pair
	if p.Verdict != Leads && !t.hint && p.Verdict != Follows {
		return
	}
	x, y := t.sides()
	if p.Verdict == Follows {
		low, high := t.follow.bounds(y, x, t.most, r)
		low, high = min(-high, *p.Lag), max(-low, *p.Lag)
		p.LagLow, p.LagHigh = &low, &high
		return
	}
	low, high := t.lead.bounds(x, y, t.most, r)
	low, high = min(low, *p.Lag), max(high, *p.Lag)
	p.LagLow, p.LagHigh = &low, &high
	if p.Verdict != Leads {
		return
	}
	p.smooth = x.long() || y.long()
	from, width := *p.Lag, 1
	if p.Spread {
		from, width = t.lead.run.from, t.lead.run.width
	}
	if g := t.value(from, width); g.ok {
		p.Gain, p.GainP = &g.share, &g.p
	}
	p.Fading, p.Stalled = t.lead.fades(x, y, t.most), t.lead.stalls(x, y)
}

// each works on all trials, spread over workers, until the context ends.
func each(ctx context.Context, trials []*trial, workers int, do func(int, *trial)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, len(trials)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(trials) {
					return
				}
				do(i, trials[i])
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

type progress struct {
	say   func(done, all int)
	all   int
	count atomic.Int64
}

func (p *progress) done() {
	if n := p.count.Add(1); p.say != nil {
		p.say(int(n+1)/2, p.all/2)
	}
}
