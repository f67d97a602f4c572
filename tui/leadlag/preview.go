package leadlag

import (
	"strings"

	engine "foresail/metrics/leadlag"
	"foresail/tui/page"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The room that a preview takes at least.
const (
	previewFrom = 120 // columns of the window
	previewHigh = 18  // rows of the panel
	previewMin  = 36  // columns of its own
	previewGap  = 3   // columns between it and the grid
	previewAll  = 80  // columns of its own from which it shows the profile, too
)

// previewColumns gives how many columns right of the grid are for the evidence
// on the pair at the cursor, 0 for none.
func (p *leadlag) previewColumns(l layout) int {
	if p.w < previewFrom || p.h < previewHigh || p.preview.Off() {
		return 0
	}
	if room := p.w - l.grid(len(p.found().Outcomes)) - previewGap; room >= previewMin {
		return room
	}
	return 0
}

// grid is how many columns the grid takes with n outcomes.
func (l layout) grid(n int) int { return 2 + l.label + 2 + min(l.columns, n)*l.cell }

// drawPreview draws the evidence on the pair at the cursor right of the grid.
func (p *leadlag) drawPreview(b widget.Box, l layout) {
	if l.preview == 0 {
		return
	}
	side := b.Sub(l.grid(len(p.found().Outcomes))+previewGap-1, 0, l.preview, b.H-1)
	side.Aside()
	p.preview.Draw(side)
}

// previewRows gives the evidence on a pair in the order in which it matters
// beside the grid: what was found, what is doubtful and what would change it,
// both series, and how sure all that is.
func (p *leadlag) previewRows(k pair, w, h int) []page.Row {
	q := p.found().Pair(k.x, k.y)
	if q == nil {
		return nil
	}
	out := []page.Row{func(b widget.Box) { p.drawNames(b, q) }, func(b widget.Box) { p.drawVerdict(b, q) }, page.Blank}
	var rest []page.Row
	for i, text := range q.Say(p.env.Say, p.name) {
		rows := page.Text(w, 0, text, wordStyle(q, i))
		if i == 0 || telling(q.Words[i].Key) {
			out = append(out, rows...)
		} else {
			rest = append(rest, rows...)
		}
	}
	if len(p.known.Adjusted[q.Indicator]) > 0 && len(p.known.Adjusted[q.Outcome]) > 0 {
		out = append(append(out, page.Blank), p.overlaid(w, q, previewChart(h))...)
	}
	if len(rest) > 0 {
		out = append(append(out, page.Blank), rest...)
	}
	if w >= previewAll && len(q.Profile) > 0 {
		out = append(out, page.Blank)
		for _, row := range p.profile(w, q) {
			out = append(out, func(b widget.Box) { row(b.Sub(0, 0, min(b.W, page.Width+4), 1)) }) // its bound is no wider than the text
		}
	}
	return out
}

// telling reports whether a sentence is of what is doubtful, missing, or would
// change the verdict.
func telling(key string) bool {
	for _, part := range []string{".doubt", ".fading", ".stalled", ".needs", ".margin", ".finer", ".weaker"} {
		if strings.Contains(key, "words"+part) {
			return true
		}
	}
	return false
}

// previewChart is how many rows the chart of both series takes in so many.
func previewChart(h int) int {
	if h >= highFrom {
		return chartHigh
	}
	return chartRows
}

func (p *leadlag) drawNames(b widget.Box, q *engine.Pair) int {
	x := b.Fit(2, 0, b.W-3, p.name(q.Indicator), theme.Leading|theme.Bold)
	x = b.Fit(x, 0, b.W-x-1, " → ", theme.Muted)
	return b.Fit(x, 0, b.W-x-1, p.name(q.Outcome), theme.Lagging|theme.Bold)
}

func (p *leadlag) drawVerdict(b widget.Box, q *engine.Pair) {
	x := b.Fit(2, 0, b.W-3, sign(b, q), styles[q.Verdict])
	b.Fit(x+1, 0, b.W-x-2, p.env.Say.T(q.VerdictKey()), theme.Muted)
}
