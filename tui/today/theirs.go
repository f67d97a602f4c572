package today

import (
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// Theirs implements panel.Keeper. What is done is logged as one's own, whosever
// the deal is; who may hand accounts over is asked for the owner.
func (p *today) Theirs(a keymap.Action) bool {
	r := p.current()
	if r == nil || p.side != todo || a != actLater && a != actEarlier && a != actEdit {
		return false
	}
	if !r.item.DealRef.IsZero() {
		return !p.data.MineDeal(r.item.DealRef)
	}
	return !p.data.MineAccount(r.item.AccountRef) && (a != actEdit || !p.env.May(panel.HandOver))
}
