// Package team is the tab for the manager's glance: whether the team is on
// course, who needs help and what changed in three lines, a row a rep below
// them, and a page on each rep one key away.
//
// It promises: the table shows only reps who may be seen here, whatever the
// total holds; activity is coloured only by a signal and attainment only beyond
// what chance explains; a ratio of few observations is muted and says of how
// many; every reason to look says since when, what is meant and what to do. It
// imports tui/{list,page,panel,preview,widget,keymap,theme}, metrics, store/money
// and store/record.
//
// # Decisions
//
//   - The table is of the whole team whatever the scope of the cockpit is: a
//     table of one row would help nobody. What the scope shows of a rep is a
//     key away.
//   - Who needs help stands first, in the order of metrics: what costs most.
//     Sorting by anything else is a key, and stays until the cockpit ends.
//   - Where the table leaves rows, what the page of the rep at the cursor tells
//     first stands below it, and no more: whoever wants all of it opens the page.
//   - Those who left stand last however it is sorted, so that nobody takes them
//     for the weakest of the team.
package team

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/preview"
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
	New:   newTeam,
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

	list   list.List[record.ID]
	order  int // of the sorts
	turned bool

	open   bool      // the page of a rep
	who    record.ID // whose
	page   page.Page
	recent recent // what that rep did last

	preview preview.Pane[record.ID] // who is selected, below the table
}

func newTeam(env *panel.Env) panel.Panel {
	p := &team{env: env}
	p.list = list.List[record.ID]{
		Zone: "team.row", Find: new(panel.Find),
		Len:    func() int { return len(p.rows) },
		Key:    func(i int) record.ID { return p.rows[i].ID },
		Text:   func(i int) string { return p.name(p.rows[i]) + " " + p.rows[i].Team + " " + p.attention(p.rows[i]) },
		Fields: func(b widget.Box, i int) []widget.Field { return p.fields(b, p.rows[i]) },
		Note:   func() string { return p.env.Say.N("team.found", p.list.Shown()) },
	}
	p.preview = preview.Pane[record.ID]{Env: env, Rows: p.previewRows}
	return p
}

// Depth implements panel.Panel.
func (p *team) Depth() int { return panel.Levels(p.open, p.list.Find.Shown()) }

// Rests implements panel.Rester.
func (p *team) Rests(a keymap.Action) bool {
	return p.open && (a == actSort || a == actTurn || a == panel.Filter)
}

// Typing implements panel.Panel.
func (p *team) Typing() bool { return p.list.Find.Open && !p.open }

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
			cmd = p.show(msg.Rep)
		}
	case recent:
		p.note(msg)
	default:
		if next, mine := p.preview.Update(msg); mine {
			return next
		}
		cmd = p.pass(sideways(msg))
	}
	p.fit()
	return tea.Batch(cmd, p.followCursor())
}

func (p *team) take(d panel.Data) tea.Cmd {
	fresh := d.Facts != p.data.Facts
	p.data = d
	if own, ok := d.Own.(*metrics.Team); ok {
		p.all = own
	}
	p.arrange()
	p.preview.Renew()
	if p.open && fresh {
		return p.read()
	}
	return nil
}

// arrange brings the rows into the order chosen.
func (p *team) arrange() {
	p.rows = nil
	if p.all == nil {
		return
	}
	for i := range p.all.Rows {
		p.rows = append(p.rows, &p.all.Rows[i])
	}
	p.sort()
	p.list.Renew()
}

// fit keeps the cursor and the page inside.
func (p *team) fit() {
	p.list.Fit(p.tableRows())
	if p.all != nil && p.all.Row(p.who) == nil && (p.env.Behind == nil || !p.env.Behind()) {
		p.open = false // who is not in the table has no page
	}
	if p.open {
		p.page.Fit(len(p.lines(p.w)), p.h)
	}
}

// current gives the row under the cursor, or that of the page; nil for none.
func (p *team) current() *metrics.TeamRow {
	if p.open && p.all != nil {
		return p.all.Row(p.who)
	}
	if i := p.list.Index(); i >= 0 {
		return p.rows[i]
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
