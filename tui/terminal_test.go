package tui_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

func TestTheProgramInATerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := tuitest.Sample()
		x := tuitest.Open(t, watching(book), 80, 24)
		x.MustShow("1 Today", "next, of", "Move on or let go")
		x.Send("2")
		x.MustShow("2 Indicators", "Pipeline created", "Leading", "Lagging")
		if !x.AltScreen() {
			t.Error("not on the alternate screen")
		}
		x.Send("3")
		x.MustShow("Qualified", "rotting")
		x.Send("8")
		x.MustShow("outcome", "Käse & Söhne")
		drawn := strings.Join(x.Rows(), "\n")
		x.Resize(60, 18)
		x.MustShow("8 Log")
		x.Resize(80, 24)
		if again := strings.Join(x.Rows(), "\n"); again != drawn {
			t.Errorf("after two changes of size the screen is different:\n%s\nwas:\n%s", again, drawn)
		}
		x.Send("q")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
		if x.AltScreen() || x.CursorHidden() {
			t.Error("the terminal was not put back as it was")
		}
	})
}

func TestWhatOthersWriteIsSeenWithinASecondAndIdleWritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := tuitest.Sample()
		x := tuitest.Open(t, watching(book), 120, 36)
		x.Send("8")
		x.Written()
		x.Second()
		if n := x.Written(); n != 0 {
			t.Errorf("an idle second wrote %d bytes", n)
		}
		act := event.Activity{Activity: record.Activity{ID: record.ID{1, 2, 3}, Kind: "visit", At: record.TimeOf(tuitest.Noon),
			Rep: tuitest.Me, Account: record.AccountID("Hooli"), Note: "other pane"}}
		if err := book.Append(context.Background(), record.RepID("José Núñez"), act); err != nil {
			t.Fatal(err)
		}
		x.Second()
		x.MustShow("other pane")
		x.Send("\x03")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
	})
}

func watching(book tui.Logbook) tui.Options {
	o := tuitest.Options(book, tuitest.Me, tuitest.Noon)
	o.Poll, o.Dwell = 0, 0
	return o
}

// TestByteBudgets holds what goes over the wire to the figures of the design:
// a cursor move within 300 bytes, a typed character within 40 plus the words
// that it changes, one changed number within 300.
func TestByteBudgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := tuitest.Sample()
		x := tuitest.Open(t, watching(book), 120, 36)
		x.Send("2", "j")
		x.Written()
		x.Send("j")
		if n := x.Written(); n > 300 {
			t.Errorf("a cursor move writes %d bytes", n)
		}
		x.Send("a")
		x.Send("c", "a", "l", "l", " ", "a", "c", "m", "e", ":", " ", "x")
		x.Written()
		x.Send("y")
		if n := x.Written(); n > 40 {
			t.Errorf("a typed character writes %d bytes", n)
		}
		x.Send("\x1b")
		for i := range byte(2) { // the first one also makes numbers fresh again
			x.Written()
			act := event.Activity{Activity: record.Activity{ID: record.ID{4, i}, Kind: "call", At: record.TimeOf(tuitest.Noon), Rep: tuitest.Me}}
			if err := book.Append(context.Background(), record.ID{}, act); err != nil {
				t.Fatal(err)
			}
			x.Second()
		}
		if n := x.Written(); n == 0 || n > 300 {
			t.Errorf("one changed number writes %d bytes", n)
		}
		x.Send("q")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
	})
}
