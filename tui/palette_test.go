package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

func TestNamesAreWholeInThePalette(t *testing.T) {
	book := tuitest.Sample()
	book.Seed(event.Set{Type: record.TypeRep, ID: record.RepID("x"), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("नमस्ते व्यापारी")}}})
	d := tuitest.StartWith(t, tuitest.Options(book, tuitest.Me, tuitest.Noon), 80, 24)
	d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeSet})
	d.Press("R")
	d.MustShow("नमस्ते व्यापारी", "Wei Ling 👩🏽‍💼")
	d.Type("wei")
	d.MustShow("Wei Ling 👩🏽‍💼")
}

func TestARepIsPickedByAFewLetters(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("3", "R")
	d.MustShow("Whose numbers?", "Dana Fox", "whole team", "Wei Ling")
	d.Type("nunez")
	d.Press("enter")
	d.MustShow("José Núñez ·")
	d.Press("r")
	d.MustShow("whole team ·")
	d.Press("r", "r")
	d.MustShow("José Núñez ·")
	d.Press("R", "enter")
	d.MustShow("Dana Fox ·")
}

// What is mistyped is found below what fits, and marked; no hit is lost for it.
func TestThePaletteForgivesASlip(t *testing.T) {
	for typed, want := range map[string]string{"foercast": "≈ Go to Forecast", "numbers of dnaa": "≈ Numbers of Dana Fox", "pipleine": "≈ Go to Pipeline"} {
		d, _ := start(t, 80, 24)
		d.Press(":")
		d.Type(typed)
		d.MustShow(want)
	}
	d, _ := start(t, 80, 24)
	d.Press("R")
	d.Type("dnaa")
	d.MustShow("≈ Dana Fox")
	d.Press("ctrl+u")
	d.Type("dana")
	d.MustShow("Dana Fox")
	if d.Shows("≈") {
		t.Error("what fits is marked as near")
	}
}

func TestEverythingIsInThePalette(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"by month", "by month ·"}, {"numbers of wei", "Wei Ling 👩🏽‍💼 ·"}, {"numbers whole team", "whole team ·"}, {"go to log", "day "},
		{"new deal", "─ New deal ─"}, {"edit the deal", "─ Edit the deal ─"}, {"whose", "Whose numbers?"}, {"log an act", "kind account"},
	} {
		d, _ := start(t, 80, 24)
		d.Press("3", ":")
		d.Type(c.typed)
		d.Press("enter")
		d.MustShow(c.want)
	}
}

// TestThePaletteDoesWhatItWasCalled: a label that was typed whole, its beginning
// and its words go before letters that stand in another one somewhere.
func TestThePaletteDoesWhatItWasCalled(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"filter", "Filter"}, {"Filter", "Filter"}, {"filt", "Filter"}, {"open", "Open"}, {"help", "Help: every"}, {"quit", "Quit"}, {"undo", "Undo"},
		{"go to log", "Go to Log"}, {"pipeline", "Go to Pipeline"}, {"to the end", "To the end"},
	} {
		d, _ := start(t, 80, 24)
		d.Press("8", ":")
		d.Type(c.typed)
		if row := d.Rows()[5]; !strings.Contains(row, c.want) {
			t.Errorf("%q would do %q, want %s", c.typed, strings.TrimSpace(row), c.want)
		}
	}
	d, _ := start(t, 80, 24)
	d.Press("8", ":")
	d.Type("Filter")
	d.Press("enter")
	d.MustShow("enter keep the filter")
}

// TestThePaletteSaysWhatAPlaceDoesFirst: each with its own key; the ways to the
// tabs and the moves stand last.
func TestThePaletteSaysWhatAPlaceDoesFirst(t *testing.T) {
	d, _ := start(t, 120, 60)
	d.Press("3", ":")
	at := func(text string) int {
		t.Helper()
		for y, row := range d.Rows() {
			if strings.Contains(row, text) {
				return y
			}
		}
		t.Fatalf("%q is not on the screen:\n%s", text, strings.Join(d.Rows(), "\n"))
		return 0
	}
	before := 0
	for _, text := range []string{"Move the deal to the next stage", "Set a goal", "Log an activity", "Periods by week"} {
		if y := at(text); y <= before {
			t.Errorf("%q stands too high", text)
		} else {
			before = y
		}
	}
	if row := d.Rows()[at("Move the deal to the next stage")]; !strings.Contains(row, "  >▐") || strings.Contains(row, "< >") {
		t.Errorf("its key: %q", row)
	}
	if row := d.Rows()[at("Shorter periods")]; strings.Contains(row, "[ ]") {
		t.Errorf("its key: %q", row)
	}
	d.Press("end")
	d.MustShow("To the end")
}

// TestThePaletteMovesAsListsDo: by half a screen and to its ends, and says where
// one is; where there is text, the keys of the line do what they do in every line.
func TestThePaletteMovesAsListsDo(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("3", ":")
	d.MustShow("1 of ", "▐")
	d.Press("ctrl+d")
	d.MustShow("8 of ")
	d.Press("pgdown")
	d.MustShow("15 of ")
	d.Press("ctrl+u", "pgup")
	d.MustShow(" 1 of ")
	d.Press("end")
	last := d.Frame()
	d.Press("pgdown")
	if d.Frame() != last {
		t.Error("it goes on behind its end")
	}
	d.Press("home")
	d.MustShow(" 1 of ")
	d.Send(tea.MouseWheelMsg{X: 40, Y: 10, Button: tea.MouseWheelDown})
	d.MustShow(" 4 of ")
	d.Type("undo")
	d.Press("home", "delete", "ctrl+d")
	d.MustShow("› do")
	d.Press("ctrl+u", "end", "ctrl+u")
	d.MustShow(" 1 of ")
	tall, _ := start(t, 120, 60)
	tall.Press(":")
	seen := 0
	for _, row := range tall.Rows() {
		if strings.Contains(row, "│ ") {
			seen++
		}
	}
	if seen < 30 {
		t.Errorf("%d rows are seen in a window of 60", seen)
	}
}

// The palette finds names without their accents, and with them.
func TestThePaletteFindsNamesWithoutAccents(t *testing.T) {
	for _, typed := range []string{"jose", "josé", "NÚÑEZ", "nunez"} {
		d, _ := start(t, 120, 36)
		d.Press(":")
		d.Type("numbers of " + typed)
		if !d.Shows("José Núñez") {
			t.Errorf("%q finds nobody:\n%s", typed, strings.Join(d.Rows()[:12], "\n"))
		}
	}
}
