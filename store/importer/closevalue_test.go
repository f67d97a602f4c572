package importer

import (
	"strings"
	"testing"

	"foresail/store/record"
)

// A close value was known at the close; an amount, as far as anybody can
// tell, all along.
func TestCloseValueHoldsFromTheClose(t *testing.T) {
	for label, before := range map[string]bool{"close value": false, "amount": true} {
		f := newFile(t)
		text := "id,deal stage,engage date,close date," + label + "\n" +
			"1,won,2026-01-05,2026-03-10,500\n2,negotiation,2026-01-05,,700\n"
		if rep := f.load(t, strings.NewReader(text), options()); rep.Created != 2 {
			t.Fatalf("%s: %+v", label, rep)
		}
		for _, d := range f.Book().Deals {
			was, _ := d.At(record.NewDate(2026, 3, 9))
			switch {
			case d.Now.Won() && (was.HasAmount != before || d.Now.Amount.Minor != 500_00):
				t.Errorf("%s of the won deal: known the day before: %v, in the end %+v", label, was.HasAmount, d.Now.Amount)
			case d.Now.Open() && was.Amount.Minor != 700_00:
				t.Errorf("%s of the open deal: %+v", label, was.Amount)
			}
		}
		added := f.added
		if rep := f.load(t, strings.NewReader(text), options()); rep.Unchanged != 2 || f.added != added {
			t.Errorf("%s: a second import is no news, yet %+v", label, rep)
		}
	}
}
