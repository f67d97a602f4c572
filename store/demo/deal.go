package demo

import (
	"math"

	"foresail/store/event"
	"foresail/store/record"
)

// deal is an opportunity on its way.
type deal struct {
	id       record.ID
	account  *account
	rep      *rep
	born     record.Time
	last     record.Time // latest change: the next comes after it
	stage    string
	amount   int64 // minor units
	expected record.Date
	plan     record.Date // when fate looks at it again
	due      record.Time // of the next step
	careless bool        // nobody ever agrees a next step
	stalled  bool        // it rots
	closed   bool
	kept     []Group // its history before the books were opened
}

// The stages of the general pack, as the simulation goes through them.
const (
	stageLead        = "lead"
	stageQualified   = "qualified"
	stageMeeting     = "meeting"
	stageProposal    = "proposal"
	stageNegotiation = "negotiation"
)

// newDeal opens a deal and plans its way to the proposal.
func (w *world) newDeal(a *account, week int) {
	at := w.moment(week, record.Time{})
	p := w.product()
	d := &deal{
		id: w.ids.id(at), account: a, rep: a.rep, born: at, stage: stageLead,
		amount:   w.price(p, a, week),
		expected: at.Date() + record.Date(w.fate.between(49, 84)),
		careless: w.fate.hit(0.1),
	}
	a.deals++
	w.open, a.rep.deals = append(w.open, d), append(a.rep.deals, d)
	fields := []record.Assign{
		text(record.FieldTitle, a.name+" – "+p.name), idOf(record.FieldAccount, a.id), idOf(record.FieldContact, w.somebody(a)),
		idOf(record.FieldRep, a.rep.id), text(record.FieldStage, d.stage), w.money(record.FieldAmount, d.amount),
		date(record.FieldExpected, d.expected), text(record.FieldSource, a.source), text(record.FieldSegment, a.segment.name),
		text(record.FieldProduct, p.name), yes(record.FieldLead),
	}
	w.change(d, at, append(fields, w.nextStep(d, at)...)...)
	w.course(d, week)
}

// course plans what happens before a proposal: some are lost at each stage,
// some go quiet, the others are ready for one after two weeks.
func (w *world) course(d *deal, week int) {
	x := w.fate.Float64()
	if x < 0.05 {
		w.at(week+w.fate.between(1, 3), func(k int) { w.lose(d, k) })
		return
	}
	if x < 0.08 {
		d.stalled = true
		w.at(week+w.fate.between(8, 22), func(k int) { w.lose(d, k) })
		return
	}
	w.at(week+w.fate.between(0, 1), func(k int) { w.advance(d, k, stageQualified, yes(record.FieldQualified)) })
	if x < 0.12 {
		w.at(week+w.fate.between(2, 5), func(k int) { w.lose(d, k) })
		return
	}
	w.at(week+1, func(k int) { w.demo(d, k) })
	if x < 0.17 {
		w.at(week+w.fate.between(3, 7), func(k int) { w.lose(d, k) })
		return
	}
	w.at(week+2, func(int) { w.ready = append(w.ready, d) })
}

// demo agrees on a demo, which brings the deal to the stage of meetings.
func (w *world) demo(d *deal, week int) {
	w.advance(d, week, stageMeeting)
	due := w.moment(week+1, d.last)
	w.do(d.last, d.rep, act{kind: "follow-up", outcome: "connected", account: d.account, deal: d,
		contact: w.somebody(d.account), seconds: 60 * w.people.between(3, 15), next: "demo", due: due})
	outcome := w.people.word(weighted{{"held", 84}, {"no-show", 6}, {"cancelled", 5}, {"moved", 5}})
	w.at(week+1, func(int) {
		w.do(due, d.rep, act{kind: "demo", outcome: outcome, account: d.account, deal: d, contact: w.somebody(d.account),
			seconds: 60 * w.people.between(30, 75), note: w.remark(callNotes, 0.5)})
	})
}

// propose sends proposals to deals that wait for one. How many go out changes
// from week to week: prices have to be approved, and are so in batches.
func (w *world) propose(week int) {
	rate := min(0.92, 0.42*math.Exp(0.65*w.weather.NormFloat64())) * w.cal.presence(week)
	n := int(math.Round(rate * float64(len(w.ready))))
	for _, d := range w.ready[:n] {
		w.advance(d, week, stageProposal)
		w.do(d.last, d.rep, act{kind: "proposal", outcome: "sent", account: d.account, deal: d,
			contact: w.somebody(d.account), worth: d.amount, note: w.remark(callNotes, 0.3)})
		w.settleFate(d, week)
	}
	w.ready = append(w.ready[:0], w.ready[n:]...)
}

// settleFate draws what becomes of a proposal, and when.
func (w *world) settleFate(d *deal, week int) {
	win := 0.47 + d.rep.skill
	switch x := w.fate.Float64(); {
	case x < win:
		closing := w.quarterEnd(week, week+w.fate.delay(proposalWins))
		w.planClose(d, week, closing, 0.65, w.win)
	case x < win+0.46:
		w.planClose(d, week, week+w.fate.between(1, 9), 0.35, w.lose)
	default:
		d.stalled = true
		w.at(week+w.fate.between(10, 26), func(k int) { w.lose(d, k) })
	}
}

// planClose plans the close and, for a share, the negotiation before it.
func (w *world) planClose(d *deal, week, closing int, negotiates float64, do func(*deal, int)) {
	if gap := closing - week; gap > 1 && w.fate.hit(negotiates) {
		w.at(week+1+gap/2, func(k int) { w.advance(d, k, stageNegotiation) })
	}
	w.at(closing, func(k int) { do(d, k) })
}

// quarterEnd pulls some wins of the first two weeks of a quarter back into
// the last week of the one before.
func (w *world) quarterEnd(sent, closing int) int {
	for back := 1; back <= 2; back++ {
		before := closing - back
		if before >= sent+3 && w.lastOfQuarter(before) && w.fate.hit(0.3) {
			return before
		}
	}
	return closing
}

// lastOfQuarter reports whether a week is the last one that begins in its
// quarter.
func (w *world) lastOfQuarter(week int) bool {
	q := record.Quarter
	return q.Start(w.cal.monday(week), 0) != q.Start(w.cal.monday(week+1), 0)
}

// change asserts fields of a deal. What changed before the books were opened
// is kept back until it is known which deals are still open then.
func (w *world) change(d *deal, at record.Time, fields ...record.Assign) {
	d.last = at
	g := Group{At: at, By: d.rep.id, Bodies: []event.Body{set(record.TypeDeal, d.id, at, fields...)}}
	switch {
	case at.Unix > w.now.Unix:
	case at.Date() < w.cal.start:
		d.kept = append(d.kept, g)
	default:
		w.out = append(w.out, append(w.flush(d), g)...)
	}
}

// openBooks records the earlier history of the deals that are open when the
// records begin.
func (w *world) openBooks() {
	for _, d := range w.open {
		w.out = append(w.out, w.flush(d)...)
	}
}

func (w *world) flush(d *deal) []Group {
	kept := d.kept
	d.kept = nil
	return kept
}

// turn draws when in a week a deal takes a turn. What was due before is done
// when it is due, and the turn is the next step agreed then.
func (w *world) turn(d *deal, week int) record.Time {
	at := w.moment(week, d.last)
	done := w.kept(d.due)
	if !d.due.IsZero() && w.within(done, week, d.last, at) && w.habits.hit(0.9) {
		d.due = at
		w.change(d, done, text(record.FieldNextStep, "meeting"), moment(record.FieldNextDue, at))
	}
	return at
}

// within reports whether a moment lies in a week, between two others.
func (w *world) within(t record.Time, week int, after, before record.Time) bool {
	return t.Date() >= w.cal.monday(week) && t.Unix > after.Unix && t.Unix < before.Unix
}

// kept draws when a step is done that is done when it is due.
func (w *world) kept(due record.Time) record.Time {
	return w.cal.opening(record.Time{Unix: due.Unix + int64(w.habits.between(5, 90))*60, Off: due.Off})
}

// advance moves a deal to a stage, with more fields if given.
func (w *world) advance(d *deal, week int, stage string, more ...record.Assign) {
	if d.closed {
		return
	}
	d.stage = stage
	at := w.turn(d, week)
	fields := append([]record.Assign{text(record.FieldStage, stage)}, more...)
	w.change(d, at, append(fields, w.nextStep(d, at)...)...)
}

func (w *world) win(d *deal, week int) {
	at := w.turn(d, week)
	w.change(d, at, text(record.FieldStage, record.StageWon))
	d.account.customer = true
	w.close(d)
}

func (w *world) lose(d *deal, week int) {
	at := w.turn(d, week)
	w.change(d, at, text(record.FieldStage, record.StageLost), text(record.FieldLostReason, w.fate.word(lostReasons)))
	w.close(d)
}

func (w *world) close(d *deal) {
	d.closed = true
	d.account.deals--
	without := func(list []*deal) []*deal {
		for i, other := range list {
			if other == d {
				return append(list[:i], list[i+1:]...)
			}
		}
		return list
	}
	w.open, d.rep.deals, w.ready = without(w.open), without(d.rep.deals), without(w.ready)
}

// nextStep agrees on what comes next, as most reps do.
func (w *world) nextStep(d *deal, at record.Time) []record.Assign {
	if d.careless || w.fate.hit(0.08) {
		return nil
	}
	fields := w.agree(w.fate, d, at)
	d.plan = d.due.Date()
	return fields
}

// agree draws what comes next, and when.
func (w *world) agree(by chance, d *deal, at record.Time) []record.Assign {
	step := by.word(weighted{{"call", 45}, {"email", 25}, {"meeting", 18}, {"visit", 4}, {"follow-up", 8}})
	d.due = w.cal.opening(record.Time{Unix: at.Unix + int64(by.between(2, 12))*86400, Off: at.Off})
	return []record.Assign{text(record.FieldNextStep, step), moment(record.FieldNextDue, d.due)}
}

// tend keeps the open deals up to date, as far as reps do: dates that have
// passed are pushed, amounts corrected, next steps renewed.
func (w *world) tend(week int) {
	for _, d := range w.open {
		if d.closed || d.born.Date() >= w.cal.monday(week) {
			continue
		}
		due := d.due
		if fields, step := w.correction(d, week); len(fields)+len(step) > 0 {
			w.update(d, week, due, fields, step)
		}
		if d.due == due && !due.IsZero() && due.Date() < w.cal.monday(week)+5 && w.habits.hit(0.75) {
			at := w.cal.moment(w.habits.Rand, week, d.last) // put off, as those of stalled deals are
			w.change(d, at, w.agree(w.habits, d, at)...)
		}
	}
}

// update records what a rep corrects in a week. What was due is done soon
// after it was, and the next step agreed then.
func (w *world) update(d *deal, week int, due record.Time, fields, step []record.Assign) {
	at := w.moment(week, d.last)
	done := w.kept(due)
	if len(step) > 0 && w.within(done, week, d.last, at) {
		w.change(d, done, step...)
		step = nil
	}
	if fields = append(fields, step...); len(fields) > 0 {
		w.change(d, at, fields...)
	}
}

func (w *world) correction(d *deal, week int) (fields, step []record.Assign) {
	monday := w.cal.monday(week)
	if d.expected < monday && w.fate.hit(0.6) || w.fate.hit(0.012) {
		d.expected = max(d.expected, monday) + record.Date(w.fate.between(14, 42))
		fields = append(fields, date(record.FieldExpected, d.expected))
	} else if d.expected > monday+28 && w.fate.hit(0.012) {
		d.expected -= record.Date(w.fate.between(7, 21))
		fields = append(fields, date(record.FieldExpected, d.expected))
	}
	if w.fate.hit(0.02) {
		d.amount = w.round(float64(d.amount) * (0.82 + 0.36*w.fate.Float64()))
		fields = append(fields, w.money(record.FieldAmount, d.amount))
	}
	if d.stage == stageNegotiation && w.fate.hit(0.02) {
		d.stage = stageProposal
		fields = append(fields, text(record.FieldStage, d.stage))
	}
	if !d.stalled && d.plan < monday+5 && w.fate.hit(0.85) {
		step = w.nextStep(d, w.cal.at(monday+2, 10*60))
	}
	return fields, step
}

func (w *world) product() product {
	total := 0
	for _, p := range products {
		total += p.weight
	}
	n := w.fate.IntN(total)
	for _, p := range products {
		if n -= p.weight; n < 0 {
			return p
		}
	}
	return products[0]
}

// price is what a deal is thought to be worth, in minor units.
func (w *world) price(p product, a *account, week int) int64 {
	x := p.price * a.size * math.Exp(0.2*w.fate.NormFloat64())
	if week >= weekPrices {
		x *= 1.06
	}
	return w.round(x * float64(w.Minor))
}

// round makes an amount that people would write.
func (w *world) round(minor float64) int64 {
	step := float64(50 * w.Minor)
	return max(1, int64(math.Round(minor/step))) * int64(step)
}
