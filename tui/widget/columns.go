package widget

import (
	"math"

	"foresail/tui/theme"
)

// Columns draws a series as upright bars over the whole box, newest on the
// right, with the scale of Spark. Labels stand in the last row, one a bar,
// where they fit. A value that is not a finite number is a gap.
func (b Box) Columns(values []float64, labels []string, style theme.Style) {
	if b.s == nil || len(values) == 0 || b.H < 2 || b.W < 2 {
		return
	}
	if len(values) > b.W {
		drop := len(values) - b.W
		values = values[drop:]
		if len(labels) > drop {
			labels = labels[drop:]
		}
	}
	step := min(b.W/len(values), 8)
	bar := max(step-1, 1)
	low, high := span(values)
	h := b.H - 1
	for i, v := range values {
		x := i * step
		if math.IsNaN(v) || math.IsInf(v, 0) {
			b.Drawing().Print(x, h-1, b.Mark(theme.MarkGap), theme.Faint)
			continue
		}
		b.column(x, h, bar, level(v, low, high, h*8+1), style)
	}
	b.labels(labels, len(values), step)
}

// column draws one bar, eighths high.
func (b Box) column(x, h, w, eighths int, style theme.Style) {
	b = b.Drawing()
	levels := b.s.theme.Levels()
	eighths = max(eighths, 1)
	for row := h - 1; row >= 0 && eighths > 0; row-- {
		for i := range w {
			b.one(x+i, row, levels[min(eighths, 8)-1], 1, style)
		}
		eighths -= 8
	}
}

// labels writes as many labels as fit without touching, the last one always.
func (b Box) labels(labels []string, n, step int) {
	free := n * step
	for i := min(n, len(labels)) - 1; i >= 0; i-- {
		w := b.Width(labels[i])
		x := max(0, i*step+max(step-1, 1)-w)
		if i*step+max(step-1, 1) > free || x+w > b.W {
			continue
		}
		b.Print(x, b.H-1, labels[i], theme.Muted)
		free = x - 1
	}
}

// Stat is a number with its label, for a line of numbers.
type Stat struct {
	Label string
	Forms []string // longest first
	Style theme.Style
	// Ahead puts the label before the number: for numbers of several words.
	Ahead bool
}

// leastLabel is how many columns of a label are left before its number takes a
// shorter form.
const leastLabel = 8

// Holds reports whether Stats writes all of these numbers into the box.
func (b Box) Holds(x int, stats ...Stat) bool {
	at, y := x, 0
	for _, s := range stats {
		w := b.Width(s.Forms[0]) + 1 + b.Width(s.Label)
		if at+w > b.W-1 && at > x {
			at, y = x, y+1
		}
		if at+w > b.W-1 || y >= b.H {
			return false
		}
		at += w + 3
	}
	return true
}

// Stats writes numbers one after the other, over as many rows as the box has,
// and gives how many rows it used. Numbers that do not fit are left out from
// the end with a mark.
func (b Box) Stats(x int, stats ...Stat) int {
	at, y := x, 0
	for _, s := range stats {
		form := s.Forms[0]
		w := b.Width(form) + 1 + b.Width(s.Label)
		if at+w > b.W-1 && at > x {
			at, y = x, y+1
		}
		if y >= b.H {
			b.Print(b.W-1, b.H-1, b.Mark(theme.MarkMore), theme.Muted)
			return b.H
		}
		if at+w > b.W-1 {
			form = b.Shorter(b.W-1-at-1-min(b.Width(s.Label), leastLabel), s.Forms...)
		}
		if s.Ahead {
			at = b.Fit(at, y, b.W-at-2-b.Width(form), s.Label, theme.Muted) + 1
			at = b.Print(at, y, form, s.Style) + 3
			continue
		}
		at = b.Print(at, y, form, s.Style)
		at = b.Fit(at+1, y, b.W-at-1, s.Label, theme.Muted)
		at += 3
	}
	return y + 1
}
