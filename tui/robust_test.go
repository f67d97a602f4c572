package tui_test

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// TestPanicsGiveTheTerminalBack lets a command, the model and the painter
// fail. The program ends with an error, and the terminal is as it was.
func TestPanicsGiveTheTerminalBack(t *testing.T) {
	for name, arm := range map[string]func(*tui.Options, *tuitest.Logbook, *bool){
		"command": func(_ *tui.Options, book *tuitest.Logbook, armed *bool) {
			book.Fail = func() error {
				if *armed {
					panic("in a command")
				}
				return nil
			}
		},
		"model": func(o *tui.Options, _ *tuitest.Logbook, armed *bool) {
			o.Now = func() time.Time {
				if *armed {
					panic("in the model")
				}
				return tuitest.Noon
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				book, armed := tuitest.Sample(), false
				o := tuitest.Options(book, tuitest.Me, tuitest.Noon)
				arm(&o, book, &armed)
				x := tuitest.Open(t, o, 80, 24)
				x.Send("8")
				armed = true
				x.Send("d", "a", "c", "a", "l", "l", " ", "a", "c", "m", "e", "\r")
				if err := x.End(); !errors.Is(err, tea.ErrProgramPanic) {
					t.Errorf("ended with %v", err)
				}
				if x.AltScreen() || x.CursorHidden() {
					t.Error("the terminal was not put back as it was")
				}
				if all := x.Said(); strings.LastIndex(all, "\x1b[?1002l") < strings.LastIndex(all, "\x1b[?1002h") {
					t.Error("the mouse was kept")
				}
			})
		})
	}
}

// TestNothingIsLeftRunning opens and leaves cockpits and counts what still
// runs.
func TestNothingIsLeftRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before := 0
		for n := range 4 {
			x := tuitest.Open(t, watching(tuitest.Sample()), 80, 24)
			for _, tab := range tabs {
				x.Send(tab)
			}
			x.Send("/", "k", "\x1b", "\x03")
			if err := x.End(); err != nil {
				t.Fatal(err)
			}
			x.Rest()
			switch now := runtime.NumGoroutine(); {
			case n == 0:
				before = now
			case now > before:
				buf := make([]byte, 1<<16)
				t.Fatalf("after the first %d goroutines, after one more %d:\n%s", before, now, buf[:runtime.Stack(buf, true)])
			}
		}
	})
}

// moveBudgets are the bytes that a step up or down may take at 80×24 where they
// are more than the 300 of the design: Today tells in full, over four rows, what
// is to be done about what is selected and why, and all of that is another with
// every step.
var moveBudgets = map[string]int{"1": 400}

// scrollBudget is what a step may take past the edge of what is seen. A list that
// has the width to itself is moved by the terminal; the cards of a lane, or a
// list beside another, are written again.
const scrollBudget = 1200

// TestByteBudgetsOfEveryTab holds what goes over the wire to the figures of the
// design, on every tab, with names that are wide and with those of the demo: a
// step within 300 bytes, idle seconds nothing, one more activity within 300.
func TestByteBudgetsOfEveryTab(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at work, for long: the race detector has nothing to see")
	}
	for name, make := range map[string]func() *tuitest.Logbook{"sample": tuitest.Sample, "demo": demoBook} {
		for _, tab := range tabs {
			t.Run(name+tab, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { budgetsOf(t, make(), tab) })
			})
		}
	}
}

func budgetsOf(t *testing.T, book *tuitest.Logbook, tab string) {
	x := tuitest.Open(t, watching(book), 80, 24)
	x.Send("r", tab)
	budget := cmp.Or(moveBudgets[tab], 300)
	settle := func() {
		for range 5 {
			x.Second()
		}
	}
	settle()
	x.Written()
	if x.Second(); x.Written() != 0 {
		t.Error("an idle second writes something")
	}
	for i, key := range strings.Split("jjkkjjkk", "") {
		x.Send(key)
		if n := x.Written(); n > budget {
			t.Errorf("step %d (%s) writes %d bytes", i, key, n)
		}
	}
	for i := range 30 { // to the end of what is seen, and past it
		x.Send("j")
		if n := x.Written(); n > scrollBudget {
			t.Errorf("step %d down writes %d bytes", i, n)
		}
	}
	for i := range byte(2) { // the first one also makes numbers fresh again
		x.Written()
		act := event.Activity{Activity: record.Activity{ID: record.ID{4, i}, Kind: "call", At: record.TimeOf(tuitest.Noon), Rep: tuitest.Me}}
		if err := book.Append(context.Background(), record.ID{}, act); err != nil {
			t.Fatal(err)
		}
		settle()
	}
	if n := x.Written(); n > 300 {
		t.Errorf("one activity more writes %d bytes", n)
	}
	x.Send("\x03")
	if err := x.End(); err != nil {
		t.Fatal(err)
	}
}

// TestFramesAreDrawnWithoutWaste holds what a frame allocates: nothing where
// nothing changed, and little where all of it is drawn anew at 200×60.
func TestFramesAreDrawnWithoutWaste(t *testing.T) {
	for _, tab := range tabs {
		d := tuitest.Start(t, tuitest.Sample(), tuitest.Me, tuitest.Noon, 200, 60)
		d.Press("r", tab)
		d.Model.View()
		if n := testing.AllocsPerRun(20, func() { d.Model.View() }); n > 0 {
			t.Errorf("tab %s: a frame that did not change allocates %v times", tab, n)
		}
		n := testing.AllocsPerRun(20, func() {
			d.Press("ctrl+l") // everything is drawn anew
			d.Model.View()
		})
		if n > 800 { // 75 to 335 when this was written
			t.Errorf("tab %s: a frame that is drawn anew allocates %v times", tab, n)
		}
	}
}
