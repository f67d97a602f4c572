package tui

import (
	"foresail/store/say"
	"foresail/tui/entry"
	"foresail/tui/form"
	"foresail/tui/keyfile"
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// The scopes of the cockpit. Overlays have one each and no chain: what is not
// bound there is typed or ignored.
const (
	scopeAlways  keymap.Scope = "always"  // everywhere, whatever is open
	scopeGlobal  keymap.Scope = "global"  // on every tab
	scopeEntry   keymap.Scope = "entry"   // the entry line
	scopePalette keymap.Scope = "palette" // the palette
	scopeHelp    keymap.Scope = "help"    // the help overlay
	scopeForm    keymap.Scope = "form"    // a form
	scopeConfirm keymap.Scope = "confirm" // a yes/no question
)

// The actions of the cockpit itself; those of the entry line and of forms are
// theirs.
const (
	actEntry   keymap.Action = "entry"
	actRepeat  keymap.Action = "repeat"
	actNewDeal keymap.Action = "deal.new"
	actUndo    keymap.Action = "undo"
	actRedo    keymap.Action = "redo"
	actPalette keymap.Action = "palette"
	actHelp    keymap.Action = "help"
	actScope   keymap.Action = "scope"
	actWhose   keymap.Action = "scope.pick"
	actStop    keymap.Action = "work.stop"
	actLonger  keymap.Action = "period.longer"
	actShorter keymap.Action = "period.shorter"
	actQuit    keymap.Action = "quit"
	actLeave   keymap.Action = "leave"
	actSuspend keymap.Action = "suspend"
	actRedraw  keymap.Action = "redraw"
	actMouse   keymap.Action = "mouse"

	actYes   keymap.Action = "yes"
	actNo    keymap.Action = "no"
	actRun   keymap.Action = "palette.run"
	actClose keymap.Action = "close"
)

// ownKeys are the bindings of the cockpit; those of panels stand in their
// Spec, the movements in panel.ListKeys.
var ownKeys = []keymap.Binding{
	{Scope: scopeAlways, Action: actLeave, Keys: []string{"ctrl+c"}},
	{Scope: scopeAlways, Action: actSuspend, Keys: []string{"ctrl+z"}},
	{Scope: scopeAlways, Action: actRedraw, Keys: []string{"ctrl+l"}},

	{Scope: scopeGlobal, Action: actEntry, Keys: []string{"a"}, Foot: 1},
	{Scope: scopeGlobal, Action: actNewDeal, Keys: []string{"n"}, Foot: 23},
	{Scope: scopeGlobal, Action: actPalette, Keys: []string{":", "ctrl+p"}, Foot: 21},
	{Scope: scopeGlobal, Action: actHelp, Keys: []string{"?"}, Foot: 20},
	{Scope: scopeGlobal, Action: actUndo, Keys: []string{"u"}, Foot: 22},
	{Scope: scopeGlobal, Action: actRedo, Keys: []string{"ctrl+r"}},
	{Scope: scopeGlobal, Action: actRepeat, Keys: []string{"."}},
	{Scope: scopeGlobal, Action: actScope, Keys: []string{"r"}, Foot: 23},
	{Scope: scopeGlobal, Action: actWhose, Keys: []string{"R"}},
	{Scope: scopeGlobal, Action: actShorter, Keys: []string{"["}, Foot: 24, Label: "[ ]"},
	{Scope: scopeGlobal, Action: actLonger, Keys: []string{"]"}},
	{Scope: scopeGlobal, Action: actStop, Keys: []string{"ctrl+x"}},
	{Scope: scopeGlobal, Action: actMouse, Keys: []string{"M"}},
	{Scope: scopeGlobal, Action: actQuit, Keys: []string{"q"}, Foot: 25},

	{Scope: scopeEntry, Action: entry.Enter, Keys: []string{"enter"}, Foot: 1},
	{Scope: scopeEntry, Action: entry.Take, Keys: []string{"tab"}, Foot: 2},
	{Scope: scopeEntry, Action: entry.Cancel, Keys: []string{"esc"}, Foot: 3},
	{Scope: scopeEntry, Action: entry.Older, Keys: []string{"up"}, Foot: 4},
	{Scope: scopeEntry, Action: entry.Newer, Keys: []string{"down"}},
	{Scope: scopeEntry, Action: entry.Next, Keys: []string{"ctrl+n"}, Foot: 5},
	{Scope: scopeEntry, Action: entry.Prev, Keys: []string{"ctrl+p"}},

	{Scope: scopeForm, Action: form.Next, Keys: []string{"enter"}, Foot: 1},
	{Scope: scopeForm, Action: form.Skip, Keys: []string{"tab"}, Foot: 2},
	{Scope: scopeForm, Action: form.Prev, Keys: []string{"shift+tab"}},
	{Scope: scopeForm, Action: form.Save, Keys: []string{"ctrl+o"}, Foot: 3},
	{Scope: scopeForm, Action: form.Cancel, Keys: []string{"esc"}, Foot: 4},
	{Scope: scopeForm, Action: form.Down, Keys: []string{"down", "ctrl+n"}, Foot: 5, Word: "hint.form.pick"},
	{Scope: scopeForm, Action: form.Up, Keys: []string{"up", "ctrl+p"}},
	{Scope: scopeForm, Action: form.Break, Keys: []string{"alt+enter"}},

	{Scope: scopePalette, Action: actRun, Keys: []string{"enter"}, Foot: 1},
	{Scope: scopePalette, Action: entry.Cancel, Keys: []string{"esc"}, Foot: 2},
	{Scope: scopePalette, Action: entry.Next, Keys: []string{"down", "ctrl+n", "tab"}, Foot: 3, Word: "hint.next"},
	{Scope: scopePalette, Action: entry.Prev, Keys: []string{"up", "ctrl+p", "shift+tab"}},
	{Scope: scopePalette, Action: panel.HalfDown, Keys: []string{"pgdown"}},
	{Scope: scopePalette, Action: panel.HalfUp, Keys: []string{"pgup"}},

	{Scope: scopeHelp, Action: actClose, Keys: []string{"esc", "?", "q", "enter"}, Foot: 1},
	{Scope: scopeHelp, Action: panel.Down, Keys: []string{"j", "down"}, Foot: 2},
	{Scope: scopeHelp, Action: panel.Up, Keys: []string{"k", "up"}},
	{Scope: scopeHelp, Action: panel.HalfDown, Keys: []string{"ctrl+d", "pgdown", "space"}},
	{Scope: scopeHelp, Action: panel.HalfUp, Keys: []string{"ctrl+u", "pgup"}},
	{Scope: scopeHelp, Action: panel.First, Keys: []string{"g", "home"}},
	{Scope: scopeHelp, Action: panel.Last, Keys: []string{"G", "end"}},

	{Scope: scopeConfirm, Action: actYes, Keys: []string{"y", "Y"}, Foot: 1},
	{Scope: scopeConfirm, Action: actNo, Keys: []string{"n", "N", "esc", "enter", "q"}, Foot: 2},
}

// chains are the scopes that hold together, in the order in which they are
// asked. The scope of a panel comes before them on its tab.
var (
	chainTab     = []keymap.Scope{panel.ScopeList, scopeGlobal, scopeAlways}
	chainEntry   = []keymap.Scope{scopeEntry, panel.ScopeLine, scopeAlways}
	chainPalette = []keymap.Scope{scopePalette, panel.ScopeLine, scopeAlways}
	chainForm    = []keymap.Scope{scopeForm, panel.ScopeLine, scopeAlways}
	chainHelp    = []keymap.Scope{scopeHelp, scopeAlways}
	chainConfirm = []keymap.Scope{scopeConfirm, scopeAlways}
)

// chains gives every chain of scopes there is with some panels.
func chains(specs []panel.Spec) [][]keymap.Scope {
	out := [][]keymap.Scope{chainEntry, chainForm, chainPalette, chainHelp, chainConfirm}
	for _, s := range specs {
		out = append(out, append([]keymap.Scope{s.Scope}, chainTab...), []keymap.Scope{s.Scope + typing, panel.ScopeLine, scopeAlways})
	}
	return out
}

// typing ends the scope of a panel in which one types.
const typing = ".typing"

// keyTable gives what a file of keys is read against.
func keyTable() keyfile.Table {
	t := keyfile.Table{
		Map: keymap.New(bindings(panels)...), Chains: chains(panels),
		Typing: []keymap.Scope{scopeEntry, scopeForm, scopePalette, panel.ScopeLine}, Kept: []keymap.Action{actLeave},
	}
	for _, s := range panels {
		t.Typing = append(t.Typing, s.Scope+typing)
	}
	return t
}

// ReadKeys gives the key table with the keys of a file (see keyfile), or what is
// wrong with it.
func ReadKeys(text []byte) (*keymap.Map, []keyfile.Problem) { return keyTable().Read(text) }

// WriteKeys gives a file with the keys as they are where nobody changed them.
func WriteKeys(p *say.Printer) string {
	head := p.T("keymap.head.1") + "\n" + p.T("keymap.head.2") + "\n" + p.T("keymap.head.3") + "\n"
	return keyTable().Write(head, func(b keymap.Binding) string { return word(p, b.Action) })
}

// tabAction names the action that shows a tab.
func tabAction(id string) keymap.Action { return keymap.Action("tab." + id) }

// bindings gives the whole key table.
func bindings(specs []panel.Spec) []keymap.Binding {
	var out []keymap.Binding
	for _, s := range specs {
		out = append(out, keymap.Binding{Scope: scopeGlobal, Action: tabAction(s.ID), Keys: []string{string(rune('0' + s.Number))}})
	}
	out = append(out, ownKeys...)
	out = append(out, panel.ListKeys...)
	out = append(out, panel.LineKeys...)
	for _, s := range specs {
		out = append(out, s.Bindings...)
	}
	return out
}
