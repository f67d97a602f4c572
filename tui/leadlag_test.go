package tui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/metrics"
	"foresail/metrics/findings"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/leadlag"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/tuitest"
	"foresail/tui/widget"
)

// demoBook holds the made-up team of two years, in which known leads are
// planted.
func demoBook() *tuitest.Logbook {
	book := tuitest.NewLogbook(tuitest.Noon)
	o := demo.Options{Seed: 1, Now: tuitest.Noon}
	bodies := append([]event.Body(nil), demo.Setup(o)...)
	for g := range demo.Groups(o) {
		bodies = append(bodies, g.Bodies...)
	}
	book.Seed(bodies...)
	return book
}

func TestFramesOfLeadLag(t *testing.T) {
	book := demoBook()
	for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}} {
		d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("r", "4")
		d.Golden(fmt.Sprintf("lead-table-%dx%d", size[0], size[1]))
		d.Press("enter")
		d.Golden(fmt.Sprintf("lead-evidence-%dx%d", size[0], size[1]))
	}
}

// What is to be said where there is nothing else is said in full.
func TestLeadLagOfANewFileIsReadWhole(t *testing.T) {
	for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}} {
		d := tuitest.Start(t, tuitest.NewLogbook(tuitest.Noon), tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("4")
		if w := words(d); !strings.Contains(w, "leads show once there is some history.") {
			t.Errorf("%v: how to begin is cut:\n%s", size, d.Frame())
		}
	}
}

// Indicators of which nothing is seen stand last and are muted.
func TestIndicatorsThatTellNothingStandBack(t *testing.T) {
	d := tuitest.Start(t, demoBook(), tuitest.Me, tuitest.Noon, 120, 40)
	d.Press("r", "4")
	th, frame := theme.New(theme.Options{}), d.Model.View().Content
	at := func(style theme.Style, name string) int { return strings.Index(frame, th.SGR(style)+name) }
	if told, none := at(theme.Leading, "Accounts touched"), at(theme.Muted, "Emails"); told < 0 || none < told {
		t.Errorf("what tells something stands at %d, what tells nothing at %d:\n%q", told, none, frame)
	}
}

func TestLeadLagOpensTheEvidence(t *testing.T) {
	d := tuitest.Start(t, demoBook(), tuitest.Me, tuitest.Noon, 100, 30)
	d.Press("r", "4")
	d.MustShow("42 pairs over 105 weeks", "Proposals sent", "→5 +")
	d.Press("enter")
	d.MustShow("when it rises, Deals won rises 5 weeks later", "is drawn 5 weeks later", "Cross-correlation by lag")
	d.Press("y")
	if !strings.Contains(d.Clip, "Proposals sent → Deals won: leads\nProposals sent moves first") {
		t.Errorf("copied %q", d.Clip)
	}
	d.Press("esc", "l")
	d.MustShow("Booked revenue rises 5 weeks later")
	for _, size := range [][2]int{{40, 15}, {300, 100}, {59, 20}, {60, 20}} {
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		checkSize(t, d, size[0], size[1], ansi.WcWidth)
		d.Press("enter", "G")
		checkSize(t, d, size[0], size[1], ansi.WcWidth)
		d.MustShow("Largest", "0.")
		d.Press("g")
		d.MustShow("Proposals sent → Booked")
		d.Press("esc")
	}
	d.Press("/")
	d.Type("calls")
	d.MustShow("Connected calls")
	if d.Shows("Proposals sent") {
		t.Error("the filter left what does not match")
	}
}

func TestLeadLagSaysHowMuchIsMissing(t *testing.T) {
	d, _ := start(t, 100, 30)
	d.Press("4")
	d.MustShow("Too early to claim anything: the first pair needs about", "weeks more.", "? too little data")
	d.Press("]")
	d.MustShow("months more. [ shows shorter periods")
	d = tuitest.Start(t, tuitest.NewLogbook(tuitest.Noon), tuitest.Me, tuitest.Noon, 100, 24)
	d.Press("4", "enter", "j", "l", "y")
	d.MustShow("leads show once there is some history")
}

// TestLeadLagShowsNothingThatIsNotWorkedOut drives the panel alone: while the
// pairs are compared it says so, and no finding of another period is shown.
func TestLeadLagShowsNothingThatIsNotWorkedOut(t *testing.T) {
	found, err := new(findings.Finder).Find(context.Background(), demoView(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	p := leadlag.Spec.New(&panel.Env{Say: say.English()})
	p.Update(panel.Size{W: 100, H: 30})
	check := func(when string, f panel.Findings, shown string, hidden ...string) {
		t.Helper()
		p.Update(f)
		s := widget.NewScreen(theme.New(theme.Options{}))
		s.Resize(100, 30)
		p.View(s.Box())
		frame := ansi.Strip(s.Frame())
		if !strings.Contains(frame, shown) {
			t.Errorf("%s: %q is not shown\n%s", when, shown, frame)
		}
		for _, text := range hidden {
			if strings.Contains(frame, text) {
				t.Errorf("%s: %q is shown\n%s", when, text, frame)
			}
		}
	}
	check("before any data", panel.Findings{}, "reading the history", "Proposals sent")
	check("under way", panel.Findings{Busy: true, Done: 3, All: 42}, "comparing pairs: 3 of 42", "Proposals sent")
	check("done", panel.Findings{Found: found}, "42 pairs over 105 weeks", "comparing", "reading")
	check("newer facts", panel.Findings{Found: found, Busy: true, Done: 3, All: 42}, "Proposals sent", "reading")
	check("newer facts", panel.Findings{Found: found, Busy: true, Done: 3, All: 42}, "3 of 42")
	check("another period", panel.Findings{Busy: true}, "reading the history", "Proposals sent")
	check("not to be had", panel.Findings{Err: errors.New("the disk is gone")}, "the disk is gone", "Proposals sent")
}

// demoView is the made-up team of two years in memory.
func demoView(t *testing.T) metrics.View {
	t.Helper()
	memory, clock := event.NewMemory(), &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}
	o := demo.Options{Seed: 1, Now: tuitest.Noon}
	bodies := append([]event.Body(nil), demo.Setup(o)...)
	for g := range demo.Groups(o) {
		bodies = append(bodies, g.Bodies...)
	}
	if err := memory.Append(clock, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	return metrics.View{Book: memory.Book(), Days: memory, Syms: memory.Syms, AsOf: record.DateOf(tuitest.Noon), Period: record.Week}
}
