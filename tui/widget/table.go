package widget

import (
	"foresail/tui/theme"
)

// Align says at which edge of its column a text stands.
type Align uint8

// The alignments. AlignNumber stands right and is never cut.
const (
	AlignLeft Align = iota
	AlignRight
	AlignNumber
)

// Column describes a column of a table.
type Column struct {
	Title string
	Align Align
	// Min is the width below which the column is left out, Max the width at
	// which it stops to grow; Max 0 means that it is as wide as Min.
	Min, Max int
	// Drop says in which order columns are left out when there is no room:
	// highest first. 0 stays to the last.
	Drop int
}

// Field is the content of one column of a row: text in one or more forms,
// longest first, and its style. Draw, where given, draws instead of the text.
type Field struct {
	Forms []string
	Style theme.Style
	Draw  func(Box)
	Span  int // how many columns of those shown it covers; 0 counts as 1
}

// Cell makes a field of one form.
func Cell(text string, style theme.Style) Field { return Field{Forms: []string{text}, Style: style} }

// Table is a list in columns.
type Table struct {
	Columns []Column
	Zone    string // name of the zone of every row; "" for none
}

// gutter is the room between columns, and that of the cursor sign on the left.
const gutter = 2

// margin is the room on the right, where the window's place in the list is
// shown.
const margin = 1

// Layout gives the width of every column within w columns, 0 for those left
// out.
func (t Table) Layout(w int) []int {
	widths := make([]int, len(t.Columns))
	left := w - gutter - margin
	for i, c := range t.Columns {
		widths[i] = max(c.Min, 1)
		left -= widths[i] + gutter
	}
	left += gutter
	for left < 0 {
		worst := -1
		for i, c := range t.Columns {
			if widths[i] > 0 && c.Drop > 0 && (worst < 0 || c.Drop >= t.Columns[worst].Drop) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		left += widths[worst] + gutter
		widths[worst] = 0
	}
	for i, c := range t.Columns {
		if widths[i] > 0 && left > 0 && c.Max > widths[i] {
			more := min(left, c.Max-widths[i])
			widths[i] += more
			left -= more
		}
	}
	return widths
}

// Head draws the titles of the columns.
func (t Table) Head(b Box) {
	t.each(b, func(i int, cell Box) {
		c := t.Columns[i]
		if c.Align == AlignLeft {
			cell.Fit(0, 0, cell.W, c.Title, theme.Muted)
			return
		}
		cell.Right(0, 0, cell.W, c.Title, theme.Muted)
	})
}

// Body draws rows from scroll.Top on, as many as fit, with a sign and a
// background at the cursor. row gives the fields of row i.
func (t Table) Body(b Box, scroll Scroll, length int, focus bool, row func(i int) []Field) {
	for y := range b.H {
		i := scroll.Top + y
		if i < 0 || i >= length {
			break
		}
		line := b.Row(y)
		t.Row(line, row(i))
		if i == scroll.Cursor && focus {
			line.Print(0, 0, line.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
			line.Paint(theme.Select)
		}
		if t.Zone != "" {
			line.Zone(t.Zone, i)
		}
	}
	thumb(b, scroll.Top, length)
}

// Row draws one row.
func (t Table) Row(b Box, fields []Field) {
	until := 0 // the end of a field that covers several columns
	t.each(b, func(i int, cell Box) {
		if i >= len(fields) || cell.x < until {
			return
		}
		f := fields[i]
		if f.Span > 1 {
			cell = t.spanned(b, i, f.Span, cell)
			until = cell.x + cell.W
		}
		switch {
		case f.Draw != nil:
			f.Draw(cell)
		case len(f.Forms) == 0:
		case t.Columns[i].Align == AlignNumber:
			cell.Number(0, 0, cell.W, f.Style, f.Forms...)
		case t.Columns[i].Align == AlignRight:
			cell.Right(0, 0, cell.W, cell.fitting(f.Forms), f.Style)
		default:
			cell.Fit(0, 0, cell.W, cell.fitting(f.Forms), f.Style)
		}
	})
}

// spanned widens a cell over the columns behind it.
func (t Table) spanned(b Box, i, span int, cell Box) Box {
	n, w := 0, 0
	for _, width := range t.Layout(b.W)[i:] {
		if width > 0 && n < span {
			n, w = n+1, w+width+gutter
		}
	}
	return b.Sub(cell.x-b.x, 0, w-gutter, 1)
}

// fitting gives the first form that fits, or the last of them.
func (b Box) fitting(forms []string) string {
	for _, f := range forms {
		if b.Width(f) <= b.W {
			return f
		}
	}
	return forms[len(forms)-1]
}

func (t Table) each(b Box, draw func(i int, cell Box)) {
	x := gutter
	for i, w := range t.Layout(b.W) {
		if w > 0 {
			draw(i, b.Sub(x, 0, w, 1))
			x += w + gutter
		}
	}
}

// thumb shows at the right edge where the window is in a list that is longer.
func thumb(b Box, top, length int) {
	if length <= b.H || b.H < 3 || b.W < 10 {
		return
	}
	at := top * (b.H - 1) / max(length-b.H, 1)
	b.Print(b.W-1, max(0, min(at, b.H-1)), b.Mark(theme.MarkThumb), theme.Faint)
}
