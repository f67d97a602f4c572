package widget

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foresail/tui/theme"
)

// TestNumbersAreWholeOrMarked draws numbers of several forms into any width,
// as a number, in a column of a table and in a line of numbers. What stands
// there afterwards is one of the forms, whole, or nothing but marks.
func TestNumbersAreWholeOrMarked(t *testing.T) {
	form := rapid.StringMatching(`-?[0-9]{1,9}(\.[0-9]{1,2})?(k|M| EUR|%| h)?`)
	rapid.Check(t, func(t *rapid.T) {
		forms := rapid.SliceOfN(form, 1, 4).Draw(t, "forms")
		w := rapid.IntRange(1, 24).Draw(t, "w")
		s := NewScreen(theme.New(theme.Options{}))
		s.Resize(40, 3)
		s.Watch(func(text string) { t.Fatalf("%q is cut without a mark", text) })
		s.Box().Number(0, 0, w, theme.Plain, forms...)
		whole(t, s.Words(0), forms)
		table := Table{Columns: []Column{{Min: w, Align: AlignNumber}}}
		table.Body(s.Box().Sub(0, 1, w+gutter+margin, 1), Scroll{}, 1, false, func(int) []Field { return []Field{{Forms: forms}} })
		whole(t, s.Words(1), forms)
		s.Box().Sub(0, 2, w, 1).Stats(0, Stat{Label: "", Forms: forms})
		whole(t, strings.TrimRight(s.Words(2), "…"), forms)
	})
}

func whole(t *rapid.T, shown string, forms []string) {
	shown = strings.TrimSpace(shown)
	if strings.Trim(shown, "#") == "" {
		return
	}
	for _, f := range forms {
		if shown == f {
			return
		}
	}
	t.Fatalf("%q is none of %q", shown, forms)
}

// The sign of the place in a list stands apart from its last column, which may
// be a sparkline.
func TestThePlaceInAListStandsApart(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(30, 6)
	table := Table{Columns: []Column{{Min: 10}, {Min: 10, Max: 40}}}
	table.Body(s.Box(), Scroll{}, 100, false, func(int) []Field {
		return []Field{Cell("##########", theme.Plain), {Draw: func(b Box) { b.Fill(0, 0, b.W, '#', theme.Plain) }}}
	})
	for _, row := range strings.Split(s.Text(), "\n")[:6] {
		if cells := []rune(row + "  "); cells[28] != ' ' || cells[27] != '#' {
			t.Errorf("no empty column before the place in %q", row)
		}
	}
}
