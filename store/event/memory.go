package event

import (
	"cmp"
	"maps"
	"slices"

	"foresail/store/record"
)

type entityKey struct {
	t  record.Type
	id record.ID
}

// Memory is a Ground that keeps everything in memory. It is the reference
// against which the store is tested, and gives books and rollups to code that
// needs no file. Not safe for concurrent use.
type Memory struct {
	Syms       *record.Syms
	entities   map[entityKey]*record.Entity
	activities map[record.ID][]record.Activity // as events logged them
	recalls    record.Recalls
	days       map[record.Date]*record.Rollup
	last       map[record.Node]uint64
}

// NewMemory makes an empty state.
func NewMemory() *Memory {
	return &Memory{
		Syms:       record.NewSyms(),
		entities:   make(map[entityKey]*record.Entity),
		activities: make(map[record.ID][]record.Activity),
		days:       make(map[record.Date]*record.Rollup),
		last:       make(map[record.Node]uint64),
	}
}

// Append folds bodies as the next local events of a clock's node, all with
// the stamps that the clock gives at its own last time. It is for tests and
// examples; ids and stamps are as reproducible as the clock.
func (m *Memory) Append(c *Clock, by record.ID, bodies ...Body) error {
	for i, b := range bodies {
		if err := b.Validate(); err != nil {
			return err
		}
		s := c.Last
		s.Node = c.Node
		s.Count++
		if s.Count == 0 {
			s.Wall++
		}
		c.Last = s
		m.last[c.Node]++
		if err := Fold(m, Event{Ref: record.Ref{Node: c.Node, Seq: m.last[c.Node]}, Stamp: s, By: by, Nth: uint16(i), Body: b}); err != nil {
			return err
		}
	}
	return nil
}

// Book gives the entities as typed views.
func (m *Memory) Book() *record.Book {
	return record.NewBook(slices.Collect(maps.Values(m.entities))...)
}

// Entity implements Ground.
func (m *Memory) Entity(t record.Type, id record.ID) (*record.Entity, error) {
	e := m.entities[entityKey{t, id}]
	if e == nil {
		return nil, nil
	}
	return e.Clone(), nil
}

// SaveEntity implements Ground.
func (m *Memory) SaveEntity(e *record.Entity) error {
	m.entities[entityKey{e.Type, e.ID}] = e
	return nil
}

// Activity implements Ground.
func (m *Memory) Activity(id record.ID) (record.Activity, bool, error) {
	a, ok := Chosen(m.activities[id], m.entities[entityKey{record.TypeActivity, id}], m.recalls)
	return a, ok, nil
}

// SaveActivity implements Ground.
func (m *Memory) SaveActivity(a record.Activity) error {
	if !slices.ContainsFunc(m.activities[a.ID], func(x record.Activity) bool { return x.Ref == a.Ref }) {
		m.activities[a.ID] = append(m.activities[a.ID], a)
	}
	return nil
}

// Recalls implements Ground.
func (m *Memory) Recalls() record.Recalls { return m.recalls }

// Recall implements Ground: it counts everything anew.
func (m *Memory) Recall(id record.ID, now []record.Recall) error {
	m.recalls = m.recalls.With(id, now)
	for _, e := range m.entities {
		m.recalls.Attach(e)
	}
	m.days = make(map[record.Date]*record.Rollup)
	for _, a := range m.standing() {
		_ = m.Count(a) // gives no error
	}
	return nil
}

// Count implements Ground.
func (m *Memory) Count(a record.Activity) error {
	d := m.days[a.At.Date()]
	if d == nil {
		d = &record.Rollup{Date: a.At.Date()}
		m.days[d.Date] = d
	}
	d.Count(m.Syms, a, 1)
	return nil
}

// Uncount implements Ground.
func (m *Memory) Uncount(a record.Activity) error {
	if d := m.days[a.At.Date()]; d != nil {
		d.Count(m.Syms, a, -1)
	}
	return nil
}

// Cells implements record.Days.
func (m *Memory) Cells(d record.Date) []record.Cell {
	if r := m.days[d]; r != nil {
		return r.Cells
	}
	return nil
}

// Rows implements record.Days.
func (m *Memory) Rows(d record.Date) []record.Row {
	if r := m.days[d]; r != nil {
		return r.Rows
	}
	return nil
}

// Span implements record.Days.
func (m *Memory) Span() (first, last record.Date) {
	for d, r := range m.days {
		if len(r.Rows) == 0 {
			continue
		}
		if first == 0 || d < first {
			first = d
		}
		if last == 0 || d > last {
			last = d
		}
	}
	return first, last
}

// Activities gives every activity that stands, with its amendments, by time
// and then reference.
func (m *Memory) Activities() []record.Activity {
	out := m.standing()
	slices.SortFunc(out, func(a, b record.Activity) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Ref.Node, b.Ref.Node), cmp.Compare(a.Ref.Seq, b.Ref.Seq))
	})
	return out
}

// standing gives every activity that stands, in no order.
func (m *Memory) standing() (out []record.Activity) {
	for id := range m.activities {
		a, _, _ := m.Activity(id) // gives no error
		if now, ok := m.recalls.Stands(a, m.entities[entityKey{record.TypeActivity, id}]); ok {
			out = append(out, now)
		}
	}
	return out
}
