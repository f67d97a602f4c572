package form_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// open stands on the screen while the form of a new deal is open.
const open = "─ New deal ─"

func start(t testing.TB, w, h int) (*tuitest.Driver, *tuitest.Logbook) {
	t.Helper()
	book := tuitest.Sample()
	return tuitest.Start(t, book, tuitest.Me, tuitest.Noon, w, h), book
}

// deals counts the deals of a title.
func deals(book *tuitest.Logbook, title string) (n int) {
	for _, d := range book.Book().Deals {
		if d.Now.Title == title {
			n++
		}
	}
	return n
}

func TestANewDealFromAnyTab(t *testing.T) {
	for _, tab := range []string{"2", "3", "4", "8"} {
		d, book := start(t, 80, 24)
		d.Press(tab, "n")
		d.MustShow(open, "account", "expected close")
		d.Type("glob")
		d.Press("down", "enter")
		d.Type("Pilot")
		d.Press("enter")
		d.Type("1.2k")
		d.MustShow("1,200.00 EUR")
		d.Press("ctrl+o")
		d.MustShow("new deal: Pilot")
		if d.Shows(open) || deals(book, "Pilot") != 1 {
			t.Fatalf("tab %s: the form is open, or the deal is not there", tab)
		}
		d.Press("u")
		if deals(book, "Pilot") != 0 {
			t.Error("undo left the deal")
		}
	}
}

func TestEnterGoesThroughAllFieldsAndSaves(t *testing.T) {
	d, book := start(t, 80, 24)
	d.Press("n", "enter")
	d.Type("Whole")
	for range 10 {
		d.Press("enter")
	}
	if deals(book, "Whole") != 1 {
		t.Fatalf("not saved:\n%s", d.Frame())
	}
}

func TestLeavingAsksOnlyWhenSomethingWasTyped(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("n", "esc")
	if d.Shows(open) {
		t.Fatal("an empty form asks")
	}
	d.Press("n", "x", "esc")
	d.MustShow("Leave unsaved?", "New deal")
	d.Press("enter") // the safe answer
	d.MustShow("New deal", "x")
	d.Press("esc", "y")
	if d.Shows(open) || d.Quit {
		t.Error("not left")
	}
}

func TestAFieldThatIsWrongIsNotLeftForwards(t *testing.T) {
	d, book := start(t, 80, 24)
	d.Press("n", "enter", "x", "enter")
	d.Type("12.3.4")
	d.MustShow("not an amount")
	d.Press("enter")
	d.MustShow("› amount")
	d.Press("tab")
	d.MustShow("› amount")
	d.Press("shift+tab") // back is free
	d.MustShow("› title", "✗ amount")
	d.Press("ctrl+o") // leads to what is wrong
	d.MustShow("› amount", "not an amount")
	if deals(book, "x") != 0 {
		t.Error("saved what is wrong")
	}
	d.Press("backspace", "backspace", "ctrl+o")
	if deals(book, "x") != 1 {
		t.Errorf("not saved once it was mended:\n%s", d.Frame())
	}
}

// A field that nobody touched is judged, too, when something new is made.
func TestANewDealHasAName(t *testing.T) {
	d, book := start(t, 80, 24)
	before := len(book.Book().Deals)
	d.Press("n", "ctrl+o")
	d.MustShow(open, "› title", "needs a title or an account")
	d.Press("shift+tab")
	d.MustShow("✗ title")
	d.Press("esc")
	if d.Shows(open) || len(book.Book().Deals) != before {
		t.Fatalf("a deal without a name was made, or leaving asks:\n%s", d.Frame())
	}
	d.Press("n")
	d.Type("Globex Two")
	d.Press("ctrl+o")
	d.MustShow("new deal: Globex Two")
	if d.Shows(open) || deals(book, "Globex Two") != 1 {
		t.Error("the deal has not got the name of its account")
	}
}

func TestAFailedWriteLosesNothing(t *testing.T) {
	d, book := start(t, 80, 24)
	book.Fail = func() error { return errors.New("disk full") }
	d.Press("n", "enter")
	d.Type("Kept")
	d.Press("ctrl+o")
	d.MustShow("New deal", "Kept", "not saved: disk full")
	book.Fail = nil
	d.Press("ctrl+o")
	if d.Shows(open) || deals(book, "Kept") != 1 {
		t.Error("not saved the second time")
	}
}

// sheet is a form with a field of every kind, whose saving can be refused.
func sheet(refuse error, saved *panel.Values) panel.Form {
	return panel.Form{
		Title: "Every kind 日本",
		Fields: []panel.Field{
			{Key: "words", Label: "words", Value: "as it was"},
			{Key: "note", Label: "note", Kind: panel.Text, Value: "two\nlines"},
			{Key: "pick", Label: "a label that is far too long 👩‍👩‍👧‍👦", Kind: panel.Choice, Value: "b", Options: []panel.Option{{Value: "a", Text: "first"}, {Value: "b", Text: "second"}, {Value: "c", Text: "third"}}},
		},
		Save: func(v panel.Values) (tea.Cmd, error) {
			*saved = v
			return panel.Ask(panel.Toast{Text: "saved it"}), refuse
		},
	}
}

func TestEveryKindOfField(t *testing.T) {
	var got panel.Values
	d, _ := start(t, 80, 24)
	d.Send(sheet(nil, &got))
	d.Press("end", "!", "enter")
	d.Press("end", "alt+enter")
	d.Type("three")
	d.Press("enter", "down", "enter")
	d.MustShow("saved it")
	if got["words"] != "as it was!" || got["note"] != "two\nlines\nthree" || got["pick"] != "c" {
		t.Errorf("saved %q", got)
	}
}

func TestRefusedSavingKeepsTheForm(t *testing.T) {
	var got panel.Values
	d, _ := start(t, 80, 24)
	d.Send(sheet(errors.New("the moon is full"), &got))
	d.Press("!", "ctrl+o")
	d.MustShow("the moon is full", "as it was!")
	d.Press("?") // typed, not the help
	d.MustShow("as it was!?")
	if d.Shows("the moon is full") {
		t.Error("the reason stays although something was changed")
	}
}

func TestPastedTextIsCleaned(t *testing.T) {
	var got panel.Values
	d, _ := start(t, 80, 24)
	d.Send(sheet(nil, &got))
	d.Send(tea.PasteMsg{Content: " \x1b[31mred\u202e\nline\u200b"})
	d.Press("tab")
	d.Send(tea.PasteMsg{Content: "\x1b]0;title\x07a\nb"})
	d.Press("ctrl+o")
	for _, v := range got {
		if strings.ContainsAny(v, "\x1b\x07\u202e\u200b") || strings.Contains(v, "title") {
			t.Errorf("%q came through", v)
		}
	}
	if !strings.Contains(got["words"], "red line") || !strings.Contains(got["note"], "a\nb") {
		t.Errorf("pasted %q", got)
	}
}

func TestAnotherFormDoesNotTakeWhatWasTyped(t *testing.T) {
	var got panel.Values
	d, _ := start(t, 80, 24)
	d.Send(sheet(nil, &got))
	d.Press("!")
	d.Send(panel.Form{Title: "Intruder", Fields: []panel.Field{{Key: "x", Label: "x"}}})
	d.MustShow("Every kind", "as it was!")
	d.Press("esc", "y")
	d.Send(panel.Form{Title: "Nothing"})
	d.MustShow("not there any more")
}

func TestFieldsCanBeClicked(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("n")
	for y, row := range d.Rows() {
		if strings.Contains(row, "amount") {
			d.Send(tea.MouseClickMsg{X: 10, Y: y, Button: tea.MouseLeft})
		}
	}
	d.MustShow("› amount")
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}} {
		name := func(s string) string { return fmt.Sprintf("%s-%dx%d", s, size[0], size[1]) }
		d, _ := start(t, size[0], size[1])
		d.Press("3", "n")
		d.Golden(name("new"))
		d.Type("日本")
		d.Golden(name("offers"))
		d.Press("down", "enter")
		d.Type("Pilot 👩🏽‍💼 Z͑ͫ̓algo with much more to say than there is room for in a row")
		d.Press("enter")
		d.Type("many")
		d.Press("enter")
		d.Golden(name("wrong"))
		d.Press("ctrl+u", "1", "k", "enter")
		d.Golden(name("choice"))
		var got panel.Values
		d.Press("esc", "y")
		d.Send(sheet(errors.New("the disk is full"), &got))
		d.Press("tab", "!", "ctrl+o")
		d.Golden(name("text"))
	}
}

var colours = regexp.MustCompile(`\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m`)

func TestFormsKeepToTheTheme(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Send(tea.EnvMsg{"NO_COLOR=1", "FORESAIL_ASCII=1"})
	d.Press("3", "n")
	d.Type("xyz")
	d.Press("enter", "enter")
	if c := colours.FindString(d.Model.View().Content); c != "" {
		t.Errorf("a colour without a wish for it: %q", c)
	}
	for _, row := range d.Rows()[3:7] {
		for _, r := range row {
			if strings.ContainsRune("╭╮╰╯─│›✗✓·", r) {
				t.Errorf("%q in ASCII: %s", r, row)
			}
		}
	}
}

// Any keys, at any size: no panic, every frame exactly as large as the
// terminal, and nothing written that was not saved.
func TestAnyKeys(t *testing.T) {
	names := []string{"enter", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", "alt+enter",
		"ctrl+v", "ctrl+e", "ctrl+n", "ctrl+p", "esc", "n", "y", "ctrl+t", "alt+b", "alt+d", "pgdown", "/", "?"}
	typed := []string{"a", "日", "👩‍👩‍👧‍👦", "e\u0301", "1.2k", "fri", " ", "\u202e", "ﷺ", "한"}
	rapid.Check(t, func(rt *rapid.T) {
		var got panel.Values
		d, book := start(t, 80, 24)
		before := len(book.Book().Deals)
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch rapid.IntRange(0, 6).Draw(rt, "what") {
			case 0:
				d.Send(tea.WindowSizeMsg{Width: rapid.IntRange(0, 130).Draw(rt, "w"), Height: rapid.IntRange(0, 50).Draw(rt, "h")})
			case 1:
				d.Send(sheet(nil, &got))
			case 2, 3:
				d.Type(rapid.SampledFrom(typed).Draw(rt, "text"))
			case 4:
				d.Send(tea.PasteMsg{Content: rapid.String().Draw(rt, "paste")})
			default:
				d.Press(rapid.SampledFrom(names).Draw(rt, "key"))
			}
			check(rt, d)
		}
		if after := len(book.Book().Deals); after > before+1 {
			rt.Fatalf("%d deals became %d", before, after)
		}
	})
}

func check(t *rapid.T, d *tuitest.Driver) {
	v := d.Model.View().Content
	rows := strings.Split(v, "\n")
	for i, r := range rows {
		if w := ansi.StringWidthWc(r); i > 0 && w != ansi.StringWidthWc(rows[0]) {
			t.Fatalf("row %d has %d columns:\n%s", i, w, ansi.Strip(v))
		}
	}
}

func TestEditingADealOfThePipeline(t *testing.T) {
	d, book := start(t, 80, 24)
	for _, keys := range [][]string{{"3"}, {"v"}, {"enter"}} { // board, table, detail
		d.Press(keys...)
		d.Press("e")
		d.MustShow("─ Edit the deal ─", "amount")
		d.Press("tab", "ctrl+u")
		d.Type("Renamed " + keys[0])
		d.Press("ctrl+o")
		d.MustShow("saved: Renamed " + keys[0])
		if deals(book, "Renamed "+keys[0]) != 1 {
			t.Errorf("not saved after %v", keys)
		}
	}
}

// TestDeletingTheWordAheadNeverPanics presses, at every place of a line, the
// keys on which the line of the library once panicked.
func TestDeletingTheWordAheadNeverPanics(t *testing.T) {
	for _, key := range []string{"alt+d", "alt+delete", "ctrl+delete"} {
		d := tuitest.Start(t, tuitest.Sample(), tuitest.Me, tuitest.Noon, 80, 24)
		d.Press("n")
		d.Type("Ac me")
		for range 7 {
			d.Press(key, "left")
		}
		d.MustShow("New deal")
	}
}
