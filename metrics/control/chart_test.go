package control_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"foresail/metrics/control"
	"pgregory.net/rapid"
)

func values(xs ...float64) []control.Value {
	out := make([]control.Value, len(xs))
	for i, x := range xs {
		out[i] = control.Value{X: x, K: int(x)}
	}
	return out
}

// Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2
// (flow rates). The handbook divides by 1.128, the books multiply by 2.66.
func TestIndividualsOfNIST(t *testing.T) {
	c := control.New(values(49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1), control.Options{Baseline: 12})
	seg := c.Segments[0]
	if math.Abs(seg.Centre-50.81) > 1e-9 || math.Abs(seg.Range-1.8778) > 5e-5 {
		t.Errorf("centre %v and mean moving range %v, want 50.81 and 1.8778", seg.Centre, seg.Range)
	}
	p := c.Points[0]
	if math.Abs(p.High-55.8049) > 5e-5 || math.Abs(p.Low-45.8151) > 5e-5 {
		t.Errorf("limits %v..%v, want 45.8151..55.8049", p.Low, p.High)
	}
	if high := seg.Centre + 3*seg.Range/1.128; math.Abs(high-55.8041) > 5e-5 {
		t.Errorf("with 3/1.128 the upper limit is %v, want 55.8041", high)
	}
	for i, p := range c.Points {
		if p.Signal() != control.None {
			t.Errorf("point %d is %q, want no signal", i+1, p.Signal())
		}
	}
}

// Source: the data of section 6.3.2.3 (CUSUM) of the same handbook, charted
// with limits from the first 12 points: rule 1 of Western Electric fires at
// 13 to 20, four of five beyond one sigma at 16 to 20, eight on a side at 19
// and 20.
func TestRulesOnNISTShift(t *testing.T) {
	xs := []float64{324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
		324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350}
	c := control.New(values(xs...), control.Options{Baseline: 12})
	for i, p := range c.Points {
		n := i + 1
		// By 20 the shift has a baseline of its own, within which it lies.
		if got, want := p.Outside == control.Above, n >= 13 && n <= 19; got != want {
			t.Errorf("point %d outside: %v, want %v", n, got, want)
		}
		if n < 19 { // at 19 the shift is complete
			if got, want := p.Four, n >= 16; got != want {
				t.Errorf("point %d four of five: %v, want %v", n, got, want)
			}
			if p.Run {
				t.Errorf("point %d ends a run of eight", n)
			}
		}
	}
	if !c.Points[18].Run {
		t.Error("point 19 does not end the run of eight")
	}
	if len(c.Segments) != 2 || c.Segments[1].Start != 11 {
		t.Errorf("segments %+v, want a second one from the twelfth point on, where the run begins", c.Segments)
	}
}

func TestSignals(t *testing.T) {
	flat := []float64{10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12}
	with := func(more ...float64) []float64 { return append(append([]float64(nil), flat...), more...) }
	for _, c := range []struct {
		name string
		xs   []float64
		want control.Signal
	}{
		{"noise", with(12, 10), control.None},
		{"a point above", with(30), control.Above},
		{"a point below", with(-10), control.Below},
		{"seven on a side are none", with(11.5, 11.4, 11.5, 11.4, 11.5, 11.4, 11.5), control.Shift}, // the last of the baseline is the eighth
		{"a trend of six is none", with(10.1, 10.3, 10.7, 10.9, 11.3, 11.7), control.None},
		{"four of five", with(13.4, 13.4, 10.5, 13.4, 13.4), control.Cluster},
		{"four of five on both sides", with(13.4, 8.6, 13.4, 8.6, 13.4), control.None},
	} {
		got, _ := control.New(values(c.xs...), control.Options{Baseline: 12}).Latest()
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSignalsSayWhichWayAndSinceWhen(t *testing.T) {
	around := []float64{10, 12, 11, 10, 12, 11, 10, 12, 11, 10, 12, 11}
	for _, c := range []struct {
		name  string
		after []float64
		want  control.Signal
		first int
		up    bool
	}{
		{"above", []float64{30}, control.Above, 12, true},
		{"below", []float64{11, 1}, control.Below, 13, false},
		{"shift down", []float64{10, 9.5, 10, 9.5, 10, 9.5, 10, 9.5}, control.Shift, 12, false},
		{"shift up", []float64{11, 12, 12.5, 12, 12.5, 12, 12.5, 12, 12.5}, control.Shift, 13, true},
		{"cluster", []float64{12.8, 10, 12.8, 12.8, 12.8}, control.Cluster, 12, true},
	} {
		ch := control.New(values(append(slices.Clone(around), c.after...)...), control.Options{Baseline: 12})
		last := len(ch.Points) - 1
		first, up := ch.Found(last)
		if s := ch.Points[last].Signal(); s != c.want || first != c.first || up != c.up {
			t.Errorf("%s: %q since %d, up %v; want %q since %d, up %v", c.name, s, first, up, c.want, c.first, c.up)
		}
	}
}

func TestShiftBeginsNewBaseline(t *testing.T) {
	xs := []float64{10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 10, 12.5, 13, 12.5, 13, 12.5, 13, 12.5, 13, 12.5, 13}
	c := control.New(values(xs...), control.Options{Baseline: 12})
	if len(c.Segments) != 2 || c.Segments[1].Start != 12 || math.Abs(c.Segments[1].Centre-12.75) > 1e-9 {
		t.Fatalf("segments %+v, want one from 12 on around 12.75", c.Segments)
	}
	if !c.Points[19].Run || c.Points[21].Signal() != control.None {
		t.Error("the shift is to be reported once, at its eighth point; what follows is the new normal")
	}
}

func TestWildPointIsNoPartOfTheBaseline(t *testing.T) {
	xs := []float64{23, 25, 23, 25, 83, 25, 23, 25, 23, 25, 23, 25, 23, 48}
	c := control.New(values(xs...), control.Options{Family: control.Counts, Baseline: 12})
	if len(c.Segments) != 1 || c.Segments[0].N != 11 || math.Abs(c.Segments[0].Centre-24.0909) > 1e-4 {
		t.Errorf("segments %+v, want one of 11 values around 24.09", c.Segments)
	}
	for i, p := range c.Points {
		if got, want := p.Signal() == control.Above, i == 4 || i == 13; got != want {
			t.Errorf("point %d above: %v, want %v", i, got, want)
		}
	}
}

func TestTooFewPointsGiveNoLimits(t *testing.T) {
	c := control.New(values(1, 2, 1, 2, 100), control.Options{Baseline: 12})
	for _, p := range c.Points {
		if p.Limited || p.Signal() != control.None {
			t.Errorf("a point of five has limits: %+v", p)
		}
	}
}

// The limits of a Poisson count of mean 4 that three sigma stand for: R's
// ppois(0, 4) = 0.0183 and 1-ppois(10, 4) = 0.0028, 1-ppois(11, 4) = 0.00092.
func TestSmallCountsHaveExactLimits(t *testing.T) {
	xs := []float64{4, 3, 5, 4, 4, 3, 5, 4, 4, 3, 5, 4}
	c := control.New(values(append(xs, 11)...), control.Options{Family: control.Counts, Baseline: 12})
	p := c.Points[12]
	if p.Low != 0 || p.High != 11 || p.Signal() != control.None {
		t.Errorf("limits %v..%v signal %q, want 0..11 and none", p.Low, p.High, p.Signal())
	}
	c = control.New(values(append(xs, 12)...), control.Options{Family: control.Counts, Baseline: 12})
	if c.Points[12].Signal() != control.Above {
		t.Error("12 where 4 are usual is no signal")
	}
	// As individual values the calm baseline would have cried wolf at 9.
	if control.New(values(append(xs, 9)...), control.Options{Baseline: 12}).Points[12].Signal() != control.Above {
		t.Error("the counter-example does not hold")
	}
}

// R: pbinom(0, 10, .5) = 0.00098, pbinom(1, 10, .5) = 0.0107.
func TestProportionsHaveTheirOwnN(t *testing.T) {
	base := make([]control.Value, 12)
	for i := range base {
		k := 49 + 2*(i%2)
		base[i] = control.Value{X: float64(k) / 100, K: k, N: 100}
	}
	few := append(append([]control.Value(nil), base...), control.Value{X: 0.1, K: 1, N: 10})
	if p := control.New(few, control.Options{Family: control.Proportions, Baseline: 12}).Points[12]; p.Signal() != control.None || p.Low != 0.1 {
		t.Errorf("1 of 10 where half is usual: %q from %v, want no signal from 0.1", p.Signal(), p.Low)
	}
	many := append(append([]control.Value(nil), base...), control.Value{X: 0.1, K: 10, N: 100})
	if p := control.New(many, control.Options{Family: control.Proportions, Baseline: 12}).Points[12]; p.Signal() != control.Below {
		t.Errorf("10 of 100 where half is usual: %q, want below", p.Signal())
	}
}

func TestGapsAndSkippedPointsMakeNoBaseline(t *testing.T) {
	vs := values(10, 12, 10, 12, 500, 10, 12, 10, 12, 10, 12, 10, 12, 10)
	vs[4].Skip = true
	vs[7].Gap = true
	seg := control.New(vs, control.Options{Baseline: 12}).Segments[0]
	if math.Abs(seg.Centre-11) > 0.2 || math.Abs(seg.Range-2) > 1e-9 {
		t.Errorf("baseline %+v is not that of 10 and 12", seg)
	}
}

func TestSkippedPointsAreNoShift(t *testing.T) {
	xs := []float64{10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 13, 13, 13, 13, 13, 13, 13, 13, 10, 12}
	vs := values(xs...)
	for i := 12; i < 20; i++ {
		vs[i].Skip = true
	}
	if c := control.New(vs, control.Options{Baseline: 12}); len(c.Segments) != 1 {
		t.Errorf("eight weeks that an annotation explains begin a new baseline: %+v", c.Segments)
	}
}

// How often the last of 26 points of a process that never changes is called a
// signal. Three sigma known for sure would give 0.3 % for a point outside and
// a little for the runs; limits from twelve points give more. The bounds hold
// for this seed and show when a rule becomes trigger-happy.
func TestFalseAlarms(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	for _, c := range []struct {
		name   string
		family control.Family
		draw   func() control.Value
		most   float64
	}{
		{"normal", control.Individuals, func() control.Value { return control.Value{X: rng.NormFloat64()} }, 0.03},
		{"Poisson of mean 4", control.Counts, func() control.Value {
			k, p := 0, rng.Float64()
			for ; p > math.Exp(-4); k++ {
				p *= rng.Float64()
			}
			return control.Value{X: float64(k), K: k}
		}, 0.03},
		{"three of ten", control.Proportions, func() control.Value {
			k := 0
			for range 10 {
				if rng.Float64() < 0.3 {
					k++
				}
			}
			return control.Value{X: float64(k) / 10, K: k, N: 10}
		}, 0.03},
	} {
		signals, runs := 0, 4000
		for range runs {
			vs := make([]control.Value, 26)
			for i := range vs {
				vs[i] = c.draw()
			}
			if s, _ := control.New(vs, control.Options{Family: c.family}).Latest(); s != control.None {
				signals++
			}
		}
		rate := float64(signals) / float64(runs)
		t.Logf("%s: %.2f %% of quiet series end in a signal", c.name, 100*rate)
		if rate > c.most {
			t.Errorf("%s: %.2f %%, more than %.0f %%", c.name, 100*rate, 100*c.most)
		}
	}
}

// A chart is about the process, not about the unit or where zero lies.
func TestChartFollowsScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.IntRange(-50, 50), 6, 40).Draw(t, "xs")
		shift := float64(rapid.IntRange(-1000, 1000).Draw(t, "shift"))
		a, b := make([]control.Value, len(xs)), make([]control.Value, len(xs))
		for i, x := range xs {
			a[i].X, b[i].X = float64(x), 4*float64(x)+shift
		}
		o := control.Options{Baseline: 8}
		ca, cb := control.New(a, o), control.New(b, o)
		for i := range ca.Points {
			if math.Abs(ca.Points[i].High*4+shift-cb.Points[i].High) > 1e-6 && len(ca.Segments) == len(cb.Segments) {
				t.Fatalf("point %d: limit %v against %v", i, ca.Points[i].High*4+shift, cb.Points[i].High)
			}
		}
	})
}
