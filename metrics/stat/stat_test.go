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

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// Source: R 4.2, binom::binom.confint, for 4,238 won of 6,711.
func TestProportionIntervals(t *testing.T) {
	low, high, _ := stat.Wilson(4238, 6711, 0.95)
	near(t, "Wilson low", low, 0.619886914783114, 1e-12)
	near(t, "Wilson high", high, 0.642963669377957, 1e-12)
	if low, high, _ := stat.Wilson(0, 10, 0.95); low != 0 || high <= 0 || high >= 1 {
		t.Errorf("Wilson of 0 of 10 is %v..%v", low, high)
	}
	if _, _, ok := stat.Wilson(0, 0, 0.95); ok {
		t.Error("0 of 0 has an interval")
	}
	if _, _, ok := stat.Wilson(3, 2, 0.95); ok {
		t.Error("3 of 2 has an interval")
	}
}

// Source: Garwood's table as in Johnson, Kotz and Kemp, and R's
// poisson.test(10)$conf.int = 4.795389 18.390356, poisson.test(0) = 0 3.688879.
func TestGarwood(t *testing.T) {
	low, high, _ := stat.Garwood(10, 0.95)
	near(t, "low", low, 4.795389, 5e-7)
	near(t, "high", high, 18.390356, 5e-7)
	low, high, _ = stat.Garwood(0, 0.95)
	near(t, "low of 0", low, 0, 0)
	near(t, "high of 0", high, 3.688879, 5e-7)
}

// Source: Student (1908), the sleep data, R's t.test(extra ~ group):
// mean of group 1 0.75, interval -0.5297804 .. 2.0297804.
func TestMeanInterval(t *testing.T) {
	xs := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	m, _ := stat.Mean(xs)
	near(t, "mean", m, 0.75, 1e-12)
	low, high, _ := stat.MeanInterval(xs, 0.95)
	near(t, "low", low, -0.5297804, 5e-8)
	near(t, "high", high, 2.0297804, 5e-8)
	if _, _, ok := stat.MeanInterval(xs[:1], 0.95); ok {
		t.Error("one value has an interval")
	}
}

// Ranks: tables of the sign test (Conover, table A3): for n = 10 the 2nd and
// 9th order statistics hold at 97.9 %, for n = 20 the 6th and 15th at 95.9 %;
// five values cannot hold at 95 %.
func TestMedianInterval(t *testing.T) {
	xs := make([]float64, 20)
	for i := range xs {
		xs[i] = float64(20 - i)
	}
	for _, c := range []struct {
		n         int
		low, high float64
	}{{20, 6, 15}, {10, 12, 19}, {6, 15, 20}} {
		low, high, ok := stat.MedianInterval(xs[:c.n], 0.95)
		if !ok || low != c.low || high != c.high {
			t.Errorf("of %d: %v..%v %v, want %v..%v", c.n, low, high, ok, c.low, c.high)
		}
	}
	if _, _, ok := stat.MedianInterval(xs[:5], 0.95); ok {
		t.Error("five values have an interval")
	}
	if xs[0] != 20 {
		t.Error("the caller's values were sorted")
	}
}

// Source: R, quantile(c(1, 2, 4, 8, 16), c(.1, .5, .8), type = 7).
func TestQuantile(t *testing.T) {
	xs := []float64{16, 1, 8, 2, 4}
	for _, c := range []struct{ p, want float64 }{{0, 1}, {0.1, 1.4}, {0.5, 4}, {0.8, 9.6}, {1, 16}} {
		got, _ := stat.Quantile(xs, c.p)
		near(t, "quantile", got, c.want, 1e-12)
	}
	if _, ok := stat.Quantile(nil, 0.5); ok {
		t.Error("nothing has a median")
	}
}

// Source: R 4.2, ppois and pbinom: both tails of 3 at a mean of 2.5, and of 3
// of 10 at 0.4.
func TestTailsOfCounts(t *testing.T) {
	most, least := stat.PoissonTails(3, 2.5)
	near(t, "ppois(3, 2.5)", most, 0.757576133133066, 1e-12)
	near(t, "1 - ppois(2, 2.5)", least, 0.456186884116670, 1e-12)
	most, least = stat.BinomialTails(3, 10, 0.4)
	near(t, "pbinom(3, 10, 0.4)", most, 0.3822806016, 1e-12)
	near(t, "1 - pbinom(2, 10, 0.4)", least, 0.8327102464, 1e-12)
	if most, least := stat.PoissonTails(0, 2.5); least != 1 || math.Abs(most-math.Exp(-2.5)) > 1e-15 {
		t.Errorf("tails of 0: %v, %v", most, least)
	}
	if most, least := stat.BinomialTails(10, 10, 0.4); most != 1 || math.Abs(least-math.Pow(0.4, 10)) > 1e-15 {
		t.Errorf("tails of 10 of 10: %v, %v", most, least)
	}
}

// Source: Benjamini and Hochberg (1995), section 2.3: of 15 tests BH rejects
// 4 at 0.05 and Bonferroni 3.
func TestBenjaminiHochberg(t *testing.T) {
	p := []float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000}
	adj := stat.BenjaminiHochberg(p)
	for i, want := range []float64{0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571} {
		near(t, "adjusted", adj[i], want, 5e-8)
	}
	rejected, bonferroni := 0, 0
	for i := range p {
		if adj[i] <= 0.05 {
			rejected++
		}
		if p[i]*15 <= 0.05 {
			bonferroni++
		}
	}
	if rejected != 4 || bonferroni != 3 {
		t.Errorf("rejected %d and %d, want 4 and 3", rejected, bonferroni)
	}
}

// Source: R's p.adjust of ten p-values.
func TestAdjust(t *testing.T) {
	p := []float64{0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238, 0.177096952723, 5.23656777208e-05, 0.0202732688798, 0.00028140506198, 0.0149877310796}
	for _, c := range []struct {
		name string
		got  []float64
		want []float64
	}{
		{"BH", stat.BenjaminiHochberg(p), []float64{0.931712630614445, 0.895336727975, 0.895336727975, 0.967833824309, 0.895336727975, 0.354193905446, 0.000523656777208, 0.0506831721995, 0.0014070253099, 0.0499591035986667}},
		{"BY", stat.BenjaminiYekutieli(p), []float64{1, 1, 1, 1, 1, 1, 0.00153377407641756, 0.148449402382742, 0.00412113246522694, 0.146328628437206}},
	} {
		for i := range c.want {
			near(t, c.name+strconv.Itoa(i+1), c.got[i], min(c.want[i], 1), 1e-12)
		}
	}
}

// Source: the leukaemia remissions of Freireich et al. (1963) under 6-MP, as
// in R's survival (gehan): survfit gives S(6) = 0.857, S(10) = 0.753,
// S(23) = 0.448 and a median of 23 (interval 13 to NA on the log-log scale).
func TestKaplanMeier(t *testing.T) {
	c := stat.NewCurve(leukaemia())
	for _, s := range []struct{ t, want float64 }{{5, 1}, {6, 0.8571429}, {7, 0.8067227}, {10, 0.7529412}, {13, 0.6901961}, {16, 0.6274510}, {22, 0.5378151}, {23, 0.4481793}, {40, 0.4481793}} {
		near(t, "S", c.Surviving(s.t), s.want, 5e-8)
	}
	m, ok := c.Median()
	if !ok || m != 23 {
		t.Errorf("median %v %v, want 23", m, ok)
	}
	low, high, ok := c.MedianInterval(0.95)
	if !ok || low != 13 || !math.IsInf(high, 1) {
		t.Errorf("interval %v..%v, want 13 to no end", low, high)
	}
	if _, ok := stat.NewCurve([]stat.Wait{{T: 1, Cause: stat.Event}, {T: 2}, {T: 3}}).Median(); ok {
		t.Error("a median that was not reached is given")
	}
}

func leukaemia() []stat.Wait {
	var ws []stat.Wait
	for _, t := range []float64{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		ws = append(ws, stat.Wait{T: t, Cause: stat.Event})
	}
	for _, t := range []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		ws = append(ws, stat.Wait{T: t})
	}
	return ws
}

// By hand: four at risk, one event (1/4), then one rival of three, then of
// two at risk an event: 1/4 + (3/4)(2/3)(1/2) = 1/2.
func TestAalenJohansen(t *testing.T) {
	c := stat.NewCurve([]stat.Wait{{T: 1, Cause: stat.Event}, {T: 2, Cause: stat.Competing}, {T: 3, Cause: stat.Event}, {T: 4}})
	p, low, high, ok := c.Incidence(4, 0.95)
	near(t, "incidence", p, 0.5, 1e-12)
	if !ok || low <= 0 || low >= p || high <= p || high >= 1 {
		t.Errorf("interval %v..%v around %v", low, high, p)
	}
	if _, _, _, ok := stat.NewCurve([]stat.Wait{{T: 4}}).Incidence(4, 0.95); ok {
		t.Error("an estimate without any end")
	}
}

func drawWaits(t *rapid.T) []stat.Wait {
	n := rapid.IntRange(1, 60).Draw(t, "n")
	ws := make([]stat.Wait, n)
	for i := range ws {
		ws[i] = stat.Wait{T: float64(rapid.IntRange(0, 20).Draw(t, "t")), Cause: stat.Cause(rapid.IntRange(0, 2).Draw(t, "cause"))}
	}
	return ws
}

// Without censoring the estimate is the plain share, its variance p(1-p)/n,
// and the median of the waits the ordinary one.
func TestCurveWithoutCensoring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ws := drawWaits(t)
		events, xs := 0, []float64{}
		for i := range ws {
			if ws[i].Cause == stat.Censored {
				ws[i].Cause = stat.Competing
			}
			if ws[i].Cause == stat.Event {
				events++
			}
			xs = append(xs, ws[i].T)
		}
		c := stat.NewCurve(ws)
		p, low, high, ok := c.Incidence(c.Last(), 0.95)
		want := float64(events) / float64(len(ws))
		if !ok || math.Abs(p-want) > 1e-9 || low > p+1e-9 || high < p-1e-9 {
			t.Fatalf("share %v in %v..%v, want %v", p, low, high, want)
		}
		if events > 0 && events < len(ws) {
			// log(-log) limits come from p(1-p)/n
			v := want * (1 - want) / float64(len(ws))
			by := math.Exp(stat.Z(0.95) * math.Sqrt(v) / (want * -math.Log(want)))
			if math.Abs(low-math.Pow(want, by)) > 1e-9 {
				t.Fatalf("low %v, want %v", low, math.Pow(want, by))
			}
		}
		m, _ := c.Median()
		if plain, _ := stat.Median(xs); math.Abs(m-plain) > 1e-9 {
			t.Fatalf("median %v, want %v", m, plain)
		}
	})
}

// The order of waits does not matter, and both ends and survival make one.
func TestCurveIsAnEstimate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ws := drawWaits(t)
		other := make([]stat.Wait, len(ws))
		for i, w := range ws {
			other[i] = w
			switch w.Cause {
			case stat.Event:
				other[i].Cause = stat.Competing
			case stat.Competing:
				other[i].Cause = stat.Event
			}
		}
		back := slices.Clone(ws)
		slices.Reverse(back)
		a, b := stat.NewCurve(ws), stat.NewCurve(other)
		p, _, _, _ := a.Incidence(20, 0.95)
		q, _, _, _ := b.Incidence(20, 0.95)
		r, _, _, _ := stat.NewCurve(back).Incidence(20, 0.95)
		if p != r || math.Abs(p+q+a.Surviving(20)-1) > 1e-9 {
			t.Fatalf("%v backwards %v; %v + %v + %v is not 1", p, r, p, q, a.Surviving(20))
		}
	})
}

// The reference values of R, where the file of them is at hand.
func TestAgainstReferenceFile(t *testing.T) {
	root := os.Getenv("FORESAIL_DATA")
	if root == "" {
		t.Skip("FORESAIL_DATA is not set: no reference file to test with")
	}
	xs := column(t, filepath.Join(root, "bjsales", "BJsales.csv"))
	for i, p := range []float64{0.1, 0.25, 0.5, 0.75, 0.9} {
		want := reference(t, root, "quantile7.BJsales", "q["+strconv.Itoa(i+1)+"]")
		got, _ := stat.Quantile(xs, p)
		near(t, "quantile of BJsales", got, want, 1e-9)
	}
}

func records(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func reference(t *testing.T, root, id, quantity string) float64 {
	t.Helper()
	for _, r := range records(t, filepath.Join(root, "reference_R", "expected_stats.csv")) {
		if r[0] == id && r[1] == quantity {
			x, _ := strconv.ParseFloat(r[2], 64)
			return x
		}
	}
	t.Fatalf("no %s %s in the reference file", id, quantity)
	return 0
}

func column(t *testing.T, path string) []float64 {
	t.Helper()
	var xs []float64
	for _, r := range records(t, path)[1:] {
		x, err := strconv.ParseFloat(r[len(r)-1], 64)
		if err != nil {
			t.Fatal(err)
		}
		xs = append(xs, x)
	}
	return xs
}
