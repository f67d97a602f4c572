package say

import "testing"

// The command line says other words for keys that there are, with the same
// holes in them.
func TestCommandsStandForMessagesOfTheCatalogue(t *testing.T) {
	shell, cockpit := Shell(), English()
	for _, m := range commandText {
		if !cockpit.Has(m.key) || cockpit.T(m.key) == shell.T(m.key) {
			t.Errorf("%q says nothing else on the command line", m.key)
		}
	}
	if shell.T("team.no-match") != cockpit.T("team.no-match") {
		t.Error("what needs no other words has some")
	}
}
