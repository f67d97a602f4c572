package demo

import "foresail/store/record"

// meeting is one that was agreed.
type meeting struct {
	account *account
	at      record.Time
	contact record.ID
}

// book lets the meetings of the week be agreed, in calls and follow-ups.
func (w *world) book(week int) {
	for _, a := range w.books[week] {
		if a.lost {
			continue
		}
		at := w.moment(week, record.Time{Unix: a.quiet[1]})
		due := w.moment(w.later(week+bookingHeld), record.Time{})
		who := w.somebody(a)
		what := act{kind: "call", outcome: "connected", account: a, contact: who, seconds: 60 * w.people.between(4, 25),
			next: "meeting", due: due, note: w.remark(callNotes, 0.4)}
		if w.people.hit(0.4) {
			what.kind, what.seconds = "follow-up", 60*w.people.between(2, 10)
		}
		w.do(at, a.rep, what)
		w.qualify(a, record.Time{Unix: at.Unix + 60, Off: at.Off})
		held := w.cal.week(due.Date())
		w.meets[held] = append(w.meets[held], meeting{a, due, who})
	}
}

// meet holds the meetings of the week, or not; most that are held become a
// deal some weeks later.
func (w *world) meet(week int) {
	outcomes := weighted{{"held", 82}, {"no-show", 7}, {"cancelled", 6}, {"moved", 5}}
	for _, m := range w.meets[week] {
		if m.account.lost {
			continue
		}
		what := act{kind: "meeting", outcome: w.people.word(outcomes), account: m.account, contact: m.contact}
		if what.outcome == "held" {
			what.seconds = 60 * w.people.between(25, 90)
			what.note = w.remark(callNotes, 0.6)
			if w.deals.take(0.8) {
				w.plan(w.births, week+w.fate.delay(meetingDeal), m.account)
			}
		}
		w.do(m.at, m.account.rep, what)
	}
}

// bear lets the deals of the week come about: those that meetings led to, and
// a few that just happen.
func (w *world) bear(week int) {
	for _, a := range w.births[week] {
		if !a.lost {
			w.newDeal(a, week)
		}
	}
	for range w.weather.around(3*w.breadth()*w.cal.presence(week), 0.8) {
		w.newDeal(w.knownAccount(), week)
	}
}
