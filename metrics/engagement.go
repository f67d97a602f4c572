package metrics

import (
	"slices"

	"foresail/metrics/stat"
	"foresail/store/record"
)

// touches calls yield for every outbound activity of the scope in the window.
func (w *Window) touches(yield func(record.Row)) {
	last, out := record.Sym(0), false // most rows follow one of the same kind
	from, to := w.active()
	for d := from; d <= to; d++ {
		for _, r := range w.Days.Rows(d) {
			if r.Kind != last {
				last, out = r.Kind, w.isOutbound(r.Kind)
			}
			if out && (w.scope.all() || w.scope.has(w.Syms.ID(r.Rep), d)) {
				yield(r)
			}
		}
	}
}

// marks is a set of Syms that costs nothing to empty.
type marks struct {
	round uint32
	seen  []uint32
}

// reset empties the set and makes room for every Sym below n.
func (m *marks) reset(n int) {
	m.round++
	if len(m.seen) < n {
		m.seen = append(m.seen, make([]uint32, n-len(m.seen))...)
	}
	if m.round == 0 { // after four thousand million rounds
		clear(m.seen)
		m.round = 1
	}
}

func (m *marks) has(y record.Sym) bool { return int(y) < len(m.seen) && m.seen[y] == m.round }

// add puts a Sym into the set and reports whether it is new there.
func (m *marks) add(y record.Sym) bool {
	if int(y) >= len(m.seen) || m.seen[y] == m.round {
		return false
	}
	m.seen[y] = m.round
	return true
}

// accountsTouched counts the accounts that had an outbound activity.
func accountsTouched(w *Window) Value {
	set := &w.memo.marks
	set.reset(w.Syms.Len())
	n := 0
	w.touches(func(r record.Row) {
		if r.Account != 0 && set.add(r.Account) {
			n++
		}
	})
	return Value{Number: Float(float64(n)), N: n, K: n}
}

// touchesPerDeal is outbound activities on deals open at the end of the
// window, or on their accounts where the activity names no deal, over the
// number of those deals.
func touchesPerDeal(w *Window) Value {
	deals := w.openAt(w.To)
	if len(deals) == 0 {
		return none("why.no_open_deals", 0)
	}
	ours := &w.memo.marks
	ours.reset(w.Syms.Len())
	for _, o := range deals {
		for _, id := range []record.ID{o.fact.deal.ID, o.at.account} {
			if y, ok := w.Syms.FindID(id); ok && y != 0 {
				ours.add(y)
			}
		}
	}
	n := 0
	w.touches(func(r record.Row) {
		on := r.Deal
		if on == 0 {
			on = r.Account
		}
		if on != 0 && ours.has(on) {
			n++
		}
	})
	per := float64(len(deals))
	v := Value{Number: Float(float64(n) / per), N: n}
	low, high, _ := stat.Garwood(n, level)
	v.Low, v.High = Float(low/per), Float(high/per)
	return v
}

// contactsPerDeal is how many people are known, on average, at the account of
// a deal that is open at the end of the window.
func contactsPerDeal(w *Window) Value {
	people := w.people()
	if !w.anybody(people) {
		return none("why.no_contacts", 0)
	}
	var xs []float64
	blank := 0
	for _, o := range w.openAt(w.To) {
		if o.at.account.IsZero() {
			blank++
			continue
		}
		n := 0
		for _, since := range people[o.at.account] {
			if since <= w.To {
				n++
			}
		}
		xs = append(xs, float64(n))
	}
	v := mean(xs, "why.no_open_deals")
	v.Low, v.High = Number{}, Number{} // these are all deals, not some
	if blank > 0 {
		v.LeftOut = []LeftOut{{Reason: "no_account", N: blank}}
	}
	return v
}

// anybody reports whether any contact is known by the end of the window.
func (w *Window) anybody(people map[record.ID][]record.Date) bool {
	for _, days := range people {
		if slices.Min(days) <= w.To {
			return true
		}
	}
	return false
}

// people gives the days from which the contacts of each account are known.
func (f *frame) people() map[record.ID][]record.Date {
	if f.memo.people != nil {
		return f.memo.people
	}
	out := make(map[record.ID][]record.Date)
	for _, c := range f.Book.Contacts {
		if c.Account.IsZero() {
			continue
		}
		for first := range c.Entity().Live {
			out[c.Account] = append(out[c.Account], first.At.Date())
			break
		}
	}
	f.memo.people = out
	return out
}
