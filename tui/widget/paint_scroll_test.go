package widget

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"

	"foresail/tui/theme"
)

// painted is a screen whose frames are painted on a terminal emulator.
type painted struct {
	t      *testing.T
	screen *Screen
	shots  [2]Shot
	paint  Paint
	term   *vt.Emulator
	frames int
}

func newPainted(t *testing.T, w, h int) *painted {
	p := &painted{t: t, screen: NewScreen(theme.New(theme.Options{})), term: vt.NewEmulator(w, h)}
	p.screen.Resize(w, h)
	return p
}

// show brings the terminal up to date and gives the bytes that took.
func (p *painted) show() int {
	p.frames++
	shot := &p.shots[p.frames%2]
	shot.Copy(p.screen)
	out := p.paint.Bring(nil, shot)
	if _, err := p.term.Write(out); err != nil {
		p.t.Fatal(err)
	}
	return len(out)
}

// check compares the terminal with one to which the whole frame was written.
func (p *painted) check(what string) {
	p.t.Helper()
	whole := vt.NewEmulator(p.screen.w, p.screen.h)
	for y, row := range strings.Split(p.screen.Frame(), "\n") {
		fmt.Fprintf(whole, "\x1b[0m\x1b[%d;1H%s", y+1, row)
	}
	for y := range p.screen.h {
		for x := range p.screen.w {
			got, want := p.term.CellAt(x, y), whole.CellAt(x, y)
			if got.Content != want.Content || strings.TrimSpace(got.Content) != "" && !got.Style.Equal(&want.Style) {
				p.t.Fatalf("%s: cell %d,%d is %q, want %q\ngot:\n%s\nwant:\n%s", what, x, y, got.Content, want.Content, p.term.String(), whole.String())
			}
		}
	}
}

// move moves the rows of a screen from top up to bottom up by n.
func move(s *Screen, top, bottom, n int) {
	part := s.cells[top*s.w : bottom*s.w]
	if n > 0 && n < bottom-top {
		copy(part, part[n*s.w:])
	} else if n < 0 && -n < bottom-top {
		copy(part[-n*s.w:], part)
	}
}

// TestScrolledIsWhatAWholeFrameShows moves stretches of rows about, among other
// changes, and compares the terminal with a whole frame after each.
func TestScrolledIsWhatAWholeFrameShows(t *testing.T) {
	texts := []string{"x", "call", "Käse & Söhne", "日本電産", "1,204", "▁▂▃▅█", "a longer remark that says what was said"}
	for seed := range uint64(60) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		p := newPainted(t, 5+rnd.IntN(60), 3+rnd.IntN(24))
		h := p.screen.h
		for step := range 60 {
			switch top := rnd.IntN(h); rnd.IntN(6) {
			case 0:
				p.screen.Clear()
			case 1:
				p.screen.Box().Row(top).Paint(theme.Select)
			case 2, 3:
				move(p.screen, top, top+1+rnd.IntN(h-top), rnd.IntN(11)-5)
			default:
				for range 1 + rnd.IntN(12) {
					p.screen.Box().Print(rnd.IntN(p.screen.w), rnd.IntN(h), texts[rnd.IntN(len(texts))], theme.Style(rnd.IntN(theme.Count)))
				}
			}
			p.show()
			p.check(fmt.Sprintf("seed %d, step %d", seed, step))
		}
	}
}

func TestAListThatScrollsIsScrolled(t *testing.T) {
	p := newPainted(t, 120, 36)
	list := func(from int) {
		for y := range 30 {
			row := p.screen.Box().Row(y + 3)
			row.Begin()
			row.Print(2, 0, fmt.Sprintf("activity %d with a remark that is %d letters long, or so 日本", from+y, 7*(from+y)), theme.Plain)
			if y == 20 {
				row.Print(0, 0, "›", theme.Accent)
				row.Paint(theme.Select)
			}
		}
	}
	list(0)
	p.show()
	for i, from := range []int{1, 2, 12, 11, 0} {
		list(from)
		if n := p.show(); i < 2 && n > 420 {
			t.Errorf("a list that scrolls by a row takes %d bytes", n)
		}
		p.check(fmt.Sprint("scrolled to ", from))
	}
}
