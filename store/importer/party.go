package importer

import (
	"foresail/store/event"
	"foresail/store/record"
)

// account takes a row of accounts.
func (r *run) account() (verdict, error) {
	id, fields, err := r.party(record.TypeAccount, record.AccountID)
	if err != nil {
		return 0, err
	}
	rep, err := r.repOf()
	if err != nil {
		return 0, err
	}
	if !rep.IsZero() {
		fields = append(fields, assign(record.FieldRep, record.IDValue(rep)))
	}
	for _, t := range dealTexts {
		if s := r.clean(t.from); s != "" && t.to != record.FieldProduct {
			fields = append(fields, textField(t.to, s))
		}
	}
	due, err := r.when(fNextDue)
	if err != nil {
		return 0, err
	}
	if !due.isZero() {
		fields = append(fields, assign(record.FieldNextDue, record.TimeValue(due.t)))
	}
	lead, err := r.flag(fLead)
	if err != nil {
		return 0, err
	}
	if lead {
		fields = append(fields, assign(record.FieldLead, record.BoolValue(true)))
	}
	made, err := r.when(fCreated)
	if err != nil {
		return 0, err
	}
	if !made.isZero() {
		fields = append(fields, assign(record.FieldCreated, record.TimeValue(made.t)))
	}
	return r.stand(record.TypeAccount, id, made.t, fields)
}

// contact takes a row of contacts.
func (r *run) contact() (verdict, error) {
	account, err := r.accountOf()
	if err != nil {
		return 0, err
	}
	id, fields, err := r.party(record.TypeContact, func(name string) record.ID { return record.ContactID(account, name) })
	if err != nil {
		return 0, err
	}
	if !account.IsZero() {
		fields = append(fields, assign(record.FieldAccount, record.IDValue(account)))
	}
	for _, t := range []struct {
		from field
		to   record.Field
	}{{fEmail, record.FieldEmail}, {fPhone, record.FieldPhone}} {
		if s := r.clean(t.from); s != "" {
			fields = append(fields, textField(t.to, s))
		}
	}
	return r.stand(record.TypeContact, id, record.Time{}, fields)
}

// repRow takes a row of reps.
func (r *run) repRow() (verdict, error) {
	name := r.clean(fName)
	if name == "" {
		return 0, refuse(fName, "import.empty_cell")
	}
	id := record.RepID(name)
	if key := r.key(fRepID); key != "" {
		id = record.RepID(key)
	}
	fields := []record.Assign{textField(record.FieldName, name)}
	for _, t := range []struct {
		from field
		to   record.Field
	}{{fTeam, record.FieldTeam}, {fEmail, record.FieldEmail}} {
		if s := r.clean(t.from); s != "" {
			fields = append(fields, textField(t.to, s))
		}
	}
	return r.stand(record.TypeRep, id, record.Time{}, fields)
}

// party gives the id of an account or contact: that of the system where rows
// of other files refer to it by that id, else the one of its name.
func (r *run) party(t record.Type, byName func(string) record.ID) (record.ID, []record.Assign, error) {
	name := r.clean(fName)
	if name == "" {
		return record.ID{}, nil, refuse(fName, "import.empty_cell")
	}
	fields := []record.Assign{textField(record.FieldName, name)}
	by, noun := fAccountID, "/account"
	if t == record.TypeContact {
		by, noun = fContactID, "/contact"
	}
	if key := r.key(by); r.f.ids && key != "" {
		s := record.Source{System: r.f.name + noun, Key: key}
		return s.ID(), append(fields, textField(record.FieldSystem, s.System), textField(record.FieldKey, s.Key)), nil
	}
	if key := r.clean(fKey); key != "" {
		fields = append(fields, textField(record.FieldSystem, r.clean(fSystem)), textField(record.FieldKey, key))
	} else if key := r.clean(fID); key != "" {
		fields = append(fields, textField(record.FieldSystem, r.f.system), textField(record.FieldKey, key))
	}
	return byName(name), fields, nil
}

// stand makes an account, contact or rep what the row says.
func (r *run) stand(t record.Type, id record.ID, since record.Time, fields []record.Assign) (verdict, error) {
	modified, err := r.when(fModified)
	if err != nil {
		return 0, err
	}
	known, err := r.again(id, !modified.isZero())
	if err != nil {
		return 0, sameName(t, err)
	}
	if known {
		return unchanged, nil
	}
	e, err := r.sink.Entity(t, id)
	if err != nil {
		return 0, err
	}
	switch {
	case e == nil || len(e.Changes) == 0 || e.Recalled():
		return created, r.add(event.Set{Type: t, ID: id, At: since, Fields: append(fields, asOf(modified)...)})
	case !e.Exists():
		r.note(noteTakenBack)
		return unchanged, nil
	}
	older, newer := dated(e, modified)
	if older {
		r.note(noteOlder)
		return unchanged, nil
	}
	at := r.newsTime(modified)
	bare := onlyName(e) // made because a row named it: what is said now held before, too
	if bare {
		at = since
	}
	var news []record.Assign
	for _, a := range fields {
		if a.Field == record.FieldCreated && t == record.TypeAccount && since.Unix == record.NewAccount(e).Created.Unix {
			continue // it is told by what was said of it first, too
		}
		imported, _ := lastOf(e, a.Field)
		if bare && (imported == nil || imported.Value != a.Value) || !bare && r.news(e, a, at) {
			news = append(news, a)
		}
	}
	if len(news) == 0 && !newer {
		return unchanged, nil
	}
	return updated, r.add(event.Set{Type: t, ID: id, At: at, Fields: append(news, asOf(modified)...)})
}

// sameName words the refusal of a second row for one name.
func sameName(t record.Type, err error) error {
	p, ok := err.(*problem)
	if !ok || t == record.TypeDeal {
		return err
	}
	p.field = fName
	p.why.Key = "import.same_name"
	return p
}

// onlyName reports an entity of which nothing but its name (and where it came
// from) was ever said.
func onlyName(e *record.Entity) bool {
	for c := range e.Live {
		switch c.Field {
		case record.FieldName, record.FieldSystem, record.FieldKey, record.FieldAccount:
		default:
			return false
		}
		if !c.At.IsZero() || !c.By.IsZero() {
			return false
		}
	}
	return true
}
