package widget

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foresail/tui/theme"
)

// lined makes a screen that is read, of a size.
func lined(w, h int) *Screen {
	s := NewScreen(theme.New(theme.Options{ASCII: true}))
	s.Whole()
	s.Resize(w, h)
	return s
}

// What is drawn is in the frame and not among the words; the words beside it
// stay apart.
func TestDrawingsAreNotRead(t *testing.T) {
	for name, draw := range map[string]func(Box){
		"spark":   func(b Box) { b.Spark(0, 0, b.W, Trend{Values: []float64{1, 2, 3, 9, 4}, Open: true}, theme.Plain) },
		"bar":     func(b Box) { b.Bar(0, 0, b.W, 12, 10, theme.Plain) },
		"gauge":   func(b Box) { b.Gauge(0, 0, b.W, 3, 5, 10, theme.Plain) },
		"columns": func(b Box) { b.Sub(0, 0, b.W, 2).Columns([]float64{1, 2, 3}, nil, theme.Plain) },
		"rule":    func(b Box) { b.Rule(0, theme.Plain) },
		"frame":   func(b Box) { b.Sub(0, 0, b.W, 2).Frame(theme.Plain) },
		"points":  func(b Box) { b.Drawing().Print(1, 0, "o O +", theme.Plain) },
	} {
		s := lined(30, 2)
		b := s.Box()
		draw(b.Sub(10, 0, 8, 2))
		if strings.TrimSpace(s.Text()) == "" {
			t.Errorf("%s draws nothing", name)
		}
		if got := s.Words(0) + s.Words(1); got != "" {
			t.Errorf("%s is read as %q", name, got)
		}
		b.Print(0, 0, "calls", theme.Plain)
		b.Print(20, 0, "12 of 41", theme.Plain)
		if got := s.Pieces(Stretch{To: 30}); len(got) != 2 {
			t.Errorf("%s leaves %v of two words beside it", name, got)
		}
	}
}

// Of a screen that is read no text is lost that has a column.
func TestNothingIsCutWhereItIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.StringMatching(`[a-zé日]{1,9}`).Draw(t, "word")+" ", rapid.IntRange(1, 9).Draw(t, "n"))
		text = strings.TrimSpace(text)
		w := rapid.IntRange(1, 30).Draw(t, "w")
		for name, write := range map[string]func(Box){
			"Fit":    func(b Box) { b.Fit(0, 0, b.W, text, theme.Plain) },
			"Right":  func(b Box) { b.Right(0, 0, b.W, text, theme.Plain) },
			"Centre": func(b Box) { b.Centre(0, 0, b.W, text, theme.Plain) },
			"Print":  func(b Box) { b.Print(0, 0, text, theme.Plain) },
			"Number": func(b Box) { b.Number(0, 0, b.W, theme.Plain, text) },
		} {
			s := lined(40, 1)
			write(s.Box().Sub(3, 0, w, 1))
			if got := strings.TrimSpace(s.Words(0)); got != text {
				t.Fatalf("%s into %d columns reads %q of %q", name, w, got, text)
			}
		}
	})
}

func TestAnEllipsisIsReadAsFullStops(t *testing.T) {
	s := lined(30, 1)
	s.Box().Print(0, 0, "account …", theme.Plain)
	if got := s.Words(0); got != "account ..." {
		t.Errorf("read as %q", got)
	}
}

// A line that goes on beyond a side of its field says so, the cursor is never
// on such a mark, and typing at its end moves what is seen only now and then.
func TestAFieldSaysThatItsLineGoesOn(t *testing.T) {
	const w = 20
	mark := theme.New(theme.Options{}).Mark(theme.MarkMore)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat("x", rapid.IntRange(0, 90).Draw(t, "n"))
		at := rapid.IntRange(0, len(text)).Draw(t, "at")
		s := NewScreen(theme.New(theme.Options{}))
		s.Resize(w, 1)
		s.Box().Input(0, 0, w, Line{Text: text, At: at}, nil)
		row := []rune(s.Text())
		x, _, _ := s.Cursor()
		first := at - x
		if left := string(row[0]) == mark; left != (first > 0) {
			t.Fatalf("from column %d of %d the row is %q", first, len(text), string(row))
		}
		if right := string(row[w-1]) == mark; right != (len(text)-first > w) {
			t.Fatalf("from column %d of %d the row is %q", first, len(text), string(row))
		}
		if string(row[x]) == mark {
			t.Fatalf("the cursor is on a mark: column %d of %q", x, string(row))
		}
	})
	moved, last := 0, 0
	for n := range 200 {
		if first := sight(n, n, w); first != last {
			moved, last = moved+1, first
		}
	}
	if moved > 200/(w/2) {
		t.Errorf("moved %d times in 200 letters", moved)
	}
}
