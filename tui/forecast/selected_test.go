package forecast

import (
	"strings"
	"testing"

	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// What is booked is marked as selected whether there is a goal for it or not.
func TestTheLineUnderTheCursorIsMarkedWithoutAGoal(t *testing.T) {
	p, s := filled(t), widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(120, 30)
	p.Update(panel.Act{Action: panel.First})
	s.Clear()
	p.View(s.Box())
	at := s.Selected()
	if len(at) != 1 || !strings.Contains(s.Read(at[0]), "booked") {
		t.Errorf("selected is %v", at)
	}
}
