package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

func TestBackLeadsToTheTabThatPointedHere(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("2")
	d.Send(panel.Show{Tab: "pipeline"})
	d.Send(panel.Show{Tab: "log"})
	d.MustShow("kind", "account")
	d.Press("enter", "esc") // into an activity and out of it
	d.Press("esc")
	d.MustShow("weighted")
	d.Press("q")
	d.MustShow("North Star")
	if d.Quit {
		t.Fatal("going back quit")
	}
	d.Press("q")
	if !d.Quit {
		t.Error("q at the root does not quit")
	}
}

// TestBackBringsTheScopeBack: from a tab that was opened about one rep, unless
// somebody else's numbers were asked for there.
func TestBackBringsTheScopeBack(t *testing.T) {
	for _, key := range []string{"i", "d"} {
		d, _ := start(t, 120, 36)
		d.Press("r", "6")
		d.MustShow("whole team ·")
		d.Press(key)
		if d.Shows("whole team ·") || d.Shows("open page") {
			t.Fatalf("%s leads nowhere:\n%s", key, d.Frame())
		}
		d.Press("esc")
		d.MustShow("whole team ·")
		d.Press(key, "R")
		d.Type("nunez")
		d.Press("enter", "esc")
		d.MustShow("José Núñez ·")
	}
}

func TestANumberForgetsTheWayBack(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("3")
	d.Send(panel.Show{Tab: "log"})
	d.Press("2", "esc")
	d.MustShow("North Star")
}

func TestScopeGoesRoundThePickedRep(t *testing.T) {
	d, book := start(t, 120, 36)
	var other record.ID
	for _, r := range book.Book().RepList() {
		if r.ID != tuitest.Me {
			other = r.ID
		}
	}
	name := book.Book().RepName(other)
	d.Send(panel.Scope{Rep: other})
	d.MustShow(name + " ·")
	d.Press("r")
	d.MustShow("whole team ·")
	d.Press("r", "r")
	d.MustShow(name + " ·")
}

func TestTheFirstTabCanBeChosen(t *testing.T) {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Tab = "log"
	tuitest.StartWith(t, o, 80, 24).MustShow("kind", "account", "outcome")
	o.Tab = "no such tab"
	tuitest.StartWith(t, o, 80, 24).MustShow("1 Today")
}

func TestNothingLeadsBackFromATabThatWasClicked(t *testing.T) {
	d, _ := start(t, 120, 36)
	d.Press("2")
	d.Send(panel.Show{Tab: "pipeline"})
	before, _, _ := strings.Cut(d.Rows()[0], "8 Log")
	d.Send(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: 0, Button: tea.MouseLeft})
	d.MustShow("outcome")
	if d.Press("q"); !d.Quit {
		t.Errorf("q does not leave:\n%s", d.Frame())
	}
}

// TestTheWayBackCountsWhatIsOpenAndNotWhatWasPressed: a page that was opened
// by the mouse is a level, an Enter that opens nothing is none.
func TestTheWayBackCountsWhatIsOpenAndNotWhatWasPressed(t *testing.T) {
	d, book := start(t, 120, 36)
	d.Press("2")
	var account record.ID
	for _, x := range book.Book().Deals {
		if x.Now.Open() && book.Book().AccountName(x.Now.Account) == "Acme" {
			account = x.Now.Account
		}
	}
	d.Send(panel.Show{Tab: "accounts", Msg: panel.About{Account: account}})
	for y, row := range d.Rows() {
		if before, _, ok := strings.Cut(row, "rollout 16   Lead"); ok && y > 5 {
			for range 2 {
				d.Send(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
			}
			break
		}
	}
	d.MustShow("in the stage")
	d.Press("esc")
	if d.Shows("North Star") || d.Shows("in the stage") {
		t.Errorf("not on the account's page:\n%s", d.Frame())
	}
	d.Press("esc")
	d.MustShow("North Star")

	d.Send(panel.Show{Tab: "team", Msg: panel.About{Rep: tuitest.Me}})
	d.Press("enter", "esc")
	d.MustShow("North Star")
}
