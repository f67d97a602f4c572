// Package pipeline is the tab with the deals: the health of the pipeline in
// numbers, a board with a lane a stage on which cards are moved by key, the
// same as a table, the funnel with the share that goes on from each stage, and
// what changed since last week.
//
// It promises: a card is moved by one key and back by undo; winning and losing
// ask first; what needs attention stands first, in lanes and in the table, in the
// order of the tab Today (metrics.OpenDeals: what one more day puts at risk), and
// a deal that has a sign says why, the weightiest reason first; the numbers are
// those of `foresail pipeline`. The board is no list (it has lanes, each with a
// place of its own), so it moves itself. It imports
// tui/{forms,list,page,panel,widget,keymap,theme}, metrics, store/event,
// store/money, store/quick, store/record and store/say.
package pipeline

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/forms"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/page"
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
	actFunnel  keymap.Action = "deal.funnel"
	actSort    keymap.Action = "deal.sort"
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
		{Scope: scope, Action: actFunnel, Keys: []string{"f"}, Foot: 22},
		{Scope: scope, Action: actSort, Keys: []string{"s"}, Foot: 23},
	}, panel.FindKeys(scope)...),
	Needs: map[keymap.Action]panel.Rights{actLater: panel.Log, actEarlier: panel.Log, actWin: panel.Log, actLose: panel.Log, actEdit: panel.Log},
	New:   newPipeline,
	Eval:  eval,
}

type pipeline struct {
	env  *panel.Env
	data panel.Data
	all  *deals // everything that is open
	show *deals // what the filter leaves
	w, h int

	at     widget.Place // on the board
	sight  widget.Sight // what is seen of the board
	rows   list.List[record.ID]
	table  bool
	order  int  // of the orders
	funnel bool // in place of board and table
	steps  []step
	stages list.List[string]
	held   record.ID // the deal under the cursor, which it stays with
	moved  bool      // the cursor went elsewhere on the board
	going  going     // the move of a card that has not come back yet
	open   bool      // the detail of that deal
	page   page.Page
}

func newPipeline(env *panel.Env) panel.Panel {
	p := &pipeline{env: env}
	p.rows = list.List[record.ID]{
		Zone: "pipeline.row", Find: new(panel.Find),
		Len:    func() int { return p.show.len() },
		Key:    func(i int) record.ID { return p.show.list[i].id },
		Fields: func(b widget.Box, i int) []widget.Field { return p.fields(b, p.show.list[i]) },
		Note:   func() string { return p.env.Say.N("pipeline.found", p.show.len()) },
	}
	p.stages = p.newFunnel()
	return p
}

// Depth implements panel.Panel.
func (p *pipeline) Depth() int { return panel.Levels(p.open, p.funnel, p.rows.Find.Shown()) }

// Rests implements panel.Rester.
func (p *pipeline) Rests(a keymap.Action) bool {
	switch a {
	case panel.Filter, actSort:
		return p.open || p.funnel
	case actLater, actEarlier, actWin, actLose, actEdit, panel.Editor:
		return p.funnel && !p.open
	}
	return false
}

// Typing implements panel.Panel.
func (p *pipeline) Typing() bool { return p.rows.Find.Open && !p.open }

// Update implements panel.Panel.
func (p *pipeline) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	default:
		cmd = p.pass(msg)
	}
	p.fit()
	return cmd
}

// pass hands a message to the detail, the table or the board, and does what
// they leave.
func (p *pipeline) pass(msg tea.Msg) tea.Cmd {
	did := list.Ignored
	if act, _ := msg.(panel.Act); act.Action != actLater && act.Action != actEarlier {
		p.going = going{}
	}
	switch {
	case p.open && p.page.Update(msg):
		return nil
	case p.open:
	case p.funnel:
		if did = p.stages.Update(msg); did == list.Opened {
			p.toStage()
			return nil
		}
	case p.table:
		did = p.rows.Update(msg)
	default:
		did = p.onBoard(msg)
	}
	switch act, _ := msg.(panel.Act); did {
	case list.Filtered:
		p.arrange()
	case list.Opened:
		p.open, p.page = true, page.Page{}
	case list.Ignored:
		return p.act(act.Action)
	}
	return nil
}

func (p *pipeline) take(d panel.Data) {
	if p.data.Facts != d.Facts {
		p.going = going{}
	}
	p.data = d
	p.all, _ = d.Own.(*deals)
	p.steps = p.stepsOf(&p.data.Pipeline)
	p.stages.Renew()
	p.arrange()
}

// arrange applies the filter and brings the cursor back to its deal.
func (p *pipeline) arrange() {
	p.show = p.all.matching(newQuery(p.env.Say, p.rows.Find.Text())).sorted(p.order)
	if at, ok := p.show.place(p.held); ok {
		p.at = at
	}
	p.rows.Renew()
	p.open = p.rows.Go(p.held) && p.open
}

// fit keeps the cursor on a card.
func (p *pipeline) fit() {
	p.rows.Fit(p.bodyRows() - 1)
	p.stages.Fit(min(len(p.steps), max(p.bodyRows()-1, 0)))
	if p.show == nil || len(p.show.lanes) == 0 {
		p.at, p.sight = widget.Place{}, widget.Sight{}
		return
	}
	p.at.Column = max(0, min(p.at.Column, len(p.show.lanes)-1))
	p.at.Row = max(0, min(p.at.Row, len(p.show.lanes[p.at.Column].cards)-1))
	p.board(p.cardRows()).Follow(&p.sight, p.at, p.w, p.bodyRows())
	c := p.current()
	switch {
	case c != nil:
		p.held = c.id
	case p.moved: // to an empty lane, and stays there
		p.held = record.ID{}
	}
	p.moved = false
	if p.open = p.open && c != nil; p.open {
		p.page.Fit(len(p.detail(c, p.w, ansi.GraphemeWidth)), p.h-2)
	}
}

// current gives the card under the cursor, nil for none.
func (p *pipeline) current() *card {
	if p.show == nil || p.funnel {
		return nil
	}
	if p.table {
		if i := p.rows.Index(); i >= 0 {
			return p.show.list[i]
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

// stride is how many cards half a screen of the board is.
const stride = 5

// onBoard moves the cursor over the board.
func (p *pipeline) onBoard(msg tea.Msg) list.Did {
	if mine, changed := p.rows.Find.Update(msg); changed {
		return list.Filtered
	} else if mine {
		return list.Taken
	}
	if n, ok := panel.Step(msg, stride); ok {
		p.at.Row += n
		p.moved = true
		return list.Taken
	}
	switch msg := msg.(type) {
	case panel.Click:
		if msg.Zone.Name != zoneCard || msg.Zone.N < 0 {
			return list.Ignored
		}
		p.at, p.moved = widget.ZonePlace(msg.Zone.N), true
		if msg.Again && p.current() != nil {
			return list.Opened
		}
		return list.Taken
	case panel.Act:
		return p.across(msg.Action)
	}
	return list.Ignored
}

// across goes to another lane, from the last one round to the first, or opens
// the card.
func (p *pipeline) across(a keymap.Action) list.Did {
	last := p.show.last()
	switch {
	case a == panel.Open && p.current() != nil:
		return list.Opened
	case a == panel.Focus && p.at.Column == last:
		p.at.Column = 0
	case a == panel.Focus || a == panel.Right:
		p.at.Column = min(p.at.Column+1, last)
	case a == panel.Left:
		p.at.Column--
	default:
		return list.Ignored
	}
	p.moved = true
	return list.Taken
}

func (p *pipeline) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Open:
		if c := p.current(); p.open && c != nil {
			return panel.Ask(panel.Show{Tab: "accounts", Msg: panel.About{Deal: c.id}})
		}
	case panel.Back:
		p.open, p.funnel = false, p.funnel && p.open
	case panel.Copy:
		return p.copy()
	case actTable:
		p.table, p.open, p.funnel = !p.table, false, false
		p.arrange()
	case actSort:
		if !p.open && !p.funnel {
			return p.resort(p.order + 1)
		}
	case actFunnel:
		p.funnel, p.open = !p.funnel, false
	case actEdit:
		return p.edit(func(f panel.Form, _ record.ID) tea.Msg { return f })
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
func (p *pipeline) edit(ask func(panel.Form, record.ID) tea.Msg) tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	env, d := p.env, p.data
	return func() tea.Msg { return ask(forms.EditDeal(env, d, c.id), c.id) }
}

// inEditor gives the form of a deal to the user's editor.
func inEditor(f panel.Form, id record.ID) tea.Msg {
	if len(f.Fields) == 0 { // the deal has gone
		return f
	}
	return forms.InEditor(f, id.String())
}

// going is a card on its way to a stage: what was written is not shown yet.
type going struct {
	id    record.ID
	stage string
}

// shift moves the card to the stage before or after its own.
func (p *pipeline) shift(by int) tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	from := c.stage
	if p.going.id == c.id {
		from = p.going.stage
	}
	to := p.show.stageAt(from, by)
	if to == nil {
		return panel.Ask(panel.Toast{Text: p.env.Say.T("deal.no-stage"), Bad: true})
	}
	p.going = going{c.id, to.stage}
	return p.env.Append(p.env.Say.T("deal.moved", "deal", c.name, "stage", to.name), p.set(c, to.stage))
}

// close asks whether the deal is won, or why it is lost.
func (p *pipeline) close(stage string) tea.Cmd {
	c := p.current()
	if c == nil {
		return nil
	}
	say := p.env.Say
	ask, done := say.T("deal.close."+stage, "deal", c.name, "amount", p.amount(c)), say.T("deal.closed."+stage, "deal", c.name, "amount", c.amount)
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
	if c.priced {
		amount = p.env.Say.Money(c.deal.Now.Amount)
	}
	return panel.Ask(panel.Clip{Text: c.name + "\t" + amount + "\t" + c.stageName})
}

// zoneCard is the zone of a card.
const zoneCard = "pipeline.card"
