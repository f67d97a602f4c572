// Package keymap says which key does what: one table of bindings from which
// the dispatch, the help, the footer and the palette all derive, so that none
// of them can say something else than what happens.
//
// It promises: a map without conflicts finds at most one action for a key; a
// key on a keyboard of another script finds the action of the Latin key in the
// same place, where the terminal reports it. It imports the key type of Bubble
// Tea only.
//
// # Decisions
//
//   - Panels never see keys, they see actions. That makes keys changeable,
//     lets the palette do whatever a key does, and keeps a panel's tests free
//     of key names.
//   - Scopes are chained by the caller (panel, list, global): the first scope
//     that knows the key wins, and a key known twice in one chain is a
//     conflict, so that nothing is ever hidden by accident.
package keymap

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Action names something that can be done, such as "entry.open". Its words are
// the message "action.<name>".
type Action string

// Scope names a place in which keys have a meaning.
type Scope string

// Binding gives keys to an action in a scope.
type Binding struct {
	Scope  Scope
	Action Action
	Keys   []string // as tea.Key.String writes them: "a", "G", "ctrl+d", "enter"
	Foot   int      // place in the footer, from 1; 0 keeps it out
	Label  string   // how the footer writes the keys, where it is not the first of them
	Word   string   // message of its word in the footer, where it is not "hint." and the action
	Hidden bool     // works, but neither help nor palette show it
}

// Map is a set of bindings. It is immutable.
type Map struct {
	bindings []Binding
	index    map[Scope]map[string]Action
}

// New makes a map of bindings, in the order in which help shows them.
func New(bindings ...Binding) *Map {
	m := &Map{bindings: bindings, index: make(map[Scope]map[string]Action)}
	for _, b := range bindings {
		keys := m.index[b.Scope]
		if keys == nil {
			keys = make(map[string]Action)
			m.index[b.Scope] = keys
		}
		for _, k := range b.Keys {
			if _, taken := keys[k]; !taken {
				keys[k] = b.Action
			}
		}
	}
	return m
}

// Rebound gives the map with other keys for some actions of a scope; the keys
// given take the place of all that the action had.
func (m *Map) Rebound(scope Scope, keys map[Action][]string) *Map {
	next := slices.Clone(m.bindings)
	for i := range next {
		b := &next[i]
		if b.Scope != scope {
			continue
		}
		if b.Label != "" {
			b.Label = m.relabelled(*b, keys)
		}
		if k, ok := keys[b.Action]; ok {
			b.Keys = k
		}
	}
	return New(next...)
}

// relabelled gives the label of a binding with the keys that are new in the
// places of those that were.
func (m *Map) relabelled(labelled Binding, keys map[Action][]string) string {
	shown := strings.Fields(labelled.Label)
	for i, was := range shown {
		for _, b := range m.bindings {
			if k, ok := keys[b.Action]; ok && b.Scope == labelled.Scope && slices.Contains(b.Keys, was) {
				shown[i] = ""
				if len(k) > 0 {
					shown[i] = k[0]
				}
			}
		}
	}
	return strings.Join(strings.Fields(strings.Join(shown, " ")), " ")
}

// All gives the bindings in the order of the table.
func (m *Map) All() []Binding { return slices.Clone(m.bindings) }

// Keys gives the keys of an action in a scope.
func (m *Map) Keys(a Action, s Scope) []string {
	for _, b := range m.bindings {
		if b.Scope == s && b.Action == a {
			return b.Keys
		}
	}
	return nil
}

// Find gives the action of a key press in the first scope that knows it.
func (m *Map) Find(k tea.Key, scopes ...Scope) (Action, bool) {
	for _, name := range names(k) {
		for _, s := range scopes {
			if a, ok := m.index[s][name]; ok {
				return a, true
			}
		}
	}
	return "", false
}

// names gives the names under which a key press is looked up: as typed, and as
// the key in that place of a Latin keyboard.
func names(k tea.Key) []string {
	if k.Code == tea.KeyEscape && k.Mod == tea.ModAlt {
		k.Mod = 0 // two presses that arrived as one
	}
	out := []string{k.String()}
	if k.BaseCode == 0 || k.BaseCode == k.Code {
		return out
	}
	base := k
	base.Code, base.Text, base.ShiftedCode, base.BaseCode = k.BaseCode, "", 0, 0
	if k.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0 {
		r := k.BaseCode
		if k.Mod&tea.ModShift != 0 {
			r = unicode.ToUpper(r)
		}
		base.Text = string(r)
	}
	return append(out, base.String())
}

// Of gives the bindings of scopes in the order of the table, hidden ones left
// out.
func (m *Map) Of(scopes ...Scope) []Binding {
	var out []Binding
	for _, s := range scopes {
		for _, b := range m.bindings {
			if b.Scope == s && !b.Hidden {
				out = append(out, b)
			}
		}
	}
	return out
}

// Footer gives the bindings that the footer shows in scopes, in their order.
func (m *Map) Footer(scopes ...Scope) []Binding {
	var out []Binding
	for _, b := range m.Of(scopes...) {
		if b.Foot > 0 && len(b.Keys) > 0 {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b Binding) int { return a.Foot - b.Foot })
	return out
}

// Short gives the keys as the footer writes them.
func (b Binding) Short() string {
	switch {
	case b.Label != "":
		return b.Label
	case len(b.Keys) > 0:
		return b.Keys[0]
	}
	return ""
}

// Conflict is a key that would do two things.
type Conflict struct {
	Key    string
	Scopes [2]Scope
	Does   [2]Action
}

// Error words the conflict.
func (c Conflict) Error() string {
	return fmt.Sprintf("%s is %s in %s and %s in %s", c.Key, c.Does[0], c.Scopes[0], c.Does[1], c.Scopes[1])
}

// Conflicts gives every key that would do two things within a chain of scopes.
func (m *Map) Conflicts(chain ...Scope) []Conflict {
	type use struct {
		scope  Scope
		action Action
	}
	seen := make(map[string]use)
	var out []Conflict
	for _, b := range m.bindings {
		if !slices.Contains(chain, b.Scope) {
			continue
		}
		for _, k := range b.Keys {
			if was, ok := seen[k]; ok && was.action != b.Action {
				out = append(out, Conflict{Key: k, Scopes: [2]Scope{was.scope, b.Scope}, Does: [2]Action{was.action, b.Action}})
				continue
			}
			seen[k] = use{b.Scope, b.Action}
		}
	}
	return out
}

// Show gives keys as people read them.
func Show(keys []string) string {
	return strings.Join(keys, " ")
}

// Has reports whether an action is bound in a scope.
func (m *Map) Has(a Action, s Scope) bool {
	for _, b := range m.bindings {
		if b.Scope == s && b.Action == a {
			return true
		}
	}
	return false
}
