package indicators

import (
	"math"
	"strings"

	"foresail/metrics"
	"foresail/metrics/control"
	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The measures of the chart.
const (
	scaleWidth = 10 // columns of the numbers at its left
	chartFrom  = scaleWidth + 2
	leastRows  = 7
	mostRows   = 15
	widest     = 4 // columns a point
)

// plot is a process behaviour chart, ready to be drawn.
type plot struct {
	detail      *metrics.Detail
	points      []control.Point // the current period last
	ends        []record.Date   // last day of each
	target      metrics.Number
	low, high   float64 // of the scale
	rows, step  int
	ink         theme.Style
	fromPartial bool // the last point is the current period
}

// chart gives the rows of the process behaviour chart of the indicator that is
// open, with what its signs mean and what happened meanwhile.
func (p *indicators) chart(r *metrics.Reading, w int) []page.Row {
	d := p.open.detail
	if d == nil {
		return append(page.Text(w, 0, p.env.Say.T("indicators.by.wait"), theme.Accent), page.Blank)
	}
	c := p.newPlot(r, d, max(w-chartFrom-2, 8), max(leastRows, min(p.h/2-3, mostRows)))
	if c == nil {
		return append(page.Text(w, 0, p.env.Say.T("indicators.chart.empty"), theme.Muted), page.Blank)
	}
	return append(append(p.plotRows(r, c, w), p.chartWords(r, c, w)...), page.Blank)
}

// plotRows gives the rows of a chart, its dates, and what its signs mean.
func (p *indicators) plotRows(r *metrics.Reading, c *plot, w int) []page.Row {
	labels := p.labels(r, c)
	var out []page.Row
	for y := range c.rows {
		out = append(out, func(b widget.Box) {
			if l, ok := labels[y]; ok {
				b.Drawing().Number(0, 0, scaleWidth, l.style, l.forms...)
			}
			c.draw(b.Sub(chartFrom, 0, b.W-chartFrom, 1), y)
		})
	}
	if len(c.detail.Notes) > 0 {
		out = append(out, func(b widget.Box) { c.drawNotes(b.Sub(chartFrom, 0, b.W-chartFrom, 1)) })
	}
	out = append(out, func(b widget.Box) { p.drawDates(b.Sub(chartFrom, 0, b.W-chartFrom, 1), c) })
	return append(out, p.legend(r, c, w)...)
}

// newPlot lays out the chart over so many columns and rows; the newest points
// are kept. It gives nil where there is nothing to draw.
func (p *indicators) newPlot(r *metrics.Reading, d *metrics.Detail, room, rows int) *plot {
	c := &plot{detail: d, target: r.Target, ink: p.ink(left), rows: rows}
	if r.Horizon == metrics.Lagging {
		c.ink = p.ink(right)
	}
	c.points = append(c.points, d.Chart.Points...)
	for _, s := range d.Samples {
		c.ends = append(c.ends, s.To)
	}
	if n := len(d.Samples); n == 0 || d.Now.At > d.Samples[n-1].At {
		c.points = append(c.points, control.Point{Value: control.Value{X: d.Now.Value.X, Gap: !d.Now.Value.Set}})
		c.ends, c.fromPartial = append(c.ends, d.Now.To), true
	}
	if drop := len(c.points) - room; drop > 0 {
		c.points, c.ends = c.points[drop:], c.ends[drop:]
	}
	c.step = max(1, min(room/len(c.points), widest))
	if !d.Limits {
		for i := range c.points {
			c.points[i] = control.Point{Value: c.points[i].Value}
		}
	}
	return c.scale()
}

// scale finds the range of the chart; nil where no point has a value.
func (c *plot) scale() *plot {
	low, high, any := math.Inf(1), math.Inf(-1), false
	see := func(x float64) { low, high = min(low, x), max(high, x) }
	for _, q := range c.points {
		if !q.Gap {
			any = true
			see(q.X)
		}
		if q.Limited {
			see(q.Low)
			see(q.High)
		}
	}
	if !any {
		return nil
	}
	if c.target.Set {
		see(c.target.X)
	}
	if low > 0 && low < 0.7*high {
		low = 0
	}
	if high <= low {
		high = low + max(math.Abs(low), 1)
	}
	c.low, c.high = low, high
	return c
}

// row gives the row of a value, from the top.
func (c *plot) row(x float64) int {
	return c.rows - 1 - int(math.Round((x/2-c.low/2)/(c.high/2-c.low/2)*float64(c.rows-1)))
}

// draw draws row y: goal, limits and average as lines, the points on them.
func (c *plot) draw(b widget.Box, y int) {
	if b.Theme() == nil {
		return
	}
	b = b.Drawing()
	span := len(c.points) * c.step
	if c.target.Set && c.row(c.target.X) == y {
		b.Fill(0, 0, span, b.Theme().Rune(theme.MarkTarget), theme.Muted)
	}
	for i, q := range c.points {
		x := i * c.step
		if q.Limited {
			if c.row(q.Centre) == y {
				b.Fill(x, 0, c.step, b.Theme().Rune(theme.MarkCentre), theme.Faint)
			}
			if c.row(q.High) == y || c.row(q.Low) == y {
				b.Fill(x, 0, c.step, b.Theme().Rune(theme.MarkLimit), theme.Muted)
			}
		}
	}
	for i, q := range c.points {
		c.point(b, i, q, y)
	}
}

func (c *plot) point(b widget.Box, i int, q control.Point, y int) {
	x := i*c.step + c.step/2
	mark, style := theme.MarkPoint, c.ink
	switch {
	case q.Gap:
		if y == c.rows-1 {
			b.Print(x, 0, b.Mark(theme.MarkGap), theme.Faint)
		}
		return
	case c.row(q.X) != y:
		return
	case c.fromPartial && i == len(c.points)-1:
		mark, style = theme.MarkPart, theme.Muted
	case q.Signal() != control.None:
		mark, style = signalMarks[q.Signal().String()], theme.Accent|theme.Bold
	case q.Skip:
		style = theme.Faint
	}
	b.Print(x, 0, b.Mark(mark), style)
}

// drawNotes writes a letter below the periods of each event, a sign below
// those of several.
func (c *plot) drawNotes(b widget.Box) {
	b = b.Drawing()
	for i := range c.ends {
		switch k, n := c.notes(i); {
		case n == 1:
			b.Print(i*c.step+c.step/2, 0, letter(k), theme.Accent)
		case n > 1:
			b.Print(i*c.step+c.step/2, 0, b.Mark(theme.MarkMany), theme.Accent)
		}
	}
}

// notes gives the first event of period i, and how many there are.
func (c *plot) notes(i int) (first, n int) {
	from := c.detail.From
	if i > 0 {
		from = c.ends[i-1] + 1
	}
	for k, a := range c.detail.Notes {
		if a.From <= c.ends[i] && a.To >= from {
			if n == 0 {
				first = k
			}
			n++
		}
	}
	return first, n
}

// letter names event k: a … z, which the rest share.
func letter(k int) string {
	if k >= 26 {
		return "z"
	}
	return string(rune('a' + k))
}

// drawDates writes as many dates as fit without touching, newest first.
func (p *indicators) drawDates(b widget.Box, c *plot) {
	b = b.Drawing()
	free := len(c.points)*c.step + 1
	for i := len(c.ends) - 1; i >= 0; i-- {
		first := p.data.Period.Start(c.ends[i], fiscal(p))
		text := p.env.Say.DayMonth(first)
		w := b.Width(text)
		x := max(i*c.step+c.step-w, 0)
		if x+w < free && i*c.step+c.step >= w {
			b.Print(x, 0, text, theme.Muted)
			free = x - 1
		}
	}
}

// label is a number at the left of the chart.
type label struct {
	forms []string
	style theme.Style
}

// labels gives the numbers at the left by row: limits and average of the last
// baseline, the goal where there is room; without limits the ends of the scale.
func (p *indicators) labels(r *metrics.Reading, c *plot) map[int]label {
	out := map[int]label{}
	put := func(x float64, style theme.Style) {
		y := c.row(x)
		if _, taken := out[y]; !taken && y >= 0 && y < c.rows {
			out[y] = label{p.level(r.Unit, x), style}
		}
	}
	q, ok := c.last()
	if ok {
		put(q.High, theme.Muted)
		put(q.Low, theme.Muted)
		put(q.Centre, theme.Plain)
	}
	if c.target.Set {
		put(c.target.X, theme.Accent)
	}
	if !ok {
		put(c.high, theme.Muted)
		put(c.low, theme.Muted)
	}
	return out
}

// last gives the last point that has limits.
func (c *plot) last() (control.Point, bool) {
	for i := len(c.points) - 1; i >= 0; i-- {
		if c.points[i].Limited {
			return c.points[i], true
		}
	}
	return control.Point{}, false
}

// legend says what the signs of the chart mean.
func (p *indicators) legend(r *metrics.Reading, c *plot, w int) []page.Row {
	say, period := p.env.Say, p.data.Report.Period
	word := func(x float64) string { return p.level(r.Unit, x)[0] }
	items := []item{{theme.MarkPoint, say.T("indicators.chart.point", "period", period)}}
	for _, q := range c.points {
		if s := q.Signal(); s != control.None && !hasMark(items, signalMarks[s.String()]) {
			items = append(items, item{signalMarks[s.String()], say.T("signal." + s.String())})
		}
	}
	if c.fromPartial {
		items = append(items, item{theme.MarkPart, say.T("indicators.chart.now", "period", period)})
	}
	if q, ok := c.last(); ok {
		items = append(items, item{theme.MarkCentre, say.T("indicators.chart.centre", "n", word(q.Centre))},
			item{theme.MarkLimit, say.T("indicators.chart.limits", "low", word(q.Low), "high", word(q.High))})
	}
	if c.target.Set {
		items = append(items, item{theme.MarkTarget, say.T("indicators.chart.goal", "n", word(c.target.X))})
	}
	for i := range c.ends {
		if _, n := c.notes(i); n > 1 {
			items = append(items, item{theme.MarkMany, say.T("indicators.chart.many")})
			break
		}
	}
	return flow(items, w)
}

// level words a limit or an average, longest form first: of a count, too, it
// need not be whole.
func (p *indicators) level(u metrics.Unit, x float64) []string {
	if u == metrics.UnitCount && x != math.Trunc(x) {
		return []string{p.env.Say.Number(x, 1), p.env.Say.Compact(x)}
	}
	return p.value(u, metrics.Float(x))
}

// item is a sign with its meaning.
type item struct {
	mark theme.Mark
	text string
}

func hasMark(items []item, m theme.Mark) bool {
	for _, i := range items {
		if i.mark == m {
			return true
		}
	}
	return false
}

// flow sets signs and meanings one after the other over as many rows as it
// takes.
func flow(items []item, w int) []page.Row {
	var rows [][]item
	x := 0
	for _, i := range items {
		need := widget.Width(1, i.text) + 5
		if len(rows) == 0 || x+need > w-1 {
			rows, x = append(rows, nil), 2
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], i)
		x += need
	}
	out := make([]page.Row, len(rows))
	for k, row := range rows {
		out[k] = func(b widget.Box) {
			x := 2
			for _, i := range row {
				b.Drawing().Print(x, 0, b.Mark(i.mark), theme.Plain)
				x = b.Fit(x+2, 0, b.W-x-3, i.text, theme.Muted) + 3
			}
		}
	}
	return out
}

// chartWords says what the chart cannot: why there are no limits, when the
// level shifted, and what the events were.
func (p *indicators) chartWords(r *metrics.Reading, c *plot, w int) []page.Row {
	say := p.env.Say
	var out []page.Row
	_, limited := c.last()
	switch {
	case !c.detail.Limits:
		out = page.Text(w, 0, say.T("indicators.chart.alike"), theme.Muted)
	case !limited:
		out = page.Text(w, 0, say.T("indicators.chart.early"), theme.Muted)
	default:
		out = p.shifts(r, c.detail, w)
	}
	for k, a := range c.detail.Notes {
		text := letter(k) + "  " + say.Date(a.From)
		if a.To != a.From {
			text = letter(k) + "  " + say.T("leadtab.dates", "from", say.Date(a.From), "to", say.Date(a.To))
		}
		text += "  " + a.Name
		if a.Exclude {
			text += ", " + say.T("indicators.chart.excluded")
		}
		out = append(out, page.Text(w, 0, text, theme.Plain)...)
	}
	return out
}

// shifts words where a new baseline began.
func (p *indicators) shifts(r *metrics.Reading, d *metrics.Detail, w int) []page.Row {
	var out []page.Row
	word := func(x float64) string { return p.level(r.Unit, x)[0] }
	for k, s := range d.Chart.Segments {
		if k == 0 || s.N == 0 || d.Chart.Segments[k-1].N == 0 || !d.Chart.Points[s.Start].Limited {
			continue
		}
		text := p.env.Say.T("indicators.chart.shift", "date", p.env.Say.Date(d.Samples[s.Start].At), "was", word(d.Chart.Segments[k-1].Centre), "is", word(s.Centre))
		out = append(out, page.Text(w, 0, text, theme.Plain)...)
	}
	return out
}

// signs lists the signal marks that occur among readings.
func (p *indicators) signs(b widget.Box) (marks string, at string) {
	for _, rows := range p.rows {
		for _, r := range rows {
			m := signalMark(b, r.reading)
			if m != " " && !strings.Contains(marks, m) {
				marks += m
			}
			if r.reading.SignalAt > at {
				at = r.reading.SignalAt
			}
		}
	}
	return marks, at
}
