package metrics_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/store/say"
)

func TestEveryIndicatorIsWhole(t *testing.T) {
	p := say.English()
	seen := map[string]bool{}
	for _, i := range metrics.Catalogue() {
		if seen[i.ID] {
			t.Errorf("%s is declared twice", i.ID)
		}
		seen[i.ID] = true
		for _, part := range []string{"name", "formula", "source", "why", "act", "lag"} {
			if !p.Has("indicator." + i.ID + "." + part) {
				t.Errorf("%s has no text for %s", i.ID, part)
			}
		}
		if !p.Has(i.Interval) {
			t.Errorf("%s: no text %q", i.ID, i.Interval)
		}
		if f, ok := metrics.Find(i.ID); !ok || f.ID != i.ID {
			t.Errorf("%s is another word for %s", i.ID, f.ID)
		}
		if i.Eval == nil || i.Cadence == 0 || i.Fold == "" || i.Unit == "" || i.Better == "" {
			t.Errorf("%s is not declared whole: %+v", i.ID, i)
		}
		if len(i.Needs.Kinds)+len(i.Needs.Types) == 0 {
			t.Errorf("%s needs nothing: it would never be worked out again", i.ID)
		}
		if (i.Horizon == metrics.Leading) != (i.LagWeeks != [2]int{}) {
			t.Errorf("%s is %s with a usual lag of %v", i.ID, i.Horizon, i.LagWeeks)
		}
		if f, ok := metrics.Find(strings.ReplaceAll(strings.ToUpper(i.ID), "_", "-")); !ok || f.ID != i.ID {
			t.Errorf("%s is not found as people may type it", i.ID)
		}
	}
	for word, id := range map[string]string{"Quota": "booked_revenue", "response-time": "lead_response_time", "wins": "deals_won", "meetings": "meetings_held"} {
		if f, ok := metrics.Find(word); !ok || f.ID != id {
			t.Errorf("%q finds %q, want %q", word, f.ID, id)
		}
	}
	if _, ok := metrics.Find("nothing"); ok {
		t.Error("what is not there is found")
	}
}

// keys gives the names of the fields of a JSON object.
func keys(t *testing.T, v any) map[string]json.RawMessage {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// The names are the contract of the command line (design, section 3.1).
func TestJSONContract(t *testing.T) {
	w := newWorld(t)
	w.deal("d", "2026-02-01", stage("lead"), worth(100_00))
	w.did("2026-02-02 09:00", "call", "", "ann", "acme")
	v := w.view("2026-02-04", record.Week)
	r := metrics.Readings(context.Background(), v, 12)
	need := func(what string, m map[string]json.RawMessage, names string) {
		t.Helper()
		for _, n := range strings.Fields(names) {
			if _, ok := m[n]; !ok {
				t.Errorf("%s has no field %q", what, n)
			}
		}
	}
	need("indicators", keys(t, r), "as_of period indicators")
	if len(r.Indicators) != len(metrics.Catalogue()) {
		t.Errorf("%d readings of %d indicators", len(r.Indicators), len(metrics.Catalogue()))
	}
	for _, d := range r.Indicators {
		need(d.ID, keys(t, d), "id name horizon unit better value previous target n low high signal fresh_until series")
		if len(d.Series) != 12 {
			t.Errorf("%s: series of %d", d.ID, len(d.Series))
		}
		if !d.Value.Set && d.Why == "" {
			t.Errorf("%s has no value and no reason", d.ID)
		}
		need(d.ID, keys(t, d.Series[0]), "at value")
	}
	p := metrics.NewPipeline(context.Background(), v, 0)
	need("pipeline", keys(t, p), `as_of currency open_count open_value weighted_value won_count won_value lost_count
		win_rate win_rate_value avg_deal_value avg_cycle_days velocity_per_day coverage
		rotting overdue no_next_step stages changes left_out`)
	need("stage", keys(t, p.Stages[0]), "stage open value entered advanced conversion median_days")
	need("changes", keys(t, p.Changes), `created created_value won won_value lost lost_value pushed pulled
		advanced regressed raised_value cut_value`)
	for _, y := range p.Why {
		if y.Text == "" || strings.HasPrefix(y.Text, "why.") {
			t.Errorf("no reason in words for %s: %q", y.Field, y.Text)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		n    metrics.Number
		want string
	}{
		{metrics.Number{}, "null"}, {metrics.Float(0.25), "0.25"}, {metrics.Float(1e21), "1000000000000000000000"},
		{metrics.Amount(123456, "USD"), "1234.56"}, {metrics.Amount(-5, "USD"), "-0.05"}, {metrics.Amount(1234, "JPY"), "1234"},
		{metrics.Amount(1, "KWD"), "0.001"}, {metrics.Amount(9007199254740993, "USD"), "90071992547409.93"},
		{metrics.Amount(-1<<63, "USD"), "-92233720368547758.08"},
	} {
		if b, _ := json.Marshal(c.n); string(b) != c.want {
			t.Errorf("%+v is %s, want %s", c.n, b, c.want)
		}
	}
	var n metrics.Number
	if err := json.Unmarshal([]byte("12.5"), &n); err != nil || n.X != 12.5 || !n.Set {
		t.Errorf("12.5 comes back as %+v, %v", n, err)
	}
}

func TestCancelledContextStops(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := new(metrics.Engine).Readings(ctx, w.view("2026-02-04", record.Week), 4); err == nil || len(r.Indicators) != 0 {
		t.Errorf("%d readings, error %v", len(r.Indicators), err)
	}
	if _, err := new(metrics.Engine).Pipeline(ctx, w.view("2026-02-04", record.Week), 0); err == nil {
		t.Error("no error")
	}
}
