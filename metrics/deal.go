package metrics

import (
	"math"

	"foresail/store/record"
)

// won gives the won deals of the window.
func (w *Window) won() []*fact {
	var out []*fact
	for _, d := range w.closed() {
		if d.won() {
			out = append(out, d)
		}
	}
	return out
}

// booked adds up what was won in the window.
func (w *Window) booked() (amounts, int) {
	var m amounts
	won := w.won()
	for _, d := range won {
		m.add(w.frame, d.now.minor, d.now.code, d.now.priced)
	}
	return m, len(won)
}

func bookedRevenue(w *Window) Value {
	m, n := w.booked()
	return w.total(m, n)
}

func dealsWon(w *Window) Value { return counted(len(w.won())) }

func newDeals(w *Window) Value { return counted(len(w.created())) }

// winRate is won / (won + lost) of the deals closed in the window. Open deals
// are no part of it.
func winRate(w *Window) Value {
	closed := w.closed()
	won := 0
	for _, d := range closed {
		if d.won() {
			won++
		}
	}
	return share(won, len(closed), "why.no_closed_deals")
}

// winRateValue weighs the deals closed in the window by their amounts. Where
// none of the lost ones carries an amount the rate would be 1 whatever
// happened, and is not given.
func winRateValue(w *Window) Value {
	var won, lost amounts
	nLost := 0
	for _, d := range w.closed() {
		if d.won() {
			won.add(w.frame, d.now.minor, d.now.code, d.now.priced)
		} else {
			nLost++
			lost.add(w.frame, d.now.minor, d.now.code, d.now.priced)
		}
	}
	out := (&amounts{foreign: won.foreign + lost.foreign, blank: won.blank + lost.blank}).leftOut()
	switch {
	case won.n+lost.n == 0 || won.minor+lost.minor == 0:
		return Value{Why: "why.no_closed_value", LeftOut: out}
	case nLost > 0 && lost.minor == 0:
		return Value{Why: "why.lost_without_value", N: won.n + nLost, LeftOut: out}
	}
	x := float64(won.minor) / float64(won.minor+lost.minor)
	return Value{Number: Float(x), N: won.n + lost.n, LeftOut: out}
}

// averageDealValue is the amount booked over the deals won, so that the two
// multiply back to the total: a deal won without an amount counts as 0, and is
// reported. Deals in other currencies are in neither.
func averageDealValue(w *Window) Value {
	var m amounts
	var xs []float64
	for _, d := range w.won() {
		m.add(w.frame, d.now.minor, d.now.code, d.now.priced)
		if !d.now.priced || w.ours(d.now.code) {
			xs = append(xs, major(d.now.minor, w.scale))
		}
	}
	if m.n == 0 {
		return Value{Why: "why.no_won_value", N: len(xs), LeftOut: m.leftOut()}
	}
	v := mean(xs, "why.no_won_value")
	v.Number = Float(float64(m.minor) / float64(len(xs)) / math.Pow10(int(w.scale)))
	v.LeftOut = m.leftOut()
	return v
}

// cycles are the days from creation to the close of the deals won in a
// window.
type cycles struct {
	days    []float64
	touched int // of them, those counted from the first activity on the deal
	out     []LeftOut
}

// cycles gives the cycles of the window. Where creation is not known, or lies
// after the close, a deal begins with the first activity that names it; where
// there is none either, it is left out.
func (w *Window) cycles() cycles {
	var c cycles
	unknown, backwards := 0, 0
	for _, d := range w.won() {
		n, ok := d.cycle()
		if first := w.firstTouch(d); !ok && first != 0 {
			n, ok = int(d.now.closed-first), true
			c.touched++
		}
		switch {
		case ok:
			c.days = append(c.days, float64(n))
		case d.created == 0:
			unknown++
		default:
			backwards++
		}
	}
	if unknown > 0 {
		c.out = append(c.out, LeftOut{Reason: "created_unknown", N: unknown})
	}
	if backwards > 0 {
		c.out = append(c.out, LeftOut{Reason: "closed_before_created", N: backwards})
	}
	return c
}

// touchReach is how many days before its close the first activity on a deal
// is looked for.
const touchReach = 3 * 366

// firstTouch gives the day of the first activity that names a won deal whose
// creation says nothing about its cycle; 0 for none, and for other deals.
func (f *frame) firstTouch(d *fact) record.Date {
	m := f.memo
	if m.touches == nil {
		m.touches = f.findTouches()
	}
	if first := m.touches[d.deal.ID]; first <= d.now.closed {
		return first
	}
	return 0
}

func (f *frame) findTouches() map[record.ID]record.Date {
	out := make(map[record.ID]record.Date)
	sought := make(map[record.Sym]record.ID)
	from, to := f.Days.Span()
	to = min(to, f.AsOf)
	earliest, lacking := to, false
	for _, d := range f.deals().closed {
		if _, ok := d.cycle(); ok || !d.won() {
			continue
		}
		lacking = true
		if y, ok := f.Syms.FindID(d.deal.ID); ok && y != 0 {
			sought[y] = d.deal.ID
			earliest = min(earliest, d.now.closed-touchReach)
		}
	}
	f.memo.sought = lacking
	for day := max(from, earliest); day <= to && from != 0 && len(sought) > 0; day++ {
		for _, r := range f.Days.Rows(day) {
			if id, ok := sought[r.Deal]; ok {
				out[id] = day
				delete(sought, r.Deal)
			}
		}
	}
	return out
}

func salesCycle(w *Window) Value {
	c := w.cycles()
	v := median(c.days, "why.no_cycles")
	v.LeftOut = c.out
	return v
}

func salesCycleMean(w *Window) Value {
	c := w.cycles()
	v := mean(c.days, "why.no_cycles")
	v.LeftOut = c.out
	return v
}

// pipelineCreated adds up the amounts with which the deals of the window came
// into the pipeline.
func pipelineCreated(w *Window) Value {
	var m amounts
	created := w.created()
	for _, d := range created {
		m.add(w.frame, d.minor, d.code, d.priced)
	}
	return w.total(m, len(created))
}

// total makes the value of a sum over n deals. Where not one of them has an
// amount that may be added up, the sum is not 0: it is not known.
func (f *frame) total(m amounts, n int) Value {
	if n > 0 && m.n == 0 {
		return Value{Why: "why.no_amounts", N: n, LeftOut: m.leftOut()}
	}
	return Value{Number: f.amount(m.minor), N: n, LeftOut: m.leftOut()}
}

// openValue adds up the deals of the scope open at the end of a day.
func (f *frame) openValue(day record.Date) (m amounts, n int) {
	for _, o := range f.openAt(day) {
		m.add(f, o.at.minor, o.at.code, o.at.priced)
		n++
	}
	return m, n
}

func openPipeline(w *Window) Value {
	m, n := w.openValue(w.To)
	return w.total(m, n)
}

// Growth is how much larger now is than before, as a share of before, and
// false where before is not above zero.
func Growth(now, before float64) (float64, bool) {
	if !(before > 0) {
		return 0, false
	}
	return (now - before) / before, true
}

func pipelineGrowth(w *Window) Value {
	now, n := w.openValue(w.To)
	before, _ := w.openValue(w.From - 1)
	x, ok := Growth(float64(now.minor), float64(before.minor))
	if !ok {
		return none("why.no_pipeline_before", n)
	}
	return Value{Number: Float(x), N: n, LeftOut: now.leftOut()}
}

func withNextStep(w *Window) Value {
	k, deals := 0, w.openAt(w.To)
	for _, o := range deals {
		if w.agreed(o.at, w.To).nextStep {
			k++
		}
	}
	v := share(k, len(deals), "why.no_open_deals")
	v.Low, v.High = Number{}, Number{} // these are all deals, not some
	return v
}

// Velocity is what a pipeline earns a day: open deals × win rate × average
// won value / average cycle in days; false for a cycle that is not above 0.
func Velocity(open int, winRate, averageValue, cycleDays float64) (float64, bool) {
	if !(cycleDays > 0) {
		return 0, false
	}
	return float64(open) * winRate * averageValue / cycleDays, true
}

// Coverage is open pipeline over what is still to be booked, and false where
// nothing is.
func Coverage(open, goal, booked float64) (float64, bool) {
	if !(goal-booked > 0) {
		return 0, false
	}
	return open / (goal - booked), true
}
