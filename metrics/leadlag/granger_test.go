package leadlag

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"foresail/metrics/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// granger is the F test that the past of x says nothing about y beyond y's
// own past, at one fixed order.
type granger struct {
	F, P     float64
	DF1, DF2 int
}

// grangerTest tests whether x helps to foretell y, with order lags of each,
// as grangertest of R's lmtest does. It is false where too few values or
// constant ones leave nothing to test. Trend and season are the caller's.
//
// Source: Granger, Econometrica 37 (1969).
func grangerTest(x, y []float64, order int) (granger, bool) {
	n := min(len(x), len(y))
	rows := n - order
	free := rows - 2*order - 1
	if order < 1 || free < 1 {
		return granger{}, false
	}
	var own stat.Basis
	own.Add(constant(rows))
	for k := 1; k <= order; k++ {
		own.Add(y[order-k : n-k])
	}
	narrow := own.Residual(y[order:n])
	both := own.Clone()
	added := 0
	for k := 1; k <= order; k++ {
		if both.Add(x[order-k : n-k]) {
			added++
		}
	}
	wide := both.Residual(y[order:n])
	left := inner(wide, wide)
	if added == 0 || left <= 1e-24*inner(y, y) {
		return granger{}, false
	}
	free = rows - both.Rank()
	f := (inner(narrow, narrow) - left) / float64(added) / (left / float64(free))
	p := distuv.F{D1: float64(added), D2: float64(free)}.Survival(max(f, 0))
	return granger{f, p, added, free}, true
}

// published reads a column of a series in testdata.
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
	var out []float64
	for _, r := range rows[1:] {
		x, err := strconv.ParseFloat(r[slices.Index(rows[0], name)], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

func dlog(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = math.Log(x)
	}
	return stat.Difference(out, 1)
}

// Source: R's lmtest 0.9-40, grangertest; the figures for macrodata are also
// statsmodels' own test (F 0.243097, p 0.7844328, df 2 and 195).
func TestGrangerAsR(t *testing.T) {
	egg, chicken := published(t, "chickegg", "egg"), published(t, "chickegg", "chicken")
	lead, sales := published(t, "bjsales", "lead"), published(t, "bjsales", "sales")
	gdp := dlog(published(t, "macro", "gdp"))
	cons := dlog(published(t, "macro", "consumption"))
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
		g, ok := grangerTest(c.x, c.y, c.order)
		if !ok || g.DF1 != c.order || g.DF2 != c.df2 {
			t.Errorf("%s, order %d: %+v %v, want df2 %d", c.what, c.order, g, ok, c.df2)
		}
		near(t, c.what+" F", g.F, c.f, c.by)
		near(t, c.what+" p", g.P, c.p, c.byOf)
	}
}

// y follows x by one period; the reverse direction holds its level (10 of 200
// expected).
func TestGrangerFindsTheDirection(t *testing.T) {
	size := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 4))
		x, y := make([]float64, 80), make([]float64, 80)
		for i := range x {
			x[i], y[i] = r.NormFloat64(), r.NormFloat64()
			if i > 0 {
				y[i] += x[i-1]
			}
		}
		if g, ok := grangerTest(x, y, 2); !ok || g.P > 1e-3 {
			t.Errorf("seed %d: %+v", seed, g)
		}
		if g, _ := grangerTest(y, x, 2); g.P < 0.05 {
			size++
		}
	}
	if size > 20 {
		t.Errorf("the reverse direction is found in %d of 200", size)
	}
}
