package demo

import (
	"math"
	"slices"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// weekly are the indicators that the truth is about, by week, counted from
// the bodies alone.
func weekly(t *testing.T, o Options) map[string][]float64 {
	t.Helper()
	start := record.Week.Start(record.DateOf(o.Now), 0) - 7*weeks
	out := make(map[string][]float64)
	add := func(name string, on record.Date, x float64) {
		if out[name] == nil {
			out[name] = make([]float64, weeks)
		}
		if k := int(on-start) / 7; on >= start && k < weeks {
			out[name][k] += x
		}
	}
	waits := make([][]float64, weeks)
	asked := make(map[record.ID]record.Time)
	amounts := make(map[record.ID]float64)
	for g := range Groups(o) {
		for _, b := range g.Bodies {
			switch b := b.(type) {
			case event.Activity:
				count(add, b)
				if b.Kind == record.KindInquiry && b.Outcome != "spam" {
					if _, waiting := asked[b.Account]; !waiting {
						asked[b.Account] = b.At
					}
				} else if at, waiting := asked[b.Account]; waiting && b.Kind != "note" && b.Kind != "training" {
					delete(asked, b.Account)
					if k := int(at.Date()-start) / 7; k < weeks {
						waits[k] = append(waits[k], float64(b.At.Unix-at.Unix)/3600)
					}
				}
			case event.Set:
				dealt(add, amounts, b)
			}
		}
	}
	out["lead_response_time"] = make([]float64, weeks)
	for k, hours := range waits {
		slices.Sort(hours)
		if len(hours) > 0 {
			out["lead_response_time"][k] = hours[len(hours)/2]
		}
	}
	return out
}

func count(add func(string, record.Date, float64), a event.Activity) {
	on := a.At.Date()
	switch {
	case a.Kind == record.KindInquiry && a.Outcome != "spam":
		add("inquiries", on, 1)
	case a.Kind == "call" && a.Outcome == "connected":
		add("connected_calls", on, 1)
	case a.Kind == "meeting" && a.Outcome == "held":
		add("meetings_held", on, 1)
	case a.Kind == "proposal":
		add("proposals_sent", on, 1)
	case a.Kind == "email":
		add("emails", on, 1)
	case a.Kind == "training":
		add("training_hours", on, float64(a.Seconds)/3600)
	}
	if a.NextKind == "meeting" {
		add("meetings_booked", on, 1)
	}
}

func dealt(add func(string, record.Date, float64), amounts map[record.ID]float64, s event.Set) {
	if s.Type == record.TypeMeasure && s.Fields[0].Value.Text == "website traffic" {
		add("website_traffic", s.At.Date(), s.Fields[1].Value.Float())
	}
	if s.Type != record.TypeDeal {
		return
	}
	_, known := amounts[s.ID]
	for _, f := range s.Fields {
		if f.Field == record.FieldAmount {
			amounts[s.ID] = float64(f.Value.Money().Minor)
		}
	}
	if !known {
		add("new_deals", s.At.Date(), 1)
		add("pipeline_created", s.At.Date(), amounts[s.ID])
	}
	for _, f := range s.Fields {
		if f.Field == record.FieldStage && f.Value.Text == record.StageWon {
			add("deals_won", s.At.Date(), 1)
			add("booked_revenue", s.At.Date(), amounts[s.ID])
		}
	}
}

// presence is how many working days each week has, which the counts are
// divided by.
func presence(o Options) []float64 {
	start := record.Week.Start(record.DateOf(o.Now), 0) - 7*weeks
	out := make([]float64, weeks)
	for k := range out {
		for i := range record.Date(5) {
			if !isHoliday(start + record.Date(7*k) + i) {
				out[k]++
			}
		}
	}
	return out
}

// whiten filters x and y with the autoregression of order 4 that fits the
// differenced logarithms of x (Box and Jenkins' prewhitening).
func whiten(x, y []float64) (u, v []float64) {
	const order = 4
	x, y = steps(x), steps(y)
	phi := autoregression(x, order)
	filter := func(s []float64) []float64 {
		out := make([]float64, 0, len(s))
		for t := order; t < len(s); t++ {
			e := s[t]
			for i, p := range phi {
				e -= p * s[t-1-i]
			}
			out = append(out, e)
		}
		return out
	}
	return filter(x), filter(y)
}

func steps(x []float64) []float64 {
	out := make([]float64, 0, len(x))
	for t := 1; t < len(x); t++ {
		out = append(out, math.Log(x[t]+1)-math.Log(x[t-1]+1))
	}
	return out
}

// autoregression solves the Yule–Walker equations (Levinson–Durbin).
func autoregression(x []float64, order int) []float64 {
	r := make([]float64, order+1)
	m := mean(x)
	for k := range r {
		for t := k; t < len(x); t++ {
			r[k] += (x[t] - m) * (x[t-k] - m)
		}
	}
	phi, e := []float64{}, r[0]
	for k := 1; k <= order; k++ {
		acc := r[k]
		for i, p := range phi {
			acc -= p * r[k-1-i]
		}
		ref := acc / e
		next := make([]float64, k)
		for i, p := range phi {
			next[i] = p - ref*phi[len(phi)-1-i]
		}
		next[k-1] = ref
		phi, e = next, e*(1-ref*ref)
	}
	return phi
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}

// correlation of u[t] with v[t+lag].
func correlation(u, v []float64, lag int) float64 {
	mu, mv := mean(u), mean(v)
	var uv, uu, vv float64
	for t := range u {
		uu += (u[t] - mu) * (u[t] - mu)
		vv += (v[t] - mv) * (v[t] - mv)
		if t+lag < len(v) {
			uv += (u[t] - mu) * (v[t+lag] - mv)
		}
	}
	return uv / math.Sqrt(uu*vv)
}

// profile gives the prewhitened cross-correlations at leads of 0 to 12 weeks.
func profile(s map[string][]float64, o Options, x, y string) []float64 {
	days := presence(o)
	perDay := func(name string) []float64 {
		out := slices.Clone(s[name])
		if name != "lead_response_time" {
			for k := range out {
				out[k] /= days[k]
			}
		}
		return out
	}
	u, v := whiten(perDay(x), perDay(y))
	out := make([]float64, 13)
	for lag := range out {
		out[lag] = correlation(u, v, lag)
	}
	return out
}

func peak(r []float64, sign int) int {
	best := 0
	for lag := range r {
		if float64(sign)*r[lag] > float64(sign)*r[best] {
			best = lag
		}
	}
	return best
}

func noon(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 12, 0, 0, 0, time.UTC) }

// Over teams made up with different seeds, the planted leads peak where Truth
// says, each time and on average; what is said to lead nothing does not.
func TestTruth(t *testing.T) {
	const seeds = 12
	type link struct{ x, y string }
	average := make(map[link][]float64)
	outside, looked := 0, 0
	for seed := range uint64(seeds) {
		o := Options{Seed: seed, Now: noon(2026, 11, 24)}
		s := weekly(t, o)
		for _, c := range Truth() {
			for _, y := range outcomes(c) {
				r := profile(s, o, c.Indicator, y)
				if average[link{c.Indicator, y}] == nil {
					average[link{c.Indicator, y}] = make([]float64, len(r))
				}
				for lag := range r {
					average[link{c.Indicator, y}][lag] += r[lag] / seeds
					if !c.Leads() && lag > 0 {
						looked++
						if math.Abs(r[lag]) > band {
							outside++
						}
					}
				}
				if c.Leads() && float64(c.Sign)*r[c.Lag] < 0.1 {
					t.Errorf("seed %d: %s → %s planted at %d is not there: %.2f", seed, c.Indicator, y, c.Lag, r)
				}
			}
		}
	}
	// Five in a hundred lie outside the band by chance.
	if share := float64(outside) / float64(looked); share > 0.08 {
		t.Errorf("of what leads nothing, %.3f of the correlations are outside the 95 %% band", share)
	}
	for _, c := range Truth() {
		for _, y := range outcomes(c) {
			r := average[link{c.Indicator, y}]
			switch {
			case c.Leads() && (peak(r, c.Sign) != c.Lag || float64(c.Sign)*r[c.Lag] < 0.35):
				t.Errorf("%s → %s planted at %d: %.2f on average", c.Indicator, y, c.Lag, r)
			case !c.Leads() && math.Abs(r[peak(r, 1)]) > band/2:
				t.Errorf("%s seems to lead %s: %.2f on average", c.Indicator, y, r)
			}
		}
	}
}

// band is the 95 % band of a correlation over the 99 weeks that prewhitening
// leaves: 1.96/√99.
const band = 0.197

// What arrives at the weeks in Low to High is what the tables of shares say.
func TestTruthSpans(t *testing.T) {
	for _, c := range []struct {
		outcome string
		shares  []float64
	}{{"meetings_booked", inquiryBooks}, {"new_deals", meetingDeal}, {"deals_won", proposalWins}} {
		var low, high, top int
		total := 0.0
		for lag, share := range c.shares {
			total += share
			if share > 0 {
				high = lag
				if low == 0 {
					low = lag
				}
			}
			if share > c.shares[top] {
				top = lag
			}
		}
		if math.Abs(total-1) > 1e-9 {
			t.Errorf("%s: shares add up to %v", c.outcome, total)
		}
		i := slices.IndexFunc(Truth(), func(x Claim) bool { return x.Outcome == c.outcome })
		if x := Truth()[i]; x.Low != low || x.High != high || x.Lag != top {
			t.Errorf("%s: truth says %d in %d–%d, the shares %d in %d–%d", c.outcome, x.Lag, x.Low, x.High, top, low, high)
		}
	}
}

func outcomes(c Claim) []string {
	if c.Outcome != "" {
		return []string{c.Outcome}
	}
	return []string{"meetings_booked", "new_deals", "pipeline_created", "deals_won", "booked_revenue"}
}
