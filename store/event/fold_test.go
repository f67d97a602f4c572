package event

import (
	"reflect"
	"testing"
	"time"

	"foresail/store/record"

	"pgregory.net/rapid"
)

// drawHistory makes events of three nodes that log, amend, void, set and
// restore a handful of things, often the same ones.
func drawHistory(t *rapid.T) []Event {
	n := rapid.IntRange(1, 25).Draw(t, "n")
	seq := map[record.Node]uint64{}
	var events []Event
	for range n {
		node := record.Node(rapid.Uint64Range(1, 3).Draw(t, "node"))
		seq[node]++
		e := Event{
			Ref:   record.Ref{Node: node, Seq: seq[node]},
			Stamp: record.Stamp{Wall: rapid.Int64Range(1, 8).Draw(t, "wall"), Count: uint16(seq[node]), Node: node},
		}
		e.Body = drawBody(t, events)
		if err := e.Body.Validate(); err != nil {
			t.Fatalf("the test draws an invalid body: %v", err)
		}
		events = append(events, e)
	}
	return events
}

func drawBody(t *rapid.T, before []Event) Body {
	thing := record.ID{byte(rapid.IntRange(1, 3).Draw(t, "thing"))}
	word := rapid.SampledFrom([]string{"call", "email", "demo"})
	at := record.Time{Unix: rapid.Int64Range(1, 5).Draw(t, "day") * 86400}
	switch rapid.IntRange(0, 3).Draw(t, "code") {
	case 0:
		return Activity{record.Activity{ID: thing, Kind: word.Draw(t, "kind"), At: at, Rep: record.RepID("ann"), NextKind: "demo", Seconds: 60}}
	case 1:
		return Amend{Activity: thing, Fields: []record.Assign{
			{Field: record.FieldKind, Value: record.Text(word.Draw(t, "to"))},
			{Field: record.FieldWhen, Value: record.TimeValue(at)},
		}}
	case 2:
		if len(before) > 0 {
			target := rapid.SampledFrom(before).Draw(t, "target")
			if typ, id := Subject(target.Body); typ != 0 {
				return Void{Target: target.Ref, Type: typ, ID: id, Restore: rapid.Bool().Draw(t, "restore")}
			}
		}
		fallthrough
	default:
		return Set{Type: record.TypeDeal, ID: thing, At: at, Fields: []record.Assign{
			{Field: record.FieldStage, Value: record.Text(word.Draw(t, "stage"))},
		}}
	}
}

type state struct {
	Entities   map[entityKey]*record.Entity
	Activities []record.Activity
	Cells      map[string]int32
	Rows       int
}

// view gives the state free of symbols, whose numbers depend on the order in
// which words were first met.
func (m *Memory) view() state {
	s := state{Entities: m.entities, Activities: m.Activities(), Cells: map[string]int32{}}
	for d, r := range m.days {
		for _, c := range r.Cells {
			s.Cells[d.String()+"/"+m.Syms.Text(c.Kind)+"/"+m.Syms.Text(c.Outcome)] += c.Count
		}
		s.Rows += len(r.Rows)
	}
	return s
}

func TestFoldDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawHistory(t)
		order := rapid.Permutation(events).Draw(t, "order")
		a, b := NewMemory(), NewMemory()
		for _, e := range events {
			if err := Fold(a, e); err != nil {
				t.Fatal(err)
			}
		}
		for _, e := range order {
			for range 2 { // and again changes nothing
				if err := Fold(b, e); err != nil {
					t.Fatal(err)
				}
			}
		}
		if x, y := a.view(), b.view(); !reflect.DeepEqual(x, y) {
			t.Fatalf("order matters:\n%+v\n%+v", x, y)
		}
	})
}

func TestRollupsCountWhatStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := NewMemory()
		for _, e := range drawHistory(t) {
			if err := Fold(m, e); err != nil {
				t.Fatal(err)
			}
		}
		s := m.view()
		want := map[string]int32{}
		for _, a := range s.Activities {
			want[a.At.Date().String()+"/"+a.Kind+"/"]++
			if a.NextKind != "" {
				want[a.At.Date().String()+"/"+a.NextKind+"/"+record.Planned]++
			}
		}
		if s.Rows != len(s.Activities) || !reflect.DeepEqual(s.Cells, want) {
			t.Fatalf("rollups %v with %d rows, but what stands is %v with %d", s.Cells, s.Rows, want, len(s.Activities))
		}
	})
}

func TestClockNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Clock{Node: 7}
		var last record.Stamp
		for range 50 {
			now := time.UnixMilli(rapid.Int64Range(1_000_000, 1_000_020).Draw(t, "now"))
			if rapid.Bool().Draw(t, "remote") {
				s := record.Stamp{Wall: rapid.Int64Range(1_000_000, 1_000_040).Draw(t, "wall"), Count: uint16(rapid.IntRange(0, 65535).Draw(t, "count")), Node: 9}
				if err := c.Saw(s, now); err != nil {
					t.Fatal(err)
				}
				if s.Compare(last) > 0 {
					last = s
				}
			}
			s := c.Next(now)
			if s.Compare(last) <= 0 {
				t.Fatalf("%+v is not after %+v", s, last)
			}
			last = s
		}
	})
}

func TestClockRefusesTheFarFuture(t *testing.T) {
	c := Clock{Node: 1}
	now := time.UnixMilli(1_700_000_000_000)
	if err := c.Saw(record.Stamp{Wall: now.Add(MaxSkew + time.Minute).UnixMilli()}, now); err == nil {
		t.Error("a stamp beyond the allowed skew was taken")
	}
	if s := c.Next(now); s.Wall != now.UnixMilli() {
		t.Errorf("the refused stamp moved the clock to %d", s.Wall)
	}
}

func TestValidateRefuses(t *testing.T) {
	id := record.ID{1}
	deal := func(f record.Field, v record.Value) Body {
		return Set{Type: record.TypeDeal, ID: id, Fields: []record.Assign{{Field: f, Value: v}}}
	}
	ok := record.Activity{ID: id, Kind: "call", At: record.Time{Unix: 1}}
	with := func(change func(*record.Activity)) Body {
		a := ok
		change(&a)
		return Activity{a}
	}
	for name, b := range map[string]Body{
		"no id":              with(func(a *record.Activity) { a.ID = record.ID{} }),
		"no kind":            with(func(a *record.Activity) { a.Kind = "" }),
		"negative duration":  with(func(a *record.Activity) { a.Seconds = -1 }),
		"negative worth":     with(func(a *record.Activity) { a.Worth = record.Money{Minor: -1, Currency: "EUR"} }),
		"worth of nothing":   with(func(a *record.Activity) { a.Worth = record.Money{Minor: 5} }),
		"escape in a note":   with(func(a *record.Activity) { a.Note = "\x1b]0;owned\x07" }),
		"foreign source":     with(func(a *record.Activity) { a.Source = record.Source{System: "x", Key: "y"} }),
		"field of a rep":     deal(record.FieldTeam, record.Text("north")),
		"empty stage":        deal(record.FieldStage, record.Text("")),
		"negative amount":    deal(record.FieldAmount, record.MoneyValue(record.Money{Minor: -1, Currency: "EUR"})),
		"lower-case code":    deal(record.FieldAmount, record.MoneyValue(record.Money{Minor: 1, Currency: "eur"})),
		"half an id":         deal(record.FieldAccount, record.Text("abc")),
		"nothing said":       Set{Type: record.TypeDeal, ID: id},
		"no such type":       Set{Type: 200, ID: id, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("x")}}},
		"probability over 1": Set{Type: record.TypeStage, ID: id, Fields: []record.Assign{{Field: record.FieldProbability, Value: record.FloatValue(1.5)}}},
		"void of nothing":    Void{Type: record.TypeDeal, ID: id},
	} {
		if err := b.Validate(); err == nil {
			t.Errorf("%s: accepted %+v", name, b)
		}
	}
	if err := (Activity{ok}).Validate(); err != nil {
		t.Errorf("a plain activity is refused: %v", err)
	}
}
