package forms

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

var (
	zone = time.FixedZone("", 8*3600)
	now  = time.Date(2026, time.November, 20, 12, 0, 0, 0, zone) // a Friday
	dana = record.RepID("Dana Fox")
	deal = record.ID{9}
)

// desk is a book with a deal, and what was appended.
type desk struct {
	env     *panel.Env
	data    panel.Data
	memory  *event.Memory
	clock   *event.Clock
	written []event.Body
	said    string
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{memory: event.NewMemory(), clock: &event.Clock{Node: 1}}
	n := byte(0)
	d.env = &panel.Env{
		Say: say.English(), Rep: dana, Now: func() time.Time { return now }, NewID: func() record.ID { n++; return record.ID{0xee, n} },
		Append: func(done string, bodies ...event.Body) tea.Cmd {
			return func() tea.Msg {
				d.said, d.written = done, bodies
				return d.memory.Append(d.clock, dana, bodies...)
			}
		},
	}
	acme := record.AccountID("Acme Ltd")
	d.put(t, append(event.GeneralPack(),
		event.NewSetting(record.SettingCurrency, "EUR"),
		set(record.TypeRep, dana, record.Assign{Field: record.FieldName, Value: record.Text("Dana Fox")}),
		set(record.TypeRep, record.RepID("Wei Ling"), record.Assign{Field: record.FieldName, Value: record.Text("Wei Ling")}),
		set(record.TypeAccount, acme, record.Assign{Field: record.FieldName, Value: record.Text("Acme Ltd")}),
		set(record.TypeDeal, deal,
			record.Assign{Field: record.FieldTitle, Value: record.Text("Renewal")},
			record.Assign{Field: record.FieldAccount, Value: record.IDValue(acme)},
			record.Assign{Field: record.FieldRep, Value: record.IDValue(dana)},
			record.Assign{Field: record.FieldStage, Value: record.Text("proposal")},
			record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 120_000, Currency: "EUR"})},
			record.Assign{Field: record.FieldExpected, Value: record.DateValue(record.DateOf(now) + 10)},
			record.Assign{Field: record.FieldNextStep, Value: record.Text("demo")},
			record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(record.TimeOf(now.AddDate(0, 0, 3)))},
			record.Assign{Field: record.FieldSource, Value: record.Text("web")},
		),
	)...)
	return d
}

func set(t record.Type, id record.ID, fields ...record.Assign) event.Body {
	return event.Set{Type: t, ID: id, At: record.TimeOf(now.AddDate(0, 0, -30)), Fields: fields}
}

func (d *desk) put(t testing.TB, bodies ...event.Body) {
	t.Helper()
	if err := d.memory.Append(d.clock, dana, bodies...); err != nil {
		t.Fatal(err)
	}
	d.data = panel.Data{Rev: 1, Book: d.memory.Book(), Now: now, Today: record.DateOf(now)}
}

// values gives what stands in a form at first.
func values(f panel.Form) panel.Values {
	v := panel.Values{}
	for _, x := range f.Fields {
		v[x.Key] = x.Value
	}
	return v
}

func field(t testing.TB, f panel.Form, key string) panel.Field {
	t.Helper()
	i := slices.IndexFunc(f.Fields, func(x panel.Field) bool { return x.Key == key })
	if i < 0 {
		t.Fatalf("no field %s", key)
	}
	return f.Fields[i]
}

// save saves a form with changes and folds what was written.
func (d *desk) save(t testing.TB, f panel.Form, changes panel.Values) error {
	t.Helper()
	d.written = nil
	v := values(f)
	for k, x := range changes {
		field(t, f, k)
		v[k] = x
	}
	cmd, err := f.Save(v)
	if err != nil {
		return err
	}
	if err, ok := cmd().(error); ok && err != nil {
		t.Fatal(err)
	}
	d.data.Book = d.memory.Book()
	return nil
}

func TestNewDeal(t *testing.T) {
	d := newDesk(t)
	f := NewDeal(d.env, d.data)
	if err := d.save(t, f, panel.Values{
		"account": "Globex", "title": "Pilot", "amount": "1.2k", "expected": "in 2 weeks", "next": "demo", "due": "mon 10:00", "owner": "wei",
	}); err != nil {
		t.Fatal(err)
	}
	made := d.data.Book.Deals[record.ID{0xee, 1}].Now
	if made.Title != "Pilot" || made.Amount.Minor != 120_000 || made.Stage != "lead" || made.Expected.String() != "2026-12-04" ||
		made.NextStep != "demo" || !made.NextDue.Std().Equal(time.Date(2026, 11, 23, 10, 0, 0, 0, zone)) || made.Rep != record.RepID("Wei Ling") {
		t.Errorf("made %+v", made)
	}
	a := d.data.Book.Accounts[made.Account]
	if a == nil || a.Name != "Globex" || a.Rep != dana {
		t.Errorf("account %+v", a)
	}
	if d.said != "new deal: Pilot" {
		t.Errorf("said %q", d.said)
	}
}

// What has to be there is judged in what is new also where nobody touched it.
func TestWhatIsNewHasAName(t *testing.T) {
	d := newDesk(t)
	acme := record.AccountID("Acme Ltd")
	for name, f := range map[string]panel.Form{
		"deal": NewDeal(d.env, d.data), "account": NewAccount(d.env, d.data), "contact": NewContact(d.env, d.data, acme),
	} {
		var at panel.At
		if err := d.save(t, f, nil); !errors.As(err, &at) || d.written != nil {
			t.Errorf("a nameless %s: %v, wrote %v", name, err, d.written)
			continue
		}
		field(t, f, at.Key)
		if !f.Fresh {
			t.Errorf("untouched fields of a new %s are not judged", name)
		}
	}
	for _, c := range []struct {
		title, account string
		id             byte
	}{{"Acme Ltd", "acme", 2}, {"Bolt", "Bolt", 3}} {
		if err := d.save(t, NewDeal(d.env, d.data), panel.Values{"account": c.account}); err != nil {
			t.Fatal(err)
		}
		if d.said != "new deal: "+c.title {
			t.Errorf("said %q", d.said)
		}
		if got := d.data.Book.Deals[record.ID{0xee, c.id}]; got == nil || got.Now.Title != c.title {
			t.Errorf("%s made %+v", c.account, got)
		}
	}
}

func TestNewDealOfAnAccount(t *testing.T) {
	d := newDesk(t)
	f := NewDeal(d.env, d.data)
	if err := d.save(t, f, panel.Values{"account": "Acme Ltd", "title": "More"}); err != nil {
		t.Fatal(err)
	}
	if got := d.data.Book.Deals[record.ID{0xee, 1}].Now; got.Account != record.AccountID("Acme Ltd") || got.Rep != dana || got.HasAmount {
		t.Errorf("made %+v", got)
	}
	if len(d.written) != 1 {
		t.Errorf("a known account was written: %v", d.written)
	}
}

// Only what was changed is written: everything else may have been changed by
// others meanwhile.
func TestEditingWritesTheDifference(t *testing.T) {
	for name, c := range map[string]struct {
		change panel.Values
		want   []record.Field
	}{
		"nothing": {nil, nil},
		"amount":  {panel.Values{"amount": "1500 usd"}, []record.Field{record.FieldAmount}},
		"stage":   {panel.Values{"stage": "negotiation"}, []record.Field{record.FieldStage}},
		"cleared": {panel.Values{"expected": "", "due": "", "next": "", "source": ""},
			[]record.Field{record.FieldExpected, record.FieldNextStep, record.FieldNextDue, record.FieldSource}},
		"title": {panel.Values{"title": "Renewal 2027"}, []record.Field{record.FieldTitle}},
	} {
		d := newDesk(t)
		if err := d.save(t, EditDeal(d.env, d.data, deal), c.change); err != nil {
			t.Fatal(name, err)
		}
		var got []record.Field
		for _, b := range d.written {
			for _, a := range b.(event.Set).Fields {
				got = append(got, a.Field)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s wrote %v, want %v", name, got, c.want)
		}
		if after := d.data.Book.Deals[deal].Now; name == "cleared" && (after.Expected != 0 || after.NextStep != "" || !after.NextDue.IsZero() || after.Source != "") {
			t.Errorf("not cleared: %+v", after)
		}
	}
}

// What stands in a form at first is read as what it stands for.
func TestWhatStandsInAFormReadsBack(t *testing.T) {
	d := newDesk(t)
	s := newSheet(d.env, d.data, record.TypeDeal, deal)
	before := d.data.Book.Deals[deal].Now
	s.dealRows(before, false)
	want := map[record.Field]record.Value{
		record.FieldAccount: record.IDValue(before.Account), record.FieldAmount: record.MoneyValue(before.Amount),
		record.FieldExpected: record.DateValue(before.Expected), record.FieldNextDue: record.TimeValue(before.NextDue),
		record.FieldRep: record.IDValue(before.Rep), record.FieldStage: record.Text(before.Stage),
	}
	for _, r := range s.rows {
		g, err := r.read(r.Value)
		if w, ok := want[r.field]; ok && (err != nil || g.value != w) {
			t.Errorf("%s: %q reads as %v, %v", r.Key, r.Value, g.value, err)
		}
	}
}

func TestWhatIsWrongIsSaidAtTheField(t *testing.T) {
	d := newDesk(t)
	f := EditDeal(d.env, d.data, deal)
	for _, c := range []struct{ key, text, want string }{
		{"title", "", "cannot be empty"}, {"amount", "lots", "not an amount"}, {"amount", "-5", "zero or more"}, {"amount", "", "cannot be taken away"},
		{"amount", "12.5 jpy", "JPY has no decimals: write 12 or 13."}, {"amount", "0.005", "EUR has 2 decimals: write 0.00 or 0.01."}, {"amount", "many", "or 1200 eur"},
		{"amount", "1.234", "thousands or decimals"}, {"amount", "5 xyz", "not known"}, {"expected", "soon", "is not a day"},
		{"expected", "2026-02-30", "not a day of the calendar"}, {"due", "fri 25:00", "not a time of day"}, {"due", "whenever", "is not a time"},
		{"owner", "nobody", "No rep"}, {"account", strings.Repeat("x", event.MaxText+1), "longer"},
	} {
		err := field(t, f, c.key).Check(c.text)
		if err == nil || !strings.Contains(say.English().Err(err), c.want) {
			t.Errorf("%s %q: %v, want %s", c.key, c.text, err, c.want)
		}
		if saved := d.save(t, f, panel.Values{c.key: c.text}); saved == nil || len(d.written) > 0 {
			t.Errorf("%s %q was written", c.key, c.text)
		}
	}
}

func TestHowFieldsAreUnderstood(t *testing.T) {
	d := newDesk(t)
	f := EditDeal(d.env, d.data, deal)
	for _, c := range []struct{ key, text, want string }{
		{"amount", "2.5k", "2,500.00 EUR"}, {"expected", "fri", "Fri 27 Nov 2026"}, {"due", "tomorrow", "Sat 21 Nov 2026 09:00"},
		{"account", "acme", "Acme Ltd"}, {"account", "Bolt", "new account: Bolt"}, {"owner", "wei", "Wei Ling"}, {"title", "x", ""}, {"due", "", ""},
	} {
		if got := field(t, f, c.key).Means(c.text); got != c.want {
			t.Errorf("%s %q means %q, want %q", c.key, c.text, got, c.want)
		}
	}
}

func TestPartOfSeveralNamesMakesANewAccount(t *testing.T) {
	d := newDesk(t)
	d.put(t, set(record.TypeAccount, record.AccountID("Acme Labs"), record.Assign{Field: record.FieldName, Value: record.Text("Acme Labs")}))
	if got := field(t, NewDeal(d.env, d.data), "account").Means("acme"); got != "new account: acme" {
		t.Errorf("got %q", got)
	}
}

func TestParties(t *testing.T) {
	d := newDesk(t)
	if err := d.save(t, NewAccount(d.env, d.data), panel.Values{"name": "Bolt", "segment": "retail"}); err != nil {
		t.Fatal(err)
	}
	bolt := record.AccountID("Bolt")
	if a := d.data.Book.Accounts[bolt]; a == nil || a.Segment != "retail" || a.Rep != dana {
		t.Fatalf("made %+v", a)
	}
	if err := d.save(t, NewContact(d.env, d.data, bolt), panel.Values{"name": "Kim", "email": "kim@bolt.example"}); err != nil {
		t.Fatal(err)
	}
	kim := record.ContactID(bolt, "Kim")
	if c := d.data.Book.Contacts[kim]; c == nil || c.Account != bolt || c.Email != "kim@bolt.example" {
		t.Fatalf("made %+v", c)
	}
	if err := d.save(t, EditContact(d.env, d.data, kim), panel.Values{"phone": "+60 3 123"}); err != nil || len(d.written[0].(event.Set).Fields) != 1 {
		t.Errorf("%v wrote %v", err, d.written)
	}
	if err := d.save(t, EditAccount(d.env, d.data, bolt), panel.Values{"name": "Acme Ltd"}); err == nil {
		t.Error("two accounts of one name")
	}
	if err := field(t, EditContact(d.env, d.data, kim), "email").Check("kim at bolt"); err == nil {
		t.Error("no address is one")
	}
	if err := d.save(t, NextStep(d.env, d.data, deal), panel.Values{"due": "next week"}); err != nil || len(d.written[0].(event.Set).Fields) != 1 {
		t.Errorf("%v wrote %v", err, d.written)
	}
}

func TestFormsOfWhatIsNotThere(t *testing.T) {
	d := newDesk(t)
	for _, f := range []panel.Form{EditDeal(d.env, d.data, record.ID{1}), EditAccount(d.env, d.data, record.ID{1}), EditContact(d.env, d.data, record.ID{1}), NextStep(d.env, d.data, record.ID{1})} {
		if len(f.Fields) != 0 {
			t.Errorf("a form %q", f.Title)
		}
	}
}

// Whatever is typed, what a form writes is valid, or it says what is wrong.
func TestAnyText(t *testing.T) {
	d := newDesk(t)
	f := EditDeal(d.env, d.data, deal)
	rapid.Check(t, func(rt *rapid.T) {
		v := values(f)
		for _, x := range f.Fields {
			if x.Kind != panel.Choice && rapid.Bool().Draw(rt, x.Key) {
				v[x.Key] = rapid.OneOf(rapid.StringN(0, 40, 80), rapid.SampledFrom([]string{"1.2k", "fri", "0", "in 3 days", "acme", "9999999999999999999"})).Draw(rt, "text")
			}
		}
		wrong := false
		for _, x := range f.Fields {
			wrong = wrong || v[x.Key] != x.Value && x.Check(strings.TrimSpace(v[x.Key])) != nil
		}
		cmd, err := f.Save(v)
		if (err != nil) != wrong {
			rt.Fatalf("%v: fields wrong %v, saving: %v", v, wrong, err)
		}
		_ = cmd
	})
}
