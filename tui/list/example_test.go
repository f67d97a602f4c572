package list_test

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/list"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// ports is a tab with a list, and all that it takes to be one.
type ports struct {
	h     int
	names []string
	list  list.List[string]
}

func newPorts() *ports {
	p := &ports{}
	p.list = list.List[string]{
		Zone: "ports.row", Find: new(panel.Find),
		Len:  func() int { return len(p.names) },
		Key:  func(i int) string { return p.names[i] },
		Text: func(i int) string { return p.names[i] },
		Fields: func(_ widget.Box, i int) []widget.Field {
			return []widget.Field{widget.Cell(p.names[i], theme.Plain)}
		},
	}
	return p
}

func (p *ports) Depth() int   { return p.list.Find.Rows() }
func (p *ports) Typing() bool { return p.list.Find.Open }

func (p *ports) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case panel.Data:
		p.names = []string{"Aarhus", "Bergen", "Cádiz", "Dublin"}
		p.list.Renew()
	case panel.Size:
		p.h = msg.H
	default:
		if p.list.Update(msg) == list.Opened {
			return panel.Ask(panel.Clip{Text: p.names[p.list.Index()]})
		}
	}
	p.list.Fit(p.h - 1 - p.list.Find.Rows()) // a row for the titles
	return nil
}

func (p *ports) View(b widget.Box) {
	t := widget.Table{Columns: []widget.Column{{Title: "port", Min: 8, Name: true}}}
	p.list.Draw(p.list.Line(b), t, true, func(b widget.Box) { b.Print(2, 0, "no port", theme.Muted) })
}

func Example() {
	var tab panel.Panel = newPorts()
	for _, msg := range []tea.Msg{
		panel.Size{W: 40, H: 10}, panel.Data{}, panel.Act{Action: panel.Filter},
		tea.PasteMsg{Content: "cadiz"}, panel.Act{Action: panel.Open}, // leaves the filter standing
	} {
		tab.Update(msg)
	}
	fmt.Println(tab.Update(panel.Act{Action: panel.Open})())
	// Output: {Cádiz}
}
