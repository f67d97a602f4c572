package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/panel"
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

	said   []string         // rows as they were said last
	behind [depths][]string // rows as they were said last where less was open
	at     int              // how much was open then
	focus  string           // what was selected then
	tab    int              // the tab in front then, -1 before the first
	scope  string           // scope and period then
	framed bool             // one typed in a frame then
	typing bool             // one typed then
	asked  *panel.Confirm   // the question that stood then
	field  string           // of a form, that had the focus then
	letter bool             // the last key was a letter of a word
}

// The grid of a linear cockpit: so wide that nothing is left out, and no
// higher than what one wants to hear at once.
const linearW, linearH = 160, 30

func newLinear(a *App, out *speaker) *linear {
	a.lined = true
	return &linear{App: a, out: out, tab: -1}
}

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
	if l.confirm != nil {
		l.ask()
		return
	}
	l.asked = nil
	x, y, typing := l.screen.Cursor()
	if typing && l.typing && l.letter {
		l.out.echo(l.line(y, x))
		return
	}
	window := widget.Stretch{Y: -1, To: l.w}
	if typing {
		window = l.window(x, y)
	}
	lines := slices.Concat(l.place(), l.opening(window, typing), l.changed(window, y, typing))
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

// ask says the question that stands, with the keys that answer it.
func (l *linear) ask() {
	if l.asked == l.confirm {
		return
	}
	l.asked, l.typing, l.letter = l.confirm, false, false
	l.out.say([]string{l.plainly(l.screen.Words(l.h - 1))})
}

// opening says what was opened to type in, and which field of it has the focus
// where the line with the cursor does not say so itself.
func (l *linear) opening(window widget.Stretch, typing bool) []string {
	var out []string
	if typing && !l.framed && window.Y >= 0 {
		if title := l.title(window); title != "" {
			out = append(out, title)
		}
	}
	l.framed = window.Y >= 0
	field := ""
	if f := l.dialog.form; f != nil {
		field = f.Label()
		if field != l.field && f.Chooses() {
			out = append(out, field)
		}
	}
	l.field = field
	return out
}

// title gives what stands in the upper edge of a frame.
func (l *linear) title(window widget.Stretch) string {
	if l.palette.open && l.palette.title == "" {
		return l.word(actPalette)
	}
	for y := window.Y; y >= 0; y-- {
		row := l.screen.Read(widget.Stretch{Y: y, From: window.From, To: window.To})
		if !strings.HasPrefix(row, "|") {
			return l.plainly(strings.Trim(row, "+-"))
		}
	}
	return ""
}

// place says which tab is in front and whose numbers of which period are
// shown, when that changed.
func (l *linear) place() []string {
	var out []string
	if l.tab != l.front {
		spec := l.tabs[l.front].spec
		out = append(out, l.say.T("linear.tab", "number", spec.Number, "tab", l.say.T("tab."+spec.ID)))
		l.tab, l.said, l.behind = l.front, nil, [depths][]string{}
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

// passages gives what is to be read in its order: what stands in a window, or
// all between the head and a last row.
func (l *linear) passages(window widget.Stretch) []widget.Stretch {
	headH, _, _ := l.area()
	last := l.h
	if !l.entry.Open() {
		last-- // the hints
	}
	if window.Y < 0 {
		return l.screen.Passages(headH, last)
	}
	var out []widget.Stretch
	for y := headH; y < last; y++ {
		out = append(out, widget.Stretch{Y: y, From: window.From, To: window.To})
	}
	return out
}

// text gives the words of a passage, nothing where it is not in the window.
func (l *linear) text(window, at widget.Stretch) string {
	row := l.screen.Read(at)
	if window.Y < 0 {
		return row
	}
	if !strings.HasPrefix(row, "|") || !strings.HasSuffix(row, "|") {
		return ""
	}
	return strings.Trim(row, "|")
}

// How much may be open: a page or a filter of the tab in front, and something
// over it.
const (
	within = 1 << iota
	above
	depths = 1 << iota
)

// depth gives how much is open.
func (l *linear) depth() int {
	d := 0
	if l.App.depth() > 0 {
		d |= within
	}
	if l.help.open || l.palette.open || l.dialog.form != nil || l.entry.Open() {
		d |= above
	}
	return d
}

// enter notes how much is open now. Closing what was open brings back rows that
// were said before.
func (l *linear) enter(depth int) {
	if depth == l.at {
		return
	}
	l.behind[l.at] = l.said
	if depth < l.at {
		l.said = l.behind[depth]
	}
	l.at = depth
}

// changed gives the rows below the head that were not there before, but for
// the line that is typed, the selected row, and the hints.
func (l *linear) changed(window widget.Stretch, typed int, typing bool) []string {
	l.enter(l.depth())
	chosen := l.screen.Selected()
	skip := func(at widget.Stretch) bool {
		return typing && at.Y == typed || slices.ContainsFunc(chosen, func(s widget.Stretch) bool {
			return s.Y == at.Y && s.From < at.To && s.To > at.From && (window.Y >= 0 || s.From-at.From <= edge)
		})
	}
	var now, out []string
	for _, at := range l.passages(window) {
		row := l.plainly(l.text(window, at))
		if now = append(now, row); row == "" || skip(at) || slices.Contains(l.said, row) {
			continue
		}
		out = append(out, row)
	}
	l.said = now
	return out
}

// edge is how many columns a selected row may keep free at its left.
const edge = 2

// plainly gives a row without what is drawn rather than written: rules,
// frames, bars, charts, and the sign of the selected row. What is left empty is
// said to be.
func (l *linear) plainly(row string) string {
	if row = strings.TrimLeft(row, " |"); !l.help.open { // where it is a key
		row = strings.TrimPrefix(row, "> ")
	}
	row = strings.TrimSuffix(row, "  "+l.theme.Mark(theme.MarkThumb))
	var pieces []string
	short := true
	for piece := range strings.SplitSeq(row, "  ") {
		if piece = l.piece(strings.TrimSpace(piece)); piece != "" {
			pieces = append(pieces, piece)
			short = short && len(piece) == 1
		}
	}
	if short && len(pieces) > 1 { // points of a chart
		return ""
	}
	return strings.Join(pieces, ", ")
}

// piece gives what is written in a piece of a row, "" for a drawing.
func (l *linear) piece(text string) string {
	if text == l.theme.Mark(theme.MarkGap) && !l.help.open {
		return l.say.T("linear.gap")
	}
	if len(text) >= leastDrawn && strings.Trim(text, drawnWith+lineSigns) == "" && strings.ContainsAny(text, lineSigns) {
		return ""
	}
	words := slices.DeleteFunc(strings.Fields(text), drawn)
	if len(words) > 1 && words[0] == l.theme.Mark(theme.MarkDot) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// What sparklines and charts are drawn with in ASCII: letters, which may stand
// in words too, and signs. A drawing has some of the signs, and is no shorter
// than leastDrawn.
const (
	drawnWith  = "iIHoO "
	lineSigns  = "_.,:;#-=|"
	leastDrawn = 4
)

// drawn reports whether a word is part of a drawing.
func drawn(word string) bool {
	switch word {
	case "|", "#", "-+", "+-", "--":
		return true
	}
	return len(word) > 2 && strings.Trim(word, "_.-~=+*#|") == ""
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
			text := l.plainly(l.screen.Read(piece))
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
// whole width of what it is in: the next row above that has titles.
func (l *linear) titles(at widget.Stretch) []widget.Stretch {
	headH, _, _ := l.area()
	in := l.screen.Passage(at)
	if at.From-in.From > edge {
		return nil
	}
	for y := at.Y - 1; y >= headH; y-- {
		of := widget.Stretch{Y: y, From: in.From, To: in.To}
		if l.screen.Read(of) == "" { // titles stand right above their rows
			return nil
		}
		if t := l.screen.Titles(of); len(t) > 1 {
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
