package widget

import (
	"slices"
	"strings"

	"foresail/tui/theme"
)

// Drawing gives the box for something that is looked at and not read: bars,
// points, rules. What is written into it is left out of the words of the
// screen, so that the words beside it have to say the same.
func (b Box) Drawing() Box {
	b.drawing = true
	return b
}

// Whole has all text of the screen kept whatever its width, for who reads it
// and does not look at it: what has no room stands in the last column of where
// it would be cut, and an ellipsis is three full stops.
func (s *Screen) Whole() { s.whole = true }

// Whole reports whether nothing is cut in the box, see Screen.Whole.
func (b Box) Whole() bool { return b.s != nil && b.s.whole }

// all writes text into w columns, the last of which holds what has no room.
func (b Box) all(x, y, w int, text string, style theme.Style) int {
	head, rest := text, ""
	if b.Width(text) > w {
		head, rest = Cut(b.s.method, text, w-1)
	}
	if x = b.Print(x, y, head, style); rest == "" {
		return x
	}
	b.one(x, y, b.s.signs(rest), 1, style)
	return x + 1
}

// signs gives a text as the screen writes it, to be kept in one column.
func (s *Screen) signs(text string) string {
	var out strings.Builder
	for text != "" {
		var cluster string
		var width int
		if cluster, width, text = cut(s.method, text); width > 0 {
			out.WriteString(s.sign(cluster))
		}
	}
	return out.String()
}

// Typed is a line that is being typed, with the columns that it has.
type Typed struct {
	Line
	At    Stretch
	Shown bool
}

// Typed gives the line with the cursor in it, if there is one.
func (s *Screen) Typed() Typed { return s.typed }

// Framed gives the frame drawn last around a cell.
func (s *Screen) Framed(x, y int) (Area, bool) {
	for _, a := range slices.Backward(s.frames) {
		if x >= a.X && x < a.X+a.W && y >= a.Y && y < a.Y+a.H {
			return a, true
		}
	}
	return Area{}, false
}
