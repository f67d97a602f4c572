package tui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// tabsWithRecords are the tabs that list records, with the words that they have
// where there are none of the user's.
var tabsWithRecords = map[string]string{
	"1": "open deals there are is yours", "2": "Nothing that is recorded is yours", "3": "open deals there are is yours",
	"7": "accounts there are is yours", "8": "entries there are is yours",
}

// words gives what a frame says, without the breaks between its lines.
func words(d *tuitest.Driver) string { return strings.Join(strings.Fields(d.Frame()), " ") }

// Whoever has imported what others did is told where it is, and gets there with
// the key that is named.
func TestWhoHasNothingIsToldThatOthersHave(t *testing.T) {
	stranger := record.DeriveID("test/rep", "stranger")
	for _, size := range [][2]int{{80, 24}, {40, 20}} {
		for tab, told := range tabsWithRecords {
			d := tuitest.Start(t, tuitest.Sample(), stranger, tuitest.Noon, size[0], size[1])
			d.Press(tab)
			if w := words(d); !strings.Contains(w, told) || !strings.Contains(w, "r shows the team’s") {
				t.Errorf("tab %s at %d columns does not say that others have something:\n%s", tab, size[0], strings.Join(d.Rows(), "\n"))
			}
			d.Press("r")
			if w := words(d); strings.Contains(w, told) {
				t.Errorf("tab %s still says %q of the whole team", tab, told)
			}
		}
	}
}

// A file that is made just now tells on every tab what to do first, in full.
func TestANewFileTellsWhatToDoFirst(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 20}} {
		o := tuitest.Options(tuitest.NewLogbook(tuitest.Noon), tuitest.Me, tuitest.Noon)
		o.Importer = func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
			return tui.Imported{}, nil
		}
		d := tuitest.StartWith(t, o, size[0], size[1])
		for tab, first := range map[string]string{
			"1": "Press a and type what you did", "2": "Press a and type what you did: call acme 15m.", "3": "n makes one",
			"7": "press a and type call acme", "8": "Press a and type what you did: call acme 15m.",
		} {
			d.Press(tab)
			if w := words(d); !strings.Contains(w, first) || !strings.Contains(w, "“import” reads") {
				t.Errorf("tab %s at %d columns does not say how to begin:\n%s", tab, size[0], strings.Join(d.Rows(), "\n"))
			}
			d.Golden(fmt.Sprintf("new-tab%s-%dx%d", tab, size[0], size[1]))
		}
	}
}

// Whoever sees their own records only is told that, and not that there is nothing;
// and nothing is advised that this session cannot do.
func TestWhoSeesOwnRecordsIsToldSo(t *testing.T) {
	stranger := record.DeriveID("test/rep", "stranger")
	o := tuitest.Options(tuitest.Sample(), stranger, tuitest.Noon)
	o.Rights = panel.SeeTotals | panel.SeeOwn | panel.Log
	o.Logbook = tuitest.NewLogbook(tuitest.Noon) // of what others have nothing comes to them
	d := tuitest.StartWith(t, o, 80, 24)
	for range 2 { // in both scopes
		for tab, told := range map[string]string{
			"1": "You see what is yours, and nothing of it is recorded yet.", "3": "You see your own deals, and have none yet.",
			"7": "You see your own accounts and those you worked on", "8": "You see your own entries",
		} {
			d.Press(tab)
			if w := words(d); !strings.Contains(w, told) || strings.Contains(w, "import") {
				t.Errorf("tab %s tells a rep over a network\n%s", tab, strings.Join(d.Rows(), "\n"))
			}
		}
		d.Press("r")
	}
}

// Who may only look reads where there is something to see, and of no key that does
// nothing there.
func TestWhoOnlyLooksReadsOfNoRecords(t *testing.T) {
	o := tuitest.Options(tuitest.Sample(), record.ID{}, tuitest.Noon)
	o.Rights = panel.SeeTotals
	d := tuitest.StartWith(t, o, 80, 24)
	for _, tab := range []string{"7", "8"} {
		d.Press(tab)
		w := words(d)
		if !strings.Contains(w, "The records are not for your role") {
			t.Errorf("tab %s:\n%s", tab, d.Frame())
		}
		for _, bad := range []string{"0 accounts", "s sort", "me/team", "outcome"} {
			if strings.Contains(w, bad) {
				t.Errorf("tab %s tells a viewer of %q:\n%s", tab, bad, d.Frame())
			}
		}
		d.Press("?", "G")
		if d.Shows("call acme") || d.Shows("What to type") {
			t.Errorf("the help tells a viewer what to type:\n%s", d.Frame())
		}
		d.Press("esc")
	}
}
