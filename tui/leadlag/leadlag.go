// Package leadlag is the tab that says what moves before what: a heat map of
// indicators by outcomes, and the evidence on each pair one key away.
//
// It promises: only a verdict of the analysis is shown as one, by a sign and
// not by colour alone; while it is worked out, a line says how far it is and no
// number is shown that stands for other data; where there is too little data,
// it says how much more is needed. It imports tui/{list,page,panel,preview,widget,keymap,theme},
// metrics/leadlag, metrics/findings and store/record.
//
// # Decisions
//
//   - The findings come with the data, worked out once for all panels. What was
//     found stays on screen while it is worked out again for the same scope and
//     period: one more call does not change the picture, and a table that
//     vanishes at every entry cannot be read.
//   - Rows and columns with leads come first: they are what one looks for.
//   - Where the grid leaves room at its right, the evidence on the pair at the
//     cursor stands there, what would change the verdict before what it rests on;
//     the words below the grid are left out then.
package leadlag

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics/findings"
	engine "foresail/metrics/leadlag"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/preview"
	"foresail/tui/widget"
)

const scope keymap.Scope = "leadlag"

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "leadlag", Number: 4, Scope: scope,
	Silent:   []keymap.Action{panel.Editor},
	Bindings: panel.FindKeys(scope),
	New:      newLeadlag,
}

type leadlag struct {
	env  *panel.Env
	data panel.Data
	w, h int

	state panel.Findings
	known *findings.Findings // state.Found, nil for nothing

	rows   list.List[string] // indicators, the rows of the grid
	column widget.Scroll     // outcomes, its columns
	pairs  list.List[pair]   // where there is no room for the grid
	held   pair              // the pair under the cursor, which it stays with

	open  bool // the evidence on the pair under the cursor
	asked bool // it is to be opened once there is any
	page  page.Page

	preview preview.Pane[pair] // the evidence beside the grid
}

// pair names an indicator and an outcome.
type pair struct{ x, y string }

func newLeadlag(env *panel.Env) panel.Panel {
	p, find := &leadlag{env: env}, new(panel.Find)
	p.rows = list.List[string]{
		Find: find,
		Len:  func() int { return len(p.found().Indicators) },
		Key:  func(i int) string { return p.found().Indicators[i] },
		Text: func(i int) string { return p.name(p.found().Indicators[i]) },
	}
	p.pairs = list.List[pair]{
		Zone: "leadlag.line", Find: find,
		Len:    func() int { return len(p.found().Ranked) },
		Key:    func(i int) pair { return nameOf(p.found().Ranked[i]) },
		Text:   func(i int) string { return p.name(p.found().Ranked[i].Indicator) },
		Fields: func(_ widget.Box, i int) []widget.Field { return p.fields(p.found().Ranked[i]) },
	}
	p.preview = preview.Pane[pair]{Env: env, Rows: p.previewRows}
	return p
}

// found is what is known, empty where nothing is: its Indicators are the rows
// of the grid, its Outcomes the columns.
func (p *leadlag) found() *findings.Findings {
	if p.known == nil {
		return new(findings.Findings)
	}
	return p.known
}

// Depth implements panel.Panel.
func (p *leadlag) Depth() int { return panel.Levels(p.open, p.rows.Find.Shown()) }

// Rests implements panel.Rester.
func (p *leadlag) Rests(a keymap.Action) bool { return p.open && a == panel.Filter }

// Typing implements panel.Panel.
func (p *leadlag) Typing() bool { return p.rows.Find.Open && !p.open }

// Update implements panel.Panel.
func (p *leadlag) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		p.data = msg
		p.take(msg.Findings)
	case panel.Findings:
		p.take(msg)
	case panel.About:
		p.point(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
		p.seek() // grid and list may change places
	default:
		if next, mine := p.preview.Update(msg); mine {
			return next
		}
		cmd = p.pass(msg)
	}
	return tea.Batch(cmd, p.fit())
}

// take notes what is known and how far the work on it is.
func (p *leadlag) take(f panel.Findings) {
	other := f.Found != p.known
	p.state, p.known = f, f.Found
	if !other {
		return
	}
	p.arrange()
	p.preview.Renew()
	if p.asked && p.known != nil {
		p.show()
	}
}

// point opens the evidence on a pair; it waits where nothing is known yet.
func (p *leadlag) point(about panel.About) {
	if about.Indicator == "" {
		return
	}
	*p.rows.Find = panel.Find{}
	p.held = pair{about.Indicator, about.Outcome}
	p.arrange()
	p.show()
	p.asked = p.known == nil
}

// show opens the evidence on the pair under the cursor.
func (p *leadlag) show() { p.open, p.page, p.asked = p.current() != nil, page.Page{}, false }

// arrange follows other findings, or another filter.
func (p *leadlag) arrange() {
	p.rows.Renew()
	p.pairs.Renew()
	p.seek()
}

// seek brings the cursors to the pair that is held.
func (p *leadlag) seek() {
	p.rows.Go(p.held.x)
	p.pairs.Go(p.held)
	p.column.Cursor = max(slices.Index(p.found().Outcomes, p.held.y), 0)
}

func nameOf(q *engine.Pair) pair { return pair{q.Indicator, q.Outcome} }

// fit keeps the cursors inside, notes the pair under them, and has the preview
// follow.
func (p *leadlag) fit() tea.Cmd {
	grid := p.layout()
	p.rows.Fit(grid.rows)
	p.pairs.Fit(grid.rows)
	p.column.Fit(len(p.found().Outcomes), grid.columns)
	q := p.current()
	if q != nil {
		p.held = nameOf(q)
	}
	if p.open = p.open && q != nil; p.open {
		p.page.Fit(len(p.evidence(p.w)), p.h)
		return nil
	}
	return p.preview.Follow(p.held, q != nil, grid.preview, grid.rows+grid.head-1)
}

// current gives the pair under the cursor, nil for none.
func (p *leadlag) current() *engine.Pair {
	at := p.pairs.Index()
	if p.wide() {
		at = p.rows.Index()
	}
	switch {
	case at < 0 || len(p.found().Outcomes) == 0:
		return nil
	case p.wide():
		return p.known.Pair(p.found().Indicators[at], p.found().Outcomes[min(p.column.Cursor, len(p.found().Outcomes)-1)])
	}
	return p.found().Ranked[at]
}

func (p *leadlag) name(id string) string { return p.env.Say.T("indicator." + id + ".name") }
