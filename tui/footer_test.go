package tui_test

import (
	"strings"
	"testing"

	"foresail/tui"
)

// TestTheFooterOffersWhatDoesSomething: on every tab, on what is opened from it,
// and in its other views.
func TestTheFooterOffersWhatDoesSomething(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at work, for long: the race detector has nothing to see")
	}
	scenes := map[string][]string{"root": nil, "page": {"enter"}, "page of a page": {"enter", "enter"}, "other view": {"v"}, "page of the other view": {"v", "enter"}, "funnel": {"f"}}
	for _, tab := range tabs {
		for name, keys := range scenes {
			d, _ := start(t, 200, 60)
			d.Press(append([]string{tab}, keys...)...)
			for _, h := range d.Model.(*tui.App).Hints() {
				if h.Action == "undo" || strings.HasPrefix(h.Action, "period.") {
					continue // there may be nothing of that today
				}
				d, _ := start(t, 200, 60)
				d.Press(append([]string{tab}, keys...)...)
				d.Press(h.Key)
				if said := d.Model.(*tui.App).Remark(); said != "" {
					t.Errorf("tab %s, %s: %s (%s) is offered, and answers %q", tab, name, h.Key, h.Action, said)
				}
			}
		}
	}
}
