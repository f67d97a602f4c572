package metrics_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"foresail/metrics"
	"foresail/store/record"
)

// realRows reads a CSV of the public data sets, and skips the test where they
// are not at hand.
func realRows(t *testing.T, path ...string) []map[string]string {
	t.Helper()
	root := os.Getenv("FORESAIL_DATA")
	if root == "" {
		t.Skip("FORESAIL_DATA is not set: no real data to test with")
	}
	f, err := os.Open(filepath.Join(append([]string{root}, path...)...))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		m := make(map[string]string, len(row))
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}

// realDeal is a row of a CRM export.
type realDeal struct {
	id, rep, account, stage string
	created, closed         record.Date
	amount                  int64 // major units; -1 for none
	expected                record.Date
}

func (r realDeal) add(w *world) {
	id := record.DeriveID("test/deal", r.id)
	f := []record.Assign{
		{Field: record.FieldTitle, Value: record.Text(r.id)},
		{Field: record.FieldRep, Value: record.IDValue(record.RepID(r.rep))},
	}
	if r.account != "" {
		f = append(f, record.Assign{Field: record.FieldAccount, Value: record.IDValue(record.AccountID(r.account))})
	}
	amount := record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: r.amount * 100, Currency: "USD"})}
	if r.amount >= 0 && r.closed == 0 {
		f = append(f, amount)
	}
	if r.expected != 0 {
		f = append(f, record.Assign{Field: record.FieldExpected, Value: record.DateValue(r.expected)})
	}
	won := r.stage == record.StageWon || r.stage == record.StageLost
	first := r.stage
	if won {
		first = "Engaging"
	}
	f = append(f, record.Assign{Field: record.FieldStage, Value: record.Text(first)})
	w.set(record.TypeDeal, id, noon(r.created), f...)
	if won {
		g := []record.Assign{{Field: record.FieldStage, Value: record.Text(r.stage)}}
		if r.amount >= 0 {
			g = append(g, amount)
		}
		w.set(record.TypeDeal, id, noon(r.closed), g...)
	}
}

func whole(s string) int64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return -1
	}
	return int64(math.Round(x))
}

func maven(t *testing.T) *world {
	w := newWorld(t)
	stages := map[string]string{"Won": record.StageWon, "Lost": record.StageLost}
	for _, r := range realRows(t, "crm_maven", "sales_pipeline.csv") {
		stage := stages[r["deal_stage"]]
		if stage == "" {
			stage = r["deal_stage"]
		}
		realDeal{
			id: r["opportunity_id"], rep: r["sales_agent"], account: r["account"], stage: stage,
			created: date(r["engage_date"]), closed: date(r["close_date"]), amount: whole(r["close_value"]),
		}.add(w)
	}
	return w
}

// quarterly checks won deals, win rate and revenue by quarter.
func quarterly(t *testing.T, w *world, rows []quarterFacts) {
	t.Helper()
	v := w.view("2017-12-31", record.Quarter)
	ctx := context.Background()
	series := func(id string) []metrics.Sample {
		return metrics.Series(ctx, v, id, date("2017-01-01"), date("2017-12-31"))
	}
	won, rate, revenue := series("deals_won"), series("win_rate"), series("booked_revenue")
	for i, q := range rows {
		name := won[i].At.String()
		near(t, name+" won", won[i].Value.Number, float64(q.won), 0)
		near(t, name+" rate", rate[i].Value.Number, float64(q.won)/float64(q.closed), 1e-12)
		near(t, name+" revenue", revenue[i].Value.Number, float64(q.revenue), 0)
		if rate[i].Value.N != q.closed {
			t.Errorf("%s closed %d, want %d", name, rate[i].Value.N, q.closed)
		}
	}
}

type quarterFacts struct{ won, closed, revenue int }

// Expected numbers: facts of the data set, computed from the file by
// independent scripts (README of the public data sets, section 1.1).
func TestMaven(t *testing.T) {
	w := maven(t)
	v := w.view("2017-12-31", record.Quarter)
	v.From = date("2017-01-01")
	p := metrics.NewPipeline(context.Background(), v, 0)
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"open", p.OpenCount, 2089}, {"won", p.WonCount, 4238}, {"lost", p.LostCount, 2473}, {"cycle n", p.CycleN, 4238},
		{"engaging", stageOf(t, p, "Engaging").Open, 1589}, {"prospecting", stageOf(t, p, "Prospecting").Open, 500},
	} {
		if c.got != c.want {
			t.Errorf("%s = %d, want %d", c.what, c.got, c.want)
		}
	}
	near(t, "win rate", p.WinRate, 4238.0/6711, 1e-12)
	near(t, "win rate low", p.WinRateLow, 0.619886914783114, 1e-9)
	near(t, "win rate high", p.WinRateHigh, 0.642963669377957, 1e-9)
	near(t, "won value", p.WonValue, 10005534, 0)
	near(t, "mean won", p.AvgDealValue, 2360.9094, 5e-5)
	near(t, "median won", p.MedianDeal, 1117, 0)
	near(t, "mean cycle", p.AvgCycleDays, 51.782, 5e-4)
	near(t, "median cycle", p.MedianCycle, 57, 0)
	near(t, "age of open deals", p.OpenAgeMean, 198.8162, 5e-5)
	near(t, "median age", p.OpenAgeMedian, 165, 0)
	missing(t, "open value of deals that have none", p.OpenValue)
	missing(t, "rate by value, lost deals having none", p.WinRateValue)
	quarterly(t, w, []quarterFacts{{531, 647, 1134672}, {1254, 2032, 3086111}, {1257, 2047, 2982255}, {1196, 1985, 2802496}})
	if s := metrics.Series(context.Background(), v, "win_rate", date("2017-01-01"), date("2017-03-31")); !s[0].Partial {
		t.Error("the first quarter, of one month, is not marked as partial")
	}
	for _, c := range []struct {
		rep                  string
		won, closed, revenue int
	}{{"Darcel Schlecht", 349, 553, 1153214}, {"Hayden Neloms", 107, 152, -1}, {"Lajuana Vencill", 127, 231, -1}, {"Vicki Laflamme", -1, -1, 478396}} {
		v.Reps = []record.ID{record.RepID(c.rep)}
		p := metrics.NewPipeline(context.Background(), v, 0)
		if c.won >= 0 && (p.WonCount != c.won || p.WonCount+p.LostCount != c.closed) {
			t.Errorf("%s won %d of %d, want %d of %d", c.rep, p.WonCount, p.WonCount+p.LostCount, c.won, c.closed)
		}
		if c.revenue >= 0 {
			near(t, c.rep, p.WonValue, float64(c.revenue), 0)
		}
	}
}

// Section 1.2 of the same README.
func TestSparklesquad(t *testing.T) {
	w := newWorld(t)
	stages := map[string]string{"Won": record.StageWon, "Lost": record.StageLost}
	for _, r := range realRows(t, "crm_sparklesquad", "sales-pipeline.csv") {
		s := stages[r["Deal_Stage"]]
		if s == "" {
			s = r["Deal_Stage"]
		}
		realDeal{
			id: r["Opportunity_ID"], rep: r["Sales_Agent"], account: r["Account"], stage: s,
			created: date(r["Created_On"]), closed: date(r["Close_Date"]), amount: whole(r["Close_Value"]),
		}.add(w)
	}
	p := w.pipeline("2016-11-01", "2017-12-31")
	if p.WonCount != 6438 || p.LostCount != 3493 || p.OpenCount != 4346 {
		t.Errorf("won %d, lost %d, open %d; want 6438, 3493, 4346", p.WonCount, p.LostCount, p.OpenCount)
	}
	near(t, "win rate", p.WinRate, 0.648273, 5e-7)
	near(t, "revenue", p.WonValue, 17936928, 0)
	near(t, "mean won", p.AvgDealValue, 2786.1025, 5e-5)
	near(t, "mean cycle", p.AvgCycleDays, 49.7585, 5e-5)
	near(t, "median cycle", p.MedianCycle, 52, 0)
	quarterly(t, w, []quarterFacts{{219, 348, 608189}, {1222, 2090, 3472470}, {2745, 4288, 7623202}, {2252, 3205, 6233067}})
}

// Section 1.6: all deals were created after they were closed, so no cycle is
// credible, and nothing was lost.
func TestSalesforceDemo(t *testing.T) {
	w := newWorld(t)
	for i, s := range []struct {
		key    string
		chance float64
	}{{"Prospecting", 0.1}, {"Qualification", 0.1}, {"Needs Analysis", 0.2}, {"Value Proposition", 0.5}, {"Id. Decision Makers", 0.6},
		{"Perception Analysis", 0.7}, {"Proposal/Price Quote", 0.75}, {"Negotiation/Review", 0.9}} {
		w.set(record.TypeStage, record.StageID(s.key), record.Time{},
			record.Assign{Field: record.FieldKey, Value: record.Text(s.key)}, record.Assign{Field: record.FieldName, Value: record.Text(s.key)},
			record.Assign{Field: record.FieldOrder, Value: record.IntValue(int64(i))}, record.Assign{Field: record.FieldProbability, Value: record.FloatValue(s.chance)})
	}
	for _, r := range realRows(t, "salesforce_demo", "Opportunity.csv") {
		created, closes := date(r["CreatedDate"][:10]), date(r["CloseDate"][:10])
		f := []record.Assign{worth(whole(r["Amount"]) * 100),
			{Field: record.FieldCreated, Value: record.TimeValue(noon(created))}}
		if r["IsWon"] == "1" {
			w.set(record.TypeDeal, dealID(r["Id"]), noon(closes), append(f, stage(record.StageWon))...)
			continue
		}
		w.set(record.TypeDeal, dealID(r["Id"]), noon(created), append(f, stage(r["StageName"]), expected(closes.String()))...)
	}
	p := w.pipeline("2018-01-01", "2018-12-31")
	if p.WonCount != 18 || p.LostCount != 0 || p.OpenCount != 13 {
		t.Errorf("won %d, lost %d, open %d; want 18, 0, 13", p.WonCount, p.LostCount, p.OpenCount)
	}
	near(t, "won", p.WonValue, 3645000, 0)
	near(t, "open", p.OpenValue, 2115000, 0)
	near(t, "weighted", p.WeightedValue, 1094500, 0)
	missing(t, "cycle", p.AvgCycleDays)
	missing(t, "velocity", p.VelocityPerDay)
	if p.CycleLeftOut != 18 || p.Overdue != 13 {
		t.Errorf("left out %d, overdue %d; want 18 and 13", p.CycleLeftOut, p.Overdue)
	}
	if p.WinRateLow.X > 0.83 {
		t.Errorf("18 of 18 looks certain: from %v", p.WinRateLow.X)
	}
	v := w.view("2018-12-31", record.Month)
	for i, s := range metrics.Series(context.Background(), v, "booked_revenue", date("2018-06-01"), date("2018-10-31")) {
		near(t, s.At.String(), s.Value.Number, []float64{60000, 940000, 825000, 1475000, 345000}[i], 0)
	}
}
