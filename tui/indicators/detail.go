package indicators

import (
	"math"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// chartRows is the height of the chart of a detail, labels included.
const chartRows = 9

// line draws one row of a detail.
type line func(widget.Box)

// drawDetail draws everything known about an indicator.
func (p *indicators) drawDetail(b widget.Box, r *metrics.Reading) {
	lines := p.detail(r, b.W)
	top := max(0, min(p.top, len(lines)-b.H))
	for y := range min(b.H, len(lines)-top) {
		lines[top+y](b.Row(y))
	}
	if top+b.H < len(lines) {
		b.Print(b.W-1, b.H-1, b.Mark(theme.MarkMore), theme.Muted)
	}
}

// detail gives the rows of a detail at a width.
func (p *indicators) detail(r *metrics.Reading, w int) []line {
	say := p.env.Say
	var out []line
	text := func(style theme.Style, indent int, s string) {
		for _, part := range widget.Wrap(1, s, max(min(w-4-indent, 96), 20)) {
			out = append(out, func(b widget.Box) { b.Fit(2+indent, 0, b.W-3-indent, part, style) })
		}
	}
	blank := func() { out = append(out, func(widget.Box) {}) }
	out = append(out, func(b widget.Box) { p.drawTitle(b, r) })
	text(theme.Plain, 0, p.inWords(r))
	if r.Signal != "" {
		text(p.tone(r)|theme.Bold, 0, say.T("indicators.signal", "signal", say.T("signal."+r.Signal+".long"), "date", dayOf(p, r.SignalAt)))
	}
	blank()
	out = append(out, p.chart(r)...)
	blank()
	for _, part := range []string{"formula", "source", "why", "act", "lag"} {
		key := "indicator." + r.ID + "." + part
		if !say.Has(key) {
			continue
		}
		text(theme.Muted, 0, say.T("indicators."+part))
		text(theme.Plain, 2, say.T(key))
	}
	if r.Interval != "" {
		text(theme.Muted, 0, say.T("indicators.interval"))
		text(theme.Plain, 2, r.Interval)
	}
	for _, l := range r.LeftOut {
		text(theme.Late, 0, l.Text)
	}
	return out
}

func dayOf(p *indicators, text string) string {
	d, err := record.ParseDate(text)
	if err != nil {
		return text
	}
	return p.env.Say.Date(d)
}

func (p *indicators) drawTitle(b widget.Box, r *metrics.Reading) {
	style := p.ink(left)
	if r.Horizon == metrics.Lagging {
		style = p.ink(right)
	}
	x := b.Fit(2, 0, b.W-3, r.Name, style|theme.Bold)
	b.Fit(x+2, 0, b.W-x-3, p.env.Say.T("horizon."+string(r.Horizon)), theme.Muted)
}

// inWords says value, interval, n, target and freshness in a sentence.
func (p *indicators) inWords(r *metrics.Reading) string {
	say := p.env.Say
	if !r.Value.Set {
		why := r.Why
		if why == "" {
			why = say.T("indicators.nothing")
		}
		return say.T("indicators.sentence.none", "span", say.T("period.this."+p.data.Report.Period), "why", why)
	}
	value := p.exactly(r.Unit, r.Value)
	key := "indicators.sentence"
	if r.Unit == metrics.UnitCount && r.Value.X == float64(r.N) {
		key = "indicators.sentence.count" // a count is its own number of observations
	}
	s := say.T(key, "value", value, "span", say.T("period.this."+p.data.Report.Period), "n", say.Int(int64(r.N)))
	if r.Low.Set && r.High.Set {
		s += " " + say.T("indicators.sentence.interval", "low", p.roughly(r.Unit, r.Low), "high", p.roughly(r.Unit, r.High))
	}
	if c := p.change(r); c != "" {
		s += " " + say.T("indicators.sentence.change", "change", c, "than", p.against(c))
	}
	if r.Target.Set {
		s += " " + say.T("indicators.sentence.target", "target", p.exactly(r.Unit, r.Target))
	}
	if d, old := p.stale(r); old {
		s += " " + say.T("indicators.sentence.stale", "date", say.Date(d))
	}
	return s
}

// roughly words the end of an interval: digits that it does not deserve are
// left out.
func (p *indicators) roughly(u metrics.Unit, n metrics.Number) string {
	if u == metrics.UnitCount {
		n = metrics.Float(math.Round(n.X))
	}
	return p.exactly(u, n)
}

// exactly words a number with all its digits.
func (p *indicators) exactly(u metrics.Unit, n metrics.Number) string {
	if u == metrics.UnitMoney && n.Exact {
		return p.env.Say.Money(record.Money{Minor: n.Minor, Currency: p.data.Report.Currency})
	}
	if u == metrics.UnitMoney {
		return p.env.Say.Number(n.X, 0) + " " + p.data.Report.Currency
	}
	return p.value(u, n)[0]
}

// chart gives the rows of the series as upright bars with its scale.
func (p *indicators) chart(r *metrics.Reading) []line {
	values, labels := series(r), make([]string, len(r.Series))
	high := math.Inf(-1)
	for i, pt := range r.Series {
		if d, err := record.ParseDate(pt.At); err == nil {
			labels[i] = d.Time().Format("02 Jan")
		}
		if pt.Value.Set {
			high = max(high, pt.Value.X)
		}
	}
	if math.IsInf(high, 0) {
		return nil
	}
	top := p.value(r.Unit, metrics.Float(high))
	out := make([]line, chartRows)
	for y := range out {
		out[y] = func(b widget.Box) {
			if y == 0 {
				b.Number(0, 0, 10, theme.Muted, top...)
			}
			whole := b.Sub(12, -y, min(b.W-14, 96), chartRows)
			style := p.ink(left)
			if r.Horizon == metrics.Lagging {
				style = p.ink(right)
			}
			whole.Columns(values, labels, style)
		}
	}
	return out
}
