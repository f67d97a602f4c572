package widget

import (
	"slices"
	"testing"

	"foresail/tui/theme"
)

func TestASelectedRowIsKnownWholeAndPaintedAtItsName(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(40, 3)
	table := Table{Columns: []Column{{Min: 1}, {Min: 10, Name: true}, {Min: 8}}}
	row := func(i int) []Field {
		return []Field{Cell("!", theme.Risk), Cell("name", theme.Muted), Cell("rest", theme.Muted)}
	}
	table.Body(s.Box(), Scroll{Cursor: 1}, 3, true, row)
	if got, want := s.Selected(), []Stretch{{1, 0, 40 - margin}}; !slices.Equal(got, want) {
		t.Errorf("selected is %v, want %v", got, want)
	}
	for x := range 40 {
		style := s.cells[40+x].style
		if name := x >= 5 && x < 15; (style&theme.Select != 0) != name || name && style != theme.Select|theme.Bold {
			t.Errorf("column %d has the style %d", x, style)
		}
	}
	s.Box().Sub(3, 1, 20, 1).Clear(theme.Plain)
	if got := s.Selected(); len(got) != 0 {
		t.Errorf("it is covered, and selected is %v", got)
	}
	s.Box().Begin()
	if len(s.chosen) != 0 {
		t.Error("what is drawn anew keeps what was selected")
	}
}
