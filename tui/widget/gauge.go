package widget

import (
	"math"

	"foresail/tui/theme"
)

// Gauge draws a value as a bar of w columns that stands for most, with a sign
// where the goal is, so that several of them one below the other compare. A
// value above zero takes a column at least; a goal that is not above zero has
// no sign. What is not a finite number draws nothing.
func (b Box) Gauge(x, y, w int, value, goal, most float64, style theme.Style) {
	if b.s == nil || w <= 0 || !(most > 0) || math.IsInf(most, 0) || math.IsNaN(value) || math.IsInf(value, 0) {
		return
	}
	at := func(v float64) int { return max(0, min(int(math.Round(v/most*float64(w))), w)) }
	full := at(value)
	if value > 0 {
		full = max(full, 1)
	}
	b.Fill(x, y, full, b.s.theme.Rune(theme.MarkFull), style)
	b.Fill(x+full, y, w-full, b.s.theme.Rune(theme.MarkEmpty), theme.Faint)
	if goal > 0 && !math.IsInf(goal, 0) {
		b.Drawing().Print(x+min(at(goal), w-1), y, b.Mark(theme.MarkGoal), theme.Plain)
	}
}
