package entry

import (
	"testing"

	"foresail/store/event"
	"foresail/store/record"
)

// Two deals of one title: correcting the note of an activity on the second
// leaves it there.
func TestACorrectionStaysWithTheTwinItIsAbout(t *testing.T) {
	m, c := event.NewMemory(), &event.Clock{Node: 1}
	acme := record.AccountID("Acme")
	bodies := append(event.GeneralPack(), event.Set{Type: record.TypeAccount, ID: acme, Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Acme")}}})
	for _, id := range []record.ID{{1}, {2}} {
		bodies = append(bodies, event.Set{Type: record.TypeDeal, ID: id, Fields: []record.Assign{
			{Field: record.FieldTitle, Value: record.Text("Renewal")}, {Field: record.FieldAccount, Value: record.IDValue(acme)},
			{Field: record.FieldStage, Value: record.Text("lead")},
		}})
	}
	if err := m.Append(c, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	for _, id := range []record.ID{{1}, {2}} {
		old := record.Activity{ID: record.ID{9}, Kind: "call", At: record.Time{Unix: 1_790_000_000}, Account: acme, Deal: id}
		typed := old
		typed.Deal, typed.Note = record.ID{3 - id[0]}, "changed"
		e := &Entry{book: m.Book(), amend: &old}
		fields := differences(old, e.kept(old, typed))
		if len(fields) != 1 || fields[0].Field != record.FieldNote {
			t.Errorf("deal %d: %+v, want the note alone", id[0], fields)
		}
	}
}
