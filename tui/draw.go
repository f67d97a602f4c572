package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// region is a set of parts of the screen.
type region uint8

const (
	head region = 1 << iota // tabs, scope and period
	body                    // the panel in front
	foot                    // entry, toast, hints
	all  = head | body | foot
)

// The least size at which the cockpit can be used, and the largest frame that
// is drawn: a client may claim any size.
const (
	minW, minH = 40, 15
	maxW, maxH = 400, 150
	roomyH     = 20 // from this height on there is room to breathe
)

func (a *App) resize(w, h int) {
	a.w, a.h = max(0, min(w, maxW)), max(0, min(h, maxH))
	a.measureHelp()
	a.sizeForm()
	a.dirty = all
}

// area gives the rows of head, body and foot.
func (a *App) area() (headH, bodyH, footH int) {
	headH, footH = 1, 1
	if a.h >= roomyH {
		headH, footH = 3, 2
	}
	return headH, max(a.h-headH-footH, 0), footH
}

// tellSize tells the panel in front how large its box is.
func (a *App) tellSize() tea.Cmd {
	_, h, _ := a.area()
	return a.tell(a.front, panel.Size{W: a.w, H: h})
}

// View implements tea.Model. Drawing changes nothing but the grid, which is a
// cache of what the model says.
func (a *App) View() tea.View {
	if a.dirty == 0 && a.shown.AltScreen {
		return a.shown
	}
	a.draw()
	v := a.modes()
	v.Content = a.screen.Frame()
	if x, y, ok := a.screen.Cursor(); ok {
		v.Cursor = tea.NewCursor(x, y)
		v.Cursor.Shape = tea.CursorBar
		v.Cursor.Blink = false
	}
	a.shown = v
	return v
}

// modes gives what the terminal is to do besides showing the frame.
func (a *App) modes() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: title}
	if !a.noMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.KeyboardEnhancements.ReportAlternateKeys = true
	return v
}

// redrawn brings the grid up to date and reports whether there was anything to
// do.
func (a *App) redrawn() bool {
	if a.dirty == 0 {
		return false
	}
	a.draw()
	return true
}

// draw brings the grid up to date.
func (a *App) draw() {
	a.screen.Resize(a.w, a.h)
	if a.over || a.typing() {
		a.dirty |= body | foot
	}
	if a.screen.Full() {
		a.dirty = all
	}
	if a.dirty == 0 || a.w == 0 || a.h == 0 {
		return
	}
	if a.dirty == all {
		a.screen.Clear()
	}
	if box := a.screen.Box(); a.w < minW || a.h < minH {
		a.drawTooSmall(box)
	} else {
		a.drawParts(box)
	}
	a.dirty = 0
}

func (a *App) drawTooSmall(b widget.Box) {
	b.Begin()
	a.screen.HideCursor()
	full := a.say.T("frame.too-small", "w", a.w, "h", a.h, "minw", minW, "minh", minH)
	text := b.Shorter(a.w, full, a.say.T("frame.too-small.short", "minw", minW, "minh", minH))
	b.Fit(0, a.h/2, a.w, text, theme.Late)
}

// drawParts draws the parts of the screen that have to be drawn again.
func (a *App) drawParts(box widget.Box) {
	headH, bodyH, _ := a.area()
	top, rest := box.Top(headH)
	mid, low := rest.Top(bodyH)
	a.over = false
	if a.dirty&head != 0 {
		top.Begin()
		a.drawHead(top)
	}
	if a.dirty&(body|foot) != 0 {
		a.screen.HideCursor()
	}
	if a.dirty&body != 0 {
		mid.Begin()
		a.drawBody(mid)
	}
	if a.dirty&foot != 0 {
		low.Begin()
		a.drawFoot(box, low)
	}
	a.drawOver(box, mid, low)
}

func (a *App) drawBody(b widget.Box) {
	if a.state.data.Rev == 0 {
		b.Centre(0, b.H/2, b.W, a.say.T("frame.reading"), theme.Muted)
		return
	}
	a.tabs[a.front].panel.View(b)
}

// drawFoot draws the toast and the hints, or the question.
func (a *App) drawFoot(whole, b widget.Box) {
	last := b.H - 1
	if a.confirm != nil {
		a.drawQuestion(whole, b.Row(last))
		return
	}
	at := last
	if b.H > 1 && !a.entry.Open() { // the entry line lies over all rows but the last
		at = last - 1
		a.drawHints(b.Row(last), 2)
	}
	switch {
	case a.toast.text != "":
		a.drawToast(whole.Sub(0, 0, whole.W, whole.H-last+at))
	case len(a.works) > 0 && !a.entry.Open():
		a.drawWork(b.Row(at))
	case at == last:
		a.drawHints(b.Row(last), 2)
	}
}

// drawQuestion draws the question with its answers into the last row, and into
// rows above it where there is no room for both.
func (a *App) drawQuestion(whole, last widget.Box) {
	const left = 2
	if x := left + last.Width(a.confirm.Text) + 2; x+a.hintsWidth(last) < last.W {
		last.Print(left, 0, a.confirm.Text, theme.Late|theme.Bold)
		a.drawHints(last, x)
		return
	}
	lines := widget.Wrap(last.Method(), a.confirm.Text, last.W-left-1)
	n := min(len(lines), whole.H-1)
	rows := whole.Sub(0, whole.H-1-n, whole.W, n)
	rows.Begin()
	a.over = true
	for y, line := range lines[:n] {
		rows.Print(left, y, line, theme.Late|theme.Bold)
	}
	a.drawHints(last, left)
}

// toastRows is how many rows a toast takes at most.
const toastRows = 5

// drawToast draws the toast into the last rows of a box, as many as it needs.
func (a *App) drawToast(b widget.Box) {
	style, mark := theme.Good, theme.MarkOK
	switch {
	case a.toast.bad:
		style, mark = theme.Risk, theme.MarkFail
	case a.toast.remark:
		style, mark = theme.Plain, theme.MarkDot
	}
	const left, right = 4, 1
	lines := widget.Wrap(b.Method(), a.toast.text, b.W-left-right)
	n := max(min(len(lines), toastRows, b.H), 1)
	if n > 1 {
		a.over = true // over the body, which comes back with the next frame
	}
	if len(lines) > n {
		lines[n-1] += b.Mark(theme.MarkMore)
	}
	rows := b.Sub(0, b.H-n, b.W, n)
	rows.Begin()
	rows.Print(2, 0, b.Mark(mark), style|theme.Bold)
	for y, line := range lines[:min(len(lines), n)] {
		rows.Fit(left, y, b.W-left-right, line, style)
	}
}

// hints gives the bindings that the footer shows: where something is open, the
// way back first.
func (a *App) hints() []keymap.Binding {
	out := slices.DeleteFunc(a.allowed(a.keys.Footer(a.chain()...)), func(b keymap.Binding) bool { return a.rests(b.Action) })
	if len(a.chain()) == len(chainTab)+1 && (a.depth() > 0 || len(a.trail) > 0) {
		out = slices.Insert(out, 0, keymap.Binding{Action: panel.Back, Keys: a.keys.Keys(panel.Back, panel.ScopeList), Word: "hint.esc"})
	}
	return out
}

// hintsWidth is how many columns all keys that matter here take.
func (a *App) hintsWidth(b widget.Box) int {
	w := 0
	for i, h := range a.hints() {
		w += b.Width(a.keyName(h.Short())) + 1 + b.Width(a.hintWord(h))
		if i > 0 {
			w += hintsApart
		}
	}
	return w
}

func (a *App) hintWord(h keymap.Binding) string {
	return a.say.T(cmp.Or(h.Word, "hint."+string(h.Action)))
}

// hintsApart is how many columns are between two keys of the footer.
const hintsApart = 3

// drawHints draws the keys that matter here from a column on, as many as fit.
func (a *App) drawHints(b widget.Box, x int) {
	for i, h := range a.hints() {
		word, key := a.hintWord(h), a.keyName(h.Short())
		w := b.Width(key) + 1 + b.Width(word)
		if x+w > b.W-1 {
			break
		}
		start := x
		x = b.Print(x, 0, key, theme.Accent)
		x = b.Print(x+1, 0, word, theme.Muted)
		b.Sub(start, 0, x-start, 1).Zone(zoneFoot, i)
		x += hintsApart
	}
}

// smallW is the width up to which palette and forms have the body to themselves:
// what would be left of it beside them are scraps, and a second cursor.
const smallW = 80

// drawOver draws what lies over the rest.
func (a *App) drawOver(whole, mid, low widget.Box) {
	if a.w <= smallW && !a.help.open && (a.palette.open || a.dialog.form != nil) {
		mid.Begin()
	}
	switch {
	case a.help.open:
		a.drawHelp(mid)
	case a.palette.open:
		a.drawPalette(mid)
	case a.dialog.form != nil:
		a.dialog.form.View(mid)
	case a.entry.Open():
		rows := a.entryRows()
		a.entry.View(whole.Sub(0, whole.H-1-rows, whole.W, rows))
	default:
		return
	}
	a.over = true
}

// entryRows is how many rows the entry line takes above the last one.
func (a *App) entryRows() int {
	_, _, footH := a.area()
	return min(a.entry.Rows(a.screen.Method(), a.w), a.h-footH-2)
}

// keyOf gives the first key of an action, to be named in a sentence.
func (a *App) keyOf(action keymap.Action, scope keymap.Scope) string {
	if keys := a.keys.Keys(action, scope); len(keys) > 0 {
		return a.keyName(keys[0])
	}
	return a.theme.Mark(theme.MarkGap)
}

// word gives the words of an action.
func (a *App) word(action keymap.Action) string { return word(a.say, action) }

func word(p *say.Printer, action keymap.Action) string {
	if id, ok := strings.CutPrefix(string(action), "tab."); ok {
		return p.T("action.tab", "tab", p.T("tab."+id))
	}
	key := "action." + string(action)
	if !p.Has(key) { // of a question, which says itself what its keys do
		key = "hint." + string(action)
	}
	return p.T(key)
}
