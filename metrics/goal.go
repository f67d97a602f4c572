package metrics

import (
	"math"
	"math/big"

	"foresail/store/record"
)

// target is what a goal asks for: minor units where it is about money.
type target struct {
	x     float64
	minor int64
}

// goalPeriods are the periods that goals may be set for, shortest first.
var goalPeriods = []record.Period{record.Day, record.Week, record.Month, record.Quarter, record.Year}

// goalKey names goals that take the place of one another in time.
type goalKey struct {
	indicator string
	period    record.Period
}

// goalSet is the goals of one key, by rep (zero for the team), oldest first.
type goalSet map[record.ID][]*record.Goal

func (f *frame) goals(id string, p record.Period) goalSet {
	if f.memo.goals == nil {
		f.memo.goals = make(map[goalKey]goalSet)
		for _, g := range f.Book.Goals { // by From
			key := goalKey{canonical(g.Indicator), g.Period}
			if f.memo.goals[key] == nil {
				f.memo.goals[key] = make(goalSet)
			}
			f.memo.goals[key][g.Rep] = append(f.memo.goals[key][g.Rep], g)
		}
	}
	return f.memo.goals[goalKey{id, p}]
}

// goalOf finds the goal of a rep (zero for the team) that holds on a day.
func (f *frame) goalOf(gs goalSet, rep record.ID, day record.Date) (target, bool) {
	var found *record.Goal
	for _, g := range gs[rep] {
		if g.From <= day {
			found = g
		}
	}
	if r := f.Book.Reps[rep]; found == nil || r != nil && r.Ended != 0 && r.Ended < day {
		return target{}, false
	}
	if found.Amount.IsZero() {
		return target{x: found.Target, minor: int64(math.Round(found.Target * math.Pow10(int(f.scale))))}, true
	}
	if !f.ours(found.Amount.Currency) {
		return target{}, false
	}
	return target{x: major(found.Amount.Minor, f.scale), minor: found.Amount.Minor}, true
}

// goal finds what the scope has to reach in the period p that holds a day.
// The team's goal is the one set for the team, else the sum of the reps', and
// that of some reps the sum of theirs: where each of them has one. A sum of
// some is not what all of them have to reach. Of a number that does not add
// up, a rep without an own goal has the team's.
func (f *frame) goal(id string, adds bool, p record.Period, day record.Date) (target, bool) {
	gs := f.goals(id, p)
	if len(gs) == 0 {
		return target{}, false
	}
	end := p.End(p.Start(day, f.fiscal()))
	team, hasTeam := f.goalOf(gs, record.ID{}, end)
	if !adds {
		if len(f.Reps) == 1 {
			if t, ok := f.goalOf(gs, f.Reps[0], end); ok {
				return t, true
			}
		}
		return team, hasTeam
	}
	if f.scope.all() && hasTeam {
		return team, true
	}
	sum, with, without := f.goalsOfReps(gs, day, end)
	return sum, with > 0 && without == 0
}

// goalsOfReps adds up the goals of the reps of the scope, and counts those
// who have one and those who are there without one.
func (f *frame) goalsOfReps(gs goalSet, day, end record.Date) (sum target, with, without int) {
	for rep := range gs {
		if rep.IsZero() || !f.scope.has(rep, day) {
			continue
		}
		if t, ok := f.goalOf(gs, rep, end); ok {
			sum.x, sum.minor, with = sum.x+t.x, sum.minor+t.minor, with+1
		}
	}
	for id, r := range f.Book.Reps {
		if r.Archived || r.Ended != 0 && r.Ended < end || !f.scope.has(id, day) {
			continue
		}
		if _, ok := f.goalOf(gs, id, end); !ok {
			without++
		}
	}
	return sum, with, without
}

// goalPeriod picks the period whose goals serve a view by p: p itself, else
// the next longer one that has a goal, else the next shorter one. For
// everybody a period with a goal of the team comes before all that have only
// goals of reps.
func (f *frame) goalPeriod(id string, adds bool, p record.Period, day record.Date) (record.Period, bool) {
	if adds && f.scope.all() {
		found, ok := nearest(p, func(q record.Period) bool {
			_, ok := f.goalOf(f.goals(id, q), record.ID{}, q.End(q.Start(day, f.fiscal())))
			return ok
		})
		if ok {
			return found, true
		}
	}
	return nearest(p, func(q record.Period) bool { _, ok := f.goal(id, adds, q, day); return ok })
}

// nearest gives the first period that has what is asked for: p, the longer
// ones, then the shorter ones.
func nearest(p record.Period, has func(record.Period) bool) (record.Period, bool) {
	for _, q := range goalPeriods {
		if q >= p && has(q) {
			return q, true
		}
	}
	for q := p - 1; q >= record.Day; q-- {
		if has(q) {
			return q, true
		}
	}
	return 0, false
}

// partial reports whether some reps of the scope have a goal that holds on a
// day, but others none, so that there is none for all of them.
func (f *frame) partial(id string, day record.Date) bool {
	for _, p := range goalPeriods {
		gs := f.goals(id, p)
		if _, with, without := f.goalsOfReps(gs, day, p.End(p.Start(day, f.fiscal()))); with > 0 && without > 0 {
			return true
		}
	}
	return false
}

// target gives what the scope has to reach in from..to, a whole period, and
// the period that the goal was set for. A number that adds up is scaled by
// days where that is another period; there is none where the goals do not
// hold all of the time.
func (f *frame) target(i *Indicator, from, to record.Date) (Number, record.Period) {
	adds := i.Fold == Sum
	p, ok := f.goalPeriod(i.ID, adds, f.Period, to)
	if !ok {
		return Number{}, 0
	}
	t, _ := f.goal(i.ID, adds, p, to)
	if adds && p != f.Period {
		if t, ok = f.scaled(i.ID, p, from, to); !ok {
			return Number{}, 0
		}
	}
	if i.Unit == UnitMoney {
		return f.amount(t.minor), p
	}
	return Float(t.x), p
}

// scaled adds up the goals of the periods p that from..to touches, each by
// the share of its days. It is false where one of them has none.
func (f *frame) scaled(id string, p record.Period, from, to record.Date) (target, bool) {
	var sum target
	for start := p.Start(from, f.fiscal()); start <= to; start = p.Add(start, 1) {
		end := p.End(start)
		days, of := min(end, to)-max(start, from)+1, end-start+1
		t, ok := f.goal(id, true, p, end)
		if !ok {
			return target{}, false
		}
		part := float64(days) / float64(of)
		sum.x += t.x * part
		sum.minor += mulDiv(t.minor, int64(days), int64(of))
	}
	return sum, true
}

// mulDiv gives a·b/c to the nearest whole number, halves away from zero, for
// any a and b; c is above zero.
func mulDiv(a, b, c int64) int64 {
	twice := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	twice.Lsh(twice, 1)
	by := big.NewInt(c)
	if twice.Sign() < 0 {
		twice.Sub(twice, by)
	} else {
		twice.Add(twice, by)
	}
	return twice.Quo(twice, by.Lsh(by, 1)).Int64()
}

// quota is the goal on booked revenue whose period holds a day.
type quota struct {
	period   record.Period
	from, to record.Date
	goal     target
	booked   amounts // in that period, up to the end of the day asked for
}

// quotaAt finds the quota that holds on day, and what was booked towards it
// by the end of upTo.
func (f *frame) quotaAt(day, upTo record.Date) (quota, bool) {
	p, ok := f.goalPeriod(idBooked, true, f.Period, day)
	if !ok {
		return quota{}, false
	}
	q := quota{period: p, from: p.Start(day, f.fiscal())}
	q.to = p.End(q.from)
	q.goal, _ = f.goal(idBooked, true, p, day)
	q.booked, _ = f.window(q.from, upTo).booked()
	return q, true
}

// noQuota says why there is no quota on a day.
func (f *frame) noQuota(day record.Date) string {
	if f.partial(idBooked, day) {
		return "why.quota_partial"
	}
	return "why.no_quota"
}

// quotaAttainment is what was booked in the quota's own period, up to the end
// of the window, over the quota.
func quotaAttainment(w *Window) Value {
	q, ok := w.quotaAt(w.To, w.To)
	if !ok || q.goal.minor <= 0 {
		return none(w.noQuota(w.To), 0)
	}
	return Value{
		Number: Float(float64(q.booked.minor) / float64(q.goal.minor)),
		N:      q.booked.n, LeftOut: q.booked.leftOut(),
	}
}

// coverage is open pipeline expected to close in the quota's period over what
// is still to be booked in it. At the end of a period that is over it looks at
// the quota of the next day: what the coming period begins with.
func coverage(w *Window) Value {
	day := w.To
	if w.To < w.AsOf {
		day++
	}
	return w.coverageAt(day, w.To)
}

func (f *frame) coverageAt(day, upTo record.Date) Value {
	q, ok := f.quotaAt(day, upTo)
	if !ok || q.goal.minor <= 0 {
		return none(f.noQuota(day), 0)
	}
	var m amounts
	n := 0
	for _, o := range f.openAt(upTo) {
		if o.at.expected >= q.from && o.at.expected <= q.to {
			m.add(f, o.at.minor, o.at.code, o.at.priced)
			n++
		}
	}
	x, ok := Coverage(float64(m.minor), float64(q.goal.minor), float64(q.booked.minor))
	if !ok {
		return Value{Why: "why.goal_reached", N: n}
	}
	return Value{Number: Float(x), N: n, LeftOut: m.leftOut()}
}
