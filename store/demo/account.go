package demo

import (
	"math"

	"foresail/store/event"
	"foresail/store/record"
)

// account is a company that may buy.
type account struct {
	id        record.ID
	name      string
	segment   *segment
	size      float64
	source    string
	rep       *rep
	contacts  []contact
	lead      bool // came in by an inquiry
	qualified bool
	customer  bool
	lost      bool
	deals     int      // open ones
	quiet     [2]int64 // Unix time between an inquiry and its answer: nobody calls in between
}

type contact struct {
	id   record.ID
	name string
}

// settle makes the market: half of it is known from the beginning.
func (w *world) settle() {
	n := max(30, int(190*w.breadth()+0.5))
	seen := make(map[string]bool, n)
	for i := 0; len(w.accounts) < n; i++ {
		name, s := w.company(i)
		if seen[name] {
			continue
		}
		seen[name] = true
		w.accounts = append(w.accounts, w.newAccount(name, &segments[s]))
	}
	w.people.Shuffle(n, func(i, j int) { w.accounts[i], w.accounts[j] = w.accounts[j], w.accounts[i] })
	for w.fresh = range n * 55 / 100 {
		a := w.accounts[w.fresh]
		a.source = w.people.word(sources)
		since := w.cal.at(w.cal.monday(-burnIn)-record.Date(w.people.between(30, 900)), 10*60)
		w.enter(a, since)
	}
	w.fresh++
}

// company names the i-th account: landmarks first.
func (w *world) company(i int) (string, int) {
	if i < len(landmarks) {
		return landmarks[i].name, landmarks[i].segment
	}
	total := 0
	for _, s := range segments {
		total += s.weight
	}
	n, s := w.people.IntN(total), 0
	for ; n >= segments[s].weight; s++ {
		n -= segments[s].weight
	}
	ending := ""
	if w.people.hit(0.25) || i > 400 {
		ending = endings[w.people.IntN(len(endings))]
	}
	trades := segments[s].trades
	return surnames[w.people.IntN(len(surnames))] + " " + trades[w.people.IntN(len(trades))] + ending, s
}

func (w *world) newAccount(name string, s *segment) *account {
	return &account{
		id: record.AccountID(name), name: name, segment: s,
		size: s.size * math.Exp(0.22*w.people.NormFloat64()),
	}
}

// enter makes an account known, with one to three people there.
func (w *world) enter(a *account, at record.Time) {
	a.rep = w.worker(max(-burnIn, w.cal.week(at.Date())))
	fields := []record.Assign{
		text(record.FieldName, a.name), idOf(record.FieldRep, a.rep.id), text(record.FieldSource, a.source),
		text(record.FieldSegment, a.segment.name), moment(record.FieldCreated, at),
	}
	if a.lead {
		fields = append(fields, yes(record.FieldLead))
	}
	a.rep.accounts = append(a.rep.accounts, a)
	bodies := []event.Body{set(record.TypeAccount, a.id, at, fields...)}
	for range w.people.between(1, 3) {
		if b, ok := w.meetPerson(a, at); ok {
			bodies = append(bodies, b)
		}
	}
	w.emit(at, a.rep, bodies...)
}

// meetPerson adds somebody to an account, unless it is a namesake.
func (w *world) meetPerson(a *account, at record.Time) (event.Body, bool) {
	name := firstNames[w.people.IntN(len(firstNames))] + " " + surnames[w.people.IntN(len(surnames))]
	c := contact{record.ContactID(a.id, name), name}
	for _, other := range a.contacts {
		if other.id == c.id {
			return nil, false
		}
	}
	a.contacts = append(a.contacts, c)
	return set(record.TypeContact, c.id, at, text(record.FieldName, name), idOf(record.FieldAccount, a.id)), true
}

// somebody draws a contact of an account.
func (w *world) somebody(a *account) record.ID {
	if len(a.contacts) == 0 {
		return record.ID{}
	}
	return a.contacts[w.people.IntN(len(a.contacts))].id
}

// knownAccount draws one that is still there, the larger ones more often.
func (w *world) knownAccount() *account {
	for {
		if a := w.accounts[w.people.IntN(w.fresh)]; !a.lost && w.people.hit(a.size/3) {
			return a
		}
	}
}

// touchable reports whether a rep might call an account at a moment: not
// while an inquiry waits there, which the answer is for.
func (a *account) touchable(at record.Time) bool {
	return !a.lost && (at.Unix < a.quiet[0] || at.Unix > a.quiet[1])
}

// qualify marks a lead as worth the work.
func (w *world) qualify(a *account, at record.Time) {
	if a.lead && !a.qualified {
		a.qualified = true
		w.emit(at, a.rep, set(record.TypeAccount, a.id, at, yes(record.FieldQualified)))
	}
}

// part lets a customer go, now and then.
func (w *world) part(week int) {
	for _, a := range w.accounts[:w.fresh] {
		if !a.customer || a.lost || a.deals > 0 || !w.fate.hit(0.004) {
			continue
		}
		a.lost = true
		at := w.moment(week, record.Time{})
		w.emit(at, a.rep, set(record.TypeAccount, a.id, at, yes(record.FieldLost)))
	}
}
