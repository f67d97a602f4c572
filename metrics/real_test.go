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
	"foresail/store/event"
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

func date(s string) record.Date {
	d, err := record.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
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
	w.append(event.NewSetting(record.SettingCurrency, "USD"))
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

func near(t *testing.T, what string, got metrics.Number, want, by float64) {
	t.Helper()
	if !got.Set || math.Abs(got.X-want) > by {
		t.Errorf("%s = %v (set %v), want %v", what, got.X, got.Set, want)
	}
}

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
		{"open", p.OpenCount, 2089}, {"won", p.WonCount, 4238}, {"lost", p.LostCount, 2473},
		{"cycle n", p.CycleN, 4238},
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
}
