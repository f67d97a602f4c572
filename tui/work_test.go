package tui_test

import (
	"testing"
	"time"

	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// TestLeavingWhileSomethingIsWrittenAsks: no is the answer of enter; to ask
// twice with ctrl+c is to mean it.
func TestLeavingWhileSomethingIsWrittenAsks(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		d, _ := start(t, 80, 24)
		d.Model.(*tui.App).Labour("importing deals.csv")
		d.Press(key)
		d.MustShow("Leave and stop importing deals.csv?", "y yes")
		d.Press("enter")
		if d.Quit || d.Shows("Leave and stop") {
			t.Fatalf("%s, enter: left %v", key, d.Quit)
		}
		d.Press(key, "y")
		if !d.Quit {
			t.Errorf("%s, y: not left", key)
		}
	}
	d, _ := start(t, 80, 24)
	d.Model.(*tui.App).Labour("importing deals.csv")
	d.Press("a", "ctrl+c")
	d.MustShow("Leave and stop")
	d.Press("ctrl+c")
	if !d.Quit {
		t.Error("ctrl+c twice does not leave")
	}
	d, _ = start(t, 80, 24)
	d.Send(panel.Progress{Name: "looking for leads", Done: 1, Total: 2})
	d.Press("q")
	if !d.Quit {
		t.Error("work that writes nothing asks")
	}
}

// TestWorkThatIsNearlyDoneHasTimeLeft: what is not over takes a second at least.
func TestWorkThatIsNearlyDoneHasTimeLeft(t *testing.T) {
	now := tuitest.Noon
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, now)
	o.Now = func() time.Time { return now }
	d := tuitest.StartWith(t, o, 80, 24)
	d.Send(panel.Progress{Name: "reading", Done: 1, Total: 1000})
	now = now.Add(10 * time.Second)
	d.Send(panel.Progress{Name: "reading", Done: 999, Total: 1000})
	d.MustShow("1 s left")
	d.Send(panel.Progress{Name: "reading", Done: 500, Total: 1000})
	d.MustShow("10 s left")
}
