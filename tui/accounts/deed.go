package accounts

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/forms"
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// target is what is under the cursor, to be corrected: one of its fields is set,
// or none.
type target struct {
	act                    *record.Activity
	contact, deal, account record.ID
}

func (p *accounts) target() target {
	g := p.top()
	if g == nil {
		switch t := p.current(); {
		case t == nil:
			return target{}
		case t.sort == aContact:
			return target{contact: t.id}
		case t.sort == aDeal:
			return target{deal: t.id}
		default:
			return target{account: t.id}
		}
	}
	if m := g.moment(); g.focus == past && m != nil && m.act != nil {
		return target{act: m.act}
	}
	if c := g.contact(); g.focus == people && c != nil {
		return target{contact: c.ID}
	}
	if about := p.subject(); !about.Deal.IsZero() {
		return target{deal: about.Deal}
	}
	return target{account: g.account}
}

// edit asks for what is under the cursor, to be corrected: an activity in the
// entry line, everything else in a form.
func (p *accounts) edit() tea.Cmd {
	env, d, t := p.env, p.data, p.target()
	form := func(make func(*panel.Env, panel.Data, record.ID) panel.Form, id record.ID) tea.Cmd {
		return func() tea.Msg { return make(env, d, id) }
	}
	switch {
	case t.act != nil:
		return panel.Ask(panel.Amend{Activity: *t.act})
	case !t.contact.IsZero():
		return form(forms.EditContact, t.contact)
	case !t.deal.IsZero():
		return form(forms.EditDeal, t.deal)
	case !t.account.IsZero():
		return form(forms.EditAccount, t.account)
	}
	return nil
}

// Theirs implements panel.Keeper. Who may hand deals and accounts over is asked
// for the owner.
func (p *accounts) Theirs(a keymap.Action) bool {
	if a != actEdit || p.data.Book == nil {
		return false
	}
	switch t := p.target(); {
	case t.act != nil:
		return !p.data.Mine(t.act.Rep)
	case !t.contact.IsZero():
		c := p.data.Book.Contacts[t.contact]
		return c != nil && !p.data.MineContact(c)
	case !t.deal.IsZero():
		return !p.data.MineDeal(t.deal) && !p.env.May(panel.HandOver)
	case !t.account.IsZero():
		return !p.data.MineAccount(t.account) && !p.env.May(panel.HandOver)
	}
	return false
}

// here asks for the entry line with the account, and the deal if any, in it.
func (p *accounts) here() tea.Cmd {
	if p.data.Book == nil {
		return nil
	}
	about := p.subject()
	name := p.data.Book.AccountName(about.Account)
	if name == "" {
		return nil
	}
	text := quoted(name)
	if d := p.data.Book.Deals[about.Deal]; d != nil && d.Now.Title != "" {
		text += "/" + quoted(d.Now.Title)
	}
	kind := "call"
	if row := p.row(about.Account); row != nil && p.data.Book.Kind(row.step) != nil {
		kind = row.step
	}
	return panel.Ask(panel.Enter{Text: kind + " " + text + " "})
}

// quoted writes a name as quick entry takes it for exactly that one.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, ` `) + `"` }

// copy puts what is under the cursor on the clipboard, a row of a sheet.
func (p *accounts) copy() tea.Cmd {
	text := ""
	switch g, t := p.top(), p.current(); {
	case g != nil:
		text = p.pageText(g)
	case t != nil:
		text = p.thingText(t)
	}
	if text == "" {
		return nil
	}
	return panel.Ask(panel.Clip{Text: text})
}

func (p *accounts) thingText(t *thing) string {
	switch t.sort {
	case aContact:
		return contactText(t.contact)
	case aDeal:
		return p.dealText(t.deal)
	}
	r := t.row
	return strings.Join([]string{r.account.Name, r.owner, p.env.Say.Money(record.Money{Minor: r.minor, Currency: p.all.code}), p.ago(r)}, "\t")
}

func (p *accounts) pageText(g *dossier) string {
	switch c, d, m := g.contact(), g.chance(), g.moment(); {
	case g.focus == people && c != nil:
		return contactText(c)
	case g.focus == deals && d != nil:
		return p.dealText(d)
	case m != nil:
		when := ""
		if !m.at.IsZero() {
			when = m.at.Std().Format("2006-01-02 15:04")
		}
		return strings.Join([]string{when, m.what, m.text, p.data.Book.RepName(m.by)}, "\t")
	}
	return ""
}

func contactText(c *record.Contact) string {
	return strings.Join([]string{c.Name, c.Email, c.Phone}, "\t")
}

func (p *accounts) dealText(d *record.Deal) string {
	return strings.Join([]string{d.Now.Title, p.stageName(d.Now.Stage), p.env.Say.Money(d.Now.Amount)}, "\t")
}
