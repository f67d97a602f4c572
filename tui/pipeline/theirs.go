package pipeline

import (
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// Theirs implements panel.Keeper. Who may hand deals over is asked for the owner.
func (p *pipeline) Theirs(a keymap.Action) bool {
	c := p.current()
	if c == nil || p.data.Mine(c.deal.Now.Rep) {
		return false
	}
	switch a {
	case actEdit, panel.Editor:
		return !p.env.May(panel.HandOver)
	case actLater, actEarlier, actWin, actLose:
		return true
	}
	return false
}
