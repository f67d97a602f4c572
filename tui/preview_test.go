package tui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

// previews are tabs that show what is selected beside or below their list, in a
// window of a size, and what stands there at the beginning and after one step.
var previews = []struct {
	tab          string
	w, h         int
	first, after string
}{
	{"4", 120, 36, "Proposals sent → Deals won", "Open pipeline → Deals won"},
	{"4", 200, 60, "Proposals sent → Deals won", "Open pipeline → Deals won"},
	{"2", 200, 60, "Calls  leading indicator", "Connected calls  leading indicator"},
	{"6", 120, 36, "Attention: A", "Attention: B"},
}

// settled opens a tab and waits until all is worked out.
func settled(t *testing.T, book *tuitest.Logbook, tab string, w, h int) *tuitest.Terminal {
	x := tuitest.Open(t, watching(book), w, h)
	x.Send("r", tab)
	for range 5 {
		x.Second()
	}
	x.Written()
	return x
}

func leave(t *testing.T, x *tuitest.Terminal) {
	x.Send("\x03")
	if err := x.End(); err != nil {
		t.Fatal(err)
	}
}

// under gives the row of a preview that names what is shown: the first with a
// text, below those of the table.
func has(x *tuitest.Terminal, text string) bool {
	return slices.ContainsFunc(x.Rows(), func(row string) bool { return strings.Contains(row, text) })
}

// titles gives the rows that can be the title of a preview on the tab Team: the
// name of a rep, at the left, with the last entry behind it.
func titleOfTeam(x *tuitest.Terminal) string {
	for _, row := range x.Rows() {
		if name, _, ok := strings.Cut(row, "  last entry"); ok {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

func TestAPreviewFollowsTheCursorOnceItRests(t *testing.T) {
	for _, c := range previews {
		t.Run(fmt.Sprintf("%s-%dx%d", c.tab, c.w, c.h), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				x := settled(t, demoBook(), c.tab, c.w, c.h)
				if c.tab == "6" {
					c.first = titleOfTeam(x) + "  "
				}
				if c.first == "  " || !has(x, c.first) {
					t.Fatalf("%q is not shown:\n%s", c.first, strings.Join(x.Rows(), "\n"))
				}
				x.Send("j")
				if n := x.Written(); n > 300 {
					t.Errorf("a move writes %d bytes", n)
				}
				if !has(x, c.first) {
					t.Error("what was shown has gone before the cursor rested")
				}
				x.Second()
				if c.tab == "6" {
					c.after = titleOfTeam(x) + "  "
				}
				if c.after == c.first || !has(x, c.after) || c.tab != "6" && has(x, c.first) {
					t.Errorf("at rest %q is not shown:\n%s", c.after, strings.Join(x.Rows(), "\n"))
				}
				x.Written()
				if x.Second(); x.Written() != 0 {
					t.Error("an idle second writes something")
				}
				leave(t, x)
			})
		})
	}
}

// TestAStepWithAPreviewIsCheap holds steps to the figure of the design also where
// there is a preview to be overtaken.
func TestAStepWithAPreviewIsCheap(t *testing.T) {
	for name, make := range map[string]func() *tuitest.Logbook{"sample": tuitest.Sample, "demo": demoBook} {
		for _, c := range previews {
			t.Run(fmt.Sprintf("%s-%s-%dx%d", name, c.tab, c.w, c.h), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					x := settled(t, make(), c.tab, c.w, c.h)
					for i, key := range strings.Split("jjkkjjkk", "") {
						x.Send(key)
						if n := x.Written(); n > 300 {
							t.Errorf("step %d (%s) writes %d bytes", i, key, n)
						}
						x.Second() // the preview follows
						x.Written()
					}
					leave(t, x)
				})
			})
		}
	}
}

func TestAPreviewFollowsTheData(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := tuitest.Sample()
		x := settled(t, book, "6", 120, 36)
		before := rowWith(x, "  Call  ")
		act := event.Activity{Activity: record.Activity{ID: record.ID{7, 7}, Kind: "call", At: record.TimeOf(tuitest.Noon), Rep: record.RepID("Wei Ling 👩🏽‍💼")}}
		if err := book.Append(context.Background(), record.ID{}, act); err != nil {
			t.Fatal(err)
		}
		x.Second()
		if after := rowWith(x, "  Call  "); before == "" || before == after {
			t.Errorf("one call more, and the preview shows %q as before", after)
		}
		leave(t, x)
	})
}

func rowWith(x *tuitest.Terminal, text string) string {
	for _, row := range x.Rows() {
		if strings.HasPrefix(row, text) {
			return row
		}
	}
	return ""
}

func TestAPreviewComesAndGoesWithTheRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := settled(t, demoBook(), "4", 120, 36)
		drawn := strings.Join(x.Rows(), "\n")
		x.Resize(100, 36)
		if has(x, "Proposals sent → Deals won") {
			t.Error("a preview where there is no room")
		}
		x.MustShow("Proposals sent moves first") // the words below the grid
		x.Resize(120, 36)
		x.Second()
		if again := strings.Join(x.Rows(), "\n"); again != drawn {
			t.Errorf("after two changes of size the screen is different:\n%s\nwas:\n%s", again, drawn)
		}
		leave(t, x)
	})
}

func TestNoPreviewIsReadAloud(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := watching(demoBook())
		o.Linear = true
		x := tuitest.Open(t, o, 80, 24)
		x.Send("r", "4")
		for range 5 {
			x.Second()
		}
		said(x)
		x.Send("j")
		x.Second()
		// The words below the table are said, which are of the pair, and nothing
		// of what a preview tells besides: its title, and the series drawn.
		got := said(x)
		if !strings.Contains(got, "What would change this") || strings.Contains(got, " > ") || strings.Contains(got, "drawn") || strings.Contains(got, "shifted") {
			t.Errorf("a move says %q", got)
		}
		leave(t, x)
	})
}

// TestFramesOfPreviews keeps frames of what has no verdict, and of windows that
// are high and not wide.
func TestFramesOfPreviews(t *testing.T) {
	book := demoBook()
	for _, size := range [][2]int{{120, 36}, {200, 60}} {
		d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("r", "4", "j", "j")
		d.Golden(fmt.Sprintf("preview-open-%dx%d", size[0], size[1]))
		d.Press("j", "j", "l")
		d.Golden(fmt.Sprintf("preview-none-%dx%d", size[0], size[1]))
	}
	for _, size := range [][2]int{{80, 60}, {120, 60}} {
		d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("r", "2", "j", "j")
		d.Golden(fmt.Sprintf("preview-indicator-%dx%d", size[0], size[1]))
		d.Press("6")
		d.Golden(fmt.Sprintf("preview-rep-%dx%d", size[0], size[1]))
	}
}
