package indicators

import (
	"strings"
	"time"

	"foresail/metrics"
	"foresail/tui/page"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// mostParts is how many rows a breakdown shows; the others are told together.
const mostParts = 8

// parts gives the rows of the breakdowns, and says where there is none.
func (p *indicators) parts(r *metrics.Reading, w int) []page.Row {
	d := p.open.detail
	if d == nil {
		return nil
	}
	say := p.env.Say
	var out []page.Row
	shown := false
	for _, b := range d.Parts {
		if b.Why != "" {
			continue
		}
		if !shown {
			shown = true
			total := strings.Join(p.words(r.Unit, d.Total), " ")
			out = append(out, page.Text(w, 0, say.T("indicators.by.span", "from", say.Date(d.From), "to", say.Date(d.To), "total", total), theme.Plain)...)
		}
		out = append(out, page.Text(w, 0, say.T("indicators.by."+string(b.By)), theme.Muted)...)
		out = append(out, p.rowsOf(r, &b, d.Total)...)
	}
	return append(append(out, p.absent(d, w)...), page.Blank)
}

// absent says by what the number is not broken down, and why.
func (p *indicators) absent(d *metrics.Detail, w int) []page.Row {
	say := p.env.Say
	var out []page.Row
	for i, b := range d.Parts {
		if b.Why == "" || i > 0 && d.Parts[i-1].Why == b.Why {
			continue
		}
		var by []string
		for _, o := range d.Parts[i:] {
			if o.Why != b.Why {
				break
			}
			by = append(by, say.T("indicators.by.word."+string(o.By)))
		}
		names := by[0]
		if n := len(by); n > 1 {
			names = strings.Join(by[:n-1], ", ") + say.T("indicators.by.and") + by[n-1]
		}
		out = append(out, page.Text(w, 0, say.T("indicators.by.absent", "by", names, "why", say.T(b.Why)), theme.Muted)...)
	}
	return out
}

// rowsOf gives a row for each of the largest parts, and one for the rest.
func (p *indicators) rowsOf(r *metrics.Reading, b *metrics.Breakdown, total metrics.Value) []page.Row {
	var out []page.Row
	most := 0.0
	for _, q := range b.Rows {
		most = max(most, q.Value.X)
	}
	rows := b.Rows
	if len(rows) > mostParts+1 {
		rows = rows[:mostParts]
	}
	for _, q := range rows {
		out = append(out, func(box widget.Box) { p.drawPart(box, r, b, q, total, most) })
	}
	if len(rows) == len(b.Rows) {
		return out
	}
	rest, left := metrics.Value{}, b.Rows[len(rows):]
	for _, q := range left {
		rest.X, rest.Minor, rest.N = rest.X+q.Value.X, rest.Minor+q.Value.Minor, rest.N+q.Value.N
	}
	rest.Number.Set, rest.Number.Exact = true, total.Exact
	text := p.env.Say.N("indicators.by.rates", len(left))
	if b.Adds {
		text = p.env.Say.N("indicators.by.more", len(left), "total", p.exactly(r.Unit, rest.Number))
	}
	return append(out, func(box widget.Box) { box.Fit(4, 0, box.W-5, text, theme.Muted) })
}

// drawPart draws a part: its name, its size as a bar, its number, and its
// share of the total or how sure it is.
func (p *indicators) drawPart(b widget.Box, r *metrics.Reading, by *metrics.Breakdown, q metrics.Part, total metrics.Value, most float64) {
	name, style := q.Name, theme.Plain
	if name == "" {
		name, style = p.env.Say.T("indicators.by.nothing"), theme.Muted
		if by.By == metrics.ByRep {
			name = p.env.Say.T("indicators.by.nobody")
		}
	}
	label := max(min(24, b.W/3), 12)
	b.Fit(4, 0, label, name, style)
	x := 4 + label + 2
	b.Number(x, 0, scaleWidth, theme.Plain, p.value(r.Unit, q.Value.Number)...)
	x += scaleWidth + 2
	words := p.words(r.Unit, q.Value)[1:]
	if by.Adds && total.X > 0 {
		b.Right(x, 0, 4, p.env.Say.Percent(q.Value.X/total.X, 0), theme.Muted)
		words = nil
	}
	for _, text := range words {
		if x+b.Width(text) < b.W {
			x = b.Print(x, 0, text, theme.Muted) + 2
		}
	}
	if room := min(b.W-x-2, 40); room >= 8 && by.Adds {
		b.Bar(4+label+2+scaleWidth+2+5, 0, room, q.Value.X, most, style|p.ink(left))
	}
}

// words gives a value in words: the number, its interval, its n.
func (p *indicators) words(u metrics.Unit, v metrics.Value) []string {
	if !v.Set {
		return []string{p.env.Say.T("indicators.nothing")}
	}
	out := []string{p.exactly(u, v.Number)}
	if v.Low.Set && v.High.Set {
		out = append(out, "("+p.roughly(u, v.Low)+" – "+p.roughly(u, v.High)+")")
	}
	if u != metrics.UnitCount || v.X != float64(v.N) {
		out = append(out, "n "+p.env.Say.Int(int64(v.N)))
	}
	return out
}

func fiscal(p *indicators) time.Month {
	if p.data.Book == nil {
		return 1
	}
	return time.Month(p.data.Book.Settings.Fiscal)
}
