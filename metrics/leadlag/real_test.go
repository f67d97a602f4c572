package leadlag_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"foresail/metrics/leadlag"
)

// values reads a column of numbers of a file of real series.
func values(t *testing.T, file, name string) []float64 {
	t.Helper()
	var out []float64
	for _, s := range texts(t, file, name) {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// texts reads a column; the test is skipped without the files.
func texts(t *testing.T, file, name string) []string {
	t.Helper()
	dir := os.Getenv("FORESAIL_DATA")
	if dir == "" {
		t.Skip("FORESAIL_DATA is not set: no real series to test against")
	}
	f, err := os.Open(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for i, h := range rows[0] {
		if h == name {
			at = i
		}
	}
	var out []string
	for _, r := range rows[1:] {
		out = append(out, r[at])
	}
	return out
}

// perWeek counts days by the full weeks of 2017, Monday 2 January on.
func perWeek(t *testing.T, days []string) []float64 {
	t.Helper()
	out := make([]float64, 51)
	for _, s := range days {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		if i := int(d.Sub(time.Date(2017, 1, 2, 0, 0, 0, 0, time.UTC)).Hours()) / 168; !d.Before(time.Date(2017, 1, 2, 0, 0, 0, 0, time.UTC)) && i < len(out) {
			out[i]++
		}
	}
	return out
}

// Clicks and opportunities created move in the same week, and won deals have
// no sharp delay from either; so says the cross-correlation computed apart
// (r 0.87 at lag 0, nothing that matters at 1 to 12).
func TestClicksAndOpportunities(t *testing.T) {
	clicks := perWeek(t, texts(t, "crm_sparklesquad/clicks.csv", "Created_On"))
	opened := perWeek(t, texts(t, "crm_sparklesquad/sales-pipeline.csv", "Created_On"))
	for _, way := range [][2][]float64{{clicks, opened}, {opened, clicks}} {
		p := pair(t, way[0], way[1], leadlag.Options{})
		t.Log(show(p))
		if p.Verdict != leadlag.Coincident || p.Sign != "+" || p.SameR < 0.6 {
			t.Errorf("clicks and opportunities: %s", show(p))
		}
	}
}

func pair(t *testing.T, x, y []float64, o leadlag.Options) leadlag.Pair {
	t.Helper()
	r, err := leadlag.Analyse(context.Background(), []leadlag.Series{{ID: "x", Values: x}}, []leadlag.Series{{ID: "y", Values: y}}, o)
	if err != nil || len(r.Pairs) != 1 {
		t.Fatalf("%v: %+v", err, r)
	}
	return r.Pairs[0]
}

// What is known of these series is in the literature: Hyndman and
// Athanasopoulos (TV advertising, same month), building permits and housing
// starts of the US census. Others are in testdata.
func TestKnownSeries(t *testing.T) {
	for _, c := range []struct {
		name             string
		fileX, x         string
		fileY, y         string
		unit             leadlag.Unit
		verdict, reverse leadlag.Verdict
		lag              int
		sign             string
	}{
		{"TV and quotes", "insurance_tv/insurance.csv", "TVadverts", "insurance_tv/insurance.csv", "Quotes", leadlag.Month, leadlag.Coincident, leadlag.Coincident, 0, "+"},
		{"permits and starts", "fred_permits_houst/PERMIT.csv", "PERMIT", "fred_permits_houst/HOUST.csv", "HOUST", leadlag.Month, leadlag.Leads, leadlag.Follows, 1, "+"},
	} {
		x, y := values(t, c.fileX, c.x), values(t, c.fileY, c.y)
		for _, way := range []struct {
			x, y    []float64
			verdict leadlag.Verdict
			lag     int
		}{{x, y, c.verdict, c.lag}, {y, x, c.reverse, -c.lag}} {
			p := pair(t, way.x, way.y, leadlag.Options{Unit: c.unit})
			if p.Verdict != way.verdict || p.Lag == nil || *p.Lag != way.lag || p.Sign != c.sign {
				t.Errorf("%s: %s", c.name, show(p))
			} else {
				t.Logf("%s: %s", c.name, show(p))
			}
		}
	}
}

func show(p leadlag.Pair) string {
	lag, gain := "-", "-"
	if p.Lag != nil {
		lag = strconv.Itoa(*p.Lag) + " (" + strconv.Itoa(*p.LagLow) + ".." + strconv.Itoa(*p.LagHigh) + ")"
	}
	if p.Gain != nil {
		gain = strconv.FormatFloat(*p.Gain, 'f', 3, 64) + " p " + strconv.FormatFloat(*p.GainP, 'g', 2, 64)
	}
	f := func(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
	needs := ""
	if p.Needs != nil {
		needs = " needs " + strconv.Itoa(*p.Needs)
	}
	return string(p.Verdict) + " " + p.Sign + " lag " + lag + " strength " + f(p.Strength) + " p " + f(p.P) + " q " + f(p.Q) +
		" same " + f(p.SameR) + " q " + f(p.SameQ) + " follow " + strconv.Itoa(p.FollowLag) + " q " + f(p.FollowQ) + " gain " + gain + needs + " n " + strconv.Itoa(p.N)
}
