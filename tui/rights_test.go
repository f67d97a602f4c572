package tui_test

import (
	"testing"

	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// looker opens a cockpit for somebody with some rights.
func looker(t *testing.T, rights panel.Rights) *tuitest.Driver {
	t.Helper()
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Rights = rights
	return tuitest.StartWith(t, o, 120, 36)
}

func TestWhatMayNotBeDoneIsNotOffered(t *testing.T) {
	for rights, may := range map[panel.Rights]bool{panel.SeeTotals: false, panel.AllRights: true} {
		for _, tab := range tui.TabKeys() {
			d := looker(t, rights)
			d.Press(tab, "?")
			if d.Shows("Log an activity") != may {
				t.Errorf("the help on tab %s offers logging: %v, want %v", tab, !may, may)
			}
			d.Press("esc", "a")
			if d.Shows("this is not for your role") == may {
				t.Errorf("tab %s with rights %b, after a:\n%s", tab, rights, d.Frame())
			}
			d.Type("zqzq")
			if d.Shows("zqzq") != may {
				t.Errorf("tab %s with rights %b, after typing:\n%s", tab, rights, d.Frame())
			}
		}
	}
}

func TestWhoseNumbersMayBeSeen(t *testing.T) {
	d := looker(t, panel.SeeTotals)
	d.Press("2", "r")
	if !d.Shows("team") || d.Shows("your own") {
		t.Errorf("somebody who sees totals only is shown:\n%s", d.Frame())
	}
	d.Send(panel.Scope{Rep: tuitest.Me})
	if !d.Shows("for managers") {
		t.Errorf("the numbers of one rep are shown:\n%s", d.Frame())
	}
	d = looker(t, panel.SeeTotals|panel.SeeOwn|panel.Log)
	d.Press("2", "r", "r")
	d.Press("a")
	if d.Shows("not for your role") {
		t.Errorf("a rep may not log:\n%s", d.Frame())
	}
}
