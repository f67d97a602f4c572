package metrics

import (
	"cmp"
	"context"
	"slices"

	"foresail/store/record"
	"foresail/store/say"
)

// Outlook is what can be said of the current period without a forecast: what
// is booked, what the deals say of themselves, what is still to be won, and
// what became of such expectations before. Nothing in it is predicted.
type Outlook struct {
	AsOf     string `json:"as_of"`
	Period   string `json:"period"` // month, or a longer one that was asked for
	Asked    string `json:"asked"`  // the period of the view
	From     string `json:"from"`
	To       string `json:"to"`
	Currency string `json:"currency"`

	Goal       Number `json:"goal"`
	GoalPeriod string `json:"goal_period"` // that the goal was set for, where it was scaled by days; else ""
	WorkDays   int    `json:"work_days"`   // of the period
	WorkGone   int    `json:"work_days_gone"`
	OnPace     Number `json:"on_pace"` // goal × working days gone / all
	Pace       string `json:"pace"`    // how Booked stands against OnPace: see Pacing

	Booked     DealGroup   `json:"booked"`
	Categories []DealGroup `json:"categories"`
	Expected   DealGroup   `json:"expected"` // to close in the period: all categories together
	Before     DealGroup   `json:"before"`   // open, expected to close before the period
	Later      DealGroup   `json:"later"`    // open, expected after it
	Undated    DealGroup   `json:"undated"`  // open, with no expected close
	Past       DealGroup   `json:"past"`     // open, expected before the as-of day: Before and some of Expected
	Open       DealGroup   `json:"open"`     // Expected, Before, Later and Undated together

	Coverage       Number `json:"coverage"`        // as in Pipeline
	CoveragePeriod string `json:"coverage_period"` // of its goal
	CoverageWhy    string `json:"coverage_why,omitempty"`
	Need           Need   `json:"need"`
	Track          Track  `json:"track"`

	coverageWhy string
}

// DealGroup is some deals and what their amounts come to in the data file's
// currency.
type DealGroup struct {
	Key      string    `json:"key"` // "commit", "best", … "booked"
	Count    int       `json:"count"`
	Value    Number    `json:"value"`
	Weighted Number    `json:"weighted"`  // amounts × the chance of their stage
	NoChance int       `json:"no_chance"` // deals in a stage without a chance, not in Weighted
	LeftOut  []LeftOut `json:"left_out,omitempty"`

	Deals []OutlookDeal `json:"-"` // largest first; Value is the sum of those Counted
}

// OutlookDeal is a deal of a group as it stood on the day of the group.
type OutlookDeal struct {
	ID       record.ID
	Amount   record.Money
	Priced   bool
	Counted  bool // in the sum
	Stage    string
	Expected record.Date
	Closed   record.Date
	Fate     Fate // of past expectations
}

// The categories, the surest first. A deal is in the one that was stated for
// it; where none was, in that of its stage's chance of winning.
const (
	Commit     = "commit"    // chance from CommitFrom
	BestCase   = "best"      // chance from BestFrom
	InPipeline = "pipeline"  // a smaller chance
	Omitted    = "omitted"   // stated to be left out
	NoChance   = "no_chance" // in a stage that nobody gave a chance
)

// The chances of a stage from which its deals count as committed, and as best
// case.
const (
	CommitFrom = 0.70
	BestFrom   = 0.40
)

var categoryKeys = []string{Commit, BestCase, InPipeline, Omitted, NoChance}

// statedAs are the words that people state a category with, folded.
var statedAs = map[string]string{
	"commit": Commit, "committed": Commit, "best": BestCase, "best case": BestCase, "bestcase": BestCase,
	"pipeline": InPipeline, "omitted": Omitted, "omit": Omitted, "not forecasted": Omitted,
}

// NewOutlook works the outlook out afresh. A cancelled context leaves what was
// not worked out yet at zero.
func NewOutlook(ctx context.Context, v View) Outlook {
	o, _ := new(Engine).Outlook(ctx, v)
	return o
}

// Outlook gives the outlook. The error is the context's.
func (e *Engine) Outlook(ctx context.Context, v View) (Outlook, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	asked := v.normal().Period
	v.Period = max(asked, record.Month)
	f := e.frame(v)
	b := outlookBuilder{frame: f, day: f.AsOf, start: f.Period.Start(f.AsOf, f.fiscal())}
	b.end = f.Period.End(b.start)
	b.Outlook = Outlook{
		AsOf: f.AsOf.String(), Period: f.Period.String(), Asked: asked.String(),
		From: b.start.String(), To: b.end.String(), Currency: f.currency,
	}
	for _, part := range []func(){b.pace, b.open, b.cover, b.need, b.past} {
		if err := ctx.Err(); err != nil {
			return b.Outlook, err
		}
		part()
	}
	b.Outlook.Say(say.English())
	return b.Outlook, nil
}

// Say words the reasons in another language. An outlook that this one was
// copied from stays as it is.
func (o *Outlook) Say(p *say.Printer) {
	o.CoverageWhy = word(p, o.coverageWhy)
	o.Need.Why, o.Track.Why = word(p, o.Need.why), word(p, o.Track.why)
	o.Categories, o.Track.Rows = slices.Clone(o.Categories), slices.Clone(o.Track.Rows)
	for _, g := range o.groups() {
		g.LeftOut = slices.Clone(g.LeftOut)
		sayLeftOut(p, g.LeftOut)
	}
}

// groups gives every group of the outlook.
func (o *Outlook) groups() []*DealGroup {
	out := []*DealGroup{&o.Booked, &o.Expected, &o.Before, &o.Later, &o.Undated, &o.Past, &o.Open}
	for i := range o.Categories {
		out = append(out, &o.Categories[i])
	}
	for i := range o.Track.Rows {
		r := &o.Track.Rows[i]
		out = append(out, &r.Expected, &r.Came, &r.Other)
	}
	return out
}

type outlookBuilder struct {
	*frame
	Outlook
	day, start, end record.Date
}

// pace fills goal, what is booked, and where that should be by now.
func (b *outlookBuilder) pace() {
	b.WorkDays, b.WorkGone = b.workdays(b.start, b.end), b.workdays(b.start, b.gone())
	booked := b.gather("booked")
	for _, d := range b.window(b.start, b.day).won() {
		booked.add(d.deal, d.now)
	}
	b.Booked = booked.group()
	goal, p := b.goalFor(b.start, b.end)
	size, _ := b.dealSize()
	b.Goal = goal
	b.Pace, _ = Pacing{Booked: float64(b.Booked.Value.Minor), Goal: float64(goal.Minor), Days: b.WorkDays, Gone: b.WorkGone, Deal: size}.State()
	if goal.Set && p != b.frame.Period {
		b.GoalPeriod = p.String()
	}
	if goal.Set && b.WorkDays > 0 {
		b.OnPace = b.amount(mulDiv(goal.Minor, int64(b.WorkGone), int64(b.WorkDays)))
	}
}

// goalFor gives the goal on booked revenue for a whole period.
func (f *frame) goalFor(from, to record.Date) (Number, record.Period) {
	i, _ := Find(idBooked)
	return f.target(&i, from, to)
}

// open sorts the open deals of the scope by what they say of their close.
func (b *outlookBuilder) open() {
	all, expected, past := b.gather("open"), b.gather("expected"), b.gather("past")
	before, later, undated := b.gather("before"), b.gather("later"), b.gather("undated")
	in := make(map[string]*gatherer)
	for _, key := range categoryKeys {
		in[key] = b.gather(key)
	}
	for _, o := range b.openAt(b.day) {
		to := []*gatherer{all}
		switch e := o.at.expected; {
		case e == 0:
			to = append(to, undated)
		case e < b.start:
			to = append(to, before)
		case e > b.end:
			to = append(to, later)
		default:
			to = append(to, expected, in[b.category(o.at)])
		}
		if o.at.expected != 0 && o.at.expected < b.day {
			to = append(to, past)
		}
		for _, g := range to {
			g.add(o.fact.deal, o.at)
		}
	}
	b.Open, b.Expected, b.Past = all.group(), expected.group(), past.group()
	b.Before, b.Later, b.Undated = before.group(), later.group(), undated.group()
	for _, key := range categoryKeys {
		b.Categories = append(b.Categories, in[key].group())
	}
}

// category gives the category of an open deal.
func (f *frame) category(s *step) string {
	if key, ok := statedAs[record.Fold(s.forecast)]; ok {
		return key
	}
	switch chance := f.chance(s.stage); {
	case chance <= 0:
		return NoChance
	case chance >= CommitFrom:
		return Commit
	case chance >= BestFrom:
		return BestCase
	}
	return InPipeline
}

// chance gives the chance of winning from a stage, 0 where nobody gave one.
func (f *frame) chance(stage string) float64 {
	if s := f.Book.Stage(stage); s != nil {
		return s.Probability
	}
	return 0
}

// cover fills the coverage, the same as in the pipeline: that of the quota's
// own period.
func (b *outlookBuilder) cover() {
	v := b.coverageAt(b.day, b.day)
	b.Coverage, b.coverageWhy = v.Number, v.Why
	if q, ok := b.quotaAt(b.day, b.day); ok {
		b.CoveragePeriod = q.period.String()
	}
}

// gatherer adds deals up to a group.
type gatherer struct {
	*frame
	key           string
	sum, weighted amounts
	noChance      int
	deals         []OutlookDeal
}

func (f *frame) gather(key string) *gatherer { return &gatherer{frame: f, key: key} }

func (g *gatherer) add(d *record.Deal, s *step) {
	n := g.sum.n
	g.sum.add(g.frame, s.minor, s.code, s.priced)
	o := OutlookDeal{
		ID: d.ID, Amount: record.Money{Minor: s.minor, Currency: s.code}, Priced: s.priced, Counted: g.sum.n > n,
		Stage: s.stage, Expected: s.expected, Closed: s.closed,
	}
	g.deals = append(g.deals, o)
	switch chance := g.chance(s.stage); {
	case !s.open():
	case chance <= 0:
		g.noChance++
	case o.Counted:
		g.weighted.minor += weigh(s.minor, chance)
		g.weighted.n++
	}
}

func (g *gatherer) group() DealGroup {
	slices.SortFunc(g.deals, func(a, b OutlookDeal) int {
		return cmp.Or(-cmp.Compare(a.Amount.Minor, b.Amount.Minor), slices.Compare(a.ID[:], b.ID[:]))
	})
	return DealGroup{
		Key: g.key, Count: len(g.deals), Value: g.total(g.sum, len(g.deals)).Number,
		Weighted: g.total(g.weighted, len(g.deals)-g.noChance).Number, NoChance: g.noChance,
		LeftOut: g.sum.leftOut(), Deals: g.deals,
	}
}

// Keep takes the deals that may not be seen out of the lists. The sums stay.
func (o *Outlook) Keep(seen func(record.ID) bool) {
	for _, g := range o.groups() {
		g.Deals = slices.DeleteFunc(g.Deals, func(d OutlookDeal) bool { return !seen(d.ID) })
	}
}
