package pipeline

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// order is a way to sort deals, in lanes and in the table.
type order struct {
	key     string // message "deal.by." and this
	column  string // of the table, by its title; "" for that of the signs
	up      bool   // least first
	compare func(a, b *card) int
}

// orders are the ways to sort, the first of them from the start: that of the
// agenda. What the others leave equal is in the order of the first.
var orders = []order{
	{key: "attention", compare: byNeed},
	{key: "amount", column: "deal.amount", compare: byAmount},
	{key: "age", column: "deal.age", compare: func(a, b *card) int { return cmp.Compare(b.age, a.age) }},
	{key: "expected", column: "deal.expected", up: true, compare: func(a, b *card) int {
		return cmp.Or(cmp.Compare(boolean(a.expected == 0), boolean(b.expected == 0)), cmp.Compare(a.expected, b.expected))
	}},
}

// boolean is 1 for true.
func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// foreign is 0 for an amount in the file's currency, 1 for another one and 2
// for none.
func (c *card) foreign() int {
	switch {
	case !c.priced:
		return 2
	case c.code != c.deal.Now.Amount.Currency:
		return 1
	}
	return 0
}

// byAmount has larger amounts before others, each currency for itself: that of
// the numbers first, and last what has no amount.
func byAmount(a, b *card) int {
	return cmp.Or(
		cmp.Compare(a.foreign(), b.foreign()), cmp.Compare(a.deal.Now.Amount.Currency, b.deal.Now.Amount.Currency), cmp.Compare(b.minor, a.minor),
	)
}

// byNeed is the order of the agenda, and of what it does not list that of the
// amounts.
func byNeed(a, b *card) int {
	return cmp.Or(
		cmp.Compare(boolean(a.rank < 0), boolean(b.rank < 0)), cmp.Compare(a.rank, b.rank), byAmount(a, b),
		cmp.Compare(a.name, b.name), slices.Compare(a.id[:], b.id[:]),
	)
}

// sorted gives the same deals in another order.
func (ds *deals) sorted(by int) *deals {
	if ds == nil || by == 0 {
		return ds
	}
	out := *ds
	out.list = slices.Clone(ds.list)
	slices.SortStableFunc(out.list, orders[by].compare)
	out.lanes = make([]*lane, len(ds.lanes))
	for i, l := range ds.lanes {
		other := *l
		other.cards = slices.Clone(l.cards)
		slices.SortStableFunc(other.cards, orders[by].compare)
		out.lanes[i] = &other
	}
	return &out
}

// resort goes to an order and to its first deal. On the board nothing shows by
// what it is sorted, so it is said.
func (p *pipeline) resort(to int) tea.Cmd {
	p.order = to % len(orders)
	p.arrange()
	p.rows.To(0)
	p.at.Row = 0
	if p.table {
		return nil
	}
	return panel.Ask(panel.Toast{Text: p.env.Say.T("deal.by", "what", p.env.Say.T("deal.by."+orders[p.order].key))})
}

// heading names a column of the table, with a sign where it is sorted by it.
func (p *pipeline) heading(b widget.Box, column string) string {
	title := p.env.Say.T(column)
	o := orders[p.order]
	switch {
	case o.column != column:
		return title
	case o.up:
		return title + b.Mark(theme.MarkAbove)
	}
	return title + b.Mark(theme.MarkBelow)
}
