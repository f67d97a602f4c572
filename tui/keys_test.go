package tui_test

import (
	"slices"
	"testing"

	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

func TestChangedKeysWorkAndAreShown(t *testing.T) {
	m, problems := tui.ReadKeys([]byte("[global]\nentry = \"+\"\n\"period.longer\" = \"}\"\nhelp = [\"f1\"]\nredo = []\n[list]\nback = \"ctrl+g\"\n[confirm]\nyes = \"j\"\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Keys = m
	d := tuitest.StartWith(t, o, 200, 60)
	d.Press("3")
	d.MustShow("+ log", "f1 help", "[ } period")
	d.Press("a")
	if d.Shows("kind account") {
		t.Error("the old key still works")
	}
	d.Press("+")
	d.MustShow("kind account")
	d.Press("esc", "w")
	d.MustShow("j yes", "n no")
	d.Press("n", "enter")
	d.MustShow("ctrl+g back")
	d.Press("ctrl+g", "f1")
	d.MustShow("+  ", "f1  ", "·               Redo")
	d.Press("esc", ":")
	d.Type("log an act")
	d.MustShow("Log an activity")
}

// The keys of a typed line are changed in the file as all others are, and hold
// wherever one types: entry line, filter, palette and form.
func TestKeysOfATypedLineCanBeChanged(t *testing.T) {
	m, problems := tui.ReadKeys([]byte("[line]\n\"line.home\" = \"f5\"\n\"line.kill\" = \"f6\"\n\"line.delete-word\" = \"f7\"\n\"line.back-word\" = []\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Keys = m
	for place, keys := range map[string][]string{"entry": {"a"}, "filter": {"7", "/"}, "palette": {":"}, "form": {"3", "n"}} {
		d := tuitest.StartWith(t, o, 80, 24)
		d.Press(keys...)
		d.Type("one two three")
		d.Press("ctrl+w", "f5")
		d.MustShow("one two three")
		d.Press("f7")
		d.MustShow(" two three")
		if d.Shows("one two") {
			t.Errorf("%s: the word ahead was not deleted", place)
		}
		d.Type("x")
		d.MustShow("x two three")
		d.Press("f6")
		d.Type("y")
		d.MustShow("xy")
		if d.Shows("two") {
			t.Errorf("%s: the rest of the line is still there", place)
		}
		d.Press("ctrl+k", "home")
		d.Type("z")
		d.MustShow("xyz")
	}
	d := tuitest.StartWith(t, o, 200, 60)
	d.Press("3", "?")
	d.MustShow("In any line that is typed", "f5              To the start of the line", "Delete the word before")
}

func TestAKeyOfATypedLineDoesOneThing(t *testing.T) {
	for text, key := range map[string]string{
		"[line]\n\"line.kill\" = \"ctrl+u\"\n":                    "keymap.conflict",
		"[entry]\n\"entry.save\" = [\"enter\", \"ctrl+k\"]\n":     "keymap.conflict",
		"[\"accounts.typing\"]\nopen = [\"enter\", \"ctrl+f\"]\n": "keymap.conflict",
		"[line]\n\"line.kill\" = \"k\"\n":                         "keymap.typed",
		"[line]\n\"line.kill\" = \"ctrl+c\"\n":                    "keymap.conflict",
	} {
		if _, problems := tui.ReadKeys([]byte(text)); len(problems) == 0 || problems[0].Err.Key != key {
			t.Errorf("%q: %v, want %s", text, problems, key)
		}
	}
}

// Multiplexers take ctrl+a, ctrl+b, ctrl+s and ctrl+j for themselves: no step of
// editing hangs on them alone.
func TestEditingDoesNotHangOnKeysOfMultiplexers(t *testing.T) {
	for _, b := range panel.LineKeys {
		if !slices.ContainsFunc(b.Keys, func(k string) bool { return !slices.Contains([]string{"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+j"}, k) }) {
			t.Errorf("%s has only %v", b.Action, b.Keys)
		}
	}
}

func TestTheKeyTableIsAFileOfItself(t *testing.T) {
	if _, problems := tui.ReadKeys([]byte(tui.WriteKeys(say.English()))); len(problems) > 0 {
		t.Error(problems)
	}
}
