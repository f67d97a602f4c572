package leadlag

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// far is further than any list is long.
const far = 1 << 20

// move moves the cursor, or the evidence while it is open.
func (p *leadlag) move(columns, rows int) {
	switch {
	case p.open:
		p.top = max(0, min(p.top, far)+rows)
	case p.wide():
		p.row.Cursor += rows
		p.column.Cursor = max(0, p.column.Cursor+columns)
	default:
		p.line.Cursor += rows
	}
}

// steps are the movements by action: columns, rows.
var steps = map[keymap.Action][2]int{
	panel.Down: {0, 1}, panel.Up: {0, -1}, panel.Left: {-1, 0}, panel.Right: {1, 0},
	panel.First: {0, -far}, panel.Last: {0, far},
}

func (p *leadlag) act(a keymap.Action) tea.Cmd {
	if s, ok := steps[a]; ok {
		p.move(s[0], s[1])
		return nil
	}
	switch a {
	case panel.HalfDown:
		p.move(0, p.half())
	case panel.HalfUp:
		p.move(0, -p.half())
	case panel.Focus:
		if p.column.Cursor++; p.column.Cursor >= len(p.columns) {
			p.column.Cursor = 0
		}
	case panel.Open:
		p.open, p.top = p.current() != nil, 0
	case panel.Back:
		p.open = false
	case panel.Copy:
		return p.copy()
	}
	return nil
}

func (p *leadlag) half() int {
	if p.open {
		return max(p.h/2, 1)
	}
	return p.row.Half()
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

// The zones of the panel.
const (
	zoneCell = "leadlag.cell"
	zoneLine = "leadlag.line"
)

// zoneWidth is how many columns a row may have in the number of a zone.
const zoneWidth = 1000

func (p *leadlag) click(c panel.Click) {
	switch {
	case p.open:
		return
	case c.Zone.Name == zoneCell:
		place := widget.Place{Row: c.Zone.N / zoneWidth, Column: c.Zone.N % zoneWidth}
		p.row.Cursor, p.column.Cursor = place.Row, place.Column
	case c.Zone.Name == zoneLine:
		p.line.Cursor = c.Zone.N
	default:
		return
	}
	p.fit()
	p.open, p.top = c.Again && p.current() != nil, 0
}
