package quick

import (
	"strings"
	"time"

	"foresail/store/record"
	"foresail/store/say"
)

// Explain says in words how a line was understood, such as "Call · Acme Ltd ·
// connected · 15 min · today 14:02".
func (r Result) Explain(p *say.Printer) string {
	if r.Kind == nil {
		return p.T("entry.missing.kind")
	}
	parts := []string{r.Kind.Name}
	add := func(on bool, s string) {
		if on {
			parts = append(parts, s)
		}
	}
	add(r.Account.Name != "", r.who(p))
	add(r.Deal.Name != "" && !r.Deal.New, p.T("entry.say.deal", "deal", r.Deal.Name))
	add(r.Contact.Name != "", meant(p, named(p, r.Contact, "entry.say.contact", "entry.say.contact_new"), r.Contact))
	add(r.Outcome != "", r.Outcome)
	add(r.Seconds > 0, p.Duration(time.Duration(r.Seconds)*time.Second))
	add(true, p.When(r.At, r.context.Now))
	add(r.Shifted, p.T("entry.say.shifted"))
	add(!r.Worth.IsZero(), p.Money(r.Worth))
	for _, t := range r.Tags {
		add(true, "+"+t)
	}
	if r.Next != nil && !r.NextDue.IsZero() {
		add(true, p.T("entry.say.then", "kind", r.Next.Name, "when", p.When(r.NextDue, r.context.Now)))
	}
	if owner := r.another(); owner != "" {
		add(true, p.T("entry.say.owner", "rep", r.context.Book.RepName(r.context.Rep), "owner", owner))
	}
	add(r.Note != "", p.T("entry.say.note", "note", strings.Join(strings.Fields(r.Note), " ")))
	return strings.Join(parts, " · ")
}

// another gives the name of who has the deal, or else the account, where that is
// not who the line is logged for.
func (r Result) another() string {
	b, owner := r.context.Book, record.ID{}
	if a := b.Accounts[r.Account.ID]; a != nil {
		owner = a.Rep
	}
	if d := b.Deals[r.Deal.ID]; d != nil {
		owner = d.Now.Rep
	}
	if owner == r.context.Rep || r.context.Rep.IsZero() {
		return ""
	}
	return b.RepName(owner)
}

// who names the account, and says when it is new or only one of several that
// match, and what a new one may have been meant to be.
func (r Result) who(p *say.Printer) string {
	fresh := "entry.say.account_new"
	if r.context.Book.Partial() { // it may be there, and not be seen
		fresh = "entry.say.account_unseen"
	}
	text := named(p, r.Account, "entry.say.account", fresh)
	if len(r.Account.Also) > 0 && !r.Account.New {
		text += " " + p.T("entry.say.also", "names", strings.Join(r.Account.Also, ", "))
	}
	return meant(p, text, r.Account)
}

// meant adds to what names something new what it may have been meant to be.
func meant(p *say.Printer, text string, m Match) string {
	if !m.New || len(m.Also) == 0 {
		return text
	}
	return text + " " + p.T("entry.say.near", "names", strings.Join(m.Also, ", "))
}

func named(p *say.Printer, m Match, known, fresh string) string {
	if m.New {
		return p.T(fresh, "name", m.Name)
	}
	return p.T(known, "name", m.Name)
}
