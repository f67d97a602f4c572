// Package page is the part that tabs share where they tell all about one thing:
// rows of text and drawings that are longer than the screen, and scrolled.
//
// It promises: a page never scrolls past its end; a sign says that it goes on
// below; text is no wider than reads well. It imports tui/{panel,widget,theme}.
package page

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// Row draws one row of a page.
type Row func(widget.Box)

// Blank is an empty row.
func Blank(widget.Box) {}

// Width is the widest a text becomes.
const Width = 96

// Text gives a text as rows of a page of w columns, indented.
func Text(w, indent int, text string, style theme.Style) []Row {
	var out []Row
	for _, part := range widget.Wrap(1, text, max(min(w-4-indent, Width), 20)) {
		out = append(out, func(b widget.Box) { b.Fit(2+indent, 0, b.W-3-indent, part, style) })
	}
	return out
}

// labelled is the column in which texts with a label begin.
const labelled = 19

// Labelled gives a text as rows with a label before it, nothing for no text.
func Labelled(m widget.Method, w int, label, text string) []Row {
	if text == "" {
		return nil
	}
	room := max(min(w-labelled-1, Width), 10)
	parts := []string{text} // as it is, where it fits
	if strings.Contains(text, "\n") || widget.Width(m, text) > room {
		parts = widget.Wrap(m, text, room)
	}
	var out []Row
	for i, part := range parts {
		out = append(out, func(b widget.Box) {
			if i == 0 {
				b.Fit(2, 0, labelled-3, label, theme.Muted)
			}
			b.Fit(labelled, 0, b.W-labelled-1, part, theme.Plain)
		})
	}
	return out
}

// Beside puts two columns of rows side by side, the second from column at on,
// with a gap before it.
func Beside(a, c []Row, at, gap int) []Row {
	out := make([]Row, max(len(a), len(c)))
	for i := range out {
		out[i] = func(b widget.Box) {
			if i < len(a) {
				a[i](b.Sub(0, 0, at-gap, 1))
			}
			if i < len(c) {
				second := b.Sub(at, 0, b.W-at, 1)
				second.Aside()
				c[i](second)
			}
		}
	}
	return out
}

// Page is where one is on a page. The zero Page is at its beginning.
type Page struct{ top, length, rows int }

// Fit tells how many rows the page has and how many are in sight.
func (p *Page) Fit(length, rows int) {
	p.length, p.rows = length, max(rows, 1)
	p.top = max(0, min(p.top, length-p.rows))
}

// Update takes a message and reports whether it moved the page.
func (p *Page) Update(msg tea.Msg) bool {
	n, ok := panel.Step(msg, max(p.rows/2, 1))
	p.top += n
	p.Fit(p.length, p.rows)
	return ok
}

// Seek brings a row into sight, with more rows of those behind it.
func (p *Page) Seek(row, more int) {
	p.top = max(min(p.top, row), row+more+1-p.rows)
	p.Fit(p.length, p.rows)
}

// Draw draws the rows in sight.
func (p *Page) Draw(b widget.Box, rows []Row) {
	top := max(0, min(p.top, len(rows)-b.H))
	for y := range min(b.H, len(rows)-top) {
		rows[top+y](b.Row(y))
	}
	if top+b.H < len(rows) {
		b.Print(b.W-1, b.H-1, b.Mark(theme.MarkMore), theme.Muted)
	}
}
