package forecast_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

var sizes = [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}}

// team is the made-up team of two years, with deals whose names have broken
// columns before. No test writes to it.
var team = sync.OnceValue(func() *tuitest.Logbook {
	book := tuitest.NewLogbook(tuitest.Noon)
	o := demo.Options{Seed: 1, Now: tuitest.Noon}
	bodies := append([]event.Body(nil), demo.Setup(o)...)
	for g := range demo.Groups(o) {
		bodies = append(bodies, g.Bodies...)
	}
	for i, name := range []string{"日本電産株式会社 導入", "👨‍👩‍👧‍👦 Family Foods", "Z͑ͫ̓algo Ltd", "नमस्ते ट्रेडर्स"} {
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: record.DeriveID("test/deal", name), At: record.TimeOf(tuitest.Noon.AddDate(0, -1, 0)), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text(name)}, {Field: record.FieldStage, Value: record.Text([]string{"negotiation", "parked"}[i%2])},
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: int64(90_000_00 - i), Currency: []string{"EUR", "EUR", "JPY", "EUR"}[i]})},
			{Field: record.FieldExpected, Value: record.DateValue(record.DateOf(tuitest.Noon.AddDate(0, 0, 3)))},
		}})
	}
	book.Seed(bodies...)
	return book
})

func TestFrames(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("r", "5")
	for _, size := range sizes {
		name := func(what string) string { return fmt.Sprintf("%s-%dx%d", what, size[0], size[1]) }
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		d.Golden(name("month"))
		d.Press("G")
		d.Golden(name("end"))
		d.Press("enter")
		d.Golden(name("past"))
		d.Press("esc", "g", "j", "enter")
		d.Golden(name("commit"))
		d.Press("esc", "g", "]", "]")
		d.Golden(name("quarter"))
		d.Press("[", "[")
	}
}

// What the list of a group shows adds up to its total to the cent, and what
// the categories show adds up to all that is expected.
func TestListsAddUp(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 120, 40)
	d.Press("r", "5", "j")
	sums := map[string]int64{}
	for {
		d.Press("enter", "y")
		rows := strings.Split(d.Clip, "\n")
		total := strings.Split(rows[len(rows)-1], "\t")
		sum := int64(0)
		for _, row := range rows[:len(rows)-1] {
			if f := strings.Split(row, "\t"); strings.HasSuffix(f[2], " EUR") {
				sum += cents(t, f[2])
			}
		}
		if n := strconv.Itoa(len(rows) - 1); n != strings.ReplaceAll(total[1], ",", "") || sum != cents(t, total[2]) {
			t.Errorf("%s: %s deals with %d cents, its total is %s", total[0], n, sum, total[2])
		}
		sums[total[0]] = sum
		d.Press("esc")
		if total[0] == "all expected" {
			break
		}
		d.Press("j")
	}
	if all := sums["commit"] + sums["best case"] + sums["pipeline"] + sums["stage without a chance"]; all != sums["all expected"] || all == 0 {
		t.Errorf("the categories come to %d, all expected to %d", all, sums["all expected"])
	}
}

func cents(t *testing.T, amount string) int64 {
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", ".", "", " EUR", "").Replace(amount), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestADealLeadsToItsPageAndBack(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 120, 40)
	d.Press("r", "5", "j", "enter", "enter")
	d.MustShow("日本電産株式会社 導入", "new deal")
	d.Press("esc")
	d.MustShow("stated as commit")
	d.Press("esc")
	d.MustShow("still to win")
}

func TestWithoutDataNothingIsInvented(t *testing.T) {
	d := tuitest.Start(t, tuitest.NewLogbook(tuitest.Noon), record.ID{}, tuitest.Noon, 100, 40)
	d.Press("5")
	d.MustShow("no goal on booked revenue is set", "no period with deals is over yet", "nothing on this tab is predicted")
	d.Press("j", "k", "enter", "esc", "G", "enter", "y", "tab")
}

// How a goal is set is told in the words of the palette, and to whoever may; a
// goal of the team is not denied to whom it is not one of their own.
func TestWithoutAGoalWhatCanBeDoneIsSaid(t *testing.T) {
	const how, team = "press : and then “goal” to set one", "the team has a goal on booked revenue, and none is yours: r shows the team’s"
	for _, c := range []struct {
		rights panel.Rights
		goal   bool
		want   string
	}{
		{panel.AllRights, false, how},
		{panel.AllRights, true, team},
		{panel.SeeTotals | panel.SeeOwn | panel.Log, true, team},
		{panel.SeeTotals | panel.SeeOwn | panel.Log, false, "no goal on booked revenue is set"},
	} {
		l := tuitest.Sample()
		if c.goal {
			l.Seed(event.NewGoal("booked_revenue", record.ID{}, record.Quarter, 0,
				record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1000_00, Currency: "EUR"})}))
		}
		o := tuitest.Options(l, tuitest.Me, tuitest.Noon)
		o.Rights = c.rights
		d := tuitest.StartWith(t, o, 120, 36)
		d.Press("5")
		d.MustShow(c.want)
		if c.want != how && d.Shows("to set one") || d.Shows("foresail goal") {
			t.Errorf("%v with a goal %v: what is not possible here is advised:\n%s", c.rights, c.goal, d.Frame())
		}
	}
}

// A rep of a team who sees the team's sums sees no deals of others in them.
func TestDealsOfOthersAreNotListed(t *testing.T) {
	o := tuitest.Options(team(), record.RepID("nobody"), tuitest.Noon)
	o.Rights = panel.SeeTotals | panel.SeeOwn | panel.Log
	o.Team = true
	d := tuitest.StartWith(t, o, 120, 40)
	d.Press("5", "j", "enter")
	d.MustShow("6 deals: 115,350.00 EUR", "6 of others are not listed here", "no deal")
}

// TestTheFilterHoldsForTheDealsOfALine opens the deals of the line under the
// cursor with "/", finds by accent-free words, and leads back step by step.
func TestTheFilterHoldsForTheDealsOfALine(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 120, 40)
	d.Press("r", "5", "j", "/")
	d.Type("日本")
	d.MustShow("日本電産株式会社 導入", "stated as commit")
	if strings.Contains(d.Frame(), "Family Foods") {
		t.Error("a deal that does not match is listed")
	}
	d.Press("enter", "y")
	if rows := strings.Split(d.Clip, "\n"); len(rows) != 1 || !strings.HasPrefix(rows[0], "日本電産株式会社 導入\t") {
		t.Errorf("copied was %q", d.Clip)
	}
	d.Press("enter")
	d.MustShow("new deal")
	d.Press("esc", "esc")
	d.MustShow("stated as commit")
	d.Press("esc")
	d.MustShow("still to win")
}

// A copied row of what is booked says the day that the row on the screen says:
// that on which the deal was won.
func TestACopyOfWhatIsBookedSaysTheDayItWasWonOn(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 200, 60)
	d.Press("r", "5", "enter", "y")
	d.MustShow("won on")
	deals := team().Book().Deals
	won := map[string][]string{}
	for _, deal := range deals {
		if deal.Now.Stage == record.StageWon {
			won[deal.Now.Title] = append(won[deal.Now.Title], deal.Now.StageSince.Date().String())
		}
	}
	rows := strings.Split(d.Clip, "\n")
	for _, row := range rows[:len(rows)-1] {
		f := strings.Split(row, "\t")
		if !slices.Contains(won[f[0]], f[3]) {
			t.Errorf("%q was won on %v and copied with %s", f[0], won[f[0]], f[3])
		}
	}
	if len(rows) < 3 {
		t.Errorf("only %q was copied", d.Clip)
	}
}

// Each row between the deals and the past has its label, the most important
// first, and every number its count and since when.
func TestWhatItRestsOnIsOneIdeaARow(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 200, 60)
	d.Press("r", "5")
	var labels []string
	for _, row := range d.Rows() {
		row = strings.TrimSpace(row[:min(len(row), 17)])
		if slices.Contains([]string{"pace", "still to win", "in deals", "coverage", "goal", "a deal won", "win rate", "period", "odds"}, row) {
			labels = append(labels, row)
		}
	}
	if got := strings.Join(labels, ", "); got != "pace, still to win, in deals, coverage, goal, a deal won, win rate, period, odds" {
		t.Errorf("the rows are %s", got)
	}
	d.MustShow("won deals since", "closed deals since")
}
