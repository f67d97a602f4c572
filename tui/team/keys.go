package team

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
)

// aside are the keys that mean the same here as those up and down.
var aside = map[keymap.Action]keymap.Action{panel.Right: panel.Down, panel.Left: panel.Up}

func sideways(msg tea.Msg) tea.Msg {
	if act, ok := msg.(panel.Act); ok && aside[act.Action] != "" {
		return panel.Act{Action: aside[act.Action]}
	}
	return msg
}

// pass hands a message to the page or the table, and does what they leave.
func (p *team) pass(msg tea.Msg) tea.Cmd {
	if p.open && p.page.Update(msg) {
		return nil
	}
	if !p.open {
		switch p.list.Update(msg) {
		case list.Opened:
			return p.show(p.current().ID)
		case list.Taken, list.Filtered:
			return nil
		}
	}
	if act, ok := msg.(panel.Act); ok {
		return p.act(act.Action)
	}
	return nil
}

func (p *team) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Back:
		p.open = false
	case panel.Copy:
		return p.copy()
	case actSort, actTurn:
		p.resort(a)
	case actScope, actDeals:
		return p.point(a)
	}
	return nil
}

// targets are the tabs that show more of a rep, by the action that asks.
var targets = map[keymap.Action]string{actScope: "indicators", actDeals: "pipeline"}

// point sets the cockpit's numbers to the rep and shows another tab.
func (p *team) point(a keymap.Action) tea.Cmd {
	r := p.current()
	if r == nil || r.ID.IsZero() {
		return nil
	}
	return panel.Ask(panel.Show{Tab: targets[a], Scope: &panel.Scope{Rep: r.ID}})
}

// copy puts the row on the clipboard, fields separated by tabs.
func (p *team) copy() tea.Cmd {
	r := p.current()
	if r == nil {
		return nil
	}
	return panel.Ask(panel.Clip{Text: p.text(r)})
}

// sorting is a way to order the rows: by the column of a key, with the value
// that counts; the largest come first. Names come in the order of the letters.
type sorting struct {
	column string
	value  func(*metrics.TeamRow) (x float64, known bool)
}

func of(n metrics.Number) (float64, bool) { return n.X, n.Set }

// sorts are the orders that the key goes through. The first is that of
// metrics.
var sorts = []sorting{
	{"attention", nil},
	{"rep", nil},
	{"activity", func(r *metrics.TeamRow) (float64, bool) { return float64(r.Activities), true }},
	{"open", func(r *metrics.TeamRow) (float64, bool) { return of(r.OpenValue) }},
	{"attainment", func(r *metrics.TeamRow) (float64, bool) { return of(r.Attainment.Value) }},
	{"win", func(r *metrics.TeamRow) (float64, bool) { return of(r.WinRate.Value) }},
	{"last", func(r *metrics.TeamRow) (float64, bool) { return lastDay(r) }},
}

func lastDay(r *metrics.TeamRow) (float64, bool) {
	d, err := record.ParseDate(r.LastDay)
	return float64(d), err == nil
}

func (p *team) resort(a keymap.Action) {
	if a == actTurn {
		p.turned = !p.turned
	} else {
		p.order, p.turned = (p.order+1)%len(sorts), false
	}
	p.arrange()
}

// sort orders the rows as they came: those who left last, what has no value
// after what has one.
func (p *team) sort() {
	s := sorts[p.order]
	if s.column == "attention" {
		if p.turned {
			slices.Reverse(p.rows)
		}
	} else {
		slices.SortStableFunc(p.rows, func(a, b *metrics.TeamRow) int { return s.compare(p, a, b) })
	}
	slices.SortStableFunc(p.rows, func(a, b *metrics.TeamRow) int { return cmp.Compare(gone(a), gone(b)) })
}

func gone(r *metrics.TeamRow) int {
	switch {
	case r.ID.IsZero():
		return 2
	case r.Gone:
		return 1
	}
	return 0
}

func (s sorting) compare(p *team, a, b *metrics.TeamRow) int {
	sign := 1
	if p.turned {
		sign = -1
	}
	if s.value == nil {
		return sign * cmp.Compare(record.Fold(a.Rep), record.Fold(b.Rep))
	}
	x, okX := s.value(a)
	y, okY := s.value(b)
	if !okX || !okY {
		return cmp.Compare(b2i(okY), b2i(okX))
	}
	return sign * cmp.Compare(y, x)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
