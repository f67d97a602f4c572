package tui_test

import (
	"context"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

// TestUndoSaysWhatItDid: by what it was about, and how that stands now.
func TestUndoSaysWhatItDid(t *testing.T) {
	title := "Undone deal"
	deal := record.DeriveID("undo", title)
	set := func(fields ...record.Assign) event.Set {
		return event.Set{Type: record.TypeDeal, ID: deal, At: record.TimeOf(tuitest.Noon), Fields: fields}
	}
	stage := func(key string) record.Assign {
		return record.Assign{Field: record.FieldStage, Value: record.Text(key)}
	}
	made := set(record.Assign{Field: record.FieldTitle, Value: record.Text(title)}, record.Assign{Field: record.FieldRep, Value: record.IDValue(tuitest.Me)}, stage("proposal"))
	for _, c := range []struct {
		name         string
		seed         []event.Body
		did          []event.Body
		undone, redo string
	}{
		{"new", nil, []event.Body{made}, "undone: new deal Undone deal", "back again: new deal Undone deal"},
		{"moved", []event.Body{made}, []event.Body{set(stage("negotiation"))}, "undone: Undone deal is back in Proposal", "back again: Undone deal is in Negotiation"},
		{"won", []event.Body{made}, []event.Body{set(stage("won"))}, "undone: Undone deal is no longer won, back in Proposal", "back again: Undone deal is won"},
		{"lost", []event.Body{made}, []event.Body{set(stage("lost"))}, "undone: Undone deal is no longer lost, back in Proposal", "back again: Undone deal is lost"},
		{"step", []event.Body{made}, []event.Body{set(
			record.Assign{Field: record.FieldNextStep, Value: record.Text("call")}, record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(record.TimeOf(tuitest.Noon))},
		)}, "undone: next step, due of Undone deal", "back again: next step, due of Undone deal"},
		{"account", nil, []event.Body{event.Set{Type: record.TypeAccount, ID: record.AccountID("Bolt"), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text("Bolt")}}}},
			"undone: Bolt, which was new", "back again: name of Bolt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := tuitest.Sample()
			book.Seed(c.seed...)
			if err := book.Append(context.Background(), tuitest.Me, c.did...); err != nil {
				t.Fatal(err)
			}
			d := tuitest.Start(t, book, tuitest.Me, tuitest.Noon, 120, 36)
			d.Press("u")
			d.MustShow(c.undone)
			d.Press("ctrl+r")
			d.MustShow(c.redo)
		})
	}
}

// TestUndoNamesTheEntry: also one that was only corrected or taken back.
func TestUndoNamesTheEntry(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("a")
	d.Type("call acme")
	d.Press("enter", "8", "d")
	d.MustShow("taken back: call Acme")
	d.Press("u")
	d.MustShow("undone: taking back of call Acme")
	d.Press("ctrl+r")
	d.MustShow("back again: taking back of call Acme")
	d.Press("u", "e", "ctrl+u")
	d.Type("email acme")
	d.Press("enter", "u")
	d.MustShow("undone: correction of")
	d.Press("u")
	d.MustShow("undone: call Acme")
}

// TestALostDealSaysWhy: in the same step, with the reasons that are known, and
// enter alone leaves it open.
func TestALostDealSaysWhy(t *testing.T) {
	d, book := start(t, 80, 24)
	lost := func(reason string) (n int) {
		for _, x := range book.Book().Deals {
			if x.Now.Stage == record.StageLost && x.Now.LostReason == reason {
				n++
			}
		}
		return n
	}
	open := lost("")
	d.Press("3", "x")
	d.MustShow("as lost?", "› reason lost")
	d.Press("esc")
	if lost("") != open || d.Shows("as lost?") {
		t.Fatal("leaving marks it as lost")
	}
	d.Press("x")
	d.Type("price")
	d.Press("enter")
	d.MustShow("lost: ")
	if lost("price") != 1 {
		t.Fatalf("not lost for its price:\n%s", d.Frame())
	}
	d.Press("l", "x")
	d.MustShow("  price") // is suggested
	d.Press("enter")
	if lost("") != open+1 {
		t.Fatalf("not lost without a reason:\n%s", d.Frame())
	}
	d.Press("u")
	d.MustShow("is no longer lost, back in")
	d.Press("u")
	if lost("") != open || lost("price") != 0 {
		t.Error("undo left them lost")
	}
}
