// Package team is the tab for the manager's glance: whether the team is on
// course, who needs help and what changed in three lines, a row a rep below
// them, and a page on each rep one key away.
//
// It promises: the table shows only reps who may be seen here, whatever the
// total holds; activity is coloured only by a signal and attainment only beyond
// what chance explains; a ratio of few observations is muted and says of how
// many; every reason to look says since when, what is meant and what to do. It
// imports tui/{panel,widget,keymap,theme}, metrics, store/money, store/record
// and store/say.
//
// # Decisions
//
//   - The table is of the whole team whatever the scope of the cockpit is: a
//     table of one row would help nobody. What the scope shows of a rep is a
//     key away.
//   - Who needs help stands first, in the order of metrics: what costs most.
//     Sorting by anything else is a key, and stays until the cockpit ends.
//   - Those who left stand last however it is sorted, so that nobody takes them
//     for the weakest of the team.
package team

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "team"

const (
	actSort  keymap.Action = "team.sort"
	actTurn  keymap.Action = "team.turn"
	actScope keymap.Action = "team.scope"
	actDeals keymap.Action = "team.deals"
)

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "team", Number: 6, Scope: scope,
	Silent: []keymap.Action{panel.Editor, panel.Focus},
	Bindings: append([]keymap.Binding{
		{Scope: scope, Action: actSort, Keys: []string{"s"}, Foot: 2, Label: "s S"},
		{Scope: scope, Action: actTurn, Keys: []string{"S"}},
		{Scope: scope, Action: actScope, Keys: []string{"i"}, Foot: 3},
		{Scope: scope, Action: actDeals, Keys: []string{"d"}, Foot: 4},
	}, panel.FindKeys(scope)...),
	Needs: map[keymap.Action]panel.Rights{actSort: panel.SeeOwn, actTurn: panel.SeeOwn, actScope: panel.SeeOwn, actDeals: panel.SeeOwn},
	New:   func(env *panel.Env) panel.Panel { return &team{env: env} },
	Eval:  eval,
}

// eval works the table out. It is the panel's Spec.Eval and runs in a command.
func eval(ctx context.Context, d panel.Data) any {
	if d.Team == nil {
		return nil
	}
	t := d.Team(ctx)
	return &t
}

type team struct {
	env  *panel.Env
	data panel.Data
	all  *metrics.Team // nil while nothing is worked out
	rows []*metrics.TeamRow
	w, h int

	scroll widget.Scroll
	held   record.ID // the rep under the cursor, which it stays with
	order  int       // of the sorts
	turned bool
	find   panel.Find

	open   bool      // the page of a rep
	who    record.ID // whose
	top    int       // first line of the page
	recent recent    // what that rep did last
}

// Root implements panel.Panel.
func (p *team) Root() bool { return !p.open && !p.find.Shown() }

// Typing implements panel.Panel.
func (p *team) Typing() bool { return p.find.Open && !p.open }

// Update implements panel.Panel.
func (p *team) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		cmd = p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case panel.About:
		if !msg.Rep.IsZero() {
			cmd = p.page(msg.Rep)
		}
	case recent:
		p.note(msg)
	case panel.Wheel:
		p.move(msg.N)
	case panel.Click:
		cmd = p.click(msg)
	default:
		if mine, changed := p.filter(msg); mine {
			if changed {
				p.list()
			}
		} else if act, ok := msg.(panel.Act); ok {
			cmd = p.act(act.Action)
		}
	}
	p.fit()
	return cmd
}

// filter hands a message to the filter; while a page is open there is none.
func (p *team) filter(msg tea.Msg) (mine, changed bool) {
	if p.open {
		return false, false
	}
	return p.find.Update(msg)
}

func (p *team) take(d panel.Data) tea.Cmd {
	fresh := d.Facts != p.data.Facts
	p.data = d
	if own, ok := d.Own.(*metrics.Team); ok {
		p.all = own
	}
	p.list()
	if p.open && fresh {
		return p.read()
	}
	return nil
}

// list applies filter and order, and brings the cursor back to its rep.
func (p *team) list() {
	p.rows = nil
	if p.all == nil {
		return
	}
	words := strings.Fields(record.Fold(p.find.Text()))
	for i := range p.all.Rows {
		r := &p.all.Rows[i]
		name := record.Fold(p.name(r) + " " + r.Team + " " + p.attention(r))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
			p.rows = append(p.rows, r)
		}
	}
	p.sort()
	if i := slices.IndexFunc(p.rows, func(r *metrics.TeamRow) bool { return r.ID == p.held }); i >= 0 {
		p.scroll.Cursor = i
	}
}

// fit keeps the cursor and the page inside, and notes whose row it is on.
func (p *team) fit() {
	p.scroll.Fit(len(p.rows), p.tableRows())
	if r := p.current(); r != nil {
		p.held = r.ID
	}
	if p.open {
		p.top = max(0, min(p.top, len(p.lines(p.w))-p.h))
	}
}

// current gives the row under the cursor, or that of the page; nil for none.
func (p *team) current() *metrics.TeamRow {
	switch {
	case p.open && p.all != nil:
		return p.all.Row(p.who)
	case p.scroll.Cursor < len(p.rows):
		return p.rows[p.scroll.Cursor]
	}
	return nil
}

// name names a row.
func (p *team) name(r *metrics.TeamRow) string {
	if r.ID.IsZero() {
		return p.env.Say.T("team.nameless")
	}
	return r.Rep
}
