package quick

import (
	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// finishAccount understands the words gathered as the account's name.
func (p *parser) finishAccount() {
	if len(p.name) == 0 {
		return
	}
	from, to := p.name[0], p.name[len(p.name)-1]
	words := p.name
	p.name = nil
	account, deal, exact, dealExact, at, slash := to.split()
	if len(words) > 1 {
		account, exact = joinWords(words[:len(words)-1])+" "+account, false
	}
	head := to
	if slash {
		head.end, head.colon = at-1, false
	}
	p.mark(from, head, RoleAccount)
	p.Account = match(p.index.accounts, account, exact, p.context.Recent)
	if p.Account.New {
		p.newAccount(from, head)
	}
	if slash {
		tail := to
		tail.start = at
		p.mark(tail, tail, RoleDeal)
		p.deal(tail, deal, dealExact)
	}
}

func (p *parser) newAccount(from, to word) {
	switch {
	case p.Account.Name == "":
		p.wrong(from, to, say.Errorf("entry.account_empty"))
	case len(p.Account.Name) > event.MaxText:
		p.wrong(from, to, say.Errorf("entry.account_long", "max", event.MaxText))
	}
	p.Account.ID = record.AccountID(p.Account.Name)
	if p.context.Book.Accounts[p.Account.ID] != nil { // another account had this name once
		p.Account.ID = record.DeriveID("account/again", record.Fold(p.Account.Name)+p.context.Now.String())
	}
}

// match finds a name; one that is not known is new.
func match(names []name, text string, exact bool, recent func(record.ID) int) Match {
	all := search(names, text, recent)
	if exact {
		all = keep(all, gradeExact)
	}
	if len(all) == 0 {
		return Match{Name: clean.Line(text), New: true}
	}
	best := all[0]
	m := Match{ID: best.id, Name: best.text, Fuzzy: best.grade <= gradeLetters}
	for _, other := range keep(all, best.grade)[1:] {
		if len(m.Also) < 5 {
			m.Also = append(m.Also, other.text)
		}
	}
	return m
}

// keep gives the leading names of a grade.
func keep(all []found, grade int) []found {
	for i, f := range all {
		if f.grade < grade {
			return all[:i]
		}
	}
	return all
}

// deal understands what stands after the '/'.
func (p *parser) deal(w word, text string, exact bool) {
	deals := p.index.deals[p.Account.ID]
	if text == "" {
		p.wrong(w, w, say.Errorf("entry.deal_empty", "account", p.Account.Name))
		return
	}
	p.Deal = match(deals, text, exact, p.context.Recent)
	if !p.Deal.New {
		return
	}
	known := ""
	for i, d := range deals {
		if i > 0 {
			known += ", "
		}
		if i == 5 {
			known += "…"
			break
		}
		known += d.text
	}
	if known == "" {
		p.wrong(w, w, say.Errorf("entry.deal_none", "account", p.Account.Name, "deal", p.Deal.Name))
		return
	}
	p.wrong(w, w, say.Errorf("entry.deal_unknown", "account", p.Account.Name, "deal", p.Deal.Name, "deals", known))
}

// finishContact looks the contact up among those of the account, which may
// stand after it in the line.
func (p *parser) finishContact() {
	if p.Contact.Name == "" {
		return
	}
	exact := !p.Contact.Fuzzy
	p.Contact = match(p.index.contacts[p.Account.ID], p.Contact.Name, exact, nil)
	if p.Contact.New {
		p.Contact.ID = record.ContactID(p.Account.ID, p.Contact.Name)
	}
}
