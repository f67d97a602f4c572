package accounts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

var sizes = [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}}

// company is a data file with an account about which everything is known, and
// texts that have broken columns before.
func company(t testing.TB) *tuitest.Logbook {
	book := tuitest.Sample()
	acme := record.AccountID("Acme")
	text := func(f record.Field, s string) record.Assign { return record.Assign{Field: f, Value: record.Text(s)} }
	person := func(name, mail, phone string) event.Body {
		return event.Set{Type: record.TypeContact, ID: record.ContactID(acme, name), At: record.TimeOf(tuitest.Noon.AddDate(0, -3, 0)), Fields: []record.Assign{
			text(record.FieldName, name), {Field: record.FieldAccount, Value: record.IDValue(acme)}, text(record.FieldEmail, mail), text(record.FieldPhone, phone)}}
	}
	book.Seed(
		person("Élodie Dupré", "elodie@acme.example", "+33 1 42 68 53 00"),
		person("山田 花子", "hanako@acme.example", ""),
		person("Zoë "+strings.Repeat("long", 20), "", "0"),
		event.Set{Type: record.TypeAccount, ID: acme, At: record.TimeOf(tuitest.Noon.AddDate(0, -1, 0)), Fields: []record.Assign{{Field: record.FieldRep, Value: record.IDValue(record.RepID("José Núñez"))}, text(record.FieldSegment, "Industry")}},
		event.Activity{Activity: record.Activity{ID: record.DeriveID("test", "long"), Kind: "call", At: record.TimeOf(tuitest.Noon.Add(-30 * 60e9)), Rep: tuitest.Me, Account: acme,
			Contact: record.ContactID(acme, "Élodie Dupré"), Outcome: "connected", Note: strings.Repeat("wants pricing, 価格表 👩🏽‍💼 and a very longwordwithoutanyspaceinit ", 30) + "\nsecond line"}},
	)
	return book
}

func open(t testing.TB, w, h int) *tuitest.Driver {
	d := tuitest.Start(t, company(t), tuitest.Me, tuitest.Noon, w, h)
	d.Press("r", "7")
	return d
}

func TestFrames(t *testing.T) {
	for _, size := range sizes {
		name := func(what string) string { return fmt.Sprintf("%s-%dx%d", what, size[0], size[1]) }
		d := open(t, size[0], size[1])
		d.Golden(name("list"))
		d.Press("/")
		d.Type("elo")
		d.Golden(name("found"))
		d.Press("esc", "/")
		d.Type("acme")
		d.Press("enter", "enter")
		d.Golden(name("account"))
		d.Press("enter")
		d.Golden(name("entry"))
		d.Press("esc", "tab", "tab", "enter")
		d.Golden(name("deal"))
		d.Send(tea.WindowSizeMsg{Width: 40, Height: 15})
	}
}

func TestTypingFindsAccountsContactsAndDeals(t *testing.T) {
	d := open(t, 120, 30)
	d.Press("/")
	d.Type("dupre")
	d.MustShow("1 found", "Élodie Dupré", "contact  Acme  elodie@acme.example  +33 1 42 68 53 00")
	d.Press("enter", "enter")
	d.MustShow("3 contacts", "3 deals", "› Élodie Dupré")
	d.Press("esc", "esc", "/")
	d.Type("0142") // as one remembers a number, with nothing between
	d.MustShow("no account, contact or deal")
	d.Press("esc", "/")
	d.Type("1426853")
	d.MustShow("Élodie Dupré")
	d.Press("esc", "/")
	d.Type("rollout 32")
	d.MustShow("1 found", "deal  Qualified  63.8k EUR  Acme")
	d.Press("enter", "enter")
	d.MustShow("amount 63,750.00 EUR", "Lead → Qualified")
}

func TestPagesLieOnEachOther(t *testing.T) {
	d := open(t, 120, 30)
	d.Press("/")
	d.Type("acme")
	d.Press("enter", "enter", "tab", "tab")
	d.MustShow("› !  rollout 16")
	d.Press("j", "enter")
	d.MustShow("Acme rollout 32", "expected close")
	if d.Press("enter"); !d.Shows("what             demo Tue 15:00") {
		t.Errorf("an entry of the records does not open:\n%s", d.Frame())
	}
	d.Press("esc", "esc")
	d.MustShow("› !  rollout 32", "owner José Núñez")
	d.Press("esc")
	d.MustShow("found")
}

func TestSortingGoesRound(t *testing.T) {
	d := open(t, 120, 30)
	for _, by := range []string{"most pressing first", "by name", "largest first", "longest untouched first", "by next step", "most pressing first"} {
		d.MustShow(by)
		d.Press("s")
	}
	d.Press("esc")
}

func TestWhatIsEditedIsWhatIsUnderTheCursor(t *testing.T) {
	d := open(t, 120, 40)
	d.Press("/")
	d.Type("acme")
	d.Press("enter", "enter", "y")
	if !strings.HasPrefix(d.Clip, "2026-11-20 11:30\tcall\tconnected  with Élodie Dupré") {
		t.Errorf("copied %q", d.Clip)
	}
	d.Press("tab", "y")
	if d.Clip != "Élodie Dupré\telodie@acme.example\t+33 1 42 68 53 00" {
		t.Errorf("copied %q", d.Clip)
	}
}

// The records of a deal are told in the order in which they hold, each once,
// with what was before.
func TestTimelineOfADeal(t *testing.T) {
	book := tuitest.NewLogbook(tuitest.Noon)
	id, acme := record.DeriveID("test/deal", "x"), record.AccountID("Acme")
	at := func(days int) record.Time { return record.TimeOf(tuitest.Noon.AddDate(0, 0, -days)) }
	set := func(days int, fields ...record.Assign) {
		book.Seed(event.Set{Type: record.TypeDeal, ID: id, At: at(days), Fields: fields})
	}
	text := func(f record.Field, s string) record.Assign { return record.Assign{Field: f, Value: record.Text(s)} }
	eur := func(n int64) record.Assign {
		return record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: n, Currency: "EUR"})}
	}
	rep := func(n string) record.Assign {
		return record.Assign{Field: record.FieldRep, Value: record.IDValue(record.RepID(n))}
	}
	for _, n := range []string{"Dana Fox", "Wei Ling"} {
		book.Seed(event.Set{Type: record.TypeRep, ID: record.RepID(n), Fields: []record.Assign{text(record.FieldName, n)}})
	}
	book.Seed(event.Set{Type: record.TypeAccount, ID: acme, At: at(40), Fields: []record.Assign{text(record.FieldName, "Acme")}})
	close := func(days int) record.Assign {
		return record.Assign{Field: record.FieldExpected, Value: record.DateValue(at(days).Date())}
	}
	set(30, text(record.FieldTitle, "Rollout"), record.Assign{Field: record.FieldAccount, Value: record.IDValue(acme)}, rep("Dana Fox"), text(record.FieldStage, "lead"), eur(10_000_00), close(-10))
	set(20, text(record.FieldStage, "meeting"))
	set(15, eur(12_000_00), close(-30))
	set(12, rep("Wei Ling"))
	set(10, text(record.FieldNextStep, "demo"), record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(at(8))})
	set(5, text(record.FieldStage, record.StageWon))
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 200, 30)
	d.Press("r", "7", "enter", "tab", "enter")
	var got []string
	for _, row := range d.Rows() {
		if _, after, ok := strings.Cut(row, "12:00  "); ok {
			got = append(got, strings.Join(strings.Fields(after), " "))
		}
	}
	want := []string{
		"won 12,000.00 EUR", "next step demo Thu 12 Nov 12:00", "owner Dana Fox → Wei Ling", "amount 10,000.00 EUR → 12,000.00 EUR",
		"close date 30 Nov 2026 → 20 Dec 2026", "stage Lead → Meeting", "new deal Lead 10,000.00 EUR expected 30 Nov 2026",
	}
	if fmt.Sprint(sorted(got)) != fmt.Sprint(sorted(want)) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
		t.Errorf("got  %q\nwant %q\n%s", got, want, d.Frame())
	}
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}

// A log of a thousand activities on one account is read in pieces.
func TestOlderEntriesAreReadWhenOneComesNearThem(t *testing.T) {
	book := tuitest.Sample()
	for i := range 1000 {
		book.Seed(event.Activity{Activity: record.Activity{ID: record.DeriveID("test/many", fmt.Sprint(i)), Kind: "call", At: record.TimeOf(tuitest.Noon.Add(-time.Duration(i+1) * time.Hour)),
			Rep: tuitest.Me, Account: record.AccountID("Hooli"), Note: fmt.Sprintf("number %d.", i)}})
	}
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 30)
	d.Press("r", "7", "/")
	d.Type("hooli")
	d.Press("enter", "enter")
	d.MustShow("latest 2", "number 0.")
	for range 20 {
		d.Press("G")
	}
	if !d.Shows("1,053 entries") || !d.Shows("27 May") {
		t.Errorf("the end is not reached:\n%s", d.Frame())
	}
	d.Press("g")
	d.MustShow("number 0.")
}

func TestAnotherTabPointsHere(t *testing.T) {
	book := company(t)
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 30)
	d.Send(panel.Show{Tab: "accounts", Msg: panel.About{Account: record.AccountID("Acme")}})
	d.MustShow("open deals 3", "3 contacts")
	d.Send(panel.Show{Tab: "accounts", Msg: panel.About{Account: record.AccountID("nobody")}})
	d.MustShow("no longer there")
}

// A deal that was made since the tab was seen last is opened from another tab.
func TestAnotherTabPointsToWhatIsNew(t *testing.T) {
	book := company(t)
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 30)
	d.Press("7", "3")
	id := record.ID{0x66}
	book.Seed(event.Set{Type: record.TypeDeal, ID: id, At: record.TimeOf(tuitest.Noon), Fields: []record.Assign{
		{Field: record.FieldTitle, Value: record.Text("Brand new")}, {Field: record.FieldAccount, Value: record.IDValue(record.AccountID("Acme"))},
		{Field: record.FieldRep, Value: record.IDValue(tuitest.Me)}, {Field: record.FieldStage, Value: record.Text("qualified")},
	}})
	d.Send(tui.Poke{})
	d.Send(panel.Show{Tab: "accounts", Msg: panel.About{Deal: id}})
	d.MustShow("Brand new", "new deal")
	d.Press("esc")
	d.MustShow("Brand new", "Qualified")
}

// From a deal or an activity that is open on another tab, enter leads here and
// esc back.
func TestDetailsOfOtherTabsLeadHere(t *testing.T) {
	d := tuitest.Start(t, company(t), tuitest.Me, tuitest.Noon, 120, 30)
	d.Press("r", "3", "enter")
	d.MustShow("enter: all that happened")
	d.Press("enter")
	d.MustShow("in the stage", "new deal")
	d.Press("esc")
	d.MustShow("enter: all that happened")
	d.Press("8", "enter")
	d.MustShow("call Acme", "enter: all that happened")
	d.Press("enter")
	d.MustShow("open deals 3", "› today")
	d.Press("esc")
	d.MustShow("call Acme")
}

// What Today leads with leads here, with the same sign and reason, also where the
// account has no deal and is nobody's; and an account whose deal rots is not said
// to be well because nothing is late.
func TestAccountsNeedWhatTodaySays(t *testing.T) {
	book := tuitest.NewLogbook(tuitest.Noon)
	text := func(f record.Field, s string) record.Assign { return record.Assign{Field: f, Value: record.Text(s)} }
	ago := func(days int) record.Time { return record.TimeOf(tuitest.Noon.AddDate(0, 0, -days)) }
	for _, name := range []string{"Haddad", "Castellan", "Calm"} {
		book.Seed(event.Set{Type: record.TypeAccount, ID: record.AccountID(name), At: ago(90), Fields: []record.Assign{text(record.FieldName, name)}})
	}
	deal := func(name string, days int, step string) event.Body {
		return event.Set{Type: record.TypeDeal, ID: record.DeriveID("test/deal", name), At: ago(days), Fields: []record.Assign{
			text(record.FieldTitle, name), text(record.FieldStage, "proposal"), {Field: record.FieldRep, Value: record.IDValue(tuitest.Me)},
			{Field: record.FieldAccount, Value: record.IDValue(record.AccountID(name))}, text(record.FieldNextStep, step)}}
	}
	call := func(name string) event.Body {
		return event.Activity{Activity: record.Activity{ID: record.DeriveID("test", name), Kind: "call", At: ago(1), Rep: tuitest.Me, Account: record.AccountID(name)}}
	}
	book.Seed(deal("Castellan", 61, ""), deal("Calm", 2, "demo"), call("Castellan"), call("Calm"),
		event.Activity{Activity: record.Activity{ID: record.DeriveID("test", "asked"), Kind: "inquiry", At: ago(4), Account: record.AccountID("Haddad")}})
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 80, 24)
	d.MustShow("! Answer Haddad", "rotting 61 d")
	d.Press("7")
	d.MustOrder("3 accounts   ! 2 pressing", "!  Haddad", "!  Castellan", "●  Calm")
	d.MustShow("asked 4 d", "rotting 61 d")
	d.Press("enter")
	d.MustShow("to do asked 4 d ago, not answered within 24 h")
}

// A step agreed on with the account is that of its deals which have none, on every
// tab, and said to be the account's.
func TestAStepOfTheAccountIsThatOfItsDeals(t *testing.T) {
	book := tuitest.NewLogbook(tuitest.Noon)
	text := func(f record.Field, s string) record.Assign { return record.Assign{Field: f, Value: record.Text(s)} }
	yard := record.AccountID("Yard")
	due := record.TimeOf(tuitest.Noon.AddDate(0, 0, 5))
	book.Seed(
		event.Set{Type: record.TypeAccount, ID: yard, At: record.TimeOf(tuitest.Noon), Fields: []record.Assign{text(record.FieldName, "Yard"), {Field: record.FieldRep, Value: record.IDValue(tuitest.Me)},
			text(record.FieldNextStep, "demo"), {Field: record.FieldNextDue, Value: record.TimeValue(due)}}},
		event.Set{Type: record.TypeDeal, ID: record.DeriveID("test/deal", "roof"), At: record.TimeOf(tuitest.Noon), Fields: []record.Assign{
			text(record.FieldTitle, "Roof"), text(record.FieldStage, "proposal"), {Field: record.FieldRep, Value: record.IDValue(tuitest.Me)}, {Field: record.FieldAccount, Value: record.IDValue(yard)}}},
	)
	d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 36)
	if d.Shows("no next step") || d.Shows("nothing agreed next") {
		t.Errorf("Today says that nothing is agreed:\n%s", d.Frame())
	}
	d.Press("3")
	d.MustShow("demo Wed (account)", "0 without next step")
	d.Press("7")
	d.MustShow("●  Yard", "demo Wed")
	d.Press("enter", "tab", "enter")
	d.MustShow("next step demo Wed (account)")
}
