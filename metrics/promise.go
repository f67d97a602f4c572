package metrics

import "foresail/store/record"

// promise is what was agreed on with an account, as it stood from the end of a
// civil day on.
type promise struct {
	day  record.Date
	step bool // something is to come next
	due  record.Date
}

// promises is what was agreed on with an account over time.
type promises struct {
	of   *record.Account
	list []promise
}

// agreed gives a deal as it stood at the end of a day, with what was agreed on
// with its account in the place of a next step that it has none of: whoever has
// said "demo on Friday" to the customer has agreed on what comes next with the
// deal. It is the one place that says so for numbers; record.Book.Agreed is the
// one for words.
func (f *frame) agreed(s *step, day record.Date) *step {
	if s.nextStep || s.account.IsZero() {
		return s
	}
	p := f.promise(s.account, day)
	if !p.step {
		return s
	}
	out := *s
	out.nextStep, out.nextDue, out.rests = true, p.due, true
	return &out
}

// promise gives what was agreed on with an account at the end of a day.
func (f *frame) promise(account record.ID, day record.Date) promise {
	a := f.Book.Accounts[account]
	if a == nil {
		return promise{}
	}
	known, ok := f.memo.promises[account]
	if !ok || known.of != a {
		known = promises{a, newPromises(a)}
		f.memo.promises[account] = known
	}
	for i := len(known.list) - 1; i >= 0; i-- {
		if known.list[i].day <= day {
			return known.list[i]
		}
	}
	return promise{}
}

// newPromises follows an account, one promise a day on which it changed. With
// one that is not kept any more nothing is agreed on.
func newPromises(a *record.Account) []promise {
	var out []promise
	var words string
	var due record.Time
	archived := false
	for c := range a.Entity().Live {
		switch c.Field {
		case record.FieldNextStep:
			words = c.Value.Text
		case record.FieldNextDue:
			due = c.Value.Time()
		case record.FieldArchived:
			archived = c.Value.Bool()
		default:
			continue
		}
		now := promise{day: max(c.At.Date(), 0), step: !archived && (words != "" || !due.IsZero())}
		if now.step {
			now.due = due.Date()
		}
		if n := len(out); n > 0 && out[n-1].day == now.day {
			out = out[:n-1]
		}
		out = append(out, now)
	}
	return out
}
