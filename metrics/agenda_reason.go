package metrics

import (
	"cmp"
	"math"
	"time"

	"foresail/store/record"
	"foresail/store/say"
)

// AgendaReason is why something is on the agenda.
type AgendaReason struct {
	Kind   string  `json:"kind"`
	Days   int     `json:"days,omitempty"`  // late, in the stage, past the close, since it was won; until it is due
	Hours  float64 `json:"hours,omitempty"` // that an inquiry waits
	Limit  Number  `json:"limit"`           // the days, or hours of an inquiry, that would be in order
	N      int     `json:"n,omitempty"`     // inquiries of the same account
	Weight float64 `json:"weight"`          // its part of the urgency
	Text   string  `json:"text"`

	what  string      // the step agreed on
	stage string      // its name
	by    string      // of the limit: "history" or "stage"
	at    record.Time // when it is due
	day   record.Date // as of
}

// The weights of the reasons: what part of the stake one more day is taken to
// put at risk, against a promise that is due today, which weighs 1.
//
// A step that is late weighs a tenth more with each day, up to twice as much.
// Rotting weighs half when the limit is passed and grows with how many times
// it is, up to one and a half. A close date that has passed grows from 0.6 to
// 1 over twenty days.
var agendaWeights = map[string]func(AgendaReason) float64{
	AgendaInquiry:   func(AgendaReason) float64 { return 0.5 }, // one that is cold: warm ones come first anyway
	AgendaStepLate:  func(r AgendaReason) float64 { return 1 + math.Min(float64(r.Days), 10)/10 },
	AgendaStepToday: func(AgendaReason) float64 { return 1 },
	AgendaRotting:   func(r AgendaReason) float64 { return math.Min(0.5*float64(r.Days)/math.Max(r.Limit.X, 1), 1.5) },
	AgendaClosePast: func(r AgendaReason) float64 { return 0.6 + math.Min(float64(r.Days), 20)/50 },
	AgendaCommitted: func(AgendaReason) float64 { return 1 },
	AgendaNoStep:    func(AgendaReason) float64 { return 0.5 },
	AgendaWon:       func(AgendaReason) float64 { return 0.3 },
	AgendaStepSoon:  func(AgendaReason) float64 { return 0.2 },
}

// weigh gives the reason with its weight.
func (r AgendaReason) weigh() AgendaReason {
	r.Weight = agendaWeights[r.Kind](r)
	return r
}

// warm reports whether the reason is an inquiry whose answer is a matter of
// hours.
func (r *AgendaReason) warm() bool {
	return r.Kind == AgendaInquiry && r.Hours <= warmDays*24
}

// Step reports whether the reason is a next step that is agreed on, with a day.
func (r *AgendaReason) Step() bool {
	return r.Kind == AgendaStepLate || r.Kind == AgendaStepToday || r.Kind == AgendaStepSoon
}

// Words says why, in the reader's language.
func (r *AgendaReason) Words(p *say.Printer) string {
	what := r.what
	if what == "" {
		what = p.T("agenda.step")
	}
	now := r.day.Time()
	switch r.Kind {
	case AgendaInquiry:
		return r.waits(p)
	case AgendaStepLate:
		return p.N("agenda.step-late", r.Days, "what", what, "day", p.Day(r.at.Date(), now))
	case AgendaStepToday:
		return p.T("agenda.step-today", "what", what, "at", p.Clock(r.at))
	case AgendaStepSoon:
		return p.T("agenda.step-soon", "what", what, "when", p.When(r.at, now))
	case AgendaRotting:
		return p.N("agenda.rotting."+r.by, r.Days, "stage", r.stage, "limit", p.Compact(r.Limit.X))
	case AgendaClosePast:
		return p.N("agenda.close-past", r.Days)
	case AgendaWon:
		return p.N("agenda.won", r.Days)
	case AgendaCommitted:
		return p.T("agenda.committed")
	}
	return p.T("agenda.no-step")
}

func (r *AgendaReason) waits(p *say.Printer) string {
	key := "agenda.inquiry.in"
	if r.Hours > r.Limit.X {
		key = "agenda.inquiry.over"
	}
	text := p.T(key, "age", span(p, r.Hours), "goal", span(p, r.Limit.X))
	if r.N > 1 {
		text += " " + p.N("agenda.inquiry.more", r.N-1)
	}
	return text
}

// span words hours in two units at most: from an hour on to five minutes, from
// two days on in days and hours.
func span(p *say.Printer, hours float64) string {
	d := rounded(hours)
	if d >= 24*time.Hour && d < 48*time.Hour {
		return p.T("span.hours", "n", p.Number(d.Hours(), 0))
	}
	return p.Duration(d)
}

// rounded gives hours as exactly as span words them.
func rounded(hours float64) time.Duration {
	switch d := time.Duration(hours * float64(time.Hour)); {
	case hours < 1:
		return d.Round(time.Minute)
	case hours < 24:
		return d.Round(5 * time.Minute)
	case hours < 48:
		return time.Duration(math.RoundToEven(hours)) * time.Hour
	default:
		return d.Round(time.Hour)
	}
}

// brief rounds hours as short words them: minutes, hours or days.
func brief(hours float64) float64 {
	switch {
	case hours < 1:
		return math.RoundToEven(hours * 60)
	case hours < 48:
		return math.RoundToEven(hours)
	}
	return math.RoundToEven(hours / 24)
}

// told is what words, marks and order look at of how long an inquiry has waited.
type told struct {
	span       time.Duration
	brief      float64
	over, warm bool
}

// lasts gives for how many minutes what is told of an inquiry stays so, 60 at most;
// 0 for a reason that tells of no hours.
func (r *AgendaReason) lasts() int {
	if r.Kind != AgendaInquiry {
		return 0
	}
	minutes := math.Round(r.Hours * 60)
	after := func(n int) told {
		later := *r
		later.Hours = (minutes + float64(n)) / 60
		return told{rounded(later.Hours), brief(later.Hours), later.Hours > later.Limit.X, later.warm()}
	}
	n, now := 1, after(0)
	for n < 60 && after(n) == now {
		n++
	}
	return n
}

// short words hours in one unit.
func short(p *say.Printer, hours float64) string {
	switch {
	case hours < 1:
		return p.T("span.minutes", "n", p.Number(hours*60, 0))
	case hours < 48:
		return p.T("span.hours", "n", p.Number(hours, 0))
	}
	return p.T("span.days", "n", p.Number(hours/24, 0))
}

// Short says why in a few words, for a column.
func (r *AgendaReason) Short(p *say.Printer) string {
	switch r.Kind {
	case AgendaInquiry:
		return p.T("agenda.short.inquiry", "age", short(p, r.Hours))
	case AgendaStepToday:
		return p.T("agenda.short.step_today", "at", p.Clock(r.at))
	case AgendaStepSoon:
		return p.When(r.at, r.day.Time())
	}
	return p.N("agenda.short."+r.Kind, r.Days)
}

// Words says what to do, in the reader's language.
func (a *AgendaItem) Words(p *say.Printer) string {
	who := a.Account
	if a.Contact != "" && a.Account != "" {
		who = p.T("agenda.who", "contact", a.Contact, "account", a.Account)
	}
	if who == "" {
		who = cmp.Or(a.Deal, p.T("agenda.somebody"))
	}
	switch a.Kind {
	case AgendaStepLate, AgendaStepToday, AgendaStepSoon:
		if a.Step != "" {
			return p.T("agenda.do.step", "what", cmp.Or(a.stepName, a.Step), "who", who)
		}
		return p.T("agenda.do.step.open", "who", who)
	}
	return p.T("agenda.do."+a.Kind, "who", who)
}
