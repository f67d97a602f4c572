package logbook

import (
	"cmp"
	"strings"
	"time"

	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// View implements panel.Panel.
func (p *logbook) View(b widget.Box) {
	if a := p.current(); p.open && a != nil {
		p.drawDetail(b, *a)
		return
	}
	if p.data.Looks() {
		p.drawEmpty(b)
		return
	}
	b = p.list.Line(b)
	p.list.Draw(b, p.table(), true, p.drawEmpty)
	p.drawNewer(b.Row(0))
}

// drawNewer says at the end of the head row how many newer activities stand
// above what is seen.
func (p *logbook) drawNewer(b widget.Box) {
	top := p.list.At().Top
	text := p.env.Say.N("log.newer", top)
	switch {
	case len(p.rows) == 0 || p.newest && top == 0:
		return
	case !p.newest:
		text = p.env.Say.T("log.newer-many")
	}
	if b.W < 60 { // beside the title of the last column there is room for the number
		text = p.env.Say.Compact(float64(top))
		if !p.newest {
			text = b.Mark(theme.MarkMore)
		}
	}
	text = "  " + b.Mark(theme.MarkAbove) + " " + text
	b.Right(0, 0, b.W-1, text, theme.Muted)
}

func (p *logbook) drawEmpty(b widget.Box) {
	text, style := cmp.Or(p.data.Elsewhere(p.env.Say, panel.Entries, p.others), p.data.Begin(p.env.Say, "hint.log")), theme.Accent
	switch {
	case p.failed != nil:
		text, style = p.env.Say.Err(p.failed), theme.Risk
	case p.searching:
		text, style = p.env.Say.T("log.reading"), theme.Muted
	case p.list.Find.Text() != "":
		text, style = p.env.Say.T("log.nothing-found"), theme.Muted
	}
	b.Paragraph(2, 1, text, style)
}

// note says how many were found, or that there are more.
func (p *logbook) note() string {
	if p.searching && p.side != older {
		return p.env.Say.T("log.reading")
	}
	if p.newest && p.oldest {
		return p.env.Say.N("log.found", len(p.rows))
	}
	return p.env.Say.N("log.found-more", len(p.rows))
}

func (p *logbook) table() widget.Table {
	say := p.env.Say
	return widget.Table{Columns: []widget.Column{
		{Title: say.T("log.day"), Min: 10, Drop: 2},
		{Title: say.T("log.time"), Min: 5, Drop: 3},
		{Title: say.T("log.kind"), Min: 9, Max: 11},
		{Title: say.T("word.account"), Min: 13, Max: 26, Name: true},
		{Title: say.T("log.outcome"), Min: 10, Max: 12, Drop: 4},
		{Title: say.T("log.duration"), Min: 7, Align: widget.AlignNumber, Drop: 7},
		{Title: say.T("word.rep"), Min: 14, Max: 20, Drop: 6},
		{Title: say.T("log.note"), Min: 16, Max: 200, Drop: 5},
	}}
}

// fields gives a row; the day stands where it is another than above.
func (p *logbook) fields(i int) []widget.Field {
	say, book, a := p.env.Say, p.data.Book, p.rows[i]
	day := widget.Field{}
	if i == p.list.At().Top || a.At.Date() != p.rows[i-1].At.Date() {
		day = widget.Cell(say.Day(a.At.Date(), p.data.Now), theme.Muted)
	}
	return []widget.Field{
		day,
		widget.Cell(say.Clock(a.At), theme.Muted),
		widget.Cell(a.Kind, theme.Kind),
		widget.Cell(book.AccountName(a.Account), theme.Plain),
		widget.Cell(a.Outcome, theme.Plain),
		{Forms: p.duration(a), Style: theme.Muted},
		widget.Cell(book.RepName(a.Rep), theme.Muted),
		widget.Cell(p.remark(a), theme.Muted),
	}
}

func (p *logbook) duration(a record.Activity) []string {
	if a.Seconds == 0 {
		return nil
	}
	say, d := p.env.Say, time.Duration(a.Seconds)*time.Second
	return []string{
		say.Duration(d),
		say.T("span.minutes", "n", int(d.Round(time.Minute)/time.Minute)),
		say.T("span.hours", "n", int(d.Round(time.Hour)/time.Hour)),
	}
}

// remark joins what is worth a glance: next step, value, note, tags.
func (p *logbook) remark(a record.Activity) string {
	var parts []string
	if a.NextKind != "" {
		parts = append(parts, p.next(a))
	}
	if !a.Worth.IsZero() {
		parts = append(parts, p.env.Say.T("log.of-worth", "amount", p.env.Say.ShortMoney(a.Worth)))
	}
	if a.Note != "" {
		parts = append(parts, strings.ReplaceAll(a.Note, "\n", " "))
	}
	for _, t := range a.Tags {
		parts = append(parts, "+"+t)
	}
	return strings.Join(parts, "  ")
}

func (p *logbook) next(a record.Activity) string {
	if a.NextDue.IsZero() {
		return p.env.Say.T("log.then", "what", a.NextKind)
	}
	return p.env.Say.T("log.then-when", "what", a.NextKind, "when", p.env.Say.When(a.NextDue, p.data.Now))
}

// line words an activity in one line, for the clipboard.
func (p *logbook) line(a record.Activity) string {
	book := p.data.Book
	parts := []string{a.At.Std().Format("2006-01-02 15:04"), a.Kind, book.AccountName(a.Account), a.Outcome, book.RepName(a.Rep), p.remark(a)}
	return strings.Join(parts, "\t")
}

// drawDetail draws everything about an activity.
func (p *logbook) drawDetail(b widget.Box, a record.Activity) {
	say, book := p.env.Say, p.data.Book
	title := a.Kind
	if name := book.AccountName(a.Account); name != "" {
		title += " " + name
	}
	x := b.Fit(2, 0, b.W-3, title, theme.Accent|theme.Bold)
	if hint := say.T("accounts.hint"); !a.Account.IsZero() && x+2+b.Width(hint) < b.W {
		b.Right(0, 0, b.W-1, hint, theme.Muted)
	}
	_, rest := b.Top(2)
	p.page.Draw(rest, p.detail(a, b.W, b.Method()))
}

// detail gives the rows about an activity below its title, for a width.
func (p *logbook) detail(a record.Activity, w int, m widget.Method) []page.Row {
	say, book := p.env.Say, p.data.Book
	deal := ""
	if d := book.Deals[a.Deal]; d != nil {
		deal = d.Now.Title
	}
	contact := ""
	if c := book.Contacts[a.Contact]; c != nil {
		contact = c.Name
	}
	took := ""
	if forms := p.duration(a); len(forms) > 0 {
		took = forms[0]
	}
	next := ""
	if a.NextKind != "" {
		next = p.next(a)
	}
	fields := [][2]string{
		{"log.when", say.When(a.At, p.data.Now)}, {"word.rep", book.RepName(a.Rep)}, {"word.account", book.AccountName(a.Account)},
		{"word.deal", deal}, {"log.contact", contact}, {"log.outcome", a.Outcome}, {"log.duration", took},
		{"log.next", next}, {"log.tags", strings.Join(a.Tags, ", ")}, {"log.source", a.Source.System}, {"log.note", a.Note},
	}
	if !a.Worth.IsZero() {
		fields = append(fields, [2]string{"log.worth", say.Money(a.Worth)})
	}
	var out []page.Row
	for _, f := range fields {
		out = append(out, page.Labelled(m, w, say.T(f[0]), f[1])...)
	}
	return out
}
