package forms

import (
	"fmt"
	"strings"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
)

func TestADealInTheEditor(t *testing.T) {
	d := newDesk(t)
	e := InEditor(EditDeal(d.env, d.data, deal), "")
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
	e := InEditor(EditDeal(d.env, d.data, deal), "")
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
	if f, ok := InEditor(EditDeal(d.env, d.data, record.ID{1}), "").Done("x")().(panel.Form); !ok || len(f.Fields) > 0 {
		t.Error("a deal that is not there")
	}
}

// What a text says that no field can hold is told of: the line by its number,
// the value at its field.
func TestNothingThatAnEditorLeftGoesWithoutAWord(t *testing.T) {
	d := newDesk(t)
	e := InEditor(EditDeal(d.env, d.data, deal), "")
	text := strings.NewReplacer("amount: 1200.00", "amount: abc", "stage: Proposal", "stage: bogus").Replace(e.Text) + "edited note\ntitle: another\n"
	f := e.Done(text)().(panel.Form)
	n := strings.Count(e.Text, "\n")
	want := fmt.Sprintf("In no field: line %d “edited note”, %d “title: another”.", n+1, n+2)
	if f.Amiss == nil || !strings.HasPrefix(f.Amiss.Error(), want) {
		t.Errorf("says %v, want %s", f.Amiss, want)
	}
	if x := field(t, f, "amount"); *x.Entered != "abc" || x.Wrong != nil {
		t.Errorf("the amount is %q, %v", *x.Entered, x.Wrong)
	}
	if x := field(t, f, "stage"); *x.Entered != "proposal" || x.Wrong == nil || x.Wrong.Error() != "“bogus” (line 4) is no stage: choose one." {
		t.Errorf("the stage is %q, %v", *x.Entered, x.Wrong)
	}
	if x := field(t, f, "title"); *x.Entered != "Renewal" {
		t.Errorf("the title is %q", *x.Entered)
	}
}
