package widget

import (
	"strings"
	"unicode"

	"foresail/tui/theme"
)

// Line is a line of text that is being typed. At is the place of the cursor in
// bytes, always between two characters. The zero Line is empty.
type Line struct {
	Text string
	At   int
}

// Set replaces the text and puts the cursor at its end.
func (l *Line) Set(text string) { l.Text, l.At = text, len(text) }

// Insert puts text in at the cursor.
func (l *Line) Insert(text string) {
	l.Text = l.Text[:l.At] + text + l.Text[l.At:]
	l.At += len(text)
}

// Edits are the editing steps by name, as key tables use them.
var edits = map[string]func(*Line){
	"left":        func(l *Line) { l.At = l.before() },
	"right":       func(l *Line) { l.At = l.after() },
	"home":        func(l *Line) { l.At = 0 },
	"end":         func(l *Line) { l.At = len(l.Text) },
	"word-left":   func(l *Line) { l.At = l.wordBefore() },
	"word-right":  func(l *Line) { l.At = l.wordAfter() },
	"back":        func(l *Line) { l.remove(l.before(), l.At) },
	"delete":      func(l *Line) { l.remove(l.At, l.after()) },
	"back-word":   func(l *Line) { l.remove(l.wordBefore(), l.At) },
	"delete-word": func(l *Line) { l.remove(l.At, l.wordAfter()) },
	"back-all":    func(l *Line) { l.remove(0, l.At) },
	"kill":        func(l *Line) { l.remove(l.At, len(l.Text)) },
}

// Edit performs an editing step: left, right, home, end, word-left,
// word-right, back, delete, back-word, delete-word, back-all or kill. It reports whether
// there is such a step.
func (l *Line) Edit(step string) bool {
	do, ok := edits[step]
	if ok {
		do(l)
	}
	return ok
}

func (l *Line) remove(from, to int) {
	l.Text = l.Text[:from] + l.Text[to:]
	l.At = from
}

// before gives the start of the character before the cursor. Characters are
// grapheme clusters however the terminal measures them.
func (l *Line) before() int {
	at, rest := 0, l.Text[:l.At]
	for rest != "" {
		var cluster string
		cluster, _, rest = cut(1, rest)
		if rest == "" {
			return at
		}
		at += len(cluster)
	}
	return at
}

func (l *Line) after() int {
	if l.At >= len(l.Text) {
		return len(l.Text)
	}
	cluster, _, _ := cut(1, l.Text[l.At:])
	return l.At + len(cluster)
}

func (l *Line) wordBefore() int {
	head := strings.TrimRightFunc(l.Text[:l.At], unicode.IsSpace)
	return strings.LastIndexFunc(head, unicode.IsSpace) + 1
}

func (l *Line) wordAfter() int {
	rest := l.Text[l.At:]
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	n := strings.IndexFunc(trimmed, unicode.IsSpace)
	if n < 0 {
		return len(l.Text)
	}
	return l.At + len(rest) - len(trimmed) + n
}

// Span gives a style to a part of a typed line, in bytes.
type Span struct {
	Start, End int
	Style      theme.Style
}

// Input draws a line that is being typed into one row of w columns, scrolled
// so that the cursor can be seen, and puts the terminal's cursor there. Where
// it goes on beyond a side, a mark says so. It gives the column of every byte offset asked for in at, so that something can
// point at it from below.
func (b Box) Input(x, y, w int, l Line, spans []Span, at ...int) []int {
	columns := make([]int, len(at))
	if b.s == nil || w <= 1 {
		return columns
	}
	before := Width(b.s.method, l.Text[:l.At])
	end := before + Width(b.s.method, l.Text[l.At:])
	first := sight(before, end, w)
	field := b.Sub(x, y, w, 1)
	col, i, rest := -first, 0, l.Text
	for rest != "" {
		style := theme.Plain
		for _, s := range spans {
			if i >= s.Start && i < s.End {
				style = s.Style
			}
		}
		var cluster string
		var width int
		cluster, width, rest = cut(b.s.method, rest)
		for k := range at {
			if at[k] >= i && at[k] < i+len(cluster) {
				columns[k] = x + max(0, min(col, w-1))
			}
		}
		if width > 0 {
			field.one(col, 0, cluster, width, style)
		}
		col, i = col+width, i+len(cluster)
	}
	for k := range at {
		if at[k] >= i {
			columns[k] = x + max(0, min(col, w-1))
		}
	}
	if w >= leastMarked && first > 0 {
		field.Drawing().Print(0, 0, b.Mark(theme.MarkMore), theme.Muted)
	}
	if w >= leastMarked && end-first > w {
		field.Drawing().Print(w-1, 0, b.Mark(theme.MarkMore), theme.Muted)
	}
	field.ShowCursor(before-first, 0)
	b.s.typed = Typed{Line: l, At: Stretch{Y: field.y, From: field.x, To: field.x + w}, Shown: true}
	return columns
}

// leastMarked is the width below which a field has no room for marks.
const leastMarked = 5

// sight gives the column of a line that stands at the left of its field, of w
// columns: 0 while the cursor is seen then. Else it moves on by half a field,
// since all that is seen is written anew when it does.
func sight(cursor, end, w int) int {
	last := w - 1
	if cursor < end { // the last column is for the mark
		last--
	}
	if cursor <= last {
		return 0
	}
	step := max(w/2, 1)
	return (cursor - last + step - 1) / step * step
}
