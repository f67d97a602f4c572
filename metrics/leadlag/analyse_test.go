package leadlag

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func one(t *testing.T, x, y []float64, o Options) Pair {
	t.Helper()
	r, err := Analyse(context.Background(), []Series{{"x", x}}, []Series{{"y", y}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r.Pairs[0]
}

// pairOf makes y[t] = effect·x[t−lag] + noise over n weeks.
func pairOf(seed uint64, n, lag int, effect float64) (x, y []float64) {
	r := rand.New(rand.NewPCG(seed, 1))
	long := autoregressive(r, n+lag, 0.5)
	y = autoregressive(r, n, 0.5)
	for i := range y {
		y[i] += effect * long[i]
	}
	return long[lag:], y
}

func TestVerdicts(t *testing.T) {
	x, y := pairOf(1, 104, 5, 1.2)
	minusX, minusY := pairOf(2, 104, 2, -1.2)
	nowX, nowY := pairOf(3, 104, 0, 1.5)
	quietX, quietY := pairOf(4, 156, 3, 0)
	shortX, shortY := pairOf(5, 30, 3, 0)
	for _, c := range []struct {
		name    string
		x, y    []float64
		verdict Verdict
		lag     int
		sign    string
	}{
		{"lead", x, y, Leads, 5, "+"},
		{"lead, downwards", minusX, minusY, Leads, 2, "-"},
		{"reverse", y, x, Follows, -5, "+"},
		{"same week", nowX, nowY, Coincident, 0, "+"},
		{"nothing", quietX, quietY, None, 99, ""},
		{"nothing, short", shortX, shortY, Insufficient, 99, ""},
	} {
		p := one(t, c.x, c.y, Options{})
		if p.Verdict != c.verdict || p.Sign != c.sign || (c.lag == 99) != (p.Lag == nil) || p.Lag != nil && *p.Lag != c.lag {
			t.Errorf("%s: %+v", c.name, p)
		}
		if (p.Verdict == Insufficient) != (p.Needs != nil && *p.Needs > 0) {
			t.Errorf("%s: needs %v", c.name, p.Needs)
		}
		if p.Lag != nil && (*p.LagLow > *p.Lag || *p.LagHigh < *p.Lag) {
			t.Errorf("%s: lag %d not within %d..%d", c.name, *p.Lag, *p.LagLow, *p.LagHigh)
		}
		if len(p.Words) == 0 {
			t.Errorf("%s: no words", c.name)
		}
	}
}

// A lead helps forecasts of what was not seen; noise does not.
func TestGain(t *testing.T) {
	p := one(t, first(pairOf(1, 156, 3, 1.2)), second(pairOf(1, 156, 3, 1.2)), Options{})
	if p.Gain == nil || *p.Gain < 0.1 || *p.GainP > 0.01 {
		t.Errorf("gain of a strong lead: %v, p %v", p.Gain, p.GainP)
	}
	worth := 0
	for seed := range uint64(40) {
		x, y := pairOf(seed, 104, 3, 0)
		tr := trial{x: prepare(x, calendar{unit: Week}), y: prepare(y, calendar{unit: Week}), pair: &Pair{}}
		if g := tr.value(3, 1); g.ok && g.p < 0.05 {
			worth++
		}
	}
	if worth > 6 { // Binomial(40, 0.05) exceeds 6 in 0.3 % of cases
		t.Errorf("%d of 40 series of noise improve forecasts at 5 %%", worth)
	}
}

func first(x, _ []float64) []float64  { return x }
func second(_, y []float64) []float64 { return y }

// An effect that arrives over several weeks is reported as such.
func TestSpread(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	long := autoregressive(r, 200, 0)
	x, y := long[8:], autoregressive(r, 192, 0.3)
	for i := range y {
		for lag := 4; lag <= 7; lag++ {
			y[i] += 0.45 * long[8+i-lag]
		}
	}
	p := one(t, x, y, Options{})
	if p.Verdict != Leads || !p.Spread || *p.LagLow > 4 || *p.LagHigh < 7 {
		t.Errorf("%+v, lag %v..%v", p, *p.LagLow, *p.LagHigh)
	}
}

func TestFading(t *testing.T) {
	fading, steady := 0, 0
	for seed := range uint64(20) {
		x, y := pairOf(seed, 180, 4, 1.2)
		if p := one(t, x, y, Options{}); p.Fading {
			steady++
		}
		r := rand.New(rand.NewPCG(seed, 9))
		copy(y[120:], autoregressive(r, 60, 0.5))
		if p := one(t, x, y, Options{}); p.Verdict == Leads && p.Fading {
			fading++
		}
	}
	if fading < 15 || steady > 2 {
		t.Errorf("of 20 fading leads %d are told, of 20 steady ones %d", fading, steady)
	}
}

// The indicator rises for the last weeks and the outcome, which used to follow,
// does not.
func TestStalled(t *testing.T) {
	stalled, steady := 0, 0
	for seed := range uint64(20) {
		x, y := pairOf(seed, 120, 2, 1.5)
		if p := one(t, x, y, Options{}); p.Stalled {
			steady++
		}
		for i := 112; i < 120; i++ {
			x[i] += 4
		}
		p := one(t, x, y, Options{})
		if p.Verdict == Leads && p.Stalled {
			stalled++
		}
	}
	if stalled < 12 || steady > 2 {
		t.Errorf("of 20 stalled leads %d are told, of 20 steady ones %d", stalled, steady)
	}
}

func TestAdjust(t *testing.T) {
	v := plus(year(rand.New(rand.NewPCG(1, 1)), 156, 5, 0, 0), ramp(156, 20), autoregressive(rand.New(rand.NewPCG(2, 2)), 156, 0.3))
	for i := range v {
		v[i] += 50
	}
	v[0], v[77] = math.NaN(), math.NaN()
	a := Adjust(v, Week)
	if !math.IsNaN(a.Values[0]) || !math.IsNaN(a.Values[77]) || len(a.Cycles) == 0 || a.Wanders {
		t.Errorf("%+v", a)
	}
	mean, ss := 0.0, 0.0
	for _, x := range a.Values {
		if !math.IsNaN(x) {
			mean += x / 154
			ss += x * x / 154
		}
	}
	if math.Abs(mean) > 0.02 || math.Abs(ss-1) > 0.02 {
		t.Errorf("mean %v, mean square %v", mean, ss)
	}
	for _, x := range Adjust([]float64{3, 3, 3}, Week).Values {
		if !math.IsNaN(x) {
			t.Error("a constant series has deviations")
		}
	}
}

// Counts of rare events, with gaps, in months.
func TestCountsAndGaps(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	n := 160
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = poisson(r, 4)
		mean := 1.0
		if i >= 2 && !math.IsNaN(x[i-2]) {
			mean += 0.8 * x[i-2]
		}
		y[i] = poisson(r, mean)
	}
	for _, gap := range []int{0, 1, 40, 41, 42, 97, 159} {
		x[gap] = math.NaN()
	}
	y[70], y[120] = math.NaN(), math.Inf(1)
	p := one(t, x, y, Options{Unit: Month})
	if p.Verdict != Leads || *p.Lag != 2 || p.N != 157-6 {
		t.Errorf("%+v", p)
	}
}

func TestWhatCannotBeTested(t *testing.T) {
	x, y := pairOf(1, 60, 3, 1)
	flat, dark := make([]float64, 60), make([]float64, 60)
	line := make([]float64, 60)
	for i := range dark {
		dark[i] = math.NaN()
		line[i] = 10 * float64(i)
	}
	sparse := append([]float64(nil), y...)
	for i := range sparse {
		if i%3 > 0 && i > 0 && i < 59 {
			sparse[i] = math.NaN()
		}
	}
	for name, c := range map[string]struct {
		x, y []float64
		why  string
	}{
		"constant indicator": {flat, y, "leadlag.why.constant.indicator"},
		"constant outcome":   {x, flat, "leadlag.why.constant.outcome"},
		"no values":          {x, dark, "leadlag.why.short"},
		"short":              {x[:15], y[:15], "leadlag.why.short"},
		"gaps":               {x, sparse, "leadlag.why.gaps"},
		"a straight line":    {line, y, "leadlag.why.degenerate"},
		"nothing at all":     {nil, nil, "leadlag.why.short"},
	} {
		p := one(t, c.x, c.y, Options{})
		if c.why == "leadlag.why.gaps" && p.N < shortest {
			c.why = "leadlag.why.short"
		}
		if p.Verdict != Insufficient || len(p.Words) == 0 || p.Words[0].Key != c.why || p.P != 1 {
			t.Errorf("%s: %s %+v", name, p.Verdict, p.Words)
		}
	}
}

func TestLengthsMustAgree(t *testing.T) {
	_, err := Analyse(context.Background(), []Series{{"x", make([]float64, 3)}}, []Series{{"y", make([]float64, 4)}}, Options{})
	if !errors.Is(err, ErrLengths) {
		t.Errorf("error %v", err)
	}
}

func TestSameWithAnyWorkers(t *testing.T) {
	w := plantedTeam(rand.New(rand.NewPCG(1, 104)), 104, 0.6)
	var reports []Report
	for _, workers := range []int{1, 7} {
		r, err := Analyse(context.Background(), w.x, w.y, Options{Workers: workers, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, r)
	}
	if !reflect.DeepEqual(reports[0], reports[1]) {
		t.Error("the report depends on the number of workers")
	}
	for i := range w.x[0].Values {
		w.x[0].Values[i] *= 1000
	}
	r, _ := Analyse(context.Background(), w.x, w.y, Options{Seed: 5})
	if math.Abs(r.Pairs[0].P-reports[0].Pairs[0].P) > 1e-9 {
		t.Errorf("the unit of an indicator changes p from %v to %v", reports[0].Pairs[0].P, r.Pairs[0].P)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := nullTeam(rand.New(rand.NewPCG(1, 1)), 60)
	_, err := Analyse(ctx, w.x, w.y, Options{Workers: 1, Progress: func(done, all int) {
		if all != 150 {
			t.Errorf("%d of %d", done, all)
		}
		cancel()
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Whatever the numbers, every field can be written and none is out of range.
func TestAnyNumbers(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, 1, 2, math.NaN(), math.Inf(-1), 1e-300, 1e300}), rapid.Float64Range(-10, 10))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 70).Draw(t, "n")
		x := rapid.SliceOfN(number, n, n).Draw(t, "x")
		y := rapid.SliceOfN(number, n, n).Draw(t, "y")
		unit := rapid.SampledFrom([]Unit{Day, Workday, Week, Month, Quarter, Year, Period}).Draw(t, "unit")
		before := append([]float64(nil), x...)
		r, err := Analyse(context.Background(), []Series{{"x", x}}, []Series{{"y", y}}, Options{Unit: unit, MaxLag: rapid.IntRange(0, 80).Draw(t, "lag")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
		p := r.Pairs[0]
		if !(p.P >= 0 && p.P <= 1 && p.Q >= p.P && p.Q <= 1 && p.Strength >= 0 && p.Strength <= 1) {
			t.Fatalf("%+v", p)
		}
		for i := range x {
			if x[i] != before[i] && !math.IsNaN(before[i]) {
				t.Fatal("the caller's numbers were changed")
			}
		}
	})
}

// The short form of the calibration: of 12 teams (150 pairs each) without any
// lead, at most 2 may show one. At 5 % that fails in 2 % of worlds; these are
// seeded.
func TestNullTeams(t *testing.T) {
	false1 := 0
	for run := range 12 {
		w := nullTeam(rand.New(rand.NewPCG(uint64(run), 99)), 104)
		r, err := Analyse(context.Background(), w.x, w.y, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Pairs {
			if p.Verdict == Leads {
				false1++
				break
			}
		}
	}
	if false1 > 2 {
		t.Errorf("%d of 12 teams without a lead show one", false1)
	}
}

func TestTogether(t *testing.T) {
	for _, c := range []struct{ a, b, low, high float64 }{
		{0.01, 0.01, 0.0099, 0.0101},     // both agree: no cost
		{1e-6, 0.5, 1.9e-6, 2.1e-6},      // one sees it: twice
		{1e-20, 1e-20, 0.9e-20, 1.1e-20}, // far out
		{0, 1, 0, 0},
		{1, 1, 0.98, 1},
	} {
		if p := together(c.a, c.b); !(p >= c.low && p <= c.high) {
			t.Errorf("%v with %v is %v", c.a, c.b, p)
		}
	}
}

// 30 indicators, 5 outcomes, 26 lags, three years of weeks, with five true
// leads that are followed up.
func BenchmarkTeam(b *testing.B) {
	w := plantedTeam(rand.New(rand.NewPCG(1, 156)), 156, 0.6)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Analyse(context.Background(), w.x, w.y, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkYardstick is the plainest honest test of the same pairs, at one
// fixed order and without lags, intervals or forecasts: what BenchmarkTeam is
// to be measured by. One processor does it all.
func BenchmarkYardstick(b *testing.B) {
	w := plantedTeam(rand.New(rand.NewPCG(1, 156)), 156, 0.6)
	b.ReportAllocs()
	for b.Loop() {
		for _, y := range w.y {
			for _, x := range w.x {
				grangerTest(x.Values, y.Values, 4)
			}
		}
	}
}
