package widget

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"foresail/tui/theme"
)

// cell is one column of one row. text is a rune, or, below zero, the place of
// a longer cluster in Screen.clusters. width is the columns that the text
// takes; 0 marks the columns behind the first of a wide character.
type cell struct {
	text  int32
	style theme.Style
	width uint8
	drawn bool // part of a drawing, which is looked at and not read
}

var blank = cell{text: ' ', width: 1}

// Zone is a rectangle of the screen that means something when it is clicked.
type Zone struct {
	Name       string // what it is: "tab", "row", "card" …
	N          int    // which one
	X, Y, W, H int
}

// Screen is a grid of cells that renders itself as a styled string. It is not
// safe for concurrent use.
type Screen struct {
	theme  *theme.Theme
	method Method
	w, h   int

	cells []cell
	shown []cell   // what rows hold
	rows  []string // every row as it was last written out
	stale []bool   // rows that have to be written out in any case
	frame string
	row   []byte
	out   []byte

	clusters []string
	numbers  map[string]int32
	epoch    int // how often clusters began anew

	lost  func(text string) // is told of text that was cut without a mark, in tests
	whole bool              // read rather than looked at: see Whole
	typed Typed             // what is being typed

	zones            []Zone
	asides           []Area
	frames           []Area
	chosen           []Area // what is selected
	cursorX, cursorY int
	cursor           bool
}

// NewScreen makes an empty screen of no size.
func NewScreen(t *theme.Theme) *Screen {
	return &Screen{theme: t, numbers: make(map[string]int32)}
}

// maxClusters bounds the table of clusters that are more than one rune; when
// it is full it starts anew with the next frame.
const maxClusters = 1 << 14

// Resize makes the screen w columns by h rows, and empty when that is a
// change. Sizes below zero count as zero.
func (s *Screen) Resize(w, h int) {
	w, h = max(w, 0), max(h, 0)
	if w == s.w && h == s.h {
		return
	}
	s.w, s.h = w, h
	s.cells = make([]cell, w*h)
	s.shown = make([]cell, w*h)
	s.rows = make([]string, h)
	s.stale = make([]bool, h)
	s.forget()
	s.reset()
}

// forget leaves what boxes noted of what they drew.
func (s *Screen) forget() {
	s.zones, s.asides, s.frames, s.chosen = s.zones[:0], s.asides[:0], s.frames[:0], s.chosen[:0]
}

// SetTheme changes how styles look, and reports whether that is a change.
func (s *Screen) SetTheme(t *theme.Theme) bool {
	if s.theme == t {
		return false
	}
	s.theme = t
	s.markStale()
	return true
}

// SetMethod changes how text is measured, and reports whether that is a
// change: then everything is to be drawn again.
func (s *Screen) SetMethod(m Method) bool {
	if s.method == m {
		return false
	}
	s.method = m
	s.reset()
	return true
}

// Method tells how text is measured.
func (s *Screen) Method() Method { return s.method }

func (s *Screen) reset() {
	for i := range s.cells {
		s.cells[i] = blank
	}
	s.clusters = nil // not emptied: a Shot may still read it
	s.epoch++
	clear(s.numbers)
	s.markStale()
}

func (s *Screen) markStale() {
	for i := range s.stale {
		s.stale[i] = true
	}
	s.frame = ""
}

// Full reports whether the table of clusters is full: then everything is to be
// drawn again after Clear.
func (s *Screen) Full() bool { return len(s.clusters) > maxClusters }

// Clear empties the screen.
func (s *Screen) Clear() {
	s.forget()
	if s.Full() {
		s.reset()
		return
	}
	for i := range s.cells {
		s.cells[i] = blank
	}
}

// Box gives the whole screen as a box.
func (s *Screen) Box() Box { return Box{s: s, W: s.w, H: s.h, clipW: s.w, clipH: s.h} }

// HideCursor takes the text cursor off the screen.
func (s *Screen) HideCursor() { s.cursor, s.typed = false, Typed{} }

// Cursor gives where the text cursor is to stand, and false for nowhere.
func (s *Screen) Cursor() (x, y int, shown bool) { return s.cursorX, s.cursorY, s.cursor }

// Watch has fn told of every text that is cut at the side of its box without a
// mark, for tests; nil ends it.
func (s *Screen) Watch(fn func(text string)) { s.lost = fn }

// ZoneAt finds the zone drawn last over a cell.
func (s *Screen) ZoneAt(x, y int) (Zone, bool) {
	for i := len(s.zones) - 1; i >= 0; i-- {
		z := s.zones[i]
		if x >= z.X && x < z.X+z.W && y >= z.Y && y < z.Y+z.H {
			return z, true
		}
	}
	return Zone{}, false
}

// put writes one cluster of a width of at least 1 at a cell inside the screen.
// The caller has made sure that all its columns are inside.
func (s *Screen) put(x, y int, cluster string, width int, style theme.Style) {
	row := s.cells[y*s.w : (y+1)*s.w]
	s.free(row, x)
	if width > 1 {
		s.free(row, x+width-1)
	}
	row[x] = cell{text: s.number(s.sign(cluster)), style: style, width: uint8(width)}
	for i := x + 1; i < x+width; i++ {
		row[i] = cell{style: style}
	}
	// What a wide character covered to the right is only half there.
	for i := x + width; i < len(row) && row[i].width == 0; i++ {
		row[i] = cell{text: ' ', style: row[i].style, width: 1}
	}
}

// sign gives a character as the screen writes it.
func (s *Screen) sign(cluster string) string {
	if s.whole && cluster == "…" {
		return "..."
	}
	return s.theme.Sign(cluster)
}

// free makes spaces of a wide character that covers column x from further
// left, so that x can be written.
func (s *Screen) free(row []cell, x int) {
	if row[x].width == 1 {
		return
	}
	start := x
	for start > 0 && row[start].width == 0 {
		start--
	}
	end := start + max(int(row[start].width), 1)
	for i := start; i < end && i < len(row); i++ {
		row[i] = cell{text: ' ', style: row[i].style, width: 1}
	}
}

func (s *Screen) number(cluster string) int32 {
	r, n := utf8.DecodeRuneInString(cluster)
	if n == len(cluster) {
		return int32(r)
	}
	if i, ok := s.numbers[cluster]; ok {
		return i
	}
	s.clusters = append(s.clusters, cluster)
	i := -int32(len(s.clusters))
	s.numbers[cluster] = i
	return i
}

// Frame renders the screen: h rows of w columns each, joined by line feeds.
// Rows that did not change since the last call cost a comparison.
func (s *Screen) Frame() string {
	changed := s.frame == "" && s.h > 0
	for y := range s.h {
		row, was := s.cells[y*s.w:(y+1)*s.w], s.shown[y*s.w:(y+1)*s.w]
		if !s.stale[y] && equal(row, was) {
			continue
		}
		copy(was, row)
		s.stale[y] = false
		s.row = s.render(s.row[:0], row)
		if string(s.row) != s.rows[y] {
			s.rows[y] = string(s.row)
			changed = true
		}
	}
	if !changed {
		return s.frame
	}
	s.out = s.out[:0]
	for y, row := range s.rows {
		if y > 0 {
			s.out = append(s.out, '\n')
		}
		s.out = append(s.out, row...)
	}
	s.frame = string(s.out)
	return s.frame
}

func equal(a, b []cell) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (s *Screen) render(out []byte, row []cell) []byte {
	style := theme.Plain
	for i := 0; i < len(row); i++ {
		c := row[i]
		if c.width == 0 {
			continue
		}
		if c.style != style {
			out = append(out, s.theme.SGR(c.style)...)
			style = c.style
		}
		if joins(s.clusters, row, i) {
			// Two texts that meet here would become one character.
			out = append(out, s.theme.SGR(c.style)...)
		}
		out = c.append(out, s.clusters)
	}
	if style != theme.Plain {
		out = append(out, "\x1b[0m"...)
	}
	return out
}

// joins reports whether the text of the cell at column i and that of the cell
// before it would be taken for one character.
func joins(clusters []string, row []cell, i int) bool {
	c := row[i].text
	if c >= 0 && (c < 0x1100 || c >= 0x2000 && c < 0x3000) || i == 0 {
		return false
	}
	before := i - 1
	for before > 0 && row[before].width == 0 {
		before--
	}
	first := row[before].string(clusters)
	if len(first) == 1 {
		return false
	}
	cluster, _ := ansi.FirstGraphemeCluster(first+row[i].string(clusters), ansi.GraphemeWidth)
	return len(cluster) > len(first)
}

func (c cell) string(clusters []string) string {
	if c.text < 0 {
		return clusters[-c.text-1]
	}
	return string(rune(c.text))
}

func (c cell) append(out []byte, clusters []string) []byte {
	switch {
	case c.text < 0:
		return append(out, clusters[-c.text-1]...)
	case c.text < utf8.RuneSelf:
		return append(out, byte(c.text))
	}
	return utf8.AppendRune(out, rune(c.text))
}

// Text gives what the screen shows without any styles, for tests and for
// screen readers.
func (s *Screen) Text() string { return ansi.Strip(s.Frame()) }
