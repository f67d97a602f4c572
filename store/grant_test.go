package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"pgregory.net/rapid"
)

// everyRole are all roles and, first, the one that there is not.
var everyRole = []Role{0, RoleViewer, RoleRep, RoleManager, RoleAdmin}

// guest is a file on which ann works under a grant, beside bob.
type guest struct {
	*Store
	owner *Store
}

var (
	ann, bob           = record.RepID("Ann"), record.RepID("Bob")
	noon               = record.Time{Unix: 1_795_521_600} // 2026-11-24 12:00 UTC
	annsDeal, bobsDeal = record.ID{0xd, 1}, record.ID{0xd, 2}
	annsCall, bobsCall = record.ID{0xc, 1}, record.ID{0xc, 2}
	annsFirm, bobsFirm = record.AccountID("Acme"), record.AccountID("Bolt")
	nobodys            = record.AccountID("Cork")
)

func set(t record.Type, id record.ID, fields ...record.Assign) event.Set {
	return event.Set{Type: t, ID: id, At: noon, Fields: fields}
}

func field(f record.Field, v record.Value) record.Assign { return record.Assign{Field: f, Value: v} }

func named(name string) record.Assign { return field(record.FieldName, record.Text(name)) }

func ownedBy(rep record.ID) record.Assign { return field(record.FieldRep, record.IDValue(rep)) }

func atAccount(id record.ID) record.Assign { return field(record.FieldAccount, record.IDValue(id)) }

func callBy(rep, id, account record.ID) event.Activity {
	return event.Activity{Activity: record.Activity{ID: id, Kind: "call", At: noon, Rep: rep, Account: account}}
}

// newGuest makes the file. The references of what it holds are its events'
// numbers, in the order in which they stand here.
func newGuest(t testing.TB, role Role) guest {
	t.Helper()
	s, err := Create(context.Background(), filepath.Join(t.TempDir(), "f.db"), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	put := func(by record.ID, bodies ...event.Body) {
		t.Helper()
		if _, err := s.Append(ctx, by, bodies...); err != nil {
			t.Fatal(err)
		}
	}
	put(record.ID{}, set(record.TypeRep, ann, named("Ann")), set(record.TypeRep, bob, named("Bob")))
	for _, x := range []struct {
		rep, firm, deal, call record.ID
		name                  string
	}{{ann, annsFirm, annsDeal, annsCall, "Acme"}, {bob, bobsFirm, bobsDeal, bobsCall, "Bolt"}} {
		put(x.rep, set(record.TypeAccount, x.firm, named(x.name), ownedBy(x.rep)))
		put(x.rep, set(record.TypeContact, record.ContactID(x.firm, "Kim"), named("Kim"), atAccount(x.firm)))
		put(x.rep, set(record.TypeDeal, x.deal, field(record.FieldTitle, record.Text("of "+x.name)), ownedBy(x.rep), atAccount(x.firm)))
		put(x.rep, callBy(x.rep, x.call, x.firm))
	}
	put(record.ID{}, set(record.TypeAccount, nobodys, named("Cork")))
	return guest{Store: s.As(Grant{Role: role, Rep: ann}), owner: s}
}

// refOf gives the reference of the event that began a thing.
func (g guest) refOf(t testing.TB, typ record.Type, id record.ID) record.Ref {
	t.Helper()
	events, err := g.owner.History(context.Background(), typ, id)
	if err != nil || len(events) == 0 {
		t.Fatalf("no history of %v %v: %v", typ, id, err)
	}
	return events[0].Ref
}

// TestWhoMayWriteWhat goes through every kind of body and every type of
// record, of one's own and of others, in every role.
func TestWhoMayWriteWhat(t *testing.T) {
	owns, leads, runs := among(RoleRep, RoleManager, RoleAdmin), among(RoleManager, RoleAdmin), among(RoleAdmin)
	void := func(g guest, typ record.Type, id record.ID) event.Body {
		return event.Void{Target: g.refOf(t, typ, id), Type: typ, ID: id}
	}
	own := func(b event.Body) func(guest) []event.Body {
		return func(guest) []event.Body { return []event.Body{b} }
	}
	note := func(s string) record.Assign { return field(record.FieldNote, record.Text(s)) }
	early := set(record.TypeDeal, annsDeal, field(record.FieldStage, record.Text("won")))
	early.At = record.Time{}
	for _, c := range []struct {
		what string
		may  roles
		do   func(guest) []event.Body
	}{
		{"own activity", owns, own(callBy(ann, record.ID{0xc, 9}, annsFirm))},
		{"activity of another", runs, own(callBy(bob, record.ID{0xc, 9}, annsFirm))},
		{"activity of nobody", runs, own(callBy(record.ID{}, record.ID{0xc, 9}, annsFirm))},
		{"the id of another's activity again", runs, own(callBy(ann, bobsCall, annsFirm))},
		{"own activity at another's account", owns, own(callBy(ann, record.ID{0xc, 9}, bobsFirm))},
		{"own activity on another's deal", leads, func(guest) []event.Body {
			a := callBy(ann, record.ID{0xc, 9}, bobsFirm)
			a.Deal = bobsDeal
			return []event.Body{a}
		}},
		{"own activity amended", owns, own(event.Amend{Activity: annsCall, Fields: []record.Assign{note("x")}})},
		{"own activity given away", runs, own(event.Amend{Activity: annsCall, Fields: []record.Assign{ownedBy(bob)}})},
		{"own activity put on another's deal", leads, own(event.Amend{Activity: annsCall, Fields: []record.Assign{field(record.FieldDeal, record.IDValue(bobsDeal))}})},
		{"another's activity amended", runs, own(event.Amend{Activity: bobsCall, Fields: []record.Assign{note("x")}})},
		{"another's activity taken over", runs, own(event.Amend{Activity: bobsCall, Fields: []record.Assign{ownedBy(ann)}})},
		{"an unknown activity amended", runs, own(event.Amend{Activity: record.ID{0xc, 99}, Fields: []record.Assign{note("x")}})},
		{"new own deal", owns, own(set(record.TypeDeal, record.ID{0xd, 9}, ownedBy(ann), atAccount(bobsFirm)))},
		{"new own deal in two steps", owns, func(guest) []event.Body {
			return []event.Body{set(record.TypeDeal, record.ID{0xd, 9}, ownedBy(ann)), set(record.TypeDeal, record.ID{0xd, 9}, field(record.FieldStage, record.Text("won")))}
		}},
		{"new deal of another", leads, own(set(record.TypeDeal, record.ID{0xd, 9}, ownedBy(bob)))},
		{"another's deal given to its owner and changed", runs, func(guest) []event.Body {
			return []event.Body{set(record.TypeDeal, bobsDeal, ownedBy(bob)), set(record.TypeDeal, bobsDeal, field(record.FieldStage, record.Text("won")))}
		}},
		{"new deal of nobody", runs, own(set(record.TypeDeal, record.ID{0xd, 9}, field(record.FieldTitle, record.Text("x"))))},
		{"own deal changed", owns, own(set(record.TypeDeal, annsDeal, field(record.FieldStage, record.Text("won"))))},
		{"own deal changed from the beginning", owns, own(early)},
		{"own deal given away", leads, own(set(record.TypeDeal, annsDeal, ownedBy(bob)))},
		{"another's deal changed", runs, own(set(record.TypeDeal, bobsDeal, field(record.FieldStage, record.Text("won"))))},
		{"another's deal taken", leads, own(set(record.TypeDeal, bobsDeal, ownedBy(ann)))},
		{"another's deal taken and changed", runs, own(set(record.TypeDeal, bobsDeal, ownedBy(ann), field(record.FieldStage, record.Text("won"))))},
		{"new own account", owns, own(set(record.TypeAccount, record.ID{0xa, 9}, named("New"), ownedBy(ann)))},
		{"new account of nobody", owns, own(set(record.TypeAccount, record.ID{0xa, 9}, named("New")))},
		{"new account of another", leads, own(set(record.TypeAccount, record.ID{0xa, 9}, named("New"), ownedBy(bob)))},
		{"own account changed", owns, own(set(record.TypeAccount, annsFirm, field(record.FieldSegment, record.Text("x"))))},
		{"own account given away", leads, own(set(record.TypeAccount, annsFirm, ownedBy(bob)))},
		{"own account left", leads, own(set(record.TypeAccount, annsFirm, ownedBy(record.ID{})))},
		{"nobody's account changed", owns, own(set(record.TypeAccount, nobodys, field(record.FieldSegment, record.Text("x"))))},
		{"nobody's account taken", owns, own(set(record.TypeAccount, nobodys, ownedBy(ann)))},
		{"another's account changed", runs, own(set(record.TypeAccount, bobsFirm, field(record.FieldSegment, record.Text("x"))))},
		{"another's account named, with nothing logged", runs, own(set(record.TypeAccount, bobsFirm, named("Bolt")))},
		{"another's account renamed in passing", runs, func(guest) []event.Body {
			return []event.Body{callBy(ann, record.ID{0xc, 9}, bobsFirm), set(record.TypeAccount, bobsFirm, named("Other"))}
		}},
		{"another's account lost in passing", runs, func(guest) []event.Body {
			return []event.Body{callBy(ann, record.ID{0xc, 9}, bobsFirm), set(record.TypeAccount, bobsFirm, field(record.FieldLost, record.BoolValue(true)))}
		}},
		{"new contact anywhere", owns, own(set(record.TypeContact, record.ID{0xb, 9}, named("Lee"), atAccount(bobsFirm)))},
		{"contact of own account", owns, own(set(record.TypeContact, record.ContactID(annsFirm, "Kim"), field(record.FieldPhone, record.Text("1"))))},
		{"contact of own account moved to another's", runs, own(set(record.TypeContact, record.ContactID(annsFirm, "Kim"), atAccount(bobsFirm)))},
		{"contact of another's account", runs, own(set(record.TypeContact, record.ContactID(bobsFirm, "Kim"), field(record.FieldPhone, record.Text("1"))))},
		{"goal", leads, own(set(record.TypeGoal, record.ID{1}, field(record.FieldIndicator, record.Text("calls"))))},
		{"annotation", leads, own(set(record.TypeAnnotation, record.ID{1}, named("fair")))},
		{"measurement", leads, own(event.NewMeasure("traffic", noon.Date(), 1))},
		{"setting", runs, own(set(record.TypeSetting, record.SettingID("x"), field(record.FieldKey, record.Text("x"))))},
		{"rep", runs, own(set(record.TypeRep, ann, named("Anna")))},
		{"kind", runs, own(set(record.TypeKind, record.ID{1}, named("x")))},
		{"stage", runs, own(set(record.TypeStage, record.ID{1}, named("x")))},
		{"unknown", runs, own(event.Unknown{Kind: 99, Raw: []byte{1}})},
		{"own activity taken back", owns, func(g guest) []event.Body { return []event.Body{void(g, record.TypeActivity, annsCall)} }},
		{"own deal taken back", owns, func(g guest) []event.Body { return []event.Body{void(g, record.TypeDeal, annsDeal)} }},
		{"own account taken back", owns, func(g guest) []event.Body { return []event.Body{void(g, record.TypeAccount, annsFirm)} }},
		{"another's activity taken back", runs, func(g guest) []event.Body { return []event.Body{void(g, record.TypeActivity, bobsCall)} }},
		{"another's deal taken back", runs, func(g guest) []event.Body { return []event.Body{void(g, record.TypeDeal, bobsDeal)} }},
		{"nobody's account taken back", runs, func(g guest) []event.Body { return []event.Body{void(g, record.TypeAccount, nobodys)} }},
		{"an undo that says the wrong thing", 0, func(g guest) []event.Body {
			return []event.Body{event.Void{Target: g.refOf(t, record.TypeActivity, annsCall), Type: record.TypeDeal, ID: bobsDeal}}
		}},
		{"an undo of nothing", 0, own(event.Void{Target: record.Ref{Node: 1, Seq: 99}, Type: record.TypeDeal, ID: annsDeal})},
	} {
		for _, role := range everyRole {
			g := newGuest(t, role)
			bodies := c.do(g)
			if role == RoleAdmin && c.may == 0 {
				continue // who may do everything may do this, too
			}
			before := fileState(t, g.owner)
			_, err := g.Append(context.Background(), ann, bodies...)
			checkRefusal(t, fmt.Sprintf("%s as %v", c.what, role), err, c.may.has(role))
			checkSentence(t, c.what, role, err)
			if err != nil && !reflect.DeepEqual(before, fileState(t, g.owner)) {
				t.Errorf("%s as %v was refused and changed the file", c.what, role)
			}
		}
	}
}

func checkRefusal(t *testing.T, what string, err error, may bool) {
	t.Helper()
	var told *say.Error
	switch {
	case may && err != nil:
		t.Errorf("%s: %v", what, err)
	case !may && !errors.Is(err, ErrNotAllowed):
		t.Errorf("%s: not refused, but %v", what, err)
	case !may && (!errors.As(err, &told) || !say.English().Has(told.Key)):
		t.Errorf("%s: refused without words: %v", what, err)
	}
}

// whoMay finds who may do it, and as what one is here, in a refusal.
var whoMay = regexp.MustCompile(`(?:is for|are for|by) ([a-z, ]+); you are here as (\w+)\.`)

// checkSentence holds that a refusal says nothing that is not so: not that it is
// for a role that one has, nor that what is one's own is somebody else's; and to
// who only looks, nothing but that, and who can change it.
func checkSentence(t *testing.T, what string, role Role, err error) {
	t.Helper()
	var told *say.Error
	if !errors.As(err, &told) {
		return
	}
	text := told.Say(say.English())
	if m := whoMay.FindStringSubmatch(text); m != nil && (m[2] != role.String() || slices.Contains(strings.Split(m[1], ", "), m[2])) {
		t.Errorf("%s as %v: %s", what, role, text)
	}
	teams := slices.Contains([]string{"goal", "annotation", "measurement", "setting", "rep", "kind", "stage", "unknown"}, what)
	if looks := role == RoleViewer && !teams && !strings.HasPrefix(what, "an undo"); looks != strings.Contains(text, "may only look: you are here as viewer. Recording is for rep, manager, admin; an admin can give your key another role.") {
		t.Errorf("%s as %v: %s", what, role, text)
	}
	theirs := strings.Contains(what, "another") || strings.Contains(what, "nobody") || strings.Contains(what, "undo") || strings.Contains(what, "unknown")
	if !theirs && (strings.Contains(text, "not yours") || strings.Contains(text, "belongs to somebody else")) {
		t.Errorf("%s as %v: %s", what, role, text)
	}
}

// What was somebody else's at that time is not said to be theirs now, and a key
// without a rep is told that nothing can be its own.
func TestRefusalsOfThePastAndOfNobody(t *testing.T) {
	ctx := context.Background()
	g := newGuest(t, RoleRep)
	late := set(record.TypeDeal, bobsDeal, ownedBy(ann))
	late.At = record.Time{Unix: noon.Unix + 86_400}
	if _, err := g.owner.Append(ctx, record.ID{}, late); err != nil {
		t.Fatal(err)
	}
	then := set(record.TypeDeal, bobsDeal, field(record.FieldStage, record.Text("won")))
	_, err := g.Append(ctx, ann, then)
	if text := say.English().Err(err); !strings.Contains(text, "At that time this was somebody else's") {
		t.Error(text)
	}
	_, err = g.owner.As(Grant{Role: RoleManager}).Append(ctx, record.ID{}, callBy(record.ID{}, record.ID{0xc, 9}, annsFirm))
	if text := say.English().Err(err); !strings.Contains(text, "stands for no rep") || !errors.Is(err, ErrNotAllowed) {
		t.Error(text)
	}
}

func fileState(t *testing.T, s *Store) map[record.Node]uint64 {
	t.Helper()
	n, err := s.Nodes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestPermissionsAreComplete holds that every type of record is in the table.
func TestPermissionsAreComplete(t *testing.T) {
	for typ := record.Type(1); len(event.FieldsOf(typ)) > 0; typ++ {
		p, ok := permissions[typ]
		if !ok || !p.any.has(RoleAdmin) || !say.English().Has("grant.no."+p.what) {
			t.Errorf("type %d: %+v", typ, p)
		}
		if (p.any | p.own).has(RoleViewer) {
			t.Errorf("viewers may write type %d", typ)
		}
	}
}

// TestEveryMethodIsHeldToTheGrant calls every exported method in every role: a
// method that is added has to be listed with the roles that may use it.
func TestEveryMethodIsHeldToTheGrant(t *testing.T) {
	ctx := context.Background()
	all, none := among(everyRole[1:]...), roles(0)
	own, whole, admin := among(RoleRep, RoleManager, RoleAdmin), readAll, writeAll
	free := none // methods that tell nothing of what the file holds
	known := map[string]bool{}
	for name, m := range map[string]struct {
		may  roles
		call func(g guest) error
	}{
		"As": {free, nil}, "Grant": {free, nil}, "Path": {free, nil}, "Node": {free, nil}, "RefText": {free, nil},
		"Snapshot": {all, func(g guest) error { _, err := g.Snapshot(ctx); return err }},
		"Refresh": {all, func(g guest) error {
			old, err := g.owner.As(Grant{Role: RoleViewer}).Snapshot(ctx)
			if err == nil {
				_, _, err = g.Refresh(ctx, old)
			}
			return err
		}},
		"MayWrite":   {whole, func(g guest) error { return g.MayWrite(record.TypeGoal) }},
		"Changed":    {all, func(g guest) error { _, err := g.Changed(Revision{}); return err }},
		"Book":       {all, func(g guest) error { _, err := g.Book(ctx, record.TypeDeal); return err }},
		"Ref":        {all, func(g guest) error { _, err := g.Ref("1"); return err }},
		"Activities": {all, func(g guest) error { return g.Activities(ctx, Query{}, func(record.Activity) bool { return true }) }},
		"Event": {own, func(g guest) error {
			_, err := g.Event(ctx, g.refOf(t, record.TypeActivity, annsCall))
			return refused(err, ErrNoEvent)
		}},
		"History": {own, func(g guest) error {
			events, err := g.History(ctx, record.TypeDeal, annsDeal)
			if err == nil && len(events) == 0 {
				err = ErrNotAllowed
			}
			return err
		}},
		"TakenBack": {own, func(g guest) error { _, err := g.TakenBack(ctx); return err }},
		"LastOwn":   {own, func(g guest) error { _, err := g.LastOwn(ctx, ann); return err }},
		"Append":    {own, func(g guest) error { _, err := g.Append(ctx, ann, callBy(ann, record.ID{9}, annsFirm)); return err }},
		"Undo": {own, func(g guest) error {
			_, err := g.Undo(ctx, ann, g.refOf(t, record.TypeActivity, annsCall))
			return err
		}},
		"Nodes":  {whole, func(g guest) error { _, err := g.Nodes(ctx); return err }},
		"Events": {whole, func(g guest) error { return g.Events(ctx, nil, func(event.Event) bool { return true }) }},
		"Batch": {whole, func(g guest) error {
			b, err := g.Batch(ctx, ann)
			if err == nil {
				err = b.Close()
			}
			return err
		}},
		"Pause":   {none, func(g guest) error { _, err := g.Pause(ctx); return err }},
		"Merge":   {admin, func(g guest) error { return g.Merge(ctx, nil) }},
		"Check":   {admin, func(g guest) error { _, err := g.Check(ctx, nil); return err }},
		"Backup":  {admin, func(g guest) error { return g.Backup(ctx, t.TempDir()+"/b") }},
		"Rebuild": {admin, func(g guest) error { return g.Rebuild(ctx) }},
	} {
		known[name] = true
		if m.call == nil {
			continue
		}
		for _, role := range everyRole {
			err := m.call(newGuest(t, role))
			if may := m.may.has(role); may && err != nil || !may && !errors.Is(err, ErrNotAllowed) {
				t.Errorf("%s as %v: %v", name, role, err)
			}
		}
	}
	for m := range reflect.TypeFor[*Store]().Methods() {
		if !known[m.Name] {
			t.Errorf("Store.%s is not in the table: who may call it?", m.Name)
		}
	}
}

// refused reads an error that stands for a refusal.
func refused(err, is error) error {
	if errors.Is(err, is) {
		return ErrNotAllowed
	}
	return err
}

func TestNobodySignsForAnother(t *testing.T) {
	ctx := context.Background()
	for _, role := range everyRole {
		g := newGuest(t, role)
		for name, call := range map[string]func() error{
			"Append":  func() error { _, err := g.Append(ctx, bob, callBy(ann, record.ID{9}, annsFirm)); return err },
			"nobody":  func() error { _, err := g.Append(ctx, record.ID{}, callBy(ann, record.ID{8}, annsFirm)); return err },
			"LastOwn": func() error { _, err := g.LastOwn(ctx, bob); return err },
			"Undo":    func() error { _, err := g.Undo(ctx, bob, g.refOf(t, record.TypeActivity, bobsCall)); return err },
			"Batch":   func() error { _, err := g.Batch(ctx, bob); return err },
		} {
			checkRefusal(t, fmt.Sprintf("%s as %v", name, role), call(), role == RoleAdmin)
		}
	}
}

func TestAGrantGivesNoOther(t *testing.T) {
	g := newGuest(t, RoleRep)
	if _, err := g.As(Grant{Role: RoleAdmin, Rep: ann}).Snapshot(context.Background()); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("a rep made an admin of themselves: %v", err)
	}
	if _, err := g.owner.As(Grant{Role: RoleRep}).Append(context.Background(), record.ID{}, callBy(record.ID{}, record.ID{9}, record.ID{})); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("a rep without a name owns what nobody owns: %v", err)
	}
}

// TestLoggingAtAnothersAccount holds that what quick entry says by the way of
// an account that the rep cannot see is left out, and told to be.
func TestLoggingAtAnothersAccount(t *testing.T) {
	g, ctx := newGuest(t, RoleRep), context.Background()
	kim := record.ContactID(bobsFirm, "kim")
	call := callBy(ann, record.ID{0xc, 9}, bobsFirm)
	call.Contact = kim
	r, err := g.Append(ctx, ann,
		set(record.TypeAccount, bobsFirm, named("bolt"), ownedBy(ann), field(record.FieldLead, record.BoolValue(true))),
		set(record.TypeContact, kim, named("kim"), atAccount(bobsFirm)),
		call,
		set(record.TypeAccount, bobsFirm, field(record.FieldNextStep, record.Text("demo")), field(record.FieldNextDue, record.TimeValue(noon))))
	if err != nil || len(r.Events) != 1 || len(r.Left) != 3 {
		t.Fatalf("%v: %d recorded, %d left", err, len(r.Events), len(r.Left))
	}
	book, err := g.owner.Book(ctx, record.TypeAccount, record.TypeContact)
	if err != nil {
		t.Fatal(err)
	}
	if a := book.Accounts[bobsFirm]; a.Name != "Bolt" || a.Rep != bob || a.NextStep != "" || a.Lead {
		t.Errorf("the account was changed: %+v", a)
	}
	mine, err := g.Snapshot(ctx)
	if c := mine.Book.Contacts[kim]; err != nil || mine.Book.Accounts[bobsFirm] == nil || c == nil || !c.Bare || c.Name != "Kim" {
		t.Errorf("of an account that was called not the name alone is seen, and of the contact what was typed: %+v, %v", c, err)
	}
	again, err := g.Append(ctx, ann, set(record.TypeAccount, bobsFirm, named("bolt")), call)
	if err != nil || !again.Duplicate {
		t.Errorf("a retry: %+v, %v", again, err)
	}
	deal, err := g.Append(ctx, ann, set(record.TypeAccount, bobsFirm, named("Bolt")), set(record.TypeDeal, record.ID{0xd, 9}, ownedBy(ann), atAccount(bobsFirm)))
	if err != nil || len(deal.Events) != 1 {
		t.Errorf("a deal there: %+v, %v", deal, err)
	}
}

// TestTheTimeBeforeAHandoverStays holds that a new owner does not rewrite what
// was the former one's.
func TestTheTimeBeforeAHandoverStays(t *testing.T) {
	g, ctx := newGuest(t, RoleRep), context.Background()
	hand := set(record.TypeDeal, bobsDeal, ownedBy(ann))
	hand.At.Unix += 3600
	if _, err := g.owner.Append(ctx, record.ID{}, hand); err != nil {
		t.Fatal(err)
	}
	won := set(record.TypeDeal, bobsDeal, field(record.FieldStage, record.Text("won")))
	_, err := g.Append(ctx, ann, won)
	checkRefusal(t, "a stage before the handover", err, false)
	won.At.Unix += 7200
	_, err = g.Append(ctx, ann, won)
	checkRefusal(t, "a stage after it", err, true)
	_, err = g.Undo(ctx, ann, g.refOf(t, record.TypeDeal, bobsDeal))
	checkRefusal(t, "taking back how it began", err, false)
}

// TestWhatIsSeen holds what a snapshot shows each role.
func TestWhatIsSeen(t *testing.T) {
	ctx := context.Background()
	for _, role := range everyRole[1:] {
		g := newGuest(t, role)
		n, err := g.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		whole, rep := role == RoleManager || role == RoleAdmin, role == RoleRep
		b := n.Book
		for what, c := range map[string]struct{ seen, want bool }{
			"own deal": {b.Deals[annsDeal] != nil, rep || whole}, "another's deal": {b.Deals[bobsDeal] != nil, whole},
			"own account": {b.Accounts[annsFirm] != nil, rep || whole}, "another's account": {b.Accounts[bobsFirm] != nil, whole},
			"nobody's account": {b.Accounts[nobodys] != nil, rep || whole},
			"own contact":      {b.Contacts[record.ContactID(annsFirm, "Kim")] != nil, rep || whole},
			"another's":        {b.Contacts[record.ContactID(bobsFirm, "Kim")] != nil, whole},
			"own name":         {b.Reps[ann] != nil, rep || whole}, "another's name": {b.Reps[bob] != nil, whole},
			"own call":        {len(n.Rows(noon.Date())) > 0, rep || whole},
			"another's call":  {len(n.Rows(noon.Date())) > 1, whole},
			"own count":       {len(n.Cells(noon.Date())) > 0, rep || whole},
			"another's count": {len(n.Cells(noon.Date())) > 1, whole},
			"the whole":       {len(n.Totals().Book.Deals) == 2 && len(n.Totals().Rows(noon.Date())) == 2, true},
		} {
			if c.seen != c.want {
				t.Errorf("%s as %v: seen %v, want %v", what, role, c.seen, c.want)
			}
		}
		var calls []record.ID
		if err := g.Activities(ctx, Query{}, func(a record.Activity) bool { calls = append(calls, a.Rep); return true }); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int{true: 2, false: map[bool]int{true: 1}[rep]}[whole]; len(calls) != want {
			t.Errorf("as %v %d activities", role, len(calls))
		}
		if err := g.Activities(ctx, Query{Rep: bob}, func(record.Activity) bool { return true }); (err == nil) != whole {
			t.Errorf("another's activities as %v: %v", role, err)
		}
		for what, ref := range map[string]record.Ref{"deal": g.refOf(t, record.TypeDeal, bobsDeal), "call": g.refOf(t, record.TypeActivity, bobsCall), "rep": g.refOf(t, record.TypeRep, bob)} {
			if _, err := g.Event(ctx, ref); (err == nil) != whole {
				t.Errorf("the event of another's %s as %v: %v", what, role, err)
			}
		}
	}
}

// TestSightsAreShared holds that who sees the same shares one snapshot, and
// that nothing is read again while nothing changes.
func TestSightsAreShared(t *testing.T) {
	ctx := context.Background()
	s := newGuest(t, RoleRep).owner
	see := func(g Grant) *Snapshot {
		t.Helper()
		n, err := s.As(g).Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	rep := Grant{Role: RoleRep, Rep: ann}
	once, again := see(rep), see(rep)
	if once != again || see(Grant{Role: RoleManager, Rep: ann}) != see(Grant{Role: RoleAdmin, Rep: bob}) || see(rep).Totals() != see(Grant{Role: RoleManager}) {
		t.Error("who sees the same has several snapshots")
	}
	if see(Grant{Role: RoleViewer, Rep: ann}) != see(Grant{Role: RoleViewer, Rep: bob}) {
		t.Error("viewers have several snapshots")
	}
	before := see(rep)
	if _, err := s.Append(ctx, bob, callBy(bob, record.ID{9}, bobsFirm)); err != nil {
		t.Fatal(err)
	}
	after, c, err := s.As(rep).Refresh(ctx, before)
	if err != nil || c.All || len(c.Days) != 1 || len(c.Entities) != 0 || after.Nth() != before.Nth()+1 {
		t.Errorf("after a call of another: %v %+v %d", err, c, after.Nth())
	}
	if !reflect.DeepEqual(keys(before.Book), keys(after.Book)) || reflect.ValueOf(before.Book.Deals).Pointer() != reflect.ValueOf(after.Book.Deals).Pointer() {
		t.Error("a call of another made the rep's book anew")
	}
}

// keys are what a book shows.
func keys(b *record.Book) (out [4]map[record.ID]string) {
	for i := range out {
		out[i] = make(map[record.ID]string)
	}
	for id, d := range b.Deals {
		out[0][id] = d.Now.Title + d.Now.Stage
	}
	for id, a := range b.Accounts {
		out[1][id] = fmt.Sprint(a.Name, a.Segment, a.Rep, a.Bare)
	}
	for id, c := range b.Contacts {
		out[2][id] = fmt.Sprint(c.Name, c.Account, c.Phone, c.Bare)
	}
	for id, r := range b.Reps {
		out[3][id] = r.Name
	}
	return out
}

// TestAPartStaysWhatItWouldBeAnew holds that a rep's part that is brought up to
// date, change by change or over several at once, is what it would be if it
// were made anew.
func TestAPartStaysWhatItWouldBeAnew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		s := newGuest(t, RoleRep).owner
		mine := s.As(Grant{Role: RoleRep, Rep: ann})
		old, err := mine.Snapshot(ctx)
		if err != nil {
			rt.Fatal(err)
		}
		accounts := []record.ID{annsFirm, bobsFirm, nobodys, record.AccountID("Dome")}
		reps := []record.ID{ann, bob, {}}
		var refs []record.Ref
		for step := range rapid.IntRange(1, 12).Draw(rt, "steps") {
			account := rapid.SampledFrom(accounts).Draw(rt, "account")
			rep := rapid.SampledFrom(reps).Draw(rt, "rep")
			var b event.Body
			switch rapid.IntRange(0, 6).Draw(rt, "what") {
			case 0:
				call := callBy(rep, record.ID{0xe, byte(step)}, account)
				call.Contact = rapid.SampledFrom([]record.ID{{}, record.ContactID(bobsFirm, "Kim"), {0xb, 1}}).Draw(rt, "with")
				b = call
			case 1:
				b = set(record.TypeAccount, account, named("N"), ownedBy(rep))
			case 2:
				b = set(record.TypeDeal, rapid.SampledFrom([]record.ID{annsDeal, bobsDeal, {0xd, 7}}).Draw(rt, "deal"), ownedBy(rep), atAccount(account))
			case 3:
				b = set(record.TypeContact, rapid.SampledFrom([]record.ID{record.ContactID(annsFirm, "Kim"), {0xb, 1}}).Draw(rt, "contact"), named("C"), atAccount(account))
			case 4:
				b = event.Amend{Activity: rapid.SampledFrom([]record.ID{annsCall, bobsCall}).Draw(rt, "call"), Fields: []record.Assign{ownedBy(rep), atAccount(account)}}
			default:
				if len(refs) > 0 {
					if _, err := s.Undo(ctx, record.ID{}, rapid.SampledFrom(refs).Draw(rt, "ref")); err != nil {
						rt.Fatal(err)
					}
				}
			}
			if b != nil {
				r, err := s.Append(ctx, rapid.SampledFrom(reps).Draw(rt, "by"), b)
				if err != nil {
					rt.Fatal(err)
				}
				if len(r.Events) > 0 {
					refs = append(refs, r.Events[0].Ref)
				}
			}
			if rapid.Bool().Draw(rt, "look") {
				if old, _, err = mine.Refresh(ctx, old); err != nil {
					rt.Fatal(err)
				}
			}
		}
		if old, _, err = mine.Refresh(ctx, old); err != nil {
			rt.Fatal(err)
		}
		other, err := Open(ctx, s.path, testOptions())
		if err != nil {
			rt.Fatal(err)
		}
		fresh, err := other.As(Grant{Role: RoleRep, Rep: ann}).Snapshot(ctx)
		if err != nil {
			rt.Fatal(err)
		}
		got, want := keys(old.Book), keys(fresh.Book)
		for i := range got {
			if !maps.Equal(got[i], want[i]) {
				rt.Fatalf("kept %v, anew %v", got[i], want[i])
			}
		}
		if a, b := old.Rows(noon.Date()), fresh.Rows(noon.Date()); !slices.Equal(a, b) {
			rt.Fatalf("rows kept %v, anew %v", a, b)
		}
	})
}

// TestOfAnothersAccountOnlyTheNameIsSeen has a rep do all they can to come by
// what others said of their accounts: touch them, put deals and contacts at
// them, name them and take back.
func TestOfAnothersAccountOnlyTheNameIsSeen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		g := newGuest(t, RoleRep)
		told := func(f record.Field) record.Assign { return field(f, record.Text("told by others")) }
		kim := record.ContactID(bobsFirm, "Kim")
		if _, err := g.owner.Append(ctx, bob,
			set(record.TypeAccount, bobsFirm, told(record.FieldSource), told(record.FieldSegment), told(record.FieldNextStep), field(record.FieldNextDue, record.TimeValue(noon)), field(record.FieldCreated, record.TimeValue(noon))),
			set(record.TypeContact, kim, told(record.FieldPhone), told(record.FieldEmail))); err != nil {
			rt.Fatal(err)
		}
		for step := range rapid.IntRange(1, 6).Draw(rt, "steps") {
			contact := rapid.SampledFrom([]record.ID{kim, {0xb, 7}}).Draw(rt, "contact")
			call := callBy(ann, record.ID{0xe, byte(step)}, bobsFirm)
			call.Contact = contact
			var bodies []event.Body
			switch rapid.IntRange(0, 5).Draw(rt, "what") {
			case 0:
				bodies = []event.Body{call}
			case 1:
				bodies = []event.Body{set(record.TypeAccount, bobsFirm, named("Bolt"), ownedBy(ann)), set(record.TypeContact, contact, named("Kim"), atAccount(bobsFirm)), call}
			case 2:
				bodies = []event.Body{set(record.TypeDeal, record.ID{0xd, byte(7 + step)}, ownedBy(ann), atAccount(bobsFirm), field(record.FieldContact, record.IDValue(contact)))}
			case 3:
				bodies = []event.Body{set(record.TypeContact, record.ID{0xb, 7}, named("Lee"), atAccount(bobsFirm))}
			case 4:
				if _, err := g.owner.Append(ctx, bob, set(record.TypeContact, record.ID{0xb, 7}, atAccount(bobsFirm), told(record.FieldPhone))); err != nil {
					rt.Fatal(err)
				}
			case 5:
				if ref, err := g.LastOwn(ctx, ann); err == nil {
					_, _ = g.Undo(ctx, ann, ref) // may be refused
				}
			}
			if len(bodies) > 0 {
				_, _ = g.Append(ctx, ann, bodies...) // may be refused
			}
			checkBare(rt, g)
		}
	})
}

// An own entry shows the contact that one typed, though another rep entered it
// and its account is theirs: as it was typed, and nothing that was said since.
func TestAnOwnEntryNamesTheContactOneTyped(t *testing.T) {
	ctx := context.Background()
	g := newGuest(t, RoleRep)
	kim := record.ContactID(bobsFirm, "Kim")
	if _, err := g.owner.Append(ctx, bob, set(record.TypeContact, kim, field(record.FieldPhone, record.Text("1")), named("Kimberley"))); err != nil {
		t.Fatal(err)
	}
	old, err := g.Snapshot(ctx)
	if err != nil || old.Book.Contacts[kim] != nil {
		t.Fatalf("%+v, %v before anything was logged", old.Book.Contacts[kim], err)
	}
	call := callBy(ann, record.ID{0xc, 9}, bobsFirm)
	call.Contact = kim
	r, err := g.Append(ctx, ann, call, set(record.TypeContact, kim, named("kim"), atAccount(bobsFirm)))
	if err != nil {
		t.Fatal(err)
	}
	now, _, err := g.Refresh(ctx, old)
	if err != nil {
		t.Fatal(err)
	}
	c := now.Book.Contacts[kim]
	if c == nil || c.Name != "Kim" || c.Phone != "" || !c.Bare || c.Account != bobsFirm {
		t.Fatalf("the contact typed reads %+v", c)
	}
	if events, err := g.History(ctx, record.TypeContact, kim); err != nil || len(events) > 0 {
		t.Errorf("its history is seen: %d, %v", len(events), err)
	}
	if _, err := g.Undo(ctx, ann, r.Events[0].Ref); err != nil {
		t.Fatal(err)
	}
	if now, _, err = g.Refresh(ctx, now); err != nil || now.Book.Contacts[kim] != nil {
		t.Errorf("it is seen after the entry was taken back: %+v, %v", now.Book.Contacts[kim], err)
	}
}

// checkBare holds that ann sees nothing of Bob's account but its name.
func checkBare(t *rapid.T, g guest) {
	ctx := context.Background()
	n, err := g.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var entities []*record.Entity
	if a := n.Book.Accounts[bobsFirm]; a != nil {
		if entity := a.Entity(); len(entity.Changes) != 1 || entity.Changes[0] != (record.Change{Field: record.FieldName, Value: record.Text("Bolt")}) {
			t.Fatalf("more than a name: %+v", entity.Changes)
		}
		entities = append(entities, a.Entity())
	}
	for _, c := range n.Book.Contacts {
		if c.Account == bobsFirm {
			entities = append(entities, c.Entity())
		}
	}
	for _, e := range entities {
		for _, c := range e.Changes {
			if c.Value.Text == "told by others" || c.By == bob {
				t.Fatalf("%v of %v: %+v", e.Type, e.ID, c)
			}
		}
		if events, err := g.History(ctx, e.Type, e.ID); err != nil || len(events) > 0 {
			t.Fatalf("%d events of %v %v: %v", len(events), e.Type, e.ID, err)
		}
	}
}

// TestWhatIsNotSeenIsNotThere holds that an undo of what others recorded tells
// nothing, not even what it is about.
func TestWhatIsNotSeenIsNotThere(t *testing.T) {
	ctx := context.Background()
	for _, role := range []Role{RoleViewer, RoleRep} {
		g := newGuest(t, role)
		if _, err := g.owner.Append(ctx, bob, event.NewSetting("secret", "x")); err != nil {
			t.Fatal(err)
		}
		for what, x := range map[string]Subject{
			"deal": {record.TypeDeal, bobsDeal}, "call": {record.TypeActivity, bobsCall}, "account": {record.TypeAccount, bobsFirm},
			"contact": {record.TypeContact, record.ContactID(bobsFirm, "Kim")}, "rep": {record.TypeRep, bob}, "setting": {record.TypeSetting, record.SettingID("secret")},
		} {
			ref := g.refOf(t, x.Type, x.ID)
			_, err := g.Undo(ctx, ann, ref)
			none := ref
			none.Seq = 9999
			_, other := g.Undo(ctx, ann, none)
			if !errors.Is(err, ErrNoEvent) || errors.Is(err, ErrNotAllowed) || !errors.Is(other, ErrNoEvent) {
				t.Errorf("%s as %v: %v; one that is not there: %v", what, role, err, other)
			}
		}
	}
}

// TestManyLookAtOnce has many handles read, refresh and write at the same time;
// the race detector watches, and all end with what is there.
func TestManyLookAtOnce(t *testing.T) {
	ctx := context.Background()
	s := newGuest(t, RoleRep).owner
	var wg sync.WaitGroup
	for i := range 12 {
		g := Grant{Role: everyRole[1+i%4], Rep: []record.ID{ann, bob}[i/4%2]}
		wg.Go(func() {
			mine := s.As(g)
			n, err := mine.Snapshot(ctx)
			if err != nil {
				t.Error(err)
				return
			}
			for j := range 6 {
				if g.Role != RoleViewer {
					if _, err := mine.Append(ctx, g.Rep, callBy(g.Rep, record.ID{0xf, byte(i), byte(j)}, bobsFirm)); err != nil {
						t.Error(err)
					}
				}
				if n, _, err = mine.Refresh(ctx, n); err != nil {
					t.Error(err)
					return
				}
				for _, r := range n.Rows(noon.Date()) {
					if rep := n.Syms.ID(r.Rep); g.Role == RoleRep && rep != g.Rep || g.Role == RoleViewer {
						t.Errorf("%v sees a call of %v", g.Role, rep)
					}
				}
			}
		})
	}
	wg.Wait()
	n, err := s.As(Grant{Role: RoleManager}).Snapshot(ctx)
	if err != nil || len(n.Rows(noon.Date())) != 2+9*6 {
		t.Errorf("%d calls: %v", len(n.Rows(noon.Date())), err)
	}
}
