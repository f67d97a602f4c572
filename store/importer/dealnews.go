package importer

import (
	"slices"

	"foresail/store/event"
	"foresail/store/record"
)

// dealNews gives what a row says about a deal that is there already, as far
// as it differs from what the last import said.
func (r *run) dealNews(e *record.Entity, d dealRow) []event.Body {
	older, newer := dated(e, d.modified)
	if older {
		r.note(noteOlder)
		return nil
	}
	at := r.newsTime(d.modified)
	now := record.NewDeal(e).Now
	out := r.createdNews(e, d, now)
	if d.terminal != "" {
		out = append(out, r.endNews(e, d, now)...)
	} else {
		out = append(out, r.stageNews(e, d, at)...)
	}
	fields := r.fieldNews(e, d, now, at)
	if len(out)+len(fields) == 0 && !newer {
		return nil
	}
	if fields = append(fields, asOf(d.modified)...); len(fields) > 0 {
		out = append(out, event.Set{Type: record.TypeDeal, ID: d.id, At: at, Fields: fields})
	}
	return out
}

// fieldNews gives the fields of a row, but stage and end, that are news.
func (r *run) fieldNews(e *record.Entity, d dealRow, now record.DealState, at record.Time) (news []record.Assign) {
	wanted := d.fields
	if !d.made {
		wanted = append(wanted, textField(record.FieldTitle, d.title))
	}
	if d.lost != "" && now.Stage == record.StageLost {
		wanted = append(wanted, textField(record.FieldLostReason, d.lost))
	}
	for _, a := range wanted {
		if r.news(e, a, at) {
			news = append(news, a)
		}
	}
	return news
}

// asOf says when the other system had last changed what a row says.
func asOf(modified moment) []record.Assign {
	if modified.isZero() {
		return nil
	}
	return []record.Assign{assign(record.FieldModified, record.TimeValue(modified.t))}
}

// dated reports a row that is older than what was imported before, and one
// that is newer: that it still says the same is news, too, since something
// older that turns up later must not hold against it.
func dated(e *record.Entity, modified moment) (older, newer bool) {
	last, known := record.Time{}, false
	for c := range e.Live {
		if c.Field == record.FieldModified && (!known || c.Value.Time().Compare(last) > 0) {
			last, known = c.Value.Time(), true
		}
	}
	if modified.isZero() {
		return false, false
	}
	c := modified.t.Compare(last)
	return known && c < 0, !known || c > 0
}

// newsTime gives the moment from which a row's news holds.
func (r *run) newsTime(modified moment) record.Time {
	if modified.isZero() {
		return r.now
	}
	return modified.t
}

// news reports whether a row says something that the last import did not, and
// that is not older than what stands.
func (r *run) news(e *record.Entity, a record.Assign, at record.Time) bool {
	imported, standing := lastOf(e, a.Field)
	switch {
	case standing == nil:
		return true
	case imported != nil && imported.Value == a.Value, imported == nil && standing.Value == a.Value:
		return false
	case standing.At.Compare(at) > 0:
		r.note(noteOlder)
		return false
	}
	return true
}

// lastOf gives the last assertion of a field by an import, and the last by
// anybody; nil for none.
func lastOf(e *record.Entity, f record.Field) (imported, standing *record.Change) {
	for c := range e.Live {
		if c.Field != f {
			continue
		}
		standing = &c
		if c.By.IsZero() {
			imported = &c
		}
	}
	return imported, standing
}

// createdNews corrects when a deal began.
func (r *run) createdNews(e *record.Entity, d dealRow, now record.DealState) []event.Body {
	if d.created.isZero() || same(d.created, now.Created) {
		return nil
	}
	at := began(e)
	if d.created.t.Compare(at) < 0 && !at.IsZero() {
		at = d.created.t
	}
	a := assign(record.FieldCreated, record.TimeValue(d.created.t))
	if imported, _ := lastOf(e, record.FieldCreated); imported != nil && imported.Value == a.Value {
		return nil
	}
	return []event.Body{event.Set{Type: record.TypeDeal, ID: d.id, At: at, Fields: []record.Assign{a}}}
}

// began gives the moment from which on anything is known of an entity.
func began(e *record.Entity) record.Time {
	for c := range e.Live {
		return c.At
	}
	return record.Time{}
}

// same reports whether a moment of the file is the time that stands: for a
// day without a clock, whether it is that day.
func same(m moment, t record.Time) bool {
	if m.day {
		return m.t.Date() == t.Date()
	}
	return m.t == t
}

// stageNews moves a deal to the open stage of the row.
func (r *run) stageNews(e *record.Entity, d dealRow, at record.Time) []event.Body {
	a := textField(record.FieldStage, d.stage)
	if d.stage == "" {
		return nil
	}
	if !d.since.isZero() {
		at = d.since.t
	}
	if !r.news(e, a, at) {
		return nil
	}
	return []event.Body{event.Set{Type: record.TypeDeal, ID: d.id, At: at, Fields: []record.Assign{a}}}
}

// endNews wins or loses a deal on its close date. What imports said of its
// stage after that day is taken back; what was said by hand stands, and the
// end comes after it.
func (r *run) endNews(e *record.Entity, d dealRow, now record.DealState) []event.Body {
	imported, standing := lastOf(e, record.FieldStage)
	if now.Stage == d.terminal && (!standing.By.IsZero() || same(d.closed, now.Closed)) {
		return nil
	}
	if imported != nil && imported.Value.Text == d.terminal && same(d.closed, imported.At) {
		return nil
	}
	at := d.closed.t
	drop := newRetraction(e)
	for c := range e.Live {
		if c.Field != record.FieldStage {
			continue
		}
		switch {
		case c.By.IsZero() && !c.Ref.IsZero() && (c.At.Compare(at) > 0 || c.Value.Text == d.terminal):
			drop.add(c)
		case c.At.Compare(at) > 0:
			at = c.At
		}
	}
	if now.Stage == d.terminal && at == now.Closed {
		return nil
	}
	ending := d.ending()
	if began := began(e); at.Compare(began) < 0 && now.Created == began {
		r.note(noteNegative) // the end becomes the first thing known; the beginning stays what it was
		ending = append(ending, assign(record.FieldCreated, record.TimeValue(began)))
	}
	return append(drop.bodies(), event.Set{Type: record.TypeDeal, ID: d.id, At: at, Fields: ending})
}

// retraction takes single assertions back: their events are voided, and what
// else those said is said again.
type retraction struct {
	e     *record.Entity
	order []record.Ref
	gone  map[record.Ref][]record.Field
}

func newRetraction(e *record.Entity) *retraction {
	return &retraction{e: e, gone: make(map[record.Ref][]record.Field)}
}

func (t *retraction) add(c record.Change) {
	if _, ok := t.gone[c.Ref]; !ok {
		t.order = append(t.order, c.Ref)
	}
	t.gone[c.Ref] = append(t.gone[c.Ref], c.Field)
}

func (t *retraction) bodies() []event.Body {
	var out []event.Body
	for _, ref := range t.order {
		out = append(out, event.Void{Target: ref, Type: t.e.Type, ID: t.e.ID})
		keep := event.Set{Type: t.e.Type, ID: t.e.ID}
		for _, c := range t.e.Changes {
			if c.Ref == ref && !slices.Contains(t.gone[ref], c.Field) {
				keep.At = c.At
				keep.Fields = append(keep.Fields, record.Assign{Field: c.Field, Value: c.Value})
			}
		}
		if len(keep.Fields) > 0 {
			out = append(out, keep)
		}
	}
	return out
}
