package metrics

import (
	"math"
	"slices"

	"foresail/store/record"
)

// memo is what was worked out and need not be again.
type memo struct {
	tracks    map[record.ID]*track
	list      []*track // of all deals, by id; nil when deals changed
	ledger    *ledger
	opens     map[record.Date][]open
	tallies   map[tallyKey][]tally
	values    map[valueKey]Value
	inquiries map[record.Date][]inquiry
	unsettled []record.Date // days whose activities changed since inquiries were looked at
	outbound  map[record.Sym]bool
	marks     marks
	signals   map[signalKey]signal
	pipelines map[pipelineKey]Pipeline
	touches   map[record.ID]record.Date // first activities on deals; nil when not looked for
	sought    bool                      // some deal needs one
	leads     *leadBook
	goals     map[goalKey]goalSet
	people    map[record.ID][]record.Date // days from which contacts of an account are known
	promises  map[record.ID]promises      // what was agreed on with accounts
}

func newMemo() *memo {
	return &memo{
		tracks:    make(map[record.ID]*track),
		opens:     make(map[record.Date][]open),
		tallies:   make(map[tallyKey][]tally),
		values:    make(map[valueKey]Value),
		inquiries: make(map[record.Date][]inquiry),
		outbound:  make(map[record.Sym]bool),
		signals:   make(map[signalKey]signal),
		pipelines: make(map[pipelineKey]Pipeline),
		promises:  make(map[record.ID]promises),
	}
}

// frame is a view with what is needed to look at it.
type frame struct {
	View
	scope    *scope
	memo     *memo
	currency string
	scale    uint8
}

func newFrame(v View, m *memo) *frame {
	v = v.normal()
	f := &frame{View: v, scope: newScope(v), memo: m}
	f.currency = v.Book.Settings.Currency
	if f.currency == "" {
		f.currency = commonCurrency(v.Book)
	}
	f.scale = digits(f.currency)
	return f
}

// commonCurrency gives the currency of most deals, for a data file whose
// settings name none.
func commonCurrency(b *record.Book) string {
	n, best := map[string]int{}, ""
	for _, d := range b.Deals {
		if code := d.Now.Amount.Currency; code != "" {
			n[code]++
		}
	}
	for code, k := range n {
		if k > n[best] || k == n[best] && code < best {
			best = code
		}
	}
	return best
}

// ours reports whether an amount of a currency may be added up.
func (f *frame) ours(code string) bool { return code == f.currency || code == "" }

// deals gives the ledger as of the view's day.
func (f *frame) deals() *ledger {
	m := f.memo
	if m.list == nil {
		m.list = f.track()
	}
	if m.ledger == nil || m.ledger.asOf != f.AsOf {
		m.ledger = newLedger(m.list, f.AsOf)
	}
	return m.ledger
}

// track follows every deal of the book, taking over what did not change.
func (f *frame) track() []*track {
	m := f.memo
	list := make([]*track, 0, len(f.Book.Deals))
	for id, d := range f.Book.Deals {
		t := m.tracks[id]
		if t == nil || t.deal != d {
			t = newTrack(d)
			m.tracks[id] = t
		}
		list = append(list, t)
	}
	if len(m.tracks) > len(list) {
		for id := range m.tracks {
			if f.Book.Deals[id] == nil {
				delete(m.tracks, id)
			}
		}
	}
	slices.SortFunc(list, func(a, b *track) int { return slices.Compare(a.deal.ID[:], b.deal.ID[:]) })
	return list
}

// open is a deal open at the end of a day.
type open struct {
	fact *fact
	at   *step
}

// open gives the deals open at the end of a day, of everybody.
func (f *frame) open(day record.Date) []open {
	if o, ok := f.memo.opens[day]; ok {
		return o
	}
	var out []open
	for _, d := range f.deals().facts {
		// A deal that was closed before and is closed still is the usual case.
		if d.created > day {
			continue
		}
		if s := d.at(day); s != nil && s.open() {
			out = append(out, open{d, s})
		}
	}
	f.memo.opens[day] = out
	return out
}

// Window is a span of days for a scope, which an indicator is evaluated over.
type Window struct {
	*frame
	From, To record.Date // To is never after the as-of day
	Whole    bool        // the period is over
}

func (f *frame) window(from, to record.Date) *Window {
	return &Window{frame: f, From: from, To: min(to, f.AsOf), Whole: to <= f.AsOf}
}

// active gives the days of the window on which there may be activities.
func (w *Window) active() (from, to record.Date) {
	first, last := w.Days.Span()
	if first == 0 {
		return 1, 0
	}
	return max(w.From, first), min(w.To, last)
}

// created gives the deals of the scope that were created in the window.
func (w *Window) created() []*fact {
	all := between(w.deals().created, w.From, w.To, dayCreated)
	return w.own(all, func(d *fact) (record.ID, record.Date) { return d.maker, d.created })
}

// closed gives the deals of the scope that were closed in the window.
func (w *Window) closed() []*fact {
	all := between(w.deals().closed, w.From, w.To, dayClosed)
	return w.own(all, func(d *fact) (record.ID, record.Date) { return d.now.rep, d.now.closed })
}

func (w *Window) own(all []*fact, who func(*fact) (record.ID, record.Date)) []*fact {
	if w.scope.all() {
		return all
	}
	var out []*fact
	for _, d := range all {
		if w.scope.has(who(d)) {
			out = append(out, d)
		}
	}
	return out
}

// openAt gives the deals of the scope open at the end of a day.
func (f *frame) openAt(day record.Date) []open {
	all := f.open(day)
	if f.scope.all() {
		return all
	}
	var out []open
	for _, o := range all {
		if f.scope.has(o.at.rep, day) {
			out = append(out, o)
		}
	}
	return out
}

// amounts adds up amounts of money, leaving out those of other currencies.
type amounts struct {
	minor   int64
	n       int // amounts added
	foreign int // amounts in another currency
	blank   int // deals without an amount
	huge    int // amounts with which the sum would not be a number any more
}

func (m *amounts) add(f *frame, minor int64, code string, priced bool) {
	switch {
	case !priced:
		m.blank++
	case !f.ours(code):
		m.foreign++
	case minor > 0 && m.minor > math.MaxInt64-minor:
		m.huge++
	default:
		m.minor += minor
		m.n++
	}
}

// leftOut says what is not in the sum.
func (m *amounts) leftOut() []LeftOut {
	var out []LeftOut
	for _, o := range []LeftOut{{Reason: "currency", N: m.foreign}, {Reason: "no_amount", N: m.blank}, {Reason: "too_large", N: m.huge}} {
		if o.N > 0 {
			out = append(out, o)
		}
	}
	return out
}

func (f *frame) amount(minor int64) Number { return Amount(minor, f.currency) }
