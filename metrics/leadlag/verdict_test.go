package leadlag

import (
	"math/rand/v2"
	"testing"
)

// loop makes two series that move each other a week later.
func loop(seed uint64, n int) (x, y []float64) {
	r := rand.New(rand.NewPCG(seed, 4))
	x, y = make([]float64, n), make([]float64, n)
	for t := 1; t < n; t++ {
		x[t] = 0.2*x[t-1] + 0.5*y[t-1] + r.NormFloat64()
		y[t] = 0.2*y[t-1] + 0.5*x[t-1] + r.NormFloat64()
	}
	return x, y
}

// Series that move each other are said to, with the sign of what they do to
// each other and no lag, rather than to move in the same week.
func TestEachMovesTheOther(t *testing.T) {
	loops := 0
	for seed := range uint64(20) {
		x, y := loop(seed, 208)
		p := one(t, x, y, Options{})
		if p.Verdict == Coincident && p.Lag != nil && p.SameQ > 0.05 {
			t.Errorf("seed %d: lag 0 without a movement in the same week (q %.2f)", seed, p.SameQ)
		}
		if !p.Mutual() {
			continue
		}
		loops++
		if p.Sign != "+" || p.Strength < 0.2 || p.LagLow != nil || p.VerdictKey() != "leadlag.verdict.mutual" {
			t.Errorf("seed %d: %+v", seed, p)
		}
		for _, w := range p.Words {
			if w.Key == "leadlag.words.finer" {
				t.Errorf("seed %d: what would change the order within a week", seed)
			}
		}
	}
	if loops < 12 {
		t.Errorf("%d of 20 loops seen", loops)
	}
}

// A lead without a proven gain, or with a delay that may be anything, is
// doubtful, and its second sentence says so.
func TestDoubtComesFirst(t *testing.T) {
	low, high, lag, gain := 1, 6, 3, 0.2
	for _, c := range []struct {
		gainP float64
		high  int
		want  string
	}{{0.01, 6, ""}, {0.2, 6, "leadlag.words.doubt.gain"}, {0.01, 25, "leadlag.words.doubt.lag"}} {
		high = c.high
		p := Pair{Verdict: Leads, Lag: &lag, LagLow: &low, LagHigh: &high, MaxLag: 26, Gain: &gain, GainP: &c.gainP, Sign: "+"}
		tr := trial{pair: &p}
		tr.explainLead(1)
		if p.doubt() != c.want || p.Doubtful() != (c.want != "") || c.want != "" && p.Words[1].Key != c.want {
			t.Errorf("gain p %g, to %d: %q, %v", c.gainP, c.high, p.doubt(), p.Words[1])
		}
	}
}
