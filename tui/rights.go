package tui

import (
	"slices"

	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// needs are the rights that the cockpit's own actions take. What a panel's
// actions take is in its Spec.
var needs = map[keymap.Action]panel.Rights{
	actScope: panel.SeeOwn,
	actEntry: panel.Log, actRepeat: panel.Log, actNewDeal: panel.Log, actUndo: panel.Log, actRedo: panel.Log,
}

// may reports whether the user may do an action: what may not be done is in no
// footer, help or palette, and answers with a word.
func (a *App) may(action keymap.Action) bool {
	return a.rights.Has(needs[action] | a.tabs[a.front].spec.Needs[action])
}

// theirs reports whether an action would change what is somebody else's on the
// tab in front.
func (a *App) theirs(action keymap.Action) bool {
	if a.rights.Has(panel.Administer) {
		return false
	}
	k, ok := a.tabs[a.front].panel.(panel.Keeper)
	return ok && k.Theirs(action)
}

// rests reports whether an action would do nothing on the tab in front as it
// stands.
func (a *App) rests(action keymap.Action) bool {
	r, ok := a.tabs[a.front].panel.(panel.Rester)
	return ok && r.Rests(action)
}

// offers is the set of a tab's own actions that are not refused where its
// cursor is and do not rest, by their place in its Spec.
func (a *App) offers() uint64 {
	var out uint64
	for i, b := range a.tabs[a.front].spec.Bindings {
		if !a.theirs(b.Action) && !a.rests(b.Action) {
			out |= 1 << i
		}
	}
	return out
}

// allowed leaves out the bindings of what may not be done, and of what the tab
// in front never answers.
func (a *App) allowed(all []keymap.Binding) []keymap.Binding {
	return slices.DeleteFunc(slices.Clone(all), func(b keymap.Binding) bool {
		return !a.may(b.Action) || a.theirs(b.Action) || a.silent(b.Action) && b.Scope == panel.ScopeList
	})
}

// refuse says that something is somebody else's.
func (a *App) refuse() { a.inform(a.say.T("toast.theirs"), true) }

// forbid says that something may not be done.
func (a *App) forbid() {
	text := "toast.no-right"
	if !a.rights.Has(panel.Log) {
		text = "toast.looks"
	}
	a.inform(a.say.T(text), true)
}
