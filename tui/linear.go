package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/theme"
	"foresail/tui/widget"
)

// linear is the cockpit as lines, for screen readers and for terminals that
// cannot move their cursor: it says what changed, one line after the other,
// never draws over what was said, and keeps the cursor where the focus is. It
// reads the grid that the App draws, so that panels need not know of it.
//
//   - What is shown anew is said; rows that only moved, or were only selected,
//     are not.
//   - What is selected is said last, by column, with the cursor on it.
//   - Where one types, the line is kept in place and letters are echoed; what
//     they change is said at the next key that is no letter, and after a space.
type linear struct {
	*App
	out *speaker

	said   []string // rows as they were said last
	behind []string // rows behind what is open over them
	opened bool     // something was open then
	focus  string   // what was selected then
	tab    int      // the tab in front then, -1 before the first
	scope  string   // scope and period then
	typing bool     // one typed then
	letter bool     // the last key was a letter of a word
}

// The grid of a linear cockpit: so wide that nothing is left out, and no
// higher than what one wants to hear at once.
const linearW, linearH = 160, 30

func newLinear(a *App, out *speaker) *linear { return &linear{App: a, out: out, tab: -1} }

// Update implements tea.Model.
func (l *linear) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		l.letter = m.Text != "" && m.Text != " "
		if action, _ := l.keys.Find(m.Key(), scopeAlways); action == actRedraw {
			l.said, l.focus, l.scope, l.tab = nil, "", "", -1
		}
	case tea.WindowSizeMsg:
		msg = tea.WindowSizeMsg{Width: linearW, Height: linearH}
	}
	_, cmd := l.App.Update(msg)
	if l.redrawn() && l.state.data.Rev > 0 {
		l.tell()
	}
	return l, cmd
}

// View implements tea.Model: nothing is drawn.
func (l *linear) View() tea.View { return tea.View{Content: " "} }

// tell says what changed since the last time.
func (l *linear) tell() {
	x, y, typing := l.screen.Cursor()
	if typing && l.typing && l.letter {
		l.out.echo(l.line(y, x))
		return
	}
	window := widget.Stretch{Y: -1, To: l.w}
	if typing {
		window = l.window(x, y)
	}
	lines := append(l.place(), l.changed(window, y, typing)...)
	focus := l.selected(window)
	if focus != "" && focus != l.focus {
		lines = append(lines, focus)
	}
	l.focus = focus
	if len(lines) > 0 || typing != l.typing {
		l.out.say(lines)
	}
	if l.typing = typing; typing {
		l.out.echo(l.line(y, x))
	}
}

// place says which tab is in front and whose numbers of which period are
// shown, when that changed.
func (l *linear) place() []string {
	var out []string
	if l.tab != l.front {
		spec := l.tabs[l.front].spec
		out = append(out, l.say.T("linear.tab", "number", spec.Number, "tab", l.say.T("tab."+spec.ID)))
		l.tab, l.said = l.front, nil
	}
	if scope := l.standing()[0]; scope != l.scope {
		out = append(out, scope)
		l.scope = scope
	}
	return out
}

// window gives the columns of the frame around where one types, all of them if
// there is none. Y is -1 where every row counts.
func (l *linear) window(x, y int) widget.Stretch {
	from, to := strings.LastIndexByte(l.columns(y)[:x], '|'), strings.IndexByte(l.columns(y)[x:], '|')
	if from < 0 || to < 0 {
		return widget.Stretch{Y: -1, To: l.w}
	}
	return widget.Stretch{Y: y, From: from, To: x + to + 1}
}

// columns gives a row with a byte for every column.
func (l *linear) columns(y int) string {
	out := make([]byte, l.w)
	for x := range out {
		out[x] = ' '
		if c := l.screen.Read(widget.Stretch{Y: y, From: x, To: x + 1}); len(c) == 1 {
			out[x] = c[0]
		}
	}
	return string(out)
}

// within gives the part of row y that belongs to a window, nothing where the
// row is not in it.
func (l *linear) within(window widget.Stretch, y int) string {
	if window.Y < 0 {
		return l.screen.Words(y)
	}
	row := l.screen.Read(widget.Stretch{Y: y, From: window.From, To: window.To})
	if !strings.HasPrefix(row, "|") || !strings.HasSuffix(row, "|") {
		return ""
	}
	return strings.Trim(row, "|")
}

// changed gives the rows below the head that were not there before, but for
// the line that is typed, the selected row, and the hints. Closing what was
// open brings back rows that were said before.
func (l *linear) changed(window widget.Stretch, typed int, typing bool) []string {
	opened := typing || l.help.open || !l.tabs[l.front].panel.Root()
	switch {
	case opened && !l.opened:
		l.behind = l.said
	case !opened && l.opened:
		l.said = l.behind
	}
	l.opened = opened
	skip := make(map[int]bool)
	for _, at := range l.screen.Selected() {
		skip[at.Y] = skip[at.Y] || at.From == 0 || window.Y >= 0
	}
	headH, _, _ := l.area()
	last := l.h
	if l.confirm == nil && !l.entry.Open() {
		last-- // the hints
	}
	var now, out []string
	for y := headH; y < last; y++ {
		if typing && y == typed {
			continue
		}
		row := plainly(l.within(window, y))
		if now = append(now, row); row == "" || skip[y] || slices.Contains(l.said, row) {
			continue
		}
		out = append(out, row)
	}
	l.said = now
	return out
}

// plainly gives a row without what is drawn rather than written: rules,
// frames, bars, and the sign of the selected row.
func plainly(row string) string {
	row = strings.TrimPrefix(strings.TrimLeft(row, " |"), "> ")
	var pieces []string
	for piece := range strings.SplitSeq(row, "  ") {
		words := slices.DeleteFunc(strings.Fields(piece), drawn)
		if len(words) > 0 {
			pieces = append(pieces, strings.Join(words, " "))
		}
	}
	return strings.Join(pieces, ", ")
}

// drawn reports whether a word is part of a drawing.
func drawn(word string) bool {
	return word == "|" || word == ">" || word == "#" || len(word) > 2 && strings.Trim(word, "_.-~=+*#|") == ""
}

// selected gives what is selected, by the titles of its columns where it has
// some.
func (l *linear) selected(window widget.Stretch) string {
	var out []string
	var titles []widget.Stretch
	for _, at := range l.screen.Selected() {
		if at.From < window.From || at.To > window.To {
			continue
		}
		if len(out) == 0 && window.Y < 0 {
			titles = l.titles(at)
		}
		for _, piece := range l.screen.Pieces(at) {
			text := plainly(l.screen.Read(piece))
			if text == "" {
				continue
			}
			if t, ok := over(titles, piece); ok {
				text = l.screen.Read(t) + " " + text
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

// titles gives the titles of the columns of a selected row that goes over the
// whole width: the next row above that has titles.
func (l *linear) titles(at widget.Stretch) []widget.Stretch {
	headH, _, _ := l.area()
	if at.From > 0 {
		return nil
	}
	for y := at.Y - 1; y >= headH; y-- {
		if t := l.screen.Titles(y); len(t) > 1 {
			return t
		}
	}
	return nil
}

// over finds the title above a piece of a row: the one that shares most
// columns with it.
func over(titles []widget.Stretch, piece widget.Stretch) (widget.Stretch, bool) {
	best, found := 0, widget.Stretch{}
	for _, t := range titles {
		if n := min(t.To, piece.To) - max(t.From, piece.From); n > best {
			best, found = n, t
		}
	}
	return found, best > 0
}

// line gives the line that is typed, up to what stands apart from it, and the
// place of the cursor in it.
func (l *linear) line(y, x int) (text string, at int) {
	row := l.screen.Pieces(widget.Stretch{Y: y, From: 0, To: l.w})
	from, to := x, x
	for _, piece := range row {
		if piece.From <= x {
			from, to = min(from, piece.From), max(x, piece.To)
		}
	}
	if window := l.window(x, y); window.Y >= 0 {
		from, to = max(from, window.From+1), min(to, window.To-1)
	}
	text = l.screen.Read(widget.Stretch{Y: y, From: from, To: min(to, l.w)})
	for widget.Width(l.screen.Method(), text) < x-from {
		text += " " // that is typed but not written
	}
	bare := strings.TrimLeft(text, "| ")
	return strings.TrimRight(bare, "|"), x - from - (len(text) - len(bare))
}

// asLines makes the look of a cockpit one that reads well.
func asLines(look theme.Options) theme.Options {
	look.ASCII, look.NoColour = true, true
	return look
}
