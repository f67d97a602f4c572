package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"

	"foresail/tui/theme"
)

// shows gives what a terminal shows after what was painted on it.
func shows(term *vt.Emulator) string {
	rows := strings.Split(term.String(), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return strings.Join(rows, "\n")
}

// TestPaintedIsWhatAWholeFrameShows paints one random screen after another on
// a terminal. After each it shows what it would show had the whole frame been
// written to an empty one, and the styles are the same too.
func TestPaintedIsWhatAWholeFrameShows(t *testing.T) {
	texts := rapid.SampledFrom([]string{"a", "long text that fills the row", "日本", "é", "👩‍👩‍👧", "x👍🏽y", " ", "12.5k", "ü", "한국전력공사"})
	styles := rapid.SampledFrom([]theme.Style{theme.Plain, theme.Muted, theme.Accent | theme.Bold, theme.Risk, theme.Select})
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h")
		s := NewScreen(theme.New(theme.Options{}))
		s.SetMethod(ansi.GraphemeWidth)
		s.Resize(w, h)
		term := vt.NewEmulator(w, h)
		var p Paint
		var shots [2]Shot
		for i := range rapid.IntRange(1, 6).Draw(t, "frames") {
			if rapid.Bool().Draw(t, "clear") {
				s.Clear()
			}
			for range rapid.IntRange(0, 6).Draw(t, "texts") {
				s.Box().Print(rapid.IntRange(0, w-1).Draw(t, "x"), rapid.IntRange(0, h-1).Draw(t, "y"), texts.Draw(t, "text"), styles.Draw(t, "style"))
			}
			shot := &shots[i%2]
			shot.Copy(s)
			_, _ = term.Write(p.Bring(nil, shot))
			if again := p.Bring(nil, shot); len(again) > 0 {
				t.Fatalf("painting what is shown writes %q", again)
			}
			whole := vt.NewEmulator(w, h)
			_, _ = whole.WriteString(strings.ReplaceAll(s.Frame(), "\n", "\r\n"))
			if shows(term) != shows(whole) {
				t.Fatalf("painted:\n%q\nwhole:\n%q", shows(term), shows(whole))
			}
			for y := range h {
				for x := range w {
					a, b := term.CellAt(x, y), whole.CellAt(x, y)
					if a.Content != b.Content || strings.TrimSpace(a.Content) != "" && !a.Style.Equal(&b.Style) {
						t.Fatalf("cell %d,%d: painted %+v, whole %+v", x, y, a, b)
					}
				}
			}
		}
	})
}

func TestPaintWritesOnlyWhatChanged(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 60)
	for y := range 60 {
		s.Box().Print(0, y, "日本電産 "+strings.Repeat("word ", 30), theme.Muted)
	}
	var p Paint
	var a, b Shot
	a.Copy(s)
	p.Bring(nil, &a)
	s.Box().Print(40, 30, "12.6k", theme.Accent)
	b.Copy(s)
	got := string(p.Bring(nil, &b))
	if !strings.Contains(got, "12.6k") || len(got) > 40 {
		t.Errorf("one number changed, written was %q", got)
	}
	s.Box().Print(0, 7, strings.Repeat(" ", 200), theme.Plain)
	a.Copy(s)
	if got := p.Bring(nil, &a); len(got) > 16 {
		t.Errorf("one row was emptied, written was %q", got)
	}
}

func TestACursorThatIsNoMoreIsHiddenOnce(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(10, 2)
	s.Box().Print(0, 0, "hello", theme.Plain)
	s.Box().ShowCursor(2, 0)
	var p Paint
	var shots [2]Shot
	shots[0].Copy(s)
	p.Bring(nil, &shots[0])
	s.HideCursor()
	shots[1].Copy(s)
	if out := string(p.Bring(nil, &shots[1])); out != "\x1b[?25l" {
		t.Errorf("nothing but the cursor changed, written was %q", out)
	}
	if out := p.Bring(nil, &shots[1]); len(out) > 0 {
		t.Errorf("nothing changed, written was %q", out)
	}
}

func TestPaintAfterForgetIsWhole(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(20, 3)
	s.Box().Print(0, 0, "hello", theme.Plain)
	var p Paint
	var shot Shot
	shot.Copy(s)
	first := string(p.Bring(nil, &shot))
	p.Forget()
	if again := string(p.Bring(nil, &shot)); again != first {
		t.Errorf("%q, at first it was %q", again, first)
	}
}

func TestAClusterTableThatBeganAnewIsPaintedAnew(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.SetMethod(ansi.GraphemeWidth)
	s.Resize(20, 1)
	s.Box().Print(0, 0, "👩‍👩‍👧", theme.Plain)
	var p Paint
	var a, b Shot
	a.Copy(s)
	p.Bring(nil, &a)
	s.reset()
	s.Box().Print(0, 0, "👍🏽", theme.Plain) // has the number that the other had
	b.Copy(s)
	if got := string(p.Bring(nil, &b)); !strings.Contains(got, "👍🏽") {
		t.Errorf("painted %q", got)
	}
	if a.clusters[0] != "👩‍👩‍👧" {
		t.Errorf("the older shot now reads %q", a.clusters[0])
	}
}

func BenchmarkPaintOneNumber(b *testing.B) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 60)
	var p Paint
	var shots [2]Shot
	var out []byte
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Box().Print(40, 30, string(rune('a'+i%26)), theme.Accent)
		shots[i%2].Copy(s)
		out = p.Bring(out[:0], &shots[i%2])
	}
	b.ReportMetric(float64(len(out)), "bytes/frame")
}
