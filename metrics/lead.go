package metrics

import (
	"foresail/metrics/stat"
	"foresail/store/record"
)

// The keys of the stages that leads are told by.
const (
	stageLead      = "lead"
	stageQualified = "qualified"
)

// lead is an account or a deal that came in as a lead, or met the bar without
// ever having been called one.
type lead struct {
	came      record.Date // zero for one that never was a lead
	qualified record.Date // zero while it is not
	chance    record.Date // when it became an opportunity; zero while it is none
	lost      record.Date
	owner     owner
}

// owner is who owns a thing from which day on.
type owner []struct {
	from record.Date
	rep  record.ID
}

// on gives the owner on a day; before anybody was named, the first one.
func (o owner) on(day record.Date) record.ID {
	var rep record.ID
	for i, c := range o {
		if c.from > day && i > 0 {
			break
		}
		rep = c.rep
	}
	return rep
}

// customer is an account that something was sold to.
type customer struct {
	since record.Date // the first close that was won
	lost  record.Date // zero while it stays
	owner owner
}

// leadBook is every lead and customer known on the as-of day.
type leadBook struct {
	asOf      record.Date
	leads     []lead
	customers []customer
	everLost  bool        // some account was marked as lost, ever
	undated   int         // leads that came on no known day
	first     record.Date // on which a lead came or met the bar; zero for none
}

func (f *frame) leads() *leadBook {
	m := f.memo
	if m.leads == nil || m.leads.asOf != f.AsOf {
		m.leads = f.readLeads()
	}
	return m.leads
}

func (f *frame) readLeads() *leadBook {
	b := &leadBook{asOf: f.AsOf}
	byAccount := make(map[record.ID][]*fact)
	for _, d := range f.deals().facts {
		byAccount[d.now.account] = append(byAccount[d.now.account], d)
	}
	led := make(map[record.ID]lead) // accounts that are leads or qualified
	for _, a := range f.Book.Accounts {
		t, ok := readAccount(a, f.AsOf)
		if !ok {
			continue
		}
		b.everLost = b.everLost || t.lost != 0
		b.sold(t, byAccount[a.ID])
		if t.isLead || t.qualified != 0 {
			led[a.ID] = t.lead(byAccount[a.ID], f.AsOf)
			b.add(led[a.ID], t.isLead)
		}
	}
	for _, d := range f.deals().facts {
		b.addDeal(d, led[d.now.account])
	}
	for _, l := range b.leads {
		for _, d := range []record.Date{l.came, l.qualified} {
			if d != 0 && (b.first == 0 || d < b.first) {
				b.first = d
			}
		}
	}
	return b
}

func (b *leadBook) add(l lead, isLead bool) {
	if isLead && l.came == 0 {
		b.undated++
	}
	b.leads = append(b.leads, l)
}

// addDeal enters a deal that began as a lead, or reached the bar, where its
// account does not say so already.
func (b *leadBook) addDeal(d *fact, account lead) {
	began := d.began(b.asOf)
	l := lead{lost: d.lostOn(), owner: owner{{rep: d.maker}}}
	if began == stageLead && account.came == 0 {
		l.came = d.created
		l.chance = d.pursued(b.asOf)
		if d.created == 0 {
			b.undated++
		}
	}
	if account.qualified == 0 {
		l.qualified = d.qualifiedOn(b.asOf)
	}
	if l.came != 0 || l.qualified != 0 {
		b.leads = append(b.leads, l)
	}
}

func (b *leadBook) sold(t accountTrack, deals []*fact) {
	c := customer{lost: t.lost, owner: t.owner}
	for _, d := range deals {
		if d.won() && d.now.closed != 0 && (c.since == 0 || d.now.closed < c.since) {
			c.since = d.now.closed
		}
	}
	if c.since != 0 {
		b.customers = append(b.customers, c)
	}
}

// moves gives the moves of the deal up to the end of a day, without detours.
func (d *fact) moves(asOf record.Date) []record.Move {
	ms := d.deal.Moves
	for len(ms) > 0 && ms[len(ms)-1].At.Date() > asOf {
		ms = ms[:len(ms)-1]
	}
	return record.Settled(ms)
}

// began gives the stage that the deal began in.
func (d *fact) began(asOf record.Date) string {
	if ms := d.moves(asOf); len(ms) > 0 {
		return ms[0].To
	}
	return ""
}

// pursued gives the day from which the deal is an opportunity: it left the
// stage of leads for a further one, or never was there.
func (d *fact) pursued(asOf record.Date) record.Date {
	if d.began(asOf) != stageLead {
		return d.created
	}
	for _, m := range d.moves(asOf) {
		if m.To != stageLead && m.To != record.StageLost {
			return m.At.Date()
		}
	}
	return 0
}

// qualifiedOn gives the day on which the deal reached the stage of qualified
// leads, or went past it coming from the stage of leads.
func (d *fact) qualifiedOn(asOf record.Date) record.Date {
	lead := d.began(asOf) == stageLead
	for _, m := range d.moves(asOf) {
		if m.To == stageQualified || lead && m.To != stageLead && m.To != record.StageLost {
			return m.At.Date()
		}
	}
	return 0
}

func (d *fact) lostOn() record.Date {
	if d.lost() {
		return d.now.closed
	}
	return 0
}

// accountTrack is an account as it is known on a day.
type accountTrack struct {
	isLead    bool
	came      record.Date
	qualified record.Date
	lost      record.Date
	owner     owner
}

// lead makes a lead of the account, whose chance is the first of its deals
// that is pursued since it came.
func (t accountTrack) lead(deals []*fact, asOf record.Date) lead {
	l := lead{qualified: t.qualified, lost: t.lost, owner: t.owner}
	if t.isLead {
		l.came = t.came
	}
	for _, d := range deals {
		if s := d.pursued(asOf); s != 0 && s >= l.came && (l.chance == 0 || s < l.chance) {
			l.chance = s
		}
	}
	return l
}

func readAccount(a *record.Account, asOf record.Date) (accountTrack, bool) {
	var t accountTrack
	found := false
	for c := range a.Entity().Live {
		day := c.At.Date()
		if day > asOf {
			break
		}
		if !found {
			t.came, found = day, true
		}
		switch c.Field {
		case record.FieldCreated:
			t.came = c.Value.Time().Date()
		case record.FieldLead:
			t.isLead = c.Value.Bool()
		case record.FieldQualified:
			t.qualified = held(t.qualified, c.Value.Bool(), day)
		case record.FieldLost:
			t.lost = held(t.lost, c.Value.Bool(), day)
		case record.FieldRep:
			t.owner = append(t.owner, struct {
				from record.Date
				rep  record.ID
			}{day, c.Value.ID()})
		}
	}
	return t, found && t.came <= asOf
}

// held keeps the first day on which a flag was up; it comes down to no day.
func held(since record.Date, up bool, day record.Date) record.Date {
	switch {
	case !up:
		return 0
	case since != 0:
		return since
	}
	return day
}

// leadsOn gives the leads of the scope whose day lies in the window.
func (w *Window) leadsOn(day func(lead) record.Date) []lead {
	var out []lead
	for _, l := range w.leads().leads {
		if d := day(l); d != 0 && d >= w.From && d <= w.To && (w.scope.all() || w.scope.has(l.owner.on(d), d)) {
			out = append(out, l)
		}
	}
	return out
}

func newLeads(w *Window) Value {
	v := counted(len(w.leadsOn(func(l lead) record.Date { return l.came })))
	if n := w.leads().undated; n > 0 {
		v.LeftOut = []LeftOut{{Reason: "created_unknown", N: n}}
	}
	return v
}

func qualifiedLeads(w *Window) Value {
	return counted(len(w.leadsOn(func(l lead) record.Date { return l.qualified })))
}

// leadConversion estimates which share of the leads that came in the window
// becomes an opportunity (Aalen–Johansen: lost leads compete, undecided ones
// are censored).
func leadConversion(w *Window) Value {
	var waits []stat.Wait
	for _, l := range w.leadsOn(func(l lead) record.Date { return l.came }) {
		waits = append(waits, waitFor(l.came, l.chance, l.lost, w.AsOf))
	}
	return converted(waits, "why.no_leads")
}

// waitFor makes a wait from a day to the day of the event or of what rules it
// out (zero for neither), censored at the end.
func waitFor(from, event, rival, end record.Date) stat.Wait {
	switch {
	case event != 0 && (rival == 0 || event <= rival):
		return stat.Wait{T: float64(max(event-from, 0)), Cause: stat.Event}
	case rival != 0:
		return stat.Wait{T: float64(max(rival-from, 0)), Cause: stat.Competing}
	}
	return stat.Wait{T: float64(max(end-from, 0))}
}

// converted estimates the share of waits that end in the event.
func converted(waits []stat.Wait, empty string) Value {
	if len(waits) == 0 {
		return none(empty, 0)
	}
	c := stat.NewCurve(waits)
	events, ends := c.Events()
	p, low, high, ok := c.Incidence(c.Last(), level)
	if !ok {
		return none("why.undecided", len(waits))
	}
	return Value{Number: Float(p), N: len(waits), K: events, Of: ends, Low: Float(low), High: Float(high)}
}

// churn is the share of the customers at the start of the window who left in
// it. Where no account was ever marked as lost, nobody keeps track of it.
func churn(w *Window) Value {
	b := w.leads()
	k, n := 0, 0
	for _, c := range b.customers {
		if c.since >= w.From || c.lost != 0 && c.lost < w.From {
			continue
		}
		if !w.scope.all() && !w.scope.has(c.owner.on(w.From), w.From) {
			continue
		}
		n++
		if c.lost != 0 && c.lost <= w.To {
			k++
		}
	}
	if n > 0 && !b.everLost {
		return none("why.no_account_ever_lost", n)
	}
	return share(k, n, "why.no_customers")
}
