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
	// Name is the column of what a row is called: where the row is selected, it
	// is painted. Without such a column the whole row is.
	Name bool
}

// Field is the content of one column of a row: its text, or several forms of
// it, longest first, and its style. Draw, where given, draws instead.
type Field struct {
	Text  string
	Forms []string
	Style theme.Style
	Draw  func(Box)
	Span  int // how many columns of those shown it covers; 0 counts as 1
}

// Cell makes a field of one form.
func Cell(text string, style theme.Style) Field { return Field{Text: text, Style: style} }

// Table is a list in columns.
type Table struct {
	Columns []Column
	Zone    string // name of the zone of every row; "" for none
}

// gutter is the room between columns, and that of the cursor sign on the left.
const gutter = 2

// margin is the room on the right: an empty column, and one where the window's
// place in the list is shown, which would else read as a part of the row.
const margin = 2

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
	t.each(b, t.Layout(b.W), func(i int, cell Box) {
		c := t.Columns[i]
		if c.Align == AlignLeft {
			cell.Fit(0, 0, cell.W, c.Title, theme.Muted)
			return
		}
		cell.Right(0, 0, cell.W, c.Title, theme.Muted)
	})
}

// Body draws rows from scroll.Top on, as many as fit. That at the cursor has a
// sign, and its name is bold on a background of its own. row gives the fields of row i.
func (t Table) Body(b Box, scroll Scroll, length int, focus bool, row func(i int) []Field) {
	widths := t.Layout(b.W)
	for y := range b.H {
		i := scroll.Top + y
		if i < 0 || i >= length {
			break
		}
		line := b.Row(y)
		t.row(line, widths, row(i))
		if i == scroll.Cursor && focus {
			line.Print(0, 0, line.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
			line.Sub(0, 0, line.W-margin, 1).Choose(t.name(line, widths))
		}
		if t.Zone != "" {
			line.Zone(t.Zone, i)
		}
	}
	thumb(b, scroll.Top, length)
}

// name gives the part of a row that is painted where it is selected.
func (t Table) name(row Box, widths []int) Box {
	out := row
	t.each(row, widths, func(i int, cell Box) {
		if t.Columns[i].Name {
			out = cell
		}
	})
	return out
}

// row draws one row.
func (t Table) row(b Box, widths []int, fields []Field) {
	until := 0 // the end of a field that covers several columns
	t.each(b, widths, func(i int, cell Box) {
		if i >= len(fields) || cell.x < until {
			return
		}
		f := &fields[i]
		if f.Span > 1 {
			cell = spanned(b, widths[i:], f.Span, cell)
			until = cell.x + cell.W
		}
		f.draw(cell, t.Columns[i].Align)
	})
}

// Show draws the content of a field into a box.
func (f *Field) Show(b Box) { f.draw(b, AlignLeft) }

func (f *Field) draw(cell Box, align Align) {
	if f.Draw != nil {
		f.Draw(cell)
		return
	}
	text := f.Text
	for _, form := range f.Forms {
		if text = form; cell.Width(form) <= cell.W || cell.Whole() {
			break
		}
	}
	switch {
	case text == "":
	case align == AlignNumber:
		cell.Number(0, 0, cell.W, f.Style, text)
	case align == AlignRight:
		cell.Right(0, 0, cell.W, text, f.Style)
	default:
		cell.Fit(0, 0, cell.W, text, f.Style)
	}
}

// spanned widens a cell over the columns behind it.
func spanned(b Box, widths []int, span int, cell Box) Box {
	n, w := 0, 0
	for _, width := range widths {
		if width > 0 && n < span {
			n, w = n+1, w+width+gutter
		}
	}
	return b.Sub(cell.x-b.x, 0, w-gutter, 1)
}

func (t Table) each(b Box, widths []int, draw func(i int, cell Box)) {
	x := gutter
	for i, w := range widths {
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
	b.Drawing().Print(b.W-1, max(0, min(at, b.H-1)), b.Mark(theme.MarkThumb), theme.Faint)
}
