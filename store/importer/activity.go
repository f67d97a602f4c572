package importer

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// activity takes a row of activities.
func (r *run) activity() (verdict, error) {
	if done, err := r.done(); err != nil || !done {
		return skipped, err
	}
	a, err := r.readActivity()
	if err != nil {
		return 0, err
	}
	if a.At.Compare(r.now) > 0 && a.At.Date() > r.now.Date() {
		return r.planned()
	}
	if r.keyed() {
		if known, err := r.again(a.ID, false); known || err != nil {
			return unchanged, err
		}
	}
	old, known, err := r.sink.Activity(a.ID)
	if err != nil {
		return 0, err
	}
	if !known {
		return created, r.add(event.Activity{Activity: a})
	}
	return r.amend(old, a)
}

// keyed reports whether rows have ids of their own.
func (r *run) keyed() bool { return r.m.has(fID) || r.m.has(fOwnID) }

// planned deals with an activity of a day to come: a calendar may hold such,
// a list of what was done may not.
func (r *run) planned() (verdict, error) {
	if r.f.name != genericName && r.f.name != "foresail" {
		r.note(noteFuture)
		return skipped, nil
	}
	return 0, refuse(fAt, "import.future")
}

// undone are the words for activities that are only planned, folded.
var undone = map[string]bool{
	"to do": true, "todo": true, "open": true, "planned": true, "not started": true, "in progress": true, "not completed": true,
	"waiting": true, "deferred": true, "scheduled": true, "false": true, "0": true, "no": true,
}

// doneWords are the words for those that were done.
var doneWords = map[string]bool{
	"": true, "done": true, "completed": true, "complete": true, "held": true, "true": true, "1": true, "yes": true, "closed": true,
}

// done reports whether the row is of something that was done.
func (r *run) done() (bool, error) {
	word := record.Fold(r.clean(fDone))
	switch {
	case doneWords[word]:
		return true, nil
	case undone[word]:
		r.note(noteNotDone)
		return false, nil
	}
	return false, refuse(fDone, "import.flag", "value", r.clean(fDone))
}

func (r *run) readActivity() (a record.Activity, err error) {
	if err = r.activityTime(&a); err != nil {
		return a, err
	}
	name := r.clean(fKind)
	if name == "" {
		return a, refuse(fKind, "import.empty_cell")
	}
	if a.Worth, _, err = r.amount(fValue); err != nil {
		return a, err
	}
	if a.Seconds, err = r.duration(); err != nil {
		return a, err
	}
	if err = r.activityWords(&a); err != nil {
		return a, err
	}
	if err = r.activityID(&a); err != nil {
		return a, err
	}
	if a.Kind, err = r.kind(name); err != nil {
		return a, err
	}
	return a, r.activityParties(&a)
}

func (r *run) activityTime(a *record.Activity) error {
	at, err := r.when(fAt)
	if err != nil {
		return err
	}
	if at.isZero() {
		return refuse(fAt, "import.empty_cell")
	}
	if s := r.text(fTime); s != "" && at.day {
		if r.xlsx {
			s = clockText(s)
		}
		c, zone, ok := clockOf(s)
		if !ok || !c.given || zone != nil {
			return refuse(fTime, "import.time", "value", clean.Line(s))
		}
		if at, err = r.parseTime(fAt, at.t.Date().String()+" "+s); err != nil {
			return err
		}
	}
	if at.day {
		at.t = noon(at.t)
	}
	a.At = at.t
	return nil
}

// noon is when an activity is said to have happened of which only the day is
// known.
func noon(t record.Time) record.Time {
	t.Unix += 43200 - int64(t.Minute())*60
	return t
}

func (r *run) activityWords(a *record.Activity) error {
	a.Outcome = r.clean(fOutcome)
	if !r.f.own {
		a.Outcome = strings.ReplaceAll(strings.ToLower(a.Outcome), " ", "-")
	}
	var parts []string
	for _, f := range []field{fSubject, fNote} {
		if s := clean.Note(r.text(f)); s != "" {
			parts = append(parts, s)
		}
	}
	a.Note = strings.Join(parts, "\n")
	for _, tag := range strings.FieldsFunc(r.text(fTags), func(c rune) bool { return c == ';' || c == ',' && !r.f.own }) {
		if tag = clean.Line(tag); tag != "" {
			a.Tags = append(a.Tags, tag)
		}
	}
	a.NextKind = r.clean(fNextKind)
	due, err := r.when(fNextDue)
	a.NextDue = due.t
	return err
}

func (r *run) activityParties(a *record.Activity) (err error) {
	if a.Rep, err = r.repOf(); err != nil {
		return err
	}
	if a.Account, err = r.accountOf(); err != nil {
		return err
	}
	if a.Contact, err = r.contactOf(a.Account); err != nil {
		return err
	}
	if r.what == nil {
		a.Deal, err = r.dealRef(fDeal)
	} else {
		var account record.ID
		if a.Deal, account = r.what(r.key(fDeal)); a.Account.IsZero() && !account.IsZero() {
			a.Account, err = r.accountByKey(r.key(fDeal))
		}
	}
	r.derived = false
	if err != nil || a.Deal.IsZero() || !a.Account.IsZero() || r.f.own {
		return err
	}
	r.derived = true // the row did not say it, so it is no news later
	e, err := r.sink.Entity(record.TypeDeal, a.Deal)
	if err == nil && e != nil {
		v, _ := e.Latest(record.FieldAccount)
		a.Account = v.ID()
	}
	return err
}

// activityID gives the row its id: foresail's own, the system's, or one made
// from the whole row and the number of equal rows before it.
func (r *run) activityID(a *record.Activity) error {
	own, src, err := r.ownID()
	if err != nil {
		return err
	}
	if !own.IsZero() {
		a.ID, a.Source = own, src
		if !src.IsZero() && src.ID() != own {
			return refuse(fOwnID, "import.own_id")
		}
		return nil
	}
	key := r.key(fID)
	if key == "" && r.m.has(fID) {
		return refuse(fID, "import.empty_cell")
	}
	if key == "" {
		if key, err = r.rowKey(); err != nil {
			return err
		}
	}
	a.Source = record.Source{System: r.f.system, Key: key}
	a.ID = a.Source.ID()
	return nil
}

// rowKey names a row without an id.
func (r *run) rowKey() (string, error) {
	h := sha256.New()
	for i, c := range r.cells {
		if !strings.HasPrefix(r.head.names[i], "reject_") {
			h.Write([]byte(c))
			h.Write([]byte{0x1f})
		}
	}
	sum := h.Sum(nil)
	short := binary.BigEndian.Uint64(sum)
	n := r.equal[short]
	if n == 0 && len(r.equal) >= r.o.Limits.Equal {
		return "", say.Errorf("import.too_many_without_id", "n", r.o.Limits.Equal, "line", r.line)
	}
	r.equal[short] = n + 1
	return hex.EncodeToString(sum[:12]) + "-" + strconv.Itoa(int(n)+1), nil
}

// amend corrects an activity that is there already, where the row says
// something else than the last import did.
func (r *run) amend(old, a record.Activity) (verdict, error) {
	patch, err := r.sink.Entity(record.TypeActivity, a.ID)
	if err != nil {
		return 0, err
	}
	if _, stands := old.Amended(patch); !stands {
		r.note(noteTakenBack)
		return unchanged, nil
	}
	var fields []record.Assign
	before := activityFields(old)
	for i, want := range activityFields(a) {
		said := before[i].Value
		if patch != nil {
			if imported, _ := lastOf(patch, want.Field); imported != nil {
				said = imported.Value
			}
		}
		if r.derived && want.Field == record.FieldAccount {
			continue
		}
		if want.Value != said && want.Value != (record.Value{}) {
			fields = append(fields, want)
		}
	}
	if len(fields) == 0 {
		return unchanged, nil
	}
	return updated, r.add(event.Amend{Activity: a.ID, Fields: fields})
}

func activityFields(a record.Activity) []record.Assign {
	return []record.Assign{
		textField(record.FieldKind, a.Kind), assign(record.FieldWhen, record.TimeValue(a.At)),
		assign(record.FieldRep, record.IDValue(a.Rep)), assign(record.FieldAccount, record.IDValue(a.Account)),
		assign(record.FieldDeal, record.IDValue(a.Deal)), assign(record.FieldContact, record.IDValue(a.Contact)),
		textField(record.FieldOutcome, a.Outcome), assign(record.FieldDuration, record.IntValue(int64(a.Seconds))),
		assign(record.FieldWorth, record.MoneyValue(a.Worth)), textField(record.FieldNextStep, a.NextKind),
		assign(record.FieldNextDue, record.TimeValue(a.NextDue)), assign(record.FieldTags, record.ListValue(a.Tags)),
		textField(record.FieldNote, a.Note),
	}
}
