package indicators

import (
	"foresail/store/record"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// meaning is a sign that stands in the lists, with what it means in words,
// longest form first.
type meaning struct {
	mark  theme.Mark
	tail  string // of a sign that goes on: "5w"
	words []string
}

// meanings are the signs of rows, in the order in which they are explained: the
// messages are "indicators.sign.<name>" and ".short".
var meanings = []struct {
	name string
	mark theme.Mark
	has  func(r *row, trend bool) bool // trend: its trend is drawn
}{
	{"above", theme.MarkAbove, func(r *row, _ bool) bool { return r.reading.Signal == "above" }},
	{"below", theme.MarkBelow, func(r *row, _ bool) bool { return r.reading.Signal == "below" }},
	{"shift", theme.MarkShift, func(r *row, _ bool) bool { return r.reading.Signal == "shift" }},
	{"cluster", theme.MarkCluster, func(r *row, _ bool) bool { return r.reading.Signal == "cluster" }},
	{"due", theme.MarkLate, func(r *row, _ bool) bool { return r.due() }},
	{"lead", theme.MarkLead, func(r *row, _ bool) bool { return r.lead != "" }},
	{"doubt", theme.MarkRisk, func(r *row, _ bool) bool { return r.doubt }},
	{"open", theme.MarkPart, func(r *row, trend bool) bool { return trend && r.trend.Open && r.known(len(r.trend.Values)-1) }},
	{"gap", theme.MarkGap, func(r *row, trend bool) bool { return trend && r.gaps() }},
}

// explain gives what there is to explain in some rows.
func (p *indicators) explain(rows []*row) []meaning {
	say, wide := p.env.Say, p.shown(changeColumn) // else why there is no value stands over the trend
	var out []meaning
	for _, m := range meanings {
		for _, r := range rows {
			if !m.has(r, wide || r.reading.Value.Set) {
				continue
			}
			is := meaning{mark: m.mark}
			args := []any{"period", p.data.Report.Period}
			if m.name == "lead" {
				is.tail = r.lead
				args = append(args, "span", p.span(r.lag))
			}
			is.words = []string{say.T("indicators.sign."+m.name, args...), say.T("indicators.sign."+m.name+".short", args...)}
			out = append(out, is)
			break
		}
	}
	return out
}

// seen gives the rows of the lists that are on the screen, or where all is set,
// all that scrolling brings there.
func (p *indicators) seen(all bool) []*row {
	var out []*row
	for side := range p.lists {
		if !p.wide() && side != p.side {
			continue
		}
		l, n := &p.lists[side], p.lists[side].Shown()
		from, to := l.At().Top, min(l.At().Top+l.At().Rows, n)
		if all {
			from, to = 0, n
		}
		for y := from; y < to; y++ {
			out = append(out, &p.rows[side][l.Pos(y)])
		}
	}
	return out
}

// legendRows is how many rows the meanings of the signs take: as many as all of
// the lists need, so that nothing moves while one scrolls.
func (p *indicators) legendRows() int {
	if p.h < legendMin {
		return 0
	}
	rows, _ := layLegend(p.explain(p.seen(true)), p.w)
	return len(rows)
}

// legendMin is the height below which signs are explained by ? alone.
const legendMin = 12

// legendGap is the room between two meanings.
const legendGap = 3

// layLegend lays meanings out in rows, with the long words where one row holds
// them all.
func layLegend(all []meaning, w int) (rows [][]meaning, form int) {
	for form = range 2 {
		rows = nil
		x := w
		for _, m := range all {
			need := m.width(form)
			if x+need > w-1 {
				rows, x = append(rows, nil), 2
			}
			rows[len(rows)-1] = append(rows[len(rows)-1], m)
			x += need + legendGap
		}
		if len(rows) <= 1 {
			break
		}
	}
	return rows, form
}

// width is that of a sign and its meaning.
func (m *meaning) width(form int) int { return 2 + len(m.tail) + widget.Width(0, m.words[form]) }

// drawLegend says what the signs on the screen mean.
func (p *indicators) drawLegend(b widget.Box) {
	rows, form := layLegend(p.explain(p.seen(false)), b.W)
	for y, row := range rows {
		x := 2
		for _, m := range row {
			x = b.Print(x, y, b.Mark(m.mark)+m.tail, theme.Plain)
			x = b.Fit(x+1, y, b.W-x-2, m.words[form], theme.Muted) + legendGap
		}
	}
}

// due reports whether a row says that its next measurement is overdue.
func (r *row) due() bool { return r.old && r.reading.Value.Set && r.reading.Signal == "" }

// known reports whether period i of a row's trend has a value.
func (r *row) known(i int) bool {
	return i >= 0 && i < len(r.reading.Series) && r.reading.Series[i].Value.Set
}

// gaps reports whether a period of a row's trend has no value.
func (r *row) gaps() bool {
	for i := range r.reading.Series {
		if !r.known(i) {
			return true
		}
	}
	return false
}

// drawSigns says of which period the signs of signals are, from column x on:
// not of the one whose values stand there.
func (p *indicators) drawSigns(b widget.Box, x int) {
	marks, at := p.signs(b)
	if marks == "" {
		return
	}
	d, err := record.ParseDate(at)
	if err != nil {
		return
	}
	say, period := p.env.Say, p.data.Report.Period
	date := say.Day(d, p.data.Now)
	b.Right(x, 0, b.W-x-1, b.Shorter(b.W-x-1, say.T("indicators.marks."+period, "marks", marks, "date", date),
		say.T("indicators.marks.middle."+period, "date", date), say.T("indicators.marks.short", "date", date), marks+" "+date, ""), theme.Muted)
}
