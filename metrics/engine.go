package metrics

import (
	"slices"
	"sync"

	"foresail/store/record"
)

// Engine keeps what it worked out for one data file and forgets only what a
// change touches. It is safe for concurrent use; evaluations take turns. The
// zero Engine is ready.
type Engine struct {
	mu     sync.Mutex
	memo   *memo
	book   *record.Book
	asOf   record.Date
	minute int
	needs  map[string]Needs // of every indicator that has values here
}

// Changes say what is different in the state since the Engine last saw it.
type Changes struct {
	All   bool          // anything may be
	Days  []record.Date // civil days whose activities changed
	Kinds []string      // kinds of those activities; nil when not known
	Types []record.Type // types of entities of which any changed
}

// maxValues bounds the values kept, for servers with many scopes.
const maxValues = 1 << 17

// maxDays is from how many changed days on it is quicker to begin anew.
const maxDays = 100

// Changed tells the engine what happened between the view it saw last and the
// one it will see next. A changed Book of which it was not told makes it
// forget everything but what the unchanged deals came to.
func (e *Engine) Changed(book *record.Book, c Changes) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.memo == nil {
		return
	}
	if c.All || len(c.Days) > maxDays || slices.ContainsFunc(c.Types, everything) {
		e.restart()
		e.book = book
		return
	}
	m := e.memo
	for _, t := range c.Types {
		m.forgetType(t)
	}
	touches := len(c.Days) > 0 && m.sought
	if len(c.Days) > 0 {
		m.forgetDays(c.Days)
	}
	m.forgetValues(c, e.needs, touches)
	e.book = book
}

// everything reports whether a change to an entity of a type may change any
// number: the currency, the fiscal year, who belongs to a team, which weeks
// are left out, which kinds answer an inquiry.
func everything(t record.Type) bool {
	switch t {
	case record.TypeSetting, record.TypeRep, record.TypeKind, record.TypeStage, record.TypeAnnotation:
		return true
	}
	return false
}

// frame gives a frame over what is remembered, after dropping what does not
// fit the view. The lock is to be held.
func (e *Engine) frame(v View) *frame {
	v = v.normal()
	switch {
	case e.memo == nil:
		e.memo = newMemo()
	case e.book != v.Book:
		e.restart()
	case e.asOf != v.AsOf || e.minute != v.Minute:
		e.memo.forgetNow(e.asOf == v.AsOf, v.AsOf, e.needs)
	}
	if len(e.memo.values) > maxValues || len(e.memo.tallies) > maxValues {
		clear(e.memo.values)
		clear(e.memo.tallies)
		clear(e.memo.signals)
	}
	e.book, e.asOf, e.minute = v.Book, v.AsOf, v.Minute
	if e.needs == nil {
		e.needs = make(map[string]Needs)
	}
	for i := range v.Indicators {
		e.needs[v.Indicators[i].ID] = v.Indicators[i].Needs
	}
	f := newFrame(v, e.memo)
	f.settleInquiries(e.needs)
	return f
}

// restart forgets everything but deals, which say themselves whether they
// changed.
func (e *Engine) restart() {
	tracks := e.memo.tracks
	e.memo = newMemo()
	e.memo.tracks = tracks
}

// forgetNow drops what was known as of another moment. What depends on the
// minute of one day is only how long inquiries have been waiting.
func (m *memo) forgetNow(sameDay bool, asOf record.Date, needs map[string]Needs) {
	m.forget(func(k valueKey) bool {
		return !sameDay || needs[k.indicator].Inquiries && k.to >= asOf-follow
	})
	if !sameDay {
		clear(m.inquiries)
		clear(m.opens)
		clear(m.pipelines)
		m.unsettled = nil
		m.ledger, m.leads, m.touches = nil, nil, nil
	}
}

// forget drops values, and the signals that were read from them: those of
// complete periods.
func (m *memo) forget(stale func(valueKey) bool) {
	gone := make(map[string]bool)
	for k := range m.values {
		if stale(k) {
			delete(m.values, k)
			if k.period.End(k.from) == k.to {
				gone[k.indicator] = true
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	for k := range m.signals {
		if gone[k.indicator] {
			delete(m.signals, k)
		}
	}
}

// maxUnsettled is how many changed days are looked at one by one.
const maxUnsettled = 7

// settle brings inquiries up to what happened since, and drops the values of
// windows in which something else came of one.
func (f *frame) settleInquiries(needs map[string]Needs) {
	m := f.memo
	days := m.unsettled
	m.unsettled = nil
	if len(days) == 0 {
		return
	}
	if len(days) > maxUnsettled {
		clear(m.inquiries)
		m.forget(func(k valueKey) bool { return needs[k.indicator].Inquiries })
		return
	}
	var changed []record.Date
	for _, d := range days {
		changed = append(changed, f.settle(d)...)
	}
	m.forget(func(k valueKey) bool { return needs[k.indicator].Inquiries && k.holds(changed) })
}

func (m *memo) forgetType(t record.Type) {
	switch t {
	case record.TypeDeal:
		m.list, m.ledger, m.leads, m.touches = nil, nil, nil, nil
		clear(m.opens)
		clear(m.pipelines)
	case record.TypeAccount:
		m.leads = nil
		clear(m.pipelines) // what is agreed on with an account counts for its deals
	case record.TypeContact:
		m.people = nil
	case record.TypeGoal:
		m.goals = nil
		clear(m.pipelines)
	}
}

func (m *memo) forgetDays(days []record.Date) {
	for k := range m.tallies {
		if slices.Contains(days, k.day) {
			delete(m.tallies, k)
		}
	}
	for _, d := range days {
		if !slices.Contains(m.unsettled, d) {
			m.unsettled = append(m.unsettled, d)
		}
	}
	slices.Sort(m.unsettled)
	if m.sought {
		m.touches = nil
		clear(m.pipelines)
	}
}

func (m *memo) forgetValues(c Changes, needs map[string]Needs, touches bool) {
	stale := make(map[string]bool, len(needs)) // every window
	days := make(map[string]bool, len(needs))  // windows that hold the days
	for id, n := range needs {
		stale[id] = slices.ContainsFunc(c.Types, func(t record.Type) bool { return slices.Contains(n.Types, t) })
		days[id] = len(c.Days) > 0 && !n.Inquiries && n.touched(c.Kinds)
		// A file in which every deal says when it began looks for no touches.
		stale[id] = stale[id] || n.Touches && touches
	}
	m.forget(func(k valueKey) bool {
		return stale[k.indicator] || days[k.indicator] && k.holds(c.Days)
	})
}

func (n Needs) touched(kinds []string) bool {
	if len(n.Kinds) == 0 {
		return false
	}
	return kinds == nil || slices.Contains(n.Kinds, AnyKind) ||
		slices.ContainsFunc(kinds, func(k string) bool { return slices.Contains(n.Kinds, k) })
}

// valueKey names the value of an indicator in a window.
type valueKey struct {
	indicator string
	scope     string
	period    record.Period // goals depend on it
	from, to  record.Date
}

// holds reports whether any of the days lies in the window.
func (k valueKey) holds(days []record.Date) bool {
	return slices.ContainsFunc(days, func(d record.Date) bool { return d >= k.from && d <= k.to })
}

// value evaluates an indicator over a window, once. A window that lies before
// the records begin, or after the as-of day, has no value; that is looked up
// each time, since one record more may move the beginning.
func (f *frame) value(i *Indicator, from, to record.Date) Value {
	if from > f.AsOf {
		return none("why.not_yet", 0)
	}
	to = min(to, f.AsOf)
	if i.Since != nil {
		if since := i.Since(f); since == 0 || to < since {
			return none("why.no_records", 0)
		}
	}
	key := valueKey{i.ID, f.scope.key, f.Period, from, to}
	if v, ok := f.memo.values[key]; ok {
		return v
	}
	v := i.Eval(f.window(from, to))
	f.memo.values[key] = v
	return v
}
