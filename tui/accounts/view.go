package accounts

import (
	"cmp"
	"strings"

	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The signs of what an account needs, and their words.
var (
	needMarks  = [...]theme.Mark{nothing: theme.MarkHealthy, silence: theme.MarkLate, due: theme.MarkLate, pressing: theme.MarkRisk}
	needStyles = [...]theme.Style{nothing: theme.Good, silence: theme.Late, due: theme.Late, pressing: theme.Risk}
)

// View implements panel.Panel.
func (p *accounts) View(b widget.Box) {
	if g := p.top(); g != nil {
		p.drawPage(b, g)
		return
	}
	if p.all == nil || p.whole.of == nil {
		return
	}
	if p.data.Looks() { // there is nothing to count, to sort or to find
		p.drawEmpty(b)
		return
	}
	p.drawStatus(b.Row(0))
	_, b = b.Top(1)
	p.list.Draw(p.list.Line(b), p.table(), true, p.drawEmpty)
}

// drawEmpty says why there is no account, and what to do then.
func (p *accounts) drawEmpty(b widget.Box) {
	if n := p.found.theirs; n > 0 {
		b.Paragraph(2, 1, p.env.Say.N("accounts.theirs", n, "whose", p.data.Whose(p.env.Say)), theme.Accent)
		return
	}
	if p.list.Find.Text() != "" {
		b.Paragraph(2, 1, p.env.Say.T("accounts.nothing-found"), theme.Muted)
		return
	}
	b.Paragraph(2, 1, cmp.Or(p.data.Elsewhere(p.env.Say, panel.Accounts, p.all.others), p.data.Begin(p.env.Say, "hint.accounts")), theme.Accent)
}

// drawStatus says how many accounts there are, how many of them need
// something, and in which order they stand.
func (p *accounts) drawStatus(b widget.Box) {
	say, x := p.env.Say, p.all
	at := b.Fit(2, 0, b.W-3, say.N("accounts.count", len(x.things[anAccount])), theme.Plain|theme.Bold) + 3
	for _, s := range []struct {
		key  string
		need need
	}{{"accounts.pressing", pressing}, {"accounts.todo", due}, {"accounts.quiet", silence}} {
		n := x.needs[s.need]
		text := b.Mark(needMarks[s.need]) + " " + say.N(s.key, n)
		if n > 0 && at+b.Width(text) < b.W {
			at = b.Print(at, 0, text, needStyles[s.need]) + 3
		}
	}
	order := say.T("accounts.by." + orders[p.order].key)
	if at+b.Width(order) < b.W {
		b.Right(0, 0, b.W-1, order, theme.Muted)
	}
}

// note says how much was found.
func (p *accounts) note() string {
	say, f := p.env.Say, &p.found
	text := p.counted()
	if f.theirs > 0 {
		return say.N("accounts.found-theirs", f.theirs, "found", text)
	}
	return text
}

// counted says how much there is of what is shown.
func (p *accounts) counted() string {
	say, f := p.env.Say, &p.found
	if f.near > 0 {
		return say.N("accounts.found-near", f.near, "exact", say.N("accounts.found", len(f.things)-f.near))
	}
	if n := f.hidden(); n > 0 {
		return say.T("accounts.found-more", "n", say.Int(int64(len(f.things))), "more", say.Int(int64(n)))
	}
	return say.N("accounts.found", len(f.things))
}

func (p *accounts) table() widget.Table {
	say := p.env.Say
	return widget.Table{Columns: []widget.Column{
		{Min: 1},
		{Title: say.T("word.account"), Min: 14, Max: 38, Name: true},
		{Title: say.T("accounts.owner"), Min: 12, Max: 18, Drop: 5},
		{Title: say.T("accounts.open"), Min: 4, Align: widget.AlignNumber, Drop: 4},
		{Title: say.T("accounts.value"), Min: 6, Align: widget.AlignNumber},
		{Title: say.T("accounts.touch"), Min: 7, Align: widget.AlignRight, Drop: 1},
		{Title: say.T("accounts.due"), Min: 17, Max: 30, Drop: 2},
		{Title: say.T("accounts.people"), Min: 8, Align: widget.AlignNumber, Drop: 6},
		{Title: say.T("deal.segment"), Min: 10, Max: 16, Drop: 7},
	}}
}

// listed gives the row of what was found at a place, marked where it is only near
// what was typed.
func (p *accounts) listed(b widget.Box, i int) []widget.Field {
	out := p.fields(b, p.found.things[i])
	if p.found.nearly(i) {
		out[1] = widget.Cell(p.env.Say.T("accounts.near", "name", out[1].Text), theme.Muted)
	}
	return out
}

// fields gives the row of a thing: an account in its columns, a contact or a
// deal in words.
func (p *accounts) fields(b widget.Box, t *thing) []widget.Field {
	switch t.sort {
	case aContact:
		return p.contactFields(t)
	case aDeal:
		return p.dealFields(t)
	}
	say, r := p.env.Say, t.row
	value, open, people := "", "", ""
	if r.open > 0 {
		open = say.Int(int64(r.open))
		value = money.Short(record.Money{Minor: r.minor, Currency: p.all.code})
	}
	if r.foreign > 0 { // the sum is not all there is
		value += "+"
	}
	if r.contacts > 0 {
		people = say.Int(int64(r.contacts))
	}
	touched := theme.Muted
	if r.need == silence {
		touched = theme.Late
	}
	mark := widget.Field{}
	if r.need != nothing || r.open > 0 {
		mark = widget.Cell(b.Mark(needMarks[r.need]), needStyles[r.need])
	}
	return []widget.Field{
		mark,
		widget.Cell(p.name(r.account), theme.Plain),
		widget.Cell(r.owner, theme.Muted),
		widget.Cell(open, theme.Plain),
		widget.Cell(value, theme.Plain),
		widget.Cell(p.ago(r), touched),
		p.dueField(r),
		widget.Cell(people, theme.Muted),
		widget.Cell(r.account.Segment, theme.Muted),
	}
}

// name gives what an account is called.
func (p *accounts) name(a *record.Account) string {
	if a == nil || a.Name == "" {
		return p.env.Say.T("accounts.unnamed")
	}
	return a.Name
}

// ago says how long ago an account was touched.
func (p *accounts) ago(r *row) string {
	say := p.env.Say
	switch days := r.quiet(p.all.today); {
	case r.never:
		return say.T("accounts.never")
	case r.touched == 0:
		return say.T("accounts.over-a-year")
	case days == 0:
		return say.T("date.today")
	default:
		return say.T("unit.days.short", "n", days)
	}
}

// dueField says what the account needs, as the agenda has it; where that is a
// next step, or nothing, what is next, and when.
func (p *accounts) dueField(r *row) widget.Field {
	if r.why != nil && !r.why.Step() {
		return widget.Cell(r.why.Short(p.env.Say), needStyles[r.need])
	}
	return p.nextField(r)
}

// nextField says what is next, and when; of what should have happened, since how
// many days.
func (p *accounts) nextField(r *row) widget.Field {
	say := p.env.Say
	late := theme.Muted
	if r.need == pressing {
		late = theme.Risk
	}
	switch day := r.due.Date(); {
	case r.due.IsZero() && r.step == "" && r.open == 0:
		return widget.Field{}
	case r.due.IsZero() && r.step != "":
		return widget.Cell(r.step, theme.Muted)
	case r.due.IsZero():
		return widget.Cell(say.T("deal.no-next-step"), theme.Late)
	case day < p.all.today:
		return widget.Cell(strings.TrimSpace(say.T("deal.next-late", "what", r.step, "n", int(p.all.today-day))), late)
	default:
		return widget.Cell(strings.TrimSpace(r.step+" "+say.Day(day, p.data.Now)), theme.Muted)
	}
}

// contactFields writes a contact over the columns of accounts.
func (p *accounts) contactFields(t *thing) []widget.Field {
	c, parts := t.contact, []string{p.name(t.row.account)}
	for _, s := range []string{c.Email, c.Phone} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return []widget.Field{
		{}, widget.Cell(c.Name, theme.Party),
		{Text: p.env.Say.T("accounts.contact-at", "what", strings.Join(parts, "  ")), Style: theme.Muted, Span: 9},
	}
}

// dealFields does the same for a deal.
func (p *accounts) dealFields(t *thing) []widget.Field {
	s := &t.deal.Now
	parts := []string{p.stageName(s.Stage)}
	if s.HasAmount {
		parts = append(parts, p.env.Say.ShortMoney(s.Amount))
	}
	if t.row != nil {
		parts = append(parts, p.name(t.row.account))
	}
	return []widget.Field{
		{}, widget.Cell(titleOf(p.env.Say, p.data.Book, t.deal), theme.Value),
		{Text: p.env.Say.T("accounts.deal-of", "what", strings.Join(parts, "  ")), Style: theme.Muted, Span: 9},
	}
}

func (p *accounts) stageName(key string) string {
	b := builder{say: p.env.Say, data: p.data}
	return b.stageName(key)
}
