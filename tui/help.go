package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// help is the overlay with every key that works here.
type help struct {
	open bool
	top  int
	most int // the largest top at the present size
	page int // rows that are seen at once
}

func (a *App) openHelp() tea.Cmd {
	a.help = help{open: true}
	a.measureHelp()
	a.dirty = all
	return nil
}

// measureHelp works out how far the help can be moved.
func (a *App) measureHelp() {
	_, h, _ := a.area()
	w := a.w - helpFrame
	lines := len(a.helpLines(w, a.screen.Method()))
	columns := a.helpColumns(w)
	a.help.most = max(0, (lines+columns-1)/columns-(h-2))
	a.help.top, a.help.page = min(a.help.top, a.help.most), max(h-2, 0)
}

// helpFrame is how many columns the border of the help and its margin take.
const helpFrame = 6

// act takes an action while the help is open.
func (h *help) act(action keymap.Action) {
	switch action {
	case actClose:
		h.open = false
	case panel.Down:
		h.top++
	case panel.Up:
		h.top--
	case panel.HalfDown:
		h.top += max(h.page/2, 1)
	case panel.HalfUp:
		h.top -= max(h.page/2, 1)
	case panel.First:
		h.top = 0
	case panel.Last:
		h.top = h.most
	}
	h.top = max(0, min(h.top, h.most))
}

// topic is one line of the help: a heading, or a key with what it does.
type topic struct{ key, text string }

// topics gives the help for the tab in front, from the key table.
func (a *App) topics() []topic {
	spec := a.tabs[a.front].spec
	var out []topic
	section := func(title string, bindings []keymap.Binding) {
		bindings = a.allowed(bindings)
		if len(bindings) == 0 {
			return
		}
		if len(out) > 0 {
			out = append(out, topic{})
		}
		out = append(out, topic{text: title})
		for _, b := range bindings {
			out = append(out, topic{key: a.keysName(b), text: a.word(b.Action)})
		}
	}
	section(a.say.T("tab."+spec.ID), a.keys.Of(spec.Scope))
	section(a.say.T("help.everywhere"), a.keys.Of(scopeGlobal, scopeAlways))
	section(a.say.T("help.move"), a.keys.Of(panel.ScopeList))
	if a.rights.Has(panel.Log) {
		section(a.say.T("help.entry"), a.keys.Of(scopeEntry))
	}
	section(a.say.T("help.line"), a.keys.Of(panel.ScopeLine))
	section(a.say.T("help.form"), a.keys.Of(scopeForm))
	if a.rights.Has(panel.Log) {
		out = append(out, topic{}, topic{text: a.say.T("help.grammar")})
		for _, key := range []string{"help.grammar.1", "help.grammar.2", "help.grammar.3", "help.grammar.4"} {
			out = append(out, topic{key: " ", text: a.say.T(key)})
		}
	}
	if text := "help.tab." + spec.ID; a.say.Has(text) {
		out = append(out, topic{}, topic{text: a.say.T("help.reading")})
		out = append(out, topic{key: " ", text: a.say.T(text)})
	}
	return out
}

// drawHelp draws the help over the body, in as many columns as fit.
func (a *App) drawHelp(b widget.Box) {
	b.Begin()
	in := b.Frame(theme.Faint).Inset(2, 0)
	lines := a.helpLines(in.W, in.Method())
	columns := a.helpColumns(in.W)
	per := max(in.H, (len(lines)+columns-1)/columns)
	top := max(0, min(a.help.top, per-in.H))
	for i, l := range lines {
		column, row := i/per, i%per-top
		if row < 0 || row >= in.H {
			continue
		}
		l(in.Sub(column*(in.W/columns), row, in.W/columns-2, 1))
	}
	if per > in.H {
		b.Right(0, b.H-1, b.W-2, " "+a.say.T("help.more", "down", a.keyOf(panel.Down, scopeHelp), "up", a.keyOf(panel.Up, scopeHelp))+" ", theme.Muted)
	}
}

const (
	helpColumn = 58 // columns that a column of the help wants
	helpKeys   = 16 // of which are for the keys
)

// helpColumns gives how many columns the help has at a width: one where it is
// read line by line.
func (a *App) helpColumns(w int) int {
	if a.lined {
		return 1
	}
	return max(1, w/helpColumn)
}

// helpLines gives a drawer a line, with long texts wrapped.
func (a *App) helpLines(width int, m widget.Method) []func(widget.Box) {
	var out []func(widget.Box)
	w := width/a.helpColumns(width) - 2
	for _, t := range a.topics() {
		if t.key == "" {
			out = append(out, func(b widget.Box) { b.Fit(0, 0, b.W, t.text, theme.Plain|theme.Bold) })
			continue
		}
		if a.lined {
			out = append(out, func(b widget.Box) {
				b.Fit(b.Fit(0, 0, b.W, strings.TrimSpace(t.key), theme.Accent)+2, 0, b.W, t.text, theme.Plain)
			})
			continue
		}
		indent := helpKeys
		if t.key == " " {
			indent = 0
		}
		for i, line := range widget.Wrap(m, t.text, max(w-indent, 10)) {
			out = append(out, func(b widget.Box) {
				if i == 0 {
					b.Fit(0, 0, helpKeys-1, t.key, theme.Accent)
				}
				b.Fit(indent, 0, b.W-indent, line, theme.Plain)
			})
		}
	}
	return out
}
