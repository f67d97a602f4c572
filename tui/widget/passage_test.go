package widget

import (
	"testing"

	"pgregory.net/rapid"

	"foresail/tui/theme"
)

// Whatever stands beside something: every column of every row is read once, and
// what stands beside comes last.
func TestPassagesReadEverythingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 30).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h")
		s := NewScreen(theme.New(theme.Options{}))
		s.Resize(w, h)
		x := 0
		for x < w && rapid.Bool().Draw(t, "another") {
			x += rapid.IntRange(0, 5).Draw(t, "gap")
			width := rapid.IntRange(1, 8).Draw(t, "width")
			top := rapid.IntRange(0, h-1).Draw(t, "top")
			s.Box().Sub(x, top, width, rapid.IntRange(1, h).Draw(t, "height")).Aside()
			x += width
		}
		if rapid.Bool().Draw(t, "over") { // something is drawn over the end of it
			s.Box().Sub(0, rapid.IntRange(0, h-1).Draw(t, "from"), w, h).Begin()
		}
		read := make(map[[2]int]int)
		for _, p := range s.Passages(0, h) {
			for x := p.From; x < p.To; x++ {
				read[[2]int{x, p.Y}]++
			}
			if got := s.Passage(p); got != p {
				t.Fatalf("the passage of %v is %v", p, got)
			}
		}
		for y := range h {
			for x := range w {
				if read[[2]int{x, y}] != 1 {
					t.Fatalf("column %d of row %d is read %d times", x, y, read[[2]int{x, y}])
				}
			}
		}
	})
}

func TestWhatIsDrawnOverIsNoLongerBeside(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(20, 4)
	s.Box().Sub(10, 0, 10, 4).Aside()
	if got := s.Passages(0, 4); len(got) != 8 || got[0] != (Stretch{0, 0, 10}) || got[4] != (Stretch{0, 10, 20}) {
		t.Errorf("two columns are read as %v", got)
	}
	s.Box().Sub(0, 2, 20, 2).Begin()
	if got := s.Passages(2, 4); len(got) != 2 || got[0] != (Stretch{2, 0, 20}) {
		t.Errorf("what was drawn over both is read as %v", got)
	}
	s.Box().Begin()
	if got := s.Passages(0, 4); len(got) != 4 {
		t.Errorf("an empty screen is read as %v", got)
	}
}
