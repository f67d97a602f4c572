package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/tui/tuitest"
)

// clickOn clicks a text of the last row.
func clickOn(t *testing.T, d *tuitest.Driver, text string) {
	t.Helper()
	rows := d.Rows()
	before, _, ok := strings.Cut(rows[len(rows)-1], text)
	if !ok {
		t.Fatalf("%q is not in the footer:\n%s", text, d.Frame())
	}
	d.Send(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: len(rows) - 1, Button: tea.MouseLeft})
}

// TestTheFooterIsClicked: its hints do what they say, whatever is open.
func TestTheFooterIsClicked(t *testing.T) {
	d, book := start(t, 80, 24)
	n := len(book.Everything())
	d.Press("8")
	clickOn(t, d, "a log")
	d.Type("call acme")
	clickOn(t, d, "enter save")
	d.MustShow("saved: call")
	if len(book.Everything()) != n+1 {
		t.Error("the entry is not saved")
	}
	clickOn(t, d, "u undo")
	d.MustShow("undone: call Acme")
	clickOn(t, d, "commands")
	d.Type("go to pipeline")
	clickOn(t, d, "enter do it")
	d.MustShow("weighted")
	clickOn(t, d, "w won")
	d.MustShow("as won?")
	clickOn(t, d, "n no")
	if d.Shows("as won?") {
		t.Error("the question stands")
	}
	clickOn(t, d, "x lost")
	d.MustShow("as lost?")
	clickOn(t, d, "esc leave")
	if d.Shows("as lost?") {
		t.Error("the form is open")
	}
	clickOn(t, d, "? help")
	d.MustShow("Mark the deal as won")
	clickOn(t, d, "esc close")
	if d.Shows("Mark the deal as won") {
		t.Error("the help is open")
	}
}
