package keymap

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

var table = New(
	Binding{Scope: "global", Action: "entry", Keys: []string{"a"}, Foot: 2},
	Binding{Scope: "global", Action: "help", Keys: []string{"?"}, Foot: 1},
	Binding{Scope: "list", Action: "down", Keys: []string{"j", "down"}},
	Binding{Scope: "list", Action: "end", Keys: []string{"G"}},
	Binding{Scope: "list", Action: "back", Keys: []string{"esc"}},
	Binding{Scope: "log", Action: "add", Keys: []string{"a"}},
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		key  tea.Key
		want Action
	}{
		{tea.Key{Code: 'a', Text: "a"}, "entry"},
		{tea.Key{Code: '/', ShiftedCode: '?', Text: "?", Mod: tea.ModShift}, "help"},
		{tea.Key{Code: tea.KeyDown}, "down"},
		{tea.Key{Code: 'g', Text: "G", Mod: tea.ModShift}, "end"},
		{tea.Key{Code: 'о', Text: "о", BaseCode: 'j'}, "down"}, // Cyrillic о is on the j key
		{tea.Key{Code: 'п', Text: "П", BaseCode: 'g', Mod: tea.ModShift}, "end"},
		{tea.Key{Code: tea.KeyEscape, Mod: tea.ModAlt}, "back"}, // pressed twice, arrived as one
		{tea.Key{Code: 'x', Text: "x"}, ""},
		{tea.Key{Code: 'a', Mod: tea.ModCtrl}, ""},
	} {
		if got, _ := table.Find(c.key, "list", "global"); got != c.want {
			t.Errorf("%+v does %q, want %q", c.key, got, c.want)
		}
	}
}

func TestConflictsAndRebinding(t *testing.T) {
	if c := table.Conflicts("list", "global"); len(c) != 0 {
		t.Errorf("conflicts where there are none: %v", c)
	}
	if c := table.Conflicts("log", "list", "global"); len(c) != 1 || c[0].Key != "a" {
		t.Errorf("the key a does two things, found %v", c)
	}
	again := table.Rebound("log", map[Action][]string{"add": {"n"}})
	if c := again.Conflicts("log", "list", "global"); len(c) != 0 {
		t.Errorf("still %v", c)
	}
	if got, _ := again.Find(tea.Key{Code: 'n', Text: "n"}, "log"); got != "add" {
		t.Errorf("n does %q", got)
	}
}

func TestFooterIsInItsOrder(t *testing.T) {
	f := table.Footer("list", "global")
	if len(f) != 2 || f[0].Action != "help" || f[1].Action != "entry" {
		t.Errorf("%v", f)
	}
}
