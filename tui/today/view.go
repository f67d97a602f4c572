package today

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The measures of the tab.
const (
	sideW   = 40 // columns of the numbers beside the list, at least
	sideGap = 3
	wideW   = 110 // from this width on they stand there
	margin  = 2
)

// wide reports whether the numbers stand beside the list.
func (p *today) wide() bool { return p.w >= wideW && p.h >= 8 }

// mainW is the width of the list.
func (p *today) mainW() int {
	if p.wide() {
		return p.w - max(sideW, p.w/4) - sideGap
	}
	return p.w
}

// View implements panel.Panel.
func (p *today) View(b widget.Box) {
	switch {
	case p.agenda == nil:
		return
	case p.wide():
		p.drawMain(b.Sub(0, 0, p.mainW(), b.H))
		x := p.mainW() + sideGap
		side := b.Sub(x, 0, b.W-x-1, b.H)
		side.Aside()
		p.drawNumbers(side)
	case p.side == entries:
		p.drawNumbers(b.Sub(margin, 0, b.W-margin-1, b.H))
	default:
		p.drawMain(b)
	}
}

// drawMain draws what comes next in full, and then the list.
func (p *today) drawMain(b widget.Box) {
	b = p.items.Line(b)
	if r := p.current(); r != nil {
		top, rest := b.Top(p.nextRows())
		p.drawNext(top, r)
		b = rest
	}
	body, low := b.Top(b.H - p.stripRows())
	p.drawList(body)
	p.drawStrip(low)
}

// aboutRows is how many rows what the reasons are about takes.
func (p *today) aboutRows() int {
	if p.h < 14 {
		return 0
	}
	return 1
}

// nextRows is how many rows what comes next takes, an empty one included where
// there is room to spare: else it is one for the list.
func (p *today) nextRows() int {
	n := 1 + p.aboutRows() + p.reasonRows()
	if p.h >= 24 {
		n++
	}
	return n
}

// reasons is how many rows the reasons of any item take in a width.
type reasons struct {
	w, rows int
	amount  int // columns of the widest amount
}

// measure wraps the reasons of all items, and measures their amounts.
func measure(rows []row, w int) reasons {
	out := reasons{w: w, rows: 1}
	for i := range rows {
		out.rows = max(out.rows, len(widget.Wrap(0, rows[i].full, w)))
		out.amount = max(out.amount, widget.Width(0, rows[i].amount))
	}
	return out
}

// reasonW is the width of the reasons.
func (p *today) reasonW() int { return p.mainW() - margin - 3 }

// reasonRows is how many rows the reasons of any item take, as far as there is
// room: the list does not jump when the cursor moves.
func (p *today) reasonRows() int { return max(1, min(p.reason.rows, p.h*3/10)) }

// stripRows is how many rows the numbers below the list take.
func (p *today) stripRows() int {
	switch {
	case p.wide() || p.h < 12:
		return 0
	case p.h < 17:
		return 2
	case p.h < 22 || p.w < 60:
		return 3
	}
	return 7
}

// listRows is how many rows of the list are seen at once.
func (p *today) listRows() int {
	n := p.h - p.stripRows() - p.countRows() - p.items.Find.Rows()
	if p.items.Shown() > 0 {
		n -= p.nextRows()
	}
	return n
}

// countRows is how many rows the counts above the list take.
func (p *today) countRows() int {
	if p.h < 12 {
		return 0
	}
	return 1
}

// drawNext draws what is under the cursor: what to do, about what, and every
// reason in full.
func (p *today) drawNext(b widget.Box, r *row) {
	say := p.env.Say
	at, all := p.items.At().Cursor, p.items.Shown()
	of := say.Int(int64(all))
	place := say.T("today.place", "n", say.Int(int64(at+1)), "all", of)
	if at == 0 {
		place = say.T("today.first", "all", of)
	}
	m, style, _ := panel.AgendaMark(r.item)
	right := place
	if money := p.money(r.item); money != "" {
		right = money + "   " + place
	}
	x := b.Print(margin, 0, b.Mark(m)+" ", style|theme.Bold)
	if b.Width(right) > b.W/2 {
		right = p.money(r.item)
	}
	end := b.W - 1 - b.Width(right)
	b.Fit(x, 0, end-x-2, r.do, theme.Plain|theme.Bold)
	b.Right(x, 0, b.W-1-x, right, theme.Muted)
	y := 1
	if p.aboutRows() > 0 && r.about != [3]string{} {
		drawAbout(b.Sub(x, y, b.W-x-1, 1), r.about)
		y++
	}
	p.drawReasons(b.Sub(x, y, b.W-x-1, p.reasonRows()), r.full)
	b.Zone(zoneNext, 0)
}

// The columns of the stage and the rep among what reasons are about, and the
// width from which there is room for them.
const (
	stageW = 14
	repW   = 18
	aboutW = 66
)

// drawAbout draws deal, stage and rep, where there is room in columns of their
// own: what stays the same from one deal to the next stays where it is.
func drawAbout(b widget.Box, about [3]string) {
	if b.W < aboutW {
		parts := slices.DeleteFunc(about[:], func(s string) bool { return s == "" })
		b.Fit(0, 0, b.W, strings.Join(parts, "  "+b.Mark(theme.MarkDot)+"  "), theme.Muted)
		return
	}
	at := b.W - stageW - repW
	b.Fit(0, 0, at-2, about[0], theme.Muted)
	b.Fit(at, 0, stageW-2, about[1], theme.Muted)
	b.Fit(at+stageW, 0, repW, about[2], theme.Muted)
}

// drawReasons wraps the reasons into the box; what has no room ends in a mark.
func (p *today) drawReasons(b widget.Box, text string) {
	lines := widget.Wrap(b.Method(), text, b.W)
	if len(lines) > b.H && b.H > 0 {
		lines[b.H-1] = strings.Join(lines[b.H-1:], " ")
		lines = lines[:b.H]
	}
	for y, line := range lines {
		b.Fit(0, y, b.W, line, theme.Plain)
	}
}

// drawList draws the counts and the rows.
func (p *today) drawList(b widget.Box) {
	if p.items.Shown() == 0 {
		p.drawNothing(b)
		return
	}
	if n := p.countRows(); n > 0 {
		top, rest := b.Top(n)
		p.drawCounts(top)
		b = rest
	}
	p.items.Body(b, p.table(), p.side == todo)
}

// fields gives a row of the list.
func (p *today) fields(b widget.Box, i int) []widget.Field {
	r := &p.all[i]
	m, style, _ := panel.AgendaMark(r.item)
	_, why := panel.ReasonMark(r.item.Kind)
	return []widget.Field{
		widget.Cell(b.Mark(m), style),
		widget.Cell(r.why, why),
		widget.Cell(r.what, theme.Kind),
		widget.Cell(r.who, theme.Plain),
		widget.Cell(r.amount, r.priced()),
		widget.Cell(r.full, theme.Muted),
		widget.Cell(r.item.Rep, theme.Muted),
	}
}

func (p *today) table() widget.Table {
	t := widget.Table{Columns: []widget.Column{
		{Min: 1},
		{Min: 12, Max: 13, Name: true},
		{Min: 8, Max: 10, Drop: 2},
		{Min: 10, Max: 46},
		{Min: max(6, p.reason.amount), Align: widget.AlignNumber, Drop: 1},
		{Min: 60, Max: 110, Drop: 4},
	}}
	if len(p.data.Reps) != 1 {
		t.Columns = append(t.Columns, widget.Column{Min: 12, Max: 20, Drop: 3})
	}
	return t
}

// drawNothing says why there is nothing to do, and what to do then.
func (p *today) drawNothing(b widget.Box) {
	if text := p.elsewhere(); text != "" && p.items.Find.Text() == "" {
		b.Paragraph(margin, 0, text, theme.Accent)
		return
	}
	say := p.env.Say
	text, style := p.data.Begin(say, "today.nothing"), theme.Good
	switch {
	case p.data.Looks():
		text, style = say.T("today.totals"), theme.Muted
	case p.items.Find.Text() != "":
		text, style = say.T("today.no-match"), theme.Muted
	case p.agenda.Blank:
		text, style = p.data.Begin(say, "today.blank"), theme.Accent
	}
	b.Paragraph(margin, 0, text, style)
}

// elsewhere says that the scope has nothing at all while others have deals: no
// deal and no entry, which is something else than a day without anything due.
func (p *today) elsewhere() string {
	if p.work.deals > 0 || len(p.past) > 0 {
		return ""
	}
	return p.data.Elsewhere(p.env.Say, panel.Deals, p.work.others)
}

// counted are the kinds that are counted above the list.
var counted = []string{metrics.AgendaInquiry, metrics.AgendaStepLate, metrics.AgendaStepToday, metrics.AgendaRotting, metrics.AgendaClosePast, metrics.AgendaCommitted, metrics.AgendaNoStep}

// drawCounts says how many of each kind there are, whatever is shown of them.
func (p *today) drawCounts(b widget.Box) {
	n := make(map[string]int)
	for y := range p.items.Shown() {
		for _, r := range p.all[p.items.Pos(y)].item.Reasons {
			n[r.Kind]++
		}
	}
	x := margin
	for _, kind := range counted {
		if n[kind] == 0 {
			continue
		}
		text := p.env.Say.T("today.count."+kind, "n", p.env.Say.Int(int64(n[kind])))
		if x+b.Width(text) >= b.W {
			break
		}
		_, style := panel.ReasonMark(kind)
		x = b.Print(x, 0, text, style) + 3
	}
	for _, o := range p.agenda.LeftOut { // it is said where there is room; foresail today says it always
		if text := p.env.Say.N("leftout."+o.Reason, o.N); x+b.Width(text) < b.W {
			x = b.Print(x, 0, text, theme.Muted) + 3
		}
	}
}

// unpriced reports a deal without an amount.
func unpriced(it *metrics.AgendaItem) bool { return !it.DealRef.IsZero() && it.Money.Minor == 0 }

// priced gives the style of the amount.
func (r *row) priced() theme.Style {
	if unpriced(r.item) {
		return theme.Muted
	}
	return theme.Plain
}

// amount words the amount of an item in short, with the currency where it is
// another than the file's; nothing for what is about no deal.
func (b wording) amount(it *metrics.AgendaItem) string {
	switch {
	case unpriced(it):
		return b.say.T("deal.no-amount")
	case !it.Amount.Set:
		return ""
	}
	text := money.Short(it.Money)
	if it.Currency != b.agenda.Currency {
		text += " " + it.Currency
	}
	return text
}

// money words the amount with its currency.
func (p *today) money(it *metrics.AgendaItem) string {
	switch {
	case unpriced(it):
		return p.env.Say.T("deal.no-amount")
	case !it.Amount.Set:
		return ""
	}
	return p.env.Say.ShortMoney(it.Money)
}

// told words an entry: kind, account, outcome.
func (p *today) told(a record.Activity) string {
	parts := []string{a.Kind, p.data.Book.AccountName(a.Account), a.Outcome}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// goal gives the number that is asked of a day, rounded up: half a call is not
// made.
func goal(d *metrics.DayPace) int { return int(math.Ceil(d.Target.X - 1e-9)) }

// target words what is asked of a thing today.
func (p *today) target(d *metrics.DayPace) string {
	switch say := p.env.Say; {
	case !d.Target.Set:
		return ""
	case d.By == "usual":
		return say.T("today.usual", "target", say.Compact(d.Target.X))
	default:
		return say.T("today.of", "target", goal(d))
	}
}

// reached gives the style of a number that is asked for.
func reached(d *metrics.DayPace) theme.Style {
	if d.Target.Set && float64(d.Today) >= d.Target.X {
		return theme.Good
	}
	return theme.Plain
}

// name gives what is counted.
func (p *today) name(d *metrics.DayPace) string { return cmp.Or(d.Label(p.env.Say), d.Kind) }
