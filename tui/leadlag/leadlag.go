// Package leadlag is the tab that says what moves before what: a heat map of
// indicators by outcomes, and the evidence on each pair one key away.
//
// It promises: only a verdict of the analysis is shown as one, by a sign and
// not by colour alone; while it is worked out, a line says how far it is and no
// number is shown that stands for other data; where there is too little data,
// it says how much more is needed. It imports tui/{panel,widget,keymap,theme},
// metrics/leadlag, metrics/findings, store/record and store/say.
//
// # Decisions
//
//   - The findings come with the data, worked out once for all panels. What was
//     found stays on screen while it is worked out again for the same scope and
//     period: one more call does not change the picture, and a table that
//     vanishes at every entry cannot be read.
//   - Rows and columns with leads come first: they are what one looks for.
package leadlag

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics/findings"
	engine "foresail/metrics/leadlag"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "leadlag"

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "leadlag", Number: 4, Scope: scope,
	Silent:   []keymap.Action{panel.Editor},
	Bindings: panel.FindKeys(scope),
	New:      func(env *panel.Env) panel.Panel { return &leadlag{env: env} },
}

type leadlag struct {
	env  *panel.Env
	data panel.Data
	w, h int

	state panel.Findings
	known *findings.Findings // state.Found, nil for nothing

	rows, columns []string // indicators and outcomes shown
	list          []*engine.Pair
	held          pair // the pair under the cursor, which it stays with
	row, column   widget.Scroll
	line          widget.Scroll // in the list
	find          panel.Find

	open  bool // the evidence on the pair under the cursor
	asked bool // it is to be opened once there is any
	top   int
}

// pair names an indicator and an outcome.
type pair struct{ x, y string }

// Root implements panel.Panel.
func (p *leadlag) Root() bool { return !p.open && !p.find.Shown() }

// Typing implements panel.Panel.
func (p *leadlag) Typing() bool { return p.find.Open && !p.open }

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
	case panel.Wheel:
		p.move(0, msg.N)
	case panel.Click:
		p.click(msg)
	default:
		if mine, changed := p.filter(msg); mine {
			if changed {
				p.arrange()
			}
		} else if act, ok := msg.(panel.Act); ok {
			cmd = p.act(act.Action)
		}
	}
	p.fit()
	return cmd
}

func (p *leadlag) filter(msg tea.Msg) (mine, changed bool) {
	if p.open {
		return false, false
	}
	return p.find.Update(msg)
}

// take notes what is known and how far the work on it is.
func (p *leadlag) take(f panel.Findings) {
	other := f.Found != p.known
	p.state, p.known = f, f.Found
	if !other {
		return
	}
	p.arrange()
	if p.asked && p.known != nil {
		p.open, p.top, p.asked = p.current() != nil, 0, false
	}
}

// point opens the evidence on a pair; it waits where nothing is known yet.
func (p *leadlag) point(about panel.About) {
	if about.Indicator == "" {
		return
	}
	p.find = panel.Find{}
	p.held = pair{about.Indicator, about.Outcome}
	p.arrange()
	p.open, p.top, p.asked = p.current() != nil, 0, p.known == nil
}

// arrange applies the filter.
func (p *leadlag) arrange() {
	p.rows, p.columns, p.list = nil, nil, nil
	if p.known == nil {
		return
	}
	words := strings.Fields(strings.ToLower(p.find.Text()))
	fits := func(id string) bool {
		name := strings.ToLower(p.name(id))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) })
	}
	for _, id := range p.known.Indicators {
		if fits(id) {
			p.rows = append(p.rows, id)
		}
	}
	p.columns = p.known.Outcomes
	for _, q := range p.known.Ranked {
		if fits(q.Indicator) {
			p.list = append(p.list, q)
		}
	}
	p.seek()
}

// seek brings the cursors to the pair that is held.
func (p *leadlag) seek() {
	p.row.Cursor = max(slices.Index(p.rows, p.held.x), 0)
	p.column.Cursor = max(slices.Index(p.columns, p.held.y), 0)
	p.line.Cursor = max(slices.IndexFunc(p.list, func(q *engine.Pair) bool { return nameOf(q) == p.held }), 0)
}

func nameOf(q *engine.Pair) pair { return pair{q.Indicator, q.Outcome} }

// fit keeps the cursors inside and notes the pair under them.
func (p *leadlag) fit() {
	grid := p.layout()
	p.row.Fit(len(p.rows), grid.rows)
	p.column.Fit(len(p.columns), grid.columns)
	p.line.Fit(len(p.list), grid.rows)
	if q := p.current(); q != nil {
		p.held = nameOf(q)
	} else {
		p.open = false
	}
	if p.open {
		p.top = max(0, min(p.top, len(p.evidence(p.w))-p.h))
	}
}

// current gives the pair under the cursor, nil for none.
func (p *leadlag) current() *engine.Pair {
	switch {
	case p.known == nil || len(p.rows) == 0 || len(p.columns) == 0:
		return nil
	case p.wide():
		return p.known.Pair(p.rows[min(p.row.Cursor, len(p.rows)-1)], p.columns[min(p.column.Cursor, len(p.columns)-1)])
	case len(p.list) == 0:
		return nil
	}
	return p.list[min(p.line.Cursor, len(p.list)-1)]
}

func (p *leadlag) name(id string) string { return p.env.Say.T("indicator." + id + ".name") }
