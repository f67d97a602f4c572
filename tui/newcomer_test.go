package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"foresail/store/record"
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
		d := tuitest.Start(t, tuitest.NewLogbook(tuitest.Noon), tuitest.Me, tuitest.Noon, size[0], size[1])
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
