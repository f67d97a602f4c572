package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

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
	priced    bool   // it has an amount that is not nothing
	code      string // currency of the file
	amount    string // short, with the currency where it is another than the file's; "" for none
	age       int    // days in the stage; -1 when not known
	rank      int    // in the order of the agenda; -1 for a deal that it does not list
	health    health
	faults    []metrics.AgendaReason // what makes it so, weightiest first
	next      string                 // of its own, else what was agreed on with the account
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
	// priced is how many of the deals have an amount, in any currency.
	priced int
	// foreign is how many of these are in another currency than the sum.
	foreign int
	total   *total // of the team, where its deals may not all be seen
}

// put adds a card; an amount in another currency is counted and not added up.
func (l *lane) put(c *card) {
	l.cards = append(l.cards, c)
	l.priced += boolean(c.priced)
	switch c.foreign() {
	case 0:
		l.minor += c.minor
	case 1:
		l.foreign++
	}
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
	widest         int  // letters of the longest amount
	blank          bool // there is a deal without an amount
}

// eval sorts the open deals of the scope into lanes. It is the panel's
// Spec.Eval and runs in a command.
func eval(ctx context.Context, d panel.Data) any {
	out := &deals{code: d.Pipeline.Currency}
	lanes := make(map[string]*lane)
	items := metrics.OpenDeals(ctx, d.View(), d.Pipeline)
	ranks := make(map[record.ID]int, len(items))
	for i := range items {
		ranks[items[i].DealRef] = i
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
		c := out.add(d, lanes, deal)
		if i, ok := ranks[deal.ID]; ok {
			c.judge(&items[i], i)
		}
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

// add gives the card of a deal, in its lane.
func (ds *deals) add(d panel.Data, lanes map[string]*lane, deal *record.Deal) *card {
	l := lanes[deal.Now.Stage]
	if l == nil { // a stage that nobody described
		l = &lane{stage: deal.Now.Stage, name: deal.Now.Stage}
		lanes[l.stage] = l
	}
	if !slices.Contains(ds.lanes, l) {
		ds.lanes = append(ds.lanes, l)
	}
	c := newCard(d, deal, l)
	l.put(c)
	ds.list = append(ds.list, c)
	ds.widest = max(ds.widest, utf8.RuneCountInString(c.amount))
	ds.blank = ds.blank || !c.priced
	return c
}

func newCard(d panel.Data, deal *record.Deal, l *lane) *card {
	s := &deal.Now
	next, due, _ := d.Book.Agreed(s)
	c := &card{
		id: deal.ID, deal: deal, name: s.Title, account: d.Book.AccountName(s.Account), rep: d.Book.RepName(s.Rep),
		stage: l.stage, stageName: l.name, minor: s.Amount.Minor, priced: s.HasAmount && s.Amount.Minor != 0, code: d.Pipeline.Currency,
		age: -1, rank: -1, next: next, due: due, expected: s.Expected,
	}
	if c.name == "" {
		c.name = c.account
	}
	if c.priced {
		c.amount = money.Short(s.Amount)
		if s.Amount.Currency != c.code {
			c.amount += " " + s.Amount.Currency
		}
	}
	if !s.StageSince.IsZero() {
		c.age = max(0, int(d.Today-s.StageSince.Date()))
	}
	c.folded = quick.Plain(strings.Join([]string{c.name, c.account, c.rep, c.stageName, c.next, s.Source, s.Segment, s.Product}, " "))
	return c
}

func (ds *deals) sort() {
	for _, l := range ds.lanes {
		slices.SortFunc(l.cards, byNeed)
	}
	slices.SortFunc(ds.list, byNeed)
}

// matching gives the deals that fit what is asked for.
func (ds *deals) matching(q query) *deals {
	if ds == nil || len(q.words) == 0 {
		return ds
	}
	fits := q.fits
	out := &deals{code: ds.code, widest: ds.widest, blank: ds.blank}
	for _, l := range ds.lanes {
		kept := &lane{stage: l.stage, name: l.name}
		for _, c := range l.cards {
			if fits(c) {
				kept.put(c)
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
