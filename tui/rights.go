package tui

import (
	"slices"

	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// needs are the rights that the cockpit's own actions take. What a panel's
// actions take is in its Spec.
var needs = map[keymap.Action]panel.Rights{
	actEntry: panel.Log, actRepeat: panel.Log, actNewDeal: panel.Log, actUndo: panel.Log, actRedo: panel.Log,
}

// may reports whether the user may do an action: what may not be done is in no
// footer, help or palette, and answers with a word.
func (a *App) may(action keymap.Action) bool {
	return a.rights.Has(needs[action] | a.tabs[a.front].spec.Needs[action])
}

// allowed leaves out the bindings of what may not be done, and of what the tab
// in front never answers.
func (a *App) allowed(all []keymap.Binding) []keymap.Binding {
	return slices.DeleteFunc(slices.Clone(all), func(b keymap.Binding) bool {
		return !a.may(b.Action) || a.silent(b.Action) && b.Scope == panel.ScopeList
	})
}

// forbid says that something may not be done.
func (a *App) forbid() {
	text := "toast.no-right"
	if !a.rights.Has(panel.Log) {
		text = "toast.looks"
	}
	a.inform(a.say.T(text), true)
}
