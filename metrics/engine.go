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

// Changed tells the engine what happened between the view it saw last and the
// one it will see next. A changed Book of which it was not told makes it
// forget everything but what the unchanged deals came to.
func (e *Engine) Changed(book *record.Book, c Changes) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.memo == nil {
		return
	}
	if c.All || slices.ContainsFunc(c.Types, everything) {
		e.restart()
		e.book = book
		return
	}
	m := e.memo
	for _, t := range c.Types {
		m.forgetType(t)
	}
	if len(c.Days) > 0 {
		m.forgetDays(c.Days)
	}
	m.forgetValues(c, e.needs)
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
		e.memo.forgetNow(e.asOf == v.AsOf, e.needs)
	}
	if len(e.memo.values) > maxValues {
		clear(e.memo.values)
		clear(e.memo.tallies)
	}
	e.book, e.asOf, e.minute = v.Book, v.AsOf, v.Minute
	if e.needs == nil {
		e.needs = make(map[string]Needs)
	}
	for i := range v.Indicators {
		e.needs[v.Indicators[i].ID] = v.Indicators[i].Needs
	}
	return newFrame(v, e.memo)
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
func (m *memo) forgetNow(sameDay bool, needs map[string]Needs) {
	for k := range m.values {
		if !sameDay || needs[k.indicator].Reach > 0 {
			delete(m.values, k)
		}
	}
	if !sameDay {
		clear(m.inquiries)
		m.ledger, m.leads = nil, nil
	}
}

func (m *memo) forgetType(t record.Type) {
	switch t {
	case record.TypeDeal:
		m.list, m.ledger, m.leads = nil, nil, nil
		clear(m.opens)
	case record.TypeAccount:
		m.leads = nil
	case record.TypeContact:
		m.people = nil
	case record.TypeGoal:
		m.goals = nil
	}
}

func (m *memo) forgetDays(days []record.Date) {
	touched := make(map[record.Date]bool, len(days))
	for _, d := range days {
		touched[d] = true
		for back := d - follow; back <= d; back++ {
			delete(m.inquiries, back)
		}
	}
	for k := range m.tallies {
		if touched[k.day] {
			delete(m.tallies, k)
		}
	}
}

func (m *memo) forgetValues(c Changes, needs map[string]Needs) {
	stale := make(map[string]bool, len(needs)) // every window
	days := make(map[string]bool, len(needs))  // windows near the days
	for id, n := range needs {
		stale[id] = slices.ContainsFunc(c.Types, func(t record.Type) bool { return slices.Contains(n.Types, t) })
		days[id] = len(c.Days) > 0 && n.touched(c.Kinds)
	}
	for k := range m.values {
		if stale[k.indicator] || days[k.indicator] && k.near(c.Days, needs[k.indicator].Reach) {
			delete(m.values, k)
		}
	}
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

func (k valueKey) near(days []record.Date, reach int) bool {
	return slices.ContainsFunc(days, func(d record.Date) bool {
		return d >= k.from && d <= k.to+record.Date(reach)
	})
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
