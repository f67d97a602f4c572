// Package forecast is the tab with the period that runs: what is booked of the
// goal, what the deals say of themselves, what is still to be won and how many
// deals that is, and what became of such expectations before. The simulated
// forecast takes its place here once there is one; until then a line says that
// it is missing.
//
// It promises: nothing shown is predicted; every sum opens to the deals that it
// is made of, and they add up to it to the cent; what became of a period that
// is over never changes; too little data is said in words. It imports
// tui/{panel,widget,keymap,theme}, metrics, store/money, store/quick,
// store/record and store/say.
//
// # Decisions
//
//   - Eval looks at the whole file, since the sums are the team's; deals of
//     others than the user are taken out of the lists for a user who may not
//     see them, and the list says how many.
//   - All that can be opened is one list from top to bottom, in both columns of
//     a wide window, so that one hand on j and k reaches everything.
//   - A week is shown as its month: the closes of a week say little, and goals
//     are hardly ever set for one.
package forecast

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "forecast"

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "forecast", Number: 5, Scope: scope,
	Silent:   []keymap.Action{panel.Editor},
	Bindings: panel.FindKeys(scope),
	New:      func(env *panel.Env) panel.Panel { return &forecast{env: env} },
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

	open string // the group that is shown, "" for none
	list widget.Scroll
	find panel.Find            // among the deals of the group
	seen []metrics.OutlookDeal // those found
}

// Root implements panel.Panel.
func (p *forecast) Root() bool { return p.open == "" }

// Typing implements panel.Panel.
func (p *forecast) Typing() bool { return p.open != "" && p.find.Open }

// Update implements panel.Panel.
func (p *forecast) Update(msg tea.Msg) tea.Cmd {
	if p.filter(msg) {
		p.fit()
		return nil
	}
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
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case panel.Wheel:
		p.move(msg.N)
	case panel.Click:
		cmd = p.click(msg)
	case panel.Act:
		cmd = p.act(msg.Action)
	}
	p.fit()
	return cmd
}

// filter takes a message for the filter, which holds for the deals of a group:
// of the one that is open, of that under the cursor, or of all open deals.
func (p *forecast) filter(msg tea.Msg) bool {
	act, _ := msg.(panel.Act)
	if act.Action == panel.Filter && p.open == "" && p.known != nil {
		if p.open = p.held; p.group(p.open) == nil {
			p.open = p.known.Open.Key
		}
		p.list, p.find = widget.Scroll{}, panel.Find{}
	}
	if p.open == "" {
		return false
	}
	mine, changed := p.find.Update(msg)
	if changed {
		p.list = widget.Scroll{}
	}
	return mine
}

// narrow keeps the deals of the open group in which all words are found.
func (p *forecast) narrow(g *metrics.DealGroup) {
	words := strings.Fields(quick.Plain(p.find.Text()))
	if len(words) == 0 {
		p.seen = g.Deals
		return
	}
	p.seen = nil
	for _, d := range g.Deals {
		text := d.Stage
		if deal := p.data.Book.Deals[d.ID]; deal != nil {
			text += " " + deal.Now.Title + " " + p.data.Book.AccountName(deal.Now.Account) + " " + p.data.Book.RepName(deal.Now.Rep)
		}
		text = quick.Plain(text)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			p.seen = append(p.seen, d)
		}
	}
}

func (p *forecast) act(a keymap.Action) tea.Cmd {
	half := max(p.h/2, 1)
	switch a {
	case panel.Down:
		p.move(1)
	case panel.Up:
		p.move(-1)
	case panel.HalfDown:
		p.move(half)
	case panel.HalfUp:
		p.move(-half)
	case panel.First:
		p.move(-far)
	case panel.Last:
		p.move(far)
	case panel.Focus, panel.Left, panel.Right:
		p.across()
	case panel.Open:
		return p.enter()
	case panel.Back:
		p.open, p.find = "", panel.Find{}
	case panel.Copy:
		return p.copy()
	}
	return nil
}

// far is more than any list is long.
const far = 1 << 30

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
	if p.open != "" {
		p.list.Move(n, len(p.seen))
		return
	}
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
		p.narrow(g)
		p.list.Fit(len(p.seen), p.listRows(g))
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

// enter opens the group under the cursor, or the deal in it.
func (p *forecast) enter() tea.Cmd {
	if g := p.group(p.open); p.open != "" && g != nil {
		if p.list.Cursor < len(p.seen) {
			return panel.Ask(panel.Show{Tab: "accounts", Msg: panel.About{Deal: p.seen[p.list.Cursor].ID}})
		}
		return nil
	}
	if p.group(p.held) != nil {
		p.open, p.list, p.find = p.held, widget.Scroll{}, panel.Find{}
	}
	return nil
}

const (
	zoneLine = "forecast.line"
	zoneDeal = "forecast.deal"
)

func (p *forecast) click(c panel.Click) tea.Cmd {
	keys := p.keys()
	switch {
	case c.Zone.Name == zoneDeal && p.open != "":
		p.list.To(c.Zone.N, len(p.seen))
	case c.Zone.Name == zoneLine && p.open == "" && c.Zone.N < len(keys):
		p.held = keys[c.Zone.N]
	default:
		return nil
	}
	if c.Again {
		return p.enter()
	}
	return nil
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
