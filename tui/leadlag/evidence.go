package leadlag

import (
	"math"
	"strconv"
	"strings"

	engine "foresail/metrics/leadlag"
	"foresail/tui/page"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// evidence gives the rows on the pair at the cursor at a width.
func (p *leadlag) evidence(w int) []page.Row {
	q := p.current()
	if q == nil {
		return nil
	}
	out := []page.Row{func(b widget.Box) { p.drawTitle(b, q) }, page.Blank}
	for i, text := range q.Say(p.env.Say, p.name) {
		out = append(out, page.Text(w, 0, text, wordStyle(q, i))...)
	}
	out = append(out, page.Blank)
	rows := chartRows
	if p.h >= highFrom {
		rows = chartHigh
	}
	out = append(out, p.overlaid(w, q, rows)...)
	if len(q.Profile) > 0 {
		out = append(out, page.Blank)
		out = append(out, p.profile(w, q)...)
	}
	return out
}

// wordStyle makes the finding, what is doubtful and what is missing stand out.
func wordStyle(q *engine.Pair, i int) theme.Style {
	if i == 0 {
		return theme.Plain | theme.Bold
	}
	for _, mark := range []string{".doubt", ".fading", ".stalled", ".needs"} {
		if strings.Contains(q.Words[i].Key, mark) {
			return theme.Late
		}
	}
	return theme.Plain
}

func (p *leadlag) drawTitle(b widget.Box, q *engine.Pair) {
	x := p.drawNames(b, q)
	x = b.Fit(x+2, 0, b.W-x-3, sign(b, q), styles[q.Verdict])
	b.Fit(x+1, 0, b.W-x-2, p.env.Say.T(q.VerdictKey()), theme.Muted)
}

// The rows of the chart of both series: the more the higher the window.
const (
	chartRows = 5
	chartHigh = 9
	highFrom  = 34
	chartEdge = 2.5 // standard deviations at its upper and lower edge
)

// overlaid gives both series in one chart of so many rows, that which moves first drawn later
// by the lag, so that what belongs together stands in one column.
func (p *leadlag) overlaid(w int, q *engine.Pair, rows int) []page.Row {
	x, y := p.known.Adjusted[q.Indicator], p.known.Adjusted[q.Outcome]
	title, lag := p.env.Say.T("leadtab.series"), 0
	if q.Lag != nil && claimed(q) && *q.Lag != 0 {
		lag = *q.Lag
		name := p.name(q.Indicator)
		if lag < 0 {
			name = p.name(q.Outcome)
		}
		title = p.env.Say.T("leadtab.series.shifted", "name", name, "span", p.span(max(lag, -lag)))
	}
	x, y = shift(x, max(lag, 0), max(-lag, 0)), shift(y, max(-lag, 0), max(lag, 0))
	room := max(min(w-6, 2*page.Width), 1)
	periods := len(x)
	x, y = x[max(len(x)-room, 0):], y[max(len(y)-room, 0):]
	out := page.Text(w, 0, title, theme.Muted)
	out = append(out, func(b widget.Box) { p.drawMarks(b, q) })
	for row := range rows {
		out = append(out, func(b widget.Box) { drawBoth(b.Sub(4, 0, b.W-5, 1), x, y, row, rows) })
	}
	return append(out, func(b widget.Box) { b.Fit(4, 0, b.W-5, p.dates(periods, room, max(lag, -lag)), theme.Muted) })
}

// drawMarks says which mark of the chart is whose.
func (p *leadlag) drawMarks(b widget.Box, q *engine.Pair) {
	marks := []struct {
		mark  theme.Mark
		name  string
		style theme.Style
	}{
		{theme.MarkPoint, p.name(q.Indicator), theme.Leading}, {theme.MarkPart, p.name(q.Outcome), theme.Lagging},
		{theme.MarkMany, p.env.Say.T("leadtab.series.both"), theme.Muted},
	}
	need, at, apart := 4, 4, 3
	for _, m := range marks {
		need += b.Width(b.Mark(m.mark)+" "+m.name) + apart
	}
	if need-apart > b.W-1 {
		at, apart = 2, 2
	}
	for _, m := range marks {
		at = b.Print(at, 0, b.Mark(m.mark), m.style)
		at = b.Fit(at+1, 0, b.W-at-2, m.name, m.style) + apart
	}
}

// drawBoth draws one row, from the top, of both series, and where the average
// is.
func drawBoth(b widget.Box, x, y []float64, row, rows int) {
	b = b.Drawing()
	level := func(v float64) int {
		if math.IsNaN(v) {
			return -1
		}
		v = min(max(v, -chartEdge), chartEdge)
		return int(math.Round((chartEdge - v) / (2 * chartEdge) * float64(rows-1)))
	}
	for t := range x {
		switch one, other := level(x[t]) == row, level(y[t]) == row; {
		case one && other:
			b.Print(t, 0, b.Mark(theme.MarkMany), theme.Plain|theme.Bold)
		case one:
			b.Print(t, 0, b.Mark(theme.MarkPoint), theme.Leading)
		case other:
			b.Print(t, 0, b.Mark(theme.MarkPart), theme.Lagging)
		case row == rows/2:
			b.Print(t, 0, b.Mark(theme.MarkGap), theme.Faint)
		}
	}
}

// shift puts periods without a value before and behind a series.
func shift(values []float64, before, behind int) []float64 {
	out := make([]float64, 0, before+len(values)+behind)
	for range before {
		out = append(out, math.NaN())
	}
	out = append(out, values...)
	for range behind {
		out = append(out, math.NaN())
	}
	return out
}

// dates words the first and the last day that a row of so many periods shows,
// of which the last ones, ahead of the records, are lag.
func (p *leadlag) dates(periods, room, lag int) string {
	starts := p.known.History.Starts
	if len(starts) == 0 {
		return ""
	}
	first := min(max(periods-room, 0), len(starts)-1)
	last := p.data.Period.Add(starts[len(starts)-1], lag)
	return p.env.Say.T("leadtab.dates", "from", p.env.Say.Date(starts[first]), "to", p.env.Say.Date(last))
}

// barRows is the height of the bars of the profile.
const barRows = 5

// profile gives the prewhitened cross-correlation by lag as bars with the
// bound of chance.
func (p *leadlag) profile(w int, q *engine.Pair) []page.Row {
	say := p.env.Say
	first, values := window(q, w-6)
	top, peak := q.Bound, 0
	for i, r := range values {
		top = max(top, math.Abs(r))
		if math.Abs(r) > math.Abs(values[peak]) {
			peak = i
		}
	}
	out := page.Text(w, 0, say.T("leadtab.profile", "x", p.name(q.Indicator), "y", p.name(q.Outcome)), theme.Muted)
	for row := range barRows {
		out = append(out, func(b widget.Box) { drawBars(b.Sub(4, 0, b.W-5, 1), values, q.Bound, top, barRows-1-row) })
	}
	out = append(out, func(b widget.Box) { drawSigns(b.Sub(4, 0, b.W-5, 1), values, q.Bound) },
		func(b widget.Box) { drawAxis(b.Sub(4, 0, b.W-5, 1), first, len(values)) })
	return append(out, page.Text(w, 0, say.T("leadtab.profile.bound", "bound", say.Number(q.Bound, 2), "r", say.Number(values[peak], 2),
		"lag", first+peak), theme.Muted)...)
}

// window gives the part of the profile that fits into w columns, of which the
// side where the indicator moves first is kept to the last, and its first lag.
func window(q *engine.Pair, w int) (first int, values []float64) {
	values = q.Profile
	first = -(len(values) / 2)
	if drop := len(values) - max(w, 1); drop > 0 {
		low := min(drop, len(values)/2)
		values, first = values[low:len(values)-(drop-low)], first+low
	}
	return first, values
}

// drawBars draws one row of the bars, level rows above their foot, and the
// bound as a dotted line from edge to edge behind them.
func drawBars(b widget.Box, values []float64, bound, top float64, level int) {
	if b.Theme() == nil || !(top > 0) {
		return
	}
	b = b.Drawing()
	levels := b.Theme().Levels()
	eighths := func(r float64) int { return int(math.Round(math.Abs(r)/top*barRows*8)) - 8*level }
	edge := eighths(bound) > 0 && eighths(bound) <= 8
	if edge { // from edge to edge, behind the bars
		for x := range b.W {
			b.Print(x, 0, b.Mark(theme.MarkLimit), theme.Faint)
		}
	}
	for x, r := range values {
		style := theme.Muted
		if math.Abs(r) > bound {
			style = theme.Accent | theme.Bold
		}
		if n := eighths(r); n > 0 {
			b.Print(x, 0, levels[min(n, 8)-1], style)
		}
	}
}

// drawSigns writes the sign of what is beyond the bound.
func drawSigns(b widget.Box, values []float64, bound float64) {
	b = b.Drawing()
	for x, r := range values {
		switch {
		case r > bound:
			b.Print(x, 0, "+", theme.Accent)
		case r < -bound:
			b.Print(x, 0, "−", theme.Accent)
		}
	}
}

// drawAxis writes the first lag, 0 and the last one.
func drawAxis(b widget.Box, first, n int) {
	b = b.Drawing()
	b.Print(0, 0, strconv.Itoa(first), theme.Muted)
	if zero := -first; zero > 4 {
		b.Print(zero, 0, "0", theme.Muted)
	}
	b.Right(0, 0, n, strconv.Itoa(first+n-1), theme.Muted)
}
