package leadlag

import "math"

// judge gives the verdict, once every pair's q is known.
func (t *trial) judge(o Options, pairs, reach int) {
	p := t.pair
	if t.why != "" {
		t.short(o, pairs, reach)
		return
	}
	lead, follow, same := p.Q <= o.Level, p.FollowQ <= o.Level, p.SameQ <= o.Level
	x, y := t.sides()
	switch {
	case lead && t.clean(&t.lead, &t.follow, follow, same, x, y):
		t.claimDirection(Leads, &t.lead, 1)
	case follow && t.clean(&t.follow, &t.lead, lead, same, y, x):
		t.claimDirection(Follows, &t.follow, -1)
	case same:
		t.claim(Coincident, 0, t.now.t, t.now.r)
	case lead || follow:
		t.claimLoop()
	default:
		t.open(o, pairs, reach)
	}
}

// clean reports whether a direction that tested positive may be claimed: the
// reverse direction must not be there as well at lags like its own, or be
// clearly weaker; and where both move in the same period, something has to be
// left of the lead that this does not explain. A reverse effect after much
// longer is a loop, not another reading of the same movement.
func (t *trial) clean(one, other *directed, reverse, same bool, x, y *side) bool {
	back := 0.0
	for _, v := range other.ts[:min(len(other.ts), max(3, 2*one.run.from))] {
		back = max(back, math.Abs(v))
	}
	ahead := (math.Abs(one.run.t) - back) / math.Sqrt2 // each t has a variance of about 1
	switch {
	case reverse && ahead < surely || same && ahead < likely:
		t.unclean = "matched"
	case same && one.beyondNow(x, y) < surely:
		t.unclean = "echo"
	default:
		return true
	}
	return false
}

// One-sided normal quantiles: 5 % and 10 %.
const (
	surely = 1.645
	likely = 1.282
)

func (t *trial) claim(v Verdict, lag int, effect, r float64) {
	p := t.pair
	p.Verdict, p.Lag = v, &lag
	p.Sign = signOf(effect)
	p.Strength, p.Prewhitened = math.Abs(r), p.at(lag)
	low, high := lag, lag
	p.LagLow, p.LagHigh = &low, &high
}

// claimDirection claims that one moves before the other; way is −1 where lags
// count backwards.
func (t *trial) claimDirection(v Verdict, d *directed, way int) {
	from, to, spread := d.spread()
	switch lag := d.lag; {
	case spread && (lag < from || lag > to):
		t.claim(v, way*(from+to)/2, d.run.t, d.run.r)
	case spread:
		t.claim(v, way*lag, d.run.t, d.run.r)
	default:
		t.claim(v, way*lag, d.t, d.r())
	}
	t.pair.Spread = spread
}

// claimLoop claims that each moves the other, with no lag: the sign is what
// both directions share, the strength that of the surer one.
func (t *trial) claimLoop() {
	p, one, other := t.pair, &t.lead, &t.follow
	if math.Abs(other.run.t) > math.Abs(one.run.t) {
		one, other = other, one
	}
	p.Verdict, p.Strength = Coincident, math.Abs(one.run.r)
	if one.run.t*other.run.t > 0 {
		p.Sign = signOf(one.run.t)
	}
}

func signOf(effect float64) string {
	if effect < 0 {
		return "-"
	}
	return "+"
}

// open decides between none and insufficient: whether an effect of moderate
// size would have been found, and whether what was seen hints at one.
func (t *trial) open(o Options, pairs, reach int) {
	p := t.pair
	_, y := t.sides()
	used := p.N - int(y.free)
	need := enough(moderate, o.Level, pairs, reach, used)
	hint := t.lead.p <= 0.05
	if hint {
		if seen := enough(t.lead.run.r, o.Level, pairs, reach, used); seen <= 3*p.N {
			need, t.hint = max(need, seen, p.N+1), true
		}
	}
	if need <= p.N {
		p.Verdict = None
		return
	}
	if t.hint {
		t.claim(Insufficient, t.lead.lag, t.lead.t, t.lead.r())
	}
	p.Verdict = Insufficient
	more := need - p.N
	p.Needs = &more
}

// short is open where nothing could be tested.
func (t *trial) short(o Options, pairs, reach int) {
	t.pair.Verdict = Insufficient
	if t.busy > 0 {
		more := max(t.pair.N*busiest/t.busy-t.pair.N, 1)
		t.pair.Needs = &more
	}
	if t.why == "leadlag.why.short" || t.why == "leadlag.why.gaps" {
		more := max(enough(moderate, o.Level, pairs, reach, 4)-t.pair.N, 1)
		t.pair.Needs = &more
	}
}
