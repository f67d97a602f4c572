package event

import (
	"reflect"
	"testing"

	"foresail/store/record"

	"pgregory.net/rapid"
)

// numbered is a dictionary in memory.
type numbered struct {
	syms  map[string]record.Sym
	texts []string
}

func newNumbered() *numbered {
	return &numbered{syms: map[string]record.Sym{"": 0}, texts: []string{""}}
}

func (n *numbered) Sym(s string) (record.Sym, error) {
	y, ok := n.syms[s]
	if !ok {
		y = record.Sym(len(n.texts))
		n.syms[s], n.texts = y, append(n.texts, s)
	}
	return y, nil
}

func (n *numbered) SymID(id record.ID) (record.Sym, error) {
	if id.IsZero() {
		return 0, nil
	}
	return n.Sym(string(id[:]))
}

func (n *numbered) Text(y record.Sym) (string, error) {
	if int(y) >= len(n.texts) {
		return "", ErrCode
	}
	return n.texts[y], nil
}

func (n *numbered) ID(y record.Sym) (record.ID, error) {
	s, err := n.Text(y)
	return record.Value{Text: s}.ID(), err
}

func drawID(t *rapid.T, name string) (id record.ID) {
	copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, name))
	return id
}

func drawTime(t *rapid.T, name string) record.Time {
	if rapid.Bool().Draw(t, name+" known") {
		return record.Time{Unix: rapid.Int64Range(-1<<40, 1<<40).Draw(t, name), Off: rapid.Int16Range(-1440, 1440).Draw(t, name+" offset")}
	}
	return record.Time{}
}

func drawActivity(t *rapid.T) record.Activity {
	text := rapid.StringN(0, 12, -1)
	a := record.Activity{
		Kind: text.Draw(t, "kind"), At: drawTime(t, "at"), Rep: drawID(t, "rep"), Outcome: text.Draw(t, "outcome"),
		Seconds: rapid.Int32().Draw(t, "seconds"), NextKind: text.Draw(t, "next"), NextDue: drawTime(t, "due"), Note: text.Draw(t, "note"),
	}
	if rapid.Bool().Draw(t, "more") {
		a.Account, a.Deal, a.Contact = drawID(t, "account"), drawID(t, "deal"), drawID(t, "contact")
		a.Worth = record.Money{Minor: rapid.Int64().Draw(t, "worth"), Currency: "EUR"}
		a.Tags = rapid.SliceOfN(text, 1, 4).Draw(t, "tags")
	}
	if a.ID = drawID(t, "id"); rapid.Bool().Draw(t, "imported") {
		a.Source = record.Source{System: "crm/call", Key: text.Draw(t, "key")}
		if rapid.Bool().Draw(t, "derived") {
			a.ID = a.Source.ID()
		}
	}
	return a
}

func drawFields(t *rapid.T) []record.Assign {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) record.Assign {
		a := record.Assign{Field: record.Field(rapid.Byte().Draw(t, "field"))}
		a.Value.Num = rapid.Int64().Draw(t, "number")
		a.Value.Text = string(rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "text"))
		if rapid.Bool().Draw(t, "an id") {
			id := drawID(t, "value")
			a.Value.Text = string(id[:])
		}
		return a
	}), 1, 5).Draw(t, "fields")
}

func drawEvent(t *rapid.T) Event {
	e := Event{Ref: record.Ref{Node: record.Node(rapid.Uint64().Draw(t, "node")), Seq: rapid.Uint64Range(1, 1<<40).Draw(t, "seq")}}
	e.Stamp = record.Stamp{Wall: rapid.Int64Range(0, 1<<45).Draw(t, "wall"), Count: rapid.Uint16().Draw(t, "count"), Node: e.Ref.Node}
	e.Nth = rapid.Uint16().Draw(t, "nth")
	if rapid.Bool().Draw(t, "told") {
		e.By = drawID(t, "by")
	}
	switch rapid.IntRange(0, 4).Draw(t, "body") {
	case 0:
		e.Body = Activity{drawActivity(t)}
	case 1:
		e.Body = Amend{Activity: drawID(t, "activity"), Fields: drawFields(t)}
	case 2:
		e.Body = Set{Type: record.Type(rapid.Byte().Draw(t, "type")), ID: drawID(t, "id"), At: drawTime(t, "at"), Fields: drawFields(t)}
	case 3:
		v := Void{Target: record.Ref{Node: e.Ref.Node, Seq: rapid.Uint64Range(1, 1<<40).Draw(t, "target")}, Type: record.TypeActivity, ID: drawID(t, "id"), Restore: rapid.Bool().Draw(t, "restore")}
		if rapid.Bool().Draw(t, "of another node") {
			v.Target.Node, v.Type = 77, record.TypeDeal
		}
		e.Body = v
	case 4:
		e.Body = Unknown{Kind: Code(rapid.ByteRange(5, 255).Draw(t, "kind")), Raw: rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "raw")}
	}
	return e
}

// What is encoded decodes to the same, with a dictionary and without, from
// whatever frame.
func TestEncodedEventsDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvent(t)
		f := Frame{Wall: rapid.Int64Range(0, 1<<45).Draw(t, "frame wall"), Count: rapid.Uint16().Draw(t, "frame count"),
			At: rapid.Int64Range(-1<<40, 1<<40).Draw(t, "frame at"), Off: rapid.Int16Range(-1440, 1440).Draw(t, "frame offset")}
		for _, w := range []Words{nil, newNumbered()} {
			b, err := Encode(nil, e, f, w)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Decode(b, e.Ref, f, w)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, e) {
				t.Fatalf("words %v:\nin  %+v\nout %+v", w != nil, e, got)
			}
		}
	})
}

// A typed-in activity with a note of 30 bytes takes at most 75 bytes, its
// length and checksum (5 bytes) included.
func TestEncodedSize(t *testing.T) {
	w := newNumbered()
	for i := range 300 { // a file in use: most numbers take two bytes
		if _, err := w.Sym(string(rune('a'+i%26)) + string(rune('0'+i/26))); err != nil {
			t.Fatal(err)
		}
	}
	at := record.Time{Unix: 1_790_000_000, Off: 120}
	e := Event{Ref: record.Ref{Node: 1, Seq: 900_000}, Stamp: record.Stamp{Wall: at.Unix * 1000, Node: 1}, By: record.RepID("ann"), Body: Activity{record.Activity{
		ID: record.DeriveID("test", "1"), Kind: "call", At: at, Rep: record.RepID("ann"), Account: record.AccountID("acme"),
		Deal: record.DeriveID("deal", "1"), Outcome: "connected", Seconds: 900, Note: "wants pricing before the freeze"[:30],
	}}}
	f := Frame{Wall: (at.Unix - 7200) * 1000, At: at.Unix - 7200, Off: 120}
	b, err := Encode(nil, e, f, w)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(b) + 5; n > 75 {
		t.Errorf("%d bytes", n)
	}
}

// Junk never panics, and what decodes encodes again.
func FuzzDecode(f *testing.F) {
	ref := record.Ref{Node: 3, Seq: 9}
	for _, b := range []Body{
		Activity{record.Activity{ID: record.DeriveID("a", "b"), Kind: "call", At: record.Time{Unix: 5}, Note: "x", Tags: []string{"t"}}},
		Amend{Activity: record.DeriveID("a", "b"), Fields: []record.Assign{{Field: record.FieldNote, Value: record.Text("n")}}},
		NewSetting("k", "v"), Void{Target: ref, Type: record.TypeDeal, ID: record.DeriveID("a", "b")}, Unknown{Kind: 9, Raw: []byte("raw")},
	} {
		seed, err := Encode(nil, Event{Ref: ref, Body: b}, Frame{}, nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, w := range []Words{nil, newNumbered()} {
			e, err := Decode(b, ref, Frame{}, w)
			if err != nil {
				continue
			}
			if _, err := Encode(nil, e, Frame{}, w); err != nil {
				t.Errorf("decoded, but does not encode: %v", err)
			}
		}
	})
}
