package indicators

import (
	"context"
	"math"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/metrics/leadlag"
	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// opened is everything known about the indicator that is open.
type opened struct {
	id     string
	detail *metrics.Detail // nil while it is worked out
	pick   int             // which of the pairs is marked
	chase  bool            // the mark moved, and has to be in sight
	page   page.Page
	end    context.CancelFunc
}

// studied brings what was worked out about an indicator.
type studied struct {
	rev    uint64
	detail metrics.Detail
}

// show opens the page of an indicator.
func (p *indicators) show(id string) tea.Cmd {
	end := p.open.end
	p.open = opened{id: id, end: end}
	return p.study()
}

// study works out what a page shows beyond the reading; what was asked for
// before is ended.
func (p *indicators) study() tea.Cmd {
	if p.open.end != nil {
		p.open.end()
	}
	if p.open.id == "" || p.data.Book == nil {
		return nil
	}
	ctx, end := context.WithCancel(context.Background())
	p.open.end = end
	d := p.data
	return p.env.Detail(ctx, d, p.open.id, func(detail metrics.Detail) tea.Msg { return studied{d.Rev, detail} })
}

// learn takes what was worked out, if it is about what is shown.
func (p *indicators) learn(msg studied) {
	if msg.rev == p.data.Rev && msg.detail.ID == p.open.id {
		p.open.detail = &msg.detail
	}
}

// follow opens the evidence on the pair marked.
func (p *indicators) follow() tea.Cmd {
	pairs := p.pairs()
	if len(pairs) == 0 {
		return nil
	}
	q := pairs[min(p.open.pick, len(pairs)-1)].pair
	return panel.Ask(panel.Show{Tab: "leadlag", Msg: panel.About{Indicator: q.Indicator, Outcome: q.Outcome}})
}

// drawPage draws the page of an indicator.
func (p *indicators) drawPage(b widget.Box, r *metrics.Reading) {
	lines, _ := p.lines(r, b.W)
	p.open.page.Draw(b, lines)
}

// sideBySide is the width from which a page has two columns.
const sideBySide = 120

// lines gives the rows of a page at a width, and in which the pairs begin.
func (p *indicators) lines(r *metrics.Reading, w int) (rows []page.Row, pairs []int) {
	head := []page.Row{func(b widget.Box) { p.drawTitle(b, r) }}
	head = append(head, p.headline(r, w)...)
	head = append(head, page.Blank)
	if w < sideBySide {
		rows = append(head, p.chart(r, w)...)
		leads, at := p.leadLines(r, w)
		for _, k := range at {
			pairs = append(pairs, len(rows)+k)
		}
		rows = append(rows, leads...)
		rows = append(rows, p.definition(r, w)...)
		return append(rows, p.parts(r, w)...), pairs
	}
	left := w * 3 / 5
	a := append(p.chart(r, left), p.parts(r, left)...)
	c, at := p.leadLines(r, w-left-2)
	c = append(c, p.definition(r, w-left-2)...)
	for _, k := range at {
		pairs = append(pairs, len(head)+k)
	}
	return append(head, page.Beside(a, c, left+2, 2)...), pairs
}

// headline says the value and its signal in words.
func (p *indicators) headline(r *metrics.Reading, w int) []page.Row {
	out := page.Text(w, 0, p.inWords(r), theme.Plain)
	if r.Signal != "" {
		key, date := "signal."+r.Signal+".long", dayOf(p, r.SignalAt)
		if r.Signal == "shift" || r.Signal == "cluster" {
			if key, date = "signal."+r.Signal+".down", dayOf(p, r.SignalSince); r.SignalUp {
				key = "signal." + r.Signal + ".up"
			}
		}
		text := p.env.Say.T("indicators.signal", "signal", p.env.Say.T(key, "date", date, "period", p.data.Report.Period))
		out = append(out, page.Text(w, 0, text, p.tone(r)|theme.Bold)...)
	}
	return out
}

// definition says what the number is, why it matters and what to do.
func (p *indicators) definition(r *metrics.Reading, w int) []page.Row {
	say := p.env.Say
	var out []page.Row
	for _, part := range []string{"act", "formula", "source", "why", "lag"} {
		key, title := "indicator."+r.ID+"."+part, "indicators."+part
		if !say.Has(key) {
			continue
		}
		if part == "lag" {
			title = p.prior()
		}
		out = append(out, page.Text(w, 0, say.T(title), theme.Muted)...)
		out = append(out, page.Text(w, 2, say.T(key), theme.Plain)...)
	}
	if r.Interval != "" {
		out = append(out, page.Text(w, 0, say.T("indicators.interval"), theme.Muted)...)
		out = append(out, page.Text(w, 2, r.Interval, theme.Plain)...)
	}
	for _, l := range r.LeftOut {
		out = append(out, page.Text(w, 0, l.Text, theme.Late)...)
	}
	return append(out, page.Blank)
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

// span words a number of the periods shown.
func (p *indicators) span(n int) string {
	return leadlag.Span{N: n, Unit: leadlag.Unit(p.data.Period.String())}.Say(p.env.Say)
}
