package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// A sum that leaves deals in another currency out has a sign, on the lane and in
// the head, and where there is room it is said how many they are; amounts of
// several currencies are not ranked against each other.
func TestSumsThatLeaveAmountsOutSaySo(t *testing.T) {
	book := tuitest.NewLogbook(tuitest.Noon)
	book.Seed(append(event.GeneralPack(), event.NewSetting(record.SettingCurrency, "EUR"),
		event.Set{Type: record.TypeRep, ID: tuitest.Me, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Dana Fox")}}},
		deal(1, "Small", "proposal", eur(100)), deal(2, "Large", "proposal", eur(900)),
		deal(3, "Yen", "proposal", record.Money{Minor: 900_000_000, Currency: "JPY"}), deal(4, "Pound", "proposal", record.Money{Minor: 50_00, Currency: "GBP"}))...)
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 36)
	d.Press("3")
	d.MustShow("4 1k+", "1k+ EUR", "2 deals in another currency")
	d.Press("v", "s")
	if got := strings.Join(table(d), ", "); got != "Large, Small, Pound, Yen" {
		t.Errorf("by amount the deals stand as %s", got)
	}
	d.Press("/")
	d.Type("small")
	d.Press("v")
	if d.Shows("1 100+") {
		t.Error("a sum that leaves nothing out has the sign")
	}
}

// The filter finds names without their accents.
func TestTheFilterNeedsNoAccents(t *testing.T) {
	d := tuitest.Start(t, bench(deal(1, "Übergabe São Paulo", "proposal", eur(100))), tuitest.Me, tuitest.Noon, 120, 36)
	d.Press("3", "v", "/")
	d.Type("ubergabe sao")
	if got := strings.Join(table(d), ", "); got != "Übergabe São Paulo" {
		t.Errorf("found is %q", got)
	}
}

// A cursor that was moved to an empty lane stays there when data change.
func TestTheCursorStaysOnAnEmptyLane(t *testing.T) {
	book := bench()
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 36)
	d.Press("3", "/")
	d.Type("rollout 12")
	d.Press("enter")
	onCard := func() bool {
		return slices.ContainsFunc(d.Rows()[7:34], func(r string) bool { return strings.Contains(r, "›") })
	}
	for range 8 {
		if onCard() {
			break
		}
		d.Press("l")
	}
	if d.Press("l"); onCard() {
		t.Fatal("the next lane is not empty")
	}
	book.Seed(event.Activity{Activity: record.Activity{ID: record.ID{0x77}, Kind: "call", At: record.TimeOf(tuitest.Noon), Rep: tuitest.Me}})
	d.Send(tui.Poke{})
	if onCard() {
		t.Error("the cursor jumped back to the card that it had left")
	}
}

// Two moves of a card one right after the other move it by two stages, and each
// of them is undone for itself.
func TestTwoMovesOfACardAreTwoStages(t *testing.T) {
	book := bench(deal(1, "Quick", "lead", eur(1_000_000)))
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 36)
	d.Press("3", "/")
	d.Type("quick")
	d.Press("enter")
	stages := func() (out []string) {
		for _, s := range book.Book().Stages {
			if !s.Archived {
				out = append(out, s.Key)
			}
		}
		return out
	}()
	id := record.ID{9, 1}
	at := func() int { return slices.Index(stages, book.Book().Deals[id].Now.Stage) }
	before := at()
	model, first := d.Model.Update(tuitest.Key(">"))
	model, second := model.Update(tuitest.Key(">"))
	d.Model = model
	for _, cmd := range []tea.Cmd{first, second} {
		d.Send(done(cmd)...)
	}
	if after := at(); after != before+2 || before < 0 {
		t.Fatalf("the card went from stage %d to %d", before, after)
	}
	d.Press("u")
	if after := at(); after != before+1 {
		t.Errorf("one undo leaves it in stage %d", after)
	}
}

// done runs a command, and gives what it brings.
func done(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	batch, ok := msg.(tea.BatchMsg)
	if !ok {
		return []tea.Msg{msg}
	}
	var out []tea.Msg
	for _, c := range batch {
		out = append(out, done(c)...)
	}
	return out
}
