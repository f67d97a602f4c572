package widget

import (
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"foresail/tui/theme"
)

// joiner is a terminal that takes whatever follows a zero-width joiner into the
// cell before the cursor, wherever that was put, as tmux 3.5 does.
type joiner struct {
	cells [][]string // "" is the second column of what is wide
	x, y  int
}

func newJoiner(w, h int) *joiner {
	j := &joiner{cells: make([][]string, h)}
	for y := range j.cells {
		j.cells[y] = strings.Split(strings.Repeat(" ", w), "")
	}
	return j
}

func (j *joiner) write(out string) {
	for out != "" {
		if rest, ok := strings.CutPrefix(out, "\x1b["); ok {
			end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r <= '~' })
			j.control(rest[:end], rest[end])
			out = rest[end+1:]
			continue
		}
		r := []rune(out)[0]
		out = out[len(string(r)):]
		j.print(r)
	}
}

func (j *joiner) control(args string, final byte) {
	var n [2]int
	for i, a := range strings.SplitN(args, ";", 2) {
		n[i], _ = strconv.Atoi(a)
	}
	switch row := j.cells[j.y]; final {
	case 'H':
		j.y, j.x = max(n[0]-1, 0), max(n[1]-1, 0)
	case 'G':
		j.x = max(n[0]-1, 0)
	case 'X':
		for x := j.x; x < min(j.x+max(n[0], 1), len(row)); x++ {
			row[x] = " "
		}
	case 'K':
		for x := j.x; x < len(row); x++ {
			row[x] = " "
		}
	}
}

func (j *joiner) print(r rune) {
	row := j.cells[j.y]
	switch r {
	case '\r':
		j.x = 0
		return
	case '\n':
		j.y++
		return
	}
	before := j.x - 1
	for before > 0 && row[before] == "" {
		before--
	}
	w := ansi.WcWidth.StringWidth(string(r))
	if before >= 0 && (w == 0 || strings.HasSuffix(row[before], "\u200d")) {
		row[before] += string(r)
		return
	}
	row[j.x] = string(r)
	for x := j.x + 1; x < j.x+w; x++ {
		row[x] = ""
	}
	j.x += w
}

func (j *joiner) row(y int) string { return strings.TrimRight(strings.Join(j.cells[y], ""), " ") }

// TestNothingShowsBesideWhatATerminalJoins: where the terminal did not say that
// it measures clusters, a name with a joiner takes more columns here than there;
// what lay under them is not seen, and what follows stands in its column.
func TestNothingShowsBesideWhatATerminalJoins(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	s.SetMethod(ansi.WcWidth)
	s.Resize(30, 2)
	term := newJoiner(30, 2)
	var p Paint
	var shots [2]Shot
	frame := func(n int, draw func(Box)) {
		s.Clear()
		draw(s.Box())
		shots[n%2].Copy(s)
		term.write(string(p.Bring(nil, &shots[n%2])))
	}
	frame(0, func(b Box) { b.Rule(0, theme.Plain) })
	frame(1, func(b Box) {
		b.Rule(0, theme.Plain)
		b.Print(2, 0, "李四 👩\u200d🚀 ", theme.Plain)
		b.Print(14, 0, "next", theme.Plain)
	})
	if got, want := term.row(0), "──李四 👩\u200d🚀   ──next"; !strings.HasPrefix(got, want) {
		t.Errorf("shows %q, want %q", got, want)
	}
	frame(0, func(b Box) { b.Rule(0, theme.Plain) })
	frame(1, func(b Box) { // cell by cell, as a line that is typed is drawn
		b.Rule(0, theme.Plain)
		b.Print(2, 0, "李四 ", theme.Plain)
		b.Print(7, 0, "👩\u200d", theme.Plain)
		b.Print(9, 0, "🚀", theme.Plain)
		b.Print(11, 0, " ", theme.Plain)
		b.Print(14, 0, "next", theme.Plain)
	})
	if got, want := term.row(0), "──李四 👩\u200d🚀   ──next"; !strings.HasPrefix(got, want) {
		t.Errorf("shows %q, want %q", got, want)
	}
	frame(2, func(b Box) {
		b.Rule(0, theme.Plain)
		b.Print(2, 0, "李四 🙂🚀 ", theme.Plain)
	})
	if got, want := term.row(0), "──李四 🙂🚀 ──"; !strings.HasPrefix(got, want) {
		t.Errorf("then shows %q, want %q", got, want)
	}
}
