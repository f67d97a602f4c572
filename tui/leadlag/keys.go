package leadlag

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
)

// pass hands a message to the evidence, the grid or the list, and does what
// they leave.
func (p *leadlag) pass(msg tea.Msg) tea.Cmd {
	did := list.Ignored
	switch {
	case p.open && p.page.Update(msg):
		return nil
	case p.open:
	case p.wide():
		did = p.onGrid(msg)
	default:
		did = p.pairs.Update(msg)
	}
	switch act, _ := msg.(panel.Act); did {
	case list.Filtered:
		p.rows.Narrow()
		p.pairs.Narrow()
	case list.Opened:
		p.show()
	case list.Ignored:
		return p.act(act.Action)
	}
	return nil
}

// onGrid moves the cursor over the grid, which is a list of its rows with a
// cursor among the columns beside.
func (p *leadlag) onGrid(msg tea.Msg) list.Did {
	switch msg := msg.(type) {
	case panel.Click:
		return p.click(msg)
	case panel.Act:
		switch n := len(p.found().Outcomes); msg.Action {
		case panel.Left:
			p.column.Move(-1, n)
			return list.Taken
		case panel.Right:
			p.column.Move(1, n)
			return list.Taken
		case panel.Focus:
			p.column.To((p.column.Cursor+1)%max(n, 1), n)
			return list.Taken
		}
	}
	return p.rows.Update(msg)
}

func (p *leadlag) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Back:
		p.open = false
	case panel.Copy:
		return p.copy()
	}
	return nil
}

// copy puts the evidence on the clipboard.
func (p *leadlag) copy() tea.Cmd {
	q := p.current()
	if q == nil {
		return nil
	}
	head := p.name(q.Indicator) + " → " + p.name(q.Outcome) + ": " + p.env.Say.T(q.VerdictKey())
	return panel.Ask(panel.Clip{Text: strings.Join(append([]string{head}, q.Say(p.env.Say, p.name)...), "\n")})
}

// zoneCell is the zone of a cell of the grid; its number holds row and column,
// of which there are up to zoneWidth.
const (
	zoneCell  = "leadlag.cell"
	zoneWidth = 1000
)

func (p *leadlag) click(c panel.Click) list.Did {
	row := c.Zone.N / zoneWidth
	if c.Zone.Name != zoneCell || row >= len(p.found().Indicators) {
		return list.Ignored
	}
	p.rows.Go(p.found().Indicators[row])
	p.column.To(c.Zone.N%zoneWidth, len(p.found().Outcomes))
	if c.Again {
		return list.Opened
	}
	return list.Taken
}
