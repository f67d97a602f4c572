package store

import (
	"foresail/store/event"
	"foresail/store/record"
)

// permission says which roles may write a type of record: any of them, or
// their own only. A type that is not in the table is for writeAll.
type permission struct {
	what     string // key of the refusal
	any, own roles
}

// permissions say who may write what.
var permissions = map[record.Type]permission{
	record.TypeActivity:   {"activity", among(RoleAdmin), among(RoleRep, RoleManager)},
	record.TypeDeal:       {"deal", among(RoleAdmin), among(RoleRep, RoleManager)},
	record.TypeAccount:    {"account", among(RoleAdmin), among(RoleRep, RoleManager)},
	record.TypeContact:    {"contact", among(RoleAdmin), among(RoleRep, RoleManager)},
	record.TypeGoal:       {"goal", among(RoleManager, RoleAdmin), 0},
	record.TypeAnnotation: {"annotation", among(RoleManager, RoleAdmin), 0},
	record.TypeMeasure:    {"measure", among(RoleManager, RoleAdmin), 0},
	record.TypeSetting:    {"setting", among(RoleAdmin), 0},
	record.TypeRep:        {"rep", among(RoleAdmin), 0},
	record.TypeKind:       {"kind", among(RoleAdmin), 0},
	record.TypeStage:      {"stage", among(RoleAdmin), 0},
	record.TypeImport:     {"import", among(RoleAdmin), 0},
}

// owners are the roles that decide who owns a deal or account.
var owners = among(RoleManager, RoleAdmin)

// screen looks over what is to be appended together under a grant.
type screen struct {
	Grant
	t    *tx
	made map[entityAt]bool // what these facts themselves begin
	// logged are the accounts and contacts that an activity among these facts
	// is about; sold the accounts of deals.
	logged, sold map[record.ID]bool
}

// screen refuses what the grant does not allow, and splits off what is left
// out: what is said besides an activity or a deal about an account or contact
// that is somebody else's already, such as its name. So whoever logs "call
// acme" need not be told that there is an Acme, and takes nothing over.
func (s *Store) screen(t *tx, bodies []event.Body) (kept, left []event.Body, err error) {
	if s.grant == nil || s.grant.Role == RoleAdmin {
		return bodies, nil, nil
	}
	c := screen{Grant: *s.grant, t: t, made: map[entityAt]bool{}, logged: map[record.ID]bool{}, sold: map[record.ID]bool{}}
	for _, b := range bodies {
		c.mention(b)
	}
	for _, b := range bodies {
		out, err := c.body(b)
		switch {
		case err != nil:
			return nil, nil, err
		case out:
			left = append(left, b)
		default:
			kept = append(kept, b)
		}
	}
	return kept, left, nil
}

func (c *screen) mention(b event.Body) {
	switch b := b.(type) {
	case event.Activity:
		c.logged[b.Account], c.logged[b.Contact] = true, true
	case event.Set:
		for _, f := range b.Fields {
			if b.Type == record.TypeDeal && f.Field == record.FieldAccount {
				c.sold[f.Value.ID()] = true
			}
		}
	}
	delete(c.logged, record.ID{})
}

// body refuses a body, or reports that it is to be left out.
func (c *screen) body(b event.Body) (out bool, err error) {
	t, _ := event.Subject(b)
	p, ok := permissions[t]
	if !ok {
		p = permission{what: "unknown", any: writeAll}
	}
	v, void := b.(event.Void)
	switch {
	case void:
		return false, c.void(v, p)
	case p.any.has(c.Role):
		return false, nil
	case !p.own.has(c.Role) || c.Rep.IsZero():
		return false, c.denies(p)
	}
	switch b := b.(type) {
	case event.Activity:
		return false, c.activity(b)
	case event.Amend:
		return false, c.amend(b)
	case event.Set:
		return c.set(b, p)
	}
	return false, c.refuse(p.what, p.any)
}

// activity wants it to be the grantee's, and about no deal of somebody else.
func (c *screen) activity(a event.Activity) error {
	if !c.owns(a.Rep) {
		return c.refuse("activity", writeAll)
	}
	old, known, err := c.t.Activity(a.ID)
	if err != nil {
		return err
	}
	if known {
		if mine, err := c.mine(old); err != nil || !mine {
			return c.orRefuse(err, "activity")
		}
	}
	return c.about(a.Deal)
}

// about refuses a deal of somebody else as what a rep's activity is about; who
// reads all deals may log on them.
func (c *screen) about(deal record.ID) error {
	if deal.IsZero() || c.whole() || c.made[entityAt{record.TypeDeal, deal}] {
		return nil
	}
	e, err := c.t.Entity(record.TypeDeal, deal)
	if err != nil || e == nil || c.owns(ownerNow(e)) {
		return err
	}
	return c.refuse("deal", readAll)
}

func (c *screen) orRefuse(err error, what string) error {
	return c.orElse(err, what, permissions[record.TypeActivity].any)
}

func (c *screen) orElse(err error, what string, may roles) error {
	if err != nil {
		return err
	}
	return c.refuse(what, may)
}

// mine reports whether an activity, as it stands or stood, is the grantee's.
func (c *screen) mine(a record.Activity) (bool, error) {
	patch, err := c.t.Entity(record.TypeActivity, a.ID)
	if err != nil {
		return false, err
	}
	now, _ := a.Amended(patch)
	return c.owns(a.Rep) && (now.Rep.IsZero() || c.owns(now.Rep)) || c.owns(now.Rep), nil
}

func (c *screen) amend(a event.Amend) error {
	old, known, err := c.t.Activity(a.Activity)
	if err != nil {
		return err
	}
	if known {
		known, err = c.mine(old)
	}
	if err != nil || !known {
		return c.orRefuse(err, "activity")
	}
	for _, f := range a.Fields {
		switch {
		case f.Field == record.FieldRep && !c.owns(f.Value.ID()):
			return c.refuse("signing", writeAll)
		case f.Field == record.FieldDeal:
			if err := c.about(f.Value.ID()); err != nil {
				return err
			}
		}
	}
	return nil
}

// set takes an assertion about a deal, account or contact.
func (c *screen) set(s event.Set, p permission) (out bool, err error) {
	at := entityAt{s.Type, s.ID}
	e, err := c.t.Entity(s.Type, s.ID)
	if err != nil {
		return false, err
	}
	if c.made[at] {
		return false, c.ownerStays(s)
	}
	if e == nil || len(e.Changes) == 0 {
		return false, c.begin(at, s)
	}
	if mine, err := c.held(e, &s.At); err != nil {
		return false, err
	} else if mine {
		return false, c.change(e, s)
	}
	switch {
	case owners.has(c.Role) && onlyOwner(s):
		return false, nil
	case c.introduces(s):
		return true, nil
	}
	if now, err := c.held(e, nil); err != nil || now {
		return false, c.orElse(err, "before", p.any)
	}
	return false, c.refuse(p.what, p.any)
}

// onlyOwner reports whether an assertion hands a record over and says no more.
func onlyOwner(s event.Set) bool {
	return s.Type != record.TypeContact && len(s.Fields) == 1 && s.Fields[0].Field == record.FieldRep
}

// begin takes what makes a new record: a deal of the grantee's own, an account
// of theirs or of nobody's, a contact anywhere. Who decides who owns a deal or
// account decides that of a new one, too.
func (c *screen) begin(at entityAt, s event.Set) error {
	owner, _ := assigned(s, record.FieldRep)
	nobodys, others := owner.IsZero(), !owner.IsZero() && !c.owns(owner)
	if nobodys && s.Type == record.TypeDeal || others && !owners.has(c.Role) {
		return c.refuse("making", writeAll)
	}
	c.made[at] = true
	return nil
}

// change takes what changes a record of the grantee's.
func (c *screen) change(e *record.Entity, s event.Set) error {
	if err := c.ownerStays(s); err != nil || s.Type != record.TypeContact {
		return err
	}
	to, given := assigned(s, record.FieldAccount)
	if !given || to.IsZero() {
		return nil
	}
	account, err := c.t.Entity(record.TypeAccount, to)
	if err != nil {
		return err
	}
	if account != nil && !c.ownOrNobodys(ownerNow(account)) && to != latestID(e, record.FieldAccount) {
		return c.refuse("account", writeAll)
	}
	return nil
}

// ownerStays refuses to hand a record over. Taking an account that is
// nobody's is not that.
func (c *screen) ownerStays(s event.Set) error {
	if to, given := assigned(s, record.FieldRep); given && !c.owns(to) && !owners.has(c.Role) {
		return c.refuse("owner", owners)
	}
	return nil
}

// introduces reports whether an assertion says only what quick entry and
// `deal add` say, beside what they record, of an account or contact that they
// take to be new, or about its next step.
func (c *screen) introduces(s event.Set) bool {
	switch s.Type {
	case record.TypeAccount:
		if !c.logged[s.ID] && !c.sold[s.ID] {
			return false
		}
	case record.TypeContact:
		if !c.logged[s.ID] {
			return false
		}
	default:
		return false
	}
	for _, f := range s.Fields {
		if !c.introduction(s, f) {
			return false
		}
	}
	return true
}

func (c *screen) introduction(s event.Set, f record.Assign) bool {
	account, _ := assigned(s, record.FieldAccount)
	switch f.Field {
	case record.FieldName:
		return s.ID == record.AccountID(f.Value.Text) || s.ID == record.ContactID(account, f.Value.Text)
	case record.FieldRep:
		return c.owns(f.Value.ID())
	case record.FieldAccount:
		return s.Type == record.TypeContact
	case record.FieldLead:
		return true
	case record.FieldNextStep, record.FieldNextDue: // the activity holds it too
		return s.Type == record.TypeAccount && c.logged[s.ID]
	}
	return false
}

// held reports whether a record is the grantee's to change: now, and at the
// moment from which on an assertion holds (nil for now), so that nobody
// rewrites the time before a handover.
func (c *screen) held(e *record.Entity, at *record.Time) (bool, error) {
	switch e.Type {
	case record.TypeDeal:
		return c.owns(ownerNow(e)) && (at == nil || c.owns(ownerAt(e, *at))), nil
	case record.TypeAccount:
		return c.ownOrNobodys(ownerNow(e)) && (at == nil || c.ownOrNobodys(ownerAt(e, *at))), nil
	case record.TypeContact:
		if c.owns(e.Changes[0].By) {
			return true, nil
		}
		id := latestID(e, record.FieldAccount)
		if id.IsZero() {
			return false, nil
		}
		account, err := c.t.Entity(record.TypeAccount, id)
		return err == nil && (account == nil || c.ownOrNobodys(ownerNow(account))), err
	}
	return false, nil
}

func (c *screen) ownOrNobodys(rep record.ID) bool { return rep.IsZero() || c.owns(rep) }

// void takes an undo: of what the role may write anyhow, else of what the
// grantee recorded about something that is still theirs.
func (c *screen) void(v event.Void, p permission) error {
	e, ok, err := c.t.readEvent(v.Target)
	if err != nil {
		return err
	}
	t, id := record.Type(0), record.ID{}
	if ok {
		t, id = event.Subject(e.Body)
	}
	switch {
	case t != v.Type || id != v.ID:
		return c.refuse("undo", p.any)
	case p.any.has(c.Role):
		return nil
	case !p.own.has(c.Role):
		return c.denies(p)
	}
	mine, err := c.tookPart(e)
	if err != nil || mine {
		return err
	}
	return c.refuse("undo", p.any)
}

// tookPart reports whether an event is the grantee's to take back. An own
// activity that came with an import is, too.
func (c *screen) tookPart(e event.Event) (bool, error) {
	t, id := event.Subject(e.Body)
	logged, is := e.Body.(event.Activity)
	if !c.owns(e.By) && !(is && e.By.IsZero() && c.owns(logged.Rep)) {
		return false, nil
	}
	if t == record.TypeActivity {
		a, known, err := c.t.Activity(id)
		if err != nil || !known {
			return false, err
		}
		return c.mine(a)
	}
	x, err := c.t.Entity(t, id)
	if err != nil || x == nil {
		return false, err
	}
	return c.held(x, nil)
}

// assigned gives the id that an assertion gives a field, and whether it does.
func assigned(s event.Set, f record.Field) (record.ID, bool) {
	for _, a := range s.Fields {
		if a.Field == f {
			return a.Value.ID(), true
		}
	}
	return record.ID{}, false
}

// latestID gives an id-valued field as it stands; as it last stood, where
// everything about it was taken back.
func latestID(e *record.Entity, f record.Field) record.ID {
	if v, ok := e.Latest(f); ok {
		return v.ID()
	}
	if e.Exists() {
		return record.ID{}
	}
	for i := len(e.Changes) - 1; i >= 0; i-- {
		if e.Changes[i].Field == f {
			return e.Changes[i].Value.ID()
		}
	}
	return record.ID{}
}

// ownerNow gives the owner of a deal or account.
func ownerNow(e *record.Entity) record.ID { return latestID(e, record.FieldRep) }

// ownerAt gives the owner at a moment: before the first there was, that one.
func ownerAt(e *record.Entity, at record.Time) record.ID {
	var owner record.ID
	found := false
	for c := range e.Live {
		if c.Field != record.FieldRep {
			continue
		}
		if found && c.At.Compare(at) > 0 {
			break
		}
		owner, found = c.Value.ID(), true
	}
	if !found {
		return ownerNow(e)
	}
	return owner
}
