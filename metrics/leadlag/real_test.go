package leadlag_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"foresail/metrics/leadlag"
)

// values reads a column of a file of real series; the test is skipped without
// them.
func values(t *testing.T, file, name string) []float64 {
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
	var out []float64
	for _, r := range rows[1:] {
		x, err := strconv.ParseFloat(r[at], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func pair(t *testing.T, x, y []float64, o leadlag.Options) leadlag.Pair {
	t.Helper()
	r, err := leadlag.Analyse(context.Background(), []leadlag.Series{{ID: "x", Values: x}}, []leadlag.Series{{ID: "y", Values: y}}, o)
	if err != nil || len(r.Pairs) != 1 {
		t.Fatalf("%v: %+v", err, r)
	}
	return r.Pairs[0]
}

// What is known of these series is in the literature: Box and Jenkins' series
// M (lead 3), Thurman and Fisher (1988), Hyndman and Athanasopoulos (TV
// advertising, same month), Palda (1964; feedback), building permits and
// housing starts of the US census.
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
		{"series M", "bjsales/BJsales.lead.csv", "value", "bjsales/BJsales.csv", "value", leadlag.Period, leadlag.Leads, leadlag.Follows, 3, "+"},
		{"egg and chicken", "chickegg/ChickEgg.csv", "egg", "chickegg/ChickEgg.csv", "chicken", leadlag.Year, leadlag.Leads, leadlag.Follows, 1, "+"},
		{"TV and quotes", "insurance_tv/insurance.csv", "TVadverts", "insurance_tv/insurance.csv", "Quotes", leadlag.Month, leadlag.Coincident, leadlag.Coincident, 0, "+"},
		{"advertising and sales", "pinkham/pinkham.csv", "advertising", "pinkham/pinkham.csv", "sales", leadlag.Year, leadlag.Coincident, leadlag.Coincident, 0, "+"},
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
