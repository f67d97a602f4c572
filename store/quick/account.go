package quick

import (
	"slices"
	"strings"

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
	words := p.name
	p.name = nil
	from, to := words[0], words[len(words)-1]
	k := slashAt(words)
	if k < 0 || p.wholeName(words) {
		p.span(from.start, to.stop(), RoleAccount)
		p.account(joinWords(words), len(words) == 1 && from.quoted, from.start, to.stop())
		return
	}
	cut := words[k]
	p.span(from.start, cut.slash, RoleAccount)
	p.account(leftOf(words[:k], cut), k == 0 && cut.left.quoted, from.start, cut.slash)
	p.span(cut.slash+1, to.stop(), RoleDeal)
	p.deal(cut.slash, to.stop(), rightOf(cut, words[k+1:]), cut.right.quoted)
}

// slashAt finds the word in which the deal begins, or -1.
func slashAt(words []word) int {
	return slices.IndexFunc(words, func(w word) bool { return w.slash >= 0 })
}

// wholeName reports whether words with a slash are the name of an account
// that has one, such as "Novo A/S".
func (p *parser) wholeName(words []word) bool {
	return p.index.slashed.grade(joinWords(words)) == gradeExact
}

func leftOf(before []word, cut word) string {
	return strings.TrimSpace(joinWords(before) + " " + cut.left.text)
}

func rightOf(cut word, after []word) string {
	return strings.TrimSpace(cut.right.text + " " + joinWords(after))
}

// account understands a name as that of an account.
func (p *parser) account(text string, exact bool, start, end int) {
	p.Account = p.match(text, exact)
	if p.Account.New {
		p.newAccount(start, end)
	}
}

func (p *parser) newAccount(start, end int) {
	switch {
	case p.Account.Name == "":
		p.wrongAt(start, end, say.Errorf("entry.account_empty"))
	case len(p.Account.Name) > event.MaxText:
		p.wrongAt(start, end, say.Errorf("entry.account_long", "max", event.MaxText))
	}
	if len(p.Account.Also) == 0 {
		p.Account.Also = p.index.accounts.near(p.Account.Name, mostNear)
	}
	p.Account.ID = record.AccountID(p.Account.Name)
	if p.context.Book.Accounts[p.Account.ID] != nil { // another account had this name once
		p.Account.ID = record.DeriveID("account/again", record.Fold(p.Account.Name)+p.context.Now.String())
	}
}

// mostAlso bounds how many other names are said to match as well.
const mostAlso = 5

// mostNear bounds how many known names a new one is held against in words.
const mostNear = 2

// match finds a name; one that is not known is new.
func match(names *list, text string, exact bool, recent func(record.ID) int) Match {
	return matched(names.search(text, mostAlso+1, recent), text, exact)
}

// match finds an account.
func (p *parser) match(text string, exact bool) Match { return matched(p.search(text), text, exact) }

func matched(all []found, text string, exact bool) Match {
	if len(all) == 0 || exact && all[0].grade != gradeExact {
		return Match{Name: clean.Line(text), New: true}
	}
	first := all[0]
	if first.grade == gradeTypo { // it is offered, never taken
		m := Match{Name: clean.Line(text), New: true}
		for _, other := range all[:min(len(all), mostNear)] {
			m.Also = append(m.Also, other.text)
		}
		return m
	}
	m := Match{ID: first.id, Name: first.text, Fuzzy: first.grade <= gradeLetters}
	for _, other := range all[1:] {
		if other.grade == first.grade && other.same == first.same {
			m.Also = append(m.Also, other.text)
		}
	}
	return m
}

// deal understands what stands after the '/'.
func (p *parser) deal(slash, end int, text string, exact bool) {
	deals := p.index.deals[p.Account.ID]
	if text == "" {
		p.wrongAt(slash, end, say.Errorf("entry.deal_empty", "account", p.Account.Name))
		return
	}
	p.Deal = match(deals, text, exact, p.context.Recent)
	if !p.Deal.New {
		return
	}
	if p.Account.New && p.Account.Name != "" {
		p.wrongAt(slash+1, end, say.Errorf("entry.deal_of_new", "account", p.Account.Name, "deal", p.Deal.Name))
		return
	}
	if p.Account.New { // that it is missing is said already
		return
	}
	known := some(deals, p.context.Recent)
	if known == "" && p.context.Book.Partial() {
		p.wrongAt(slash+1, end, say.Errorf("entry.deal_unseen", "account", p.Account.Name, "deal", p.Deal.Name))
		return
	}
	if known == "" {
		p.wrongAt(slash+1, end, say.Errorf("entry.deal_none", "account", p.Account.Name, "deal", p.Deal.Name))
		return
	}
	p.wrongAt(slash+1, end, say.Errorf("entry.deal_unknown", "account", p.Account.Name, "deal", p.Deal.Name, "deals", known))
}

// some names a few of a list, "" for none.
func some(l *list, recent func(record.ID) int) string {
	var names []string
	for _, f := range l.latest(mostAlso, recent) {
		names = append(names, f.text)
	}
	if l != nil && len(l.names) > mostAlso {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// finishContact looks the contact up among those of the account, which may
// stand after it in the line.
func (p *parser) finishContact() {
	if p.Contact.Name == "" {
		return
	}
	exact := !p.Contact.Fuzzy
	p.Contact = match(p.index.contacts[p.Account.ID], p.Contact.Name, exact, nil)
	if !p.Contact.New {
		return
	}
	if len(p.Contact.Name) > event.MaxText {
		p.wrongAt(p.contactAt.Start, p.contactAt.End, say.Errorf("entry.contact_long", "max", event.MaxText))
	}
	if len(p.Contact.Also) == 0 {
		p.Contact.Also = p.index.contacts[p.Account.ID].near(p.Contact.Name, mostNear)
	}
	p.Contact.ID = record.ContactID(p.Account.ID, p.Contact.Name)
}
