package tui_test

import (
	"testing"

	"foresail/store/say"
	"foresail/tui"
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

func TestTheKeyTableIsAFileOfItself(t *testing.T) {
	if _, problems := tui.ReadKeys([]byte(tui.WriteKeys(say.English()))); len(problems) > 0 {
		t.Error(problems)
	}
}
