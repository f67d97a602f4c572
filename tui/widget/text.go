package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"foresail/tui/theme"
)

// Method is how the terminal measures text: ansi.WcWidth or
// ansi.GraphemeWidth.
type Method = ansi.Method

// cut takes the first grapheme cluster off s and gives it with its width in
// columns. Control characters have no width.
func cut(m Method, s string) (cluster string, width int, rest string) {
	if c := s[0]; c < 0x80 && (len(s) == 1 || s[1] < 0x80) {
		if c < 0x20 || c == 0x7f {
			return s[:1], 0, s[1:]
		}
		return s[:1], 1, s[1:]
	}
	cluster, width = ansi.FirstGraphemeCluster(s, m)
	if cluster == "" {
		return s[:1], 0, s[1:]
	}
	if r := []rune(cluster)[0]; r < 0x20 || r >= 0x7f && r < 0xa0 {
		width = 0
	}
	return cluster, width, s[len(cluster):]
}

// Paragraph prints a text from a column and row on, wrapped to the width of the
// box with a column free at its end, and gives the row below it.
func (b Box) Paragraph(x, y int, text string, style theme.Style) int {
	for _, line := range Wrap(b.Method(), text, max(b.W-x-1, 1)) {
		b.Fit(x, y, b.W-x-1, line, style)
		y++
	}
	return y
}

// Width gives the columns that s takes when it is printed.
func Width(m Method, s string) int {
	n := 0
	for n < len(s) && s[n] >= 0x20 && s[n] < 0x7f {
		n++
	}
	if n == len(s) {
		return n
	}
	n = max(n-1, 0)
	s = s[n:]
	for s != "" {
		var w int
		_, w, s = cut(m, s)
		n += w
	}
	return n
}

// Cut gives the longest start of s that is at most width columns wide, and
// what is left.
func Cut(m Method, s string, width int) (head, rest string) {
	n, all := 0, s
	for s != "" {
		_, w, next := cut(m, s)
		if n+w > width {
			break
		}
		n += w
		s = next
	}
	return all[:len(all)-len(s)], s
}

// Fit gives s, or as much of it as fits into width columns with mark at the
// end. It never ends in half a character, and may be a column short.
func Fit(m Method, s string, width int, mark string) string {
	if width <= 0 {
		return ""
	}
	if Width(m, s) <= width {
		return s
	}
	head, _ := Cut(m, s, width-Width(m, mark))
	return strings.TrimRight(head, " ") + mark
}

// Wrap breaks text into lines of at most width columns, between words where it
// can. Line breaks in the text are kept.
func Wrap(m Method, text string, width int) []string {
	if width <= 0 {
		return nil
	}
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		out = append(out, wrapLine(m, line, width)...)
	}
	return out
}

func wrapLine(m Method, line string, width int) []string {
	var out []string
	now, used := "", 0
	flush := func() {
		out = append(out, now)
		now, used = "", 0
	}
	for word := range strings.FieldsSeq(line) {
		w := Width(m, word)
		if used > 0 && used+1+w > width {
			flush()
		}
		for w > width {
			head, rest := Cut(m, word, width)
			if head == "" { // a single character wider than the line
				_, _, rest = cut(m, word)
			} else {
				out = append(out, head)
			}
			word, w = rest, Width(m, rest)
		}
		if used > 0 {
			now, used = now+" ", used+1
		}
		now, used = now+word, used+w
	}
	flush()
	return out
}
