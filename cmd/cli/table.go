package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// cells gives the number of columns that a text takes on a terminal.
func cells(s string) int { return ansi.StringWidth(s) }

// table is rows in aligned columns.
type table struct {
	heads []string
	right []bool // which columns hold numbers
	rows  [][]string
	limit int // widest column, in cells; 0 for no limit
}

// newTable makes a table of columns; a head that begins with '>' is that of a
// column of numbers.
func newTable(heads ...string) *table {
	t := &table{}
	for _, h := range heads {
		name, right := strings.CutPrefix(h, ">")
		t.heads = append(t.heads, name)
		t.right = append(t.right, right)
	}
	return t
}

// row adds a row; cells that are missing are empty.
func (t *table) row(values ...string) { t.rows = append(t.rows, values) }

// print writes the table with its heads, or nothing if it has no rows.
func (t *table) print(w io.Writer) {
	if len(t.rows) > 0 {
		t.write(w, append([][]string{t.heads}, t.rows...))
	}
}

// printRows writes the rows alone.
func (t *table) printRows(w io.Writer) { t.write(w, t.rows) }

func (t *table) write(w io.Writer, rows [][]string) {
	widths := make([]int, len(t.heads))
	for _, row := range rows {
		for i, v := range row[:min(len(row), len(widths))] {
			widths[i] = max(widths[i], cells(t.cut(v)))
		}
	}
	for _, row := range rows {
		fmt.Fprintln(w, t.line(row, widths))
	}
}

func (t *table) line(row []string, widths []int) string {
	var b strings.Builder
	for i, width := range widths {
		v := ""
		if i < len(row) {
			v = t.cut(row[i])
		}
		if i > 0 {
			b.WriteString("  ")
		}
		gap := strings.Repeat(" ", width-cells(v))
		if t.right[i] {
			b.WriteString(gap + v)
		} else {
			b.WriteString(v + gap)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func (t *table) cut(v string) string {
	if t.limit == 0 {
		return v
	}
	return ansi.Truncate(v, t.limit, "…")
}

// wrap breaks a text into lines of a width, each indented.
func wrap(text string, indent, width int) string {
	var b strings.Builder
	for _, line := range strings.Split(ansi.Wordwrap(text, width-indent, ""), "\n") {
		b.WriteString(strings.Repeat(" ", indent) + line + "\n")
	}
	return b.String()
}

// indent puts two spaces before every line.
func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }

// hang breaks a text into lines of 79 columns, of which all but the first are
// indented.
func hang(text string) string {
	first, rest, more := strings.Cut(ansi.Wordwrap(text, 77, ""), "\n")
	if !more {
		return first + "\n"
	}
	return first + "\n" + indent(rest) + "\n"
}
