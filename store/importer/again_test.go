package importer

import (
	"testing"

	"foresail/store/event"
	"foresail/store/record"
)

// What was taken back with its import is new again: it is created anew, with
// all that the row says.
func TestImportingAgainWhatWasTakenBack(t *testing.T) {
	f := newFile(t)
	deals := "Deal Name,Deal ID,Deal Stage,Amount,Create Date,Close Date,Associated Company\nShip,1,Lead,12,2026-01-05,,Zebra\n"
	calls := "id,kind,at,account\n1,call,2026-11-02 10:00,Zebra\n"
	ofCalls := options()
	ofCalls.Records = Activities
	if n := f.text(t, deals, options()).Created + f.text(t, calls, ofCalls).Created; n != 2 {
		t.Fatalf("%d created", n)
	}
	id := record.ID{9}
	note := event.NewImport(id, "all.csv", 1+uint64(len(event.GeneralPack())))
	for _, b := range []event.Body{note, event.NewRecall(id, true)} {
		if err := f.Append(&f.clock, record.ID{}, b); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(f.Book().Deals) + len(f.Activities()) + len(f.Book().Accounts); n != 0 {
		t.Fatalf("%d things stand", n)
	}
	if again := f.text(t, deals, options()); again.Created != 1 {
		t.Errorf("%+v", again)
	}
	b := f.Book()
	if len(b.Deals) != 1 || b.Accounts[record.AccountID("Zebra")] == nil {
		t.Errorf("%d deals, and the accounts %v", len(b.Deals), b.Accounts)
	}
	for _, d := range b.Deals {
		if d.Now.Title != "Ship" || d.Now.Amount.Minor != 1200 || d.Now.Created.Date().String() != "2026-01-05" {
			t.Errorf("%+v", d.Now)
		}
	}
}
