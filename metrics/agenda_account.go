package metrics

import "foresail/store/record"

// answers finds the inquiries that nobody answered, by account. They are the
// business of who has the account now, else of who took them down; what is
// nobody's is everybody's.
func (b *agendaBuilder) answers() {
	b.asked = make(map[record.ID]AgendaReason)
	w := b.window(b.AsOf-follow, b.AsOf)
	from, to := w.active()
	b.sweep(from, to)
	limit := Float(b.answerLimit(b.AsOf))
	for d := from; d <= to; d++ {
		for _, q := range b.memo.inquiries[d] {
			switch {
			case q.answered:
			case q.account == 0:
				if b.scope.all() || b.scope.has(b.Syms.ID(q.rep), d) {
					b.missing["agenda_no_account"]++
				}
			default:
				b.ask(d, q, limit)
			}
		}
	}
}

// ask notes an inquiry; of those of one account the oldest counts.
func (b *agendaBuilder) ask(day record.Date, q inquiry, limit Number) {
	id := b.Syms.ID(q.account)
	r, known := b.asked[id]
	if !known {
		owner := b.ownerOf(id)
		if owner.IsZero() {
			owner = b.Syms.ID(q.rep)
		}
		if !b.scope.all() && !owner.IsZero() && !b.scope.has(owner, b.AsOf) {
			return
		}
		r = AgendaReason{Kind: AgendaInquiry, Hours: b.waited(day, q), Limit: limit, day: b.AsOf}.weigh()
	}
	r.N++
	b.asked[id] = r
}

// ownerOf gives who had an account on the as-of day.
func (b *agendaBuilder) ownerOf(id record.ID) record.ID {
	a := b.Book.Accounts[id]
	if a == nil {
		return record.ID{}
	}
	t, _ := readAccount(a, b.AsOf)
	return t.owner.on(b.AsOf)
}

// accounts lists the accounts that wait for an answer, and those of the scope
// with a next step that is due. An account that is not kept any more is left
// alone.
func (b *agendaBuilder) accounts() {
	for id, a := range b.Book.Accounts {
		now := standingOf(a, b.AsOf)
		r, asked := b.asked[id]
		if !now.known || now.archived {
			if now.archived {
				delete(b.asked, id)
			}
			continue
		}
		delete(b.asked, id)
		owner := b.ownerOf(id)
		var reasons []AgendaReason
		stake, rests := b.resting[id]
		if rests || b.scope.all() || b.scope.has(owner, b.AsOf) {
			reasons = b.stepReasons(now.step, now.due)
		}
		if asked {
			reasons = append(reasons, r)
		}
		b.put(AgendaItem{Account: a.Name, AccountRef: id, Rep: b.Book.RepName(owner), Step: now.step, DueAt: now.due, Stake: stake}, reasons)
	}
	for id, r := range b.asked { // of accounts that nobody had entered yet
		b.put(AgendaItem{AccountRef: id}, []AgendaReason{r})
	}
}

// standing is an account as it stood at the end of a day.
type standing struct {
	known    bool
	archived bool
	step     string
	due      record.Time
}

func standingOf(a *record.Account, asOf record.Date) standing {
	var s standing
	_, s.known = readAccount(a, asOf)
	for c := range a.Entity().Live {
		if c.At.Date() > asOf {
			break
		}
		switch c.Field {
		case record.FieldArchived:
			s.archived = c.Value.Bool()
		case record.FieldNextStep:
			s.step = c.Value.Text
		case record.FieldNextDue:
			s.due = c.Value.Time()
		}
	}
	return s
}
