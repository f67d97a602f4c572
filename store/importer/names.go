package importer

import (
	"strings"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
)

// names finds the reps, accounts, contacts, stages and kinds that rows name,
// and makes those that are not there.
type names struct {
	known     map[nameKey]record.ID // what a name was found to be
	stages    map[string]string     // folded words to key
	kinds     map[string]string
	titles    map[string]record.ID // deals of one title in the book
	stageBase int                  // the highest order among the stages before
	stageNext int
	kindNext  int
}

type nameKey struct {
	t    record.Type
	of   record.ID // the account, for contacts
	name string
}

// maxKnown caps the names remembered: beyond it they are looked up again.
const maxKnown = 1 << 16

func newNames(r *run) names {
	n := names{known: make(map[nameKey]record.ID), stages: make(map[string]string), kinds: make(map[string]string)}
	for _, s := range r.book.Stages {
		n.stages[record.Fold(s.Key)], n.stages[record.Fold(s.Name)] = s.Key, s.Key
		n.stageBase = max(n.stageBase, s.Order)
	}
	for _, k := range r.book.Kinds {
		n.kinds[record.Fold(k.Key)], n.kinds[record.Fold(k.Name)] = k.Key, k.Key
		n.kindNext = max(n.kindNext, k.Order)
	}
	return n
}

func (n *names) keep(k nameKey, id record.ID) {
	if len(n.known) >= maxKnown {
		clear(n.known)
	}
	n.known[k] = id
}

// making is what rows name and what is not there yet: it is made when the row
// turns out good, and forgotten when it does not.
type making struct {
	body event.Body
	undo func()
}

// make notes something to be made with the row.
func (r *run) make(b event.Body, undo func()) error {
	if err := b.Validate(); err != nil {
		return invalid(err)
	}
	r.makings = append(r.makings, making{b, undo})
	return nil
}

// settle makes what the row named, each as a group of its own: other rows
// rely on it, and taking this one back is not to take it away from them.
func (r *run) settle() error {
	for _, m := range r.makings {
		if err := r.sink.Add(m.body); err != nil {
			return err
		}
	}
	r.makings = r.makings[:0]
	return nil
}

// forget drops what a rejected row named.
func (r *run) forget() {
	for i := len(r.makings) - 1; i >= 0; i-- {
		r.makings[i].undo()
	}
	r.makings = r.makings[:0]
}

// ensure makes an entity known by a name, if it is not there.
func (r *run) ensure(k nameKey, id record.ID, fields ...record.Assign) (record.ID, error) {
	e, err := r.sink.Entity(k.t, id)
	if err != nil {
		return id, err
	}
	if e == nil || !e.Exists() {
		nameless := len(fields) > 0 && (k.name[0] == 0 || k.t == record.TypeRep && r.m.has(fRepID))
		if nameless {
			r.note(noteNameless)
		}
		err := r.make(event.Set{Type: k.t, ID: id, Fields: fields}, func() {
			delete(r.names.known, k)
			if nameless {
				r.notes[noteNameless]--
			}
		})
		if err != nil {
			return id, err
		}
	}
	r.names.keep(k, id)
	return id, nil
}

func assign(f record.Field, v record.Value) record.Assign { return record.Assign{Field: f, Value: v} }

func textField(f record.Field, s string) record.Assign { return assign(f, record.Text(s)) }

// repOf gives the rep of the row; zero for none.
func (r *run) repOf() (record.ID, error) {
	name := r.clean(fRep)
	if name == "" {
		name = r.key(fRepID)
	}
	if name == "" || name == salesforceNull {
		return record.ID{}, nil
	}
	k := nameKey{t: record.TypeRep, name: name}
	if id, ok := r.names.known[k]; ok {
		return id, nil
	}
	return r.ensure(k, record.RepID(name), textField(record.FieldName, name))
}

// accountOf gives the account of the row; zero for none.
func (r *run) accountOf() (record.ID, error) {
	if key := r.key(fAccountID); key != "" && key != salesforceNull {
		return r.accountByKey(key)
	}
	return r.accountNamed(r.first(fAccount))
}

func (r *run) accountNamed(name string) (record.ID, error) {
	if name == "" {
		return record.ID{}, nil
	}
	k := nameKey{t: record.TypeAccount, name: name}
	if id, ok := r.names.known[k]; ok {
		return id, nil
	}
	return r.ensure(k, record.AccountID(name), textField(record.FieldName, name))
}

// accountByKey gives the account of an id in the other system. Until the
// accounts themselves are imported, it has its id for a name.
func (r *run) accountByKey(key string) (record.ID, error) {
	k := nameKey{t: record.TypeAccount, name: "\x00" + key}
	if id, ok := r.names.known[k]; ok {
		return id, nil
	}
	s := r.accountSource(key)
	return r.ensure(k, s.ID(), textField(record.FieldName, key), textField(record.FieldSystem, s.System), textField(record.FieldKey, s.Key))
}

func (r *run) accountSource(key string) record.Source {
	return record.Source{System: r.f.name + "/account", Key: key}
}

// contactOf gives the contact of the row at an account; zero for none.
func (r *run) contactOf(account record.ID) (record.ID, error) {
	if key := r.key(fContactID); key != "" && key != salesforceNull {
		s := record.Source{System: r.f.name + "/contact", Key: key}
		k := nameKey{t: record.TypeContact, name: "\x00" + key}
		if id, ok := r.names.known[k]; ok {
			return id, nil
		}
		return r.ensure(k, s.ID(), textField(record.FieldName, key), assign(record.FieldAccount, record.IDValue(account)),
			textField(record.FieldSystem, s.System), textField(record.FieldKey, s.Key))
	}
	name := r.first(fContact)
	if name == "" {
		return record.ID{}, nil
	}
	k := nameKey{t: record.TypeContact, of: account, name: name}
	if id, ok := r.names.known[k]; ok {
		return id, nil
	}
	return r.ensure(k, record.ContactID(account, name), textField(record.FieldName, name), assign(record.FieldAccount, record.IDValue(account)))
}

// terminals are the words for the two ends of a deal, folded.
var terminals = map[string]string{
	"won": record.StageWon, "closed won": record.StageWon, "closedwon": record.StageWon, "close won": record.StageWon, "closed as won": record.StageWon,
	"lost": record.StageLost, "closed lost": record.StageLost, "closedlost": record.StageLost, "close lost": record.StageLost, "closed as lost": record.StageLost,
}

// stage gives the key of the stage that a row names, and makes a new stage of
// a name not met before. An order of 0 is none.
func (r *run) stage(name string) (string, error) {
	word := record.Fold(name)
	if key := terminals[word]; key != "" {
		return key, nil
	}
	if key, ok := r.names.stages[word]; ok {
		return key, nil
	}
	if r.f.own {
		word = name
	}
	p, given, err := r.share(fProbability)
	if err != nil {
		return "", err
	}
	before := r.names.stageNext
	order, err := r.stageOrder()
	if err != nil {
		return "", err
	}
	fields := []record.Assign{textField(record.FieldKey, word), textField(record.FieldName, name), assign(record.FieldOrder, record.IntValue(int64(order)))}
	if given {
		fields = append(fields, assign(record.FieldProbability, record.FloatValue(p)))
	} else {
		r.note(noteChance)
	}
	fold := record.Fold(name)
	r.names.stages[fold] = word
	r.rep.Stages = append(r.rep.Stages, name)
	return word, r.make(event.Set{Type: record.TypeStage, ID: record.StageID(word), Fields: fields}, func() {
		delete(r.names.stages, fold)
		r.names.stageNext = before
		r.rep.Stages = r.rep.Stages[:len(r.rep.Stages)-1]
		if !given {
			r.notes[noteChance]--
		}
	})
}

// stageOrder gives the place of a new stage: as the file has it, behind the
// stages that were there, else in order of first use.
func (r *run) stageOrder() (int, error) {
	if s := r.text(fStageOrder); s != "" {
		n, ok := digits(s)
		if !ok || n > 10000 {
			return 0, refuse(fStageOrder, "import.number", "value", clean.Line(s))
		}
		return r.names.stageBase + n, nil
	}
	r.names.stageNext++
	return r.names.stageBase + r.names.stageNext, nil
}

// kind gives the key of the activity kind that a row names, and makes a new
// kind of a name not met before.
func (r *run) kind(name string) (string, error) {
	word := record.Fold(name)
	if key, ok := r.names.kinds[word]; ok {
		return key, nil
	}
	key := strings.ReplaceAll(word, " ", "-")
	if r.f.own {
		key = name
	}
	r.names.kindNext++
	r.names.kinds[word] = key
	r.rep.Kinds = append(r.rep.Kinds, name)
	r.note(noteOutbound)
	return key, r.make(event.Set{Type: record.TypeKind, ID: record.KindID(key), Fields: []record.Assign{
		textField(record.FieldKey, key), textField(record.FieldName, name), assign(record.FieldOrder, record.IntValue(int64(r.names.kindNext))),
	}}, func() {
		delete(r.names.kinds, word)
		r.names.kindNext--
		r.rep.Kinds = r.rep.Kinds[:len(r.rep.Kinds)-1]
		r.notes[noteOutbound]--
	})
}

// dealRef finds the deal that a row refers to by its id in the other system,
// by its id here, or by its title; zero for none.
func (r *run) dealRef(f field) (record.ID, error) {
	text := r.first(f)
	if text == "" || text == salesforceNull {
		return record.ID{}, nil
	}
	k := nameKey{t: record.TypeDeal, name: text}
	if id, ok := r.names.known[k]; ok {
		return id, nil
	}
	if r.f.name == "salesforce" {
		text = longID(text)
	}
	id := record.Source{System: r.f.deals, Key: text}.ID()
	if own, err := record.ParseID(text); err == nil {
		if e, err := r.sink.Entity(record.TypeDeal, own); err != nil || e != nil || r.f.own {
			return own, err
		}
	}
	e, err := r.sink.Entity(record.TypeDeal, id)
	if err != nil {
		return record.ID{}, err
	}
	if e == nil || e.Recalled() {
		id = r.dealTitled(text)
	}
	r.names.keep(k, id)
	return id, nil
}

// dealTitled finds the one deal of a title in the book; of several it takes
// none, and says so.
func (r *run) dealTitled(title string) record.ID {
	if r.names.titles == nil {
		r.names.titles = make(map[string]record.ID, len(r.book.Deals))
		for id, d := range r.book.Deals {
			word := record.Fold(d.Now.Title)
			if _, twice := r.names.titles[word]; twice {
				id = record.ID{}
			}
			r.names.titles[word] = id
		}
	}
	id, ok := r.names.titles[record.Fold(title)]
	switch {
	case !ok:
		r.note(noteNoDeal)
	case id.IsZero():
		r.note(noteManyDeals)
	}
	return id
}
