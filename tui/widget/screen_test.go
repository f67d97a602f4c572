package widget

import (
	"fmt"
	"math"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"foresail/tui/theme"
)

// awkward are texts that have broken terminals before: wide characters, joined
// emoji, combining marks, flags, controls, and plain long words.
var awkward = []string{
	"", " ", "a", "plain text", "日本語の会社", "한국어", "é", "e\u0301", "Z\u0351\u036b\u0343algo", "👩‍👩‍👧‍👦 family", "👍🏽", "🇲🇾🇩🇪🇫", "☎️ call", "1️⃣",
	"अनुच्छेद", "ﷺ", "\u200b", "\u0301lone", "tab\there", "line\nfeed", "\x1b[31mred", "\u009b31m", "❤️", "Donaudampfschifffahrtsgesellschaft",
	"ㅎㅏㄴ", "ᄒ", "ᅡ", "ᆫ", "🇲", "🇾", "👩", "\u200d👧", "─│┃", "ｆｕｌｌ", strings.Repeat("👩‍", 70) + "👩",
}

func genText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(awkward), rapid.StringN(0, 20, -1))
}

func checkFrame(t interface{ Fatalf(string, ...any) }, s *Screen) {
	frame := s.Frame()
	rows := strings.Split(frame, "\n")
	if s.h == 0 {
		rows = nil
	}
	if len(rows) != s.h {
		t.Fatalf("%d rows of %d", len(rows), s.h)
	}
	for y, row := range rows {
		if n := s.method.StringWidth(row); n != s.w {
			t.Fatalf("row %d is %d columns of %d: %q", y, n, s.w, row)
		}
	}
	// The renderer of Bubble Tea reads the frame into such a buffer: every
	// character has to land in the column that the grid gave it.
	buf := uv.NewScreenBuffer(s.w, s.h)
	buf.Method = s.method
	uv.NewStyledString(frame).Draw(buf, buf.Bounds())
	for y := range s.h {
		for x := range s.w {
			c := s.cells[y*s.w+x]
			got := buf.CellAt(x, y)
			if c.width == 0 {
				continue
			}
			if want := c.string(s.clusters); got == nil || got.Content != want || got.Width != int(c.width) {
				t.Fatalf("cell %d,%d is %q of %d columns, renderer has %+v", x, y, want, c.width, got)
			}
		}
	}
}

func TestFrameIsAlwaysExactlyTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewScreen(theme.New(theme.Options{}))
		s.SetMethod(Method(rapid.IntRange(0, 1).Draw(t, "method")))
		s.Resize(rapid.IntRange(0, 40).Draw(t, "w"), rapid.IntRange(0, 6).Draw(t, "h"))
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			num := rapid.IntRange(-3, 45)
			b := s.Box().Sub(num.Draw(t, "x"), num.Draw(t, "y"), num.Draw(t, "w"), num.Draw(t, "h"))
			text, style := genText().Draw(t, "text"), theme.Style(rapid.IntRange(0, theme.Count-1).Draw(t, "style"))
			switch rapid.IntRange(0, 9).Draw(t, "op") {
			case 0:
				b.Print(num.Draw(t, "px"), num.Draw(t, "py"), text, style)
			case 1:
				b.Fit(num.Draw(t, "px"), 0, num.Draw(t, "pw"), text, style)
			case 2:
				b.Right(0, 0, num.Draw(t, "pw"), text, style)
			case 3:
				b.Clear(style)
			case 4:
				b.Frame(style).Centre(0, 0, b.W-2, text, style)
			case 5:
				b.Begin()
			case 6:
				b.Number(0, 0, num.Draw(t, "pw"), style, text, "1.2k", "1k")
			case 7:
				b.Input(0, 0, b.W, Line{Text: text, At: len(text)}, nil, 0, len(text))
			case 8:
				b.Spark(0, 0, b.W, Trend{Values: rapid.SliceOf(rapid.Float64()).Draw(t, "values"), Open: rapid.Bool().Draw(t, "open")}, style)
				b.Bar(0, 1, b.W, rapid.Float64().Draw(t, "value"), rapid.Float64().Draw(t, "target"), style)
			case 9:
				b.Paint(theme.Select)
			}
			checkFrame(t, s)
		}
	})
}

func TestNothingIsDrawnOutsideTheBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewScreen(theme.New(theme.Options{}))
		s.Resize(20, 4)
		for y := range 4 {
			s.Box().Print(0, y, strings.Repeat("x", 20), theme.Plain)
		}
		b := s.Box().Sub(5, 1, 10, 2)
		for range 5 {
			b.Print(rapid.IntRange(-30, 30).Draw(t, "x"), rapid.IntRange(-3, 3).Draw(t, "y"), genText().Draw(t, "text"), theme.Good)
		}
		for y := range 4 {
			for x := range 20 {
				inside := x >= 5 && x < 15 && y >= 1 && y < 3
				if c := s.cells[y*20+x]; !inside && (c.text != 'x' || c.style != theme.Plain) {
					t.Fatalf("cell %d,%d was touched: %+v", x, y, c)
				}
			}
		}
	})
}

func TestCachedRowsEqualFreshOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewScreen(theme.New(theme.Options{}))
		s.Resize(30, 3)
		var fresh *Screen
		type op struct {
			y    int
			text string
		}
		var ops []op
		for range rapid.IntRange(1, 8).Draw(t, "n") {
			o := op{rapid.IntRange(0, 2).Draw(t, "y"), genText().Draw(t, "text")}
			ops = append(ops, o)
			s.Box().Print(0, o.y, o.text, theme.Good)
			s.Frame()
		}
		fresh = NewScreen(theme.New(theme.Options{}))
		fresh.Resize(30, 3)
		for _, o := range ops {
			fresh.Box().Print(0, o.y, o.text, theme.Good)
		}
		if s.Frame() != fresh.Frame() {
			t.Fatalf("%q\n%q", s.Frame(), fresh.Frame())
		}
	})
}

func TestNumbersAreNeverCut(t *testing.T) {
	for w := range 14 {
		s := NewScreen(theme.New(theme.Options{}))
		s.Resize(14, 1)
		s.Box().Number(0, 0, w, theme.Plain, "1,234,567.00", "1.2M", "1M")
		got := strings.TrimSpace(s.Text())
		ok := got == "1,234,567.00" || got == "1.2M" || got == "1M" || got != "" && strings.Trim(got, "#") == "" || w == 0 && got == ""
		if !ok {
			t.Errorf("width %d shows %q", w, got)
		}
	}
}

func TestSparkSurvivesEveryNumber(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(12, 1)
	s.Box().Spark(0, 0, 12, Trend{Values: []float64{0, 1, 2, 3, math.NaN(), 4, 5, 6, 7, math.Inf(1), -math.MaxFloat64, math.MaxFloat64}}, theme.Plain)
	checkFrame(t, s)
	s.Box().Begin()
	s.Box().Spark(0, 0, 12, Trend{Values: []float64{0, 1, 2, 3, 4, 5, 6, 7, math.NaN(), 0, 0, 0}}, theme.Plain)
	if got, want := s.Text(), "▁▂▃▄▅▆▇█·▁▁▁"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The period under way is no bar, whatever the terminal can show, does not
// stretch the others, and where it has no value is a gap; the last whole period
// alone has the style.
func TestSparkTellsThePeriodUnderWay(t *testing.T) {
	for _, c := range []struct {
		options theme.Options
		last    float64
		want    string
	}{
		{theme.Options{}, 2, "▁▅█○"},
		{theme.Options{NoColour: true}, 900, "▁▅█○"},
		{theme.Options{ASCII: true}, 2, "_i#O"},
		{theme.Options{}, math.NaN(), "▁▅█·"},
	} {
		s := NewScreen(theme.New(c.options))
		s.Resize(4, 1)
		s.Box().Spark(0, 0, 4, Trend{Values: []float64{0, 4, 8, c.last}, Open: true}, theme.Leading)
		if got := s.Text(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.options, got, c.want)
		}
		for x, want := range []theme.Style{theme.Faint, theme.Faint, theme.Leading} {
			if got := s.cells[x].style; got != want {
				t.Errorf("%+v: column %d has style %d, want %d", c.options, x, got, want)
			}
		}
	}
}

func TestWrapKeepsEveryWordWithinTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, w := genText().Draw(t, "text")+" "+genText().Draw(t, "more"), rapid.IntRange(2, 30).Draw(t, "w")
		for _, m := range []Method{ansi.WcWidth, ansi.GraphemeWidth} {
			for _, line := range Wrap(m, text, w) {
				if Width(m, line) > w {
					t.Fatalf("%q is %d columns of %d", line, Width(m, line), w)
				}
			}
		}
	})
}

func TestLineStaysBetweenCharacters(t *testing.T) {
	names := make([]string, 0, len(edits))
	for n := range edits {
		names = append(names, n)
	}
	rapid.Check(t, func(t *rapid.T) {
		var l Line
		for range rapid.IntRange(0, 20).Draw(t, "n") {
			if rapid.Bool().Draw(t, "type") {
				l.Insert(rapid.SampledFrom(awkward).Draw(t, "text"))
			} else {
				l.Edit(rapid.SampledFrom(names).Draw(t, "step"))
			}
			if l.At < 0 || l.At > len(l.Text) {
				t.Fatalf("cursor at %d of %d", l.At, len(l.Text))
			}
		}
	})
}

func TestTableDropsColumnsInOrder(t *testing.T) {
	tab := Table{Columns: []Column{{Title: "name", Min: 10, Max: 30}, {Title: "n", Min: 6, Align: AlignNumber, Drop: 1}, {Title: "when", Min: 10, Drop: 2}}}
	for _, c := range []struct {
		w    int
		want string
	}{{62, "[30 6 10]"}, {42, "[18 6 10]"}, {34, "[10 6 10]"}, {33, "[21 6 0]"}, {21, "[17 0 0]"}, {5, "[10 0 0]"}} {
		if got := fmt.Sprint(tab.Layout(c.w)); got != c.want {
			t.Errorf("%d columns: %s, want %s", c.w, got, c.want)
		}
	}
}

func BenchmarkFullFrame(b *testing.B) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 60)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		s.Clear()
		box := s.Box()
		for y := range 60 {
			for x := 0; x < 200; x += 20 {
				box.Print(x, y, "  12,345 ", theme.Good)
				box.Fit(x+9, y, 10, "Acme Industries", theme.Style(n%8)<<flagBitsForTest)
			}
		}
		_ = s.Frame()
	}
}

const flagBitsForTest = 4

func BenchmarkOneRowChanged(b *testing.B) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(200, 60)
	for y := range 60 {
		s.Box().Print(0, y, strings.Repeat("some text ", 20), theme.Good)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		s.Box().Print(3, 7, [2]string{"12", "13"}[n%2], theme.Plain)
		_ = s.Frame()
	}
}

// A name none of whose forms fits is its last form, to be cut with a mark; of a
// number there is nothing then.
func TestANameIsBrieferAndANumberNever(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.Resize(20, 1)
	b := s.Box()
	for _, c := range []struct {
		w           int
		name, digit string
	}{{20, "Pipeline created", "Pipeline created"}, {9, "Pipeline", "Pipeline"}, {5, "Pipeline", "###"}} {
		forms := []string{"Pipeline created", "Pipeline"}
		if got := b.Briefer(c.w, forms...); got != c.name {
			t.Errorf("in %d columns the name is %q", c.w, got)
		}
		if got := b.Shorter(c.w, forms...); got != c.digit {
			t.Errorf("in %d columns the number is %q", c.w, got)
		}
	}
}
