package entry

import (
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"pgregory.net/rapid"
)

// The names that an activity may be with are such as the grammar could take
// for something else.
var awkward = []string{"Acme", "Acme Ltd", "Novo A/S", "held", "15m", "On", "then", `The "Best" Co`, "+Plus", "@Home", "Ends:", "北海道 商事", "Café", "Cafe", "with", "note", "-5m"}

func awkwardBook(t *testing.T) *record.Book {
	t.Helper()
	bodies := event.GeneralPack()
	name := func(ty record.Type, id record.ID, f record.Field, v string, of record.ID) {
		s := event.Set{Type: ty, ID: id, Fields: []record.Assign{{Field: f, Value: record.Text(v)}}}
		if !of.IsZero() {
			s.Fields = append(s.Fields, record.Assign{Field: record.FieldAccount, Value: record.IDValue(of)})
		}
		bodies = append(bodies, s)
	}
	for i, n := range awkward {
		id := record.AccountID(n)
		name(record.TypeAccount, id, record.FieldName, n, record.ID{})
		for k, m := range awkward {
			name(record.TypeContact, record.ContactID(id, m), record.FieldName, m, id)
			name(record.TypeDeal, record.ID{1, byte(i), byte(k)}, record.FieldTitle, m, id)
		}
	}
	m := event.NewMemory()
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	return m.Book()
}

func anActivity(t *rapid.T, b *record.Book, zone *time.Location) record.Activity {
	pick := rapid.IntRange(0, len(awkward)-1)
	i := pick.Draw(t, "account")
	kind := rapid.SampledFrom(b.Kinds).Draw(t, "kind")
	when := time.Date(2026, 11, 1, 9, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 20*24*60).Draw(t, "minute")) * time.Minute)
	a := record.Activity{Kind: kind.Key, Account: record.AccountID(awkward[i]), At: record.TimeOf(when)}
	if rapid.Bool().Draw(t, "has deal") {
		a.Deal = record.ID{1, byte(i), byte(pick.Draw(t, "deal"))}
	}
	if rapid.Bool().Draw(t, "has contact") {
		a.Contact = record.ContactID(a.Account, awkward[pick.Draw(t, "contact")])
	}
	if len(kind.Outcomes) > 0 {
		a.Outcome = rapid.SampledFrom(append([]string{""}, kind.Outcomes...)).Draw(t, "outcome")
	}
	a.Seconds = rapid.Int32Range(0, 24*3600).Draw(t, "seconds")
	if rapid.Bool().Draw(t, "has worth") {
		a.Worth = record.Money{Minor: rapid.Int64Range(0, 1<<50).Draw(t, "minor"), Currency: rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")}
	}
	a.Tags = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"q4", "two words", "a:", "c++", "@x", `say "hi"`}), 0, 3, rapid.ID).Draw(t, "tags")
	if rapid.Bool().Draw(t, "has next") {
		a.NextKind = rapid.SampledFrom(b.Kinds).Draw(t, "next").Key
		a.NextDue = record.TimeOf(when.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "hours")) * time.Hour))
	}
	a.Note = rapid.SampledFrom([]string{"", "x", "ends in: colon", `"quoted" @mon worth 5`}).Draw(t, "note")
	return a
}

// To correct an activity is to change only what was changed in its line.
func TestAnyActivityIsReadAsItWasWritten(t *testing.T) {
	b := awkwardBook(t)
	g := new(spoken)
	g.Prepare(b)
	zone, err := time.LoadLocation("Asia/Kuala_Lumpur") // no change of clocks
	if err != nil {
		t.Skip("no time zones here: ", err)
	}
	k := Known{Book: b, Now: time.Date(2026, 11, 24, 14, 2, 0, 0, zone), Say: say.English()}
	rapid.Check(t, func(t *rapid.T) {
		a := anActivity(t, b, zone)
		line := Line(a, b)
		bodies, err := g.Parse(line, k).Bodies(func() record.ID { return record.ID{1} })
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		for _, body := range bodies {
			if act, ok := body.(event.Activity); ok {
				if d := differences(a, act.Activity); len(d) > 0 {
					t.Fatalf("%s\n   is %+v\nread as %+v", line, a, act.Activity)
				}
			}
		}
	})
}

// An activity from a place with other clocks is written by those of the data
// file, by which the line is read.
func TestAnActivityFromElsewhere(t *testing.T) {
	b := book(t)
	now := time.Date(2026, 11, 24, 14, 2, 0, 0, time.UTC)
	e := New(Options{Grammar: new(spoken), Now: func() time.Time { return now }, Say: say.English()})
	e.Know(b)
	e.Amend(record.Activity{Kind: "call", Account: record.AccountID("Acme"), At: record.Time{Unix: now.Add(-time.Hour).Unix(), Off: 480}})
	if got := e.line.Text; !strings.Contains(got, "@2026-11-24 13:02") {
		t.Error(got)
	}
}
