package tui

import (
	tea "charm.land/bubbletea/v2"

	"foresail/tui/form"
	"foresail/tui/panel"
)

// The zones of the cockpit itself.
const (
	zoneTab    = "app.tab"
	zoneFoot   = "app.foot"
	zoneChoice = "app.choice"
)

// click takes a click of the left button.
func (a *App) click(m tea.Mouse) tea.Cmd {
	if m.Button != tea.MouseLeft {
		return nil
	}
	z, ok := a.screen.ZoneAt(m.X, m.Y)
	again := ok && z.Name == a.clicked.Name && z.N == a.clicked.N
	a.clicked = z
	switch {
	case ok && z.Name == zoneFoot:
		return a.clickFoot(z.N)
	case a.confirm != nil:
	case a.help.open:
		a.help.open = false
		a.dirty = all
	case a.palette.open:
		a.dirty = all
		if z.Name != zoneChoice {
			a.palette.open = false
			return nil
		}
		a.palette.at.Cursor = z.N
		return a.runChoice()
	case !ok:
	case a.dialog.form != nil:
		a.dirty = all
		if z.Name == form.ZoneField {
			a.dialog.form.Focus(z.N)
		}
	case z.Name == zoneTab:
		return a.turn(z.N)
	case !a.entry.Open():
		return a.tell(a.front, panel.Click{Zone: z, Again: again})
	}
	return nil
}

// clickFoot does what the n-th hint of the footer says.
func (a *App) clickFoot(n int) tea.Cmd {
	hints := a.hints()
	if n >= len(hints) {
		return nil
	}
	action := hints[n].Action
	switch {
	case a.confirm != nil:
		return a.do(action)
	case a.help.open:
		a.dirty = all
		a.help.act(action)
		return nil
	case a.palette.open:
		a.dirty = all
		return a.paletteKey(action, tea.KeyPressMsg{})
	case a.dialog.form != nil:
		return a.formKey(action, tea.KeyPressMsg{})
	case a.entry.Open():
		return a.entryKey(action, tea.KeyPressMsg{})
	}
	return a.do(action)
}

// wheelRows is how many rows one notch of the wheel moves.
const wheelRows = 3

func (a *App) wheel(m tea.Mouse) tea.Cmd {
	n := 0
	switch m.Button {
	case tea.MouseWheelUp:
		n = -wheelRows
	case tea.MouseWheelDown:
		n = wheelRows
	}
	if n == 0 || a.confirm != nil || a.dialog.form != nil && !a.palette.open {
		return nil
	}
	if a.palette.open {
		a.scrollPalette(n)
		a.dirty = all
		return nil
	}
	if a.help.open {
		a.help.top = max(0, min(a.help.top+n, a.help.most))
		a.dirty = all
		return nil
	}
	return a.tell(a.front, panel.Wheel{N: n})
}
