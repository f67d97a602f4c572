package keyfile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foresail/store/say"
	"foresail/tui/keymap"
)

var table = Table{
	Map: keymap.New(
		keymap.Binding{Scope: "global", Action: "entry", Keys: []string{"a"}, Foot: 1},
		keymap.Binding{Scope: "global", Action: "period.shorter", Keys: []string{"["}, Foot: 2, Label: "[ ]"},
		keymap.Binding{Scope: "global", Action: "period.longer", Keys: []string{"]"}},
		keymap.Binding{Scope: "always", Action: "leave", Keys: []string{"ctrl+c"}},
		keymap.Binding{Scope: "log", Action: "edit", Keys: []string{"e"}, Foot: 1},
		keymap.Binding{Scope: "log.typing", Action: "back", Keys: []string{"esc"}},
		keymap.Binding{Scope: "line", Action: "line.left", Keys: []string{"left"}},
	),
	Chains: [][]keymap.Scope{{"log", "global", "always"}, {"log.typing", "line", "always"}},
	Typing: []keymap.Scope{"log.typing", "line"}, Kept: []keymap.Action{"leave"},
}

func TestKeysOfAFile(t *testing.T) {
	m, problems := table.Read([]byte(`# mine
[global]
entry = ["i", "Ctrl+A"]  # vi
"period.longer" = "}"
period.shorter = '{'

[log.typing]
back = "ctrl+g"
[log]
edit = []
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		action keymap.Action
		scope  keymap.Scope
		want   []string
	}{
		{"entry", "global", []string{"i", "ctrl+a"}}, {"period.longer", "global", []string{"}"}}, {"period.shorter", "global", []string{"{"}},
		{"back", "log.typing", []string{"ctrl+g"}}, {"edit", "log", nil}, {"leave", "always", []string{"ctrl+c"}},
	} {
		if got := m.Keys(c.action, c.scope); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.action, got, c.want)
		}
	}
	var foot []string
	for _, b := range m.Footer("log", "global") {
		foot = append(foot, b.Short())
	}
	if got := strings.Join(foot, "|"); got != "i|{ }" {
		t.Errorf("the footer says %s", got)
	}
}

func TestEveryProblemIsToldWithItsLine(t *testing.T) {
	_, problems := table.Read([]byte(`early = "x"
[globl]
entry = "x"
[global]
enter = "x"
entry = 7
"period.longer" = ["cntrl+x", "ctrl+ctrl+x", "ab"]
"period.shorter" = "e"
entry = "z"
[always]
leave = []
[log.typing]
back = "b"
[line]
line.left = "h"
`))
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d %s", p.Line, p.Err.Key))
	}
	want := []string{"1 keymap.no-scope", "2 keymap.scope", "5 keymap.action", "6 keymap.form", "7 keymap.key", "7 keymap.key", "7 keymap.key",
		"8 keymap.conflict", "9 keymap.twice", "11 keymap.kept", "13 keymap.typed", "15 keymap.typed"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, p := range problems {
		if text := p.Err.Say(say.English()); strings.Contains(text, "{") || text == p.Err.Key {
			t.Errorf("badly worded: %s", text)
		}
	}
}

func TestWhatIsNotTOML(t *testing.T) {
	for text, line := range map[string]int{"[global\nentry = \"x\"": 1, "[global]\nentry = \"x": 2, "[global]\n\nentry \"x\"\n": 3, "\x00": 1} {
		m, problems := table.Read([]byte(text))
		if m != nil || len(problems) != 1 || problems[0].Line != line || problems[0].Err.Key != "keymap.syntax" {
			t.Errorf("%q: %v", text, problems)
		}
	}
	if _, problems := table.Read(make([]byte, MaxSize+1)); len(problems) != 1 || problems[0].Err.Key != "keymap.large" {
		t.Errorf("a large file: %v", problems)
	}
}

func TestAnEmptyFileChangesNothing(t *testing.T) {
	m, problems := table.Read(nil)
	if len(problems) > 0 || !slices.Equal(m.Keys("entry", "global"), []string{"a"}) {
		t.Errorf("%v", problems)
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"x": "x", "X": "X", "shift+x": "X", "Ctrl+P": "ctrl+p", "alt+ctrl+x": "ctrl+alt+x", "escape": "esc", "pageup": "pgup", "F5": "f5",
		"shift+tab": "shift+tab", "space": "space", " ": "space", "+": "+", "ctrl++": "ctrl++", "ö": "ö", "?": "?", "control+up": "ctrl+up",
		"": "", "ctrl+": "", "cntrl+x": "", "ab": "", "f64": "", "f0": "", "ctrl+ctrl+x": "", "\x1b": "", "\u202e": "", "日": "日",
	} {
		if got, _, ok := Name(text); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	text := table.Write("about\nit\n", func(b keymap.Binding) string { return string(b.Action) + " # \"quoted\"" })
	m, problems := table.Read([]byte(text))
	if len(problems) > 0 {
		t.Fatalf("%v in\n%s", problems, text)
	}
	for _, b := range table.Map.All() {
		if !slices.Equal(m.Keys(b.Action, b.Scope), b.Keys) {
			t.Errorf("%s reads as %v", b.Action, m.Keys(b.Action, b.Scope))
		}
	}
	if !strings.Contains(text, "[line]\n\"line.left\" = \"left\"") {
		t.Error("the keys of a typed line are not written")
	}
}

// A map comes only of a file without problems, and has no conflicts.
func TestAnyFile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 8).Draw(rt, "lines") {
			b.WriteString(rapid.SampledFrom([]string{"[global]", "[log]", "[log.typing]", "[always]", "entry = ", "edit = ", "back = ", "leave = ", "\"period.longer\" = "}).Draw(rt, "left"))
			b.WriteString(rapid.SampledFrom([]string{"", "\"x\"", "\"e\"", "[\"a\", 'b']", "[]", "1", "\"ctrl+c\"", "{a = 1}", "# no"}).Draw(rt, "right") + "\n")
		}
		hold(rt, []byte(b.String()))
	})
}

func hold(t interface{ Fatalf(string, ...any) }, text []byte) {
	m, problems := table.Read(text)
	if (m == nil) != (len(problems) > 0) {
		t.Fatalf("a map %v beside %v", m, problems)
	}
	for _, p := range problems {
		if p.Line < 1 {
			t.Fatalf("no line: %v", p)
		}
	}
	if m == nil {
		return
	}
	for _, c := range table.Chains {
		if found := m.Conflicts(c...); len(found) > 0 {
			t.Fatalf("%q: %v", text, found)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("[global]\nentry = \"x\"\n"))
	f.Add([]byte("[[global]]\nentry = [\"\\u0000\", '''\n''']"))
	f.Add([]byte("global = {entry = \"x\"}"))
	f.Fuzz(func(t *testing.T, text []byte) { hold(t, text) })
}
