package tui_test

import (
	"testing"

	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

func TestWhoMayOnlyLookMakesNoDeals(t *testing.T) {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Rights = panel.SeeTotals | panel.SeeOwn
	d := tuitest.StartWith(t, o, 80, 24)
	d.Press("n")
	d.MustShow("your key may only look")
}

func TestOnlyWhoMayHandOverIsAskedForAnOwner(t *testing.T) {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Rights = panel.SeeTotals | panel.SeeOwn | panel.Log
	d := tuitest.StartWith(t, o, 80, 36)
	d.Press("n")
	d.MustShow("New deal", "product")
	if d.Shows("   owner  ") {
		t.Error("asked whose it is")
	}
	d.Press("tab")
	d.Type("Mine")
	d.Press("ctrl+o")
	for _, deal := range o.Logbook.(*tuitest.Logbook).Book().Deals {
		if deal.Now.Title == "Mine" && deal.Now.Rep != tuitest.Me {
			t.Errorf("it is %v's", deal.Now.Rep)
		}
	}
	d.MustShow("new deal: Mine, without an account")
}
