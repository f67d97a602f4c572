package stat

import (
	"cmp"
	"math"
	"slices"
)

// Cause says how a wait ended.
type Cause uint8

// The causes.
const (
	Censored  Cause = iota // it has not ended, as far as is known
	Event                  // in what is waited for
	Competing              // in something that rules it out
)

// Wait is a time to an event, in any unit.
type Wait struct {
	T     float64
	Cause Cause
}

// Curve is a Kaplan–Meier or Aalen–Johansen estimate as steps at the times
// where something ended.
type Curve struct {
	steps []step
	n     int
	last  float64 // the longest wait, ended or not
}

type step struct {
	t         float64
	surviving float64 // chance that neither cause ended it by t
	incidence float64 // chance that the event ended it by t
	risk      int     // waits not over just before t
	events    int
	ends      int // events and competing ones
	greenwood float64
}

// NewCurve estimates from waits, in any order. Waits that are negative or not
// numbers are ignored. A wait censored at the time at which another ends is
// taken to last a little longer.
//
// Sources: Kaplan and Meier, JASA 53 (1958); Aalen and Johansen, Scand. J.
// Statist. 5 (1978).
func NewCurve(waits []Wait) Curve {
	ws := make([]Wait, 0, len(waits))
	for _, w := range waits {
		if w.T >= 0 && !math.IsInf(w.T, 1) {
			ws = append(ws, w)
		}
	}
	slices.SortFunc(ws, func(a, b Wait) int { return cmp.Compare(a.T, b.T) })
	c := Curve{n: len(ws)}
	for i := 0; i < len(ws); {
		j, events, ends := i, 0, 0
		for ; j < len(ws) && ws[j].T == ws[i].T; j++ {
			if ws[j].Cause != Censored {
				ends++
			}
			if ws[j].Cause == Event {
				events++
			}
		}
		c.last = ws[i].T
		if ends > 0 {
			c.add(step{t: ws[i].T, risk: len(ws) - i, events: events, ends: ends})
		}
		i = j
	}
	return c
}

// add puts a step on the curve and works out how high it is.
func (c *Curve) add(s step) {
	before := step{surviving: 1}
	if n := len(c.steps); n > 0 {
		before = c.steps[n-1]
	}
	risk, ends := float64(s.risk), float64(s.ends)
	s.incidence = before.incidence + before.surviving*float64(s.events)/risk
	s.surviving = before.surviving * (1 - ends/risk)
	s.greenwood = before.greenwood + ends/(risk*(risk-ends))
	if s.risk == s.ends {
		s.surviving = 0 // exactly
	}
	c.steps = append(c.steps, s)
}

// N gives the number of waits behind the curve.
func (c Curve) N() int { return c.n }

// Events gives how many waits ended in the event and in anything.
func (c Curve) Events() (events, ends int) {
	for _, s := range c.steps {
		events += s.events
		ends += s.ends
	}
	return events, ends
}

// Incidence gives the chance that the event has come by t, with its interval
// at a confidence level (Aalen–Johansen; delta-method variance; limits on the
// log(-log) scale, so that they stay within 0 and 1). ok is false where
// nothing has ended yet; the interval is then not to be used. Where all or
// none ended in the event the interval is Wilson's.
//
// Source of the variance: Marubini and Valsecchi, Analysing Survival Data
// from Clinical Trials and Observational Studies (1995), section 10.3.
func (c Curve) Incidence(t, level float64) (p, low, high float64, ok bool) {
	events, ends := 0, 0
	for _, s := range c.steps {
		if s.t > t {
			break
		}
		p = s.incidence
		events, ends = events+s.events, ends+s.ends
	}
	if ends == 0 {
		return 0, 0, 1, false
	}
	v := c.variance(t, p)
	if p <= 0 || p >= 1 || v <= 0 {
		low, high, _ = Wilson(events, ends, level)
		return p, low, high, true
	}
	spread := math.Exp(Z(level) * math.Sqrt(v) / (p * -math.Log(p)))
	return p, math.Pow(p, spread), math.Pow(p, 1/spread), true
}

func (c Curve) variance(t, p float64) float64 {
	v, before := 0.0, 1.0
	for _, s := range c.steps {
		if s.t > t {
			break
		}
		n, d, d1 := float64(s.risk), float64(s.ends), float64(s.events)
		ahead := p - s.incidence
		if n > d {
			v += ahead * ahead * d / (n * (n - d))
		}
		v += before * before * d1 * (n - d1) / (n * n * n)
		v -= 2 * ahead * before * d1 / (n * n)
		before = s.surviving
	}
	return v
}

// Last gives the longest wait, ended or not.
func (c Curve) Last() float64 { return c.last }

// Median gives the time by which half of the waits are over, and false where
// fewer are known to be. Where the curve runs level at one half it is the
// middle of that level, as in R's survfit, which makes it the ordinary median
// when nothing is censored.
func (c Curve) Median() (float64, bool) {
	return c.cross(0.5, func(s step) float64 { return s.surviving })
}

// MedianInterval gives the interval of Median by inverting the log(-log)
// limits of the curve. high is +Inf where the upper limit is not reached.
//
// Source: Brookmeyer and Crowley, Biometrics 38 (1982).
func (c Curve) MedianInterval(level float64) (low, high float64, ok bool) {
	if _, ok := c.Median(); !ok {
		return 0, 0, false
	}
	z := Z(level)
	low, okLow := c.cross(0.5, func(s step) float64 { return limit(s, z) })
	high, okHigh := c.cross(0.5, func(s step) float64 { return limit(s, -z) })
	if !okHigh {
		high = math.Inf(1)
	}
	return low, high, okLow
}

// limit gives a pointwise confidence limit of the curve: the lower for a
// positive z, the upper for a negative.
func limit(s step, z float64) float64 {
	if s.surviving <= 0 || s.surviving >= 1 {
		return s.surviving
	}
	logS := math.Log(s.surviving)
	return math.Pow(s.surviving, math.Exp(z*math.Sqrt(s.greenwood)/-logS))
}

func (c Curve) cross(level float64, height func(step) float64) (float64, bool) {
	const close = 1e-12
	for i, s := range c.steps {
		h := height(s)
		switch {
		case math.Abs(h-level) < close && i+1 < len(c.steps):
			return (s.t + c.steps[i+1].t) / 2, true
		case h < level+close:
			return s.t, true
		}
	}
	return 0, false
}
