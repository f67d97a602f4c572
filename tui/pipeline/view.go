package pipeline

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// View implements panel.Panel.
func (p *pipeline) View(b widget.Box) {
	if p.show == nil {
		return
	}
	if c := p.current(); p.open && c != nil {
		p.drawDetail(b, c)
		return
	}
	if b.H >= 10 {
		top, rest := b.Top(p.healthRows())
		p.drawHealth(top)
		b = rest
	}
	b = p.rows.Line(b)
	if b.H >= 12 {
		main, last := b.Top(b.H - 1)
		p.drawChanges(last)
		b = main
	}
	if p.partial() {
		row, rest := b.Top(1)
		row.Fit(2, 0, row.W-3, p.env.Say.T(p.whose()), theme.Muted)
		b = rest
	}
	switch {
	case p.funnel:
		p.drawFunnel(b)
	case p.table:
		p.drawTable(b)
	default:
		p.drawBoard(b)
	}
}

// drawBoard draws the board; without a deal it says what to do.
func (p *pipeline) drawBoard(b widget.Box) {
	if len(p.all.list) == 0 && len(p.all.lanes) > 0 {
		top, rest := b.Top(2)
		p.board(p.cardRows()).Draw(top, p.sight, p.at, false)
		rest.Paragraph(2, 1, p.hint(), theme.Accent)
		return
	}
	if len(p.show.list) == 0 && len(p.show.lanes) > 0 {
		top, rest := b.Top(2)
		p.board(p.cardRows()).Draw(top, p.sight, p.at, false)
		rest.Paragraph(2, 1, p.env.Say.T("pipeline.no-match"), theme.Muted)
		return
	}
	p.board(p.cardRows()).Draw(b, p.sight, p.at, true)
}

// partial reports whether the numbers are of more deals than are shown.
func (p *pipeline) partial() bool { return unseen(p.data) && len(p.all.list) > 0 }

// whose is the key of what is said of deals that are not seen.
func (p *pipeline) whose() string {
	if p.data.Rights.Has(panel.SeeOwn) {
		return "pipeline.unseen.others"
	}
	return "pipeline.unseen"
}

// hint says what to do where no deal is open.
func (p *pipeline) hint() string {
	say := p.env.Say
	if unseen(p.data) && p.data.Pipeline.OpenCount > 0 {
		return say.T(p.whose())
	}
	if text := p.data.Elsewhere(say, panel.Deals, p.all.others); text != "" {
		return text
	}
	if p.all.closed > 0 {
		return p.data.Begin(say, "hint.pipeline.closed")
	}
	return p.data.Begin(say, "hint.pipeline")
}

// cardRows is how many rows a card takes.
func (p *pipeline) cardRows() int {
	if p.bodyRows() < 8 {
		return 2
	}
	return 3
}

// roomy is how many columns all numbers fit into a row from.
const roomy = 116

// healthRows is how many rows the numbers take, one of them empty.
func (p *pipeline) healthRows() int {
	switch {
	case p.w >= roomy || p.h < 15:
		return 3
	}
	return 4
}

// bodyRows is how many rows the board or the table has.
func (p *pipeline) bodyRows() int {
	n := p.h
	if n >= 10 {
		n -= p.healthRows()
	}
	n -= p.rows.Find.Rows()
	if n >= 12 {
		n--
	}
	if p.all != nil && p.partial() {
		n--
	}
	return n
}

// drawHealth draws the health of the pipeline in numbers: what there is, how
// it goes, what is wrong.
func (p *pipeline) drawHealth(b widget.Box) {
	stats := p.health(b.W)
	rows := b.Sub(0, 0, b.W, b.H-1)
	if p.w < 60 { // no room for all: what there is and what is wrong
		bad := p.wrong(".short")
		if all := append(stats[:2:2], bad...); rows.Holds(2, all...) {
			rows.Stats(2, all...)
			return
		}
		rows.Stats(2, append(stats[:2:2], known(bad)...)...)
		return
	}
	above, last := rows.Top(rows.H - 1) // what is wrong has its row whatever the numbers take
	if used := above.Stats(2, stats...); used < above.H {
		last = rows.Sub(0, used, b.W, rows.H-used)
	}
	for _, bad := range [][]widget.Stat{p.wrong(""), known(p.wrong("")), known(p.wrong(".short"))} {
		if last.Holds(2, bad...) {
			last.Stats(2, bad...)
			return
		}
	}
	last.Stats(2, known(p.wrong(".short"))...)
}

// known gives the numbers that are not zero: what is not wrong gives way to what
// is.
func known(stats []widget.Stat) []widget.Stat {
	return slices.DeleteFunc(stats, func(s widget.Stat) bool { return s.Forms[0] == "0" })
}

// health gives the numbers of the head: what is open first; what cannot be told
// last, where there is room for that.
func (p *pipeline) health(w int) []widget.Stat {
	say, d := p.env.Say, &p.data.Pipeline
	stat := func(key string, style theme.Style, forms ...string) widget.Stat {
		return widget.Stat{Label: say.T("pipeline." + key), Forms: forms, Style: style}
	}
	strong := theme.Plain | theme.Bold
	stats := []widget.Stat{
		stat("open", strong, say.Int(int64(d.OpenCount))),
		stat("value", strong, p.money(d.OpenValue)+p.beyond()+" "+d.Currency, p.money(d.OpenValue)+p.beyond()),
		stat("weighted", theme.Plain, p.money(d.WeightedValue)),
	}
	if !d.OpenValue.Set && d.OpenCount > 0 {
		stats = append(stats[:1], widget.Stat{Label: say.T("pipeline.value"), Forms: []string{say.T("deal.no-amount")}, Style: theme.Muted, Ahead: true})
	}
	var missing []string
	for _, s := range []struct {
		key  string
		n    metrics.Number
		text string
	}{
		{"win-rate", d.WinRate, p.share(d.WinRate)}, {"cycle", d.AvgCycleDays, p.number(d.AvgCycleDays)},
		{"velocity", d.VelocityPerDay, p.money(d.VelocityPerDay)}, {"coverage", d.Coverage, say.Times(d.Coverage.X)},
	} {
		if !s.n.Set {
			missing = append(missing, say.T("pipeline."+s.key))
			continue
		}
		stats = append(stats, stat(s.key, theme.Plain, s.text))
	}
	if len(missing) > 0 && w >= 60 {
		stats = append(stats, widget.Stat{Label: strings.Join(missing, ", "), Forms: []string{say.T("pipeline.unknown")}, Style: theme.Muted})
	}
	return stats
}

// wrong gives the numbers of what is wrong; form is ".short" where there is
// little room for their words.
func (p *pipeline) wrong(form string) []widget.Stat {
	say, d := p.env.Say, &p.data.Pipeline
	stat := func(label string, n int, style theme.Style) widget.Stat {
		return widget.Stat{Label: label, Forms: []string{say.Int(int64(n))}, Style: style}
	}
	return []widget.Stat{
		stat(say.T("pipeline.rotting"), d.Rotting, bad(d.Rotting)),
		stat(say.T("pipeline.overdue"), d.Overdue, bad(d.Overdue)),
		stat(say.N("pipeline.late-step"+form, d.OverdueNextStep), d.OverdueNextStep, late(d.OverdueNextStep)),
		stat(say.T("pipeline.no-next-step"+form), d.NoNextStep, late(d.NoNextStep)),
	}
}

func bad(n int) theme.Style {
	if n > 0 {
		return theme.Risk | theme.Bold
	}
	return theme.Good
}

func late(n int) theme.Style {
	if n > 0 {
		return theme.Late | theme.Bold
	}
	return theme.Good
}

// money words an amount of the file's currency in short.
func (p *pipeline) money(n metrics.Number) string {
	switch {
	case !n.Set:
		return "–"
	case n.Exact:
		return money.Short(record.Money{Minor: n.Minor, Currency: p.data.Pipeline.Currency})
	}
	return p.env.Say.Compact(n.X)
}

func (p *pipeline) share(n metrics.Number) string {
	if !n.Set {
		return "–"
	}
	return p.env.Say.Percent(n.X, 0)
}

func (p *pipeline) number(n metrics.Number) string {
	if !n.Set {
		return "–"
	}
	return p.env.Say.Compact(n.X)
}

// drawChanges draws what changed since last week in one row.
func (p *pipeline) drawChanges(b widget.Box) {
	say, c := p.env.Say, &p.data.Pipeline.Changes
	type part struct {
		n     int
		key   string
		value metrics.Number
	}
	parts := []part{
		{c.Created, "changes.created", c.CreatedValue}, {c.Won, "changes.won", c.WonValue}, {c.Lost, "changes.lost", c.LostValue},
		{c.Advanced, "changes.advanced", metrics.Number{}}, {c.Regressed, "changes.regressed", metrics.Number{}},
		{c.Pushed, "changes.pushed", metrics.Number{}}, {c.Pulled, "changes.pulled", metrics.Number{}},
	}
	since, _ := record.ParseDate(c.Since)
	x := b.Fit(2, 0, b.W-3, say.T("changes.since", "date", say.Day(since, p.data.Now)), theme.Muted) + 2
	start := x
	for _, part := range parts {
		if part.n == 0 {
			continue
		}
		text := say.N(part.key, part.n)
		if part.value.Set && part.value.X != 0 {
			text += " " + p.money(part.value)
		}
		if x+b.Width(text) >= b.W {
			b.Print(b.W-1, 0, b.Mark(theme.MarkMore), theme.Muted)
			return
		}
		x = b.Print(x, 0, text, theme.Plain) + 3
	}
	if x == start {
		x = b.Fit(x, 0, b.W-x-1, say.T("changes.nothing"), theme.Muted) + 3
	}
	for _, o := range p.leftOut() {
		if text := say.N("leftout."+o.Reason, o.N); x+b.Width(text) < b.W {
			x = b.Print(x, 0, text, theme.Muted) + 3
		}
	}
}

// leftOut is what the sums of what is open leave out. Where there is no room for
// its words, those that are not all there is have a sign.
func (p *pipeline) leftOut() []metrics.LeftOut {
	var out []metrics.LeftOut
	for _, o := range p.data.Pipeline.LeftOut {
		if o.Of == "open_value" || o.Of == "weighted_value" {
			out = append(out, o)
		}
	}
	return out
}

// beyond is the sign on a sum that leaves amounts in other currencies out.
func (p *pipeline) beyond() string {
	if slices.ContainsFunc(p.leftOut(), func(o metrics.LeftOut) bool { return o.Reason == "currency" }) {
		return "+"
	}
	return ""
}

// board gives the board of what is shown.
func (p *pipeline) board(rows int) widget.Board {
	out := widget.Board{Rows: rows, Zone: zoneCard, Card: p.drawCard, More: p.more}
	for _, l := range p.show.lanes {
		n := p.env.Say.Int(int64(len(l.cards)))
		value := money.Short(record.Money{Minor: l.minor, Currency: p.show.code})
		quiet := len(l.cards) == 0
		if l.foreign > 0 { // the sum is not all there is
			value += "+"
		}
		if t := l.total; t != nil { // where the filter is on, what it found
			n, value, quiet = p.env.Say.Int(int64(t.n)), p.money(t.value), t.n == 0
		}
		if !quiet && l.total == nil && l.priced == 0 {
			value = p.env.Say.T("deal.no-amount")
		}
		notes := []string{n + " " + value, n}
		if quiet {
			notes = notes[1:]
		}
		out.Lanes = append(out.Lanes, widget.Lane{
			Title: l.name, Notes: notes, Foot: p.goOn(l.stage), Cards: len(l.cards), Quiet: quiet,
		})
	}
	return out
}

// goOn words which share of the deals goes on from a stage, and how sure that is;
// nothing where it is not known.
func (p *pipeline) goOn(stage string) []string {
	for i := range p.data.Pipeline.Stages {
		if h := &p.data.Pipeline.Stages[i]; h.Stage == stage && h.ConversionLow.Set {
			share, low, high := p.share(h.Conversion), p.env.Say.Number(100*h.ConversionLow.X, 0), p.share(h.ConversionHigh)
			return []string{p.env.Say.T("funnel.lane", "share", share, "low", low, "high", high)}
		}
	}
	return nil
}

// more words how many cards of a lane are not seen.
func (p *pipeline) more(n int) string { return p.env.Say.T("board.more", "n", p.env.Say.Int(int64(n))) }

// drawCard draws a deal: its name, what it is worth and how long it has been
// here, and what is next.
func (p *pipeline) drawCard(b widget.Box, at widget.Place, focus bool) {
	if at.Column >= len(p.show.lanes) || at.Row >= len(p.show.lanes[at.Column].cards) {
		return
	}
	c := p.show.lanes[at.Column].cards[at.Row]
	name := theme.Plain
	if focus {
		name |= theme.Bold
		b.Print(0, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
	}
	b.Fit(2, 0, b.W-2, c.name, name)
	x := b.Print(2, 1, b.Mark(healthMarks[c.health])+" ", healthStyles[c.health])
	x = b.Print(x, 1, b.Shorter(b.W-x, p.amount(c), "-"), amountStyle(c))
	if age := p.age(c); x+2+b.Width(age) <= b.W {
		b.Right(0, 1, b.W, age, ageStyle(c))
	}
	third := widget.Field{Forms: p.why(c, " "+b.Mark(theme.MarkDot)+" "), Style: p.whyStyle(c)}
	third.Show(b.Sub(2, 2, b.W-2, 1))
	if focus {
		b.Choose(b.Sub(2, 0, b.W-2, 1))
	}
}

// amount words the amount of a deal in short.
func (p *pipeline) amount(c *card) string { return cmp.Or(c.amount, p.env.Say.T("deal.no-amount")) }

func amountStyle(c *card) theme.Style {
	if c.priced {
		return theme.Plain
	}
	return theme.Muted
}

func ageStyle(c *card) theme.Style {
	if c.health == rotting {
		return theme.Risk
	}
	return theme.Muted
}

func (p *pipeline) age(c *card) string {
	if c.age < 0 {
		return ""
	}
	return p.env.Say.T("unit.days.short", "n", strconv.Itoa(c.age))
}

// nextStep words what is next, and when; of what should have happened, since
// how many days.
func (p *pipeline) nextStep(c *card) string {
	if _, _, shared := p.data.Book.Agreed(&c.deal.Now); shared {
		return p.env.Say.T("deal.next-shared", "what", p.step(c))
	}
	return p.step(c)
}

func (p *pipeline) step(c *card) string {
	say := p.env.Say
	switch {
	case c.due.IsZero():
		return cmp.Or(c.next, say.T("deal.no-next-step"))
	case p.late(c):
		return strings.TrimSpace(say.T("deal.next-late", "what", c.next, "n", int(p.data.Today-c.due.Date())))
	}
	return strings.TrimSpace(c.next + " " + say.Day(c.due.Date(), p.data.Now))
}

// late reports whether the next step of a deal is overdue.
func (p *pipeline) late(c *card) bool { return !c.due.IsZero() && c.due.Date() < p.data.Today }

// whyStyle gives the style of what why words.
func (p *pipeline) whyStyle(c *card) theme.Style {
	switch {
	case len(c.faults) > 0 && (c.faults[0].Kind == metrics.AgendaRotting || c.faults[0].Kind == metrics.AgendaClosePast):
		return theme.Risk
	case len(c.faults) > 0:
		return theme.Late
	}
	return theme.Muted
}

// drawTable draws the deals as rows.
func (p *pipeline) drawTable(b widget.Box) {
	p.rows.Draw(b, p.columns(b), true, func(rest widget.Box) {
		if len(p.all.list) == 0 {
			rest.Paragraph(2, 1, p.hint(), theme.Accent)
			return
		}
		rest.Paragraph(2, 1, p.env.Say.T("pipeline.no-match"), theme.Muted)
	})
}

// columns gives the table. That which it is sorted by stays to the last.
func (p *pipeline) columns(b widget.Box) widget.Table {
	say := p.env.Say
	amount := max(8, p.show.widest)
	if p.show.blank {
		amount = max(amount, b.Width(say.T("deal.no-amount")))
	}
	t := widget.Table{Columns: []widget.Column{
		{Min: 1},
		{Title: p.heading(b, "deal.title"), Min: 14, Max: 40, Name: true},
		{Title: p.heading(b, "word.account"), Min: 12, Max: 28, Drop: 4},
		{Title: p.heading(b, "word.stage"), Min: 11, Max: 14, Drop: 1},
		{Title: p.heading(b, "deal.amount"), Min: amount, Align: widget.AlignNumber},
		{Title: p.heading(b, "deal.age"), Min: 5, Align: widget.AlignNumber, Drop: 2},
		{Title: p.heading(b, "deal.why"), Min: 18, Max: 44, Drop: 3},
		{Title: p.heading(b, "deal.expected"), Min: 11, Drop: 5},
		{Title: p.heading(b, "word.rep"), Min: 10, Max: 18, Drop: 6},
	}}
	for i := range t.Columns {
		if by := orders[p.order].column; by != "" && t.Columns[i].Title == p.heading(b, by) {
			t.Columns[i].Drop = 0
		}
	}
	return t
}

// fields gives a row of the table.
func (p *pipeline) fields(b widget.Box, c *card) []widget.Field {
	return []widget.Field{
		widget.Cell(b.Mark(healthMarks[c.health]), healthStyles[c.health]),
		widget.Cell(c.name, theme.Plain),
		widget.Cell(c.account, theme.Muted),
		widget.Cell(c.stageName, theme.Plain),
		widget.Cell(p.amount(c), amountStyle(c)),
		widget.Cell(p.age(c), ageStyle(c)),
		{Forms: p.why(c, " "+b.Mark(theme.MarkDot)+" "), Style: p.whyStyle(c)},
		widget.Cell(c.expected.String(), expectedStyle(c)),
		widget.Cell(c.rep, theme.Muted),
	}
}

func expectedStyle(c *card) theme.Style {
	if c.fault(metrics.AgendaClosePast) != nil {
		return theme.Risk
	}
	return theme.Muted
}

// drawDetail draws everything about a deal.
func (p *pipeline) drawDetail(b widget.Box, c *card) {
	say := p.env.Say
	x := b.Fit(2, 0, b.W-3, c.name, theme.Accent|theme.Bold)
	if hint := say.T("accounts.hint"); x+2+b.Width(hint) < b.W {
		b.Right(0, 0, b.W-1, hint, theme.Muted)
	}
	_, rest := b.Top(2)
	p.page.Draw(rest, p.detail(c, b.W, b.Method()))
}

// detail gives the rows about a deal below its name, for a width.
func (p *pipeline) detail(c *card, w int, m widget.Method) []page.Row {
	say, s := p.env.Say, &c.deal.Now
	amount := p.amount(c)
	if c.priced {
		amount = say.Money(s.Amount)
	}
	fields := [][2]string{
		{"word.account", c.account}, {"word.stage", c.stageName + " " + p.age(c)}, {"deal.health", p.faultsOf(c)},
		{"deal.amount", amount}, {"deal.expected", p.expected(c)}, {"deal.next-step", p.nextStep(c)}, {"word.rep", c.rep},
		{"deal.source", s.Source}, {"deal.segment", s.Segment}, {"deal.product", s.Product},
	}
	if s.Pushes > 0 {
		fields = append(fields, [2]string{"deal.pushes", say.N("deal.pushed", s.Pushes)})
	}
	var out []page.Row
	for _, f := range fields {
		out = append(out, page.Labelled(m, w, say.T(f[0]), f[1])...)
	}
	out = append(out, page.Blank)
	for i := len(c.deal.Moves) - 1; i >= 0; i-- {
		move := c.deal.Moves[i]
		label := ""
		if i == len(c.deal.Moves)-1 {
			label = say.T("deal.history")
		}
		when := say.T("deal.since-ever")
		if !move.At.IsZero() {
			when = say.When(move.At, p.data.Now)
		}
		out = append(out, page.Labelled(m, w, label, p.stageName(move.To)+"  "+when)...)
	}
	return out
}

func (p *pipeline) stageName(key string) string {
	if s := p.data.Book.Stage(key); s != nil {
		return s.Name
	}
	return key
}
