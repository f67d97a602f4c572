package tui_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

// calls reads the value of the Calls tile off the screen.
func calls(t *testing.T, d *tuitest.Driver) string {
	t.Helper()
	m := regexp.MustCompile(`\bCalls +(\d+)`).FindStringSubmatch(d.Frame())
	if m == nil {
		t.Fatalf("no Calls tile:\n%s", d.Frame())
	}
	return m[1]
}

func TestACallTakesSixKeysFromAnyTabAndTheTileMoves(t *testing.T) {
	for _, tab := range tabs {
		d, book := start(t, 80, 24)
		d.Press("2")
		before := calls(t, d)
		n := len(book.Everything())
		d.Press(tab)
		d.Press("a", "c", "space", "a", "c", "enter")
		all := book.Everything()
		if len(all) != n+1 || all[0].Kind != "call" || all[0].Account != record.AccountID("Acme") || all[0].Rep != tuitest.Me {
			t.Fatalf("tab %s: logged %+v", tab, all[0])
		}
		d.MustShow("saved: call with Acme")
		d.Press("2")
		if after := calls(t, d); after == before {
			t.Errorf("tab %s: the Calls tile stays at %s", tab, after)
		}
		d.Press("u")
		if now := calls(t, d); now != before || len(book.Everything()) != n {
			t.Errorf("after undo the tile shows %s, was %s", now, before)
		}
	}
}

func TestWhatOthersWriteMovesTheTile(t *testing.T) {
	d, book := start(t, 80, 24)
	d.Press("2")
	before := calls(t, d)
	act := event.Activity{Activity: record.Activity{ID: record.ID{9}, Kind: "call", At: record.TimeOf(tuitest.Noon), Rep: tuitest.Me}}
	if err := book.Append(context.Background(), record.ID{}, act); err != nil {
		t.Fatal(err)
	}
	d.Send(poke)
	if calls(t, d) == before {
		t.Error("the tile did not move")
	}
}

func TestFramesOfTheEntryLine(t *testing.T) {
	for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}} {
		d, _ := start(t, size[0], size[1])
		d.Press("3", "a")
		golden := func(name string) { d.Golden(fmt.Sprintf("entry-%s-%dx%d", name, size[0], size[1])) }
		golden("empty")
		d.Type("call ac: wants 価格表 👩‍👩‍👧‍👦 first")
		golden("understood")
		d.Press("ctrl+u")
		d.Type("call nobody")
		golden("problem")
		d.Press("ctrl+u")
		d.Send(tea.PasteMsg{Content: "call acme\nemail globex: 日本\nxyz nobody\n"})
		golden("many")
	}
}

func TestAFailedWriteKeepsTheText(t *testing.T) {
	d, book := start(t, 80, 24)
	n := len(book.Everything())
	book.Fail = func() error { return errDisk }
	d.Press("a")
	d.Type("call acme: three pages of notes")
	d.Press("enter")
	d.MustShow("call acme: three pages of notes", "not saved: no space left on device")
	if len(book.Everything()) != n {
		t.Error("something was logged")
	}
	book.Fail = nil
	d.Press("enter")
	if all := book.Everything(); len(all) != n+1 || all[0].Note != "three pages of notes" {
		t.Error("the second try did not save it")
	}
	if d.Shows("three pages") {
		t.Error("the line is still there")
	}
}

func TestALineThatIsNotUnderstoodIsNotSaved(t *testing.T) {
	d, book := start(t, 80, 24)
	n := len(book.Everything())
	d.Press("a")
	d.Type("call nobody")
	i := slices.IndexFunc(d.Rows(), func(r string) bool { return strings.Contains(r, "› call nobody") })
	if i < 0 || !strings.Contains(d.Rows()[i+1], "^^^^^^") {
		t.Fatalf("nothing points at the problem:\n%s", d.Frame())
	}
	d.Press("enter")
	d.MustShow("call nobody", "no account is called nobody")
	if len(book.Everything()) != n {
		t.Error("it was saved")
	}
}

func TestALongReasonIsReadToItsEnd(t *testing.T) {
	d, _ := start(t, 40, 20)
	d.Press("a")
	d.Type("call acme worth much call nobody")
	text := strings.Join(strings.Fields(d.Frame()), " ")
	if !strings.Contains(text, "no account is called acme worth much call nobody") {
		t.Errorf("cut:\n%s", d.Frame())
	}
	d.Press("enter")
	d.MustShow("✗ no account is called acme")
}

func TestCompletionHistoryAndRepeat(t *testing.T) {
	d, book := start(t, 80, 24)
	n := len(book.Everything())
	d.Press("a", "m", "tab")
	d.MustShow("› meeting")
	d.Type("glo")
	d.Press("tab")
	d.MustShow("› meeting Globex")
	d.Press("enter", "a", "up")
	d.MustShow("› meeting Globex")
	d.Press("down", "esc", ".")
	all := book.Everything()
	if len(all) != n+2 || all[0].Kind != "meeting" || all[1].Account != record.AccountID("Globex") {
		t.Errorf("%d entries more, the last is %+v", len(all)-n, all[0])
	}
}

func TestEscKeepsWhatWasTyped(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("a")
	d.Type("call ac")
	d.Press("esc", "3", "a")
	d.MustShow("left before, and in the history: call ac")
	d.Type("email globex")
	d.MustShow("› email globex")
	d.Press("esc", "a", "up", "up")
	d.MustShow("› call ac")
}

func TestManyLinesAreLoggedTogetherAndUndoneTogether(t *testing.T) {
	d, book := start(t, 80, 24)
	n := len(book.Everything())
	d.Send(tea.PasteMsg{Content: "call acme\r\nemail globex\nxyz nobody\n\n"})
	d.MustShow("3 entries pasted", "1 of them not understood")
	d.Press("enter")
	if got := len(book.Everything()); got != n+2 {
		t.Fatalf("%d entries more", got-n)
	}
	d.MustShow("› xyz nobody", "2 entries saved")
	d.Press("ctrl+u", "esc", "u")
	if got := len(book.Everything()); got != n {
		t.Errorf("after undo there are %d entries more", got-n)
	}
	d.MustShow("undone: 2 entries")
	d.Press("ctrl+r")
	d.MustShow("back again: 2 entries")
}

func TestEditingAnEntry(t *testing.T) {
	d, book := start(t, 120, 36)
	n := len(book.Everything())
	d.Press("a")
	d.Type("call acme: first words")
	d.Press("enter", "8", "e")
	d.MustShow("edit", "first words")
	d.Press("ctrl+u")
	d.Type("email globex: second words")
	d.Press("enter")
	all := book.Everything()
	if len(all) != n+1 || all[0].Kind != "email" || all[0].Account != record.AccountID("Globex") || all[0].Note != "second words" {
		t.Errorf("after editing: %+v", all[0])
	}
	d.Press("u")
	if all := book.Everything(); all[0].Kind != "call" || all[0].Note != "first words" {
		t.Errorf("after undo: %+v", all[0])
	}
}
