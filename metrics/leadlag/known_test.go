package leadlag_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"foresail/metrics/leadlag"
)

// published reads a column of a series in testdata; an empty cell is a period
// without a value.
func published(t *testing.T, file, name string) []float64 {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", file+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], name)
	if at < 0 {
		t.Fatalf("%s has no %s", file, name)
	}
	out := make([]float64, len(rows)-1)
	for i, r := range rows[1:] {
		if out[i], err = strconv.ParseFloat(r[at], 64); err != nil {
			out[i] = math.NaN()
		}
	}
	return out
}

// known is what the literature says of a pair. testdata/SOURCES.md says where
// the numbers are from.
type known struct {
	file, x, y string
	unit       leadlag.Unit
	verdict    leadlag.Verdict
	low, high  int // within which the lag lies
	sign       string
	source     string
}

var knownPairs = []known{
	{"bjsales", "lead", "sales", leadlag.Period, leadlag.Leads, 3, 3, "+", "Box and Jenkins, series M: a delay of 3"},
	{"furnace", "rate", "co2", leadlag.Period, leadlag.Leads, 3, 6, "-", "Box and Jenkins, series J: weights at 3, 4 and 5, the largest correlation at 5, negative"},
	{"soi", "soi", "recruits", leadlag.Month, leadlag.Leads, 5, 6, "-", "Shumway and Stoffer, example 5.8: recruitment on the index 5 months before, negative"},
	{"chickegg", "egg", "chicken", leadlag.Year, leadlag.Leads, 1, 4, "+", "Thurman and Fisher (1988): eggs first"},
	{"macro", "consumption", "gdp", leadlag.Quarter, leadlag.Leads, 1, 1, "+", "Granger F 19.0 at order 2 (p 3e-8), 0.24 in reverse: statsmodels' own test data"},
	{"money", "m1", "gnp", leadlag.Quarter, leadlag.Leads, 1, 2, "+", "Sims (1972): money before income; Granger F of changes in the logarithm, order 2: 5.8 (p 0.004) one way, 2.0 (p 0.14) the other"},
	{"pepper", "black", "white", leadlag.Month, leadlag.Leads, 1, 1, "+", "Granger F of changes in the logarithm, order 2: 14.1 (p 2e-6) one way, 1.6 (p 0.2) the other"},
	{"pinkham", "advertising", "sales", leadlag.Year, leadlag.Coincident, 0, 0, "+", "Palda (1964): mostly the same year, and sales set the advertising"},
	{"lung", "mdeaths", "fdeaths", leadlag.Month, leadlag.Coincident, 0, 0, "+", "the same winters"},
	{"belts", "front", "rear", leadlag.Month, leadlag.Coincident, 0, 0, "+", "the same accidents"},
	{"belts", "petrol", "drivers", leadlag.Month, leadlag.None, 0, 0, "", "Harvey and Durbin (1986): of the same month, if any"},
	{"sunlynx", "sunspots", "lynx", leadlag.Year, leadlag.None, 0, 0, "", "Elton and Nicholson (1942), Moran (1949): cycles of 11 and of 9.6 years that have nothing to do with each other"},
	{"harelynx", "hare", "lynx", leadlag.Year, leadlag.None, 0, 0, "", "Granger F at order 2 and up: p 0.4 to 0.98, once lynx's own cycle is accounted for"},
	{"lakes", "sunspots", "nile", leadlag.Year, leadlag.None, 0, 0, "", "unrelated"},
	{"lakes", "nile", "huron", leadlag.Year, leadlag.None, 0, 0, "", "unrelated"},
	{"lakes", "sunspots", "huron", leadlag.Year, leadlag.None, 0, 0, "", "unrelated"},
	{"air", "ukgas", "passengers", leadlag.Month, leadlag.None, 0, 0, "", "unrelated: a trend and a season beside another"},
	{"air", "deaths", "passengers", leadlag.Month, leadlag.None, 0, 0, "", "unrelated"},
	{"air", "nottem", "passengers", leadlag.Month, leadlag.None, 0, 0, "", "unrelated: temperatures of 1920–1931"},
	{"air", "sunspots", "passengers", leadlag.Month, leadlag.None, 0, 0, "", "unrelated"},
}

// back is what the reverse question gets.
var back = map[leadlag.Verdict]leadlag.Verdict{
	leadlag.Leads: leadlag.Follows, leadlag.Coincident: leadlag.Coincident, leadlag.None: leadlag.None,
}

// TestPublishedSeries holds that each known lead is found with its delay and
// sign, whichever way it is asked for, and that what is known to lead nothing
// does not.
func TestPublishedSeries(t *testing.T) {
	for _, k := range knownPairs {
		x, y := published(t, k.file, k.x), published(t, k.file, k.y)
		there, reverse := pair(t, x, y, leadlag.Options{Unit: k.unit}), pair(t, y, x, leadlag.Options{Unit: k.unit})
		t.Logf("%s → %s: %s", k.x, k.y, show(there))
		k.check(t, there, k.verdict, 1)
		k.check(t, reverse, back[k.verdict], -1)
	}
}

func (k known) check(t *testing.T, p leadlag.Pair, want leadlag.Verdict, way int) {
	t.Helper()
	good := p.Verdict == want
	if want != leadlag.None {
		good = good && p.Lag != nil && way**p.Lag >= k.low && way**p.Lag <= k.high && p.Sign == k.sign
	}
	if !good {
		t.Errorf("%s and %s should be %s %s%d…%d (%s): %s", k.x, k.y, want, k.sign, way*k.low, way*k.high, k.source, show(p))
	}
}

// Several at once: every pair pays for the others, and the lead is still
// found among unrelated series of other places.
func TestALeadAmongUnrelatedSeries(t *testing.T) {
	cut := func(v []float64) []float64 { return v[:120] }
	y := leadlag.Series{ID: "sales", Values: cut(published(t, "bjsales", "sales"))}
	x := []leadlag.Series{{ID: "lead", Values: cut(published(t, "bjsales", "lead"))}}
	for _, c := range [][2]string{{"air", "passengers"}, {"air", "deaths"}, {"air", "nottem"}, {"soi", "soi"}, {"soi", "recruits"}, {"furnace", "co2"}, {"belts", "kms"}, {"money", "deflator"}, {"pepper", "white"}} {
		x = append(x, leadlag.Series{ID: c[1], Values: cut(published(t, c[0], c[1]))})
	}
	r, err := leadlag.Analyse(t.Context(), x, []leadlag.Series{y}, leadlag.Options{Unit: leadlag.Period})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Pairs {
		if leads := p.Verdict == leadlag.Leads; leads != (p.Indicator == "lead") {
			t.Errorf("%s: %s", p.Indicator, show(p))
		}
	}
}
