package list_test

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// names is a list of names and the rows of it that were asked for.
type names struct {
	list.List[string]
	rows  []string
	asked int
}

func newNames(rows ...string) *names {
	n := &names{rows: rows}
	n.List = list.List[string]{
		Zone: "row", Find: new(panel.Find),
		Len:  func() int { return len(n.rows) },
		Key:  func(i int) string { return n.rows[i] },
		Text: func(i int) string { return n.rows[i] },
		Fields: func(_ widget.Box, i int) []widget.Field {
			n.asked++
			return []widget.Field{widget.Cell(n.rows[i], theme.Plain)}
		},
	}
	n.Fit(5)
	return n
}

func (n *names) do(a keymap.Action) list.Did {
	did := n.Update(panel.Act{Action: a})
	n.Fit(5)
	return did
}

func (n *names) typed(text string) {
	n.do(panel.Filter)
	for _, r := range text {
		n.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	n.do(panel.Open) // leaves it standing
}

func (n *names) on(t *testing.T, want string) {
	t.Helper()
	got := ""
	if i := n.Index(); i >= 0 {
		got = n.rows[i]
	}
	if got != want {
		t.Errorf("the cursor is on %q, want %q", got, want)
	}
}

func letters(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("row %03d", i)
	}
	return out
}

func TestTheKeysOfAList(t *testing.T) {
	n := newNames(letters(20)...)
	for _, step := range []struct {
		action keymap.Action
		on     string
	}{
		{panel.Up, "row 000"}, {panel.Down, "row 001"}, {panel.HalfDown, "row 003"}, {panel.HalfUp, "row 001"},
		{panel.Last, "row 019"}, {panel.Down, "row 019"}, {panel.Up, "row 018"}, {panel.First, "row 000"},
	} {
		if did := n.do(step.action); did != list.Taken {
			t.Errorf("%s came to %d", step.action, did)
		}
		n.on(t, step.on)
	}
	n.Update(panel.Wheel{N: 3})
	n.on(t, "row 003")
	if did := n.do(panel.Open); did != list.Opened {
		t.Errorf("open came to %d", did)
	}
	if did := n.do(panel.Copy); did != list.Ignored {
		t.Errorf("a key that no list has came to %d", did)
	}
}

// What the filter looks at is asked for with its first letter and not with each,
// and again when the rows have changed.
func TestTypingOnAsksForNoRowTwice(t *testing.T) {
	n, asked := newNames("Käse", "Acme"), 0
	text := n.Text
	n.Text = func(i int) string { asked++; return text(i) }
	n.typed("kase")
	if asked != 2 || n.Shown() != 1 {
		t.Errorf("four letters ask %d times for 2 rows, and leave %d", asked, n.Shown())
	}
	n.rows[1] = "Kaserne"
	n.Renew()
	if n.Shown() != 2 {
		t.Errorf("%d rows are left of what has changed", n.Shown())
	}
}

func TestTheMouseOnAList(t *testing.T) {
	n := newNames(letters(20)...)
	click := func(name string, row int, again bool) list.Did {
		return n.Update(panel.Click{Zone: widget.Zone{Name: name, N: row}, Again: again})
	}
	if did := click("row", 4, false); did != list.Taken {
		t.Errorf("a click came to %d", did)
	}
	n.on(t, "row 004")
	if did := click("row", 4, true); did != list.Opened {
		t.Errorf("a second click came to %d", did)
	}
	if did := click("other", 7, true); did != list.Ignored {
		t.Errorf("a click elsewhere came to %d", did)
	}
	n.on(t, "row 004")
}

func TestTheFilterOfAList(t *testing.T) {
	n := newNames("Café Åre", "Beta", "Gamma café", "Delta")
	n.do(panel.Last)
	n.typed("CAFE")
	if n.Shown() != 2 {
		t.Fatalf("%d rows", n.Shown())
	}
	n.on(t, "Café Åre") // what it was on is not among them
	n.do(panel.Down)
	n.on(t, "Gamma café")
	n.do(panel.Back)
	n.on(t, "Gamma café") // all rows are there again
	n.typed("nothing like it")
	n.on(t, "")
	if did := n.do(panel.Open); did != list.Ignored {
		t.Errorf("opening nothing came to %d", did)
	}
	n.do(panel.Back)
	n.on(t, "Gamma café")
}

func TestWhatComesInMovesNothing(t *testing.T) {
	n := newNames(letters(20)...)
	n.Move(12)
	n.Fit(5)
	top := n.At().Top
	n.rows = slices.Insert(n.rows, 0, "new", "newer")
	n.Renew()
	n.Fit(5)
	n.on(t, "row 012")
	if n.At().Top != top+2 {
		t.Errorf("the rows in sight begin at %d, want %d", n.At().Top, top+2)
	}
	n.rows = slices.DeleteFunc(n.rows, func(s string) bool { return s == "row 012" })
	n.Renew()
	n.Fit(5)
	n.on(t, "row 013") // what it was on has gone
	n.Loose()
	n.rows = append([]string{"first"}, n.rows...)
	n.Renew()
	n.Fit(5)
	n.on(t, "row 011") // it stayed at its height
}

func TestWhoLooksAtTheTopSeesWhatComes(t *testing.T) {
	n := newNames(letters(20)...)
	n.Top = true
	n.Fit(5)
	n.rows = append([]string{"new"}, n.rows...)
	n.Renew()
	n.Fit(5)
	n.on(t, "new")
	n.do(panel.Down)
	n.rows = append([]string{"newer"}, n.rows...)
	n.Renew()
	n.Fit(5)
	n.on(t, "row 000")
	if n.At().Top != 0 {
		t.Errorf("what came is out of sight, the rows begin at %d", n.At().Top)
	}
}

// A frame asks for the rows in sight and for no other.
func TestAFrameCostsWhatIsSeen(t *testing.T) {
	n := newNames()
	n.List.Len, n.List.Text = func() int { return 1_000_000 }, nil
	n.List.Key = func(i int) string { return fmt.Sprint(i) }
	n.List.Fields = func(_ widget.Box, i int) []widget.Field {
		n.asked++
		return []widget.Field{widget.Cell(fmt.Sprint(i), theme.Plain)}
	}
	n.do(panel.Last)
	n.Fit(10)
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(40, 11)
	n.asked = 0
	n.Draw(s.Box(), widget.Table{Columns: []widget.Column{{Title: "n", Min: 8}}}, true, func(widget.Box) { t.Error("it is not empty") })
	if n.asked != 10 || n.Index() != 999_999 {
		t.Errorf("%d rows were asked for, the cursor is on %d", n.asked, n.Index())
	}
}

// TestTheCursorIsAlwaysInSight does anything in any order.
func TestTheCursorIsAlwaysInSight(t *testing.T) {
	actions := rapid.SampledFrom([]keymap.Action{panel.Up, panel.Down, panel.First, panel.Last, panel.HalfDown, panel.HalfUp, panel.Filter, panel.Open, panel.Back})
	rapid.Check(t, func(t *rapid.T) {
		n := newNames(letters(rapid.IntRange(0, 30).Draw(t, "rows"))...)
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				n.rows = letters(rapid.IntRange(0, 30).Draw(t, "rows"))
				n.Renew()
			case 1:
				key := rapid.SampledFrom([]rune("0129 x")).Draw(t, "key")
				n.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
			case 2:
				n.Go(fmt.Sprintf("row %03d", rapid.IntRange(0, 30).Draw(t, "row")))
			default:
				n.do(actions.Draw(t, "action"))
			}
			n.Fit(rapid.IntRange(0, 9).Draw(t, "height"))
			at := n.At()
			if (n.Index() >= 0) != (n.Shown() > 0) {
				t.Fatalf("%d rows are shown, the cursor is on %d", n.Shown(), n.Index())
			}
			if at.Cursor < at.Top || at.Cursor >= at.Top+at.Rows || at.Top > max(0, n.Shown()-at.Rows) {
				t.Fatalf("%d rows are shown, and it is at %+v", n.Shown(), at)
			}
		}
	})
}
