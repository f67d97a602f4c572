package stat_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"foresail/metrics/stat"
	"pgregory.net/rapid"
)

// series reads a column of a published series; ../leadlag/testdata/SOURCES.md
// says where they are from.
func series(t *testing.T, file, name string) []float64 {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "leadlag", "testdata", file+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], name)
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

// Source: R 4.2.2, acf, pacf and ccf of Box and Jenkins' series M.
func TestCorrelationsAsR(t *testing.T) {
	x := stat.Difference(series(t, "bjsales", "lead"), 1)
	y := stat.Difference(series(t, "bjsales", "sales"), 1)
	acf := stat.ACF(x, 10)
	near(t, "acf 1", acf[1], -0.447027084667512, 1e-12)
	near(t, "acf 10", acf[10], -0.124792229645838, 1e-12)
	// The last coefficient of an autoregression is the partial autocorrelation.
	for order, want := range map[int]float64{2: -0.143004410396478, 10: -0.169234569816422} {
		ar, _ := stat.YuleWalker(x, order)
		near(t, "pacf", ar.Coef[order-1], want, 1e-12)
	}
	ccf := stat.CCF(x, y, 6)
	near(t, "R's lag -3", ccf[6+3], 0.720070408308938, 1e-12)
	near(t, "R's lag -2", ccf[6+2], -0.380291495491601, 1e-12)
	near(t, "R's lag 6", ccf[0], -0.106215481321134, 1e-12)
}

// Source: shared reference: series M differenced, AR(3) and AR(1) fitted to
// the lead, the same filter on both; the correlation at lead 3.
func TestPrewhitenedAsR(t *testing.T) {
	x := stat.Difference(series(t, "bjsales", "lead"), 1)
	y := stat.Difference(series(t, "bjsales", "sales"), 1)
	mean, _ := stat.Mean(y)
	for order, want := range map[int]float64{1: 0.6830, 3: 0.6782} {
		ar, _ := stat.YuleWalker(x, order)
		r := stat.CCF(ar.Filter(x, ar.Mean), ar.Filter(y, mean), 6)
		near(t, "lead 3", r[6+3], want, 5e-5)
	}
}

// Source: R's tseries 0.10-53: kpss.test and adf.test.
func TestUnitRootsAsR(t *testing.T) {
	y := series(t, "bjsales", "sales")
	s, p, _ := stat.KPSS(y, false, stat.KPSSLag(len(y)))
	near(t, "KPSS", s, 2.62435564918456, 1e-10)
	near(t, "its p", p, 0.01, 0)
	s, p, _ = stat.ADF(y, 4)
	near(t, "ADF", s, -2.07704416772614, 1e-9)
	near(t, "its p", p, 0.544296427014073, 1e-9)
}

// Source: R 4.2.2, lm: of series M, differenced, dy on dy one and dx three
// before (0.0285, 0.6907, 4.5545); tseries' rules of lags for 150 values.
func TestRegressionAndLagsAsR(t *testing.T) {
	x := stat.Difference(series(t, "bjsales", "lead"), 1)
	y := stat.Difference(series(t, "bjsales", "sales"), 1)
	n := len(y)
	var b stat.Basis
	ones := make([]float64, n-3)
	for i := range ones {
		ones[i] = 1
	}
	b.Add(ones)
	b.Add(y[2 : n-1])
	b.Add(x[:n-3])
	for i, want := range []float64{0.0285, 0.6907, 4.5545} {
		near(t, "coefficient", b.Coefficients(y[3:])[i], want, 5e-5)
	}
	if k, a := stat.KPSSLag(150), stat.ADFLag(150); k != 4 || a != 5 {
		t.Errorf("lags %d and %d, want 4 and 5", k, a)
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
	if _, ok := stat.ChooseAR(flat, 5); ok {
		t.Error("AR of a constant")
	}
}
