package forms

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// NewAccount asks for an account that is to be made.
func NewAccount(env *panel.Env, d panel.Data) panel.Form {
	s := newSheet(env, d, record.TypeAccount, record.ID{})
	s.accountRows(&record.Account{Rep: env.Rep})
	f := s.form(env.Say.T("form.new-account"), func(v panel.Values) string { return env.Say.T("form.account.made", "name", v["name"]) })
	s.blank()
	f.Fresh = true
	save := f.Save
	f.Save = func(v panel.Values) (tea.Cmd, error) {
		s.id = record.AccountID(v["name"])
		return save(v)
	}
	return f
}

// EditAccount asks for what an account shall be; for the owner only where it is
// somebody else's. An unknown one gives an empty form of nothing.
func EditAccount(env *panel.Env, d panel.Data, id record.ID) panel.Form {
	a := d.Book.Accounts[id]
	if a == nil {
		return panel.Form{}
	}
	s := newSheet(env, d, record.TypeAccount, id)
	if !d.MineAccount(id) {
		return s.handOver(a.Name, a.Rep)
	}
	s.accountRows(a)
	return s.form(env.Say.T("form.edit-account"), func(v panel.Values) string { return env.Say.T("form.account.saved", "name", v["name"]) })
}

func (s *sheet) accountRows(a *record.Account) {
	book := s.data.Book
	s.add("name", record.FieldName, a.Name, s.freeName(a.ID))
	s.ownerRow(a.Rep, a.ID.IsZero())
	s.add("segment", record.FieldSegment, a.Segment, s.text, offering(accountValues(book, func(a *record.Account) string { return a.Segment })))
	s.add("source", record.FieldSource, a.Source, s.text, offering(accountValues(book, func(a *record.Account) string { return a.Source })))
	s.stepRows(a.NextStep, a.NextDue, s.env.Now().Location())
}

// freeName reads a name that no other account has.
func (s *sheet) freeName(own record.ID) reader {
	return func(text string) (reading, error) {
		if other := s.data.Book.Accounts[record.AccountID(text)]; text != "" && other != nil && other.ID != own {
			return reading{}, say.Errorf("form.account.taken", "name", other.Name)
		}
		return s.name(text)
	}
}

// NewContact asks for a person at an account; for the account as well where it is
// zero.
func NewContact(env *panel.Env, d panel.Data, account record.ID) panel.Form {
	s := newSheet(env, d, record.TypeContact, record.ID{})
	title := env.Say.T("form.new-contact.any")
	if account.IsZero() {
		s.add("account", record.FieldAccount, "", s.someAccount, offering(accountNames(d.Book)))
	} else {
		title = env.Say.T("form.new-contact", "account", d.Book.AccountName(account))
		s.always = []record.Assign{{Field: record.FieldAccount, Value: record.IDValue(account)}}
	}
	s.contactRows(&record.Contact{Account: account})
	f := s.form(title, func(v panel.Values) string { return env.Say.T("form.contact.saved", "name", v["name"]) })
	s.blank()
	f.Fresh = true
	save := f.Save
	f.Save = func(v panel.Values) (tea.Cmd, error) {
		at := account
		if at.IsZero() {
			g, _ := s.account(v["account"]) // what is wrong with it is said by the save
			at = g.value.ID()
		}
		s.id = record.ContactID(at, v["name"])
		if c := d.Book.Contacts[s.id]; c != nil {
			return nil, s.wrong("name", say.Errorf("form.contact.taken", "name", c.Name, "account", d.Book.AccountName(at)))
		}
		return save(v)
	}
	return f
}

// someAccount reads the name of an account that has to be there.
func (s *sheet) someAccount(text string) (reading, error) {
	if _, err := s.name(text); err != nil {
		return reading{}, err
	}
	return s.account(text)
}

// EditContact asks for what a contact shall be; an unknown one gives an empty
// form of nothing.
func EditContact(env *panel.Env, d panel.Data, id record.ID) panel.Form {
	c := d.Book.Contacts[id]
	if c == nil {
		return panel.Form{}
	}
	s := newSheet(env, d, record.TypeContact, id)
	s.contactRows(c)
	return s.form(env.Say.T("form.edit-contact"), func(v panel.Values) string { return env.Say.T("form.contact.saved", "name", v["name"]) })
}

func (s *sheet) contactRows(c *record.Contact) {
	s.add("name", record.FieldName, c.Name, s.name)
	s.add("email", record.FieldEmail, c.Email, s.email)
	s.add("phone", record.FieldPhone, c.Phone, s.text)
}

// email reads an address by what every address has.
func (s *sheet) email(text string) (reading, error) {
	who, where, at := strings.Cut(text, "@")
	if text != "" && (!at || who == "" || where == "" || strings.ContainsAny(text, " <>,;")) {
		return reading{}, say.Errorf("form.email.bad", "text", text)
	}
	return s.text(text)
}

func accountValues(b *record.Book, of func(*record.Account) string) []string {
	all := make([]string, 0, len(b.Accounts))
	for _, a := range b.Accounts {
		all = append(all, of(a))
	}
	return common(all)
}
