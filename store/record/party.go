package record

import "cmp"

// Rep is a person who sells.
type Rep struct {
	ID       ID
	Name     string
	Team     string
	Email    string
	Ended    Date // when the person left, or no date
	Archived bool
	entity   *Entity
}

// RepID is the id of the rep of a name.
func RepID(name string) ID { return DeriveID("rep", Fold(name)) }

// NewRep reads a rep from its entity.
func NewRep(e *Entity) *Rep {
	r := &Rep{ID: e.ID, entity: e}
	for c := range e.Live {
		switch c.Field {
		case FieldName:
			r.Name = c.Value.Text
		case FieldTeam:
			r.Team = c.Value.Text
		case FieldEmail:
			r.Email = c.Value.Text
		case FieldEnded:
			r.Ended = c.Value.Date()
		case FieldArchived:
			r.Archived = c.Value.Bool()
		}
	}
	return r
}

// TeamAt gives the team that the rep belonged to at the end of a civil day.
func (r *Rep) TeamAt(day Date) string {
	team := ""
	for c := range r.entity.Live {
		if c.At.Date() > day {
			break
		}
		if c.Field == FieldTeam {
			team = c.Value.Text
		}
	}
	return team
}

// Account is a company.
type Account struct {
	ID        ID
	Name      string
	Rep       ID // owner, if any
	Source    string
	Segment   string
	NextStep  string
	NextDue   Time
	Created   Time // zero when not known
	Lead      bool // came in as a lead
	Qualified Time // when the lead met the bar; zero if it has not
	Lost      Time // when the customer left; zero if it has not
	Origin    Source
	Archived  bool
	Bare      bool // only the name is told here: the rest, owner included, may not be seen
	entity    *Entity
}

// Named gives an account that tells the name of this one and nothing else, not
// even since when it has that name or who gave it.
func (a *Account) Named() *Account {
	e := &Entity{Type: TypeAccount, ID: a.ID}
	if a.Name != "" {
		e.Add(Change{Field: FieldName, Value: Text(a.Name)})
	}
	out := NewAccount(e)
	out.Bare = true
	return out
}

// AccountID is the id of the account of a name.
func AccountID(name string) ID { return DeriveID("account", Fold(name)) }

// NewAccount reads an account from its entity.
func NewAccount(e *Entity) *Account {
	a := &Account{ID: e.ID, entity: e}
	first, explicit := true, Time{}
	for c := range e.Live {
		if first {
			a.Created, first = c.At, false
		}
		switch c.Field {
		case FieldName:
			a.Name = c.Value.Text
		case FieldRep:
			a.Rep = c.Value.ID()
		case FieldSource:
			a.Source = c.Value.Text
		case FieldSegment:
			a.Segment = c.Value.Text
		case FieldNextStep:
			a.NextStep = c.Value.Text
		case FieldNextDue:
			a.NextDue = c.Value.Time()
		case FieldCreated:
			explicit = c.Value.Time()
		case FieldLead:
			a.Lead = c.Value.Bool()
		case FieldQualified:
			a.Qualified = since(a.Qualified, c)
		case FieldLost:
			a.Lost = since(a.Lost, c)
		case FieldSystem:
			a.Origin.System = c.Value.Text
		case FieldKey:
			a.Origin.Key = c.Value.Text
		case FieldArchived:
			a.Archived = c.Value.Bool()
		}
	}
	if !explicit.IsZero() {
		a.Created = explicit
	}
	return a
}

// since keeps the moment at which a flag first held.
func since(held Time, c Change) Time {
	if !c.Value.Bool() {
		return Time{}
	}
	if held.IsZero() {
		return c.At
	}
	return held
}

// Entity gives the assertions behind the account.
func (a *Account) Entity() *Entity { return a.entity }

// Contact is a person at an account.
type Contact struct {
	ID       ID
	Name     string
	Account  ID
	Email    string
	Phone    string
	Origin   Source
	Archived bool
	Bare     bool // only what one rep said or typed is told here
	entity   *Entity
}

// SaidBy gives the contact as it would be if only one rep had said anything of
// it.
func (p *Contact) SaidBy(rep ID) *Contact {
	e := &Entity{Type: TypeContact, ID: p.ID, Marks: p.entity.Marks, Recalls: p.entity.Recalls}
	for _, c := range p.entity.Changes {
		if c.By == rep {
			e.Changes = append(e.Changes, c)
		}
	}
	out := NewContact(e)
	out.Bare = true
	return out
}

// Typed gives a contact that tells the name and the account that its id was made
// of, and nothing else: what whoever names it in an entry has typed. nil where
// its id was not made of such.
func (p *Contact) Typed() *Contact {
	for _, n := range p.entity.Changes {
		for _, a := range p.entity.Changes {
			if n.Field != FieldName || a.Field != FieldAccount || ContactID(a.Value.ID(), n.Value.Text) != p.ID {
				continue
			}
			e := &Entity{Type: TypeContact, ID: p.ID}
			e.Add(Change{Field: FieldName, Value: n.Value})
			e.Add(Change{Field: FieldAccount, Value: a.Value})
			out := NewContact(e)
			out.Bare = true
			return out
		}
	}
	return nil
}

// ContactID is the id of the contact of a name at an account.
func ContactID(account ID, name string) ID {
	return DeriveID("contact/"+account.String(), Fold(name))
}

// NewContact reads a contact from its entity.
func NewContact(e *Entity) *Contact {
	p := &Contact{ID: e.ID, entity: e}
	for c := range e.Live {
		switch c.Field {
		case FieldName:
			p.Name = c.Value.Text
		case FieldAccount:
			p.Account = c.Value.ID()
		case FieldEmail:
			p.Email = c.Value.Text
		case FieldPhone:
			p.Phone = c.Value.Text
		case FieldSystem:
			p.Origin.System = c.Value.Text
		case FieldKey:
			p.Origin.Key = c.Value.Text
		case FieldArchived:
			p.Archived = c.Value.Bool()
		}
	}
	return p
}

// Entity gives the assertions behind the contact.
func (p *Contact) Entity() *Entity { return p.entity }

func compareNames(a, b string) int {
	if c := cmp.Compare(Fold(a), Fold(b)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}
