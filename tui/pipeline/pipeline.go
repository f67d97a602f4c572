// Package pipeline is the tab with the deals: the health of the pipeline in
// numbers, a board with a lane a stage on which cards are moved by key, the
// same as a table, and what changed since last week.
//
// It promises: a card is moved by one key and back by undo; winning and losing
// ask first; what needs attention stands first in its lane; the numbers are
// those of `foresail pipeline`. It imports tui/{forms,panel,widget,keymap,theme},
// metrics, store/event, store/record and store/say.
package pipeline

import (
	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/forms"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "pipeline"

const (
	actLater   keymap.Action = "deal.later"
	actEarlier keymap.Action = "deal.earlier"
	actWin     keymap.Action = "deal.win"
	actLose    keymap.Action = "deal.lose"
	actTable   keymap.Action = "deal.table"
	actEdit    keymap.Action = "deal.edit"
)

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "pipeline", Number: 3, Scope: scope,
	Bindings: append([]keymap.Binding{
		{Scope: scope, Action: actLater, Keys: []string{">", "L", "shift+right"}, Foot: 2, Label: "< >"},
		{Scope: scope, Action: actEarlier, Keys: []string{"<", "H", "shift+left"}},
		{Scope: scope, Action: actEdit, Keys: []string{"e"}, Foot: 6},
		{Scope: scope, Action: actWin, Keys: []string{"w"}, Foot: 3},
		{Scope: scope, Action: actLose, Keys: []string{"x"}, Foot: 4},
		{Scope: scope, Action: actTable, Keys: []string{"v"}, Foot: 5},
	}, panel.FindKeys(scope)...),
	Needs: map[keymap.Action]panel.Rights{actLater: panel.Log, actEarlier: panel.Log, actWin: panel.Log, actLose: panel.Log, actEdit: panel.Log},
	New:   func(env *panel.Env) panel.Panel { return &pipeline{env: env} },
	Eval:  eval,
}

type pipeline struct {
	env  *panel.Env
	data panel.Data
	all  *deals // everything that is open
	show *deals // what the filter leaves
	w, h int

	at    widget.Place // on the board
	sight widget.Sight // what is seen of the board
	rows  widget.Scroll
	table bool
	held  record.ID // the deal under the cursor, which it stays with
	find  panel.Find
	open  bool // the detail of the deal under the cursor
	top   int
}

// Root implements panel.Panel.
func (p *pipeline) Root() bool { return !p.open && !p.find.Shown() }

// Typing implements panel.Panel.
func (p *pipeline) Typing() bool { return p.find.Open && !p.open }

// Update implements panel.Panel.
func (p *pipeline) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case panel.Wheel:
		p.move(0, msg.N)
	case panel.Click:
		p.click(msg)
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

func (p *pipeline) filter(msg tea.Msg) (mine, changed bool) {
	if p.open {
		return false, false
	}
	return p.find.Update(msg)
}

func (p *pipeline) take(d panel.Data) {
	p.data = d
	p.all, _ = d.Own.(*deals)
	p.list()
}

// list applies the filter and brings the cursor back to its deal.
func (p *pipeline) list() {
	p.show = p.all.matching(p.find.Text())
	if at, ok := p.show.place(p.held); ok {
		p.at = at
	}
	if i, ok := p.show.index(p.held); ok {
		p.rows.Cursor = i
	}
	if _, ok := p.show.index(p.held); !ok {
		p.open = false
	}
}

// fit keeps the cursor on a card.
func (p *pipeline) fit() {
	if p.show == nil || len(p.show.lanes) == 0 {
		p.at, p.rows, p.sight = widget.Place{}, widget.Scroll{}, widget.Sight{}
		return
	}
	p.at.Column = max(0, min(p.at.Column, len(p.show.lanes)-1))
	p.at.Row = max(0, min(p.at.Row, len(p.show.lanes[p.at.Column].cards)-1))
	p.rows.Fit(len(p.show.list), max(p.bodyRows()-1, 1))
	p.board(p.cardRows()).Follow(&p.sight, p.at, p.w, p.bodyRows())
	if c := p.current(); c != nil {
		p.held = c.id
	}
}

// current gives the card under the cursor, nil for none.
func (p *pipeline) current() *card {
	if p.show == nil {
		return nil
	}
	if p.table {
		if p.rows.Cursor < len(p.show.list) {
			return p.show.list[p.rows.Cursor]
		}
		return nil
	}
	if p.at.Column < len(p.show.lanes) {
		if lane := p.show.lanes[p.at.Column]; p.at.Row < len(lane.cards) {
			return lane.cards[p.at.Row]
		}
	}
	return nil
}

func (p *pipeline) move(columns, rows int) {
	switch {
	case p.open:
		most := 0
		if c := p.current(); c != nil {
			most = len(p.detail(c)) - max(p.h-2, 1)
		}
		p.top = max(0, min(p.top+rows, most))
	case p.table:
		p.rows.Cursor += rows
	case p.show != nil:
		p.at.Row += rows
		p.at.Column = max(0, min(p.at.Column+columns, len(p.show.lanes)-1))
	}
}

// steps are the movements by action: columns, rows.
var steps = map[keymap.Action][2]int{
	panel.Down: {0, 1}, panel.Up: {0, -1}, panel.Left: {-1, 0}, panel.Right: {1, 0}, panel.Focus: {1, 0},
	panel.HalfDown: {0, 5}, panel.HalfUp: {0, -5}, panel.First: {0, -1 << 30}, panel.Last: {0, 1 << 30},
}

func (p *pipeline) act(a keymap.Action) tea.Cmd {
	if s, ok := steps[a]; ok {
		if a == panel.Focus && p.show != nil && p.at.Column == len(p.show.lanes)-1 {
			s[0] = -len(p.show.lanes)
		}
		p.move(s[0], max(min(s[1], 1<<20), -1<<20))
		return nil
	}
	switch a {
	case panel.Open:
		if c := p.current(); p.open && c != nil {
			return panel.Ask(panel.Show{Tab: "accounts", Msg: panel.About{Deal: c.id}})
		}
		p.open, p.top = p.current() != nil, 0
	case panel.Back:
		p.open = false
	case panel.Copy:
		return p.copy()
	case actTable:
		p.table, p.open = !p.table, false
		p.list()
	case actEdit:
		return p.edit(func(f panel.Form) tea.Msg { return f })
	case panel.Editor:
		return p.edit(inEditor)
	case actLater:
		return p.shift(1)
	case actEarlier:
		return p.shift(-1)
	case actWin:
		return p.close(record.StageWon)
	case actLose:
		return p.close(record.StageLost)
	}
	return nil
}

// edit asks what the deal under the cursor shall be, in a form or in an editor.
func (p *pipeline) edit(ask func(panel.Form) tea.Msg) tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	env, d := p.env, p.data
	return func() tea.Msg { return ask(forms.EditDeal(env, d, c.id)) }
}

func inEditor(f panel.Form) tea.Msg {
	if len(f.Fields) == 0 { // the deal has gone
		return f
	}
	return forms.InEditor(f)
}

// shift moves the card to the stage before or after its own.
func (p *pipeline) shift(by int) tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	to := p.show.stageAt(c.stage, by)
	if to == nil {
		return panel.Ask(panel.Toast{Text: p.env.Say.T("deal.no-stage"), Bad: true})
	}
	return p.env.Append(p.env.Say.T("deal.moved", "deal", c.name, "stage", to.name), p.set(c, to.stage))
}

// close asks whether the deal is won, or why it is lost.
func (p *pipeline) close(stage string) tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	say := p.env.Say
	ask, done := say.T("deal.close."+stage, "deal", c.name, "amount", c.amount), say.T("deal.closed."+stage, "deal", c.name, "amount", c.amount)
	if stage == record.StageLost {
		env, d, id := p.env, p.data, c.id
		return func() tea.Msg { return forms.Lost(env, d, id, ask, done) }
	}
	return panel.Ask(panel.Confirm{Text: ask, Yes: p.env.Append(done, p.set(c, stage))})
}

// set asserts a stage from now on.
func (p *pipeline) set(c *card, stage string) event.Body {
	return event.Set{
		Type: record.TypeDeal, ID: c.id, At: record.TimeOf(p.env.Now()),
		Fields: []record.Assign{{Field: record.FieldStage, Value: record.Text(stage)}},
	}
}

// copy puts the deal under the cursor on the clipboard as a row of a sheet, its
// amount exactly.
func (p *pipeline) copy() tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	amount := ""
	if c.deal.Now.HasAmount {
		amount = p.env.Say.Money(c.deal.Now.Amount)
	}
	return panel.Ask(panel.Clip{Text: c.name + "\t" + amount + "\t" + c.stageName})
}

// The zones of the panel.
const (
	zoneCard = "pipeline.card"
	zoneRow  = "pipeline.row"
)

func (p *pipeline) click(c panel.Click) {
	switch {
	case p.open:
		return
	case c.Zone.Name == zoneCard:
		p.at = widget.ZonePlace(c.Zone.N)
	case c.Zone.Name == zoneRow:
		p.rows.Cursor = c.Zone.N
	default:
		return
	}
	p.open = c.Again && p.current() != nil
}
