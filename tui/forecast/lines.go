package forecast

import (
	"fmt"
	"strings"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// line is one row of the tab. Those with a key can be selected and opened.
type line struct {
	key  string
	draw func(b widget.Box, here bool)
}

// The measures of the tab.
const (
	wideFrom = 130 // columns from which the past stands beside this period
	leftMost = 78  // columns of this period then
	roomy    = 60  // columns from which a line has room for a bar and words
)

func (p *forecast) wide() bool { return p.w >= wideFrom }

// columns gives the lines of this period, and of those that are over.
func (p *forecast) columns() (now, over []line) {
	w := p.w
	if p.wide() {
		w = min(leftMost, p.w*11/20)
	}
	now = p.thisPeriod(w)
	over = p.periodsOver(p.pastWidth())
	if !p.wide() {
		now = append(now, blank)
	}
	return now, over
}

func (p *forecast) pastWidth() int {
	if p.wide() {
		return p.w - min(leftMost, p.w*11/20) - 2
	}
	return p.w
}

var blank = line{draw: func(widget.Box, bool) {}}

// text makes lines of a text wrapped to a width.
func text(s string, indent, w int, style theme.Style) []line {
	var out []line
	for _, part := range widget.Wrap(0, s, max(w-indent-2, 16)) {
		out = append(out, line{draw: func(b widget.Box, _ bool) { b.Fit(indent, 0, b.W-indent-1, part, style) }})
	}
	return out
}

// thisPeriod gives the lines of the period that runs.
func (p *forecast) thisPeriod(w int) []line {
	o := p.known
	out := []line{{draw: p.drawPeriod}}
	out = append(out, line{key: o.Booked.Key, draw: p.drawBooked})
	out = append(out, blank, line{draw: p.drawGroupHead})
	for i := range o.Categories {
		g := &o.Categories[i]
		if g.Count > 0 || i < 3 {
			out = append(out, p.groupLine(g))
		}
	}
	out = append(out, p.groupLine(&o.Expected))
	for _, g := range []*metrics.DealGroup{&o.Past, &o.Before, &o.Later, &o.Undated} {
		if g.Count > 0 {
			out = append(out, p.groupLine(g))
		}
	}
	out = append(out, blank)
	out = append(out, p.standing(w)...)
	return append(out, p.grounds(w)...)
}

// labelled gives a label with words behind it, wrapped into their own column;
// nothing without words.
func (p *forecast) labelled(w int, label, words string, style theme.Style) []line {
	if words == "" {
		return nil
	}
	indent := p.indent()
	lines := text(words, indent, w, style)
	first := lines[0].draw
	lines[0].draw = func(b widget.Box, here bool) {
		b.Fit(2, 0, indent-3, label, theme.Muted)
		first(b, here)
	}
	return lines
}

// standing gives the lines on how it stands: the pace first, then what is still
// to win, in money and in deals, and what there is for it.
func (p *forecast) standing(w int) []line {
	say, o := p.env.Say, p.known
	var out []line
	put := func(label, words string, style theme.Style) {
		out = append(out, p.labelled(w, label, words, style)...)
	}
	words, style := p.pace()
	put(say.T("forecast.pace"), words, style)
	if !o.Need.Value.Set {
		put(say.T("forecast.need"), p.lacking(), theme.Muted)
		return out
	}
	if o.Need.Value.Minor > 0 {
		put(say.T("forecast.need"), p.exact(o.Need.Value), theme.Plain)
		words, style = p.needed()
		put(say.T("forecast.in-deals"), words, style)
	}
	if o.Coverage.Set {
		put(say.T("forecast.coverage"), say.T("forecast.covered."+o.CoveragePeriod, "x", say.Times(o.Coverage.X)), theme.Plain)
	}
	return out
}

// lacking says why nobody knows what is still to be won: a goal of the team is
// none of the reps looked at, and how one is set is told to whoever may.
func (p *forecast) lacking() string {
	say, o := p.env.Say, p.known
	switch {
	case o.Goal.Set:
		return o.Need.Why
	case p.data.Reps != nil && p.teamGoal() && p.env.May(panel.SeeTotals):
		return say.T("forecast.goal-of-team", "whose", p.data.Whose(say))
	case p.env.May(panel.SetGoals):
		return say.T("forecast.set-goal", "why", o.Need.Why)
	}
	return o.Need.Why
}

// teamGoal reports whether the team has a goal on booked revenue.
func (p *forecast) teamGoal() bool {
	for _, g := range p.data.Book.Goals {
		if g.Indicator == "booked_revenue" && g.Rep.IsZero() && g.From <= p.data.Today {
			return true
		}
	}
	return false
}

// grounds gives the lines on what those before them rest on, and what is not told.
func (p *forecast) grounds(w int) []line {
	say, o, n := p.env.Say, p.known, &p.known.Need
	var out []line
	put := func(label, words string) {
		out = append(out, p.labelled(w, label, words, theme.Muted)...)
	}
	if o.GoalPeriod != "" {
		put(say.T("forecast.goal"), say.T("forecast.scaled."+o.GoalPeriod))
	}
	if n.Value.Minor > 0 && n.Wins.Set {
		from, _ := record.ParseDate(n.From)
		put(say.T("forecast.average"), say.T("forecast.average.of", "average", p.rough(n.Average), "won", say.N("forecast.won-deals", n.Won), "from", say.Date(from)))
		put(say.T("forecast.win-rate"), say.T("forecast.win-rate.of", "rate", say.Percent(n.WinRate.X, 0),
			"low", say.Percent(n.WinRateLow.X, 0), "high", say.Percent(n.WinRateHigh.X, 0), "closed", say.N("forecast.closed-deals", n.Closed), "from", say.Date(from)))
	}
	if o.Asked != o.Period {
		put(say.T("forecast.span-shown"), say.T("forecast.too-short."+o.Period))
	}
	put(say.T("forecast.odds"), say.T("forecast.missing"))
	return out
}

// indent is where words begin that stand behind a label.
func (p *forecast) indent() int {
	if p.w < roomy {
		return 15
	}
	return 17
}

// paceStyles are the looks of the states of a pace; each has words of its own.
var paceStyles = map[string]theme.Style{
	metrics.PaceReached: theme.Good, metrics.PaceAhead: theme.Good, metrics.PaceBehind: theme.Risk,
}

// pace words how what is booked stands against an even pace.
func (p *forecast) pace() (string, theme.Style) {
	say, o := p.env.Say, p.known
	if o.Pace == metrics.PaceNone {
		return "", theme.Plain
	}
	less := metrics.Amount(max(o.OnPace.Minor-o.Booked.Value.Minor, 0), o.Currency)
	style, ok := paceStyles[o.Pace]
	if !ok {
		style = theme.Muted
	}
	return say.T("forecast.pace."+o.Pace, "pace", p.short(o.OnPace), "less", p.short(less), "n", say.N("forecast.workdays", o.WorkGone)), style
}

// needed words how many deals what is still to be won is, or why nobody knows.
func (p *forecast) needed() (string, theme.Style) {
	say, n := p.env.Say, &p.known.Need
	if !n.Wins.Set {
		return n.Why, theme.Muted
	}
	return say.T("forecast.needed",
		"wins", p.giveOrTake(say.N("forecast.wins", int(n.Wins.X)), n.WinsLow, n.WinsHigh),
		"tries", p.giveOrTake(say.N("forecast.tries", int(n.Tries.X)), n.TriesLow, n.TriesHigh)), theme.Plain
}

// giveOrTake words a number of deals with its interval, which may have no end.
func (p *forecast) giveOrTake(what string, low, high metrics.Number) string {
	say := p.env.Say
	at := func(n metrics.Number) string { return say.Int(int64(n.X)) }
	span := say.T("forecast.no-interval")
	switch {
	case low.Set && high.Set && low.X == high.X:
		return what
	case low.Set && high.Set:
		span = say.T("forecast.between", "low", at(low), "high", at(high))
	case low.Set:
		span = say.T("forecast.at-least", "low", at(low))
	}
	return say.T("forecast.give-or-take", "what", what, "span", span)
}

// drawPeriod draws the name of the period and how much of it is gone.
func (p *forecast) drawPeriod(b widget.Box, _ bool) {
	say, o := p.env.Say, p.known
	x := b.Fit(2, 0, b.W-3, p.periodName(o.Period, o.From), theme.Accent|theme.Bold) + 3
	gone := say.T("forecast.gone", "gone", o.WorkGone, "all", say.N("forecast.workdays", o.WorkDays))
	if x+b.Width(gone) < b.W {
		b.Print(x, 0, gone, theme.Muted)
	}
}

// periodName names the period that begins on a day.
func (p *forecast) periodName(period, from string) string {
	say := p.env.Say
	d, err := record.ParseDate(from)
	if err != nil {
		return from
	}
	q, _ := record.ParsePeriod(period)
	last := q.Add(d, 1) - 1
	if q == record.Month {
		return p.monthName(d)
	}
	return say.T("forecast.span", "from", say.Date(d), "to", say.Date(last))
}

// drawBooked draws what is booked against the goal.
func (p *forecast) drawBooked(b widget.Box, here bool) {
	say, o := p.env.Say, p.known
	p.cursor(b, here)
	b.Fit(2, 0, p.indent()-3, say.T("forecast.booked"), theme.Muted)
	x := p.indent()
	if here {
		defer b.Choose(b.Sub(2, 0, p.indent()-3, 1))
	}
	if !o.Goal.Set {
		b.Fit(x, 0, b.W-x-1, p.exact(o.Booked.Value), theme.Plain|theme.Bold)
		return
	}
	x = b.Fit(x, 0, b.W-x-7, say.T("forecast.of-goal", "value", p.short(o.Booked.Value), "goal", p.short(o.Goal)), theme.Plain|theme.Bold) + 2
	if o.Goal.Minor > 0 && o.Booked.Value.Set {
		x = b.Print(x, 0, say.Percent(o.Booked.Value.X/o.Goal.X, 0), theme.Plain) + 3
		if room := min(b.W-x-2, 40); room >= 8 {
			b.Gauge(x, 0, room, o.Booked.Value.X, o.OnPace.X, max(o.Goal.X, o.Booked.Value.X), theme.Accent)
		}
	}
}

// cursor marks the line that is selected.
func (p *forecast) cursor(b widget.Box, here bool) {
	if here {
		b.Print(0, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
	}
}

// groupTable gives the columns of the groups of open deals.
func (p *forecast) groupTable() widget.Table {
	say := p.env.Say
	o := p.known
	to, _ := record.ParseDate(o.To)
	return widget.Table{Columns: []widget.Column{
		{Min: 1},
		{Title: say.T("forecast.expected-by", "date", say.Date(to)), Min: 16, Max: 31, Name: true},
		{Title: say.T("forecast.deals"), Min: 5, Align: widget.AlignNumber},
		{Title: say.T("forecast.value"), Min: 7, Align: widget.AlignNumber},
		{Title: say.T("forecast.weighted"), Min: 9, Align: widget.AlignNumber, Drop: 1},
		{Min: 8, Max: 20, Drop: 2},
	}}
}

func (p *forecast) drawGroupHead(b widget.Box, _ bool) { p.groupTable().Head(b) }

// groupLine gives the line of a group of open deals.
func (p *forecast) groupLine(g *metrics.DealGroup) line {
	return line{key: g.Key, draw: func(b widget.Box, here bool) {
		p.groupTable().Body(b.Row(0), widget.Scroll{}, 1, here, func(int) []widget.Field { return p.groupFields(b, g) })
	}}
}

func (p *forecast) groupFields(b widget.Box, g *metrics.DealGroup) []widget.Field {
	say, o := p.env.Say, p.known
	style, mark := theme.Plain, widget.Field{}
	switch g.Key {
	case o.Expected.Key:
		style = theme.Plain | theme.Bold
	case o.Past.Key:
		style = theme.Risk
		mark = widget.Cell(b.Mark(theme.MarkRisk), theme.Risk|theme.Bold)
	case o.Before.Key, o.Later.Key, o.Undated.Key:
		style = theme.Muted
	}
	weighted := p.short(g.Weighted)
	if g.Count == g.NoChance {
		weighted = ""
	}
	bar := widget.Field{Draw: func(cell widget.Box) {
		if o.Expected.Value.Set && g.Value.Set && style == theme.Plain {
			cell.Gauge(0, 0, cell.W, g.Value.X, 0, o.Expected.Value.X, theme.Leading)
		}
	}}
	return []widget.Field{
		mark, widget.Cell(say.T("forecast.group."+g.Key), style), widget.Cell(say.Int(int64(g.Count)), style),
		{Forms: []string{p.short(g.Value)}, Style: style}, widget.Cell(weighted, theme.Muted), bar,
	}
}

// periodsOver gives the lines of what became of expectations.
func (p *forecast) periodsOver(w int) []line {
	say, t := p.env.Say, &p.known.Track
	out := []line{{draw: func(b widget.Box, _ bool) {
		b.Fit(2, 0, b.W-3, say.T("forecast.past"), theme.Accent|theme.Bold)
	}}}
	out = append(out, text(p.trackWords(), 2, w, theme.Plain)...)
	if len(t.Rows) == 0 {
		return out
	}
	out = append(out, blank, line{draw: func(b widget.Box, _ bool) { p.pastTable().Head(b) }})
	most := 0.0
	for i := range t.Rows {
		most = max(most, t.Rows[i].Booked.X, t.Rows[i].Goal.X)
	}
	for i := len(t.Rows) - 1; i >= 0; i-- {
		out = append(out, p.pastLine(&t.Rows[i], most))
	}
	return out
}

// trackWords says what the periods that are over come to.
func (p *forecast) trackWords() string {
	say, t := p.env.Say, &p.known.Track
	if !t.Share.Set {
		return t.Why
	}
	words := say.T("forecast.track", "share", say.Percent(t.Share.X, 0), "came", say.Int(int64(t.Came)), "expected", say.N("forecast.expected-deals", t.Expected))
	if t.Low.Set && t.High.Set {
		words += " " + say.T("forecast.track.range", "low", say.Percent(t.Low.X, 0), "high", say.Percent(t.High.X, 0))
	}
	return words
}

func (p *forecast) pastTable() widget.Table {
	say := p.env.Say
	return widget.Table{Columns: []widget.Column{
		{Title: say.T("forecast.period." + p.known.Period), Min: 8, Max: 8, Name: true},
		{Title: say.T("forecast.booked-goal"), Min: 12, Max: 30, Drop: 4},
		{Title: say.T("forecast.booked"), Min: 6, Align: widget.AlignNumber},
		{Title: say.T("forecast.goal"), Min: 6, Align: widget.AlignNumber, Drop: 2},
		{Title: say.T("forecast.hoped"), Min: 8, Align: widget.AlignNumber},
		{Title: say.T("forecast.hoped-value"), Min: 6, Align: widget.AlignNumber, Drop: 3},
		{Title: say.T("forecast.came"), Min: 4, Align: widget.AlignNumber},
		{Title: say.T("forecast.share"), Min: 5, Align: widget.AlignNumber, Drop: 1},
		{Title: say.T("forecast.other"), Min: 6, Align: widget.AlignNumber, Drop: 5},
	}}
}

func (p *forecast) pastLine(r *metrics.PastPeriod, most float64) line {
	return line{key: pastPrefix + r.At, draw: func(b widget.Box, here bool) {
		p.pastTable().Body(b.Row(0), widget.Scroll{}, 1, here, func(int) []widget.Field { return p.pastFields(r, most) })
	}}
}

func (p *forecast) pastFields(r *metrics.PastPeriod, most float64) []widget.Field {
	say := p.env.Say
	style := theme.Lagging
	if r.Goal.Set && r.Booked.Set && r.Booked.Minor >= r.Goal.Minor {
		style = theme.Good
	}
	share := ""
	if r.Expected.Count > 0 {
		share = say.Percent(r.Share.X, 0)
	}
	num := func(n int) string { return say.Int(int64(n)) }
	return []widget.Field{
		widget.Cell(p.shortPeriod(r.At), theme.Plain),
		{Draw: func(cell widget.Box) {
			if r.Booked.Set {
				cell.Gauge(0, 0, cell.W, r.Booked.X, r.Goal.X, most, style)
			}
		}},
		widget.Cell(p.short(r.Booked), theme.Plain), widget.Cell(p.short(r.Goal), theme.Muted),
		widget.Cell(num(r.Expected.Count), theme.Plain), widget.Cell(p.short(r.Expected.Value), theme.Muted),
		widget.Cell(num(r.Came.Count), theme.Plain), widget.Cell(share, theme.Plain), widget.Cell(num(r.Other.Count), theme.Muted),
	}
}

// shortPeriod names a period in eight columns.
func (p *forecast) shortPeriod(at string) string {
	d, err := record.ParseDate(at)
	if err != nil {
		return at
	}
	return p.monthName(d)
}

func (p *forecast) monthName(d record.Date) string {
	year, month, _ := d.Civil()
	return p.env.Say.T("forecast.month", "month", p.env.Say.T(fmt.Sprintf("month.%d", int(month))), "year", year)
}

// short words an amount in short, exact in full; "–" for none.
func (p *forecast) short(n metrics.Number) string {
	if !n.Set {
		return "–"
	}
	return money.Short(record.Money{Minor: n.Minor, Currency: p.known.Currency})
}

func (p *forecast) exact(n metrics.Number) string {
	if !n.Set {
		return "–"
	}
	return p.env.Say.Money(record.Money{Minor: n.Minor, Currency: p.known.Currency})
}

// rough words an average of money, which has no exact digits.
func (p *forecast) rough(n metrics.Number) string {
	return strings.TrimSpace(p.env.Say.Compact(n.X) + " " + p.known.Currency)
}
