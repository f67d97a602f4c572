package store

import (
	"errors"
	"slices"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// Recalled says what came of taking an import back, or of bringing it again.
type Recalled struct {
	File  string // that was imported
	Gone  int    // records that it began: they are not there any more, or there again
	Reset int    // records that it changed: they are as they were before, or changed again
	Kept  int    // records that stay as they are, since they were changed afterwards, or since others that stand refer to them
}

// heldMost is how many records may stay because others refer to them: each is
// named in the log.
const heldMost = 50_000

// ErrInUse is returned for an import that too much of what came later refers
// to: that is to be taken back first.
var ErrInUse = errors.New("later facts rely on it")

// takeBack takes an import back, or brings it again when it is taken back
// already. Three things are done in one transaction: the fact is logged and
// folded, what it did is counted, and what others refer to is restored.
func (s *Store) takeBack(t *tx, by, id record.ID, out *Undone) error {
	x, err := t.Entity(record.TypeImport, id)
	if err != nil {
		return err
	}
	if x == nil {
		return say.Because(ErrNothing, "store.no_import")
	}
	was := record.NewImport(x)
	if len(was.Runs) == 0 {
		return say.Because(ErrNothing, "store.no_import")
	}
	body := event.NewRecall(id, !was.Undone)
	if _, _, err := s.screen(t, []event.Body{body}); err != nil {
		return err
	}
	t.pace.await(int64(was.Events()) * 5 / 4) // counting what came of it is less work than the days
	old := t.recalls
	t.recounted = nil
	if out.Receipt.Events, err = t.append(by, []event.Body{body}); err != nil {
		return err
	}
	c := &tally{t: t, old: old, next: t.recalls, of: was, taking: !was.Undone, gone: filterFor(int(was.Events())), out: Recalled{File: was.Name}}
	if r := t.recounted; r != nil {
		c.out.Gone, c.out.Reset, c.out.Kept = r.gone, r.reset, r.kept
	}
	if err := t.eachIn(was.Runs, func(kind event.Code) bool { return kind == event.CodeSet }, c.event); err != nil {
		return err
	}
	if !was.Undone {
		held, err := c.hold()
		if err != nil {
			return err
		}
		more, err := t.append(by, held)
		if err != nil {
			return err
		}
		out.Receipt.Events = append(out.Receipt.Events, more...)
	}
	out.Restored, out.Import = was.Undone, &c.out
	return nil
}

// await adds to what is to be done.
func (p *pace) await(steps int64) {
	if p != nil {
		p.total += steps
	}
}

// tally counts what taking an import back, or bringing it again, did to the
// entities that it was about; the recount has counted activities.
type tally struct {
	t         *tx
	old, next record.Recalls
	of        *record.Import
	taking    bool      // it is taken back
	gone      *idFilter // ids of the entities that are not there any more, and a few others
	any       bool      // there are some
	out       Recalled
}

func (c *tally) event(e event.Event) error {
	if err := c.t.pace.step(); err != nil {
		return err
	}
	if b := e.Body.(event.Set); b.Type != record.TypeImport {
		return c.entity(b.Type, b.ID, e.Ref)
	}
	return nil
}

// entity counts an entity, where the event is the first thing that the import
// said of it.
func (c *tally) entity(typ record.Type, id record.ID, ref record.Ref) error {
	e, err := c.t.peek(typ, id, c.old)
	if err != nil || e == nil {
		return err
	}
	if typ == record.TypeMeasure {
		c.measure(e, ref)
		return nil
	}
	if c.first(e) != ref {
		return nil
	}
	before, says := e.Exists(), c.says(e)
	c.next.Attach(e)
	after, stillSays := e.Exists(), c.says(e)
	switch {
	case before != after:
		c.out.Gone++
		c.any = true
		c.gone.add(idKeyOf(id))
	case says != stillSays:
		c.out.Reset++
	case says && c.taking:
		c.out.Kept++
	}
	return nil
}

// measure counts one measurement, of the many that a series has a year.
func (c *tally) measure(e *record.Entity, ref record.Ref) {
	before := e.Voided(ref)
	c.next.Attach(e)
	if before == e.Voided(ref) {
		return
	}
	i := slices.IndexFunc(e.Changes, func(x record.Change) bool { return x.Ref == ref })
	for x := range e.Live {
		if x.At == e.Changes[i].At && x.Ref != ref {
			c.out.Reset++
			return
		}
	}
	c.out.Gone++
}

// first gives the event with which the import began to speak of an entity.
func (c *tally) first(e *record.Entity) (first record.Ref) {
	var at record.Stamp
	for _, x := range e.Changes {
		if c.of.Has(x.Ref) && (at.IsZero() || x.Stamp.Compare(at) < 0) {
			first, at = x.Ref, x.Stamp
		}
	}
	return first
}

// says reports whether anything stands that the import said of an entity.
func (c *tally) says(e *record.Entity) bool {
	for x := range e.Live {
		if c.of.Has(x.Ref) {
			return true
		}
	}
	return false
}

// hold finds the records that are gone although something that stands, and was
// said later, refers to them, and gives what restores these: that an import is
// taken back is not to take a name away from what others recorded.
func (c *tally) hold() ([]event.Body, error) {
	if !c.any {
		return nil, nil
	}
	h := &holding{tally: c, known: make(map[entityAt]*began)}
	if err := h.entities(); err != nil {
		return nil, err
	}
	if err := h.activities(); err != nil {
		return nil, err
	}
	c.out.Gone -= h.held
	c.out.Kept += h.held
	return h.bodies, nil
}

// holding gathers what restores records that are in use.
type holding struct {
	*tally
	known  map[entityAt]*began // what may be gone; nil for what is not
	bodies []event.Body
	held   int
}

// began says when an import began a record that is gone with it.
type began struct {
	*record.Entity // as it stood
	ref            record.Ref
	stamp          record.Stamp
	held           bool
}

// refersTo says of which type the thing is that a field names.
var refersTo = map[record.Field]record.Type{
	record.FieldAccount: record.TypeAccount, record.FieldContact: record.TypeContact,
	record.FieldRep: record.TypeRep, record.FieldDeal: record.TypeDeal,
}

// entities goes through the entities that stand.
func (h *holding) entities() error {
	c := h.t.b.Bucket(bucketEntities).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if err := h.t.pace.step(); err != nil {
			return err
		}
		typ, id := record.Type(k[0]), record.ID(k[1:])
		e := h.t.entities[entityAt{typ, id}]
		if e == nil {
			var err error
			if e, err = decodeEntity(typ, id, v, h.t.words, h.t.nodes); err != nil {
				return err
			}
		}
		for x := range e.Live {
			if err := h.change(x, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// change holds what an assertion refers to, always or only where it was made
// later than that was begun.
func (h *holding) change(x record.Change, always bool) error {
	for _, at := range [...]entityAt{{record.TypeRep, x.By}, referred(x)} {
		b, err := h.find(at)
		if err != nil {
			return err
		}
		if b != nil && (always || x.Stamp.Compare(b.stamp) > 0) {
			if err := h.keep(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// referred gives the thing that an assertion names, if any.
func referred(x record.Change) entityAt {
	switch x.Field {
	case record.FieldStage:
		return entityAt{record.TypeStage, record.StageID(x.Value.Text)}
	case record.FieldKind:
		return entityAt{record.TypeKind, record.KindID(x.Value.Text)}
	}
	return entityAt{refersTo[x.Field], x.Value.ID()}
}

// activities goes through the activities that stand.
func (h *holding) activities() error {
	known := make(map[record.Sym]*began)
	c := h.t.b.Bucket(bucketRows).Cursor()
	var rows []record.Row
	for k, v := c.First(); k != nil; k, v = c.Next() {
		var err error
		if rows, err = decodeRows(rows[:0], v, h.t.nodes); err != nil {
			return err
		}
		for _, r := range rows {
			if err := h.t.pace.step(); err != nil {
				return err
			}
			if err := h.row(r, known); err != nil {
				return err
			}
		}
	}
	return nil
}

// row holds what an activity refers to, where it was logged later; known are
// the words that were seen.
func (h *holding) row(r record.Row, known map[record.Sym]*began) error {
	for _, x := range [...]struct {
		typ record.Type
		sym record.Sym
	}{{record.TypeKind, r.Kind}, {record.TypeRep, r.Rep}, {record.TypeAccount, r.Account}, {record.TypeDeal, r.Deal}, {record.TypeContact, r.Contact}} {
		if x.sym == 0 {
			continue
		}
		b, seen := known[x.sym]
		if !seen {
			var err error
			if b, err = h.word(x.typ, x.sym); err != nil {
				return err
			}
			known[x.sym] = b
		}
		if b == nil || b.held {
			continue
		}
		later, err := h.later(r.Ref, b)
		if err == nil && later {
			err = h.keep(b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// word finds what a word of a row stands for.
func (h *holding) word(typ record.Type, sym record.Sym) (*began, error) {
	text, err := h.t.words.Text(sym)
	if err != nil {
		return nil, err
	}
	id := record.Value{Text: text}.ID()
	if typ == record.TypeKind {
		id = record.KindID(text)
	}
	return h.find(entityAt{typ, id})
}

// later reports whether an event came later than what an import began.
func (h *holding) later(ref record.Ref, b *began) (bool, error) {
	if ref.Node == b.ref.Node {
		return ref.Seq > b.ref.Seq, nil
	}
	e, ok, err := h.t.readEvent(ref)
	return ok && e.Stamp.Compare(b.stamp) > 0, err
}

// find gives a record that is gone with the import which began it, nil for any
// other.
func (h *holding) find(at entityAt) (*began, error) {
	if at.t == 0 || at.id.IsZero() || !h.gone.has(idKeyOf(at.id)) {
		return nil, nil
	}
	if b, seen := h.known[at]; seen {
		return b, nil
	}
	h.known[at] = nil
	e, err := h.t.peek(at.t, at.id, h.next)
	if err != nil || e == nil || e.Exists() {
		return nil, err
	}
	h.old.Attach(e)
	if !h.says(e) {
		return nil, nil
	}
	b := &began{Entity: e, ref: h.first(e)}
	for _, x := range e.Changes {
		if x.Ref == b.ref {
			b.stamp = x.Stamp
		}
	}
	h.known[at] = b
	return b, nil
}

// keep restores a record that is gone, and what it refers to.
func (h *holding) keep(b *began) error {
	if b.held {
		return nil
	}
	b.held = true
	h.held++
	said := make(map[record.Ref]bool)
	for x := range b.Live {
		if h.of.Has(x.Ref) && !said[x.Ref] {
			said[x.Ref] = true
			h.bodies = append(h.bodies, event.Void{Target: x.Ref, Type: b.Type, ID: b.ID, Restore: true})
		}
		if err := h.change(x, true); err != nil {
			return err
		}
	}
	if len(h.bodies) > heldMost {
		return say.Because(ErrInUse, "store.import_in_use", "file", h.out.File, "n", heldMost)
	}
	return nil
}

// isImport gives the import that an event is a note of.
func isImport(e event.Event) (record.ID, bool) {
	s, is := e.Body.(event.Set)
	return s.ID, is && s.Type == record.TypeImport
}

// noted gives the first event that a note of an import covers.
func noted(s event.Set) (first uint64) {
	for _, f := range s.Fields {
		if f.Field == record.FieldFirst {
			first = uint64(f.Value.Num)
		}
	}
	return first
}

// undone reports whether an import is taken back.
func undone(b *bbolt.Tx, id record.ID, words *words, nodes *nodes) (bool, error) {
	v := b.Bucket(bucketEntities).Get(entityKey(record.TypeImport, id))
	if v == nil {
		return false, nil
	}
	e, err := decodeEntity(record.TypeImport, id, v, words, nodes)
	if err != nil {
		return false, err
	}
	return record.NewImport(e).Undone, nil
}
