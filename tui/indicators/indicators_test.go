package indicators_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// demoBook holds the made-up team of two years, in which known leads are
// planted, and an event that the baselines leave out.
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

var sizes = [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}}

// open opens the page of an indicator of the whole team by its name.
func open(t *testing.T, book *tuitest.Logbook, name string, w, h int) *tuitest.Driver {
	t.Helper()
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, w, h)
	d.Press("2", "r", "/")
	d.Type(name)
	d.Press("enter", "enter")
	return d
}

// golden compares what the panel shows, without head and foot, with a file.
func golden(t *testing.T, d *tuitest.Driver, name string) {
	t.Helper()
	rows := strings.Split(d.Frame(), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	got := strings.Join(rows[3:len(rows)-2], "\n") + "\n"
	path := filepath.Join("testdata", name+".txt")
	if os.Getenv("FORESAIL_UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

func TestFramesOfTheList(t *testing.T) {
	book := demoBook()
	for _, size := range sizes {
		d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("2", "r")
		golden(t, d, fmt.Sprintf("list-%dx%d", size[0], size[1]))
	}
}

func TestFramesOfAPage(t *testing.T) {
	book := demoBook()
	for _, size := range sizes {
		d := open(t, book, "Proposals", size[0], size[1])
		golden(t, d, fmt.Sprintf("page-%dx%d", size[0], size[1]))
		d.Press("G")
		golden(t, d, fmt.Sprintf("page-end-%dx%d", size[0], size[1]))
	}
	d := open(t, book, "Deals won", 120, 36)
	golden(t, d, "outcome-120x36")
}

func TestWhatItLeadsAndBack(t *testing.T) {
	d := open(t, demoBook(), "Proposals", 200, 60)
	d.MustShow("What it leads here", "when it rises, Deals won rises 5 weeks", "when it rises, Booked revenue rises 5 weeks", "natural limits")
	d.Press("tab", "enter")
	d.MustShow("Proposals sent → Booked revenue", "Cross-correlation by lag")
	d.Press("esc")
	d.MustShow("What it leads here", "Proposals sent")
	d.Press("tab", "enter")
	d.MustShow("Proposals sent → Deals won")
	d.Press("esc", "esc")
	d.MustShow("→5w", "leads by 5 weeks", "Leading")
}

// Only a verdict of the analysis gets a mark, and what is known from elsewhere
// is not told as found.
func TestOnlyWhatLeadsHereIsMarked(t *testing.T) {
	d := tuitest.Start(t, demoBook(), tuitest.Me, tuitest.Noon, 120, 40)
	d.Press("2", "r")
	for _, row := range strings.Split(d.Frame(), "\n") {
		if strings.Contains(row, "Calls ") && strings.Contains(row, "→") {
			t.Errorf("calls lead nothing here: %s", row)
		}
	}
	d.MustShow("→5w")
	d = open(t, tuitest.Sample(), "Calls", 110, 70)
	d.MustShow("Not enough data on", "weeks more", "elsewhere, as a rule; nothing found here")
	if d.Shows("moves first") || d.Shows("→") {
		t.Errorf("a lead is shown where nothing was found:\n%s", d.Frame())
	}
}

// Every sign that is on the screen is explained there, and no other.
func TestTheLegendIsOfTheSignsOnTheScreen(t *testing.T) {
	words := map[string][]string{
		"▲": {"▲ above its limits", "▲ high"}, "▼": {"▼ below its limits", "▼ low"}, "◆": {"◆ shifted"}, "◇": {"◇ far out"},
		"◐": {"◐ newer data due", "◐ data due"}, "→": {"→5w leads"}, "○": {"○ this week so far", "○ so far"},
	}
	late := demoBook()
	late.Seed(event.NewMeasure("website traffic", record.DateOf(tuitest.Noon)+1, 5)) // not known yet
	for name, book := range map[string]*tuitest.Logbook{"demo": demoBook(), "later": late} {
		for _, size := range sizes[1:3] {
			now := tuitest.Noon
			if name == "later" {
				now = now.AddDate(0, 0, 25)
			}
			d := tuitest.Start(t, book, tuitest.Me, now, size[0], size[1])
			d.Press("2", "r")
			for range 2 {
				for sign, forms := range words {
					explained, n := false, 0
					for _, f := range forms {
						n += strings.Count(d.Frame(), f)
						explained = explained || strings.Contains(d.Frame(), f)
					}
					lists := strings.Join(d.Rows()[3:min(36, size[1])-2], "\n")
					if used := strings.Count(lists, sign) > n; used != explained && !strings.Contains(lists, "…") {
						t.Errorf("%s, %v: %s is used: %v, explained: %v\n%s", name, size, sign, used, explained, d.Frame())
					}
				}
				d.Press("G")
			}
		}
	}
}

// What has fallen is told on top with its direction and since when.
func TestTheHeadlineSaysWhichWayAndSinceWhen(t *testing.T) {
	l := tuitest.NewLogbook(tuitest.Noon)
	monday := record.DateOf(tuitest.Noon) - 4
	for week := 1; week <= 30; week++ {
		n := 40 + (week+1)%3 // the ninth last week is on the average
		if week <= 8 {
			n = 38 + week%2 // within the limits, and below the average
		}
		for i := range n {
			a := event.Activity{Activity: record.Activity{Kind: "call", Rep: tuitest.Me, Account: record.AccountID("acme")}}
			a.ID = record.DeriveID("test", fmt.Sprint(week, "/", i))
			a.At = record.Time{Unix: int64(monday-record.Date(7*week))*86400 + int64(i)*60 + 36000}
			l.Seed(a)
		}
	}
	d := tuitest.Start(t, l, tuitest.Me, tuitest.Noon, 120, 36)
	d.Press("2")
	d.MustShow("! Calls: lower since Mon 21 Sep", "◆ shifted")
	d.Press("enter")
	d.MustShow("lower than before, eight weeks in a row since that of 21 Sep 2026")
}

// What is known from elsewhere does not deny what was found here.
func TestThePriorDoesNotContradictWhatIsFound(t *testing.T) {
	d := open(t, demoBook(), "Proposals", 200, 60)
	d.MustShow("when it rises, Deals won rises 5 weeks", "How early it moves elsewhere, as a rule", "Lead–lag finds out (tab 4")
	if d.Shows("nothing found here") {
		t.Error("nothing is found here, under what is found here")
	}
}

// Where there is nothing to compare with, that is said.
func TestNothingLastWeekIsSaid(t *testing.T) {
	l := tuitest.NewLogbook(tuitest.Noon)
	l.Seed(event.Activity{Activity: record.Activity{ID: record.ID{7}, At: record.TimeOf(tuitest.Noon), Kind: "call", Rep: tuitest.Me}})
	d := tuitest.Start(t, l, tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("2")
	d.MustShow("nothing last week yet")
	if d.Shows("on last week") {
		t.Error("a change is announced that is not there")
	}
}

// The values are of the period under way, the signs of the last whole one:
// both are said.
func TestSignsSayOfWhichPeriodTheyAre(t *testing.T) {
	for _, size := range sizes {
		d := tuitest.Start(t, demoBook(), tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("2", "r")
		if !d.Shows("9 Nov") {
			t.Errorf("%v: the signs do not say of which week they are:\n%s", size, d.Frame())
		}
	}
}

func TestAPageKeepsItsSizeAndFollowsWhatIsLogged(t *testing.T) {
	book := demoBook()
	d := open(t, book, "Calls", 100, 30)
	d.Send(tea.WindowSizeMsg{Width: 60, Height: 16})
	d.Press("G")
	d.Send(tea.WindowSizeMsg{Width: 200, Height: 60})
	d.MustShow("Calls", "What it leads here")
	total := regexp.MustCompile(`in all ([0-9,]+)`)
	before := total.FindString(d.Frame())
	book.Seed(event.Activity{Activity: record.Activity{ID: record.ID{7}, At: record.TimeOf(tuitest.Noon), Kind: "call", Rep: tuitest.Me}})
	d.Send(tui.Poke{})
	if after := total.FindString(d.Frame()); before == "" || after == before {
		t.Errorf("one call more: %q, before %q", after, before)
	}
}

// TestShortNamesDiffer holds that no two names look alike where only their
// short forms fit.
func TestShortNamesDiffer(t *testing.T) {
	p, seen := say.English(), map[string]string{}
	for _, i := range metrics.Catalogue() {
		name := p.T("indicator." + i.ID + ".name")
		short := name
		if key := "indicator." + i.ID + ".short"; p.Has(key) {
			short = p.T(key)
		}
		if n := len([]rune(short)); n > 12 && i.Horizon == metrics.Leading || n > 16 {
			t.Errorf("%q has no form short enough: %q", name, short)
		}
		if other := seen[short]; other != "" {
			t.Errorf("%q and %q are both called %q", name, other, short)
		}
		seen[short] = name
	}
}

// Where the columns have no room for it, a row below the lists tells of the
// indicator selected how it changed, its target, and until when it holds.
func TestTheRowBelowTellsOfTheOneSelected(t *testing.T) {
	book := demoBook()
	for _, size := range [][2]int{{80, 24}, {120, 36}, {40, 20}} {
		d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("2", "r")
		last := func() string { return d.Rows()[size[1]-3] }
		if s := last(); !strings.Contains(s, "last week") || !strings.Contains(s, "target") {
			t.Errorf("%d columns: %q tells neither change nor target", size[0], s)
		}
		first := last()
		d.Press("j", "j")
		if last() == first {
			t.Errorf("%d columns: the row does not follow the cursor: %q", size[0], first)
		}
	}
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 200, 60)
	d.Press("2", "r")
	if d.Shows("on last week") {
		t.Error("at 200 columns all of it has its column")
	}
}
