package form

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// ZoneField is the zone of a field; its N is the place of the field.
const ZoneField = "form.field"

// The widest a form is, and below which width it takes all there is.
const (
	widest    = 78
	narrow    = 58
	mostLabel = 16 // columns of a label
	mostRows  = 6  // options of a choice that are shown at once
	spare     = 6  // rows kept for what a field shows below it, so that the frame stays
)

// geometry is how wide the parts of a form are.
type geometry struct{ window, label, value int }

// layout works the widths out for a box.
func (f *Form) layout(w int) geometry {
	g := geometry{window: w}
	if w >= narrow {
		g.window = min(w-4, widest)
	}
	for _, x := range f.fields {
		g.label = max(g.label, widget.Width(1, x.Label))
	}
	g.label = min(g.label, mostLabel, max(g.window/2-4, 4))
	g.value = max(g.window-4-2-g.label-2, 4)
	return g
}

// row is a row of the form: how it is drawn, and the field that a click on it
// means.
type row struct {
	field int
	draw  func(widget.Box)
}

// View draws the form over a box.
func (f *Form) View(b widget.Box) {
	if b.W <= 0 || b.H <= 0 {
		return
	}
	g := f.layout(b.W)
	m := b.Method()
	tail := f.tail(m, g.window-4)
	var rows []row
	first, last := 0, 0 // rows of the field in focus
	for i := range f.fields {
		start := len(rows)
		rows = append(rows, f.fieldRows(i, g, m)...)
		if i == f.at {
			first, last = start, len(rows)
		}
	}
	h := min(max(len(rows), len(f.fields)+spare)+len(tail)+2, b.H)
	win := b.Sub((b.W-g.window)/2, max(0, (b.H-h)/3), g.window, h)
	win.Begin()
	in := win.Frame(theme.Accent).Inset(1, 0)
	win.Fit(2, 0, win.W-4, " "+f.spec.Title+" ", theme.Accent|theme.Bold)
	room := max(in.H-len(tail), 1)
	top := 0
	if len(rows) > room {
		top = max(0, min(first-max(room-(last-first), 0)/2, len(rows)-room))
		win.Right(0, win.H-1, win.W-2, " "+strconv.Itoa(f.at+1)+"/"+strconv.Itoa(len(f.fields))+" ", theme.Muted)
	}
	for y := range min(room, len(rows)-top) {
		r := rows[top+y]
		line := in.Row(y)
		r.draw(line)
		line.Zone(ZoneField, r.field)
	}
	for i, r := range tail {
		r.draw(in.Row(in.H - len(tail) + i))
	}
}

// tail gives the rows at the end: that it is being saved, or why it was not.
func (f *Form) tail(m widget.Method, w int) []row {
	if f.saving {
		return []row{{draw: func(b widget.Box) { b.Fit(2, 0, b.W-2, f.say.T("form.saving"), theme.Muted) }}}
	}
	switch {
	case f.wrong != "":
		return said(m, w, f.wrong, theme.Risk, theme.MarkFail)
	case f.spec.Amiss != nil:
		return said(m, w, f.say.Err(f.spec.Amiss), theme.Late, theme.MarkFail)
	}
	return nil
}

// mostSaid is how many rows a reason may take.
const mostSaid = 3

// said gives the rows of a sentence with a mark before it.
func said(m widget.Method, w int, text string, style theme.Style, mark theme.Mark) []row {
	var out []row
	for i, line := range widget.Wrap(m, text, max(w-2, 1)) {
		if i == mostSaid {
			break
		}
		out = append(out, row{draw: func(b widget.Box) {
			if i == 0 {
				b.Print(0, 0, b.Mark(mark), style|theme.Bold)
			}
			b.Fit(2, 0, b.W-2, line, style)
		}})
	}
	return out
}

// fieldRows gives the rows of a field.
func (f *Form) fieldRows(i int, g geometry, m widget.Method) []row {
	x, focus := f.fields[i], i == f.at
	at := 2 + g.label + 2
	out := []row{{draw: func(b widget.Box) {
		style := theme.Muted
		if focus {
			style = theme.Plain | theme.Bold
			b.Print(0, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
		} else if x.refused {
			b.Print(0, 0, b.Mark(theme.MarkFail), theme.Risk|theme.Bold)
		}
		b.Fit(2, 0, g.label, x.Label, style)
		value := b.Sub(at, 0, b.W-at, 1)
		if focus && x.Kind != panel.Choice {
			f.typedRow(value, 0)
			return
		}
		x.drawAnswer(value, focus)
	}}}
	if focus {
		out = append(out, f.focusRows(x, at)...)
	}
	out = append(out, f.notes(x, focus, m, g)...)
	if focus {
		out = append(out, f.offerRows(at)...)
	}
	for k := range out {
		out[k].field = i
	}
	return out
}

// drawAnswer draws a field that is not being typed into.
func (x *field) drawAnswer(b widget.Box, focus bool) {
	text := x.shown()
	if text == "" {
		b.Print(0, 0, b.Mark(theme.MarkGap), theme.Faint)
		return
	}
	style := theme.Plain
	if x.changed() || focus {
		style |= theme.Bold
	}
	end := b.Fit(0, 0, b.W, text, style)
	if x.known.means != "" && x.known.wrong == nil && end+3+b.Width(x.known.means) <= b.W {
		b.Print(end+1, 0, "= "+x.known.means, theme.Muted)
	}
}

// focusRows gives the rows below the first that the field in focus takes.
func (f *Form) focusRows(x *field, at int) []row {
	var out []row
	switch x.Kind {
	case panel.Text:
		for y := 1; y < textRows; y++ {
			out = append(out, row{draw: func(b widget.Box) { f.typedRow(b.Sub(at, 0, b.W-at, 1), y) }})
		}
	case panel.Choice:
		n, chosen := len(x.Options), x.chosen()
		top := max(0, min(chosen-mostRows/2, n-mostRows))
		for k := top; k < min(top+mostRows, n); k++ {
			out = append(out, row{draw: func(b widget.Box) { drawOption(b, at, x.Options[k], k == chosen) }})
		}
	}
	return out
}

// drawOption draws something that can be chosen.
func drawOption(b widget.Box, at int, o panel.Option, chosen bool) {
	style := theme.Muted
	if chosen {
		style = theme.Plain
		b.Print(at, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
		b.ShowCursor(at, 0)
	}
	b.Fit(at+2, 0, b.W-at-2, o.Text, style)
}

// typedRow draws a row of the text that is being typed, as huh draws it, with
// the terminal's cursor where huh draws one.
func (f *Form) typedRow(b widget.Box, y int) {
	if b.W <= 0 {
		return
	}
	x := f.now()
	screen := uv.NewScreenBuffer(b.W, textRows)
	screen.Method = b.Method()
	uv.NewStyledString(x.huh.View()).Draw(screen, screen.Bounds())
	for col := 0; col < b.W; col++ {
		c := screen.CellAt(col, y)
		if c == nil || c.Width == 0 {
			continue
		}
		if c.Style.Attrs&uv.AttrReverse != 0 {
			b.ShowCursor(col, 0)
		}
		style := theme.Plain
		if x.known.wrong != nil && x.touched {
			style = theme.Late
		}
		b.Print(col, 0, c.Content, style)
	}
}

// notes gives the rows that say what is wrong with a field, or, for that in
// focus, how it is understood or what may be entered.
func (f *Form) notes(x *field, focus bool, m widget.Method, g geometry) []row {
	w, indent := g.window-4, 0
	if g.value >= narrow/2 { // room enough beside the labels
		indent = g.label + 2
		w -= indent
	}
	said := func(m widget.Method, w int, text string, style theme.Style, mark theme.Mark) []row {
		rows := said(m, w, text, style, mark)
		for i := range rows {
			draw := rows[i].draw
			rows[i].draw = func(b widget.Box) { draw(b.Sub(indent, 0, b.W-indent, 1)) }
		}
		return rows
	}
	switch {
	case x.refused && x.known.wrong != nil:
		return said(m, w, f.say.Err(x.known.wrong), theme.Risk, theme.MarkFail)
	case !focus:
		return nil
	case x.known.wrong != nil && x.touched && x.value != "":
		return said(m, w, f.say.Err(x.known.wrong), theme.Late, theme.MarkCaret)
	case x.known.means != "":
		return said(m, w, x.known.means, theme.Plain, theme.MarkOK)
	case x.Hint != "":
		return said(m, w, x.Hint, theme.Muted, theme.MarkDot)
	}
	return nil
}

// offerRows gives the rows of what is suggested.
func (f *Form) offerRows(at int) []row {
	x := f.now()
	var out []row
	for i, o := range f.offers() {
		out = append(out, row{draw: func(b widget.Box) { drawOption(b, at, o, i == x.pick) }})
	}
	return out
}
