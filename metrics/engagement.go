package metrics

import (
	"slices"

	"foresail/metrics/stat"
	"foresail/store/record"
)

// touches calls yield for every outbound activity of the scope in the window.
func (w *Window) touches(yield func(record.Row)) {
	outbound := make(map[record.Sym]bool)
	for d := w.From; d <= w.To; d++ {
		for _, r := range w.Days.Rows(d) {
			out, known := outbound[r.Kind]
			if !known {
				out = w.outbound(w.Syms.Text(r.Kind))
				outbound[r.Kind] = out
			}
			if out && (w.scope.all() || w.scope.has(w.Syms.ID(r.Rep), d)) {
				yield(r)
			}
		}
	}
}

// accountsTouched counts the accounts that had an outbound activity.
func accountsTouched(w *Window) Value {
	seen := make(map[record.Sym]struct{})
	w.touches(func(r record.Row) {
		if r.Account != 0 {
			seen[r.Account] = struct{}{}
		}
	})
	return Value{Number: Float(float64(len(seen))), N: len(seen), K: len(seen)}
}

// touchesPerDeal is outbound activities on deals open at the end of the
// window, or on their accounts where the activity names no deal, over the
// number of those deals.
func touchesPerDeal(w *Window) Value {
	deals := w.openAt(w.To)
	if len(deals) == 0 {
		return none("why.no_open_deals", 0)
	}
	ours := make(map[record.Sym]struct{}, 2*len(deals))
	for _, o := range deals {
		for _, id := range []record.ID{o.fact.deal.ID, o.at.account} {
			if y, ok := w.Syms.FindID(id); ok && y != 0 {
				ours[y] = struct{}{}
			}
		}
	}
	n := 0
	w.touches(func(r record.Row) {
		on := r.Deal
		if on == 0 {
			on = r.Account
		}
		if _, ok := ours[on]; ok {
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
