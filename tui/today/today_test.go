package today_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

var sizes = [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}}

// options are those of a cockpit in which lines are read as they are in
// earnest.
func options(book tui.Logbook) tui.Options {
	o := tuitest.Options(book, tuitest.Me, tuitest.Noon)
	o.Grammar = nil
	return o
}

// hour gives an hour of a day, counted from that of tuitest.Noon.
func hour(days, h int) record.Time {
	d := tuitest.Noon.AddDate(0, 0, days)
	return record.TimeOf(record.DateOf(d).At(h, 0, 0, d.Location()))
}

func set(t record.Type, id record.ID, at record.Time, fields ...record.Assign) event.Set {
	return event.Set{Type: t, ID: id, At: at, Fields: fields}
}

func text(f record.Field, s string) record.Assign {
	return record.Assign{Field: f, Value: record.Text(s)}
}

func due(what string, at record.Time) []record.Assign {
	return []record.Assign{text(record.FieldNextStep, what), {Field: record.FieldNextDue, Value: record.TimeValue(at)}}
}

func owned(id record.ID) record.Assign {
	return record.Assign{Field: record.FieldRep, Value: record.IDValue(id)}
}

// deal is a new deal of mine, which lacks nothing but what more says.
func deal(name, account string, minor int64, more ...record.Assign) event.Body {
	return set(record.TypeDeal, record.DeriveID("test/deal", name), hour(-2, 9), append([]record.Assign{
		text(record.FieldTitle, name), {Field: record.FieldAccount, Value: record.IDValue(record.AccountID(account))}, owned(tuitest.Me),
		text(record.FieldStage, "proposal"), {Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: minor, Currency: "EUR"})},
	}, more...)...)
}

// desk is a file with five things to do and an inquiry that somebody waits on.
func desk(t *testing.T) *tuitest.Logbook {
	t.Helper()
	l := tuitest.NewLogbook(tuitest.Noon)
	bodies := []event.Body{
		event.NewSetting(record.SettingCurrency, "EUR"),
		set(record.TypeRep, tuitest.Me, record.Time{}, text(record.FieldName, "Dana Fox")),
	}
	for _, name := range []string{"Acme", "日本電産株式会社", "Käse & Söhne", "👨‍👩‍👧‍👦 Family Foods"} {
		bodies = append(bodies, set(record.TypeAccount, record.AccountID(name), hour(-90, 9), text(record.FieldName, name), owned(tuitest.Me)))
	}
	bodies = append(bodies,
		deal("Rollout", "Acme", 90_000_00, due("call", hour(0, 15))...),
		deal("価格表", "日本電産株式会社", 70_000_00, due("demo", hour(-1, 10))...),
		deal("Licence", "Käse & Söhne", 5_000_00),
		deal("Ahead", "Acme", 9_000_00, due("visit", hour(5, 10))...),
		event.Activity{Activity: record.Activity{ID: record.ID{7}, Kind: "inquiry", At: hour(0, 9), Rep: tuitest.Me, Account: record.AccountID("👨‍👩‍👧‍👦 Family Foods")}},
		event.Activity{Activity: record.Activity{ID: record.ID{8}, Kind: "call", At: hour(-1, 9), Rep: tuitest.Me, Account: record.AccountID("Acme"), Outcome: "connected"}},
		set(record.TypeGoal, record.GoalID("calls", tuitest.Me, record.Week, 0), record.Time{}, text(record.FieldIndicator, "calls"), owned(tuitest.Me),
			text(record.FieldPeriod, "week"), record.Assign{Field: record.FieldNumber, Value: record.FloatValue(5)}),
	)
	l.Seed(bodies...)
	return l
}

func start(t *testing.T, l *tuitest.Logbook, w, h int) *tuitest.Driver {
	t.Helper()
	return tuitest.StartWith(t, options(l), w, h)
}

func TestFrames(t *testing.T) {
	for _, s := range sizes {
		d := start(t, desk(t), s[0], s[1])
		d.Golden(fmt.Sprintf("today-%dx%d", s[0], s[1]))
		d.Press("tab")
		d.Golden(fmt.Sprintf("numbers-%dx%d", s[0], s[1]))
		d = tuitest.Start(t, tuitest.Sample(), tuitest.Me, tuitest.Noon, s[0], s[1])
		d.Press("r")
		d.Golden(fmt.Sprintf("team-%dx%d", s[0], s[1]))
		d = start(t, tuitest.NewLogbook(tuitest.Noon), s[0], s[1])
		d.Golden(fmt.Sprintf("blank-%dx%d", s[0], s[1]))
	}
}

// The first thing that is read is the most important one, with every reason.
func TestWhatComesFirst(t *testing.T) {
	d := start(t, desk(t), 80, 24)
	d.MustOrder("Answer 👨‍👩‍👧‍👦 Family Foods", "asked 3 h ago; the goal is an answer within 24 h", "› !  asked 3 h", "today 15:00", "1 d late", "no next step")
	if d.Shows("Ahead") {
		t.Errorf("what is due in a week is no business of today:\n%s", d.Frame())
	}
	d.Press("j")
	d.MustShow("Call: Acme", "90k EUR   2 of 4", "call is due today at 15:00", "Rollout")
}

// Done is logging what was agreed: the line is filled in, and the step is gone
// once it is saved.
func TestDoneFillsTheLineIn(t *testing.T) {
	l := desk(t)
	d := start(t, l, 80, 24)
	d.Press("j", "d")
	d.MustShow("› call Acme/Rollout ", "Call · Acme")
	d.Type("connected then demo mon 10:00")
	d.Press("enter")
	d.MustShow("saved: Call")
	if got := l.Everything()[0]; got.Kind != "call" || got.Deal != record.DeriveID("test/deal", "Rollout") || got.Outcome != "connected" {
		t.Errorf("logged %+v", got)
	}
	d.MustOrder("› !  1 d late", "Mon 10:00", "no next step") // and what comes after it is next
	d.Press("u")
	d.MustOrder("today 15:00", "1 d late")
}

// What was typed before is not lost when a line is filled in.
func TestTypedTextIsKeptInTheHistory(t *testing.T) {
	d := start(t, desk(t), 80, 24)
	d.Press("a")
	d.Type("email half done")
	d.Press("esc", "j", "d")
	d.MustShow("› call Acme/Rollout ")
	d.Press("up")
	d.MustShow("email half done")
}

// A late step counts from today; weekends are passed over; nothing goes before
// today. tuitest.Noon is a Friday.
func TestMovingANextStep(t *testing.T) {
	l := desk(t)
	d := start(t, l, 80, 24)
	now := func(name string) record.Time { return l.Book().Deals[record.DeriveID("test/deal", name)].Now.NextDue }
	d.Press("j", "j")
	d.MustShow("Demo: 日本電産株式会社")
	d.Press(">")
	d.MustShow("demo of 価格表 is due Mon 10:00 now")
	if got := now("価格表"); got != hour(3, 10) {
		t.Errorf("due %v, want Monday 10:00", got.Std())
	}
	d.MustShow("3 of 4", "demo is due Mon 10:00") // the cursor went with it, or stays where it was
	d.Press("u")
	if got := now("価格表"); got != hour(-1, 10) {
		t.Errorf("undone it is due %v", got.Std())
	}
	d.Press("g", "j", "<")
	d.MustShow("it is due today already")
	d.Press("G", ">")
	d.MustShow("nothing is agreed here that could be moved")
	if got := now("Rollout"); got != hour(0, 15) {
		t.Errorf("moved to %v", got.Std())
	}
}

// What comes next can be agreed in a form.
func TestAgreeingANextStep(t *testing.T) {
	l := desk(t)
	d := start(t, l, 80, 24)
	d.Press("G", "e")
	d.Type("visit")
	d.Press("enter")
	d.Type("mon 9:00")
	d.Press("enter")
	now := l.Book().Deals[record.DeriveID("test/deal", "Licence")].Now
	if now.NextStep != "visit" || now.NextDue != hour(3, 9) {
		t.Fatalf("next %q on %v:\n%s", now.NextStep, now.NextDue.Std(), d.Frame())
	}
	d.MustShow("visit is due Mon 09:00")
}

func TestFilterAndCopy(t *testing.T) {
	d := start(t, desk(t), 80, 24)
	d.Press("/")
	d.Type("nobody")
	d.MustShow("nothing fits the filter", "0 of 4")
	d.Press("esc", "/")
	d.Type("kase SÖHNE")
	d.Press("enter")
	d.MustShow("Agree what is next: Käse & Söhne", "1 of 4")
	d.Press("y")
	if want := "Agree what is next: Käse & Söhne\tLicence\t5k\tnothing agreed next"; d.Clip != want {
		t.Errorf("copied %q, want %q", d.Clip, want)
	}
	d.Press("esc")
	d.MustShow("Answer", "next, of 4")
}

// The cursor stays with its deal when others come in; at the top of the list
// it stays at the top, where what is most important comes in.
func TestTheCursorStaysWithItsDeal(t *testing.T) {
	l := desk(t)
	d := start(t, l, 80, 24)
	d.Press("j", "j")
	d.MustShow("Demo: 日本電産株式会社", "3 of 4")
	l.Seed(deal("Dear", "Acme", 900_000_00, due("call", hour(0, 16))...))
	d.Send(tui.Poke{})
	d.MustShow("Demo: 日本電産株式会社", "4 of 5")
	d.Press("g")
	l.Seed(set(record.TypeAccount, record.AccountID("New"), hour(0, 11), text(record.FieldName, "New"), owned(tuitest.Me)),
		event.Activity{Activity: record.Activity{ID: record.ID{9}, Kind: "inquiry", At: hour(-1, 13), Rep: tuitest.Me, Account: record.AccountID("New")}})
	d.Send(tui.Poke{})
	d.MustShow("Answer New", "next, of 6")
}

func TestTheMouse(t *testing.T) {
	d := start(t, desk(t), 80, 24)
	for y, row := range d.Rows() {
		if strings.Contains(row, "no next step") {
			d.Send(tea.MouseClickMsg{X: 20, Y: y, Button: tea.MouseLeft})
		}
	}
	d.MustShow("Agree what is next: Käse & Söhne", "4 of 4")
	d.Send(tea.MouseWheelMsg{X: 20, Y: 12, Button: tea.MouseWheelUp})
	if d.Shows("4 of 4") {
		t.Errorf("the wheel moves nothing:\n%s", d.Frame())
	}
}

// All of a deal is on Accounts, all of an entry in the Log; back leads here.
func TestThereAndBack(t *testing.T) {
	d := start(t, desk(t), 120, 36)
	d.Press("j", "enter")
	d.MustShow("Rollout", "90,000.00 EUR", "esc back")
	d.Press("esc")
	d.MustShow("Call: Acme", "2 of 4")
	d.Press("tab", "j", "enter")
	d.MustShow("outcome", "connected", "esc back")
	d.Press("esc")
	d.MustShow("Last entries", "2 of 4")
}

// On a narrow tab the numbers take the whole of it and back leads to the list.
func TestNumbersOnANarrowTab(t *testing.T) {
	d := start(t, desk(t), 40, 20)
	d.Press("tab")
	d.MustShow("Calls", "of 4", "1 of 5 this week", "Last entries", "esc back")
	d.Press("esc")
	d.MustShow("Answer")
	if d.Press("q"); !d.Quit {
		t.Error("q quits at the root")
	}
}

// An amount in another currency has the room that it takes, and a deal without
// one says so; counts are written as everywhere.
func TestAmountsAreWholeInTheList(t *testing.T) {
	book := tuitest.Sample()
	for i, m := range []record.Money{{Minor: 1200, Currency: "JPY"}, {Minor: 123_000_000_000, Currency: "JPY"}, {Minor: 1, Currency: "EUR"}, {}} {
		fields := []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("Small change")}, {Field: record.FieldStage, Value: record.Text("lead")},
			{Field: record.FieldRep, Value: record.IDValue(tuitest.Me)}, {Field: record.FieldExpected, Value: record.DateValue(record.DateOf(tuitest.Noon) - 3)},
		}
		if m.Currency != "" {
			fields = append(fields, record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(m)})
		}
		book.Seed(event.Set{Type: record.TypeDeal, ID: record.ID{7, byte(i)}, At: record.TimeOf(tuitest.Noon), Fields: fields})
	}
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("1", "/")
	d.Type("small")
	d.MustShow("1.2k JPY", "123B JPY", "0.01", "no amount")
	if d.Shows("#") {
		t.Error(d.Frame())
	}
}

// What is to be logged on a deal that no line can name, as it has no account, asks
// whose it is.
func TestADealWithoutAnAccountIsGivenOneBeforeItIsDone(t *testing.T) {
	book := tuitest.Sample()
	book.Seed(event.Set{Type: record.TypeDeal, ID: record.ID{7, 1}, At: record.TimeOf(tuitest.Noon), Fields: []record.Assign{
		{Field: record.FieldTitle, Value: record.Text("Homeless")}, {Field: record.FieldStage, Value: record.Text("lead")},
		{Field: record.FieldRep, Value: record.IDValue(tuitest.Me)}, {Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1e14, Currency: "EUR"})},
	}})
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("1", "d")
	d.MustShow("─ Edit the deal ─", "› account", "This deal has no account")
}
