package entry

import (
	"slices"
	"strings"

	"foresail/tui/theme"
	"foresail/tui/widget"
)

const (
	maxOffers = 5
	maxList   = 8 // pasted lines that are shown
)

// maxWords is how many rows the words below the line may take.
const maxWords = 3

// Rows gives how many rows the line wants at a width, text being measured by a
// method.
func (e *Entry) Rows(m widget.Method, w int) int {
	if e.listing() {
		return 4 + min(len(e.many), maxList)
	}
	n := 3 + e.wordRows(m, w) // rule, line, pointer or nothing
	return n + min(len(e.offer), maxOffers)
}

// wordRows gives how many rows the words take at a width. Where they take more
// than one when they are long, narrow screens always leave two, so that what is
// below does not jump.
func (e *Entry) wordRows(m widget.Method, w int) int {
	text, _ := e.words(m, w)
	rows := len(widget.Wrap(m, text, w-wordsAt-1))
	if w < 60 {
		rows = max(rows, 2)
	}
	return max(1, min(rows, maxWords))
}

// wordsAt is the column at which the words begin.
const wordsAt = 4

// View draws the line and what is understood.
func (e *Entry) View(b widget.Box) {
	b.Begin()
	b.Rule(0, theme.Accent)
	title := e.o.Say.T("typing.title")
	if e.amend != nil {
		title = e.o.Say.T("typing.title.amend")
	}
	if e.mend {
		title = e.o.Say.N("typing.title.mend", len(e.many)+1)
	}
	b.Fit(2, 0, b.W-4, " "+title+" ", theme.Accent)
	if e.listing() {
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

// drawPointer points at the first problem from below, and says beside it what
// is wrong if there is room.
func (e *Entry) drawPointer(b widget.Box, columns []int) {
	text := e.trouble()
	beside := text != "" && e.beside(b.Method(), b.W)
	if e.wrong != "" && beside {
		x := b.Print(2, 2, b.Mark(theme.MarkFail)+" ", theme.Risk|theme.Bold)
		b.Fit(x, 2, b.W-x-1, text, theme.Risk)
		return
	}
	if text == "" || len(columns) != 2 {
		return
	}
	n := max(columns[1]-columns[0], 1)
	b.Fill(columns[0], 2, n, b.Theme().Rune(theme.MarkCaret), theme.Late|theme.Bold)
	if x := columns[0] + n + 1; beside {
		b.Fit(x, 2, b.W-x-1, text, theme.Late)
	}
}

// trouble says what is wrong with the line, "" for nothing.
func (e *Entry) trouble() string {
	switch {
	case e.wrong != "":
		return e.wrong
	case len(e.means.Problems) > 0 && strings.TrimSpace(e.line.Text) != "":
		return e.means.Problems[0].Text
	}
	return ""
}

// beside reports whether what is wrong has room in the row of the pointer at a
// width; else it stands in the place of the words, where it wraps.
func (e *Entry) beside(m widget.Method, w int) bool {
	x := wordsAt
	if e.wrong == "" && len(e.means.Problems) > 0 {
		before := e.line.Text[:max(0, min(e.means.Problems[0].End, len(e.line.Text)))]
		x += max(widget.Width(m, before), 1) + 1
	}
	return x+widget.Width(m, e.trouble()) < w
}

// words gives what stands below the line: what is wrong if there was no room
// beside the pointer, else what is understood.
func (e *Entry) words(m widget.Method, w int) (string, theme.Style) {
	switch {
	case e.trouble() != "" && !e.beside(m, w):
		return e.trouble(), theme.Late
	case strings.TrimSpace(e.line.Text) == "":
		return e.hint(), theme.Muted
	case !e.means.Ready:
		return e.means.Words, theme.Muted
	}
	return e.means.Words, theme.Plain
}

// hint says what to type, or how to have again what was typed and left.
func (e *Entry) hint() string {
	if e.left != "" && e.line.Text == "" && e.amend == nil && !e.mend {
		return e.o.Say.T("typing.left", "line", e.left)
	}
	return e.o.Say.T("typing.hint")
}

// drawWords draws the words and gives the row after them.
func (e *Entry) drawWords(b widget.Box, y int) int {
	text, style := e.words(b.Method(), b.W)
	rows := e.wordRows(b.Method(), b.W)
	switch {
	case e.wrong != "" && !e.beside(b.Method(), b.W):
		b.Print(2, y, b.Mark(theme.MarkFail), theme.Risk|theme.Bold)
	case e.means.Ready && e.trouble() == "":
		b.Print(2, y, b.Mark(theme.MarkOK), theme.Good|theme.Bold)
	}
	lines := widget.Wrap(b.Method(), text, b.W-wordsAt-1)
	for i := range min(rows, len(lines)) {
		line := lines[i]
		if i == rows-1 && len(lines) > rows {
			line = strings.Join(lines[i:], " ")
		}
		b.Fit(wordsAt, y+i, b.W-wordsAt-1, line, style)
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
	for y, i := range e.foremost(shown) {
		e.many[i].draw(b.Sub(0, 3+y, b.W, 1))
	}
}

// foremost gives n of the lines pasted together, in their order: where not all
// are seen, those that are not understood before others.
func (e *Entry) foremost(n int) []int {
	var out []int
	for _, wrong := range []bool{true, false} {
		for i := range e.many {
			if len(out) < n && wrong == (len(e.many[i].means.Problems) > 0) {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return out
}

func (l pasted) draw(b widget.Box) {
	if len(l.means.Problems) > 0 {
		x := b.Print(2, 0, b.Mark(theme.MarkFail)+" ", theme.Risk|theme.Bold)
		x = b.Fit(x, 0, b.W/2, l.text, theme.Plain)
		b.Fit(x+2, 0, b.W-x-3, l.means.Problems[0].Text, theme.Late)
		return
	}
	if l.means.Bodies == nil { // not looked at yet
		b.Fit(4, 0, b.W-5, l.text, theme.Muted)
		return
	}
	x := b.Print(2, 0, b.Mark(theme.MarkOK)+" ", theme.Good|theme.Bold)
	b.Fit(x, 0, b.W-x-1, l.means.Words, theme.Plain)
}
