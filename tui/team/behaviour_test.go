package team_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// names gives the reps in the order of the table, as far as they are seen.
func names(d *tuitest.Driver) string {
	var out []string
	for _, row := range d.Rows() {
		if strings.Contains(row, "last entry") { // below the table
			break
		}
		for _, n := range []string{"Wei Ling", "山田", "Dana", "José", "👨‍👩‍👧‍👦"} {
			if strings.Contains(row, n) && strings.Contains(row[:min(len(row), 60)], n) && !strings.Contains(row, "needs help") && !strings.Contains(row, "2026") {
				out = append(out, n)
			}
		}
	}
	return strings.Join(out, ", ")
}

func TestSorting(t *testing.T) {
	d := start(t, 120, 36)
	for _, c := range []struct{ keys, want, head string }{
		{"", "Wei Ling, 山田, Dana, José, 👨‍👩‍👧‍👦", "attention"},
		{"s", "Dana, José, Wei Ling, 山田, 👨‍👩‍👧‍👦", "rep▲"},
		{"S", "山田, Wei Ling, José, Dana, 👨‍👩‍👧‍👦", "rep▼"},
		{"s", "山田, Wei Ling, José, Dana, 👨‍👩‍👧‍👦", "this week▼"},
		{"s", "Dana, Wei Ling, 山田, José, 👨‍👩‍👧‍👦", "open▼"},
		{"S", "José, 山田, Wei Ling, Dana, 👨‍👩‍👧‍👦", "open▲"},
	} {
		if c.keys != "" {
			d.Press(c.keys)
		}
		if got := names(d); got != c.want {
			t.Errorf("after %q: %s, want %s", c.keys, got, c.want)
		}
		d.MustShow(c.head)
	}
}

// The sign of the order is seen on every column, whatever the width.
func TestTheOrderIsSaidInFull(t *testing.T) {
	for _, s := range sizes[1:] {
		d := start(t, s[0], s[1])
		for range 7 {
			d.Press("s")
			for _, row := range d.Rows() {
				if strings.Contains(row, "  rep") && strings.Contains(row, "attention") && strings.Contains(row, "…") {
					t.Errorf("a title is cut at %d columns: %s", s[0], row)
				}
			}
		}
	}
}

func TestTheCursorStaysWithItsRep(t *testing.T) {
	d := start(t, 120, 36)
	d.Press("j", "j") // Dana
	d.Press("s", "s", "s")
	d.Press("y")
	if !strings.HasPrefix(d.Clip, "Dana Fox\t") {
		t.Errorf("copied %q", d.Clip)
	}
}

func TestFilter(t *testing.T) {
	d := start(t, 120, 36)
	d.Press("/")
	d.Type("unansw")
	d.Press("enter")
	if got := names(d); got != "Wei Ling, 山田" {
		t.Errorf("with a reason as the filter: %s", got)
	}
	d.MustShow("2 reps")
	d.Press("esc")
	d.Press("/")
	d.Type("nobody of that name")
	d.MustShow("no rep of that name")
	d.Press("esc")
	if got := names(d); !strings.Contains(got, "José") {
		t.Errorf("after esc: %s", got)
	}
}

func TestDrillingIntoARepAndBack(t *testing.T) {
	d := start(t, 120, 36)
	d.Press("j", "enter")
	d.MustShow("山田 太郎", "1 inquiry unanswered for more than 24 hours", "Answer them today", "usual a week", "calls that connect", "Deals at risk", "Last entries")
	if d.Shows("Who needs help?") {
		t.Error("the table is still there")
	}
	d.Press("G")
	d.MustShow("When this is said")
	d.Press("esc")
	d.MustShow("Who needs help?")
	d.Press("y")
	if !strings.HasPrefix(d.Clip, "山田 太郎\t") {
		t.Errorf("back on another row: %q", d.Clip)
	}
}

func TestNumbersAndDealsOfARep(t *testing.T) {
	d := start(t, 120, 36)
	d.Press("j", "enter", "i")
	d.MustShow("山田 太郎 · by week", "North Star")
	d.Press("esc")
	d.MustShow("Last entries") // back on the page that asked
	d.Press("d")
	d.MustShow("山田 太郎 · by week", "485k EUR value")
}

func TestOtherTabsPointToARep(t *testing.T) {
	d := start(t, 120, 36)
	d.Press("3")
	d.Send(panel.Show{Tab: "team", Msg: panel.About{Rep: record.RepID("José Núñez")}})
	d.MustShow("José Núñez", "Deals at risk")
	d.Press("esc")
	d.MustShow("rotting") // the pipeline
}

func TestMouse(t *testing.T) {
	d := start(t, 120, 36)
	y := -1
	for i, row := range d.Rows() {
		if strings.Contains(row, "José") && !strings.Contains(row, "help") {
			y = i
		}
	}
	click := tea.MouseClickMsg(tea.Mouse{X: 10, Y: y, Button: tea.MouseLeft})
	d.Send(click, click)
	d.MustShow("José Núñez", "Deals at risk")
}

func TestWhatIsNewComesIn(t *testing.T) {
	l := sample()
	d := tuitest.Start(t, l, tuitest.Me, tuitest.Noon, 120, 36)
	d.Press("6", "j", "j", "enter")
	d.Press("a")
	d.Type("call hooli")
	d.Press("enter", "G")
	d.MustShow("today 12:00", "Hooli")
}

// part is a file of which its user sees only what one rep owns.
type part struct {
	*tuitest.Logbook
	rep record.ID // zero for none
}

func (p part) Snapshot(ctx context.Context) (tui.Snapshot, error) {
	s, err := p.Logbook.Snapshot(ctx)
	return p.cut(s), err
}

func (p part) cut(s tui.Snapshot) tui.Snapshot {
	s.Part, s.Whole = "own", tui.Facts{Book: s.Book, Days: s.Days}
	own := record.Part{Reps: map[record.ID]*record.Rep{}, Deals: map[record.ID]*record.Deal{}, Goal: func(*record.Goal) bool { return false }, Setting: func(string) bool { return true }}
	if r := s.Book.Reps[p.rep]; r != nil {
		own.Reps[p.rep] = r
	}
	s.Book = s.Book.Part(own)
	return s
}

func TestOnlyOneselfWhereTheOthersMayNotBeSeen(t *testing.T) {
	for _, c := range []struct {
		name string
		rep  record.ID
		sees string
	}{{"a rep", tuitest.Me, "Dana"}, {"a viewer", record.ID{}, "Of the reps you may see the total only."}} {
		d := tuitest.Start(t, part{sample(), c.rep}, tuitest.Me, tuitest.Noon, 200, 60)
		d.Press("6")
		d.MustShow("whole team", "2.2M", c.sees) // 2.2M is open in the whole file: tab6 shows it too
		if d.Shows("Nobody") {
			t.Errorf("%s is told that nobody needs help", c.name)
		}
		for _, other := range []string{"Wei Ling", "山田", "José", "kapitän"} {
			if d.Shows(other) {
				t.Errorf("%s sees %s", c.name, other)
			}
		}
	}
}

// The goal of one rep of several is not that of the team.
func TestTheGoalOfARepIsNotToldOfTheTeam(t *testing.T) {
	l := tuitest.Sample()
	l.Seed(event.NewGoal("booked_revenue", tuitest.Me, record.Month, 0,
		record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1000_00, Currency: "EUR"})}))
	for _, size := range sizes {
		d := tuitest.Start(t, l, tuitest.Me, tuitest.Noon, size[0], size[1])
		d.Press("6")
		d.MustShow("have a goal")
		if d.Shows("of 1k") {
			t.Errorf("%v: the team has the goal of one rep", size)
		}
	}
}

func TestAnEmptyTeam(t *testing.T) {
	d := tuitest.Start(t, tuitest.NewLogbook(tuitest.Noon), record.ID{}, tuitest.Noon, 80, 24)
	d.Press("6")
	d.MustShow("No goal on booked revenue is set.", "Nobody", "No reps yet")
	d.Press("s", "S", "enter", "y", "i", "d", "j", "G", "esc")
}

// What is to be done is told as the palette has it, and to whoever may do it.
func TestNoShellCommandIsAdvised(t *testing.T) {
	for rights, may := range map[panel.Rights]bool{panel.AllRights: true, panel.SeeTotals | panel.SeeOwn | panel.Log: false} {
		for _, l := range []*tuitest.Logbook{tuitest.NewLogbook(tuitest.Noon), sample()} {
			o := tuitest.Options(l, tuitest.Me, tuitest.Noon)
			o.Rights = rights
			d := tuitest.StartWith(t, o, 120, 36)
			d.Press("6")
			palette := d.Shows("press : and") || d.Shows("Press : and") || d.Shows(": and then")
			d.Press("enter")
			palette = palette || d.Shows("press : and then “goal”")
			if d.Shows("foresail goal") || d.Shows("foresail rep") || palette != may {
				t.Errorf("%v: the palette is advised: %v\n%s", rights, palette, d.Frame())
			}
		}
	}
}

// A rep who began within the period of the goal is told to be new, where others
// are told to be far behind.
func TestWhoIsFarBehindIsNamedAndWhoIsNewIsToldApart(t *testing.T) {
	l := tuitest.NewLogbook(tuitest.Noon)
	l.Seed(event.NewSetting(record.SettingCurrency, "EUR"))
	for i, name := range []string{"Ann", "Ned"} {
		id, day := record.RepID(name), []string{"2026-09-01", "2026-11-02"}[i]
		first, err := record.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		l.Seed(event.Set{Type: record.TypeRep, ID: id, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}})
		for k, at := range []record.Date{first, record.DateOf(tuitest.Noon)} {
			l.Seed(event.Activity{Activity: record.Activity{ID: record.DeriveID("test", name+fmt.Sprint(k)), Kind: "call", Rep: id,
				Account: record.AccountID("acme"), At: record.Time{Unix: int64(at)*86400 + 36000}}})
		}
		l.Seed(event.NewGoal("booked_revenue", id, record.Quarter, 0,
			record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1000_00, Currency: "EUR"})}))
	}
	d := tuitest.Start(t, l, record.RepID("Ann"), tuitest.Noon, 120, 36)
	d.Press("6")
	d.MustShow("Ann: goal 0% at 55%", "new 2 Nov 2026")
	d.Press("j", "enter")
	d.MustShow("Began on 2 Nov 2026, within the period of the goal")
}

// The titles of the numbers on a page stand apart, whatever the period.
func TestTitlesOnAPageStandApart(t *testing.T) {
	for _, s := range sizes[1:] {
		d := start(t, s[0], s[1])
		d.Press("]", "]", "enter")
		d.MustShow("usual by now  usual a quarter")
	}
}

// A signal is told by a sign and a word, and one of the other kind is not.
func TestSignalsHaveASign(t *testing.T) {
	l := tuitest.NewLogbook(tuitest.Noon)
	ann := record.RepID("Ann")
	bodies := []event.Body{event.Set{Type: record.TypeRep, ID: ann, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Ann")}}}}
	monday := record.DateOf(tuitest.Noon) - 4
	for week := 1; week <= 30; week++ {
		n := 20 + week%3
		if week == 1 {
			n = 3
		}
		for i := range n {
			a := event.Activity{Activity: record.Activity{Kind: "call", Rep: ann, Account: record.AccountID("acme")}}
			a.ID = record.DeriveID("test", string(rune(week))+string(rune(i)))
			a.At = record.Time{Unix: int64(monday-record.Date(7*week))*86400 + int64(i)*60 + 36000}
			bodies = append(bodies, a)
		}
	}
	l.Seed(bodies...)
	d := tuitest.Start(t, l, ann, tuitest.Noon, 120, 36)
	d.Press("6")
	d.MustShow("▼ █", "activity fell", "Ann less active than usual")
	d.Press("enter")
	d.MustShow("Activity fell: 3 a week since 9 Nov 2026, where 21 were usual.", "▼ less", "▲ ▼ are of last week, from Mon 9 Nov")
}

// A rep who is not in the table has no page, and the keys stay those of the
// table.
func TestWhoIsNotInTheTableHasNoPage(t *testing.T) {
	d := start(t, 120, 36)
	d.Send(panel.Show{Tab: "team", Msg: panel.About{Rep: record.ID{0x77}}})
	cursor := func() string {
		for _, r := range d.Rows() {
			if strings.HasPrefix(r, "›") {
				return r
			}
		}
		return ""
	}
	before := cursor()
	d.Press("j")
	if after := cursor(); after == before || after == "" {
		t.Errorf("j does not move the cursor from %q: %q", before, after)
	}
}

// An amount in another currency than that of the sums says so.
func TestAnAmountInAnotherCurrencySaysWhich(t *testing.T) {
	book, yuki := sample(), record.RepID("Yuki Mori")
	book.Seed(event.Set{Type: record.TypeRep, ID: yuki, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Yuki Mori")}}},
		event.Set{Type: record.TypeDeal, ID: record.DeriveID("test", "yen"), At: record.TimeOf(tuitest.Noon.AddDate(0, -8, 0)), Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("Yen deal")}, {Field: record.FieldStage, Value: record.Text("proposal")}, {Field: record.FieldRep, Value: record.IDValue(yuki)},
			{Field: record.FieldExpected, Value: record.DateValue(record.DateOf(tuitest.Noon) - 200)},
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 900_000, Currency: "JPY"})}}})
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 60)
	d.Send(panel.Show{Tab: "team", Msg: panel.About{Rep: yuki}})
	d.MustShow("Yen deal", "900k JPY")
}
