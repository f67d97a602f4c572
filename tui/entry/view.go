package entry

import (
	"strings"

	"foresail/tui/theme"
	"foresail/tui/widget"
)

const (
	maxOffers = 5
	maxList   = 8 // pasted lines that are shown
)

// Rows gives how many rows the line wants at a width.
func (e *Entry) Rows(w int) int {
	n := 4 // rule, line, pointer or nothing, words
	if len(e.many) > 0 {
		return 4 + min(len(e.many), maxList)
	}
	if w < 60 {
		n++ // words wrap
	}
	return n + min(len(e.offer), maxOffers)
}

// View draws the line and what is understood.
func (e *Entry) View(b widget.Box) {
	b.Begin()
	b.Rule(0, theme.Accent)
	title := e.o.Say.T("typing.title")
	if e.amend != nil {
		title = e.o.Say.T("typing.title.amend")
	}
	b.Fit(2, 0, b.W-4, " "+title+" ", theme.Accent)
	if len(e.many) > 0 {
		e.drawMany(b)
		return
	}
	spans := make([]widget.Span, len(e.means.Parts))
	for i, p := range e.means.Parts {
		spans[i] = widget.Span(p)
	}
	var at []int
	if len(e.means.Problems) > 0 && strings.TrimSpace(e.line.Text) != "" {
		at = []int{e.means.Problems[0].Start, e.means.Problems[0].End}
		spans = append(spans, widget.Span{Start: at[0], End: at[1], Style: theme.Risk | theme.Under})
	}
	x := b.Print(2, 1, b.Mark(theme.MarkPrompt)+" ", theme.Accent|theme.Bold)
	columns := b.Input(x, 1, b.W-x-2, e.line, spans, at...)
	e.drawPointer(b, columns)
	y := e.drawWords(b, 3)
	e.drawOffers(b.Sub(0, y, b.W, b.H-y))
}

// drawPointer points at the first problem from below.
func (e *Entry) drawPointer(b widget.Box, columns []int) {
	if e.wrong != "" {
		x := b.Print(2, 2, b.Mark(theme.MarkFail)+" ", theme.Risk|theme.Bold)
		b.Fit(x, 2, b.W-x-1, e.wrong, theme.Risk)
		return
	}
	if len(columns) < 2 || len(e.means.Problems) == 0 {
		return
	}
	n := max(columns[1]-columns[0], 1)
	text := e.means.Problems[0].Text
	x := columns[0]
	if x+n+2+b.Width(text) < b.W {
		b.Fill(x, 2, n, b.Theme().Rune(theme.MarkCaret), theme.Late|theme.Bold)
		b.Fit(x+n+1, 2, b.W-x-n-2, text, theme.Late)
		return
	}
	b.Fill(x, 2, n, b.Theme().Rune(theme.MarkCaret), theme.Late|theme.Bold)
	if room := x - 3; room > b.W/3 { // no room on the right: words on the left
		b.Right(2, 2, room, text, theme.Late)
		return
	}
	b.Fit(x+n+1, 2, b.W-x-n-2, text, theme.Late)
}

// drawWords says what is understood and gives the row after it.
func (e *Entry) drawWords(b widget.Box, y int) int {
	rows := 1
	if b.W < 60 {
		rows = 2
	}
	text, style := e.means.Words, theme.Plain
	switch {
	case strings.TrimSpace(e.line.Text) == "":
		text, style = e.o.Say.T("typing.hint"), theme.Muted
	case !e.means.Ready:
		style = theme.Muted
	}
	x := 4
	if e.means.Ready {
		b.Print(2, y, b.Mark(theme.MarkOK), theme.Good|theme.Bold)
	}
	lines := widget.Wrap(b.Method(), text, b.W-x-1)
	for i := range min(rows, len(lines)) {
		line := lines[i]
		if i == rows-1 && len(lines) > rows {
			line = strings.Join(lines[i:], " ")
		}
		b.Fit(x, y+i, b.W-x-1, line, style)
	}
	return y + rows
}

func (e *Entry) drawOffers(b widget.Box) {
	n := min(len(e.offer), maxOffers, b.H)
	top := max(0, e.pick-n+1)
	for i := range n {
		s := e.offer[top+i]
		row := b.Row(i)
		style := theme.Muted
		if top+i == e.pick {
			row.Print(4, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
			style = theme.Plain
		}
		x := row.Fit(6, 0, b.W/2, s.Label, style)
		row.Fit(x+2, 0, b.W-x-3, s.Note, theme.Muted)
	}
}

// drawMany draws the lines that were pasted together.
func (e *Entry) drawMany(b widget.Box) {
	good := 0
	for _, l := range e.many {
		if len(l.means.Problems) == 0 {
			good++
		}
	}
	say := e.o.Say
	x := b.Fit(2, 1, b.W-3, say.N("typing.many", len(e.many)), theme.Plain|theme.Bold)
	if bad := len(e.many) - good; bad > 0 {
		b.Fit(x+2, 1, b.W-x-3, say.N("typing.many-wrong", bad), theme.Late)
	}
	if e.wrong != "" {
		b.Fit(2, 2, b.W-3, e.wrong, theme.Risk)
	}
	rows := b.H - 3
	shown := min(len(e.many), rows)
	if len(e.many) > rows {
		shown--
		b.Fit(4, b.H-1, b.W-5, say.N("typing.many-more", len(e.many)-shown), theme.Muted)
	}
	for i := range shown {
		e.many[i].draw(b.Sub(0, 3+i, b.W, 1))
	}
}

func (l pasted) draw(b widget.Box) {
	if len(l.means.Problems) > 0 {
		x := b.Print(2, 0, b.Mark(theme.MarkFail)+" ", theme.Risk|theme.Bold)
		x = b.Fit(x, 0, b.W/2, l.text, theme.Plain)
		b.Fit(x+2, 0, b.W-x-3, l.means.Problems[0].Text, theme.Late)
		return
	}
	x := b.Print(2, 0, b.Mark(theme.MarkOK)+" ", theme.Good|theme.Bold)
	b.Fit(x, 0, b.W-x-1, l.means.Words, theme.Plain)
}
