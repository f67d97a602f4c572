package leadlag

import (
	"math"
	"strings"
	"testing"
)

// With as many periods as an effect needs for a chance of 80 %, the least
// effect that is claimed lies 0.84 standard deviations of Fisher's z below it.
func TestLeastAndEnoughAgree(t *testing.T) {
	for _, r := range []float64{0.3, 0.45, 0.6} {
		n := enough(r, 0.05, 150, 26, 6)
		low := least(0.05, 150, 26, 6, n)
		if gap := (math.Atanh(r) - math.Atanh(low)) * math.Sqrt(float64(n-9)); math.Abs(gap-0.8416) > 0.05 {
			t.Errorf("r %.2f needs %d periods, of which the least is %.3f: %.3f apart", r, n, low, gap)
		}
		if shorter := least(0.05, 150, 26, 6, n/2); shorter <= low {
			t.Errorf("fewer periods show less: %.3f and %.3f", shorter, low)
		}
	}
	if least(0.05, 150, 26, 6, 9) != 1 {
		t.Error("too few periods show something")
	}
}

// Every verdict says what would make it another one.
func TestEvidenceSaysWhatWouldChangeIt(t *testing.T) {
	for _, c := range []struct {
		file, x, y string
		unit       Unit
		want       string
	}{
		{"bjsales", "lead", "sales", Period, "leadlag.words.margin"},
		{"pinkham", "advertising", "sales", Year, "leadlag.words.finer"},
		{"sunlynx", "sunspots", "lynx", Year, "leadlag.words.weaker"},
		{"pinkham", "year", "sales", Year, "leadlag.why.degenerate"},
	} {
		r, err := Analyse(t.Context(), []Series{{"x", published(t, c.file, c.x)}}, []Series{{"y", published(t, c.file, c.y)}}, Options{Unit: c.unit})
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, w := range r.Pairs[0].Words {
			keys = append(keys, w.Key)
		}
		if !strings.Contains(strings.Join(keys, " "), c.want) {
			t.Errorf("%s → %s (%s) says %v, not %s", c.x, c.y, r.Pairs[0].Verdict, keys, c.want)
		}
	}
	short := Series{"x", make([]float64, 30)}
	for i := range short.Values {
		short.Values[i] = math.Sin(float64(i * i))
	}
	other := Series{"y", make([]float64, 30)}
	for i := range other.Values {
		other.Values[i] = math.Cos(float64(3*i*i + i))
	}
	r, _ := Analyse(t.Context(), []Series{short}, []Series{other}, Options{})
	if p := r.Pairs[0]; p.Verdict != Insufficient || p.Needs == nil {
		t.Errorf("thirty periods of noise: %s, needs %v", p.Verdict, p.Needs)
	}
}
