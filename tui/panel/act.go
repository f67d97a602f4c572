package panel

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/clean"
	"foresail/tui/keymap"
	"foresail/tui/widget"
)

// ScopeList holds the movements that all panels share.
const ScopeList keymap.Scope = "list"

// The movements that all panels share.
const (
	Up       keymap.Action = "move.up"
	Down     keymap.Action = "move.down"
	Left     keymap.Action = "move.left"
	Right    keymap.Action = "move.right"
	First    keymap.Action = "move.first"
	Last     keymap.Action = "move.last"
	HalfUp   keymap.Action = "move.half-up"
	HalfDown keymap.Action = "move.half-down"
	Open     keymap.Action = "open"
	Back     keymap.Action = "back"
	Filter   keymap.Action = "filter"
	Focus    keymap.Action = "focus"
	Copy     keymap.Action = "copy"
	Editor   keymap.Action = "editor" // ask for an Edit of what is selected
)

// ListKeys are the bindings of ScopeList.
var ListKeys = []keymap.Binding{
	{Scope: ScopeList, Action: Down, Keys: []string{"j", "down"}},
	{Scope: ScopeList, Action: Up, Keys: []string{"k", "up"}},
	{Scope: ScopeList, Action: Left, Keys: []string{"h", "left"}},
	{Scope: ScopeList, Action: Right, Keys: []string{"l", "right"}},
	{Scope: ScopeList, Action: First, Keys: []string{"g", "home"}},
	{Scope: ScopeList, Action: Last, Keys: []string{"G", "end"}},
	{Scope: ScopeList, Action: HalfDown, Keys: []string{"ctrl+d", "pgdown"}},
	{Scope: ScopeList, Action: HalfUp, Keys: []string{"ctrl+u", "pgup"}},
	{Scope: ScopeList, Action: Focus, Keys: []string{"tab"}},
	{Scope: ScopeList, Action: Open, Keys: []string{"enter"}},
	{Scope: ScopeList, Action: Back, Keys: []string{"esc"}},
	{Scope: ScopeList, Action: Filter, Keys: []string{"/"}, Foot: 9},
	{Scope: ScopeList, Action: Copy, Keys: []string{"y"}},
	{Scope: ScopeList, Action: Editor, Keys: []string{"o"}},
}

// ScopeLine holds the keys of a line that is being typed. Their actions are
// "line." and the name of a step of widget.Line.
const ScopeLine keymap.Scope = "line"

// LineKeys are the bindings of ScopeLine.
var LineKeys = []keymap.Binding{
	{Scope: ScopeLine, Action: "line.left", Keys: []string{"left", "ctrl+b"}},
	{Scope: ScopeLine, Action: "line.right", Keys: []string{"right", "ctrl+f"}},
	{Scope: ScopeLine, Action: "line.home", Keys: []string{"home", "ctrl+a"}},
	{Scope: ScopeLine, Action: "line.end", Keys: []string{"end", "ctrl+e"}},
	{Scope: ScopeLine, Action: "line.word-left", Keys: []string{"alt+b", "ctrl+left", "alt+left"}},
	{Scope: ScopeLine, Action: "line.word-right", Keys: []string{"alt+f", "ctrl+right", "alt+right"}},
	{Scope: ScopeLine, Action: "line.back", Keys: []string{"backspace", "ctrl+h"}},
	{Scope: ScopeLine, Action: "line.delete", Keys: []string{"delete", "ctrl+d"}},
	{Scope: ScopeLine, Action: "line.back-word", Keys: []string{"ctrl+w", "alt+backspace"}},
	{Scope: ScopeLine, Action: "line.delete-word", Keys: []string{"alt+d", "alt+delete", "ctrl+delete"}},
	{Scope: ScopeLine, Action: "line.back-all", Keys: []string{"ctrl+u"}},
	{Scope: ScopeLine, Action: "line.kill", Keys: []string{"ctrl+k"}},
}

// EditStep gives the step of widget.Line that an action of ScopeLine is.
func EditStep(a keymap.Action) (step string, ok bool) {
	return strings.CutPrefix(string(a), "line.")
}

// Type lets a key press change a line that is being typed, and reports whether
// it did: by the action that the key is bound to, or by its text where it is
// bound to none.
func Type(l *widget.Line, a keymap.Action, k tea.Key) bool {
	if step, ok := EditStep(a); ok {
		return l.Edit(step)
	}
	if k.Text == "" || k.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) != 0 {
		return false
	}
	return Insert(l, k.Text)
}

// Insert puts typed or pasted text into a line, cleaned, and reports whether
// anything was left of it.
func Insert(l *widget.Line, text string) bool {
	before := l.Text
	if text == " " {
		l.Insert(text)
		return true
	}
	lead, tail := "", ""
	if strings.HasPrefix(text, " ") {
		lead = " "
	}
	if strings.HasSuffix(text, " ") && len(text) > 1 {
		tail = " "
	}
	if text = clean.Line(text); text != "" {
		l.Insert(lead + text + tail)
	}
	return l.Text != before
}
