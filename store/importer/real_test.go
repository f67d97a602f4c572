package importer

import (
	"context"
	"os"
	"testing"

	"foresail/store/record"
)

// totals of the deals of a data file, as the data's README has them.
type totals struct {
	won, lost, open     int
	wonValue, openValue int64 // minor units
	weighted            int64 // minor units
}

func (f *file) totals() totals {
	var s totals
	book := f.Book()
	for _, d := range book.Deals {
		switch {
		case d.Now.Won():
			s.won++
			s.wonValue += d.Now.Amount.Minor
		case d.Now.Open():
			s.open++
			s.openValue += d.Now.Amount.Minor
			if st := book.Stage(d.Now.Stage); st != nil {
				s.weighted += d.Now.Amount.Minor * int64(st.Probability*1000+0.5) / 1000
			}
		default:
			s.lost++
		}
	}
	return s
}

func TestRealMaven(t *testing.T) {
	in := realData(t, "crm_maven/sales_pipeline.csv")
	f := newFile(t)
	rep := f.load(t, in, options())
	if rep.Rows != 8800 || rep.Created != 8800 {
		t.Fatalf("report %+v", rep)
	}
	want := totals{won: 4238, lost: 2473, open: 2089, wonValue: 10_005_534_00}
	if got := f.totals(); got != want {
		t.Errorf("totals %+v, want %+v", got, want)
	}
	days := 0
	for _, d := range f.Book().Deals {
		if d.Now.Won() {
			days += int(d.Now.Closed.Date() - d.Now.Created.Date())
		}
	}
	if mean := float64(days) / 4238; mean < 51.7815 || mean > 51.7825 {
		t.Errorf("mean cycle %v days, want 51.782", mean)
	}
	again(t, f, "crm_maven/sales_pipeline.csv", options())
}

// again imports a real file once more: nothing may change.
func again(t *testing.T, f *file, path string, o Options) {
	t.Helper()
	before := f.added
	rep := f.load(t, realData(t, path), o)
	if rep.Unchanged+rep.Skipped != rep.Rows || f.added != before {
		t.Errorf("a second import of %s is no news, yet %+v (%d events)", path, rep, f.added-before)
	}
}

func TestRealSparklesquad(t *testing.T) {
	f := newFile(t)
	rep := f.load(t, realData(t, "crm_sparklesquad/sales-pipeline.csv"), options())
	if rep.Created != 14277 {
		t.Fatalf("report %+v", rep)
	}
	want := totals{won: 6438, lost: 3493, open: 4346, wonValue: 17_936_928_00}
	if got := f.totals(); got != want {
		t.Errorf("totals %+v, want %+v", got, want)
	}
	if len(rep.Stages) != 1 || rep.Stages[0] != "In_Progress" {
		t.Errorf("stages added: %q", rep.Stages)
	}
	again(t, f, "crm_sparklesquad/sales-pipeline.csv", options())

	o := options()
	o.Records, o.Map = Activities, map[string]string{"kind": "=click", "at": "Created_On", "outcome": "Source", "note": "Industry"}
	rep = f.load(t, realData(t, "crm_sparklesquad/clicks.csv"), o)
	if rep.Created != 30244 {
		t.Errorf("clicks: %+v", rep)
	}
	again(t, f, "crm_sparklesquad/clicks.csv", o)
}

func TestRealSalesforce(t *testing.T) {
	f := newFile(t)
	rep := f.load(t, realData(t, "salesforce_demo/Opportunity.csv"), options())
	if rep.Format != "salesforce" || rep.Created != 31 {
		t.Fatalf("report %+v", rep)
	}
	want := totals{won: 18, open: 13, wonValue: 3_645_000_00, openValue: 2_115_000_00, weighted: 1_094_500_00}
	if got := f.totals(); got != want {
		t.Errorf("totals %+v, want %+v", got, want)
	}
	notes := map[string]int{}
	for _, n := range rep.Notes {
		notes[n.Key] = n.N
	}
	if notes[noteNegative] != 18 || notes[noteTitles] != 3 {
		t.Errorf("notes %+v, want 18 closed before created and 3 duplicate names", rep.Notes)
	}
	rep = f.load(t, realData(t, "salesforce_demo/OpportunityHistory.csv"), options())
	if rep.Records != StageChanges || rep.Updated != 62 {
		t.Errorf("history %+v", rep)
	}
	if got := f.totals(); got != want {
		t.Errorf("after the history: totals %+v, want %+v", got, want)
	}
	for _, d := range f.Book().Deals {
		if len(d.Moves) != 1 {
			t.Errorf("%s: moves %+v, want one: the history moves close dates only", d.Now.Title, d.Moves)
		}
		if d.Now.Open() && d.Now.Pushes != 1 {
			t.Errorf("%s: %d pushes, want 1", d.Now.Title, d.Now.Pushes)
		}
		if d.Now.Won() && d.Now.Closed.Date() >= d.Now.Created.Date() {
			t.Errorf("%s closed %v, created %v", d.Now.Title, d.Now.Closed.Date(), d.Now.Created.Date())
		}
	}
	again(t, f, "salesforce_demo/OpportunityHistory.csv", options())
	again(t, f, "salesforce_demo/Opportunity.csv", options())
	if got := f.totals(); got != want {
		t.Errorf("after all again: totals %+v, want %+v", got, want)
	}
	byMonth := map[string]int64{}
	for _, d := range f.Book().Deals {
		if d.Now.Won() {
			byMonth[d.Now.Closed.Date().String()[:7]] += d.Now.Amount.Minor / 100
		}
	}
	for month, value := range map[string]int64{"2018-06": 60000, "2018-07": 940000, "2018-08": 825000, "2018-09": 1475000, "2018-10": 345000} {
		if byMonth[month] != value {
			t.Errorf("won in %s: %d, want %d", month, byMonth[month], value)
		}
	}
}

// Without dates and stages there is nothing to import as deals; the leads
// themselves can be, as accounts.
func TestRealLeads(t *testing.T) {
	f := newFile(t)
	rep, err := Import(context.Background(), realData(t, "leads_xeducation/Leads.csv"), f, f.Book(), options())
	if err == nil {
		t.Fatalf("leads without a mapping were taken: %+v", rep)
	}
	t.Log(err)
	o := options()
	o.Records, o.Map = Accounts, map[string]string{"name": "Lead Number", "source": "Lead Source", "lead": "=yes"}
	if rep := f.load(t, realData(t, "leads_xeducation/Leads.csv"), o); rep.Created != 9240 {
		t.Errorf("leads as accounts: %+v", rep)
	}
	again(t, f, "leads_xeducation/Leads.csv", o)
}

func TestRealRavenstack(t *testing.T) {
	f := newFile(t)
	o := options()
	o.Records = Accounts
	_, err := Import(context.Background(), realData(t, "ravenstack/ravenstack_accounts.csv"), f, f.Book(), o)
	if err == nil {
		t.Error("day-first dates were taken without being asked")
	}
	t.Log(err)
	o.Dates = DatesDMY
	if rep := f.load(t, realData(t, "ravenstack/ravenstack_accounts.csv"), o); rep.Created != 500 {
		t.Errorf("accounts: %+v", rep)
	}
	again(t, f, "ravenstack/ravenstack_accounts.csv", o)
	o.Records, o.Map = Activities, map[string]string{"id": "ticket_id", "kind": "=ticket", "at": "submitted_at", "account": "account_id", "outcome": "priority"}
	if rep := f.load(t, realData(t, "ravenstack/ravenstack_supports_ticket.csv"), o); rep.Created+rep.Rejected != 2000 {
		t.Errorf("tickets: %+v", rep)
	} else {
		t.Logf("tickets: %d created, %d rejected", rep.Created, rep.Rejected)
	}
}

// A number for DESIGN's "the date a measurement has is that of the file".
func TestRealPermits(t *testing.T) {
	in := realData(t, "fred_permits_houst/PERMIT.csv")
	head := make([]byte, 200)
	n, _ := in.Read(head)
	t.Logf("%s", head[:n])
	f := newFile(t)
	o := options()
	o.Records, o.Map = Measurements, map[string]string{"name": "=permits", "date": "#1", "value": "#2"}
	rep := f.load(t, realData(t, "fred_permits_houst/PERMIT.csv"), o)
	if rep.Created == 0 || len(f.Book().Measures["permits"].Points) != rep.Created {
		t.Errorf("permits: %+v", rep)
	}
}

var _ = os.Getenv
var _ = record.StageWon
