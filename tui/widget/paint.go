package widget

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"foresail/tui/theme"
)

// Shot is a copy of what a screen shows, for a painter that works beside it.
type Shot struct {
	w, h     int
	cells    []cell
	clusters []string
	epoch    int // of the table of clusters: numbers of other epochs mean something else
	theme    *theme.Theme
	cursorX  int
	cursorY  int
	cursor   bool
}

// Copy makes s the copy of a screen, in the memory that it has where that is
// enough.
func (s *Shot) Copy(from *Screen) {
	s.w, s.h = from.w, from.h
	s.cells = append(s.cells[:0], from.cells...)
	s.clusters, s.epoch, s.theme = from.clusters, from.epoch, from.theme
	s.cursorX, s.cursorY, s.cursor = from.cursorX, from.cursorY, from.cursor
}

// Same reports whether two shots show the same.
func (s *Shot) Same(as *Shot) bool {
	return s.w == as.w && s.h == as.h && s.epoch == as.epoch && s.theme == as.theme && s.cursor == as.cursor &&
		(!s.cursor || s.cursorX == as.cursorX && s.cursorY == as.cursorY) && slices.Equal(s.cells, as.cells)
}

// Paint knows what a terminal shows and gives the bytes that bring it to show
// something else. Only cells that differ are written; every run of them is
// put in its place by row and column, so that a terminal which measures some
// character otherwise is never more than that character off, and a row with
// wide characters costs no more than another.
type Paint struct {
	now    Shot
	cursor bool // the terminal's cursor is seen
}

// Forget makes the next frame a whole one, because the terminal may show
// anything.
func (p *Paint) Forget() { p.now.w, p.now.h = 0, 0 }

// nearby is how many cells that did not change are written over rather than
// jumped: a jump takes about as many bytes.
const nearby = 4

// Bring appends what has to be written to a terminal so that it shows a
// shot, nothing if it does already. The shot must stay as it is until the next
// call.
func (p *Paint) Bring(out []byte, to *Shot) []byte {
	at := len(out)
	if to.w == 0 || to.h == 0 {
		return out
	}
	out = p.hide(out, to)
	if p.now.w != to.w || p.now.h != to.h || p.now.epoch != to.epoch || p.now.theme != to.theme {
		out = append(out, "\x1b[?25l\x1b[m\x1b[2J"...)
		p.blank(to)
	} else {
		out = p.scroll(out, to)
	}
	pen := pen{out: out, theme: to.theme, y: -1}
	for y := range to.h {
		p.row(&pen, to, y)
	}
	pen.turn(theme.Plain)
	out = pen.out
	if p.now.theme = to.theme; len(out) == at && p.cursor == to.cursor &&
		p.now.cursorX == to.cursorX && p.now.cursorY == to.cursorY {
		return out[:at] // not even the cursor moves
	}
	p.now.clusters = to.clusters
	return p.place(out, to)
}

// blank notes that the terminal is empty.
func (p *Paint) blank(like *Shot) {
	p.now.w, p.now.h, p.now.epoch = like.w, like.h, like.epoch
	p.now.cells = append(p.now.cells[:0], like.cells...)
	for i := range p.now.cells {
		p.now.cells[i] = blank
	}
	p.now.cursorX, p.now.cursorY, p.cursor = -1, -1, false
}

// hide takes the cursor off while cells are written.
func (p *Paint) hide(out []byte, to *Shot) []byte {
	if p.cursor && !to.cursor {
		p.cursor = false
		return append(out, "\x1b[?25l"...)
	}
	return out
}

// place puts the cursor where it belongs.
func (p *Paint) place(out []byte, to *Shot) []byte {
	p.now.cursorX, p.now.cursorY = to.cursorX, to.cursorY
	if !to.cursor {
		return out
	}
	out = jump(out, to.cursorX, to.cursorY)
	if !p.cursor {
		p.cursor = true
		out = append(out, "\x1b[?25h"...)
	}
	return out
}

// pen writes to a terminal, and knows where its cursor is and in which style it
// writes.
type pen struct {
	out   []byte
	theme *theme.Theme
	style theme.Style
	x, y  int // y is -1 where it is not known
	odd   int // columns of signs beyond ASCII since the column was given
}

// turn switches to a style.
func (p *pen) turn(to theme.Style) {
	p.out = p.theme.Turn(p.out, p.style, to)
	p.style = to
}

// move puts the cursor on a cell: within a row by the column alone. The column
// is never counted from where the cursor is, which a terminal that measures
// otherwise may have elsewhere.
func (p *pen) move(x, y int) {
	switch {
	case p.y == y && p.x == x:
		return
	case p.y == y && x == 0:
		p.out = append(p.out, '\r')
	case p.y == y:
		p.out = append(strconv.AppendInt(append(p.out, "\x1b["...), int64(x+1), 10), 'G')
	case p.y >= 0 && p.y+1 == y && x == 0:
		p.out = append(p.out, "\r\n"...)
	default:
		p.out = jump(p.out, x, y)
	}
	p.x, p.y, p.odd = x, y, 0
}

// row writes what differs in one row.
func (p *Paint) row(pen *pen, to *Shot, y int) {
	was, row := p.now.cells[y*to.w:(y+1)*to.w], to.cells[y*to.w:(y+1)*to.w]
	for x := 0; x < len(row); {
		if row[x] == was[x] {
			x++
			continue
		}
		x = start(row, x)
		end := p.run(was, row, x)
		if tail := rest(row, x); end > tail && tail < len(row)-3 {
			to.write(pen, row[:tail], x, y)
			pen.move(tail, y)
			pen.turn(theme.Plain)
			pen.out = append(pen.out, "\x1b[K"...)
			end = len(row)
		} else {
			to.write(pen, row[:end], x, y)
		}
		x = end
	}
	copy(was, row)
}

// start gives the column in which the character at a column begins.
func start(row []cell, x int) int {
	for x > 0 && row[x].width == 0 {
		x--
	}
	return x
}

// run gives where a run of cells to be written ends that begins at x. A cell
// that did not change is written over only where that takes no other style.
func (p *Paint) run(was, row []cell, x int) int {
	end, style := x, row[x].style
	for i := x; i < len(row) && i-end <= nearby; i++ {
		switch {
		case row[i] != was[i]:
			end, style = i+1, row[i].style
		case row[i].style != style && row[i].text != ' ':
			i = len(row)
		}
	}
	for end < len(row) && (row[end].width == 0 || joins(p.now.clusters, was, end)) {
		end++ // what may have been taken into the text before it is written again
	}
	return end
}

// rest gives where the plain spaces at the end of a row begin, not before x.
func rest(row []cell, x int) int {
	end := len(row)
	for end > x && row[end-1] == blank {
		end--
	}
	return end
}

// write appends the cells of row y from column x on in their styles. A cluster,
// which terminals measure differently, gets an empty place of the width that it
// has here, and so does a text that a terminal may take into the one before it
// (as tmux does behind a joiner, wherever its cursor was put): what it leaves
// free shows nothing. Behind both the cursor is put in its place anew.
func (s *Shot) write(p *pen, row []cell, x, y int) {
	for i := x; i < len(row); i++ {
		c := row[i]
		if c.width == 0 {
			continue
		}
		joined := joins(s.clusters, row, i)
		if joined && i > x {
			p.y = -1
		}
		p.move(i, y)
		if n := s.spaces(row[i:]); n >= manySpaces && s.theme.Alike(p.style, theme.Plain) {
			p.out = erase(p.out, n)
			i += n - 1
			continue
		}
		if c.text < 0 || joined {
			p.out = erase(p.out, int(c.width))
		}
		if c.style != p.style && (c.text != ' ' || !s.theme.Alike(p.style, c.style)) {
			p.turn(c.style)
		}
		p.out = c.append(p.out, s.clusters)
		if p.x += int(c.width); c.text >= utf8.RuneSelf {
			p.odd += int(c.width)
		}
		if c.text < 0 || joined || p.x+p.odd >= s.w {
			p.y = -1 // it may be elsewhere, or have gone to the next row
		}
	}
}

// manySpaces is how many spaces in a row are erased rather than written.
const manySpaces = 12

// spaces counts the spaces at the beginning of cells that look plain.
func (s *Shot) spaces(cells []cell) int {
	for i, c := range cells {
		if c.text != ' ' || !s.theme.Alike(c.style, theme.Plain) {
			return i
		}
	}
	return len(cells)
}

// erase makes spaces of the next cells; the cursor stays.
func erase(out []byte, n int) []byte {
	out = append(out, "\x1b["...)
	return append(strconv.AppendInt(out, int64(n), 10), 'X')
}

// jump moves the terminal's cursor to a cell.
func jump(out []byte, x, y int) []byte {
	out = append(out, "\x1b["...)
	out = strconv.AppendInt(out, int64(y+1), 10)
	if x > 0 {
		out = append(out, ';')
		out = strconv.AppendInt(out, int64(x+1), 10)
	}
	return append(out, 'H')
}
