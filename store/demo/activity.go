package demo

import (
	"math"

	"foresail/store/event"
	"foresail/store/record"
)

// act is an activity as the simulation sees it.
type act struct {
	kind, outcome string
	account       *account
	deal          *deal
	contact       record.ID
	seconds       int
	worth         int64
	next          string
	due           record.Time
	tags          []string
	note          string
}

// do records an activity and counts it against the week's budget.
func (w *world) do(at record.Time, by *rep, a act) {
	switch {
	case a.kind == "call" && a.outcome == "connected":
		w.used.connected++
	case a.kind == "call":
		w.used.missed++
	case a.kind == "email":
		w.used.emails++
	}
	out := record.Activity{
		ID: w.ids.id(at), Kind: a.kind, At: at, Rep: by.id, Contact: a.contact, Outcome: a.outcome,
		Seconds: int32(a.seconds), NextKind: a.next, NextDue: a.due, Tags: a.tags, Note: a.note,
	}
	if a.account != nil {
		out.Account = a.account.id
	}
	if a.deal != nil {
		out.Deal = a.deal.id
	}
	if a.worth != 0 {
		out.Worth = record.Money{Minor: a.worth, Currency: w.Currency}
	}
	w.emit(at, by, event.Activity{Activity: out})
}

// remark draws a note, or none.
func (w *world) remark(from []string, share float64) string {
	if !w.people.hit(share) {
		return ""
	}
	return from[w.people.IntN(len(from))]
}

// fillCalls makes the calls that the week still lacks. What they lead to is
// up to their number, not to where they went.
func (w *world) fillCalls(week int) {
	most := 7.4 * w.capacity(week)
	target := int(most * math.Exp(w.mood.blitz) * w.Scale / w.breadth())
	for w.used.connected < target {
		w.call(week, "connected")
	}
	// A meeting comes of a call two weeks later, in proportion to the calls
	// that got through; beyond a team's size more calls make no more of them.
	for range w.used.connected {
		if w.calls.take(0.185 * w.breadth() / w.Scale) {
			w.plan(w.books, week+w.people.delay(callBooks), w.knownAccount())
		}
	}
	missed := weighted{{"no-answer", 62}, {"voicemail", 28}, {"busy", 10}}
	for w.used.missed < int(1.35*most*math.Exp(0.1*w.weather.NormFloat64())*w.Scale/w.breadth()) {
		w.call(week, w.people.word(missed))
	}
}

func (w *world) call(week int, outcome string) {
	a := act{kind: "call", outcome: outcome}
	if outcome == "connected" {
		a.seconds, a.note = 60*w.people.between(2, 20), w.remark(callNotes, 0.3)
	}
	w.touch(week, a)
}

// touch does something with one of a rep's open deals or accounts.
func (w *world) touch(week int, a act) {
	r := w.worker(week)
	at := w.moment(week, record.Time{})
	if len(r.deals) > 0 && w.people.hit(0.6) {
		if d := r.deals[w.people.IntN(len(r.deals))]; !d.stalled && d.born.Unix < at.Unix {
			a.deal, a.account = d, d.account
		}
	}
	for range 8 {
		if a.account != nil && a.account.touchable(at) {
			break
		}
		a.deal = nil
		if len(r.accounts) == 0 {
			a.account = w.knownAccount()
			continue
		}
		a.account = r.accounts[w.people.IntN(len(r.accounts))]
	}
	if !a.account.touchable(at) {
		a.account, a.deal = nil, nil
	} else {
		a.contact = w.somebody(a.account)
	}
	w.do(at, r, a)
}

// fillEmails writes the emails that the week still lacks. Their number grows
// with the business and leads nothing.
func (w *world) fillEmails(week int) {
	outcomes := weighted{{"sent", 78}, {"replied", 20}, {"bounced", 2}}
	target := 13 * w.capacity(week) * w.season(week) * math.Exp(w.mood.mails+0.1*float64(week)/52) * w.Scale / w.breadth()
	for w.used.emails < int(target) {
		w.touch(week, act{kind: "email", outcome: w.people.word(outcomes)})
	}
}

// fillRest adds what else a week holds.
func (w *world) fillRest(week int) {
	follow := weighted{{"connected", 35}, {"no-answer", 25}, {"replied", 40}}
	for range w.weather.around(1.6*w.capacity(week), 0.8) {
		w.touch(week, act{kind: "follow-up", outcome: w.people.word(follow), seconds: 60 * w.people.between(1, 8)})
	}
	visit := weighted{{"held", 86}, {"cancelled", 9}, {"no-show", 5}}
	for range w.weather.around(0.35*w.capacity(week), 0.9) {
		w.touch(week, act{kind: "visit", outcome: w.people.word(visit), seconds: 60 * w.people.between(40, 150), note: w.remark(callNotes, 0.5)})
	}
	for range w.weather.around(0.5*w.capacity(week), 0.9) {
		w.touch(week, act{kind: "note", note: w.remark(callNotes, 1)})
	}
}

// train lets the team learn, most at the beginning of a quarter.
func (w *world) train(week int) {
	_, month, day := w.cal.monday(week).Civil()
	mean := 0.45
	if (int(month)-1)%3 == 0 && day <= 21 {
		mean = 0.9
	}
	for range w.weather.around(mean*w.capacity(week)*math.Exp(w.mood.training), 0.8) {
		at := w.moment(week, record.Time{})
		w.do(at, w.worker(week), act{kind: "training", outcome: "completed",
			seconds: 900 * w.people.between(2, 8), note: trainings[w.people.IntN(len(trainings))]})
	}
}
