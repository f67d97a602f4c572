package tui_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// awkward are names as no designer thinks of them.
var awkward = []string{
	strings.Repeat("a thousand letters ", 53), strings.Repeat("長", 340), "شركة النقل 12.5k ٣٤٥", "מסחר 99.9% בע״מ", strings.Repeat("👨‍👩‍👧‍👦", 40), "e" + strings.Repeat("\u0301", 60) + " 7", "🇲🇾🇲🇾🇲 12", "1,234,567.89", "Ｆｕｌｌ １２３",
}

// awkwardBook is sample data with awkward names among it.
func awkwardBook() *tuitest.Logbook {
	book := tuitest.Sample()
	var bodies []event.Body
	for i, name := range awkward {
		name = clean.Line(name[:min(len(name), event.MaxText)])
		account, deal := record.AccountID(name), record.DeriveID("awkward", fmt.Sprint(i))
		at := record.TimeOf(tuitest.Noon.AddDate(0, 0, -i))
		bodies = append(bodies,
			event.Set{Type: record.TypeAccount, ID: account, At: at, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}, {Field: record.FieldRep, Value: record.IDValue(tuitest.Me)}}},
			event.Set{Type: record.TypeDeal, ID: deal, At: at, Fields: []record.Assign{
				{Field: record.FieldTitle, Value: record.Text(name)}, {Field: record.FieldAccount, Value: record.IDValue(account)}, {Field: record.FieldRep, Value: record.IDValue(tuitest.Me)},
				{Field: record.FieldStage, Value: record.Text("lead")}, {Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1 << (6 * i), Currency: "EUR"})}}},
			event.Activity{Activity: record.Activity{ID: record.DeriveID("awkward/activity", fmt.Sprint(i)), Kind: "call", At: at, Rep: tuitest.Me, Account: account, Deal: deal, Note: name, Seconds: 1 << i}})
	}
	book.Seed(bodies...)
	return book
}

// scenes are what may be on the screen: every tab, what opens there, and what
// lies over it. Each begins and ends on a tab where nothing is open.
func scenes() map[string][]tea.Msg {
	keys := func(names ...string) []tea.Msg {
		var out []tea.Msg
		for _, n := range names {
			out = append(out, tuitest.Key(n))
		}
		return out
	}
	out := make(map[string][]tea.Msg)
	for _, tab := range tabs {
		out["tab "+tab] = keys(tab)
		out["opened on tab "+tab] = keys(tab, "j", "enter")
		out["second view of tab "+tab] = keys(tab, "v", "G")
		out["filter of tab "+tab] = keys(tab, "/", "1", "a")
	}
	last := tabs[len(tabs)-1]
	out["help"], out["palette"] = keys(last, "?"), keys(last, ":", "p")
	out["entry"] = keys(last, "a", "c", "space", "a", "x")
	out["form"], out["question"] = keys(last, "n"), keys("3", "w")
	out["pasted"] = append(keys(last), tea.PasteMsg{Content: "call acme\n" + strings.Join(awkward, "\n")})
	return out
}

// TestEverySizeOfEveryScene goes through sizes from the least to 300×100. Every
// frame is exactly as large as the window, every border is whole and straight,
// and no text with a number in it is cut without a mark.
func TestEverySizeOfEveryScene(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 23
	}
	for i, name := range slices.Sorted(maps.Keys(scenes())) {
		method := []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}[i%2]
		t.Run(name, func(t *testing.T) {
			d := tuitest.Start(t, awkwardBook(), tuitest.Me, tuitest.Noon, 100, 30)
			if method == ansi.GraphemeWidth {
				d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
			}
			d.Send(scenes()[name]...)
			var cut []string
			d.Model.(*tui.App).Watch(func(text string) {
				if strings.ContainsAny(text, "0123456789") {
					cut = append(cut, text)
				}
			})
			for n, w := 0, 40; w <= 300; n++ {
				h := []int{15, 19, 20, 24, 36, 60, 100}[n%7]
				d.Send(tea.WindowSizeMsg{Width: w, Height: h})
				cut = nil
				if err := d.Misfit(w, h, method); err != nil {
					t.Fatal(err)
				}
				if err := brokenBorder(d.Model.View().Content, method); err != nil {
					t.Errorf("%d×%d: %v\n%s", w, h, err, d.Frame())
				}
				if len(cut) > 0 {
					t.Errorf("%d×%d: cut without a mark: %.80q\n%s", w, h, cut, d.Frame())
				}
				if t.Failed() {
					return
				}
				w += step
				if w > 140 {
					w += 6
				}
			}
		})
	}
}

// brokenBorder finds a frame that is not whole: from every upper left corner
// lines have to lead to the other three.
func brokenBorder(frame string, m ansi.Method) error {
	var grid [][]string
	for row := range strings.SplitSeq(ansi.Strip(frame), "\n") {
		var cells []string
		for row != "" {
			c, w := ansi.FirstGraphemeCluster(row, m)
			cells = append(cells, c)
			for range w - 1 {
				cells = append(cells, "")
			}
			row = row[len(c):]
		}
		grid = append(grid, cells)
	}
	for y, row := range grid {
		for x, c := range row {
			if c != "╭" {
				continue
			}
			right := slices.Index(row[x:], "╮")
			if right < 0 {
				return fmt.Errorf("no upper right corner for %d,%d", x, y)
			}
			if err := sides(grid, x, x+right, y); err != nil {
				return err
			}
		}
	}
	return nil
}

func sides(grid [][]string, left, right, top int) error {
	for y := top + 1; y < len(grid); y++ {
		a, b := grid[y][left], grid[y][right]
		switch {
		case a == "╰" && b == "╯":
			return nil
		case !strings.Contains("│├┤", a) || !strings.Contains("│├┤", b) || a == "" || b == "":
			return fmt.Errorf("row %d of the frame at %d,%d has the sides %q and %q", y, left, top, a, b)
		}
	}
	return fmt.Errorf("the frame at %d,%d has no lower edge", left, top)
}
