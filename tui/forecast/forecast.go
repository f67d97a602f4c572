// Package forecast is the tab with the period that runs: what is booked of the
// goal, what the deals say of themselves, what is still to be won and how many
// deals that is, and what became of such expectations before. The simulated
// forecast takes its place here once there is one; until then a line says that
// it is missing.
//
// It promises: nothing shown is predicted; every sum opens to the deals that it
// is made of, and they add up to it to the cent; what became of a period that is
// over never changes; too little data is said in words. It imports
// tui/{list,panel,widget,keymap,theme}, metrics, store/money and store/record.
//
// # Decisions
//
//   - Eval looks at the whole file, since the sums are the team's; deals of
//     others than the user are taken out of the lists for a user who may not
//     see them, and the list says how many.
//   - All that can be opened is one list from top to bottom, in both columns of
//     a wide window, so that one hand on j and k reaches everything. It is not a
//     list of tui/list: most of its lines are words that the cursor passes over.
//   - A week is shown as its month: the closes of a week say little, and goals
//     are hardly ever set for one.
package forecast

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "forecast"

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "forecast", Number: 5, Scope: scope,
	Silent:   []keymap.Action{panel.Editor},
	Bindings: panel.FindKeys(scope),
	New:      newForecast,
	Eval:     eval, Totals: true,
}

// eval works the outlook out. It is the panel's Spec.Eval and runs in a
// command.
func eval(ctx context.Context, d panel.Data) any {
	o := metrics.NewOutlook(ctx, d.View())
	if d.Rights != 0 && !d.Rights.Has(panel.SeeTeam) {
		o.Keep(func(id record.ID) bool {
			deal := d.Book.Deals[id]
			return d.Rights.Has(panel.SeeOwn) && deal != nil && deal.Now.Rep == d.User
		})
	}
	return &o
}

type forecast struct {
	env  *panel.Env
	data panel.Data
	w, h int

	known *metrics.Outlook
	held  string // what the cursor is on: see item
	top   int    // first row shown, in one column

	open  string // the group that is shown, "" for none
	deals list.List[record.ID]
}

func newForecast(env *panel.Env) panel.Panel {
	p := &forecast{env: env}
	p.deals = list.List[record.ID]{
		Zone: "forecast.deal", Find: new(panel.Find),
		Len:    func() int { return len(p.shown()) },
		Key:    func(i int) record.ID { return p.shown()[i].ID },
		Text:   func(i int) string { return p.words(&p.shown()[i]) },
		Fields: func(b widget.Box, i int) []widget.Field { return p.dealFields(b, &p.shown()[i]) },
		Note:   func() string { return p.env.Say.N("pipeline.found", p.deals.Shown()) },
	}
	return p
}

// Depth implements panel.Panel.
func (p *forecast) Depth() int { return panel.Levels(p.open != "") }

// Rests implements panel.Rester.
func (p *forecast) Rests(a keymap.Action) bool { return p.open == "" && a == panel.Filter }

// Typing implements panel.Panel.
func (p *forecast) Typing() bool { return p.open != "" && p.deals.Find.Open }

// Update implements panel.Panel.
func (p *forecast) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		p.data = msg
		p.known = nil
		if shared, _ := msg.Own.(*metrics.Outlook); shared != nil { // other cockpits may have the same
			own := *shared
			own.Say(p.env.Say)
			p.known = &own
		}
		if p.open != "" && p.group(p.open) == nil {
			p.open = ""
		}
		p.deals.Renew()
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	default:
		cmd = p.pass(msg)
	}
	p.fit()
	return cmd
}

// pass hands a message to the deals of the group that is open, and does what
// they leave. The filter opens the group under the cursor, or that of all open
// deals.
func (p *forecast) pass(msg tea.Msg) tea.Cmd {
	act, _ := msg.(panel.Act)
	if act.Action == panel.Filter && p.open == "" && p.known != nil {
		if p.show(p.held); p.open == "" {
			p.show(p.known.Open.Key)
		}
	}
	if p.open != "" {
		switch p.deals.Update(msg) {
		case list.Opened:
			return panel.Ask(panel.Show{Tab: "accounts", Msg: panel.About{Deal: p.shown()[p.deals.Index()].ID}})
		case list.Ignored:
			return p.act(act.Action)
		}
		return nil
	}
	if n, ok := panel.Step(msg, max(p.h/2, 1)); ok {
		p.move(n)
		return nil
	}
	if c, ok := msg.(panel.Click); ok {
		p.click(c)
	}
	return p.act(act.Action)
}

// show opens a group, if there is one of that key.
func (p *forecast) show(key string) {
	if p.group(key) != nil {
		p.open, *p.deals.Find = key, panel.Find{}
		p.deals.Renew()
		p.deals.To(0)
	}
}

// shown gives the deals of the group that is open.
func (p *forecast) shown() []metrics.OutlookDeal {
	if g := p.group(p.open); g != nil {
		return g.Deals
	}
	return nil
}

// words is what the filter looks at in a deal.
func (p *forecast) words(d *metrics.OutlookDeal) string {
	deal := p.data.Book.Deals[d.ID]
	if deal == nil {
		return d.Stage
	}
	return strings.Join([]string{d.Stage, deal.Now.Title, p.data.Book.AccountName(deal.Now.Account), p.data.Book.RepName(deal.Now.Rep)}, " ")
}

func (p *forecast) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Focus, panel.Left, panel.Right:
		p.across()
	case panel.Open:
		p.show(p.held)
	case panel.Back:
		p.open, *p.deals.Find = "", panel.Find{}
	case panel.Copy:
		return p.copy()
	}
	return nil
}

// keys gives what can be opened, from top to bottom.
func (p *forecast) keys() []string {
	var out []string
	for _, l := range p.lines() {
		if l.key != "" {
			out = append(out, l.key)
		}
	}
	return out
}

// lines gives all lines of the tab as they are shown.
func (p *forecast) lines() []line {
	if p.known == nil {
		return nil
	}
	left, right := p.columns()
	return slices.Concat(left, right)
}

func (p *forecast) move(n int) {
	keys := p.keys()
	if len(keys) == 0 {
		return
	}
	p.held = keys[max(0, min(slices.Index(keys, p.held)+n, len(keys)-1))]
}

// across goes to the first line of the other part: this period, or those that
// are over.
func (p *forecast) across() {
	if p.open != "" || p.known == nil {
		return
	}
	keys := p.keys()
	i := slices.IndexFunc(keys, past)
	if i < 0 || past(p.held) {
		i = 0
	}
	if len(keys) > 0 {
		p.held = keys[i]
	}
}

// fit keeps cursor and window on what there is.
func (p *forecast) fit() {
	if g := p.group(p.open); p.open != "" && g != nil {
		p.deals.Fit(p.listRows(g))
		return
	}
	lines := p.lines()
	if !slices.ContainsFunc(lines, func(l line) bool { return l.key == p.held }) {
		p.held = ""
	}
	if p.held == "" {
		if keys := p.keys(); len(keys) > 0 {
			p.held = keys[0]
		}
	}
	at := slices.IndexFunc(lines, func(l line) bool { return l.key == p.held && l.key != "" })
	switch {
	case p.wide() || at <= firstKey(lines): // with the heading above it
		p.top = 0
	default:
		p.top = max(min(p.top, at-1), at-p.h+2)
	}
	p.top = max(0, min(p.top, len(lines)-p.h))
}

func firstKey(lines []line) int {
	return slices.IndexFunc(lines, func(l line) bool { return l.key != "" })
}

// zoneLine is the zone of a line that can be opened.
const zoneLine = "forecast.line"

func (p *forecast) click(c panel.Click) {
	keys := p.keys()
	if c.Zone.Name != zoneLine || c.Zone.N < 0 || c.Zone.N >= len(keys) {
		return
	}
	if p.held = keys[c.Zone.N]; c.Again {
		p.show(p.held)
	}
}

// pastPrefix begins the keys of periods that are over; their first day follows.
const pastPrefix = "past/"

func past(key string) bool { return len(key) > len(pastPrefix) && key[:len(pastPrefix)] == pastPrefix }

// group gives the group of a key; nil for none.
func (p *forecast) group(key string) *metrics.DealGroup {
	o := p.known
	if o == nil || key == "" {
		return nil
	}
	if past(key) {
		if r := o.Track.Row(key[len(pastPrefix):]); r != nil {
			return &r.Expected
		}
		return nil
	}
	for _, g := range []*metrics.DealGroup{&o.Booked, &o.Expected, &o.Before, &o.Later, &o.Undated, &o.Past, &o.Open} {
		if g.Key == key {
			return g
		}
	}
	i := slices.IndexFunc(o.Categories, func(g metrics.DealGroup) bool { return g.Key == key })
	if i < 0 {
		return nil
	}
	return &o.Categories[i]
}
