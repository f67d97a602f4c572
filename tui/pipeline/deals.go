package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// health is how a deal does.
type health uint8

const (
	healthy health = iota
	lacking        // no next step
	overdue        // the next step or the expected close is past
	rotting        // too long in its stage
)

var healthMarks = [...]theme.Mark{healthy: theme.MarkHealthy, lacking: theme.MarkLate, overdue: theme.MarkRisk, rotting: theme.MarkRisk}
var healthStyles = [...]theme.Style{healthy: theme.Good, lacking: theme.Late, overdue: theme.Risk, rotting: theme.Risk}
var healthWords = [...]string{healthy: "health.healthy", lacking: "health.lacking", overdue: "health.overdue", rotting: "health.rotting"}

// card is an open deal as the board shows it.
type card struct {
	id        record.ID
	deal      *record.Deal
	name      string // title, or account where there is none
	account   string
	rep       string
	stage     string
	stageName string
	minor     int64
	amount    string // short, with the currency where it is another than the file's
	age       int    // days in the stage; -1 when not known
	health    health
	next      string
	due       record.Time
	expected  record.Date
	folded    string // what the filter looks at
}

// lane is a stage with its cards.
type lane struct {
	stage string
	name  string
	cards []*card
	minor int64
	total *total // of the team, where its deals may not all be seen
}

// total is what a stage holds of a team whose deals may not be seen.
type total struct {
	n     int
	value metrics.Number
}

// deals are the open deals of a scope by stage. A value is immutable.
type deals struct {
	lanes []*lane
	list  []*card // the same cards, in the order of the table
	code  string
	// others is how many open deals are not of the scope, closed how many are
	// not open.
	others, closed int
}

// eval sorts the open deals of the scope into lanes. It is the panel's
// Spec.Eval and runs in a command.
func eval(ctx context.Context, d panel.Data) any {
	out := &deals{code: d.Book.Settings.Currency}
	lanes := make(map[string]*lane)
	rot := make(map[string]int)
	for _, s := range d.Pipeline.Stages {
		if s.RotAfterDays.Set {
			rot[s.Stage] = int(s.RotAfterDays.X)
		}
	}
	for _, s := range d.Book.Stages {
		l := &lane{stage: s.Key, name: s.Name}
		lanes[s.Key] = l
		if !s.Archived {
			out.lanes = append(out.lanes, l)
		}
	}
	for _, deal := range d.Book.Deals {
		if ctx.Err() != nil {
			return out
		}
		switch {
		case !deal.Now.Open():
			out.closed++
			continue
		case d.Reps != nil && !slices.Contains(d.Reps, deal.Now.Rep):
			out.others++
			continue
		}
		out.add(d, lanes, rot, deal)
	}
	if unseen(d) {
		out.count(d.Pipeline.Stages)
	}
	out.sort()
	return out
}

// unseen reports whether the numbers are of deals that may not all be seen.
func unseen(d panel.Data) bool {
	return d.Reps == nil && d.Rights != 0 && !d.Rights.Has(panel.SeeTeam)
}

// count gives the lanes the totals of their stages.
func (ds *deals) count(stages []metrics.StageHealth) {
	for _, s := range stages {
		i := slices.IndexFunc(ds.lanes, func(l *lane) bool { return l.stage == s.Stage })
		if i < 0 && s.Open == 0 {
			continue
		}
		if i < 0 {
			i = len(ds.lanes)
			ds.lanes = append(ds.lanes, &lane{stage: s.Stage, name: cmp.Or(s.Name, s.Stage)})
		}
		ds.lanes[i].total = &total{s.Open, s.Value}
	}
}

func (ds *deals) add(d panel.Data, lanes map[string]*lane, rot map[string]int, deal *record.Deal) {
	l := lanes[deal.Now.Stage]
	if l == nil { // a stage that nobody described
		l = &lane{stage: deal.Now.Stage, name: deal.Now.Stage}
		lanes[l.stage] = l
	}
	if !slices.Contains(ds.lanes, l) {
		ds.lanes = append(ds.lanes, l)
	}
	c := newCard(d, deal, l)
	c.health = judge(d, c, rot[l.stage])
	l.cards = append(l.cards, c)
	if deal.Now.Amount.Currency == ds.code {
		l.minor += c.minor
	}
	ds.list = append(ds.list, c)
}

func newCard(d panel.Data, deal *record.Deal, l *lane) *card {
	s := &deal.Now
	c := &card{
		id: deal.ID, deal: deal, name: s.Title, account: d.Book.AccountName(s.Account), rep: d.Book.RepName(s.Rep),
		stage: l.stage, stageName: l.name, minor: s.Amount.Minor, age: -1, next: s.NextStep, due: s.NextDue, expected: s.Expected,
	}
	if c.name == "" {
		c.name = c.account
	}
	if s.HasAmount {
		c.amount = money.Short(s.Amount)
		if s.Amount.Currency != d.Book.Settings.Currency {
			c.amount += " " + s.Amount.Currency
		}
	}
	if !s.StageSince.IsZero() {
		c.age = max(0, int(d.Today-s.StageSince.Date()))
	}
	c.folded = record.Fold(strings.Join([]string{c.name, c.account, c.rep, c.stageName, c.next, s.Source, s.Segment, s.Product}, " "))
	return c
}

// judge says how a deal does; what is worse comes first.
func judge(d panel.Data, c *card, rotAfter int) health {
	switch {
	case rotAfter > 0 && c.age > rotAfter:
		return rotting
	case c.expected != 0 && c.expected < d.Today, !c.due.IsZero() && c.due.Date() < d.Today:
		return overdue
	case c.next == "" && c.due.IsZero():
		return lacking
	}
	return healthy
}

func (ds *deals) sort() {
	order := func(a, b *card) int {
		return cmp.Or(cmp.Compare(b.health, a.health), cmp.Compare(b.minor, a.minor), cmp.Compare(a.name, b.name), slices.Compare(a.id[:], b.id[:]))
	}
	for _, l := range ds.lanes {
		slices.SortFunc(l.cards, order)
	}
	slices.SortFunc(ds.list, order)
}

// matching gives the deals in which all words of a text occur.
func (ds *deals) matching(text string) *deals {
	words := strings.Fields(record.Fold(text))
	if ds == nil || len(words) == 0 {
		return ds
	}
	fits := func(c *card) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(c.folded, w) })
	}
	out := &deals{code: ds.code}
	for _, l := range ds.lanes {
		kept := &lane{stage: l.stage, name: l.name}
		for _, c := range l.cards {
			if fits(c) {
				kept.cards = append(kept.cards, c)
				if c.deal.Now.Amount.Currency == ds.code {
					kept.minor += c.minor
				}
			}
		}
		out.lanes = append(out.lanes, kept)
	}
	for _, c := range ds.list {
		if fits(c) {
			out.list = append(out.list, c)
		}
	}
	return out
}

// place finds a deal on the board.
func (ds *deals) place(id record.ID) (widget.Place, bool) {
	if ds == nil {
		return widget.Place{}, false
	}
	for x, l := range ds.lanes {
		for y, c := range l.cards {
			if c.id == id {
				return widget.Place{Column: x, Row: y}, true
			}
		}
	}
	return widget.Place{}, false
}

// len is how many deals there are.
func (ds *deals) len() int {
	if ds == nil {
		return 0
	}
	return len(ds.list)
}

// last is the last lane of the board.
func (ds *deals) last() int {
	if ds == nil {
		return 0
	}
	return max(len(ds.lanes)-1, 0)
}

// stageAt gives the lane that stands so many places behind a stage, nil for
// none.
func (ds *deals) stageAt(stage string, by int) *lane {
	i := slices.IndexFunc(ds.lanes, func(l *lane) bool { return l.stage == stage })
	if i < 0 || i+by < 0 || i+by >= len(ds.lanes) {
		return nil
	}
	return ds.lanes[i+by]
}
