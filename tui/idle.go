package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// No key that the help lists does nothing without a word. What a tab never
// answers (Spec.Silent) is in none of its help, footer and palette; what
// changes nothing where one is, says so. How often that is the case depends on
// the page, the selection and the filter, so it is not declared but seen: the
// screen is the same afterwards and nothing is under way. Moving on at the end of
// a list is left out, as nobody is in doubt about that.

// moves are the movements that may end at an edge.
var moves = []keymap.Action{panel.Up, panel.Down, panel.HalfUp, panel.HalfDown, panel.First, panel.Last}

// sideways are those that end at an edge where a tab has columns, and are no
// use on its pages.
var sideways = []keymap.Action{panel.Left, panel.Right}

// attempt has the panel in front do an action, by way of deed, and says so when
// nothing came of it.
func (a *App) attempt(action keymap.Action, deed func() tea.Cmd) tea.Cmd {
	if a.silent(action) {
		a.idle(action)
		return nil
	}
	if slices.Contains(moves, action) || slices.Contains(sideways, action) && a.depth() == 0 || a.state.data.Rev == 0 {
		return deed()
	}
	before := a.picture(&a.pictures[0])
	cmd := deed()
	if cmd == nil && a.toast.text == "" && a.picture(&a.pictures[1]).Same(before) {
		a.idle(action)
	}
	return cmd
}

// silent reports whether the tab in front never answers an action.
func (a *App) silent(action keymap.Action) bool {
	return slices.Contains(a.tabs[a.front].spec.Silent, action)
}

// picture gives what the screen would show now.
func (a *App) picture(into *widget.Shot) *widget.Shot {
	dirty := a.dirty
	a.draw()
	into.Copy(a.screen)
	a.dirty = dirty
	return into
}

// idle says that an action changes nothing here.
func (a *App) idle(action keymap.Action) {
	key := "idle." + string(action)
	if !a.say.Has(key) {
		a.remark(a.say.T("idle", "what", a.word(action)))
		return
	}
	a.remark(a.say.T(key, "quit", a.keyOf(actQuit, scopeGlobal)))
}
