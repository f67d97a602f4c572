package tui_test

import (
	"strings"
	"testing"

	"foresail/tui/panel"
)

// TestAQuestionIsReadWhole holds that what is asked and the answers are on the
// screen, however narrow it is, and that nothing of it stays.
func TestAQuestionIsReadWhole(t *testing.T) {
	for _, size := range [][2]int{{40, 15}, {40, 20}, {80, 24}, {120, 36}} {
		for _, text := range []string{"Leave?", "Stop the import of 2026-11-deals-from-the-old-system.csv and leave? What is in stays."} {
			d, _ := start(t, size[0], size[1])
			before := d.Frame()
			d.Send(panel.Confirm{Text: text})
			rows := d.Rows()
			end := strings.Join(strings.Fields(strings.Join(rows[len(rows)-6:], " ")), " ")
			if !strings.Contains(end, text) || !strings.Contains(end, "y yes") || !strings.Contains(end, "n no") {
				t.Errorf("%v: %q", size, end)
			}
			if strings.Contains(rows[len(rows)-1], text) != (len(text) < 10 || size[0] > 110) {
				t.Errorf("%v: the last row is %q", size, rows[len(rows)-1])
			}
			d.Press("n")
			if d.Frame() != before {
				t.Errorf("%v: afterwards the screen is:\n%s", size, d.Frame())
			}
		}
	}
}

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
