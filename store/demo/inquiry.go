package demo

import (
	"math"

	"foresail/store/event"
	"foresail/store/record"
)

// visits draws the traffic of the website, day by day, and records it.
func (w *world) visits(week int) {
	weekly := 2100 * w.breadth() * w.season(week) * math.Exp(w.mood.traffic) * (0.4 + 0.6*w.cal.presence(week))
	shares := [...]float64{0.17, 0.185, 0.18, 0.175, 0.15, 0.065, 0.075}
	total := 0.0
	for i, share := range shares {
		day := w.cal.monday(week) + record.Date(i)
		n := math.Round(weekly * share * math.Exp(0.06*w.weather.NormFloat64()))
		total += n
		if at := w.cal.at(day, 23*60); day >= w.cal.start {
			w.emit(at, nil, event.NewMeasure("website traffic", day, n))
		}
	}
	w.traffic[week] = total
	delete(w.traffic, week-trafficArrive-1)
}

// inquire lets the visits of the week before come in as inquiries.
func (w *world) inquire(week int) {
	mean := 0.0205 * w.traffic[week-trafficArrive] * (0.3 + 0.7*w.cal.presence(week))
	for range w.weather.around(mean, 0.7) {
		w.inquiry(week)
	}
	for range w.weather.around(1.5*w.breadth(), 1) { // not worth an answer
		a := w.knownAccount()
		at := w.moment(week, record.Time{})
		w.do(at, a.rep, act{kind: record.KindInquiry, outcome: "spam"})
	}
}

// inquiry is one inquiry, its answer, and what may come of it.
func (w *world) inquiry(week int) {
	at := w.moment(week, record.Time{})
	a, isNew := w.asker(week, at)
	if isNew {
		a.source = w.people.word(sources)
		a.lead = true
		w.enter(a, at)
	}
	outcome := ""
	if w.people.hit(0.35) {
		outcome = "qualified"
	}
	w.do(at, a.rep, act{kind: record.KindInquiry, outcome: outcome, account: a, note: w.remark(inquiryNotes, 0.8)})
	if w.people.hit(0.035) { // nobody answers
		a.quiet = [2]int64{at.Unix, at.Unix + 35*86400}
		return
	}
	answered := w.answer(a, at)
	if !w.converts.take(min(0.9, 0.42*math.Exp(-0.42*w.mood.slow))) {
		return
	}
	w.plan(w.books, week+w.people.delay(inquiryBooks), a)
	if answered.Date()+2 < w.cal.monday(week)+7 {
		w.qualify(a, w.moment(week, answered))
	}
}

// asker draws who asks; new companies come at a rate that spreads them over
// the two years.
func (w *world) asker(week int, at record.Time) (a *account, isNew bool) {
	left := float64(len(w.accounts) - w.fresh)
	expected := 44 * w.breadth() * float64(w.lastWeek+1-week)
	if left > 0 && w.people.hit(left/expected) {
		w.fresh++
		return w.accounts[w.fresh-1], true
	}
	for range 20 {
		if a = w.knownAccount(); a.touchable(at) {
			break
		}
	}
	return a, false
}

// answer is the first thing that a rep does after an inquiry. The wait is
// drawn around the team's speed of the week and stretched over closing time.
func (w *world) answer(a *account, asked record.Time) record.Time {
	hours := 1.9 * math.Exp(0.8*w.mood.slow+0.6*w.people.NormFloat64())
	at := w.cal.opening(record.Time{Unix: asked.Unix + int64(hours*3600), Off: asked.Off})
	a.quiet = [2]int64{asked.Unix, at.Unix}
	what := act{kind: "email", outcome: "sent", account: a}
	if w.people.hit(0.5) {
		what.kind, what.seconds = "call", 60*w.people.between(2, 12)
		what.outcome = "no-answer"
		if w.people.hit(0.5) {
			what.outcome = "connected"
		}
	}
	w.do(at, a.rep, what)
	return at
}

// plan puts an account on a list of a week; holidays move some on.
func (w *world) plan(list map[int][]*account, week int, a *account) {
	week = w.later(week)
	list[week] = append(list[week], a)
}
