package tui_test

import (
	"strings"
	"testing"
)

// Whose numbers are shown is seen at the least size, too, before the period.
func TestTheLeastHeadSaysWhoseNumbersAreShown(t *testing.T) {
	d, _ := start(t, 40, 15)
	for _, tab := range tabs {
		d.Press(tab)
		if top := d.Rows()[0]; !strings.HasSuffix(strings.TrimSpace(top), "Dana Fox") {
			t.Errorf("on tab %s the head is %q", tab, top)
		}
		d.Press("r")
		if top := d.Rows()[0]; !strings.HasSuffix(strings.TrimSpace(top), "whole team") {
			t.Errorf("of the team the head on tab %s is %q", tab, top)
		}
		d.Press("r")
	}
}
