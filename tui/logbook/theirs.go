package logbook

import (
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// Theirs implements panel.Keeper.
func (p *logbook) Theirs(a keymap.Action) bool {
	c := p.current()
	if c == nil || a != actEdit && a != actDrop && a != panel.Editor {
		return false
	}
	return !p.data.Mine(c.Rep)
}
