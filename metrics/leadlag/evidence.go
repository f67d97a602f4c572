package leadlag

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Printer words messages; store/say has one.
type Printer interface {
	T(key string, args ...any) string
	N(key string, n int, args ...any) string
}

// Word is one sentence of evidence: a key of the catalogue and its arguments,
// names and values alternating. A Span among them is worded, too.
type Word struct {
	Key  string
	Args []any
}

// Span is a number of periods.
type Span struct {
	N    int
	Unit Unit
}

// Say words a span: "3 weeks".
func (s Span) Say(p Printer) string { return p.N("leadlag.span."+string(s.Unit), s.N) }

// Say words the sentence.
func (w Word) Say(p Printer) string {
	args := append([]any(nil), w.Args...)
	for i, a := range args {
		if s, ok := a.(Span); ok {
			args[i] = s.Say(p)
		}
	}
	return p.T(w.Key, args...)
}

// Say words all evidence on a pair, one sentence each. name turns an id into
// what people call it; nil leaves ids as they are.
func (p *Pair) Say(printer Printer, name func(id string) string) []string {
	if name == nil {
		name = func(id string) string { return id }
	}
	out := make([]string, 0, len(p.Words))
	for _, w := range p.Words {
		w.Args = append([]any{"x", name(p.Indicator), "y", name(p.Outcome)}, w.Args...)
		out = append(out, w.Say(printer))
	}
	return out
}

// explain writes the evidence: what was found, how sure it is, what else is to
// know, and what would change it.
func (t *trial) explain(pairs int) {
	switch t.pair.Verdict {
	case Leads:
		t.explainLead(pairs)
	case Follows:
		t.say("leadlag.words.follows"+signKey(t.pair.Sign), "span", t.span(-*t.pair.Lag))
		t.say("leadlag.words.sure", "p", share(t.pair.FollowP), "q", inMany(t.pair.FollowQ), "pairs", pairs)
	case Coincident:
		t.explainSame()
	case None:
		t.say("leadlag.words.none", "n", t.span(t.pair.N), "lags", t.span(t.most))
		t.sayReverse()
	default:
		t.explainOpen()
	}
	t.explainChange(pairs)
	t.explainSteps()
}

// explainChange says what would make the verdict another one.
func (t *trial) explainChange(pairs int) {
	p := t.pair
	if t.why != "" || t.y == nil {
		return
	}
	_, y := t.sides()
	used := p.N - int(y.free)
	switch p.Verdict {
	case Leads:
		if r := least(t.level, pairs, t.most, used, p.N); r < p.Strength {
			t.say("leadlag.words.margin", "least", correlationText(r), "r", correlationText(p.Strength))
		}
	case Coincident:
		if unit := p.Unit; p.SameQ <= t.level && unit != Period && unit != Day && unit != Workday {
			t.say("leadlag.words.finer", "unit", t.span(1))
		}
	case None:
		if more := enough(weak, t.level, pairs, t.most, used) - p.N; more > 0 {
			t.say("leadlag.words.weaker", "r", correlationText(weak), "span", t.span(more))
		}
	}
}

func (t *trial) say(key string, args ...any) {
	t.pair.Words = append(t.pair.Words, Word{key, args})
}

func (t *trial) span(n int) Span { return Span{n, t.pair.Unit} }

func signKey(sign string) string {
	if sign == "-" {
		return ".minus"
	}
	return ".plus"
}

func (t *trial) explainLead(pairs int) {
	p := t.pair
	t.say("leadlag.words.leads"+signKey(p.Sign), "span", t.span(*p.Lag))
	if doubt := p.doubt(); doubt != "" {
		t.say(doubt)
	}
	if p.Spread {
		t.say("leadlag.words.spread", "from", t.lead.run.from, "to", t.span(t.lead.run.from+t.lead.run.width-1))
	}
	t.say("leadlag.words.sure", "p", share(p.P), "q", inMany(p.Q), "pairs", pairs)
	if *p.LagLow == *p.LagHigh {
		t.say("leadlag.words.lag.sharp")
	} else {
		t.say("leadlag.words.lag.wide", "low", *p.LagLow, "high", t.span(*p.LagHigh))
	}
	t.sayGain()
	if p.Fading {
		t.say("leadlag.words.fading")
	}
	if p.Stalled {
		t.say("leadlag.words.stalled"+signKey(p.Sign), "span", t.span(*p.Lag))
	}
	if p.SameQ <= t.level {
		t.say("leadlag.words.also_same", "r", correlationText(p.SameR))
	}
	if p.FollowQ <= t.level {
		t.say("leadlag.words.also_back", "span", t.span(p.FollowLag))
	}
}

func (t *trial) sayGain() {
	switch g, p := t.pair.Gain, t.pair.GainP; {
	case g == nil:
		t.say("leadlag.words.gain.unknown")
	case *g > 0 && *p <= 0.05:
		t.say("leadlag.words.gain.yes", "gain", percent(*g), "p", chance(*p))
	case *p <= 0.05:
		t.say("leadlag.words.gain.mixed", "p", chance(*p))
	default:
		t.say("leadlag.words.gain.no", "p", chance(*p))
	}
}

func (t *trial) explainSame() {
	p := t.pair
	if p.SameQ <= t.level {
		t.say("leadlag.words.same"+signKey(p.Sign), "r", correlationText(p.SameR))
	}
	lead, follow := p.Q <= t.level, p.FollowQ <= t.level
	switch {
	case lead && follow:
		t.say("leadlag.words.both", "lead", t.span(t.lead.lag), "follow", t.span(t.follow.lag))
	case lead:
		t.say("leadlag.words.lead."+t.unclean, "lead", t.span(t.lead.lag))
	case follow:
		t.say("leadlag.words.follow."+t.unclean, "follow", t.span(t.follow.lag))
	}
}

func (t *trial) sayReverse() {
	if t.follow.p <= t.level && t.pair.FollowQ > t.level {
		t.say("leadlag.words.maybe_follows", "span", t.span(t.follow.lag), "p", chance(t.follow.p))
	}
}

func (t *trial) explainOpen() {
	p := t.pair
	switch {
	case t.why != "":
		t.say(t.why, t.whyArgs()...)
	case t.hint:
		t.say("leadlag.words.hint"+signKey(p.Sign), "span", t.span(*p.Lag), "p", share(p.P), "q", inMany(p.Q))
	default:
		t.say("leadlag.words.weak", "n", t.span(p.N))
	}
	if p.Needs != nil {
		t.say("leadlag.words.needs", "span", t.span(*p.Needs))
	}
}

func (t *trial) whyArgs() []any {
	if t.busy > 0 {
		return []any{"n", t.span(t.busy), "all", t.span(t.pair.N), "least", busiest}
	}
	return []any{"n", t.span(t.pair.N), "least", shortest}
}

// explainSteps says what was done to the series before they were compared.
func (t *trial) explainSteps() {
	if t.why != "" {
		return
	}
	if t.d == 1 {
		t.say("leadlag.words.changes")
	}
	if c := cycleText(t.x.season.cycles, t.y.season.cycles); c != "" {
		t.say("leadlag.words.season", "cycles", c)
	}
	if t.x.season.places+t.y.season.places > 0 {
		t.say("leadlag.words.places")
	}
	if gaps := t.x.n() - t.pair.N; gaps > 0 {
		t.say("leadlag.words.gaps", "span", t.span(gaps))
	}
}

// cycleText lists the lengths of the seasons taken out of either series.
func cycleText(lists ...[]float64) string {
	var parts []string
	seen := map[string]bool{}
	for _, l := range lists {
		for _, c := range l {
			s := strings.TrimSuffix(strconv.FormatFloat(c, 'f', 1, 64), ".0")
			if !seen[s] {
				seen[s] = true
				parts = append(parts, s)
			}
		}
	}
	return strings.Join(parts, ", ")
}

// chance renders a probability: "<0.0001", "0.003", "0.21".
func chance(p float64) string {
	switch {
	case p < 0.0001:
		return "<0.0001"
	case p < 0.01:
		return strconv.FormatFloat(p, 'g', 1, 64)
	}
	return strconv.FormatFloat(p, 'f', 2, 64)
}

// share renders a probability as a percentage: "<0.01%", "0.3%", "21%".
func share(p float64) string {
	switch {
	case p < 0.0001:
		return "<0.01%"
	case p < 0.01:
		return strconv.FormatFloat(100*p, 'g', 1, 64) + "%"
	}
	return percent(p)
}

// inMany renders a share of findings as a ratio: "2", "40", "10,000" of "1 in N".
func inMany(q float64) string {
	n := math.Round(1 / max(q, 1e-4))
	if n >= 10_000 {
		return "10,000"
	}
	if n >= 20 { // two digits are more than is known
		step := math.Pow(10, math.Floor(math.Log10(n))-1)
		n = math.Round(n/step) * step
	}
	s := strconv.FormatFloat(max(n, 1), 'f', 0, 64)
	if len(s) > 3 {
		s = s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return s
}

func percent(x float64) string { return fmt.Sprintf("%.0f%%", 100*x) }

func correlationText(r float64) string {
	if math.Abs(r) < 0.005 {
		r = 0
	}
	return strconv.FormatFloat(r, 'f', 2, 64)
}
