package entry

import (
	"fmt"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

func TestSuggestionsFitIntoTheLine(t *testing.T) {
	b := book(t)
	g := new(spoken)
	g.Prepare(b)
	k := Known{Book: b, Now: at.Std(), Say: say.English()}
	for _, line := range []string{"", "c", "call ", "call a", "call ac", `call "bi`, "call acme ", "call acme co", "meeting acme with ", "call acme @", "call acme then ", "x y z: note "} {
		for cursor := range len(line) + 1 {
			for _, s := range g.Complete(line, cursor, k) {
				if s.Start < 0 || s.Start > s.End || s.End > len(line) || s.Text == "" || s.Label == "" {
					t.Errorf("%q at %d: %+v", line, cursor, s)
				}
			}
		}
	}
}

func TestTheRealGrammarSaysWhatItUnderstands(t *testing.T) {
	b := book(t)
	g := new(spoken)
	g.Prepare(b)
	u := g.Parse("c ac", Known{Book: b, Now: at.Std(), Say: say.English()})
	if !u.Ready || u.Words == "" || len(u.Parts) < 2 {
		t.Errorf("%+v", u)
	}
	bodies, err := u.Bodies(func() record.ID { return record.ID{1} })
	if err != nil || len(bodies) != 1 {
		t.Fatalf("%v %v", bodies, err)
	}
	if a := bodies[0].(event.Activity); a.Kind != "call" || a.Account != record.AccountID("Acme") {
		t.Errorf("%+v", a)
	}
	if u := g.Parse("zzz acme", Known{Book: b, Now: at.Std(), Say: say.English()}); len(u.Problems) == 0 || u.Problems[0].End != 3 {
		t.Errorf("%+v", u.Problems)
	}
}

// BenchmarkParse measures what a key press costs in a large book.
func BenchmarkParse(b *testing.B) {
	m, c := event.NewMemory(), &event.Clock{Node: 1}
	bodies := event.GeneralPack()
	for i := range 10_000 {
		name := fmt.Sprintf("Customer %d Industries", i)
		bodies = append(bodies, event.Set{Type: record.TypeAccount, ID: record.AccountID(name), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}})
	}
	if err := m.Append(c, record.ID{}, bodies...); err != nil {
		b.Fatal(err)
	}
	k := Known{Book: m.Book(), Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Say: say.English()}
	g := new(spoken)
	g.Prepare(k.Book)
	b.ReportAllocs()
	for b.Loop() {
		g.Parse("call customer 99 15m connected: note", k)
		g.Complete("call customer 99", 16, k)
	}
}
