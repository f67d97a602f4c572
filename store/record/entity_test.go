package record

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func drawChange(t *rapid.T) Change {
	seq := rapid.Uint64Range(1, 6).Draw(t, "seq")
	node := Node(rapid.Uint64Range(1, 3).Draw(t, "node"))
	return Change{
		At:    Time{Unix: rapid.Int64Range(0, 3).Draw(t, "at") * 86400},
		Stamp: Stamp{Wall: int64(seq), Node: node},
		Ref:   Ref{Node: node, Seq: seq},
		Field: Field(rapid.IntRange(1, 5).Draw(t, "field")),
		Value: Text(string(rune('a' + seq))),
	}
}

func TestEntityForgetsTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := rapid.SliceOfN(rapid.Custom(drawChange), 1, 12).Draw(t, "changes")
		marks := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Mark {
			c := drawChange(t)
			wall := rapid.Int64Range(10, 14).Draw(t, "wall")
			return Mark{Ref: c.Ref, Stamp: Stamp{Wall: wall}, Void: wall%2 == 0}
		}), 0, 6).Draw(t, "marks")
		order := rapid.Permutation(index(len(changes))).Draw(t, "order")
		again := rapid.Permutation(index(len(marks))).Draw(t, "again")

		// One stamp and field has one value: a later draw of the same key is the same event.
		seen := map[[3]uint64]Value{}
		for i, c := range changes {
			k := [3]uint64{uint64(c.Stamp.Wall), uint64(c.Stamp.Node), uint64(c.Field)<<8 | uint64(c.At.Unix/86400)}
			if v, ok := seen[k]; ok {
				changes[i].Value = v
			}
			seen[k] = changes[i].Value
		}
		var a, b Entity
		for _, c := range changes {
			a.Add(c)
		}
		for _, m := range marks {
			a.SetMark(m)
		}
		for _, i := range again {
			b.SetMark(marks[i])
		}
		for _, i := range order {
			b.Add(changes[i])
			b.Add(changes[i])
		}
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("order matters:\n%+v\n%+v", a, b)
		}
	})
}

func index(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestLatestSkipsWhatWasTakenBack(t *testing.T) {
	e := &Entity{Type: TypeRep}
	e.Add(Change{Stamp: Stamp{Wall: 1}, Ref: Ref{1, 1}, Field: FieldName, Value: Text("Dana")})
	e.Add(Change{Stamp: Stamp{Wall: 2}, Ref: Ref{1, 2}, Field: FieldName, Value: Text("Dora")})
	if v, _ := e.Latest(FieldName); v.Text != "Dora" {
		t.Errorf("latest %q, want Dora", v.Text)
	}
	e.SetMark(Mark{Ref: Ref{1, 2}, Stamp: Stamp{Wall: 3}, Void: true})
	if v, _ := e.Latest(FieldName); v.Text != "Dana" {
		t.Errorf("after undo %q, want Dana", v.Text)
	}
	e.SetMark(Mark{Ref: Ref{1, 2}, Stamp: Stamp{Wall: 4}})
	if v, _ := e.Latest(FieldName); v.Text != "Dora" {
		t.Errorf("after redo %q, want Dora", v.Text)
	}
	e.SetMark(Mark{Ref: Ref{1, 2}, Stamp: Stamp{Wall: 3}, Void: true})
	if v, _ := e.Latest(FieldName); v.Text != "Dora" {
		t.Errorf("an older mark won: %q", v.Text)
	}
}

func TestValuesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := Time{Unix: rapid.Int64().Draw(t, "unix"), Off: rapid.Int16().Draw(t, "off")}
		if got := TimeValue(at).Time(); got != at {
			t.Fatalf("time %+v came back as %+v", at, got)
		}
		x := rapid.Float64().Draw(t, "x")
		if got := FloatValue(x).Float(); got != x && x == x {
			t.Fatalf("float %v came back as %v", x, got)
		}
		items := rapid.SliceOf(rapid.StringMatching(`[a-zé ]+`)).Draw(t, "items")
		got := ListValue(items).List()
		if len(items) == 0 && got != nil || len(items) > 0 && !reflect.DeepEqual(got, items) {
			t.Fatalf("list %q came back as %q", items, got)
		}
	})
}

func TestFieldNamesAreUniqueAndFound(t *testing.T) {
	for f := Field(1); f.Spec().Form != 0; f++ {
		if got, ok := FieldNamed(f.Spec().Name); !ok || got != f {
			t.Errorf("field %d is named %q, which finds %d", f, f.Spec().Name, got)
		}
	}
	if FieldModified.Spec().Form != FormTime {
		t.Error("the list of fields has a gap before the last one")
	}
	if _, ok := FieldNamed(""); ok {
		t.Error("an empty name finds a field")
	}
}

func TestIDs(t *testing.T) {
	a := AccountID("Acme  Ltd.")
	if a != AccountID("acme ltd") {
		t.Error("the same name in another spelling is another account")
	}
	if a == RepID("acme ltd") {
		t.Error("a rep and an account share an id")
	}
	back, err := ParseID(a.String())
	if err != nil || back != a {
		t.Errorf("ParseID(%q) = %v, %v", a.String(), back, err)
	}
	if Fold("***") == Fold("???") {
		t.Error("names of symbols only fold to the same key")
	}
	n := Node(0x0123456789abcdef)
	if back, err := ParseNode(n.String()); err != nil || back != n {
		t.Errorf("ParseNode(%q) = %v, %v", n.String(), back, err)
	}
}
