package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/entry"
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
//     they change is said at the next key that is no letter, after a space, once
//     typing rests, and before what was typed is saved.
//   - What is drawn is not said, and nothing is cut: widget.Box tells one from
//     the other. Lines are broken between words where the terminal is narrower.
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
	asking string           // the field of a form that had the focus then
	letter bool             // the last key was a letter of a word
	keyed  int              // how many keys were pressed
}

// The grid of a linear cockpit: so wide that no column is left out, and no
// higher than what one wants to hear at once.
const linearW, linearH = 160, 30

func newLinear(a *App, out *speaker) *linear {
	a.lined = true
	a.screen.Whole()
	return &linear{App: a, out: out, tab: -1}
}

// Update implements tea.Model.
func (l *linear) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case restMsg:
		if int(m) == l.keyed {
			l.hear()
		}
		return l, nil
	case tea.PasteMsg:
		l.letter = false
	case tea.KeyPressMsg:
		l.keyed++
		l.letter = m.Text != "" && m.Text != " "
		if action, _ := l.keys.Find(m.Key(), scopeEntry); action == entry.Enter && l.entry.Open() {
			l.entry.Settle()
			l.dirty |= foot
			l.hear()
		}
		if action, _ := l.keys.Find(m.Key(), scopeAlways); action == actRedraw {
			l.said, l.focus, l.scope, l.tab = nil, "", "", -1
		}
	case tea.WindowSizeMsg:
		l.out.fit(m.Width)
		msg = tea.WindowSizeMsg{Width: linearW, Height: linearH}
	}
	_, cmd := l.App.Update(msg)
	if l.redrawn() && l.state.data.Rev > 0 {
		l.tell()
	}
	if _, key := msg.(tea.KeyPressMsg); key && l.letter && l.typing {
		cmd = tea.Batch(cmd, l.rest())
	}
	return l, cmd
}

// restMsg says that a moment went by since a key was pressed, that of the number.
type restMsg int

// resting is how many times as long as a cursor typing is to rest until what it
// comes to is said: longer than one looks for a letter, since a voice that
// speaks is in the way of who types on.
const resting = 5

// rest gives the command that waits for typing to rest.
func (l *linear) rest() tea.Cmd {
	if l.dwells < 0 {
		return nil
	}
	n := restMsg(l.keyed)
	return func() tea.Msg {
		timer := time.NewTimer(resting * l.dwells)
		defer timer.Stop()
		select {
		case <-l.ctx.Done():
			return nil
		case <-timer.C:
			return n
		}
	}
}

// hear says what was typed comes to, where that was not said yet.
func (l *linear) hear() {
	l.letter = false
	l.redrawn()
	l.tell()
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
	window, framed := widget.Area{W: l.w, H: l.h}, false
	if typing {
		window, framed = l.window(x, y)
	}
	lines := l.place()
	if typing && framed && !l.framed {
		if title := l.title(x, y); title != "" {
			lines = append(lines, title)
		}
	}
	l.framed = framed
	lines = slices.Concat(lines, l.field(), l.changed(window, framed, y, typing))
	focus := l.selected(window, framed)
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

// field says which field of a form has the focus, where the line with the
// cursor does not say so itself.
func (l *linear) field() []string {
	f, was := l.dialog.form, l.asking
	l.asking = ""
	if f != nil {
		l.asking = f.Label()
	}
	if f == nil || l.asking == was || !f.Chooses() {
		return nil
	}
	return []string{l.asking}
}

// title gives what stands in the upper edge of a frame.
func (l *linear) title(x, y int) string {
	if l.palette.open && l.palette.title == "" {
		return l.word(actPalette)
	}
	if a, ok := l.screen.Framed(x, y); ok {
		return l.plainly(l.screen.Read(widget.Stretch{Y: a.Y, From: a.X, To: a.X + a.W}))
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

// window gives the rows of the frame around where one types, those of the entry
// line, or all of the screen: what lies behind is the same as before.
func (l *linear) window(x, y int) (area widget.Area, framed bool) {
	if a, ok := l.screen.Framed(x, y); ok {
		return widget.Area{X: a.X + 1, Y: a.Y + 1, W: a.W - 2, H: a.H - 2}, true
	}
	if rows := l.entryRows(); l.entry.Open() {
		return widget.Area{Y: l.h - 1 - rows, W: l.w, H: rows + 1}, false
	}
	return widget.Area{W: l.w, H: l.h}, false
}

// passages gives what is to be read in its order: what stands in a window, or
// all between the head and a last row.
func (l *linear) passages(window widget.Area, framed bool) []widget.Stretch {
	headH, _, _ := l.area()
	last := l.h
	if !l.entry.Open() {
		last-- // the hints
	}
	if !framed {
		return l.screen.Passages(max(headH, window.Y), last)
	}
	var out []widget.Stretch
	for y := window.Y; y < window.Y+window.H; y++ {
		out = append(out, widget.Stretch{Y: y, From: window.X, To: window.X + window.W})
	}
	return out
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
func (l *linear) changed(window widget.Area, framed bool, typed int, typing bool) []string {
	l.enter(l.depth())
	chosen := l.screen.Selected()
	skip := func(at widget.Stretch) bool {
		return typing && at.Y == typed || slices.ContainsFunc(chosen, func(s widget.Stretch) bool {
			return s.Y == at.Y && s.From < at.To && s.To > at.From && (framed || s.From-at.From <= edge)
		})
	}
	var now, out []string
	for _, at := range l.passages(window, framed) {
		row := l.plainly(l.screen.Read(at))
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

// plainly gives a row without the sign of what is selected. What is left empty
// is said to be.
func (l *linear) plainly(row string) string {
	row = strings.TrimPrefix(strings.TrimLeft(row, " "), l.theme.Mark(theme.MarkCursor)+" ")
	var pieces []string
	for piece := range strings.SplitSeq(row, "  ") {
		if piece = l.piece(strings.TrimSpace(piece)); piece != "" {
			pieces = append(pieces, piece)
		}
	}
	return strings.Join(pieces, ", ")
}

// piece gives a piece of a row in words: signs that stand alone have a meaning.
func (l *linear) piece(text string) string {
	switch text {
	case l.theme.Mark(theme.MarkGap):
		return l.say.T("linear.gap")
	case l.theme.Mark(theme.MarkCursor):
		return ""
	case l.theme.Mark(theme.MarkMore):
		return l.say.T("linear.more")
	}
	words := strings.Fields(text)
	if len(words) > 1 && words[0] == l.theme.Mark(theme.MarkDot) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// selected gives what is selected, by the titles of its columns where it has
// some.
func (l *linear) selected(window widget.Area, framed bool) string {
	var out []string
	var titles []widget.Stretch
	for _, at := range l.screen.Selected() {
		if at.From < window.X || at.To > window.X+window.W {
			continue
		}
		if len(out) == 0 && !framed {
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

// line gives the line that is typed, all of it, with what stands before it, and
// the place of the cursor in it.
func (l *linear) line(y, x int) (text string, at int) {
	window, _ := l.window(x, y)
	typed := l.screen.Typed()
	if typed.Shown {
		x = typed.At.From
	}
	from, to := x, x
	for _, piece := range l.screen.Pieces(widget.Stretch{Y: y, From: window.X, To: window.X + window.W}) {
		if piece.From <= x {
			from, to = min(from, piece.From), max(x, piece.To)
		}
	}
	if !typed.Shown {
		return l.screen.Read(widget.Stretch{Y: y, From: from, To: to}), x - from
	}
	m := l.screen.Method()
	text = l.screen.Read(widget.Stretch{Y: y, From: from, To: x})
	text += strings.Repeat(" ", max(x-from-widget.Width(m, text), 0))
	return text + typed.Text, widget.Width(m, text+typed.Text[:typed.Line.At])
}

// asLines makes the look of a cockpit one that reads well.
func asLines(look theme.Options) theme.Options {
	look.ASCII, look.NoColour = true, true
	return look
}
