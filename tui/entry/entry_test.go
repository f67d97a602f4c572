package entry

import (
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

func book(t *testing.T) *record.Book {
	t.Helper()
	m, c := event.NewMemory(), &event.Clock{Node: 1}
	set := func(ty record.Type, id record.ID, f record.Field, v string) event.Body {
		return event.Set{Type: ty, ID: id, Fields: []record.Assign{{Field: f, Value: record.Text(v)}}}
	}
	err := m.Append(c, record.ID{}, append(event.GeneralPack(),
		set(record.TypeAccount, record.AccountID("Acme"), record.FieldName, "Acme"),
		set(record.TypeAccount, record.AccountID("Big Co"), record.FieldName, "Big Co"),
		set(record.TypeContact, record.ContactID(record.AccountID("Acme"), "Dana"), record.FieldName, "Dana"),
		set(record.TypeDeal, record.ID{5}, record.FieldTitle, "Roll out"),
	)...)
	if err != nil {
		t.Fatal(err)
	}
	return m.Book()
}

var at = record.TimeOf(time.Date(2026, 11, 20, 14, 5, 0, 0, time.UTC))

func TestLineWritesAnActivityAsOneWouldTypeIt(t *testing.T) {
	b := book(t)
	acme := record.AccountID("Acme")
	for want, a := range map[string]record.Activity{
		"call Acme @2026-11-20 14:05":                                                  {Kind: "call", Account: acme, At: at},
		`email "Big Co" @2026-11-20 14:05 replied: sent the offer again`:               {Kind: "email", Account: record.AccountID("Big Co"), At: at, Outcome: "replied", Note: "sent the\noffer again"},
		`meeting Acme/"Roll out" with Dana 1h30 @2026-11-20 14:05 +q4 held`:            {Kind: "meeting", Account: acme, Deal: record.ID{5}, Contact: record.ContactID(acme, "Dana"), Seconds: 5400, At: at, Tags: []string{"q4"}, Outcome: "held"},
		"call Acme 15m @2026-11-20 14:05 worth 1200.00 eur then demo 2026-11-20 14:05": {Kind: "call", Account: acme, Seconds: 900, At: at, Worth: record.Money{Minor: 120000, Currency: "EUR"}, NextKind: "demo", NextDue: at},
	} {
		if got := Line(a, b); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestALineThatWasWrittenIsUnderstoodAsTheSame(t *testing.T) {
	b := book(t)
	acme := record.AccountID("Acme")
	g := new(spoken)
	g.Prepare(b)
	k := Known{Book: b, Now: at.Std().Add(time.Hour), Say: say.English()}
	due := record.TimeOf(at.Std().AddDate(0, 0, 3))
	for _, a := range []record.Activity{
		{Kind: "call", Account: acme, At: at},
		{Kind: "email", Account: record.AccountID("Big Co"), At: at, Outcome: "replied", Note: "sent it: again"},
		{Kind: "meeting", Account: acme, Contact: record.ContactID(acme, "Dana"), Seconds: 5400, At: at, Tags: []string{"q4"}, Outcome: "held"},
		{Kind: "call", Account: acme, Seconds: 900, At: at, Worth: record.Money{Minor: 120050, Currency: "EUR"}, NextKind: "demo", NextDue: due, Note: "note without outcome"},
		{Kind: "visit", Account: acme, At: at, Seconds: 95},
	} {
		line := Line(a, b)
		u := g.Parse(line, k)
		if len(u.Problems) > 0 {
			t.Errorf("%q: %v", line, u.Problems)
			continue
		}
		bodies, err := u.Bodies(func() record.ID { return record.ID{1} })
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		for _, body := range bodies {
			if act, ok := body.(event.Activity); ok {
				if d := differences(a, act.Activity); len(d) > 0 {
					t.Errorf("%q is understood as %+v", line, act.Activity)
				}
			}
		}
	}
}

func TestDifferencesNameOnlyWhatIsDifferent(t *testing.T) {
	old := record.Activity{Kind: "call", Account: record.AccountID("Acme"), At: at, Note: "two\nlines", Seconds: 60}
	same := old
	same.At.Unix += 30 // within the minute that a line can say
	same.Note = "two lines"
	if d := differences(old, same); len(d) != 0 {
		t.Errorf("nothing is different, but %+v", d)
	}
	now := old
	now.Kind, now.Seconds, now.Tags = "email", 0, []string{"x"}
	got := map[record.Field]bool{}
	for _, a := range differences(old, now) {
		got[a.Field] = true
	}
	if len(got) != 3 || !got[record.FieldKind] || !got[record.FieldDuration] || !got[record.FieldTags] {
		t.Errorf("different are %v", got)
	}
}

func TestALineBeforeTheFileIsReadKeepsItsText(t *testing.T) {
	e := New(Options{Say: say.English(), Now: func() time.Time { return at.Std() }, Grammar: nil})
	e.Show()
	e.Paste("call acme")
	if cmd := e.save(); cmd != nil || !e.Open() || e.line.Text != "call acme" || e.wrong == "" {
		t.Errorf("open %v, text %q, %q", e.Open(), e.line.Text, e.wrong)
	}
}
