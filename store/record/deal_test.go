package record

import "testing"

// life builds a deal from day-dated assertions, in order.
func life(steps ...Change) *Deal {
	e := &Entity{Type: TypeDeal, ID: ID{1}}
	for i, c := range steps {
		c.Stamp = Stamp{Wall: int64(i + 1)}
		c.Ref = Ref{Node: 1, Seq: uint64(i + 1)}
		e.Add(c)
	}
	return NewDeal(e)
}

func on(day int, f Field, v Value) Change {
	return Change{At: Time{Unix: int64(day)*86400 + 3600}, Field: f, Value: v}
}

func TestDealAsItStood(t *testing.T) {
	ann, ben := RepID("Ann"), RepID("Ben")
	d := life(
		on(100, FieldTitle, Text("Rollout")),
		on(100, FieldRep, IDValue(ann)),
		on(100, FieldStage, Text("qualified")),
		on(100, FieldAmount, MoneyValue(Money{100000, "EUR"})),
		on(100, FieldExpected, DateValue(160)),
		on(120, FieldStage, Text("proposal")),
		on(130, FieldExpected, DateValue(190)),
		on(140, FieldAmount, MoneyValue(Money{80000, "EUR"})),
		on(150, FieldStage, Text(StageWon)),
		on(170, FieldRep, IDValue(ben)),
	)
	if _, ok := d.At(99); ok {
		t.Error("the deal existed before it was created")
	}
	s, ok := d.At(125)
	if !ok || s.Stage != "proposal" || s.StageSince.Date() != 120 || s.Amount.Minor != 100000 || s.Pushes != 0 || !s.Open() {
		t.Errorf("on day 125: %+v", s)
	}
	if s, _ := d.At(135); s.Expected != 190 || s.Pushes != 1 {
		t.Errorf("on day 135: expected %v, pushes %d; want 190 and 1", int(s.Expected), s.Pushes)
	}
	if s := d.Now; !s.Won() || s.Closed.Date() != 150 || s.Amount.Minor != 80000 || s.Rep != ann {
		t.Errorf("now: %+v; the win belongs to the owner at the close", s)
	}
	want := []Move{{From: "", To: "qualified"}, {From: "qualified", To: "proposal"}, {From: "proposal", To: StageWon}}
	if len(d.Moves) != len(want) {
		t.Fatalf("moves %+v", d.Moves)
	}
	for i, m := range d.Moves {
		if m.From != want[i].From || m.To != want[i].To {
			t.Errorf("move %d: %+v, want %+v", i, m, want[i])
		}
	}
}

func TestDealReopened(t *testing.T) {
	d := life(
		on(1, FieldStage, Text("proposal")),
		on(5, FieldStage, Text(StageLost)),
		on(9, FieldStage, Text("proposal")),
	)
	if s := d.Now; !s.Open() || !s.Closed.IsZero() || s.StageSince.Date() != 9 {
		t.Errorf("a reopened deal: %+v", s)
	}
	if s, _ := d.At(6); s.Open() || s.Closed.Date() != 5 {
		t.Errorf("while it was lost: %+v", s)
	}
}

func TestDealOfUnknownBirth(t *testing.T) {
	d := life(Change{Field: FieldStage, Value: Text("lead")}, on(50, FieldAmount, MoneyValue(Money{1, "EUR"})))
	s, ok := d.At(10)
	if !ok || !s.Created.IsZero() || !s.StageSince.IsZero() || s.HasAmount {
		t.Errorf("a deal as old as anybody knows: %+v, %v", s, ok)
	}
}
