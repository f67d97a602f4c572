package metrics

import "foresail/store/record"

// DealChanges is what happened to deals from the start of Since on. Open
// value then, plus what was created, reopened and raised, less what was won,
// lost and cut, plus Other is the open value now.
type DealChanges struct {
	Since         string `json:"since"`
	Created       int    `json:"created"`
	CreatedValue  Number `json:"created_value"`
	Won           int    `json:"won"`
	WonValue      Number `json:"won_value"`
	Lost          int    `json:"lost"`
	LostValue     Number `json:"lost_value"`
	Pushed        int    `json:"pushed"`   // open deals whose expected close moved later, on balance
	Pulled        int    `json:"pulled"`   // … earlier
	Advanced      int    `json:"advanced"` // open deals that are in a further stage than then
	Regressed     int    `json:"regressed"`
	Reopened      int    `json:"reopened"` // closed then, open now
	ReopenedValue Number `json:"reopened_value"`
	Raised        int    `json:"raised"`
	RaisedValue   Number `json:"raised_value"`
	Cut           int    `json:"cut"`
	CutValue      Number `json:"cut_value"`
	OpenThen      int    `json:"open_then"`
	OpenThenValue Number `json:"open_then_value"`
	OpenNow       int    `json:"open_now"`
	OpenNowValue  Number `json:"open_now_value"`
	OtherValue    Number `json:"other_value"` // handed over, entered later than it began, or out of the data
}

// changer adds up the changes of deals.
type changer struct {
	*frame
	DealChanges
	ladder                                    ladder
	from                                      record.Date
	created, won, lost, reopened, raised, cut int64
}

func (f *frame) changesSince(from record.Date) DealChanges {
	c := changer{frame: f, from: from, ladder: f.ladder()}
	c.DealChanges.Since = from.String()
	then, nThen := f.openValue(from - 1)
	now, nNow := f.openValue(f.AsOf)
	c.OpenThen, c.OpenNow = nThen, nNow
	for _, d := range f.deals().facts {
		c.deal(d)
	}
	c.CreatedValue, c.WonValue, c.LostValue = f.amount(c.created), f.amount(c.won), f.amount(c.lost)
	c.ReopenedValue, c.RaisedValue, c.CutValue = f.amount(c.reopened), f.amount(c.raised), f.amount(c.cut)
	c.OpenThenValue, c.OpenNowValue = f.amount(then.minor), f.amount(now.minor)
	c.OtherValue = f.amount(now.minor - (then.minor + c.created + c.reopened + c.raised - c.won - c.lost - c.cut))
	return c.DealChanges
}

func (c *changer) deal(d *fact) {
	in := func(day record.Date) bool { return day >= c.from && day <= c.AsOf && day != 0 }
	was := d.track.at(c.from - 1)
	if in(d.created) && c.scope.has(d.maker, d.created) {
		c.Created++
		c.created += c.value(d.minor, d.code)
	}
	if !d.now.open() && in(d.now.closed) && c.scope.has(d.now.rep, d.now.closed) {
		c.close(d)
	}
	if d.now.open() && was != nil && !was.open() && c.scope.has(d.now.rep, c.AsOf) {
		c.Reopened++
		c.reopened += c.value(was.minor, was.code)
	}
	c.compare(d, was)
}

func (c *changer) close(d *fact) {
	v := c.value(d.now.minor, d.now.code)
	if d.won() {
		c.Won++
		c.won += v
		return
	}
	c.Lost++
	c.lost += v
}

// compare sets the deal now against what it was before, or against how it
// began if that was in the meantime.
func (c *changer) compare(d *fact, was *step) {
	if !c.scope.has(d.now.rep, c.AsOf) {
		return
	}
	before := step{stage: d.began(c.AsOf), minor: d.minor, code: d.code, priced: d.priced, expected: d.expectedFirst(c.AsOf)}
	switch {
	case was != nil:
		before = *was
	case d.created < c.from:
		return // it was entered later than it began: nothing to compare with
	}
	if was == nil || was.open() || d.now.open() {
		c.amount(c.value(d.now.minor, d.now.code) - c.value(before.minor, before.code))
	}
	if !d.now.open() || was != nil && !was.open() {
		return
	}
	switch {
	case before.expected == 0 || d.now.expected == 0:
	case d.now.expected > before.expected:
		c.Pushed++
	case d.now.expected < before.expected:
		c.Pulled++
	}
	switch {
	case c.ladder.further(before.stage, d.now.stage):
		c.Advanced++
	case c.ladder.further(d.now.stage, before.stage):
		c.Regressed++
	}
}

func (c *changer) amount(by int64) {
	switch {
	case by > 0:
		c.Raised++
		c.raised += by
	case by < 0:
		c.Cut++
		c.cut -= by
	}
}

// value gives an amount that may be added up, 0 for one of another currency.
func (c *changer) value(minor int64, code string) int64 {
	if !c.ours(code) {
		return 0
	}
	return minor
}

// expectedFirst gives the first expected close that was stated.
func (d *fact) expectedFirst(asOf record.Date) record.Date {
	for i := range d.steps {
		if e := d.steps[i].expected; e != 0 && d.steps[i].day <= asOf {
			return e
		}
	}
	return 0
}
