package metrics

import (
	"slices"

	"foresail/metrics/stat"
	"foresail/store/record"
)

// follow is for how many days after its own an inquiry is followed.
const follow = 30

// answerHours is within how many hours an inquiry is to be answered where no
// goal on lead response time says otherwise.
const answerHours = 24

// inquiry is an inbound inquiry and what came of it. One that names no account
// cannot be told to be answered.
type inquiry struct {
	rep, account record.Sym
	minute       int
	answered     bool
	wait         int // minutes to the first outbound activity on the account
}

// answeredOn gives the day of the answer to an inquiry of a day, 0 for none.
func (q *inquiry) answeredOn(day record.Date) record.Date {
	if !q.answered {
		return 0
	}
	return day + record.Date((q.minute+q.wait)/1440)
}

// sweep finds the inquiries of from..to and their answers, where that was not
// done yet.
func (f *frame) sweep(from, to record.Date) {
	missing := func(d record.Date) bool { _, ok := f.memo.inquiries[d]; return !ok }
	for from <= to && !missing(from) {
		from++
	}
	for to >= from && !missing(to) {
		to--
	}
	if from > to {
		return
	}
	for d := from; d <= to; d++ {
		f.memo.inquiries[d] = nil
	}
	s := f.sweeper(to)
	for d := from; d <= min(to+follow, f.AsOf); d++ {
		s.day(d)
	}
}

// waiting is an inquiry not yet answered.
type waiting struct {
	day record.Date
	nth int // among those of the day
	was inquiry
}

// sweeper goes through days in their order, collecting inquiries up to a day
// and answering those that wait.
type sweeper struct {
	*frame
	to            record.Date
	inquiry, spam record.Sym
	waiting       map[record.Sym][]waiting
	old           map[record.Date][]inquiry // of the days recalled
}

func (f *frame) sweeper(to record.Date) *sweeper {
	s := &sweeper{frame: f, to: to, waiting: make(map[record.Sym][]waiting)}
	s.inquiry, _ = f.Syms.Find(record.KindInquiry)
	s.spam, _ = f.Syms.Find(outcomeSpam)
	return s
}

func (s *sweeper) day(d record.Date) {
	for _, r := range s.Days.Rows(d) {
		switch {
		case r.Kind == s.inquiry && s.inquiry != 0:
			if d <= s.to && (s.spam == 0 || r.Outcome != s.spam) {
				s.ask(d, r)
			}
		case r.Account != 0 && len(s.waiting) > 0 && len(s.waiting[r.Account]) > 0 && s.isOutbound(r.Kind):
			s.answer(d, r)
		}
	}
}

func (s *sweeper) ask(d record.Date, r record.Row) {
	list := s.memo.inquiries[d]
	s.memo.inquiries[d] = append(list, inquiry{rep: r.Rep, account: r.Account, minute: int(r.Minute)})
	if r.Account != 0 {
		s.waiting[r.Account] = append(s.waiting[r.Account], waiting{day: d, nth: len(list)})
	}
}

func (s *sweeper) answer(d record.Date, r record.Row) {
	for _, w := range s.waiting[r.Account] {
		q := &s.memo.inquiries[w.day][w.nth]
		if wait := int(d-w.day)*1440 + int(r.Minute) - q.minute; d-w.day <= follow {
			q.answered, q.wait = true, wait
		}
	}
	delete(s.waiting, r.Account)
}

// settle finds anew what came of inquiries after the activities of a day
// changed, and gives the days of the inquiries of which something else came.
// It looks at that day, and at later ones only where an answer went away.
func (f *frame) settle(d record.Date) (changed []record.Date) {
	if d > f.AsOf {
		return nil // as if it had not happened
	}
	before, known := f.memo.inquiries[d]
	s := f.sweeper(d - 1)
	if known {
		s.to = d
		f.memo.inquiries[d] = nil
	}
	s.recall(d)
	s.day(d)
	s.keepLater(d)
	for e := d + 1; e <= min(d+follow, f.AsOf) && len(s.waiting) > 0; e++ {
		s.day(e)
	}
	// A day not looked at yet had no activities when windows around it were.
	if !known || !slices.Equal(before, f.memo.inquiries[d]) {
		changed = append(changed, d)
	}
	return append(changed, s.different()...)
}

// recall puts the inquiries before d that were not answered before it back to
// waiting.
func (s *sweeper) recall(d record.Date) {
	s.old = make(map[record.Date][]inquiry)
	for day := d - follow; day < d; day++ {
		for n, q := range s.memo.inquiries[day] {
			if on := q.answeredOn(day); q.account == 0 || on != 0 && on < d {
				continue
			}
			if s.old[day] == nil {
				s.old[day] = slices.Clone(s.memo.inquiries[day])
			}
			s.waiting[q.account] = append(s.waiting[q.account], waiting{day: day, nth: n, was: q})
			s.memo.inquiries[day][n].answered, s.memo.inquiries[day][n].wait = false, 0
		}
	}
}

// keepLater gives the inquiries that found no answer on d the one back that
// they had on a later day, and lets those rest that never had one.
func (s *sweeper) keepLater(d record.Date) {
	for account, list := range s.waiting {
		list = slices.DeleteFunc(list, func(w waiting) bool {
			on := w.was.answeredOn(w.day)
			if on > d {
				s.memo.inquiries[w.day][w.nth] = w.was
			}
			return w.day < d && on != d
		})
		s.waiting[account] = list
		if len(list) == 0 {
			delete(s.waiting, account)
		}
	}
}

// different gives the days recalled on which something is not as it was.
func (s *sweeper) different() []record.Date {
	var out []record.Date
	for day, list := range s.old {
		if !slices.Equal(list, s.memo.inquiries[day]) {
			out = append(out, day)
		}
	}
	return out
}

// outbound reports whether a rep starts activities of a kind. Kinds that the
// book does not know are, but for those that cannot be.
func (f *frame) outbound(kind string) bool {
	if k := f.Book.Kind(kind); k != nil {
		return k.Outbound
	}
	return kind != record.KindInquiry && kind != kindTraining && kind != kindNote
}

// isOutbound is outbound for a kind as rows hold it.
func (f *frame) isOutbound(kind record.Sym) bool {
	m := f.memo
	if out, ok := m.outbound[kind]; ok {
		return out
	}
	out := f.outbound(f.Syms.Text(kind))
	m.outbound[kind] = out
	return out
}

// waits gives, in hours, how long the inquiries of the window waited for an
// answer; those still waiting are censored.
func (w *Window) waits() (waits []stat.Wait, out []LeftOut) {
	from, to := w.active()
	w.sweep(from, to)
	nobody := 0
	for d := from; d <= to; d++ {
		for _, q := range w.memo.inquiries[d] {
			switch {
			case !w.scope.all() && !w.scope.has(w.Syms.ID(q.rep), d):
			case q.account == 0:
				nobody++
			case q.answered:
				waits = append(waits, stat.Wait{T: float64(q.wait) / 60, Cause: stat.Event})
			default:
				waits = append(waits, stat.Wait{T: w.waited(d, q)})
			}
		}
	}
	if nobody > 0 {
		out = append(out, LeftOut{Reason: "no_account", N: nobody})
	}
	return waits, out
}

// waited gives for how many hours an inquiry of a day that has no answer has
// waited for one, as long as it is followed.
func (f *frame) waited(day record.Date, q inquiry) float64 {
	minutes := int(f.AsOf-day)*1440 + f.Minute - q.minute
	return float64(max(min(minutes, follow*1440), 0)) / 60
}

// answerLimit gives within how many hours an inquiry is to be answered.
func (f *frame) answerLimit(day record.Date) float64 {
	if p, ok := f.goalPeriod(idResponse, false, f.Period, day); ok {
		if t, ok := f.goal(idResponse, false, p, day); ok && t.x > 0 {
			return t.x
		}
	}
	return answerHours
}

// responseTime is the median time from inquiry to first outbound activity on
// the account, by whoever, in hours (Kaplan–Meier).
func responseTime(w *Window) Value { return medianWait(w.waits()) }

func medianWait(waits []stat.Wait, out []LeftOut) Value {
	if len(waits) == 0 {
		return Value{Why: "why.no_inquiries", LeftOut: out}
	}
	c := stat.NewCurve(waits)
	m, ok := c.Median()
	if !ok {
		return Value{Why: "why.median_not_reached", N: c.N(), LeftOut: out}
	}
	v := Value{Number: Float(m), N: c.N(), LeftOut: out}
	if low, high, ok := c.MedianInterval(level); ok {
		v.Low, v.High = Float(low), Float(high)
	}
	return v
}

// answeredInTime is the share of inquiries answered within the goal.
func answeredInTime(w *Window) Value {
	waits, out := w.waits()
	if len(waits) == 0 {
		return Value{Why: "why.no_inquiries", LeftOut: out}
	}
	v := within(waits, w.answerLimit(w.To))
	v.LeftOut = out
	return v
}

// within estimates the share of waits over by a limit. Those that have not
// waited so long yet are censored, not taken for late.
func within(waits []stat.Wait, limit float64) Value {
	v := Value{N: len(waits)}
	for _, w := range waits {
		if w.Cause == stat.Event && w.T <= limit {
			v.K++
		}
		if w.Cause == stat.Event || w.T >= limit {
			v.Of++
		}
	}
	if v.Of == 0 {
		return none("why.too_early", len(waits))
	}
	c := stat.NewCurve(waits)
	p, low, high, ok := c.Incidence(limit, level)
	if !ok { // nobody was answered at all
		p = 0
	}
	if v.K == 0 || v.K == v.Of || !ok {
		low, high, _ = stat.Wilson(v.K, v.Of, level)
	}
	v.Number, v.Low, v.High = Float(p), Float(low), Float(high)
	return v
}
