package forms

import (
	"strings"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
)

func TestADealInTheEditor(t *testing.T) {
	d := newDesk(t)
	e := InEditor(EditDeal(d.env, d.data, deal))
	for _, want := range []string{"title: Renewal\n", "account: Acme Ltd\n", "amount: 1200.00\n", "stage: Proposal\n", "next step: demo\n"} {
		if !strings.Contains(e.Text, want) {
			t.Errorf("%q is not in\n%s", want, e.Text)
		}
	}
	changed := strings.NewReplacer("1200.00", "1.5k", "Proposal", "negotiation", "next step: demo\n", "").Replace(e.Text)
	if err, ok := e.Done(changed)().(error); ok && err != nil {
		t.Fatal(err)
	}
	if len(d.written) != 1 || len(d.written[0].(event.Set).Fields) != 2 {
		t.Fatalf("wrote %v", d.written)
	}
	now := d.memory.Book().Deals[deal].Now
	if now.Amount.Minor != 150_000 || now.Stage != "negotiation" || now.NextStep != "demo" {
		t.Errorf("is %+v", now)
	}
}

func TestWhatAnEditorLeftWrongIsMendedInTheForm(t *testing.T) {
	d := newDesk(t)
	e := InEditor(EditDeal(d.env, d.data, deal))
	for _, c := range []struct{ was, is, key, entered string }{
		{"amount: 1200.00", "amount: lots", "amount", "lots"}, {"stage: Proposal", "stage: nowhere", "stage", "proposal"},
		{"title: Renewal", "title:", "title", ""}, {"title: Renewal", "title: Renewal 2\nwhat is this", "title", "Renewal 2"},
	} {
		f, ok := e.Done(strings.Replace(e.Text, c.was, c.is, 1))().(panel.Form)
		if !ok || len(d.written) > 0 {
			t.Fatalf("%s: no form, or it was written: %v", c.is, d.written)
		}
		if got := *field(t, f, c.key).Entered; got != c.entered {
			t.Errorf("%s: %q was entered", c.is, got)
		}
	}
	if f, ok := InEditor(EditDeal(d.env, d.data, record.ID{1})).Done("x")().(panel.Form); !ok || len(f.Fields) > 0 {
		t.Error("a deal that is not there")
	}
}
