package forms

import (
	"strings"
	"testing"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
)

func indicator(t testing.TB, id string) metrics.Indicator {
	t.Helper()
	in, ok := metrics.Find(id)
	if !ok {
		t.Fatalf("no indicator %s", id)
	}
	return in
}

func TestAGoalIsSetInItsUnit(t *testing.T) {
	d := newDesk(t)
	d.data.Period = record.Month
	if err := d.save(t, Goal(d.env, d.data, indicator(t, "booked_revenue")), panel.Values{"target": "120k", "goal.period": "quarter"}); err != nil {
		t.Fatal(err)
	}
	if len(d.data.Book.Goals) != 1 {
		t.Fatalf("%d goals", len(d.data.Book.Goals))
	}
	want := record.Goal{Indicator: "booked_revenue", Period: record.Quarter, From: record.NewDate(2026, 10, 1), Target: 120_000, Amount: record.Money{Minor: 12_000_000, Currency: "EUR"}}
	got := *d.data.Book.Goals[0]
	if got.ID = want.ID; got != want {
		t.Errorf("the goal is %+v, want %+v", got, want)
	}
	if want := "goal set: Booked revenue 120,000.00 EUR a quarter, whole team"; d.said != want {
		t.Errorf("said %q, want %q", d.said, want)
	}
}

// The goal that holds stands in the form, of whose numbers are shown.
func TestTheStandingGoalIsShown(t *testing.T) {
	for _, c := range []struct{ id, text, shown string }{
		{"booked_revenue", "120k", "120000.00"}, {"booked_revenue", "9k usd", "9000.00 USD"}, {"calls", "40", "40"}, {"win_rate", "7%", "7%"}, {"win_rate", "0.255", "25.5%"},
	} {
		d := newDesk(t)
		d.data.Reps, d.data.Period = []record.ID{dana}, record.Week
		in := indicator(t, c.id)
		if err := d.save(t, Goal(d.env, d.data, in), panel.Values{"target": c.text}); err != nil {
			t.Fatal(c.id, err)
		}
		f := Goal(d.env, d.data, in)
		if got := field(t, f, "target").Value; got != c.shown {
			t.Errorf("%s %s is shown as %q, want %q", c.id, c.text, got, c.shown)
		}
		if got := field(t, f, "goal.rep").Value; got != "Dana Fox" {
			t.Errorf("the goal is of %q", got)
		}
		if err := field(t, f, "target").Check(c.shown); err != nil {
			t.Errorf("%s: what is shown does not read: %v", c.id, err)
		}
		d.data.Reps = nil
		if got := field(t, Goal(d.env, d.data, in), "target").Value; got != "" {
			t.Errorf("the team is shown the goal %q of a rep", got)
		}
	}
}

func TestATargetOutOfItsUnitIsRefusedAtItsField(t *testing.T) {
	d := newDesk(t)
	for id, texts := range map[string][]string{
		"calls": {"", "many", "-1", "1e999"}, "win_rate": {"25", "-1%"}, "booked_revenue": {"lots", "-5", "1,234.567"},
	} {
		f := field(t, Goal(d.env, d.data, indicator(t, id)), "target")
		for _, text := range texts {
			if f.Check(text) == nil {
				t.Errorf("%s takes %q", id, text)
			}
		}
	}
}

func TestAnOutsideEvent(t *testing.T) {
	d := newDesk(t)
	if err := d.save(t, Annotation(d.env, d.data), panel.Values{"event": "Price change"}); err != nil {
		t.Fatal(err)
	}
	today := record.DateOf(now)
	if n := d.data.Book.Annotations; len(n) != 1 || n[0].Name != "Price change" || n[0].From != today || n[0].To != today || n[0].Exclude {
		t.Errorf("noted %+v", n)
	}
	if err := d.save(t, Annotation(d.env, d.data), panel.Values{"event": "Break", "event.from": "2026-08-01", "event.to": "2026-08-21", "event.exclude": "yes"}); err != nil {
		t.Fatal(err)
	}
	if n := d.data.Book.Annotations; len(n) != 2 || !n[0].Exclude || n[0].To-n[0].From != 20 { // by From
		t.Errorf("noted %+v", n)
	}
	err := d.save(t, Annotation(d.env, d.data), panel.Values{"event": "Break", "event.from": "2026-08-21", "event.to": "2026-08-01"})
	if at, ok := err.(panel.At); !ok || at.Key != "event.to" {
		t.Errorf("a span backwards gives %v", err)
	}
}

func TestAMeasurement(t *testing.T) {
	d := newDesk(t)
	for _, v := range []panel.Values{
		{"measure": "Website traffic", "measure.value": "1250", "measure.on": "2026-11-19"},
		{"measure": "website TRAFFIC", "measure.value": "0.5"},
	} {
		if err := d.save(t, Measurement(d.env, d.data), v); err != nil {
			t.Fatal(err)
		}
	}
	m := d.data.Book.Measures["website traffic"]
	if m == nil || m.Name != "Website traffic" || len(m.Points) != 2 || m.Points[0].Value != 1250 || m.Points[1].Value != 0.5 {
		t.Fatalf("measured %+v", m)
	}
	f := Measurement(d.env, d.data)
	for _, text := range []string{"", "many", "0x1", "NaN", "1_0"} {
		if field(t, f, "measure.value").Check(text) == nil {
			t.Errorf("the value %q is taken", text)
		}
	}
	names := 0
	for _, o := range field(t, f, "measure").Options {
		if record.Fold(o.Text) == "website traffic" {
			names++
		}
	}
	if names != 1 {
		t.Errorf("a series is offered %d times", names)
	}
}

func TestANewRep(t *testing.T) {
	d := newDesk(t)
	if err := d.save(t, NewRep(d.env, d.data), panel.Values{"name": "Ann Onymous", "team": "north"}); err != nil {
		t.Fatal(err)
	}
	if r := d.data.Book.Reps[record.RepID("Ann Onymous")]; r == nil || r.Team != "north" {
		t.Errorf("added %+v", r)
	}
	if err := field(t, NewRep(d.env, d.data), "name").Check("ann onymous"); err == nil {
		t.Error("a name is taken twice")
	}
}

func TestAContactOfAnyAccount(t *testing.T) {
	d := newDesk(t)
	form := func() panel.Form { return NewContact(d.env, d.data, record.ID{}) }
	if err := d.save(t, form(), panel.Values{"account": "acme", "name": "Ida Lund"}); err != nil {
		t.Fatal(err)
	}
	acme := record.AccountID("Acme Ltd")
	if c := d.data.Book.Contacts[record.ContactID(acme, "Ida Lund")]; c == nil || c.Account != acme {
		t.Errorf("the contact is %+v", c)
	}
	if err := d.save(t, form(), panel.Values{"account": "New Ltd", "name": "Bo"}); err != nil {
		t.Fatal(err)
	}
	if d.data.Book.Accounts[record.AccountID("New Ltd")] == nil {
		t.Error("the account was not made")
	}
	d.written = []event.Body{}
	if err := d.save(t, form(), panel.Values{"account": "acme", "name": "ida lund"}); err == nil || !strings.Contains(d.env.Say.Err(err), "already") {
		t.Errorf("a contact twice gives %v", err)
	}
	if err := d.save(t, form(), panel.Values{"name": "Bo"}); err == nil {
		t.Error("a contact of no account was made")
	}
}

// What holds now is told also where it is nobody's own goal, such as the sum of
// the reps'.
func TestWhatHoldsNowIsTold(t *testing.T) {
	d := newDesk(t)
	d.data.Period = record.Week
	d.data.Report = metrics.Report{Currency: "EUR", Indicators: []metrics.Reading{
		{ID: "calls", Target: metrics.Float(41)}, {ID: "win_rate", Target: metrics.Float(0.255)},
		{ID: "booked_revenue", Target: metrics.Number{Set: true, Exact: true, X: 120, Minor: 12_000}},
	}}
	for id, want := range map[string]string{
		"calls": "now 41 a week; how many, such as 40", "win_rate": "now 25.5% a week; a part of all, such as 25% or 0.25",
		"booked_revenue": "now 120.00 EUR a week; 1200, 1.2k or 1200 eur", "emails": "how many, such as 40",
	} {
		if got := field(t, Goal(d.env, d.data, indicator(t, id)), "target").Hint; got != want {
			t.Errorf("%s says %q, want %q", id, got, want)
		}
	}
}
