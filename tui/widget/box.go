package widget

import (
	"slices"
	"strings"

	"foresail/tui/theme"
)

// Box is a rectangle of a screen with its own origin. Whatever is drawn
// outside is left out. The zero Box draws nothing.
type Box struct {
	s *Screen
	// W and H are the columns and rows that a drawer may use.
	W, H int

	x, y         int // of the origin on the screen
	clipX, clipY int // the part of the screen that may be touched
	clipW, clipH int

	drawing bool // what is written here is looked at and not read
}

// Theme gives the theme of the screen.
func (b Box) Theme() *theme.Theme {
	if b.s == nil {
		return nil
	}
	return b.s.theme
}

// Method tells how text is measured.
func (b Box) Method() Method {
	if b.s == nil {
		return 0
	}
	return b.s.method
}

// Width gives the columns of text.
func (b Box) Width(text string) int { return Width(b.Method(), text) }

// Mark gives a sign of the theme as text.
func (b Box) Mark(m theme.Mark) string {
	if b.s == nil {
		return ""
	}
	return b.s.theme.Mark(m)
}

// Sub gives a rectangle within the box, cut to it.
func (b Box) Sub(x, y, w, h int) Box {
	in := b
	in.x, in.y, in.W, in.H = b.x+x, b.y+y, max(w, 0), max(h, 0)
	x0, y0 := max(b.clipX, in.x), max(b.clipY, in.y)
	x1, y1 := min(b.clipX+b.clipW, in.x+in.W), min(b.clipY+b.clipH, in.y+in.H)
	in.clipX, in.clipY, in.clipW, in.clipH = x0, y0, max(x1-x0, 0), max(y1-y0, 0)
	return in
}

// Row gives one row of the box.
func (b Box) Row(y int) Box { return b.Sub(0, y, b.W, 1) }

// Inset gives the box without dx columns on both sides and dy rows above and
// below.
func (b Box) Inset(dx, dy int) Box { return b.Sub(dx, dy, b.W-2*dx, b.H-2*dy) }

// Top cuts the first n rows off and gives both parts.
func (b Box) Top(n int) (top, rest Box) {
	n = max(min(n, b.H), 0)
	return b.Sub(0, 0, b.W, n), b.Sub(0, n, b.W, b.H-n)
}

// Clear fills the box with spaces of a style.
func (b Box) Clear(style theme.Style) {
	if b.s == nil || b.clipW == 0 {
		return
	}
	space := cell{text: ' ', style: style, width: 1}
	for y := b.clipY; y < b.clipY+b.clipH; y++ {
		row := b.s.cells[y*b.s.w : (y+1)*b.s.w]
		b.s.free(row, b.clipX)
		b.s.free(row, b.clipX+b.clipW-1)
		part := row[b.clipX : b.clipX+b.clipW]
		for i := range part {
			part[i] = space
		}
	}
}

// Fill writes n signs of one column from a cell on: a drawing.
func (b Box) Fill(x, y, n int, r rune, style theme.Style) {
	text := string(r)
	b = b.Drawing()
	for i := range n {
		b.one(x+i, y, text, 1, style)
	}
}

// maxWidth bounds the columns of one character: a chain of joined emoji may be
// of any length and is drawn as empty beyond it.
const maxWidth = 64

// one writes a cluster if all of it is inside; of one that is only partly
// inside, the part inside becomes spaces.
func (b Box) one(x, y int, cluster string, width int, style theme.Style) {
	x, y = b.x+x, b.y+y
	if y < b.clipY || y >= b.clipY+b.clipH || x+width <= b.clipX || x >= b.clipX+b.clipW {
		return
	}
	if x >= b.clipX && x+width <= b.clipX+b.clipW && width <= maxWidth {
		b.s.put(x, y, cluster, width, style)
		b.s.cells[y*b.s.w+x].drawn = b.drawing
		return
	}
	for i := max(x, b.clipX); i < min(x+width, b.clipX+b.clipW); i++ {
		b.s.put(i, y, " ", 1, style)
	}
}

// Print writes text on one row from a cell on and gives the column after it.
// What does not fit is left out without a mark: see Fit.
func (b Box) Print(x, y int, text string, style theme.Style) int {
	if b.s == nil {
		return x
	}
	if b.s.lost != nil {
		b.watch(x, y, text)
	}
	if b.s.whole {
		if room := b.clipX + b.clipW - b.x - x; room > 0 && b.Width(text) > room {
			return b.all(x, y, room, text, style)
		}
	}
	for text != "" {
		if n := b.ascii(x, y, text, style); n > 0 {
			x, text = x+n, text[n:]
			continue
		}
		var cluster string
		var width int
		cluster, width, text = cut(b.s.method, text)
		if width == 0 {
			continue
		}
		b.one(x, y, cluster, width, style)
		x += width
	}
	return x
}

// watch tells of a text that the box cuts at its side.
func (b Box) watch(x, y int, text string) {
	from, row := b.x+x, b.y+y
	to := from + b.Width(strings.TrimRight(text, " "))
	seen := row >= b.clipY && row < b.clipY+b.clipH
	if seen && from < to && (from < b.clipX || to > b.clipX+b.clipW) {
		b.s.lost(text)
	}
}

// ascii writes the plain start of a text, which is nearly all there is, and
// gives its length. A letter before something beyond ASCII is left, since it
// may be part of one character with it.
func (b Box) ascii(x, y int, text string, style theme.Style) int {
	n := 0
	for n < len(text) && text[n] >= 0x20 && text[n] < 0x7f {
		n++
	}
	if n < len(text) && text[n] >= 0x80 {
		n--
	}
	if n <= 0 {
		return 0
	}
	x, y = b.x+x, b.y+y
	from, to := max(x, b.clipX), min(x+n, b.clipX+b.clipW)
	if y < b.clipY || y >= b.clipY+b.clipH || from >= to {
		return n
	}
	row := b.s.cells[y*b.s.w : (y+1)*b.s.w]
	b.s.free(row, from)
	b.s.free(row, to-1)
	for i := from; i < to; i++ {
		row[i] = cell{text: int32(text[i-x]), style: style, width: 1, drawn: b.drawing}
	}
	return n
}

// Fit writes text into at most w columns, with a mark at the end if it does
// not fit, and gives the column after it.
func (b Box) Fit(x, y, w int, text string, style theme.Style) int {
	if w = min(w, b.W-x); w <= 0 || b.s == nil {
		return x
	}
	if b.s.whole {
		return b.all(x, y, w, text, style)
	}
	if plain(text) {
		if len(text) <= w {
			return b.Print(x, y, text, style)
		}
		head := strings.TrimRight(text[:w-1], " ")
		b.ascii(x, y, head, style)
		return b.Print(x+len(head), y, b.Mark(theme.MarkMore), style)
	}
	return b.fit(x, y, w, text, style)
}

// plain reports that every byte of a text is one column.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < 0x20 || text[i] > 0x7e {
			return false
		}
	}
	return true
}

// fit writes as it measures, and takes the end back where it was too much.
func (b Box) fit(x, y, w int, text string, style theme.Style) int {
	at, end := x, x // where the next character goes; the last place for the mark
	for text != "" {
		var cluster string
		var width int
		cluster, width, text = cut(b.s.method, text)
		if width == 0 {
			continue
		}
		if at+width > x+w {
			b.Fill(end, y, x+w-end, ' ', style)
			return b.Print(end, y, b.Mark(theme.MarkMore), style)
		}
		b.one(at, y, cluster, width, style)
		at += width
		if at < x+w && cluster != " " {
			end = at
		}
	}
	return at
}

// Right writes text so that it ends before column x+w, with a mark if it does
// not fit.
func (b Box) Right(x, y, w int, text string, style theme.Style) {
	if w <= 0 || b.s == nil {
		return
	}
	if b.s.whole && b.Width(text) > w {
		b.all(x, y, w, text, style)
		return
	}
	text = Fit(b.s.method, text, w, b.Mark(theme.MarkMore))
	b.Print(x+w-Width(b.s.method, text), y, text, style)
}

// Centre writes text in the middle of w columns.
func (b Box) Centre(x, y, w int, text string, style theme.Style) {
	if w <= 0 || b.s == nil {
		return
	}
	if b.s.whole && b.Width(text) > w {
		b.all(x, y, w, text, style)
		return
	}
	text = Fit(b.s.method, text, w, b.Mark(theme.MarkMore))
	b.Print(x+(w-Width(b.s.method, text))/2, y, text, style)
}

// Number writes the first form that fits into w columns, ending before column
// x+w. When none does, marks fill the place: a number is never cut.
func (b Box) Number(x, y, w int, style theme.Style, forms ...string) {
	if w <= 0 || b.s == nil {
		return
	}
	b.Right(x, y, w, b.Shorter(w, forms...), style)
}

// Shorter gives the first form that fits into w columns, or w marks when none
// does.
func (b Box) Shorter(w int, forms ...string) string {
	for _, f := range forms {
		if b.Width(f) <= w {
			return f
		}
	}
	switch {
	case len(forms) == 0 || b.s == nil:
		return ""
	case b.s.whole:
		return forms[0]
	}
	return strings.Repeat("#", max(min(w, 3), 0))
}

// Briefer gives the first form that fits into w columns, or the last one when none
// does: for a name, which may be cut with a mark, unlike a number.
func (b Box) Briefer(w int, forms ...string) string {
	for _, f := range forms {
		if b.Width(f) <= w {
			return f
		}
	}
	if len(forms) == 0 {
		return ""
	}
	return forms[len(forms)-1]
}

// Rule writes a horizontal rule over the whole row.
func (b Box) Rule(y int, style theme.Style) {
	if b.s != nil {
		b.Fill(0, y, b.W, b.s.theme.Rune(theme.MarkRule), style)
	}
}

// Frame draws a border along the edge of the box and gives what is inside.
func (b Box) Frame(style theme.Style) Box {
	if b.s == nil || b.W < 2 || b.H < 2 {
		return b
	}
	b.s.frames = append(b.s.frames, Area{b.clipX, b.clipY, b.clipW, b.clipH})
	inside := b.Inset(1, 1)
	b = b.Drawing()
	t := b.s.theme
	r, v := t.Rune(theme.MarkRule), t.Mark(theme.MarkBar)
	b.Fill(1, 0, b.W-2, r, style)
	b.Fill(1, b.H-1, b.W-2, r, style)
	for y := 1; y < b.H-1; y++ {
		b.Print(0, y, v, style)
		b.Print(b.W-1, y, v, style)
	}
	b.Print(0, 0, t.Mark(theme.MarkTopLeft), style)
	b.Print(b.W-1, 0, t.Mark(theme.MarkTopRight), style)
	b.Print(0, b.H-1, t.Mark(theme.MarkBottomLeft), style)
	b.Print(b.W-1, b.H-1, t.Mark(theme.MarkBottomRight), style)
	return inside
}

// Choose makes the box what is selected, and shows that by painting a part of
// it: what it is called, as a rule, since every cell of a change is written to
// the terminal. What is muted there is not while it is selected.
func (b Box) Choose(part Box) {
	if b.s == nil || b.clipW == 0 || b.clipH == 0 {
		return
	}
	part.each(func(c *cell) {
		if m := c.style.Meaning(); m == theme.Muted || m == theme.Faint {
			c.style = theme.Plain
		}
		c.style |= theme.Select | theme.Bold
	})
	b.s.chosen = append(b.s.chosen, Area{b.clipX, b.clipY, b.clipW, b.clipH})
}

// Paint adds flags to the styles of the cells of a rectangle, and leaves their
// text and meaning.
func (b Box) Paint(flags theme.Style) {
	b.each(func(c *cell) { c.style |= flags })
}

// Dim has all that the box shows recede.
func (b Box) Dim() {
	b.each(func(c *cell) { c.style = theme.Muted })
}

// each gives the cells of the box to change their styles.
func (b Box) each(change func(*cell)) {
	if b.s == nil {
		return
	}
	for y := b.clipY; y < b.clipY+b.clipH; y++ {
		for x := b.clipX; x < b.clipX+b.clipW; x++ {
			change(&b.s.cells[y*b.s.w+x])
		}
	}
}

// Zone makes the box a target for the mouse.
func (b Box) Zone(name string, n int) {
	if b.s != nil && b.clipW > 0 && b.clipH > 0 {
		b.s.zones = append(b.s.zones, Zone{Name: name, N: n, X: b.clipX, Y: b.clipY, W: b.clipW, H: b.clipH})
	}
}

// ShowCursor puts the text cursor of the terminal at a cell of the box.
func (b Box) ShowCursor(x, y int) {
	x, y = b.x+x, b.y+y
	if b.s == nil || b.clipW == 0 || b.clipH == 0 {
		return
	}
	b.s.cursorX = min(max(x, b.clipX), b.clipX+b.clipW-1)
	b.s.cursorY = min(max(y, b.clipY), b.clipY+b.clipH-1)
	b.s.cursor, b.s.typed = true, Typed{}
}

// dropZones forgets the targets and what is selected inside the box, before it
// is drawn again.
func (b Box) dropZones() {
	if b.s == nil {
		return
	}
	kept := b.s.zones[:0]
	for _, z := range b.s.zones {
		inside := z.X >= b.clipX && z.Y >= b.clipY && z.X+z.W <= b.clipX+b.clipW && z.Y+z.H <= b.clipY+b.clipH
		if !inside {
			kept = append(kept, z)
		}
	}
	b.s.zones = kept
	inside := func(a Area) bool {
		return a.X >= b.clipX && a.Y >= b.clipY && a.X+a.W <= b.clipX+b.clipW && a.Y+a.H <= b.clipY+b.clipH
	}
	b.s.chosen = slices.DeleteFunc(b.s.chosen, inside)
	b.s.frames = slices.DeleteFunc(b.s.frames, inside)
}

// Begin empties the box and forgets its targets, before it is drawn again.
func (b Box) Begin() {
	b.dropZones()
	b.dropAsides()
	b.Clear(theme.Plain)
}
