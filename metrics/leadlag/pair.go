package leadlag

// Verdict is what the evidence comes to.
type Verdict string

// The verdicts.
const (
	Leads        Verdict = "leads"        // the indicator moves first
	Coincident   Verdict = "coincident"   // both move in the same period, or each moves the other
	Follows      Verdict = "follows"      // the outcome moves first
	None         Verdict = "none"         // no effect of moderate size would have stayed hidden, and none was seen
	Insufficient Verdict = "insufficient" // too little to say: Needs tells how much more
)

// Pair is what was found of one indicator and one outcome, in the JSON
// contract. A number that cannot be had is null.
//
// P is about one claim, that the indicator moves before the outcome, and Q is
// P with all pairs of the analysis paid for. Lag, Sign and Strength describe
// the verdict: periods from indicator to outcome (0 when coincident, below 0
// when it follows), null where none is claimed and where each moves the other,
// of which Sign is what both directions share.
type Pair struct {
	Indicator string `json:"indicator"`
	Outcome   string `json:"outcome"`
	Lag       *int   `json:"lag"`
	LagLow    *int   `json:"lag_low"` // 90 % interval
	LagHigh   *int   `json:"lag_high"`
	Unit      Unit   `json:"unit"`
	Sign      string `json:"sign"` // "+", "-" or ""
	// Strength is the partial correlation at Lag, given the outcome's own past,
	// without its sign; Prewhitened is Box and Jenkins' cross-correlation there.
	Strength    float64 `json:"strength"`
	Prewhitened float64 `json:"prewhitened"`
	P           float64 `json:"p"`
	Q           float64 `json:"q"`
	// Gain is 1 − the mean absolute error of forecasts with the indicator over
	// that without it, out of sample, one to Lag periods ahead; GainP the
	// p-value that it is none.
	Gain    *float64 `json:"gain"`
	GainP   *float64 `json:"gain_p"`
	N       int      `json:"n"` // periods in which both have a value
	Verdict Verdict  `json:"verdict"`
	Needs   *int     `json:"needs"` // more periods for a chance of 80 %

	// Fading: clear in the first two thirds of the time, hardly seen since.
	Fading bool `json:"fading"`
	// Stalled: the indicator has lately moved as if the outcome were to rise,
	// and after the lag the outcome has not.
	Stalled bool `json:"stalled"`
	// Spread is true when the effect arrives over LagLow…LagHigh rather than
	// at one lag.
	Spread    bool    `json:"spread"`
	SameR     float64 `json:"same_r"` // correlation of the innovations in the same period
	SameQ     float64 `json:"same_q"`
	FollowLag int     `json:"follow_lag"`
	FollowP   float64 `json:"follow_p"`
	FollowQ   float64 `json:"follow_q"`
	// Profile is the prewhitened cross-correlation at lags −MaxLag…MaxLag, of
	// which chance alone keeps 95 % within ±Bound.
	Profile []float64 `json:"profile"`
	Bound   float64   `json:"bound"`
	MaxLag  int       `json:"max_lag"`

	// Words is the evidence as messages of the catalogue, in the order in
	// which a person wants it.
	Words []Word `json:"-"`

	smooth bool // one of them reaches over as many of its own periods as were allowed
}

// ClaimQ gives the q-value of what the verdict claims: of the reverse direction
// where it follows, of the same period where both move in it, else Q.
func (p *Pair) ClaimQ() float64 {
	switch {
	case p.Verdict == Follows:
		return p.FollowQ
	case p.Verdict == Coincident && p.Lag != nil:
		return p.SameQ
	case p.Verdict == Coincident:
		return max(p.Q, p.FollowQ)
	}
	return p.Q
}

// Mutual reports that each moves before the other and neither clearly more, so
// that there is no lag to name.
func (p *Pair) Mutual() bool { return p.Verdict == Coincident && p.Lag == nil }

// VerdictKey is the message of the verdict.
func (p *Pair) VerdictKey() string {
	if p.Mutual() {
		return "leadlag.verdict.mutual"
	}
	return "leadlag.verdict." + string(p.Verdict)
}

// Doubtful reports that a lead that was found is not to be planned by yet: it
// fades, the outcome has lately not followed, it made no forecast closer that
// could be told from chance (5 %), a series is as smooth as a rolling mean, or
// its delay may be anything.
func (p *Pair) Doubtful() bool { return p.Verdict == Leads && p.doubt() != "" }

// doubt gives the key of what is most doubtful about a lead, "" for nothing.
func (p *Pair) doubt() string {
	switch {
	case p.Fading:
		return "leadlag.words.doubt.fading"
	case p.Stalled:
		return "leadlag.words.doubt.stalled"
	case p.GainP == nil || *p.GainP > 0.05:
		return "leadlag.words.doubt.gain"
	case p.smooth:
		return "leadlag.words.doubt.smooth"
	case p.LagLow != nil && p.vague():
		return "leadlag.words.doubt.lag"
	}
	return ""
}

// vague reports a delay so uncertain that it says next to nothing: its interval
// covers more than half of the lags tried.
func (p *Pair) vague() bool { return 2*(*p.LagHigh-*p.LagLow+1) > p.MaxLag && *p.LagHigh > *p.LagLow+2 }

// trial is a pair while it is worked on.
type trial struct {
	pair         *Pair
	x, y         *ready
	d            int // differences
	most         int // longest lag
	lead, follow directed
	now          now
	why          string // key: why nothing can be tested
	busy         int    // periods in which something happens, of a series where too little does
	hint         bool
	level        float64
	unclean      string // why a direction that was found is not claimed: matched by the other, or an echo
}

func (t *trial) sides() (x, y *side) { return t.x.as(t.d), t.y.as(t.d) }

// shortest is the fewest periods that anything is said about.
const shortest = 20

// examine runs the tests that every pair gets.
func (t *trial) examine(by shuffler) {
	t.lead.p, t.follow.p, t.now.p = 1, 1, 1
	if t.why != "" {
		return
	}
	if t.x.unitRoot || t.y.unitRoot {
		t.d = 1
	}
	x, y := t.sides()
	if !x.ok || !y.ok {
		t.why = "leadlag.why.degenerate"
		return
	}
	switch {
	case x.smooth || y.smooth:
		t.why = "leadlag.why.smooth"
		return
	case x.lumps.sparse():
		t.why, t.busy = "leadlag.why.sparse.indicator", x.lumps.others
		return
	case y.lumps.sparse():
		t.why, t.busy = "leadlag.why.sparse.outcome", y.lumps.others
		return
	}
	t.lead, t.follow, t.now = before(x, y, t.most, by), before(y, x, t.most, by), same(x, y, by)
	t.profile(x, y)
}

// unfit says why a pair cannot be tested, as a key; "" if it can.
func (t *trial) unfit() string {
	switch n := t.x.n(); {
	case n < shortest || t.pair.N < shortest:
		return "leadlag.why.short"
	case t.x.distinct < 3:
		return "leadlag.why.constant.indicator"
	case t.y.distinct < 3:
		return "leadlag.why.constant.outcome"
	case 3*(n-t.pair.N) > n:
		return "leadlag.why.gaps"
	}
	return ""
}
