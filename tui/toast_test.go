package tui_test

import (
	"strings"
	"testing"

	"foresail/tui/panel"
)

func TestALongToastIsReadWholeAndGoesAway(t *testing.T) {
	d, _ := start(t, 40, 20)
	before := d.Frame()
	text := "not saved: the disk is full; free some space and press enter again, what was typed is still in the line"
	d.Send(panel.Toast{Text: text, Bad: true})
	if got := strings.Join(strings.Fields(strings.Join(d.Rows()[12:], " ")), " "); !strings.Contains(got, text) {
		t.Errorf("the toast is cut: %q", got)
	}
	d.Send(panel.Toast{})
	if d.Frame() != before {
		t.Errorf("after the toast the screen is:\n%s", d.Frame())
	}
}
