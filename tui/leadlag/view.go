package leadlag

import (
	"strconv"
	"strings"

	"foresail/metrics/findings"
	engine "foresail/metrics/leadlag"
	"foresail/store/record"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The measures of the grid.
const (
	gridFrom   = 60 // columns from which there is a grid rather than a list
	cellMin    = 13
	cellMax    = 22
	headRows   = 2 // most rows for the names of the outcomes
	legendFrom = 14
	sayFrom    = 20 // rows from which the finding at the cursor is put in more than one row of words
	sayRows    = 3
)

// wide reports whether there is room for the grid.
func (p *leadlag) wide() bool { return p.w >= gridFrom }

// layout is how the room is used.
type layout struct {
	rows, columns int // how many of each are shown at once
	head          int // rows above them
	label, cell   int // their widths
	legend, words int // rows below
	preview       int // columns right of them
}

// layout divides the room of the panel.
func (p *leadlag) layout() layout {
	l := layout{label: min(28, max(p.w/3, 12))}
	free := max(p.w-l.label-4, cellMin)
	l.cell = max(cellMin, min(free/max(len(p.found().Outcomes), 1), cellMax))
	l.columns = max(free/l.cell, 1)
	l.preview = p.previewColumns(l)
	above := 2 + p.rows.Find.Rows()
	l.head = p.headRows(l.cell - 1)
	if p.h >= legendFrom {
		l.legend = p.legendRows()
	}
	switch {
	case l.preview > 0: // where they stand
	case p.h >= sayFrom:
		l.words = sayRows
	case p.h >= legendFrom && p.wide():
		l.words = 1
	}
	l.rows = max(p.h-above-l.head-l.legend-l.words, 1)
	return l
}

// headRows gives how many rows the heads take: that of the list is one, those
// of the grid are names in cells of w columns.
func (p *leadlag) headRows(w int) int {
	rows := 1
	for _, id := range p.found().Outcomes {
		if p.wide() && widget.Width(1, p.name(id)) > w {
			rows = headRows
		}
	}
	return rows
}

// View implements panel.Panel.
func (p *leadlag) View(b widget.Box) {
	q := p.current()
	if p.open && q != nil {
		p.page.Draw(b, p.evidence(b.W))
		return
	}
	if text, style := p.alone(); text != "" {
		b.Paragraph(2, 0, text, style)
		return
	}
	p.drawStatus(b.Row(0))
	_, b = b.Top(2)
	b = p.rows.Line(b)
	if p.known == nil || len(p.known.Ranked) == 0 {
		return
	}
	if p.rows.Shown() == 0 {
		b.Fit(2, 0, b.W-3, p.env.Say.T("leadtab.no-match"), theme.Muted)
		return
	}
	l := p.layout()
	body, below := b.Top(b.H - l.legend - l.words)
	if p.wide() {
		p.drawGrid(body, l)
		p.drawPreview(body, l)
	} else {
		p.pairs.Draw(body, p.table(), true, func(widget.Box) {})
	}
	words, legend := below.Top(l.words)
	p.drawWords(words, q)
	p.drawLegend(legend)
}

// alone gives what is to be said where there is nothing else to show; "" where
// there is.
func (p *leadlag) alone() (string, theme.Style) {
	switch {
	case p.known != nil && len(p.known.Ranked) > 0:
		return "", theme.Plain
	case p.state.Err != nil:
		return p.env.Say.T("leadtab.failed", "why", p.env.Say.Err(p.state.Err)), theme.Risk
	case p.known != nil && !p.state.Busy:
		return p.data.Begin(p.env.Say, "leadtab.empty"), theme.Accent
	}
	return "", theme.Plain
}

// drawStatus says what is going on, or what was found in all.
func (p *leadlag) drawStatus(b widget.Box) {
	say := p.env.Say
	x := 2
	switch {
	case p.state.Err != nil:
		b.Fit(2, 0, b.W-3, say.T("leadtab.failed", "why", say.Err(p.state.Err)), theme.Risk)
		return
	case p.state.Busy && p.state.All > 0:
		x = b.Fit(2, 0, b.W-3, say.T("leadtab.working", "done", p.state.Done, "all", p.state.All), theme.Accent) + 3
	case p.known == nil:
		x = b.Fit(2, 0, b.W-3, say.T("leadtab.gathering"), theme.Accent) + 3
	}
	f := p.known
	switch {
	case f == nil:
	case len(f.Ranked) == 0:
		b.Fit(x, 0, b.W-x-1, p.data.Begin(say, "leadtab.empty"), theme.Accent)
	case f.Counts[engine.Insufficient] == len(f.Ranked) && f.Soonest() > 0:
		b.Fit(x, 0, b.W-x-1, b.Shorter(b.W-x-1, p.needs()...), theme.Late)
	default:
		parts := []string{}
		for _, v := range findings.Verdicts {
			if n := f.Counts[v]; n > 0 {
				parts = append(parts, say.N("leadtab.count."+string(v), n))
			}
		}
		head := say.N("leadtab.head", len(f.Ranked), "span", p.span(f.Report.N))
		text := strings.Join(parts, ", ")
		b.Fit(x, 0, b.W-x-1, b.Shorter(max(b.W-x-1, len(text)), head+": "+text, text), theme.Muted)
	}
}

// needs words that nothing can be claimed and what it takes, longest form
// first.
func (p *leadlag) needs() []string {
	keys := []string{"leadtab.needs", "leadtab.needs.short"}
	if p.data.Period > record.Week {
		keys = append([]string{"leadtab.needs.finer"}, keys...)
	}
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = p.env.Say.T(key, "span", p.span(p.known.Soonest()))
	}
	return out
}

func (p *leadlag) span(n int) string {
	return engine.Span{N: n, Unit: p.known.Report.Unit}.Say(p.env.Say)
}

// drawGrid draws the heat map.
func (p *leadlag) drawGrid(b widget.Box, l layout) {
	head, body := b.Top(l.head)
	for i := range l.columns {
		c := p.column.Top + i
		if c >= len(p.found().Outcomes) {
			break
		}
		style := theme.Lagging
		if c == p.column.Cursor {
			style |= theme.Bold
		}
		cell := head.Sub(2+l.label+2+i*l.cell, 0, l.cell-1, l.head)
		lines := widget.Wrap(b.Method(), p.name(p.found().Outcomes[c]), cell.W)
		if len(lines) > l.head {
			lines = append(lines[:l.head-1], strings.Join(lines[l.head-1:], " "))
		}
		for y, text := range lines {
			cell.Fit(0, l.head-len(lines)+y, cell.W, text, style)
		}
	}
	if p.column.Top > 0 {
		head.Print(2+l.label, l.head-1, b.Mark(theme.MarkLeft), theme.Accent)
	}
	if p.column.Top+l.columns < len(p.found().Outcomes) {
		head.Print(b.W-1, l.head-1, b.Mark(theme.MarkRight), theme.Accent)
	}
	p.rows.Each(body, func(row widget.Box, i int, here bool) { p.drawRow(row, l, i, here) })
	if p.rows.At().Top+body.H < p.rows.Shown() {
		body.Print(b.W-1, body.H-1, b.Mark(theme.MarkMore), theme.Muted)
	}
}

func (p *leadlag) drawRow(b widget.Box, l layout, r int, here bool) {
	style := theme.Leading
	if !p.tells(r) {
		style = theme.Muted
	}
	if here {
		style |= theme.Bold
		b.Print(0, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
	}
	b.Fit(2, 0, l.label, p.name(p.found().Indicators[r]), style)
	for i := range l.columns {
		c := p.column.Top + i
		if c >= len(p.found().Outcomes) {
			break
		}
		cell := b.Sub(2+l.label+2+i*l.cell, 0, l.cell-1, 1)
		if q := p.known.Pair(p.found().Indicators[r], p.found().Outcomes[c]); q != nil {
			p.drawCell(cell, q)
		}
		if here && c == p.column.Cursor {
			cell.Choose(cell)
		}
		cell.Zone(zoneCell, r*zoneWidth+c)
	}
}

// tells reports whether anything was found in row r, or may be with more data.
func (p *leadlag) tells(r int) bool {
	for _, outcome := range p.found().Outcomes {
		if q := p.known.Pair(p.found().Indicators[r], outcome); q != nil && q.Verdict != engine.None && (claimed(q) || q.Needs != nil) {
			return true
		}
	}
	return false
}

// styles are the looks of the verdicts; each has a sign of its own, too.
var styles = map[engine.Verdict]theme.Style{
	engine.Leads: theme.Accent | theme.Bold, engine.Coincident: theme.Plain, engine.Follows: theme.Muted,
	engine.None: theme.Faint, engine.Insufficient: theme.Faint,
}

// sign writes a verdict: "→5" leads, "=" same time, "←3" follows.
func sign(b widget.Box, q *engine.Pair) string {
	switch {
	case q.Mutual():
		return b.Mark(theme.MarkFollow) + b.Mark(theme.MarkLead)
	case q.Verdict == engine.Coincident:
		return "="
	case q.Verdict == engine.None:
		return b.Mark(theme.MarkGap)
	case q.Verdict == engine.Insufficient || q.Lag == nil:
		return b.Mark(theme.MarkScarce)
	case q.Verdict == engine.Follows:
		return b.Mark(theme.MarkFollow) + strconv.Itoa(-*q.Lag)
	}
	return b.Mark(theme.MarkLead) + strconv.Itoa(*q.Lag)
}

// claimed reports that a pair has a strength, and a lag unless each moves the
// other.
func claimed(q *engine.Pair) bool {
	return (q.Lag != nil || q.Mutual()) && q.Verdict != engine.None && q.Verdict != engine.Insufficient
}

// directions are the signs of directions; "" where both directions of a loop
// differ.
var directions = map[string]string{"+": "+", "-": "−", "": " "}

// drawCell draws a pair: the verdict, the direction, the strength, a doubt; or
// how many periods more it needs.
func (p *leadlag) drawCell(b widget.Box, q *engine.Pair) {
	style := styles[q.Verdict]
	b.Right(0, 0, 4, sign(b, q), style)
	if !claimed(q) {
		if q.Needs != nil {
			b.Fit(5, 0, b.W-5, p.env.Say.T("leadtab.more", "n", *q.Needs), theme.Faint)
		}
		return
	}
	b.Print(5, 0, directions[q.Sign], style)
	x := b.Drawing().Print(7, 0, strings.Repeat(strength(b, q.Strength), 3), style)
	if q.Doubtful() {
		b.Print(x+1, 0, b.Mark(theme.MarkRisk), theme.Late|theme.Bold)
	}
}

// strength gives the shade of a correlation.
func strength(b widget.Box, r float64) string {
	if b.Theme() == nil {
		return ""
	}
	levels := b.Theme().Levels()
	return levels[max(0, min(int(r*float64(len(levels))), len(levels)-1))]
}

// table gives the columns of the list of pairs, for narrow windows.
func (p *leadlag) table() widget.Table {
	say := p.env.Say
	return widget.Table{Columns: []widget.Column{
		{Title: say.T("leadtab.indicator"), Min: 11, Max: 24, Name: true},
		{Title: say.T("leadtab.outcome"), Min: 9, Max: 20, Drop: 1},
		{Title: say.T("leadtab.finding"), Min: 12},
	}}
}

// fields gives a row of it.
func (p *leadlag) fields(q *engine.Pair) []widget.Field {
	return []widget.Field{
		widget.Cell(p.name(q.Indicator), theme.Leading),
		widget.Cell(p.name(q.Outcome), theme.Lagging),
		{Draw: func(cell widget.Box) { p.drawCell(cell, q) }},
	}
}

// drawWords says in words what the pair at the cursor came to: in one row the
// finding, and the doubt about it first.
func (p *leadlag) drawWords(b widget.Box, q *engine.Pair) {
	if q == nil || b.H < 1 {
		return
	}
	said := q.Say(p.env.Say, p.name)
	if b.H < sayRows {
		text := strings.Join(said, " ")
		if q.Doubtful() {
			text = said[1] + " " + said[0]
		}
		b.Fit(2, 0, b.W-3, text, theme.Plain)
		return
	}
	lines := widget.Wrap(b.Method(), strings.Join(said, " "), min(b.W-4, 110))
	if b.Whole() {
		lines = []string{strings.Join(said, " ")}
	}
	for y, line := range lines[:min(len(lines), b.H-1)] {
		x := b.Fit(2, 1+y, b.W-4, line, theme.Plain)
		if y == b.H-2 && y < len(lines)-1 {
			b.Print(x+1, 1+y, b.Mark(theme.MarkMore), theme.Muted)
		}
	}
}

// legend gives the signs and what they mean.
func (p *leadlag) legend(b widget.Box) (items [][2]string) {
	lead, follow := b.Mark(theme.MarkLead), b.Mark(theme.MarkFollow)
	for _, item := range [][2]string{
		{lead + "5", "leads"}, {"=", "coincident"}, {follow + lead, "mutual"}, {follow + "3", "follows"},
		{b.Mark(theme.MarkGap), "none"}, {b.Mark(theme.MarkScarce), "insufficient"},
		{strength(b, 0) + strength(b, 0.5) + strength(b, 1), "strength"}, {b.Mark(theme.MarkRisk), "doubt"},
	} {
		if item[1] == "strength" && b.Whole() { // it is drawn only
			continue
		}
		items = append(items, [2]string{item[0], p.env.Say.T("leadtab.legend." + item[1])})
	}
	return items
}

// legendPlaces gives the column and the row of each item, and the rows of all.
func legendPlaces(w int, items [][2]string) (places [][2]int, rows int) {
	x, y := 2, 0
	for _, item := range items {
		wide := widget.Width(1, item[0]) + 1 + widget.Width(1, item[1])
		if x+wide > w-1 && x > 2 {
			x, y = 2, y+1
		}
		places = append(places, [2]int{x, y})
		x += wide + 2
	}
	return places, y + 1
}

// legendRows is how many rows the legend takes, with signs of one column each.
func (p *leadlag) legendRows() int {
	items := p.legend(widget.Box{})
	for i, w := range []int{2, 1, 2, 2, 1, 1, 3, 1} {
		items[i][0] = strings.Repeat(" ", w)
	}
	_, rows := legendPlaces(p.w, items)
	return rows
}

// drawLegend explains the signs.
func (p *leadlag) drawLegend(b widget.Box) {
	items := p.legend(b)
	places, _ := legendPlaces(b.W, items)
	for i, item := range items {
		sign := b
		if b.Theme() != nil && strings.Contains(item[0], b.Theme().Levels()[0]) { // shades
			sign = b.Drawing()
		}
		x := sign.Print(places[i][0], places[i][1], item[0], theme.Plain)
		b.Fit(x+1, places[i][1], b.W-x-2, item[1], theme.Muted)
	}
}
