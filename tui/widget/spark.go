package widget

import (
	"math"

	"foresail/tui/theme"
)

// Trend is a series of periods, to be drawn small.
type Trend struct {
	Values []float64 // newest last; not a finite number is a gap
	Open   bool      // the last period is not over
}

// Spark draws the last w values of a trend as a row of bars, newest on the
// right. The last whole period has the style; those before it are faint, and
// one that is not over has a sign instead of a bar, since it would look like a
// fall. A gap is drawn as one. The scale starts at zero unless all values lie
// close together far from it.
func (b Box) Spark(x, y, w int, t Trend, style theme.Style) {
	if b.s == nil || w <= 0 {
		return
	}
	b = b.Drawing()
	values := t.Values[max(0, len(t.Values)-w):]
	x += w - len(values)
	whole := values
	if t.Open && len(values) > 0 {
		whole = values[:len(values)-1]
		b.Print(x+len(whole), y, b.Mark(part(values[len(whole)])), theme.Muted)
	}
	low, high := span(whole)
	levels := b.s.theme.Levels()
	for i, v := range whole {
		if !finite(v) {
			b.Print(x+i, y, b.Mark(theme.MarkGap), theme.Faint)
			continue
		}
		ink := theme.Faint
		if i == len(whole)-1 {
			ink = style
		}
		b.one(x+i, y, levels[level(v, low, high, len(levels))], 1, ink)
	}
}

// part gives the sign of the value of a period that is not over.
func part(v float64) theme.Mark {
	if finite(v) {
		return theme.MarkPart
	}
	return theme.MarkGap
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// span gives the range of a sparkline.
func span(values []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if finite(v) {
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
		b.Drawing().Print(x+at, y, b.Mark(theme.MarkGoal), theme.Plain)
	}
}
