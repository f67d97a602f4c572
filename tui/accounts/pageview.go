package accounts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// sheet is how the room of a page is used.
type sheet struct {
	wide   bool          // contacts and deals stand left of the past
	single bool          // only the section with the focus is shown
	head   int           // rows of title and facts
	gap    int           // empty row below them
	rows   [sections]int // rows of each list, without its heading
}

// The measures of a page.
const (
	wideFrom   = 110 // columns from which two columns fit
	singleTo   = 60  // columns below which one section is shown at a time
	singleRows = 15  // and rows
	mostPeople = 3   // contacts shown where all stands in one column
	mostDeals  = 4
)

// sheet divides the room of the panel for a page.
func (p *accounts) sheet(g *dossier) sheet {
	s := sheet{wide: p.w >= wideFrom && p.h >= singleRows, head: 1 + p.factRows(g)}
	s.single = !s.wide && (p.w < singleTo || p.h < singleRows)
	if p.h >= singleRows {
		s.gap = 1
	}
	free := max(p.h-s.head-s.gap, 2)
	switch {
	case s.single:
		for k := range s.rows {
			s.rows[k] = free - 1
		}
	case s.wide:
		s.rows[people] = max(min(g.length(people), (free-3)/2), 1)
		s.rows[deals] = max(free-s.rows[people]-3, 1)
		s.rows[past] = free - 1
	default:
		used := 0
		for k, most := range [...]int{people: mostPeople, deals: mostDeals} {
			if n := g.length(section(k)); n > 0 {
				s.rows[k] = min(n, most)
				used += s.rows[k] + 2
			}
		}
		s.rows[past] = max(free-used-1, 1)
	}
	return s
}

// factRows is how many rows the facts take.
func (p *accounts) factRows(g *dossier) int {
	most := 3
	if p.h < singleRows {
		most = 1
	}
	all := placed(ansi.WcWidth, p.facts(g), p.w)
	if len(all) == 0 {
		return 0
	}
	return min(all[len(all)-1].y+1, most)
}

// drawPage draws the page of an account or a deal.
func (p *accounts) drawPage(b widget.Box, g *dossier) {
	if p.data.Book == nil || !g.there(p.data.Book) {
		b.Fit(2, 0, b.W-3, p.env.Say.T("log.reading"), theme.Muted)
		return
	}
	s := p.sheet(g)
	if g.reading && g.legible() {
		p.drawFull(b, g)
		return
	}
	head, rest := b.Top(s.head)
	p.drawTitle(head, g)
	_, rest = rest.Top(s.gap)
	switch {
	case g.failed != nil && g.content == nil:
		rest.Fit(2, 0, rest.W-3, p.env.Say.Err(g.failed), theme.Risk)
	case g.content == nil:
		rest.Fit(2, 0, rest.W-3, p.env.Say.T("log.reading"), theme.Muted)
	case s.single:
		p.drawTurns(rest.Row(0), g)
		p.drawSection(rest.Sub(0, 1, rest.W, rest.H-1), g, g.focus)
	case s.wide:
		w := min(rest.W/2, 72)
		p.drawColumn(rest.Sub(0, 0, w, rest.H), g, s, people, deals)
		beside := rest.Sub(w+2, 0, rest.W-w-2, rest.H)
		beside.Aside()
		p.drawColumn(beside, g, s, past)
	default:
		p.drawColumn(rest, g, s, people, deals, past)
	}
}

// drawColumn draws sections one below the other, with their headings.
func (p *accounts) drawColumn(b widget.Box, g *dossier, s sheet, which ...section) {
	for _, k := range which {
		if g.length(k) == 0 && k != past && (!s.wide || !g.deal.IsZero()) {
			continue
		}
		p.drawHeading(b.Row(0), g, k)
		p.drawSection(b.Sub(0, 1, b.W, s.rows[k]), g, k)
		_, b = b.Top(s.rows[k] + 2)
	}
}

// heading words a section, with how many rows it has.
func (p *accounts) heading(g *dossier, k section) string {
	say := p.env.Say
	n := g.length(k)
	switch {
	case k == past && g.content != nil && g.content.more:
		return say.T("accounts.past-more", "n", say.Int(int64(n)))
	case k == deals && n > 0:
		open := slices.IndexFunc(g.content.deals, func(d *record.Deal) bool { return !d.Now.Open() }) // open ones stand first
		if open > 0 {
			return say.T("accounts.deals-open", "n", say.Int(int64(n)), "open", open)
		}
	}
	return say.N([...]string{people: "accounts.people-n", deals: "accounts.deals-n", past: "accounts.past-n"}[k], n)
}

func (p *accounts) drawHeading(b widget.Box, g *dossier, k section) {
	style, rule := theme.Muted, theme.Faint
	if k == g.focus {
		style, rule = theme.Accent|theme.Bold, theme.Accent
	}
	x := b.Fit(2, 0, b.W-3, p.heading(g, k), style)
	if k == past && g.failed != nil {
		x = b.Fit(x+2, 0, b.W-x-3, p.env.Say.Err(g.failed), theme.Risk)
	}
	b.Sub(x+1, 0, b.W-x-2, 1).Rule(0, rule)
}

// drawTurns draws the headings of all sections in a row, for windows with room
// for one at a time.
func (p *accounts) drawTurns(b widget.Box, g *dossier) {
	x := 2
	for k := range sections {
		if g.length(k) == 0 && k != past {
			continue
		}
		style := theme.Muted
		if k == g.focus {
			style = theme.Accent | theme.Bold | theme.Under
		}
		x = b.Fit(x, 0, b.W-x-1, p.heading(g, k), style) + 2
	}
}

// drawSection draws the rows of a section.
func (p *accounts) drawSection(b widget.Box, g *dossier, k section) {
	if g.length(k) == 0 {
		b.Fit(2, 0, b.W-3, p.env.Say.T([...]string{people: "accounts.no-people", deals: "accounts.no-deals", past: "accounts.no-past"}[k]), theme.Muted)
		return
	}
	g.at[k].Body(b, p.sectionTable(k, b.W), k == g.focus)
}

// sectionTable gives the columns of a section.
func (p *accounts) sectionTable(k section, w int) widget.Table {
	switch k {
	case people:
		return p.peopleTable()
	case deals:
		return p.dealsTable()
	}
	return p.pastTable(w)
}

// rowOf gives a row of a section.
func (p *accounts) rowOf(b widget.Box, g *dossier, k section, i int) []widget.Field {
	switch k {
	case people:
		c := g.content.people[i]
		return []widget.Field{widget.Cell(c.Name, theme.Party), widget.Cell(c.Email, theme.Muted), widget.Cell(c.Phone, theme.Muted)}
	case deals:
		return p.dealRow(b, g.content.deals[i])
	}
	m := &g.content.past[i]
	return p.momentRow(m, i == g.at[past].At().Top || m.at.Date() != g.content.past[i-1].at.Date())
}

func (p *accounts) peopleTable() widget.Table {
	return widget.Table{Columns: []widget.Column{{Min: 14, Max: 26, Name: true}, {Min: 18, Max: 34, Drop: 1}, {Min: 17, Max: 20, Drop: 2}}}
}

func (p *accounts) dealsTable() widget.Table {
	return widget.Table{Columns: []widget.Column{
		{Min: 1}, {Min: 8, Max: 34, Name: true}, {Min: 11, Max: 13, Drop: 1}, {Min: 6, Align: widget.AlignNumber}, {Min: 5, Align: widget.AlignNumber, Drop: 3}, {Min: 12, Max: 28, Drop: 2},
	}}
}

// pastTable keeps the name of who did it only where the words have room.
func (p *accounts) pastTable(w int) widget.Table {
	room := max(8, min(w/2, 40, w-28))
	return widget.Table{Columns: []widget.Column{{Min: 11}, {Min: 5, Drop: 1}, {Min: 10, Name: true}, {Min: room, Max: 200}, {Min: 14, Max: 18, Drop: 2}}}
}

// momentRow gives an entry of the timeline.
func (p *accounts) momentRow(m *moment, first bool) []widget.Field {
	say := p.env.Say
	day, clock := "", ""
	switch {
	case m.at.IsZero() && first:
		day = say.T("accounts.ever")
	case m.at.IsZero():
	default:
		clock = say.Clock(m.at)
		if first {
			day = p.day(m.at.Date())
		}
	}
	text := theme.Plain
	if m.act == nil {
		text = m.style
	}
	return []widget.Field{
		widget.Cell(day, theme.Muted), widget.Cell(clock, theme.Muted), widget.Cell(m.what, m.style),
		widget.Cell(m.text, text), widget.Cell(p.data.Book.RepName(m.by), theme.Muted),
	}
}

// day words a day in eleven columns: with the year where it is another.
func (p *accounts) day(d record.Date) string {
	if y, _, _ := d.Civil(); y != p.data.Now.Year() {
		return p.env.Say.Date(d)
	}
	return p.env.Say.Day(d, p.data.Now)
}

// dealRow gives a deal of the account: how it does, where it stands, what it
// is worth, for how long it has been there, what is next.
func (p *accounts) dealRow(b widget.Box, d *record.Deal) []widget.Field {
	s, title := &d.Now, titleOf(p.env.Say, p.data.Book, d)
	if !s.Open() {
		style := theme.Muted
		if s.Won() {
			style = theme.Good
		}
		return []widget.Field{
			{}, widget.Cell(title, theme.Muted), widget.Cell(p.stageName(s.Stage), style),
			widget.Cell(p.short(s), theme.Muted), {}, widget.Cell(p.env.Say.Date(s.Closed.Date()), theme.Muted),
		}
	}
	mark, style := p.health(s)
	next, nextStyle := p.next(s)
	return []widget.Field{
		widget.Cell(b.Mark(mark), style), widget.Cell(title, theme.Plain), widget.Cell(p.stageName(s.Stage), theme.Plain),
		widget.Cell(p.short(s), theme.Plain), widget.Cell(p.age(s), theme.Muted), widget.Cell(next, nextStyle),
	}
}

// short words the amount of a deal, with its currency where it is another than
// the file's.
func (p *accounts) short(s *record.DealState) string {
	switch {
	case !s.HasAmount:
		return ""
	case s.Amount.Currency == currency(p.data):
		return strings.TrimSpace(strings.TrimSuffix(p.env.Say.ShortMoney(s.Amount), s.Amount.Currency))
	}
	return p.env.Say.ShortMoney(s.Amount)
}

// age gives the days that a deal has been in its stage.
func (p *accounts) age(s *record.DealState) string {
	if s.StageSince.IsZero() {
		return ""
	}
	return p.env.Say.T("unit.days.short", "n", max(0, int(p.data.Today-s.StageSince.Date())))
}

// health says how an open deal does, by the same rules as the tab Pipeline.
func (p *accounts) health(s *record.DealState) (theme.Mark, theme.Style) {
	rot := 0.0
	for i := range p.data.Pipeline.Stages {
		if h := &p.data.Pipeline.Stages[i]; h.Stage == s.Stage && h.RotAfterDays.Set {
			rot = h.RotAfterDays.X
		}
	}
	past := func(d record.Date) bool { return d != 0 && d < p.data.Today }
	step, due, _ := p.data.Book.Agreed(s)
	switch {
	case rot > 0 && !s.StageSince.IsZero() && float64(p.data.Today-s.StageSince.Date()) > rot, past(s.Expected), past(due.Date()):
		return theme.MarkRisk, theme.Risk
	case step == "" && due.IsZero():
		return theme.MarkLate, theme.Late
	}
	return theme.MarkHealthy, theme.Good
}

// next words the next step of an open deal.
func (p *accounts) next(s *record.DealState) (string, theme.Style) {
	say := p.env.Say
	step, due, shared := p.data.Book.Agreed(s)
	text, style := "", theme.Muted
	switch day := due.Date(); {
	case due.IsZero() && step == "":
		return say.T("deal.no-next-step"), theme.Late
	case due.IsZero():
		text = step
	case day < p.data.Today:
		text, style = strings.TrimSpace(say.T("deal.next-late", "what", step, "n", int(p.data.Today-day))), theme.Risk
	default:
		text = strings.TrimSpace(step + " " + say.Day(day, p.data.Now))
	}
	if shared {
		text = say.T("deal.next-shared", "what", text)
	}
	return text, style
}

// fact is something worth knowing at once, with its label.
type fact struct {
	label, text string
	style       theme.Style
}

// drawTitle draws what the page is about and its headline facts.
func (p *accounts) drawTitle(b widget.Box, g *dossier) {
	name := p.name(p.data.Book.Accounts[g.account])
	if d := p.data.Book.Deals[g.deal]; d != nil {
		name = cmp.Or(d.Now.Title, p.env.Say.T("accounts.unnamed"))
	}
	b.Fit(2, 0, b.W-3, name, theme.Accent|theme.Bold)
	rows := b.Sub(0, 1, b.W, b.H-1)
	for _, f := range placed(rows.Method(), p.facts(g), rows.W) {
		if f.y >= rows.H {
			rows.Print(rows.W-1, rows.H-1, rows.Mark(theme.MarkMore), theme.Muted)
			return
		}
		x := rows.Fit(f.x, f.y, rows.W-f.x-1, f.label, theme.Muted)
		rows.Fit(x+1, f.y, rows.W-x-2, f.text, f.style)
	}
}

// spot is where a fact stands.
type spot struct {
	fact
	x, y int
}

// placed lays facts out one after the other, in rows of w columns.
func placed(method widget.Method, facts []fact, w int) []spot {
	var out []spot
	x, y := 2, 0
	for _, f := range facts {
		need := widget.Width(method, f.label) + 1 + widget.Width(method, f.text)
		if x+need > w-1 && x > 2 {
			x, y = 2, y+1
		}
		out = append(out, spot{f, x, y})
		x += need + 3
	}
	return out
}

// facts gives the headline facts of a page.
func (p *accounts) facts(g *dossier) []fact {
	if p.data.Book == nil {
		return nil
	}
	if d := p.data.Book.Deals[g.deal]; d != nil {
		return p.dealFacts(d)
	}
	return p.accountFacts(p.data.Book.Accounts[g.account])
}

// fact adds a fact with its label, nothing for an empty one.
func (p *accounts) fact(out []fact, key, text string, style theme.Style) []fact {
	if text == "" {
		return out
	}
	return append(out, fact{label: p.env.Say.T(key), text: text, style: style})
}

func (p *accounts) dealFacts(d *record.Deal) []fact {
	say, s := p.env.Say, &d.Now
	out := p.fact(nil, "accounts.fact.stage", p.stageName(s.Stage), stageStyle(s))
	if s.HasAmount {
		out = p.fact(out, "accounts.fact.amount", say.Money(s.Amount), theme.Plain|theme.Bold)
	}
	if s.Open() {
		next, style := p.next(s)
		if step, due, _ := p.data.Book.Agreed(s); step == "" && due.IsZero() {
			next = p.env.Say.T("accounts.none")
		}
		out = p.fact(out, "accounts.fact.next", next, style)
		out = p.fact(out, "accounts.fact.age", p.age(s), theme.Plain)
		if s.Expected != 0 {
			style = theme.Plain
			if s.Expected < p.data.Today {
				style = theme.Risk
			}
			out = p.fact(out, "accounts.fact.expected", say.Date(s.Expected), style)
		}
	} else {
		out = p.fact(out, "accounts.fact.closed", say.Date(s.Closed.Date()), theme.Plain)
		out = p.fact(out, "accounts.fact.reason", s.LostReason, theme.Plain)
	}
	if s.Pushes > 0 {
		out = p.fact(out, "deal.pushes", say.N("deal.pushed", s.Pushes), theme.Late)
	}
	out = p.fact(out, "word.account", p.data.Book.AccountName(s.Account), theme.Plain)
	out = p.fact(out, "accounts.owner", p.data.Book.RepName(s.Rep), theme.Plain)
	out = p.fact(out, "deal.source", s.Source, theme.Plain)
	out = p.fact(out, "deal.segment", s.Segment, theme.Plain)
	return p.fact(out, "deal.product", s.Product, theme.Plain)
}

func stageStyle(s *record.DealState) theme.Style {
	switch s.Stage {
	case record.StageWon:
		return theme.Good | theme.Bold
	case record.StageLost:
		return theme.Risk | theme.Bold
	}
	return theme.Plain | theme.Bold
}

// accountFacts gives the facts on an account of the scope, and as much as is
// known without an index of one outside.
func (p *accounts) accountFacts(a *record.Account) []fact {
	if a == nil {
		return nil
	}
	say := p.env.Say
	var out []fact
	if r := p.row(a.ID); r != nil {
		if r.open > 0 {
			out = p.fact(out, "accounts.fact.open", say.Int(int64(r.open)), theme.Plain|theme.Bold)
			value := say.ShortMoney(record.Money{Minor: r.minor, Currency: p.all.code})
			if r.foreign > 0 { // the sum is not all there is
				value += " + " + say.N("leftout.currency", r.foreign)
			}
			out = p.fact(out, "accounts.fact.value", value, theme.Plain|theme.Bold)
		}
		next, touched := p.nextField(r), theme.Plain
		if r.due.IsZero() && r.step == "" && r.open > 0 {
			next.Text = say.T("accounts.none")
		}
		if r.need == silence {
			touched = theme.Late
		}
		if w := r.why; w != nil && !w.Step() && w.Kind != metrics.AgendaNoStep {
			text := w.Short(say)
			if w.Kind == metrics.AgendaInquiry {
				text = w.Words(say)
			}
			out = p.fact(out, "accounts.fact.why", text, needStyles[r.need])
		}
		out = p.fact(out, "accounts.fact.next", next.Text, next.Style)
		out = p.fact(out, "accounts.fact.touch", p.ago(r), touched)
	}
	if a.Bare {
		return p.fact(out, "accounts.owner", say.T("grant.account.bare"), theme.Muted)
	}
	out = p.fact(out, "accounts.owner", p.data.Book.RepName(a.Rep), theme.Plain)
	out = p.fact(out, "deal.segment", a.Segment, theme.Plain)
	out = p.fact(out, "deal.source", a.Source, theme.Plain)
	if !a.Lost.IsZero() {
		out = p.fact(out, "accounts.fact.left", say.Date(a.Lost.Date()), theme.Risk)
	}
	return out
}

// row finds the row of an account, nil for one outside of the scope.
func (p *accounts) row(id record.ID) *row {
	if p.all == nil {
		return nil
	}
	i := slices.IndexFunc(p.all.things[anAccount], func(t *thing) bool { return t.id == id })
	if i < 0 {
		return nil
	}
	return p.all.things[anAccount][i].row
}

// inFull gives everything about what is read, wrapped to a width.
func (p *accounts) inFull(method widget.Method, g *dossier, w int) []page.Row {
	var out []page.Row
	fields := p.contactFacts(g)
	if g.focus != people {
		fields = p.momentFields(g.moment())
	}
	for _, f := range fields {
		out = append(out, page.Labelled(method, w, p.env.Say.T(f[0]), f[1])...)
	}
	return out
}

// contactFacts gives everything about the contact under the cursor, with what
// was done with them last of what was read.
func (p *accounts) contactFacts(g *dossier) [][2]string {
	say, c := p.env.Say, g.contact()
	if c == nil {
		return nil
	}
	last := ""
	for i := range g.content.acts { // newest first
		if a := &g.content.acts[i]; a.Contact == c.ID {
			last = strings.TrimSpace(say.When(a.At, p.data.Now) + ", " + a.Kind + " " + a.Outcome)
			break
		}
	}
	none := say.T("accounts.none")
	if c.Bare { // there may be more
		none = ""
	}
	return [][2]string{
		{"form.name", c.Name}, {"word.account", p.data.Book.AccountName(c.Account)}, {"form.email", cmp.Or(c.Email, none)},
		{"form.phone", cmp.Or(c.Phone, none)}, {"accounts.latest", last},
	}
}

// momentFields gives everything about an entry.
func (p *accounts) momentFields(m *moment) [][2]string {
	say, book := p.env.Say, p.data.Book
	when := say.T("accounts.ever")
	if !m.at.IsZero() {
		when = say.When(m.at, p.data.Now)
	}
	fields := [][2]string{{"log.when", when}}
	if a := m.act; a != nil {
		fields = append(fields, p.actFields(a)...)
	} else {
		fields = append(fields, [2]string{"accounts.entry", m.text}, [2]string{"accounts.recorded", book.RepName(m.by)})
	}
	return fields
}

func (p *accounts) actFields(a *record.Activity) [][2]string {
	say, book := p.env.Say, p.data.Book
	deal, contact, worth, next := "", "", "", ""
	if d := book.Deals[a.Deal]; d != nil {
		deal = d.Now.Title
	}
	if c := book.Contacts[a.Contact]; c != nil {
		contact = c.Name
	}
	if !a.Worth.IsZero() {
		worth = say.Money(a.Worth)
	}
	if a.NextKind != "" {
		next = strings.TrimSpace(a.NextKind)
		if !a.NextDue.IsZero() {
			next += " " + say.When(a.NextDue, p.data.Now)
		}
	}
	return [][2]string{
		{"word.account", book.AccountName(a.Account)}, {"word.deal", deal}, {"log.contact", contact}, {"log.outcome", a.Outcome},
		{"log.worth", worth}, {"log.next", next}, {"log.tags", strings.Join(a.Tags, ", ")}, {"word.rep", book.RepName(a.Rep)}, {"log.note", a.Note},
	}
}

// drawFull draws a contact, or an entry of the timeline, in full.
func (p *accounts) drawFull(b widget.Box, g *dossier) {
	title := ""
	switch c, m := g.contact(), g.moment(); {
	case g.focus == people:
		title = c.Name
	case m.act == nil:
		title = m.what
	default:
		title = m.what + " " + p.data.Book.AccountName(m.act.Account)
	}
	b.Fit(2, 0, b.W-3, title, theme.Accent|theme.Bold)
	_, rest := b.Top(2)
	g.page.Draw(rest, p.inFull(b.Method(), g, b.W))
}

// subject gives the account and the deal that a page, or the row under the
// cursor of the list, is about.
func (p *accounts) subject() panel.About {
	if g := p.top(); g != nil {
		about := panel.About{Account: g.about(p.data.Book), Deal: g.deal}
		if d := g.chance(); g.focus == deals && d != nil {
			about.Deal = d.ID
		}
		return about
	}
	t := p.current()
	if t == nil {
		return panel.About{}
	}
	g := t.page()
	return panel.About{Account: g.about(p.data.Book), Deal: g.deal}
}
