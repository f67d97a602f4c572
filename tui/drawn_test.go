package tui_test

import (
	"slices"
	"strings"
	"testing"

	"foresail/tui"
)

// Bars, rules and frames are marked as drawings wherever they are drawn, so that
// nobody hears them: of their signs none is left among the words, on no tab, in
// no page, overlay or form. Points of a chart are known by their number in a row.
func TestNothingDrawnIsRead(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {160, 30}, {200, 60}} {
		d, _ := start(t, size[0], size[1])
		app := d.Model.(*tui.App)
		look := func(where string) {
			for _, row := range app.Words() {
				if strings.ContainsFunc(row, func(r rune) bool { return r >= 0x2500 && r < 0x25a0 }) || points(row) > 4 {
					t.Errorf("%s at %v reads %q", where, size, row)
				}
			}
		}
		for _, tab := range tabs {
			d.Press(tab)
			look("tab " + tab)
			d.Press("j", "enter")
			look("a page of tab " + tab)
			for range 4 {
				d.Press("ctrl+d")
				look("further down on a page of tab " + tab)
			}
			d.Press("esc")
		}
		for _, key := range []string{"?", ":", "a", "n"} {
			d.Press(key)
			look("what " + key + " opens")
			d.Press("esc", "y")
		}
	}
}

// points counts the words of a row that are nothing but points of a chart.
func points(row string) int {
	words := strings.Fields(row)
	return len(words) - len(slices.DeleteFunc(words, func(w string) bool { return strings.Trim(w, "●○+") == "" }))
}
