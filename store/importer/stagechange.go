package importer

import (
	"foresail/store/event"
	"foresail/store/record"
)

// stageChange takes a row of a deal's history: the stage (and, where given,
// amount and expected close) from a moment on, or any field and its value.
func (r *run) stageChange() (verdict, error) {
	id, err := r.dealRef(fDeal)
	if err != nil {
		return 0, err
	}
	if r.text(fDeal) == "" {
		return 0, refuse(fDeal, "import.empty_cell")
	}
	e, err := r.historyDeal(id)
	if err != nil {
		return 0, err
	}
	at, err := r.when(fAt)
	if err != nil {
		return 0, err
	}
	if at.isZero() {
		return 0, refuse(fAt, "import.empty_cell")
	}
	said, err := r.historyFields()
	if err != nil {
		return 0, err
	}
	bodies, outside := r.historyNews(e, at.t, said)
	switch {
	case len(bodies) == 0 && outside:
		r.note(noteAfterClose)
		return skipped, nil
	case len(bodies) == 0:
		return unchanged, nil
	}
	return updated, r.add(bodies...)
}

func (r *run) historyDeal(id record.ID) (*record.Entity, error) {
	var e *record.Entity
	var err error
	if !id.IsZero() {
		if e, err = r.sink.Entity(record.TypeDeal, id); err != nil {
			return nil, err
		}
	}
	if e == nil || !e.Exists() {
		return nil, refuse(fDeal, "import.deal_unknown", "value", r.clean(fDeal))
	}
	return e, nil
}

// historyFields reads what the row says of the deal.
func (r *run) historyFields() ([]record.Assign, error) {
	if r.text(fField) != "" {
		return r.historyField()
	}
	var out []record.Assign
	if name := r.clean(fStage); name != "" {
		key, err := r.stage(name)
		if err != nil {
			return nil, err
		}
		out = append(out, textField(record.FieldStage, key))
	}
	m, given, err := r.amount(fAmount)
	if err != nil {
		return nil, err
	}
	if given {
		out = append(out, assign(record.FieldAmount, record.MoneyValue(m)))
	}
	d, err := r.date(fExpected)
	if err != nil {
		return nil, err
	}
	if d != 0 {
		out = append(out, assign(record.FieldExpected, record.DateValue(d)))
	}
	if len(out) == 0 {
		return nil, refuse(fStage, "import.empty_cell")
	}
	return out, nil
}

// historyNames are the words for fields in logs of changes, squeezed.
var historyNames = map[string]record.Field{
	"stage": record.FieldStage, "stagename": record.FieldStage, "dealstage": record.FieldStage,
	"amount": record.FieldAmount, "value": record.FieldAmount, "dealvalue": record.FieldAmount,
	"closedate": record.FieldExpected, "expectedclose": record.FieldExpected, "expectedclosedate": record.FieldExpected,
	"owner": record.FieldRep, "rep": record.FieldRep, "dealowner": record.FieldRep,
	"title": record.FieldTitle, "name": record.FieldTitle, "dealname": record.FieldTitle, "opportunityname": record.FieldTitle,
	"nextstep": record.FieldNextStep, "source": record.FieldSource, "leadsource": record.FieldSource,
	"product": record.FieldProduct, "segment": record.FieldSegment, "type": record.FieldSegment, "lostreason": record.FieldLostReason,
}

func (r *run) historyField() ([]record.Assign, error) {
	f, ok := historyNames[squeeze(r.text(fField))]
	if !ok {
		return nil, refuse(fField, "import.history_field", "value", r.clean(fField))
	}
	value := r.clean(fValue)
	if value == "" && f != record.FieldNextStep {
		return nil, refuse(fValue, "import.empty_cell")
	}
	one := func(v record.Value, err error) ([]record.Assign, error) {
		return []record.Assign{assign(f, v)}, err
	}
	switch f {
	case record.FieldStage:
		key, err := r.stage(value)
		return one(record.Text(key), err)
	case record.FieldAmount:
		m, _, err := r.amount(fValue)
		return one(record.MoneyValue(m), err)
	case record.FieldExpected:
		d, err := r.date(fValue)
		return one(record.DateValue(d), err)
	case record.FieldRep:
		id, err := r.ensure(nameKey{t: record.TypeRep, name: value}, record.RepID(value), textField(record.FieldName, value))
		return one(record.IDValue(id), err)
	}
	return one(record.Text(value), nil)
}

// historyNews gives what a row of history adds to the deal. outside says that
// something was left out because the deal had ended by then.
func (r *run) historyNews(e *record.Entity, at record.Time, said []record.Assign) (out []event.Body, outside bool) {
	drop := newRetraction(e)
	var fields []record.Assign
	now := record.NewDeal(e).Now
	for _, a := range said {
		if present(e, at, a) {
			continue
		}
		if a.Field == record.FieldStage && !now.Open() {
			take, ended, left := closedStage(e, now, at, a.Value.Text, drop)
			outside = outside || left
			out = append(out, ended...)
			if !take {
				continue
			}
		}
		assumed(e, at, a, drop)
		fields = append(fields, a)
	}
	out = append(drop.bodies(), out...)
	if len(fields) > 0 {
		out = append(out, event.Set{Type: record.TypeDeal, ID: e.ID, At: at, Fields: fields})
	}
	return out, outside
}

// present reports whether this was said of this moment before.
func present(e *record.Entity, at record.Time, a record.Assign) bool {
	for c := range e.Live {
		if c.At == at && c.Field == a.Field && c.Value == a.Value {
			return true
		}
	}
	return false
}

// closedStage settles a stage of the history of a deal that has ended. The
// end itself is known already. What came before belongs to the history. What
// came later the same day means that the end, of which only the day was
// known, came after it. What came on a later day cannot be: the close date
// stands.
func closedStage(e *record.Entity, now record.DealState, at record.Time, stage string, drop *retraction) (take bool, ended []event.Body, left bool) {
	switch {
	case stage == now.Stage:
		return false, nil, false
	case at.Compare(now.Closed) < 0:
		return true, nil, false
	case at.Date() != now.Closed.Date():
		return false, nil, true
	}
	var end *record.Change
	for c := range e.Live {
		if c.Field == record.FieldStage && c.Value.Text == now.Stage && c.At == now.Closed {
			end = &c
		}
	}
	if end == nil || !end.By.IsZero() || end.Ref.IsZero() {
		return false, nil, true
	}
	drop.add(*end)
	last := at
	last.Unix += 24*3600 - 1 - int64(at.Minute())*60 - at.Unix%60
	if last.Date() != at.Date() {
		last = at
	}
	return true, []event.Body{event.Set{Type: record.TypeDeal, ID: e.ID, At: last, Fields: []record.Assign{textField(record.FieldStage, now.Stage)}}}, false
}

// assumed takes back what a file of deals was taken to say of the day on
// which the deal began, where its history says otherwise.
func assumed(e *record.Entity, at record.Time, a record.Assign, drop *retraction) {
	if a.Field == record.FieldAmount {
		return // an amount is not pushed or regressed by being said twice
	}
	snapshot := make(map[record.Ref]bool)
	for c := range e.Live {
		if c.Field == record.FieldKey {
			snapshot[c.Ref] = true
		}
	}
	for c := range e.Live {
		if c.Field == a.Field && snapshot[c.Ref] && c.By.IsZero() && !c.Ref.IsZero() && c.At.Date() == at.Date() && c.Value != a.Value {
			drop.add(c)
		}
	}
}
