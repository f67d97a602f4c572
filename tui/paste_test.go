package tui_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// pasted gives so many lines of which every tenth but the first is wrong.
func pasted(n int) (text string, wrong int) {
	var b strings.Builder
	for i := range n {
		if i%10 == 9 {
			wrong++
			fmt.Fprintf(&b, "xyz nobody %d\n", i)
			continue
		}
		fmt.Fprintf(&b, "call acme: line %d\n", i)
	}
	return b.String(), wrong
}

func TestManyLinesAreShownAndLoggedTogether(t *testing.T) {
	for _, n := range []int{2, 50, 5000} {
		d, book := start(t, 80, 24)
		before := len(book.Everything())
		text, wrong := pasted(n)
		d.Send(tea.PasteMsg{Content: text})
		d.MustShow("entries pasted")
		if wrong > 0 {
			d.MustShow("of them not understood")
		}
		d.Press("enter")
		if got := len(book.Everything()) - before; got != n-wrong {
			t.Fatalf("of %d lines with %d wrong ones %d were logged", n, wrong, got)
		}
		d.MustShow("entries saved")
		if wrong == 0 {
			continue
		}
		d.MustShow("lines to mend", "xyz nobody 9")
		d.Press("ctrl+u")
		d.Type("call globex: mended")
		d.Press("enter")
		d.MustShow("xyz nobody 19") // the next one
		if got := len(book.Everything()) - before; got != n-wrong+1 {
			t.Errorf("the mended line was not logged: %d", got)
		}
		d.Press("esc")
		if d.Shows("xyz nobody") {
			t.Error("not put away")
		}
		d.Press("a")
		d.MustShow("xyz nobody 19", "lines to mend")
		d.Press("esc", "u", "u")
		if got := len(book.Everything()) - before; got != 0 {
			t.Errorf("undo twice left %d", got)
		}
	}
}

func TestManyLinesThatCannotBeWrittenComeBack(t *testing.T) {
	d, book := start(t, 80, 24)
	before := len(book.Everything())
	book.Fail = func() error { return errors.New("disk full") }
	text, _ := pasted(8)
	d.Send(tea.PasteMsg{Content: text})
	d.Press("enter")
	d.MustShow("disk full", "8 entries pasted")
	book.Fail = nil
	d.Press("enter")
	if got := len(book.Everything()) - before; got != 8 {
		t.Errorf("%d logged", got)
	}
}
