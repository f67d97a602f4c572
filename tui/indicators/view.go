package indicators

import (
	"math"
	"slices"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The rows above the lists.
const (
	starRows = 2 // the North Star
	headRows = 2 // titles of the columns
)

// columnGap is the room between leading and lagging.
const columnGap = 2

// wide reports whether the two columns stand side by side.
func (p *indicators) wide() bool { return p.w >= 78 }

// above gives the rows that stand above the lists.
func (p *indicators) above() int {
	n := 0
	if p.h >= legendMin {
		n = p.headRows() + p.noticeRows()
	}
	return n + p.lists[left].Find.Rows()
}

// headRows is how many rows the North Star takes, with an empty one where
// nothing else is between it and the lists, or there is room.
func (p *indicators) headRows() int {
	if p.noticeRows() > 0 && !p.airy() {
		return starRows
	}
	return starRows + 1
}

// below gives the rows below the lists, other than the preview.
func (p *indicators) below() int {
	n := p.legendRows()
	if p.stripped() {
		n++
	}
	return n
}

// height gives how many rows of each list are seen at once.
func (p *indicators) height() [sides]int {
	h := p.h - p.above() - p.below()
	h = max(h-p.previewHeight(), headRows+1)
	if p.wide() {
		return [sides]int{h - headRows, h - headRows}
	}
	return [sides]int{max(h-1, 1), max(h-1, 1)}
}

// View implements panel.Panel.
func (p *indicators) View(b widget.Box) {
	if p.open.id != "" {
		if r := p.data.Report.Find(p.open.id); r != nil {
			p.drawPage(b, r)
			return
		}
	}
	if b.H >= legendMin {
		top, rest := b.Top(p.headRows())
		p.drawStar(top)
		b = rest
		b = p.drawNotice(b)
	}
	b = p.lists[left].Line(b)
	if p.stripped() {
		lists, last := b.Top(b.H - 1)
		p.drawStrip(last)
		b = lists
	}
	if n := p.previewHeight(); n > 0 {
		lists, rest := b.Top(b.H - n)
		p.drawPreview(rest)
		b = lists
	}
	if n := p.legendRows(); n > 0 {
		lists, rest := b.Top(b.H - n)
		p.drawLegend(rest)
		b = lists
	}
	if !p.wide() {
		p.drawNarrow(b)
		return
	}
	w := (b.W - columnGap) / 2
	p.drawSide(b.Sub(0, 0, w, b.H), left)
	second := b.Sub(w+columnGap, 0, w, b.H)
	second.Aside()
	p.drawSide(second, right)
}

// airy reports whether there is room for an empty row more.
func (p *indicators) airy() bool { return p.h >= 28 }

// noticeRows is how many rows what is to be said before the lists takes.
func (p *indicators) noticeRows() int {
	n := len(p.hintLines())
	if len(p.attention()) > 0 {
		n = 1
	}
	if n > 0 && p.airy() {
		n++
	}
	return n
}

// drawNotice draws what is to be said before the lists, and gives the room
// left.
func (p *indicators) drawNotice(b widget.Box) widget.Box {
	if bad := p.attention(); len(bad) > 0 {
		p.drawAttention(b.Row(0), bad)
	} else {
		b.Paragraph(2, 0, p.hint(), theme.Accent)
	}
	_, rest := b.Top(p.noticeRows())
	return rest
}

// drawNarrow draws the column with the focus alone.
func (p *indicators) drawNarrow(b widget.Box) {
	head, rest := b.Top(1)
	x := 2
	for side := range sides {
		style := theme.Muted
		mark := " "
		if side == p.side {
			style = theme.Accent | theme.Bold
			mark = b.Mark(theme.MarkCursor)
		}
		x = head.Print(x, 0, mark+p.env.Say.T(titles[side]), style) + 3
	}
	p.drawSigns(head, x)
	p.lists[p.side].Body(rest, p.table(b.W), true)
}

// titles are the messages above the columns.
var titles = [sides]string{"indicators.leading", "indicators.lagging"}

func (p *indicators) drawSide(b widget.Box, side int) {
	style := [sides]theme.Style{theme.Leading, theme.Lagging}[side]
	x := b.Fit(2, 0, b.W-2, p.env.Say.T(titles[side]), style|theme.Bold)
	if side == left {
		p.drawSigns(b, x+2)
	}
	t := p.table(b.W)
	t.Head(b.Row(1))
	_, rest := b.Top(headRows)
	if p.lists[side].Shown() == 0 {
		rest.Fit(2, 0, rest.W-2, p.env.Say.T("indicators.none"), theme.Muted)
		return
	}
	p.lists[side].Body(rest, t, side == p.side)
}

// table gives the columns of a list. The first is the signal, the last the
// sparkline, so that both stand at an edge where the eye finds them.
func (p *indicators) table(w int) widget.Table {
	say, spark, name := p.env.Say, 12, 22
	if w < 44 {
		spark, name = 7, 18
	}
	return widget.Table{Columns: []widget.Column{
		{Title: "  " + say.T("indicators.name"), Min: name, Max: 34, Name: true},
		{Title: p.valueTitle(), Min: 6, Max: 12, Align: widget.AlignNumber},
		{Title: say.T("indicators.change"), Min: 7, Align: widget.AlignRight, Drop: 2},
		{Title: say.T("indicators.target"), Min: 14, Max: 20, Drop: 4},
		{Title: say.T("indicators.series"), Min: spark, Max: 12, Align: widget.AlignRight, Drop: 1},
		{Title: say.T("indicators.fresh"), Min: 14, Align: widget.AlignRight, Drop: 5},
	}}
}

// valueTitle names the column of the values: of a period that is not over they
// are what it has so far.
func (p *indicators) valueTitle() string {
	if p.underway() {
		return p.env.Say.T("indicators.value.open")
	}
	return p.env.Say.T("indicators.value")
}

// underway reports whether the period of the values is not over.
func (p *indicators) underway() bool { return p.data.Report.To > p.data.Report.AsOf }

// row is a reading with its words, worked out once for many frames.
type row struct {
	reading *metrics.Reading
	tone    theme.Style
	name    theme.Style
	old     bool
	value   widget.Field
	change  []string
	trend   widget.Trend
	fresh   widget.Field
	names   []string // longest first
	lead    string   // by how much it leads, "" where it does not
	lag     int      // in periods
	doubt   bool     // that is fading, or the outcome did not follow
}

func (p *indicators) newRow(r *metrics.Reading) row {
	out := row{reading: r, tone: p.tone(r), change: []string{p.change(r)}, trend: p.trend(r), fresh: p.fresh(r)}
	out.name = out.tone
	out.names = []string{r.Name}
	if key := "indicator." + r.ID + ".short"; p.env.Say.Has(key) {
		out.names = append(out.names, p.env.Say.T(key))
	}
	out.lead, out.lag, out.doubt = p.lead(r.ID)
	_, out.old = p.stale(r)
	out.value = widget.Field{Forms: p.value(r.Unit, r.Value), Style: theme.Plain | theme.Bold}
	if !r.Value.Set {
		out.value = widget.Field{Forms: p.nothing(), Style: theme.Muted, Span: 2}
		out.name = theme.Muted
	}
	return out
}

// fields gives the fields of the rows of a side. They are valid until the next
// row is asked for.
func (p *indicators) fields(side int) func(widget.Box, int) []widget.Field {
	ink := p.ink(side)
	var r *row
	out := []widget.Field{
		{Draw: func(b widget.Box) {
			switch {
			case r.reading.Signal != "":
				b.Print(0, 0, signalMark(b, r.reading), r.tone|theme.Bold)
			case r.due():
				b.Print(0, 0, b.Mark(theme.MarkLate), theme.Late)
			}
			drawName(b.Sub(2, 0, b.W-2, 1), r)
		}},
		{},
		{Style: theme.Muted},
		{Draw: func(b widget.Box) { p.drawTarget(b, r.reading) }},
		{Draw: func(b widget.Box) {
			if r.tone != theme.Plain { // the sign is about the last whole period
				b.Spark(0, 0, b.W, r.trend, r.tone)
				return
			}
			b.Spark(0, 0, b.W, r.trend, ink)
		}},
		{},
	}
	return func(_ widget.Box, i int) []widget.Field {
		r = &p.rows[side][i]
		out[1], out[2].Forms, out[5] = r.value, r.change, r.fresh
		return out
	}
}

// drawName writes the name in the form that fits, and at the right by how much
// the indicator leads.
func drawName(b widget.Box, r *row) {
	w := b.W
	if r.lead != "" {
		text, style := b.Mark(theme.MarkLead)+r.lead, theme.Accent
		if r.doubt {
			text, style = text+b.Mark(theme.MarkRisk), theme.Late
		}
		b.Right(0, 0, b.W, text, style)
		w -= b.Width(text) + 1
	}
	b.Fit(0, 0, w, b.Briefer(w, r.names...), r.name)
}

func (p *indicators) ink(side int) theme.Style {
	return [sides]theme.Style{theme.Leading, theme.Lagging}[side]
}

var signalMarks = map[string]theme.Mark{"above": theme.MarkAbove, "below": theme.MarkBelow, "shift": theme.MarkShift, "cluster": theme.MarkCluster}

// signalMark gives the sign of a signal, a space for none.
func signalMark(b widget.Box, r *metrics.Reading) string {
	m, ok := signalMarks[r.Signal]
	if !ok {
		return " "
	}
	return b.Mark(m)
}

// trend gives the periods of a reading.
func (p *indicators) trend(r *metrics.Reading) widget.Trend {
	out := widget.Trend{Values: make([]float64, len(r.Series)), Open: p.underway()}
	for i, pt := range r.Series {
		out.Values[i] = pt.Value.X
		if !pt.Value.Set {
			out.Values[i] = math.NaN()
		}
	}
	return out
}

// value words a number in its unit, longest form first.
func (p *indicators) value(u metrics.Unit, n metrics.Number) []string {
	say := p.env.Say
	if !n.Set {
		return []string{"–"}
	}
	switch u {
	case metrics.UnitMoney:
		if n.Exact {
			return []string{money.Short(record.Money{Minor: n.Minor, Currency: p.data.Report.Currency})}
		}
		return []string{say.Compact(n.X)}
	case metrics.UnitShare:
		return []string{say.Percent(n.X, 1), say.Percent(n.X, 0)}
	case metrics.UnitHours:
		return []string{say.T("unit.hours", "n", say.Compact(n.X)), say.Compact(n.X)}
	case metrics.UnitDays:
		x := say.Compact(n.X)
		return []string{say.T("unit.days", "n", x), say.T("unit.days.short", "n", x), x}
	case metrics.UnitTimes:
		return []string{say.Times(n.X)}
	case metrics.UnitCount:
		if n.X == math.Trunc(n.X) {
			return []string{say.Number(n.X, 0), say.Compact(n.X)}
		}
	}
	return []string{say.Number(n.X, 2), say.Compact(n.X)}
}

// nothing words that there is no number, longest form first.
func (p *indicators) nothing() []string {
	return []string{p.env.Say.T("indicators.nothing"), p.env.Say.T("indicators.nothing.short"), "–"}
}

// change words the change against the same part of the period before: in
// points for shares, in per cent else.
func (p *indicators) change(r *metrics.Reading) string {
	if !r.Value.Set || !r.PreviousToDate.Set {
		return ""
	}
	say := p.env.Say
	d := r.Value.X - r.PreviousToDate.X
	switch {
	case d == 0:
		return "="
	case r.Unit == metrics.UnitShare:
		if math.Abs(d) < 0.005 {
			return "="
		}
		return sign(d) + say.Number(math.Abs(d)*100, 0) + " pt"
	case r.PreviousToDate.X == 0:
		return sign(d) + say.Compact(math.Abs(d))
	}
	part := math.Abs(d / r.PreviousToDate.X)
	switch {
	case part < 0.005:
		return "="
	case part >= 9.995: // said as what it is more than
		if d < 0 {
			return "<-999%"
		}
		return ">999%"
	}
	return sign(d) + say.Percent(part, 0)
}

// against words what a change is measured against.
func (p *indicators) against(change string) string {
	if change == "=" {
		return p.env.Say.T("indicators.as." + p.data.Report.Period)
	}
	return p.env.Say.T("indicators.than." + p.data.Report.Period)
}

func sign(d float64) string {
	if d < 0 {
		return "−"
	}
	return "+"
}

// drawTarget draws how far the value is towards its target.
func (p *indicators) drawTarget(b widget.Box, r *metrics.Reading) {
	if !r.Target.Set {
		return
	}
	goal := b.Shorter(6, p.value(r.Unit, r.Target)...)
	b.Right(0, 0, 6, goal, theme.Muted)
	if r.Value.Set && r.Better == metrics.Higher {
		b.Bar(7, 0, b.W-7, r.Value.X, r.Target.X, theme.Muted)
		return
	}
	if r.Value.Set && r.Value.X <= r.Target.X {
		b.Print(7, 0, b.Mark(theme.MarkOK), theme.Good)
	}
}

// fresh words whether the number is out of date.
func (p *indicators) fresh(r *metrics.Reading) widget.Field {
	d, old := p.stale(r)
	if !old {
		return widget.Field{}
	}
	return widget.Cell(p.env.Say.T("indicators.stale", "date", p.env.Say.Day(d, p.data.Now)), theme.Late)
}

// drawStar draws the North Star over two rows.
func (p *indicators) drawStar(b widget.Box) {
	r := p.star
	if r == nil {
		return
	}
	say := p.env.Say
	span := say.T("period.this." + p.data.Report.Period)
	x := b.Print(2, 0, b.Mark(theme.MarkStar)+" ", theme.Accent|theme.Bold)
	x = b.Fit(x, 0, b.W-x-2, r.Name, theme.Plain|theme.Bold)
	b.Fit(x+2, 0, b.W-x-3, say.T("indicators.star")+", "+span, theme.Muted)
	value, style := p.value(r.Unit, r.Value), theme.Accent|theme.Bold
	if !r.Value.Set {
		value, style = p.nothing(), theme.Muted
	}
	text := b.Shorter(b.W-6, value...)
	if r.Unit == metrics.UnitMoney && r.Value.Set {
		text += " " + p.data.Report.Currency
	}
	x = b.Print(4, 1, text, style)
	if c := p.change(r); c != "" && x+30 < b.W {
		x = b.Print(x+3, 1, c, theme.Plain)
		x = b.Fit(x+1, 1, b.W-x-16, p.against(c), theme.Muted)
	}
	if x+18 < b.W {
		b.Spark(x+3, 1, 12, p.trend(r), theme.Accent)
		x += 15
	}
	if r.Target.Set && x+34 < b.W {
		x = b.Print(x+3, 1, say.T("indicators.goal")+" ", theme.Muted)
		x = b.Print(x, 1, p.value(r.Unit, r.Target)[0]+" ", theme.Plain)
		b.Bar(x, 1, min(24, b.W-x-2), r.Value.X, r.Target.X, theme.Accent)
	}
	b.Sub(0, 0, b.W, 2).Zone(zoneStar, 0)
}

// hint says how to begin where nothing was ever recorded, and where the numbers
// are when none of it is of the scope; "" where there are numbers.
func (p *indicators) hint() string {
	if p.data.Blank() && p.env.May(panel.Log) {
		return p.env.Say.T("indicators.blank")
	}
	if p.data.Reps == nil || p.data.Book == nil || slices.ContainsFunc(p.data.Report.Indicators, counted) {
		return ""
	}
	return p.data.Elsewhere(p.env.Say, panel.Numbers, 1)
}

// counted reports whether a reading rests on anything that was recorded.
func counted(r metrics.Reading) bool {
	return r.N > 0 || slices.ContainsFunc(r.Series, func(pt metrics.Point) bool { return pt.N > 0 || pt.Value.X != 0 })
}

// hintLines gives the hint wrapped.
func (p *indicators) hintLines() []string {
	text := p.hint()
	if text == "" {
		return nil
	}
	return widget.Wrap(0, text, max(p.w-3, 1))
}

// drawAttention names what signals in the unwanted direction, which way and
// since when, and how many more there are.
func (p *indicators) drawAttention(b widget.Box, bad []*metrics.Reading) {
	say := p.env.Say
	x := b.Print(2, 0, b.Mark(theme.MarkRisk)+" ", theme.Risk|theme.Bold)
	for i, r := range bad {
		text, room := p.alarm(r), b.W-x-1
		if left := len(bad) - i - 1; left > 0 {
			room -= b.Width(say.N("indicators.attention.more", left)) + legendGap
		}
		if i > 0 && b.Width(text) > room {
			b.Fit(x, 0, b.W-x-1, say.N("indicators.attention.more", len(bad)-i), theme.Muted)
			return
		}
		x = b.Fit(x, 0, room, text, theme.Risk) + legendGap
	}
}

// alarm says of a signal which way it goes and since when.
func (p *indicators) alarm(r *metrics.Reading) string {
	say := p.env.Say
	key, at := "indicators.attention."+r.Signal, r.SignalAt
	if r.Signal == "shift" || r.Signal == "cluster" {
		key, at = "indicators.attention.down", r.SignalSince
		if r.SignalUp {
			key = "indicators.attention.up"
		}
	}
	d, err := record.ParseDate(at)
	if err != nil {
		return r.Name
	}
	return say.T(key, "name", r.Name, "date", say.Day(d, p.data.Now), "period", p.data.Report.Period)
}
