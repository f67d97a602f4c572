package metrics_test

import (
	"context"
	"math"
	"testing"
	"time"

	"foresail/metrics"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
)

// demoView is the made-up team of a seed, two years, by a period.
func demoView(t *testing.T, seed uint64, p record.Period) metrics.View {
	t.Helper()
	o := demo.Options{Seed: seed, Now: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)}
	mem, clock := event.NewMemory(), &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}
	if err := mem.Append(clock, record.ID{}, demo.Setup(o)...); err != nil {
		t.Fatal(err)
	}
	for g := range demo.Groups(o) {
		if err := mem.Append(clock, g.By, g.Bodies...); err != nil {
			t.Fatal(err)
		}
	}
	return metrics.View{Book: mem.Book(), Days: mem, Syms: mem.Syms, AsOf: record.DateOf(o.Now), Period: p}
}

// TestBreakdownsAddUp holds that what adds up does so to the cent, by every
// dimension and period, and that the total is that of the periods shown.
func TestBreakdownsAddUp(t *testing.T) {
	seen := map[metrics.Dimension]int{}
	for _, p := range []record.Period{record.Week, record.Month} {
		v := demoView(t, 3, p)
		var engine metrics.Engine
		for _, i := range metrics.Catalogue() {
			d, err := engine.Detail(context.Background(), v, i.ID)
			if err != nil || d.ID != i.ID {
				t.Fatal(err)
			}
			if i.Fold == metrics.Sum {
				sum := d.Now.Value.X
				for _, s := range d.Samples {
					sum += s.Value.X
				}
				if math.Abs(sum-d.Total.X) > 1e-6*math.Abs(sum) {
					t.Errorf("%s by %v: the periods add up to %v, the total is %v", i.ID, p, sum, d.Total.X)
				}
			}
			for _, b := range d.Parts {
				if b.Why != "" || !b.Adds {
					continue
				}
				seen[b.By]++
				checkSum(t, i.ID, b, d.Total)
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("broken down by %v only", seen)
	}
}

func checkSum(t *testing.T, id string, b metrics.Breakdown, total metrics.Value) {
	t.Helper()
	var minor int64
	sum, n := 0.0, 0
	for k, r := range b.Rows {
		minor, sum, n = minor+r.Value.Minor, sum+r.Value.X, n+r.Value.N
		if k > 0 && r.Name != "" && r.Value.X > b.Rows[k-1].Value.X {
			t.Errorf("%s by %s is not in order: %v", id, b.By, b.Rows)
		}
	}
	if total.Exact && minor != total.Minor || math.Abs(sum-total.X) > 1e-6*math.Abs(total.X) || n != total.N {
		t.Errorf("%s by %s adds up to %v (n %d), the total is %v (n %d)", id, b.By, sum, n, total.X, total.N)
	}
}

// The signal of the chart's last point is the one that the list shows.
func TestTheChartShowsTheSignalOfTheReading(t *testing.T) {
	signals := 0
	for seed := range uint64(4) {
		v := demoView(t, seed, record.Week)
		var engine metrics.Engine
		r, _ := engine.Readings(context.Background(), v, 12)
		for _, reading := range r.Indicators {
			d, err := engine.Detail(context.Background(), v, reading.ID)
			if err != nil {
				t.Fatal(err)
			}
			p := d.Chart.Points[len(d.Chart.Points)-1]
			if want := reading.Signal; d.Limits && !p.Gap && p.Signal().String() != want {
				t.Errorf("%s: the chart ends with %q, the reading says %q", reading.ID, p.Signal(), want)
			}
			if reading.Signal != "" {
				signals++
				if at := d.Samples[len(d.Samples)-1].At.String(); at != reading.SignalAt {
					t.Errorf("%s: the signal is of %s, the chart ends on %s", reading.ID, reading.SignalAt, at)
				}
			}
		}
	}
	if signals == 0 {
		t.Error("no reading has a signal")
	}
}

func TestWhereABreakdownDoesNotApply(t *testing.T) {
	v := demoView(t, 3, record.Week)
	var engine metrics.Engine
	why := func(v metrics.View, id string, by metrics.Dimension) string {
		d, err := engine.Detail(context.Background(), v, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range d.Parts {
			if b.By == by {
				return b.Why
			}
		}
		return "missing"
	}
	own := v
	own.Reps = []record.ID{v.Book.RepList()[0].ID}
	for _, c := range []struct {
		v    metrics.View
		id   string
		by   metrics.Dimension
		want string
	}{
		{v, "calls", metrics.ByRep, ""},
		{v, "calls", metrics.BySegment, "breakdown.not_deals"},
		{v, "deals_won", metrics.BySource, ""},
		{v, "website_traffic", metrics.ByRep, "why.team_only"},
		{own, "calls", metrics.ByRep, "breakdown.one_rep"},
		{v, "pipeline_coverage", metrics.BySource, "breakdown.not_deals"},
	} {
		if got := why(c.v, c.id, c.by); got != c.want {
			t.Errorf("%s by %s: %q, want %q", c.id, c.by, got, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := new(metrics.Engine).Detail(ctx, v, "calls"); err == nil {
		t.Error("a cancelled context did not end it")
	}
	if d, err := engine.Detail(context.Background(), v, "nothing"); err != nil || d.ID != "" {
		t.Errorf("an unknown indicator: %v %v", d.ID, err)
	}
}
