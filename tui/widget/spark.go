package widget

import (
	"math"

	"foresail/tui/theme"
)

// Spark draws the last w values of a series as a row of bars, newest on the
// right. A value that is not a finite number is a gap and drawn as one. The
// scale starts at zero unless all values lie close together far from it.
func (b Box) Spark(x, y, w int, values []float64, style theme.Style) {
	if b.s == nil || w <= 0 {
		return
	}
	if len(values) > w {
		values = values[len(values)-w:]
	}
	low, high := span(values)
	levels := b.s.theme.Levels()
	for i, v := range values {
		at := x + w - len(values) + i
		if math.IsNaN(v) || math.IsInf(v, 0) {
			b.Print(at, y, b.Mark(theme.MarkGap), theme.Faint)
			continue
		}
		b.one(at, y, levels[level(v, low, high, len(levels))], 1, style)
	}
}

// span gives the range of a sparkline.
func span(values []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = min(low, v), max(high, v)
		}
	}
	switch {
	case low > high:
		return 0, 0
	case low > 0 && low < high*0.7:
		low = 0
	case high < 0 && high > low*0.7:
		high = 0
	}
	return low, high
}

// level gives the step of a value, 0 to n-1; a flat series is in the middle,
// one of zeros at the bottom.
func level(v, low, high float64, n int) int {
	if high <= low {
		if v == 0 {
			return 0
		}
		return n / 2
	}
	part := (v/2 - low/2) / (high/2 - low/2) // halves: the range itself may overflow
	return max(0, min(n-1, int(math.Round(part*float64(n-1)))))
}

// Bar draws how far value has come towards target, w columns wide, with a mark
// at the target where the value is beyond it. Without a positive target it
// draws nothing.
func (b Box) Bar(x, y, w int, value, target float64, style theme.Style) {
	if b.s == nil || w <= 0 || !(target > 0) || math.IsNaN(value) || math.IsInf(value, 0) || math.IsInf(target, 0) {
		return
	}
	most := max(value, target)
	full := int(math.Round(value / most * float64(w)))
	full = max(0, min(full, w))
	b.Fill(x, y, full, b.s.theme.Rune(theme.MarkFull), style)
	b.Fill(x+full, y, w-full, b.s.theme.Rune(theme.MarkEmpty), theme.Faint)
	if value > target {
		at := max(0, min(int(math.Round(target/most*float64(w))), w-1))
		b.Print(x+at, y, b.Mark(theme.MarkGoal), theme.Plain)
	}
}
