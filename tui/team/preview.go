package team

import (
	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/widget"
)

// The measures of the preview.
const (
	previewLeast = 11              // rows left below the table from which there is one
	previewWide  = 3 * partWidth   // columns from which its three parts stand side by side
	previewTwo   = 2*partWidth - 4 // and from which two of them do
	previewDeals = 6               // deals that it lists at most
)

// previewHeight gives how many rows below the table are left for who is
// selected, 0 where they are too few.
func (p *team) previewHeight() int {
	free := p.tableRows() - len(p.rows)
	if free < previewLeast || p.data.Blank() || p.preview.Off() {
		return 0
	}
	return free
}

// followCursor has the preview follow the cursor.
func (p *team) followCursor() tea.Cmd {
	i := p.list.Index()
	switch {
	case p.open: // which hides it
		return nil
	case i < 0 || p.rows[i].ID.IsZero(): // who has no page
		return p.preview.Follow(record.ID{}, false, 0, 0)
	}
	return p.preview.Follow(p.rows[i].ID, true, p.w, p.previewHeight()-1)
}

// drawPreview draws who is selected into the last rows of the table, apart from
// it by an empty row.
func (p *team) drawPreview(b widget.Box) {
	n := p.previewHeight()
	if n == 0 {
		return
	}
	below := b.Sub(0, b.H-n+1, b.W, n-1)
	below.Aside()
	p.preview.Draw(below)
}

// previewRows lays out what the page of a rep shows first: what needs attention,
// what was done against the usual, the attainment, and the deals at risk.
func (p *team) previewRows(who record.ID, w, h int) []page.Row {
	if p.all == nil {
		return nil
	}
	r := p.all.Row(who)
	if r == nil {
		return nil
	}
	out := append([]page.Row{func(b widget.Box) { p.drawTitle(b, r) }}, p.concerns(r, w)...)
	out = append(out, page.Blank)
	if left := h - len(out); w >= previewTwo {
		return append(out, p.previewParts(r, w, left)...)
	}
	out = append(append(out, p.activity(r)...), page.Blank)
	out = append(append(out, p.quota(r)...), page.Blank)
	return append(out, p.deals(r, min(previewDeals, riskRows))...)
}

// previewParts lays out the parts side by side: what was done, the attainment
// with the ratios, and the deals; where there is room for two, the deals stand
// below the attainment.
func (p *team) previewParts(r *metrics.TeamRow, w, h int) []page.Row {
	quota := append(p.quota(r), page.Blank)
	if w >= previewWide {
		rates := append(quota, p.ratios(r)...)
		return page.Beside(page.Beside(p.activity(r), rates, partWidth, 2), p.deals(r, min(riskRows, h-2)), 2*partWidth, 2)
	}
	return page.Beside(p.activity(r), append(quota, p.deals(r, min(previewDeals, h-len(quota)-2))...), partWidth, 2)
}
