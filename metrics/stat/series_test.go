package stat_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"foresail/metrics/stat"
	"pgregory.net/rapid"
)

// series reads a column of a file of real series; the test is skipped without
// them.
func series(t *testing.T, file, name string) []float64 {
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

func dlog(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = math.Log(x)
	}
	return stat.Difference(out, 1)
}

// Source: R 4.2.2, acf, pacf, ccf and Box.test of Box and Jenkins' series M.
func TestCorrelationsAsR(t *testing.T) {
	x := stat.Difference(series(t, "bjsales/BJsales.lead.csv", "value"), 1)
	y := stat.Difference(series(t, "bjsales/BJsales.csv", "value"), 1)
	acf, pacf := stat.ACF(x, 10), stat.PACF(x, 10)
	near(t, "acf 1", acf[1], -0.447027084667512, 1e-12)
	near(t, "acf 10", acf[10], -0.124792229645838, 1e-12)
	near(t, "pacf 2", pacf[1], -0.143004410396478, 1e-12)
	near(t, "pacf 10", pacf[9], -0.169234569816422, 1e-12)
	ccf := stat.CCF(x, y, 6)
	near(t, "R's lag -3", ccf[6+3], 0.720070408308938, 1e-12)
	near(t, "R's lag -2", ccf[6+2], -0.380291495491601, 1e-12)
	near(t, "R's lag 6", ccf[0], -0.106215481321134, 1e-12)
	q, p, _ := stat.LjungBox(x, 10, 0)
	near(t, "Ljung-Box", q, 43.3227871752498, 1e-9)
	near(t, "its p", p, 4.35377391672098e-06, 1e-15)
	q, p, _ = stat.BoxPierce(x, 5, 0)
	near(t, "Box-Pierce", q, 35.330000202337, 1e-9)
	near(t, "its p", p, 1.2928653139177e-06, 1e-15)
}

// Source: shared reference: series M differenced, AR(3) and AR(1) fitted to
// the lead, the same filter on both; the correlation at lead 3.
func TestPrewhitenedAsR(t *testing.T) {
	x := stat.Difference(series(t, "bjsales/BJsales.lead.csv", "value"), 1)
	y := stat.Difference(series(t, "bjsales/BJsales.csv", "value"), 1)
	mean, _ := stat.Mean(y)
	for order, want := range map[int]float64{1: 0.6830, 3: 0.6782} {
		ar, _ := stat.YuleWalker(x, order)
		r := stat.CCF(ar.Filter(x, ar.Mean), ar.Filter(y, mean), 6)
		near(t, "lead 3", r[6+3], want, 5e-5)
	}
}

// Source: R's tseries 0.10-53: kpss.test and adf.test.
func TestUnitRootsAsR(t *testing.T) {
	y := series(t, "bjsales/BJsales.csv", "value")
	s, p, _ := stat.KPSS(y, false, stat.KPSSLag(len(y)))
	near(t, "KPSS", s, 2.62435564918456, 1e-10)
	near(t, "its p", p, 0.01, 0)
	s, p, _ = stat.ADF(y, 4)
	near(t, "ADF", s, -2.07704416772614, 1e-9)
	near(t, "its p", p, 0.544296427014073, 1e-9)
}

// Source: R's lmtest 0.9-40, grangertest; the figures for macrodata are also
// statsmodels' own test (F 0.243097, p 0.7844328, df 2 and 195).
func TestGrangerAsR(t *testing.T) {
	egg, chicken := series(t, "chickegg/ChickEgg.csv", "egg"), series(t, "chickegg/ChickEgg.csv", "chicken")
	lead, sales := series(t, "bjsales/BJsales.lead.csv", "value"), series(t, "bjsales/BJsales.csv", "value")
	gdp := dlog(series(t, "reference_statsmodels/macrodata.csv", "realgdp"))
	cons := dlog(series(t, "reference_statsmodels/macrodata.csv", "realcons"))
	for _, c := range []struct {
		what     string
		x, y     []float64
		order    int
		f, p     float64
		df2      int
		by, byOf float64
	}{
		{"egg to chicken", egg, chicken, 1, 1.20710010730952, 0.277169618232634, 50, 1e-8, 1e-8},
		{"egg to chicken", egg, chicken, 3, 5.40498437233509, 0.00296639744557623, 44, 1e-8, 1e-10},
		{"egg to chicken", egg, chicken, 4, 4.25676579667226, 0.00567143690425622, 41, 1e-8, 1e-10},
		{"chicken to egg", chicken, egg, 3, 0.591615329454704, 0.623786200392398, 44, 1e-8, 1e-8},
		{"series M, differenced", stat.Difference(lead, 1), stat.Difference(sales, 1), 3, 615.1314, 0, 139, 5e-5, 1e-12},
		{"growth to consumption", gdp, cons, 2, 0.243096977960015, 0.784432758035748, 195, 1e-9, 1e-9},
		{"consumption to growth", cons, gdp, 2, 19.0353175693981, 2.80761491484428e-08, 195, 1e-7, 1e-14},
	} {
		g, ok := stat.GrangerTest(c.x, c.y, c.order)
		if !ok || g.DF1 != c.order || g.DF2 != c.df2 {
			t.Errorf("%s, order %d: %+v %v, want df2 %d", c.what, c.order, g, ok, c.df2)
		}
		near(t, c.what+" F", g.F, c.f, c.by)
		near(t, c.what+" p", g.P, c.p, c.byOf)
	}
}

// Worked by hand: 1 2 3 4 has deviations -1.5 -0.5 0.5 1.5, so the products
// at lag 1 sum to 1.25 and the squares to 5.
func TestCorrelationsByHand(t *testing.T) {
	acf := stat.ACF([]float64{1, 2, 3, 4}, 2)
	near(t, "lag 1", acf[1], 0.25, 1e-15)
	near(t, "lag 2", acf[2], -1.5/5, 1e-15)
	x, y := []float64{0, 1, 0, 0, 0, 0, 0, 0}, []float64{0, 0, 0, 1, 0, 0, 0, 0}
	ccf := stat.CCF(x, y, 3)
	for k, r := range ccf {
		if (k == 3+2) != (r > 0.5) {
			t.Errorf("an impulse two periods later shows %v at lead %d", r, k-3)
		}
	}
	if c := stat.CCF([]float64{5, 5, 5}, []float64{1, 2, 3}, 1); c[1] != 0 {
		t.Error("a constant series correlates")
	}
}

func TestYuleWalkerSolvesItsEquations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-5, 5), 12, 60).Draw(t, "xs")
		order := rapid.IntRange(1, 4).Draw(t, "order")
		a, ok := stat.YuleWalker(xs, order)
		if !ok {
			return
		}
		r := stat.ACF(xs, order)
		for k := 1; k <= order; k++ {
			sum := 0.0
			for j, c := range a.Coef {
				lag := k - 1 - j
				sum += c * r[max(lag, -lag)]
			}
			if math.Abs(sum-r[k]) > 1e-6 {
				t.Fatalf("equation %d: %v is not %v", k, sum, r[k])
			}
		}
	})
}

func TestBasisLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(5, 20).Draw(t, "n")
		draw := func(name string) []float64 {
			return rapid.SliceOfN(rapid.Float64Range(-9, 9), n, n).Draw(t, name)
		}
		cols := [][]float64{draw("a"), draw("b"), draw("c")}
		v := draw("v")
		var b stat.Basis
		var kept [][]float64
		for _, c := range cols {
			if b.Add(c) {
				kept = append(kept, c)
			}
		}
		rest, coef := b.Residual(v), b.Coefficients(v)
		for i := range v {
			sum := rest[i]
			for j, c := range kept {
				sum += coef[j] * c[i]
			}
			if math.Abs(sum-v[i]) > 1e-5*(1+math.Abs(v[i])) {
				t.Fatalf("fit and residual make %v, not %v", sum, v[i])
			}
		}
		if b.Add(cols[0]) {
			t.Fatal("a column was added twice")
		}
	})
}

// Independent values multiply, at 0 everything is beyond, equal values are one
// value. The rest by Simpson's rule over the conditional distribution,
// 2∫φ(z)·P(beyond b | z) dz from a on.
func TestBothBeyond(t *testing.T) {
	tail := (1 - 0.95) / 2
	near(t, "independent", stat.BothBeyond(stat.Z(0.95), stat.Z(0.95), 0), 4*tail*tail, 1e-12)
	near(t, "the same twice", stat.BothBeyond(2, 1, 1), 0.0455002639, 1e-9)
	for _, c := range [][3]float64{{0, 0, 0.6}, {2, 2, 0.5}, {1, 3, -0.7}, {3.5, 4, 0.8}, {4.5, 4.5, 0.95}} {
		want := simpson(c[0], c[0]+12, func(z float64) float64 {
			s := math.Sqrt(1 - c[2]*c[2])
			beyond := (math.Erfc((c[1]-c[2]*z)/s/math.Sqrt2) + math.Erfc((c[1]+c[2]*z)/s/math.Sqrt2)) / 2
			return 2 * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) * beyond
		})
		near(t, "both beyond", stat.BothBeyond(c[0], c[1], c[2]), want, 1e-4*want)
	}
}

func simpson(a, b float64, f func(float64) float64) float64 {
	const n = 20000
	h, sum := (b-a)/n, f(a)+f(b)
	for i := 1; i < n; i++ {
		sum += f(a+float64(i)*h) * float64(2+2*(i%2))
	}
	return sum * h / 3
}

func TestSeriesOfNothing(t *testing.T) {
	flat := make([]float64, 30)
	if _, _, ok := stat.KPSS(flat, true, 2); ok {
		t.Error("KPSS of a constant")
	}
	if _, _, ok := stat.ADF(flat, 2); ok {
		t.Error("ADF of a constant")
	}
	if _, ok := stat.GrangerTest(flat, flat, 2); ok {
		t.Error("Granger of constants")
	}
	if _, ok := stat.ChooseAR(flat, 5); ok {
		t.Error("AR of a constant")
	}
	if _, _, ok := stat.LjungBox(flat[:3], 5, 0); ok {
		t.Error("Ljung-Box of three values")
	}
}
