package metrics

import (
	"math"

	"foresail/metrics/stat"
	"foresail/store/record"
	"foresail/store/say"
)

// Concern is a reason to look at a rep: a signal or a fact, never a colour.
// What each is about is the message "team.concern.<id>.means".
type Concern struct {
	ID    string `json:"id"`
	Short string `json:"short"` // in two or three words
	Text  string `json:"text"`
	Means string `json:"means"` // when it is said
	Do    string `json:"do"`
	Since string `json:"since,omitempty"`
	N     int    `json:"n"` // of what it counts: inquiries, deals, days

	rank int
	args []any
}

// concerns is the table of the reasons, those that cost most first: that is
// the order in which reps need help.
var concerns = []struct {
	id   string
	find func(*teamBuilder, *TeamRow) (Concern, bool)
}{
	{"pace", behindPace},
	{"inquiries", unanswered},
	{"activity", activityFell},
	{"silent", silent},
	{"slow", slow},
	{"deals", pastDue},
	{"left", leftDeals},
	{"goal", noGoal},
}

// concerns gives the reasons to look at a rep. goals says that somebody has a
// goal.
func (b *teamBuilder) concerns(r *TeamRow, goals bool) []Concern {
	out := []Concern{}
	for rank, c := range concerns {
		if c.id == "goal" && !goals || r.Gone != (c.id == "left") {
			continue
		}
		if found, ok := c.find(b, r); ok {
			found.ID, found.rank = c.id, rank
			out = append(out, found)
		}
	}
	return out
}

// behindPace is an attainment that chance seldom leaves so low. A rep who
// began within the period of the goal is given time.
func behindPace(b *teamBuilder, r *TeamRow) (Concern, bool) {
	a := &r.Attainment
	if a.State != PaceBehind || b.began(r) > a.from {
		return Concern{}, false
	}
	return Concern{
		Since: a.From, N: a.Gone,
		args: []any{"value", asShare(a.Value.X), "pace", asShare(a.Pace.X), "goal", b.money(a.Goal), "to", a.to, "left", a.Workdays - a.Gone},
	}, true
}

// slow is an attainment of less than a third of what the days gone ask for, though
// chance may explain it. Whoever began within the period is given time, too.
func slow(b *teamBuilder, r *TeamRow) (Concern, bool) {
	a := &r.Attainment
	tested := a.State == PaceWithin || a.State == PaceUntested
	if !tested || 3*a.Value.X >= a.Pace.X || b.began(r) > a.from {
		return Concern{}, false
	}
	return Concern{
		Since: a.From, N: a.Gone,
		args: []any{"value", asShare(a.Value.X), "pace", asShare(a.Pace.X), "goal", b.money(a.Goal), "to", a.to, "left", a.Workdays - a.Gone},
	}, true
}

// newcomer gives the day on which a rep with a goal began, if that was within
// its period; 0 for none.
func (b *teamBuilder) newcomer(r *TeamRow) record.Date {
	a := &r.Attainment
	if first := b.began(r); a.Value.Set && a.Value.X < a.Pace.X && first > a.from {
		return first
	}
	return 0
}

// began gives the first day on which anything is known of a rep: an activity
// in the periods looked at, or a deal.
func (b *teamBuilder) began(r *TeamRow) record.Date {
	first, ok := b.firstDeals[r.ID]
	if !ok || r.seen != 0 && r.seen < first {
		return r.seen
	}
	return first
}

// unanswered are inquiries that have waited longer than they should.
func unanswered(_ *teamBuilder, r *TeamRow) (Concern, bool) {
	if r.Waiting == 0 {
		return Concern{}, false
	}
	return Concern{Since: r.waitingSince.String(), N: r.Waiting, args: []any{"since", r.waitingSince, "hours", int(math.Round(r.AnswerWithin.X))}}, true
}

// activityFell is a signal of the chart of activities, downwards.
func activityFell(b *teamBuilder, r *TeamRow) (Concern, bool) {
	if r.Signal == "" || r.Up {
		return Concern{}, false
	}
	return Concern{
		Since: r.SignalSince, N: int(math.Round(r.became)),
		args: []any{"since", r.signalFrom, "was", int(math.Round(r.was)), "is", int(math.Round(r.became)), "period", asWord("team.a." + b.Period.String())},
	}, true
}

// How long nothing was logged before anything is said: quiet working days at
// least, and as many as chance would seldom leave empty; where the usual is
// not known, a week.
const (
	quiet     = 3
	quietWeek = 5
)

// silent is that nothing was logged for working days on end.
func silent(b *teamBuilder, r *TeamRow) (Concern, bool) {
	if r.last == 0 {
		busy := r.Open > 0 || r.Attainment.State != PaceNone
		return Concern{}, busy
	}
	days := b.workdays(r.last+1, b.gone())
	if r.usualPerDay > 0 {
		// The chance of no activity at all in so many days (Poisson).
		if days < quiet || math.Exp(-r.usualPerDay*float64(days)) > (1-level)/2 {
			return Concern{}, false
		}
	} else if days < quietWeek {
		return Concern{}, false
	}
	return Concern{Since: r.last.String(), N: days, args: []any{"since", r.last}}, true
}

// pastDueLeast is how many deals have to be past due before their share is
// looked at.
const pastDueLeast = 3

// pastDue is that more of the open deals have a next step or an expected close
// that has passed than the share of the others explains, in fewer than 1 of 40
// cases (binomial); where the others have too few open deals, that half have.
func pastDue(b *teamBuilder, r *TeamRow) (Concern, bool) {
	c := Concern{N: r.PastDue, args: []any{"open", r.Open}}
	others, late := b.out.Total.Open-r.Open, b.out.Total.PastDue-r.PastDue
	switch {
	case r.PastDue < pastDueLeast:
		return c, false
	case others < Floor:
		return c, 2*r.PastDue >= r.Open
	}
	_, atLeast := stat.BinomialTails(r.PastDue, r.Open, float64(late)/float64(others))
	return c, atLeast <= (1-level)/2
}

// leftDeals are open deals of a rep who is not there any more.
func leftDeals(b *teamBuilder, r *TeamRow) (Concern, bool) {
	if !r.Gone || r.Open == 0 {
		return Concern{}, false
	}
	return Concern{Since: r.Left, N: r.Open, args: []any{"value", b.money(r.OpenValue)}}, true
}

// noGoal is that others have a quota and this rep has none.
func noGoal(_ *teamBuilder, r *TeamRow) (Concern, bool) {
	return Concern{}, r.Attainment.State == PaceNone
}

// Arguments that are worded in the reader's language.
type (
	asShare float64
	asWord  string
)

// say words the concern.
func (c *Concern) say(p *say.Printer) {
	key := "team.concern." + c.ID
	if c.ID == "silent" && c.Since == "" {
		key += ".never"
	}
	args := []any{"n", p.Int(int64(c.N))}
	for _, a := range c.args {
		switch a := a.(type) {
		case asShare:
			args = append(args, p.Percent(float64(a), 0))
		case asWord:
			args = append(args, p.T(string(a)))
		case record.Money:
			args = append(args, p.ShortMoney(a))
		case record.Date:
			args = append(args, p.Date(a))
		case int:
			args = append(args, p.Int(int64(a)))
		default:
			args = append(args, a)
		}
	}
	c.Short = p.N(key+".short", c.N, args...)
	c.Text, c.Do = p.N(key, c.N, args...), p.T(key+".do", args...)
	c.Means = p.T("team.concern." + c.ID + ".means")
}

func (b *teamBuilder) money(n Number) record.Money {
	return record.Money{Minor: n.Minor, Currency: b.currency}
}
