package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// deeds says what the cockpit's own actions do. What is not in it goes to the
// panel in front. It is a function because a table that refers to methods
// which look it up would refer to itself; each App has it once.
func deeds() map[keymap.Action]func(*App) tea.Cmd {
	return map[keymap.Action]func(*App) tea.Cmd{
		actEntry:   (*App).openEntry,
		actRepeat:  (*App).repeat,
		actNewDeal: (*App).newDeal,
		actUndo:    (*App).undo,
		actRedo:    (*App).restore,
		actPalette: (*App).openPalette,
		actHelp:    (*App).openHelp,
		actScope:   (*App).switchScope,
		actWhose:   (*App).openReps,
		actStop:    (*App).stopWork,
		actLonger:  func(a *App) tea.Cmd { return a.switchPeriod(1) },
		actShorter: func(a *App) tea.Cmd { return a.switchPeriod(-1) },
		actQuit:    (*App).quit,
		actLeave:   (*App).leave,
		actSuspend: (*App).suspend,
		actRedraw:  (*App).redraw,
		actMouse:   (*App).switchMouse,
		panel.Back: (*App).back,
		actYes:     func(a *App) tea.Cmd { return a.answer(true) },
		actNo:      func(a *App) tea.Cmd { return a.answer(false) },
	}
}

// do performs an action, by key or from the palette.
func (a *App) do(action keymap.Action) tea.Cmd {
	if !a.may(action) {
		a.forbid()
		return nil
	}
	if a.theirs(action) {
		a.refuse()
		return nil
	}
	if id, ok := strings.CutPrefix(string(action), "tab."); ok {
		return a.turn(a.tab(id))
	}
	deed, ok := a.deeds[action]
	switch {
	case !ok:
		return a.attempt(action, func() tea.Cmd { return a.tell(a.front, panel.Act{Action: action}) })
	case action == panel.Back:
		return a.attempt(action, func() tea.Cmd { return deed(a) })
	}
	return deed(a)
}

// chain gives the scopes of what has the focus.
func (a *App) chain() []keymap.Scope {
	switch {
	case a.confirm != nil:
		return chainConfirm
	case a.help.open:
		return chainHelp
	case a.palette.open:
		return chainPalette
	case a.dialog.form != nil:
		return chainForm
	case a.entry.Open():
		return chainEntry
	case a.typing():
		return []keymap.Scope{a.tabs[a.front].spec.Scope + typing, panel.ScopeLine, scopeAlways}
	}
	return append([]keymap.Scope{a.tabs[a.front].spec.Scope}, chainTab...)
}

func (a *App) typing() bool { return a.tabs[a.front].panel.Typing() }

// key takes a key press.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	if a.toast.text != "" {
		a.toast = toast{}
		a.dirty |= foot
	}
	action, bound := a.keys.Find(msg.Key(), a.chain()...)
	if own, ok := a.deeds[action]; ok && bound && a.keys.Has(action, scopeAlways) {
		return own(a)
	}
	switch {
	case a.confirm != nil:
		a.dirty = all
		if !bound {
			return nil
		}
		return a.do(action)
	case a.help.open:
		a.dirty = all
		a.help.act(action)
		return nil
	case a.palette.open:
		a.dirty = all
		return a.paletteKey(action, msg)
	case a.dialog.form != nil:
		return a.formKey(action, msg)
	case a.entry.Open():
		return a.entryKey(action, msg)
	case a.typing():
		if bound {
			return a.tell(a.front, panel.Act{Action: action})
		}
		return a.tell(a.front, msg)
	case bound:
		return a.do(action)
	}
	return nil
}

// paste takes pasted text to where one types, or into the entry line.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	a.dirty = all
	switch {
	case a.confirm != nil || a.help.open:
		return nil
	case a.palette.open:
		panel.Insert(&a.palette.line, msg.Content)
		a.palette.find()
		return nil
	case a.dialog.form != nil:
		a.dialog.form.Paste(msg.Content)
		return nil
	case !a.entry.Open() && a.typing():
		return a.tell(a.front, msg)
	case !a.may(actEntry):
		a.forbid()
		return nil
	}
	a.entry.Show()
	a.entry.Paste(msg.Content)
	return nil
}

// entryKey takes a key press while the entry line is open.
func (a *App) entryKey(action keymap.Action, msg tea.KeyPressMsg) tea.Cmd {
	a.dirty |= foot
	cmd := a.entry.Key(action, msg)
	if !a.entry.Open() {
		a.dirty = all
	}
	return cmd
}

func (a *App) openEntry() tea.Cmd {
	a.entry.Show()
	a.dirty = all
	return nil
}

func (a *App) repeat() tea.Cmd {
	cmd, ok := a.entry.Repeat()
	if !ok {
		a.remark(a.say.T("toast.nothing-to-repeat"))
	}
	a.dirty = all
	return cmd
}

// switchMouse leaves the mouse to the terminal, or takes it back.
func (a *App) switchMouse() tea.Cmd {
	a.noMouse = !a.noMouse
	text := "toast.mouse-on"
	if a.noMouse {
		text = "toast.mouse-off"
	}
	a.remark(a.say.T(text, "key", a.keyOf(actMouse, scopeGlobal)))
	return nil
}

// spans are the lengths of a period in their order.
var spans = []record.Period{record.Week, record.Month, record.Quarter}

func (a *App) switchPeriod(step int) tea.Cmd {
	i := max(slices.Index(spans, a.state.period), 0) + step
	if i < 0 || i >= len(spans) {
		a.remark(a.say.T("toast.period-edge", "period", a.say.T("period."+a.state.period.String())))
		return nil
	}
	a.state.period = spans[i]
	a.dirty = all
	return a.evaluate()
}

// quit ends the cockpit where nothing is open, and goes back one step
// otherwise.
func (a *App) quit() tea.Cmd {
	if a.depth() > 0 || len(a.trail) > 0 {
		return a.back()
	}
	return a.leave()
}

// leave ends the cockpit. It asks first when that would stop long work that
// writes; who asks to leave while that question stands means it.
func (a *App) leave() tea.Cmd {
	i := slices.IndexFunc(a.works, func(w *work) bool { return w.write })
	if i < 0 || a.confirm != nil && a.confirm == a.parting {
		return tea.Quit
	}
	a.parting = &panel.Confirm{Text: a.say.T("work.leave", "name", a.works[i].Name), Yes: tea.Quit}
	a.confirm = a.parting
	a.dirty = all
	return nil
}

func (a *App) redraw() tea.Cmd {
	a.dirty = all
	return tea.ClearScreen
}

func (a *App) answer(yes bool) tea.Cmd {
	asked := a.confirm
	a.confirm = nil
	a.dirty = all
	if asked == nil || !yes {
		return nil
	}
	return asked.Yes
}
