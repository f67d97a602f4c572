package indicators

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/tui/page"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The measures of the preview.
const (
	previewLeast = 12 // rows left below the lists from which there is one
	previewChart = 5  // rows of the chart at least
	previewHigh  = 19 // rows of its own from which words stand above a chart that has the width to itself
)

// glimpsed brings what was worked out about the indicator that is selected.
type glimpsed struct {
	rev    uint64
	detail metrics.Detail
}

// longest is how many rows the longer list has, with what stands above it, when
// nothing is filtered: what is below does not move while one types.
func (p *indicators) longest() int {
	n := max(len(p.rows[left]), len(p.rows[right])) + 1
	if p.wide() {
		n += headRows - 1
	}
	return n
}

// previewHeight gives how many rows below the lists are left for what is
// selected, 0 where they are too few.
func (p *indicators) previewHeight() int {
	free := p.h - p.above() - p.below() - p.longest()
	if free < previewLeast || p.data.Blank() || p.preview.Off() {
		return 0
	}
	return free
}

// glimpse has the chart of an indicator worked out.
func (p *indicators) glimpse(ctx context.Context, id string) tea.Cmd {
	d := p.data
	return p.env.Detail(ctx, d, id, func(detail metrics.Detail) tea.Msg { return glimpsed{d.Rev, detail} })
}

// see takes what was worked out, if it is of the numbers shown.
func (p *indicators) see(msg glimpsed) {
	if msg.rev == p.data.Rev {
		p.glimpsed = &msg.detail
		p.preview.Got(msg.detail.ID)
	}
}

// followCursor has the preview follow the cursor.
func (p *indicators) followCursor() tea.Cmd {
	r := p.selected()
	if p.open.id != "" { // which hides it
		return nil
	}
	if r == nil {
		return p.preview.Follow("", false, 0, 0)
	}
	return p.preview.Follow(r.ID, true, p.w, p.previewHeight()-1)
}

// drawPreview draws what is selected below the lists, apart from them by an
// empty row.
func (p *indicators) drawPreview(b widget.Box) {
	b.Aside()
	_, b = b.Top(1)
	p.preview.Draw(b)
}

// previewRows lays out the chart of an indicator, what its number and its signal
// say, and what to do about it: beside each other where there is room.
func (p *indicators) previewRows(id string, w, h int) []page.Row {
	r, d := p.data.Report.Find(id), p.glimpsed
	if r == nil || d == nil || d.ID != id {
		return nil
	}
	title := []page.Row{func(b widget.Box) { p.drawTitle(b, r) }}
	if w < sideBySide {
		return append(title, p.previewColumn(r, d, w, h-1)...)
	}
	half := (w - columnGap) / 2 // as the lists above
	chart, c := p.previewChart(r, d, half, h-1)
	words := append(append(p.previewHead(r, half), page.Blank), p.todo(r, half)...)
	if c != nil {
		words = append(append(words, page.Blank), p.chartWords(r, c, half)...)
	}
	return append(title, page.Beside(chart, words, half+columnGap, columnGap)...)
}

// previewColumn lays the same out in one column. Where it is low the chart comes
// first: the number stands in the list, too.
func (p *indicators) previewColumn(r *metrics.Reading, d *metrics.Detail, w, h int) []page.Row {
	head, todo := p.previewHead(r, w), append([]page.Row{page.Blank}, p.todo(r, w)...)
	if h < previewHigh {
		chart, _ := p.previewChart(r, d, w, h)
		return append(append(chart, head...), todo...)
	}
	chart, _ := p.previewChart(r, d, w, h-len(head)-len(todo))
	return append(append(head, chart...), todo...)
}

// previewChart lays the chart of an indicator out, with its dates and what its
// signs mean, in h rows.
func (p *indicators) previewChart(r *metrics.Reading, d *metrics.Detail, w, h int) ([]page.Row, *plot) {
	c := p.newPlot(r, d, max(w-chartFrom-2, 8), 0)
	if c == nil {
		return page.Text(w, 0, p.env.Say.T("indicators.chart.empty"), theme.Muted), nil
	}
	below := len(p.plotRows(r, c, w)) // of a chart without rows
	c.rows = max(previewChart, min(h-below, mostRows))
	return p.plotRows(r, c, w), c
}

// previewHead gives the number, its signal and its goal in words.
func (p *indicators) previewHead(r *metrics.Reading, w int) []page.Row {
	out := p.headline(r, w)
	if !r.Target.Set {
		out = append(out, page.Text(w, 0, p.env.Say.T("indicators.target.none"), theme.Muted)...)
	}
	return out
}

// todo says what to do about an indicator.
func (p *indicators) todo(r *metrics.Reading, w int) []page.Row {
	say, key := p.env.Say, "indicator."+r.ID+".act"
	if !say.Has(key) {
		return nil
	}
	return append(page.Text(w, 0, say.T("indicators.act"), theme.Muted), page.Text(w, 2, say.T(key), theme.Plain)...)
}
