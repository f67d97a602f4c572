package tui_test

import (
	"errors"
	"fmt"
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

func start(t testing.TB, w, h int) (*tuitest.Driver, *tuitest.Logbook) {
	t.Helper()
	book := tuitest.Sample()
	return tuitest.Start(t, book, tuitest.Me, tuitest.Noon, w, h), book
}

var tabs = tui.TabKeys()

func TestFramesOfEveryTab(t *testing.T) {
	for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}} {
		d, _ := start(t, size[0], size[1])
		d.Press("r") // the whole team
		for _, tab := range tabs {
			d.Press(tab)
			d.Golden(fmt.Sprintf("tab%s-%dx%d", tab, size[0], size[1]))
		}
	}
}

func TestFramesOfOverlaysAndDetails(t *testing.T) {
	d, _ := start(t, 80, 24)
	for _, c := range []struct {
		name string
		keys []string
	}{
		{"help", []string{"2", "?"}}, {"help-end", []string{"G"}},
		{"palette", []string{"esc", ":"}}, {"palette-typed", []string{"p", "i", "p", "e"}},
		{"indicator", []string{"esc", "j", "enter"}}, {"deal", []string{"esc", "3", "l", "l", "enter"}},
		{"deals-table", []string{"esc", "v"}}, {"won", []string{"w"}}, {"activity", []string{"n", "8", "enter"}},
		{"log-filter", []string{"esc", "/", "k", "ä", "s", "e"}},
	} {
		d.Press(c.keys...)
		d.Golden("over-" + c.name)
	}
}

func TestFramesOfEveryTheme(t *testing.T) {
	light, dark := tea.BackgroundColorMsg{Color: color.White}, tea.BackgroundColorMsg{Color: color.Black}
	for name, msgs := range map[string][]tea.Msg{
		"dark":      {dark, tea.ColorProfileMsg{Profile: colorprofile.TrueColor}},
		"light":     {light, tea.ColorProfileMsg{Profile: colorprofile.TrueColor}},
		"sixteen":   {dark, tea.ColorProfileMsg{Profile: colorprofile.ANSI}},
		"no-colour": {dark, tea.EnvMsg{"NO_COLOR=0"}},
		"ascii":     {light, tea.EnvMsg{"FORESAIL_ASCII=1"}},
	} {
		d, _ := start(t, 80, 24)
		d.Send(msgs...)
		d.Press("r")
		for _, tab := range tabs {
			d.Press(tab)
			d.GoldenStyled("theme-" + name + "-tab" + tab)
		}
	}
}

func TestFrameIsAsLargeAsTheTerminalWhateverItsSize(t *testing.T) {
	d, _ := start(t, 80, 24)
	for w := 0; w < 130; w += 13 {
		for h := 0; h < 50; h += 7 {
			d.Send(tea.WindowSizeMsg{Width: w, Height: h})
			for _, tab := range tabs {
				d.Press(tab)
				checkSize(t, d, w, h, ansi.WcWidth)
			}
		}
	}
	d.Send(tea.WindowSizeMsg{Width: 1 << 20, Height: 1 << 20})
	if n := len(d.Frame()); n > 1<<20 {
		t.Errorf("a client that claims a huge window gets a frame of %d bytes", n)
	}
}

func checkSize(t testing.TB, d *tuitest.Driver, w, h int, m ansi.Method) {
	t.Helper()
	if err := d.Misfit(w, h, m); err != nil {
		t.Fatal(err)
	}
}

// TestRandomKeys presses what comes, in windows of any size. Afterwards the
// frame still fits and the data can still be read.
func TestRandomKeys(t *testing.T) {
	rounds := 1500
	if testing.Short() {
		rounds = 300
	}
	for seed := range uint64(2) {
		d, book := start(t, 100, 30)
		m := tuitest.NewMonkey(d, seed)
		for range rounds {
			m.Step()
		}
		for _, a := range book.Everything() {
			if a.Kind == "" || a.At.IsZero() {
				t.Fatalf("an activity without kind or time: %+v", a)
			}
		}
	}
}

func TestMouse(t *testing.T) {
	d, _ := start(t, 80, 24)
	click := func(text string) {
		t.Helper()
		for y, row := range d.Rows() {
			if before, _, ok := strings.Cut(row, text); ok {
				d.Send(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
				return
			}
		}
		t.Fatalf("nothing to click: %s", text)
	}
	click("3 Pipeline")
	d.MustShow("without next step")
	click("Umbrella rollout 12")
	click("Umbrella rollout 12")
	d.MustShow("history")
	d.Press("esc")
	click("8 Log")
	d.Send(tea.MouseWheelMsg{X: 4, Y: 6, Button: tea.MouseWheelDown})
	click("help")
	d.MustShow("On every tab")
}

func TestCardsMoveAndComeBack(t *testing.T) {
	d, book := start(t, 120, 36)
	d.Press("3")
	d.MustShow("Acme rollout 16")
	stage := func() string { return book.Book().Deals[record.DeriveID("sample/deal", "16")].Now.Stage }
	if stage() != "lead" {
		t.Fatalf("the first card is in %s", stage())
	}
	d.Press("L")
	if stage() != "qualified" {
		t.Errorf("after L it is in %s", stage())
	}
	d.MustShow("is in Qualified now")
	d.Press("L")
	if stage() != "meeting" {
		t.Errorf("the cursor did not stay with the card: %s", stage())
	}
	d.Press("u")
	if stage() != "qualified" {
		t.Errorf("after undo it is in %s", stage())
	}
	d.Press("ctrl+r")
	if stage() != "meeting" {
		t.Errorf("after redo it is in %s", stage())
	}
	d.Press("w")
	d.MustShow("Mark Acme rollout 16")
	d.Press("enter")
	if stage() != "meeting" {
		t.Error("enter must not be a yes")
	}
	d.Press("w", "y")
	if stage() != record.StageWon {
		t.Errorf("won, but in %s", stage())
	}
}

func TestTakingBackInTheLogAndUndo(t *testing.T) {
	d, book := start(t, 80, 24)
	n := len(book.Everything())
	d.Press("8", "d")
	if len(book.Everything()) != n-1 {
		t.Fatal("nothing was taken back")
	}
	d.MustShow("taken back")
	d.Press("u")
	if len(book.Everything()) != n {
		t.Error("undo did not bring it back")
	}
	d.Press("ctrl+r")
	if len(book.Everything()) != n-1 {
		t.Error("redo did not take it back again")
	}
}

func TestFilterInTheLog(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("r", "8", "/")
	d.Type("käse meeting")
	for _, row := range d.Rows()[5:20] {
		if row != "" && !strings.Contains(row, "Käse") {
			t.Errorf("not filtered: %q", row)
		}
	}
	d.Press("enter")
	d.MustShow("käse meeting")
	d.Press("esc")
	if d.Shows("käse meeting") {
		t.Error("esc did not clear the filter")
	}
	if d.Press("esc"); d.Quit {
		t.Error("esc never quits")
	}
	if d.Press("q"); !d.Quit {
		t.Error("q quits at the root")
	}
}

func TestAnEmptyFileSaysHowToBegin(t *testing.T) {
	d := tuitest.Start(t, tuitest.NewLogbook(tuitest.Noon), tuitest.Me, tuitest.Noon, 100, 24)
	d.MustShow("Nothing recorded yet. Press a")
	d.Press("2")
	d.MustShow("Nothing recorded yet. Press a", "not enough data")
	d.Golden("empty")
	d.Press("8")
	d.MustShow("Nothing logged yet")
	d.Press("3", "j", "enter", "L", "w", "v", "j", "esc")
}

func TestAFileThatCannotBeReadIsNamedUntilItCanBe(t *testing.T) {
	d, book := start(t, 100, 24)
	book.FailRead = func() error { return errDisk }
	d.Send(poke)
	d.MustShow("cannot read: no space left on device", "next, of")
	d.Press("j")
	d.Send(poke)
	d.MustShow("cannot read")
	book.FailRead = nil
	d.Send(poke)
	if d.Shows("cannot read") {
		t.Errorf("it can be read again:\n%s", d.Frame())
	}
}

func TestWhatIsOpenShowsTheWayBack(t *testing.T) {
	d, _ := start(t, 80, 24)
	for _, tab := range []string{"2", "3", "8"} {
		d.Press(tab, "enter")
		d.MustShow("esc back")
		if d.Press("esc"); d.Shows("esc back") {
			t.Errorf("tab %s: nothing is open:\n%s", tab, d.Frame())
		}
	}
}

func TestARemarkIsNeitherDoneNorFailed(t *testing.T) {
	d, _ := start(t, 80, 24)
	for _, key := range []string{".", "ctrl+r", "M"} {
		if d.Press(key); d.Shows("✓") || d.Shows("✗") {
			t.Errorf("%s:\n%s", key, d.Frame())
		}
	}
}

func TestOneLineSaysWhatIsTooSmall(t *testing.T) {
	d, _ := start(t, 39, 15)
	d.MustShow("too small: 39×15, needs 40×15")
	d.Send(tea.WindowSizeMsg{Width: 12, Height: 3})
	d.MustShow("needs 40×15")
}

func TestFirstRun(t *testing.T) {
	f := tui.NewFirst(tui.Options{Now: nil}, tui.Answers{Name: "dana", Pack: "general", Currency: "USD"}, []string{"general"})
	d := &tuitest.Driver{T: t, Model: f}
	d.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.Golden("first")
	d.Press("ctrl+u", "enter")
	d.MustShow("a name is needed")
	d.Type("José")
	d.Press("enter", "enter", "ctrl+u")
	d.Type("xxq")
	d.Press("enter")
	d.MustShow("XXQ is no currency code")
	d.Press("ctrl+u")
	d.Type("myr")
	d.Press("enter")
	if got, want := f.Answers(), (tui.Answers{Name: "José", Pack: "general", Currency: "MYR"}); got != want || !f.Done || !d.Quit {
		t.Errorf("%+v, done %v, want %+v", got, f.Done, want)
	}
}

func TestFirstRunAsksOneAtATimeWhereThereIsNoRoom(t *testing.T) {
	f := tui.NewFirst(tui.Options{Now: nil}, tui.Answers{Name: "dana", Pack: "general", Currency: "USD"}, []string{"general"})
	d := &tuitest.Driver{T: t, Model: f}
	d.Send(tea.WindowSizeMsg{Width: 36, Height: 9})
	for _, question := range []string{"Who are you?", "What do you sell?", "In which currency?"} {
		d.MustShow(question, "enter next")
		d.Press("enter")
	}
	if !f.Done {
		t.Error("not done")
	}
}

func TestTypingOnADefaultTakesItsPlace(t *testing.T) {
	f := tui.NewFirst(tui.Options{Now: nil}, tui.Answers{Name: "root", Pack: "general", Currency: "USD"}, []string{"general"})
	d := &tuitest.Driver{T: t, Model: f}
	d.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.Type("Dana")
	d.Press("enter", "enter", "backspace")
	d.Type("T")
	if got, want := f.Answers(), (tui.Answers{Name: "Dana", Pack: "general", Currency: "UST"}); got != want {
		t.Errorf("%+v, want %+v: typing replaces, editing keys edit", got, want)
	}
}

var (
	errDisk = errors.New("no space left on device")
	poke    = tui.Poke{}
)
