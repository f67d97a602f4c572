package team

import (
	"math"
	"strconv"
	"strings"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// column is a column of the table: its key, its place, and what it shows.
type column struct {
	key   string
	spec  widget.Column
	field func(*team, widget.Box, *metrics.TeamRow) widget.Field
}

// columns is the table. Those that tell least are dropped first.
var columns = []column{
	{"", widget.Column{Min: 1}, (*team).markField},
	{"rep", widget.Column{Min: 12, Max: 24, Name: true}, (*team).nameField},
	{"activity", widget.Column{Min: 6, Align: widget.AlignNumber, Drop: 3}, (*team).activityField},
	{"usual", widget.Column{Min: 5, Align: widget.AlignNumber, Drop: 7}, (*team).usualField},
	{"series", widget.Column{Min: 14, Drop: 4}, (*team).seriesField},
	{"connect", widget.Column{Min: 8, Align: widget.AlignNumber, Drop: 8}, (*team).connectField},
	{"meet", widget.Column{Min: 9, Align: widget.AlignNumber, Drop: 13}, (*team).meetField},
	{"win", widget.Column{Min: 9, Align: widget.AlignNumber, Drop: 6}, (*team).winField},
	{"created", widget.Column{Min: 7, Align: widget.AlignNumber, Drop: 9}, (*team).createdField},
	{"open", widget.Column{Min: 7, Align: widget.AlignNumber, Drop: 2}, (*team).openField},
	{"weighted", widget.Column{Min: 8, Align: widget.AlignNumber, Drop: 12}, (*team).weightedField},
	{"attainment", widget.Column{Min: 7, Align: widget.AlignNumber}, (*team).attainmentField},
	{"pace", widget.Column{Min: 10, Max: 16, Drop: 11}, (*team).paceField},
	{"overdue", widget.Column{Min: 4, Align: widget.AlignNumber, Drop: 10}, (*team).overdueField},
	{"rotting", widget.Column{Min: 3, Align: widget.AlignNumber, Drop: 14}, (*team).rottingField},
	{"nostep", widget.Column{Min: 7, Align: widget.AlignNumber, Drop: 15}, (*team).noStepField},
	{"answer", widget.Column{Min: 6, Max: 8, Align: widget.AlignNumber, Drop: 16}, (*team).answerField},
	{"last", widget.Column{Min: 11, Drop: 17}, (*team).lastField},
	{"attention", widget.Column{Min: 16, Max: 60, Drop: 1}, (*team).attentionField},
}

// spacious is the width from which on there is room for whole words, and
// roomier the columns that grow there.
const spacious = 110

var roomier = map[string]int{"rep": 6, "activity": 4, "attention": 4}

func (p *team) table(b widget.Box) widget.Table {
	t := widget.Table{}
	for _, c := range columns {
		spec := c.spec
		spec.Title = p.title(b, c)
		if b.W >= spacious {
			spec.Min += roomier[c.key]
		}
		t.Columns = append(t.Columns, spec)
	}
	return t
}

// title names a column, with a sign where the table is sorted by it.
func (p *team) title(b widget.Box, c column) string {
	if c.key == "" {
		return ""
	}
	key := c.key
	if key == "activity" {
		if key += "." + p.all.Period; b.W < spacious {
			key = "activity.short"
		}
	}
	title := p.env.Say.T("team.col." + key)
	if sorts[p.order].column != c.key || c.key == "attention" && !p.turned {
		return title
	}
	down := sorts[p.order].value != nil
	if down != p.turned {
		return title + b.Mark(theme.MarkBelow)
	}
	return title + b.Mark(theme.MarkAbove)
}

func (p *team) drawTable(b widget.Box) {
	t := p.table(b)
	head, rest := b.Top(1)
	t.Head(head)
	if len(p.all.Rows) > 0 || p.all.Partial {
		total, below := rest.Top(1)
		t.Body(total, widget.Scroll{}, 1, false, func(int) []widget.Field { return p.fields(total, &p.all.Total) })
		rest = below
	}
	if p.list.Shown() == 0 {
		p.drawEmpty(rest)
		return
	}
	p.list.Body(rest, t, true)
	if p.data.Blank() && p.env.May(panel.Log) {
		rest.Paragraph(2, p.list.Shown()+1, p.begin(), theme.Accent)
	}
}

// begin says how the table fills, with what the user can do here.
func (p *team) begin() string {
	switch {
	case p.env.May(panel.Files | panel.Administer):
		return p.env.Say.T("hint.team")
	case p.env.May(panel.Administer):
		return p.env.Say.T("hint.team.rep")
	}
	return p.env.Say.T("hint.team.log")
}

func (p *team) drawEmpty(b widget.Box) {
	key := "team.nobody"
	if p.env.May(panel.Administer) {
		key = "team.nobody.add"
	}
	switch {
	case p.list.Find.Text() != "":
		key = "team.no-match"
	case p.all.Partial, !p.env.May(panel.SeeOwn):
		key = "team.unseen"
	}
	b.Paragraph(2, 1, p.env.Say.T(key), theme.Muted)
}

func (p *team) fields(b widget.Box, r *metrics.TeamRow) []widget.Field {
	out := make([]widget.Field, len(columns))
	for i, c := range columns {
		out[i] = c.field(p, b, r)
	}
	return out
}

func (p *team) total(r *metrics.TeamRow) bool { return r == &p.all.Total }

// ink is the style of a row's plain fields.
func (p *team) ink(r *metrics.TeamRow) theme.Style {
	switch {
	case p.total(r):
		return theme.Plain | theme.Bold
	case r.Gone:
		return theme.Muted
	}
	return theme.Plain
}

func (p *team) markField(b widget.Box, r *metrics.TeamRow) widget.Field {
	if len(r.Attention) == 0 {
		return widget.Field{}
	}
	mark, style := weight(r.Attention[0])
	return widget.Cell(b.Mark(mark), style|theme.Bold)
}

func (p *team) nameField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	if p.total(r) {
		return widget.Cell(p.env.Say.T("team.everybody"), p.ink(r))
	}
	return widget.Cell(p.name(r), p.ink(r))
}

// signalMark gives the sign of a row's signal by its direction.
func signalMark(b widget.Box, r *metrics.TeamRow) string {
	switch {
	case r.Signal == "":
		return ""
	case r.Up:
		return b.Mark(theme.MarkAbove)
	}
	return b.Mark(theme.MarkBelow)
}

func tone(r *metrics.TeamRow, style theme.Style) theme.Style {
	switch {
	case r.Signal == "":
		return style
	case r.Up:
		return theme.Good
	}
	return theme.Risk
}

func (p *team) activityField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	say := p.env.Say
	return widget.Field{Forms: []string{say.Int(int64(r.Activities)), say.Compact(float64(r.Activities))}, Style: p.ink(r)}
}

func (p *team) usualField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	if !r.UsualToDate.Set {
		return widget.Cell("–", theme.Muted)
	}
	return widget.Cell(p.env.Say.Compact(math.Round(r.UsualToDate.X)), theme.Muted)
}

// seriesField shows the periods, with the signal of the last complete one.
func (p *team) seriesField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return widget.Field{Draw: func(b widget.Box) {
		b.Print(0, 0, signalMark(b, r), tone(r, theme.Plain)|theme.Bold)
		b.Spark(2, 0, b.W-2, p.trend(r), tone(r, theme.Leading))
	}}
}

// underway reports whether the period of the numbers is not over.
func (p *team) underway() bool { return p.all.To > p.all.AsOf }

// trend gives the activity of a row by period.
func (p *team) trend(r *metrics.TeamRow) widget.Trend {
	out := widget.Trend{Values: make([]float64, len(r.Series)), Open: p.underway()}
	for i, n := range r.Series {
		out.Values[i] = math.NaN()
		if n.Set {
			out.Values[i] = n.X
		}
	}
	return out
}

// ratio shows a ratio with n; one of few is muted.
func (p *team) ratio(r metrics.Ratio, text string, style theme.Style) widget.Field {
	if !r.Value.Set {
		return widget.Cell("–", theme.Muted)
	}
	with := text + " " + p.env.Say.T("team.n", "n", r.N)
	if r.Few {
		return widget.Field{Forms: []string{with, p.env.Say.T("team.n", "n", r.N)}, Style: theme.Muted}
	}
	return widget.Field{Forms: []string{with, text}, Style: style}
}

func (p *team) connectField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return p.ratio(r.ConnectRate, p.env.Say.Percent(r.ConnectRate.Value.X, 0), p.ink(r))
}

func (p *team) meetField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return p.ratio(r.MeetingRate, p.env.Say.Number(r.MeetingRate.Value.X, 2), p.ink(r))
}

func (p *team) winField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return p.ratio(r.WinRate, p.env.Say.Percent(r.WinRate.Value.X, 0), p.ink(r))
}

func (p *team) answerField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return p.ratio(r.ResponseHours, p.hours(r.ResponseHours.Value), p.ink(r))
}

func (p *team) hours(n metrics.Number) string {
	return p.env.Say.T("unit.hours", "n", p.env.Say.Compact(n.X))
}

func (p *team) amount(n metrics.Number) string {
	if !n.Set {
		return "–"
	}
	return money.Short(record.Money{Minor: n.Minor, Currency: p.all.Currency})
}

func (p *team) createdField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return widget.Cell(p.amount(r.CreatedValue), p.ink(r))
}

func (p *team) openField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return widget.Cell(p.amount(r.OpenValue), p.ink(r))
}

func (p *team) weightedField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return widget.Cell(p.amount(r.WeightedValue), p.ink(r))
}

// attainmentField shows the share of the quota; in the first days of its
// period muted, since it says nothing yet.
func (p *team) attainmentField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	a := &r.Attainment
	if !a.Value.Set {
		return widget.Cell("–", theme.Muted)
	}
	style := courses[a.State].style
	switch {
	case r.Gone, a.State == metrics.PaceEarly:
		style = theme.Muted
	case style == theme.Risk && len(r.Attention) == 0 && !p.total(r): // somebody who began within the period
		style = theme.Plain
	case style == theme.Plain:
		style = p.ink(r)
	}
	return widget.Cell(p.env.Say.Percent(a.Value.X, 0), style)
}

func (p *team) paceField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	a := r.Attainment
	if a.State == metrics.PaceEarly {
		return widget.Cell(p.env.Say.T("team.early"), theme.Muted)
	}
	return widget.Field{Draw: func(b widget.Box) { drawPace(b, a) }}
}

// drawPace draws the booked share of a quota, with a sign where the working
// days are.
func drawPace(b widget.Box, a metrics.Attainment) {
	if !a.Value.Set || b.W <= 0 {
		return
	}
	style := courses[a.State].style
	if style == theme.Plain {
		style = theme.Lagging
	}
	b.Bar(0, 0, b.W, min(a.Value.X, 1), 1, style)
	at := min(int(math.Round(a.Pace.X*float64(b.W))), b.W-1)
	b.Drawing().Print(at, 0, b.Mark(theme.MarkGoal), theme.Plain)
}

// count shows how many things are wrong, none as a sign.
func (p *team) count(b widget.Box, n int, r *metrics.TeamRow) widget.Field {
	if n == 0 {
		return widget.Cell(b.Mark(theme.MarkGap), theme.Faint)
	}
	return widget.Cell(strconv.Itoa(n), p.ink(r))
}

func (p *team) overdueField(b widget.Box, r *metrics.TeamRow) widget.Field {
	return p.count(b, r.PastDue, r)
}

func (p *team) rottingField(b widget.Box, r *metrics.TeamRow) widget.Field {
	return p.count(b, r.Rotting, r)
}

func (p *team) noStepField(b widget.Box, r *metrics.TeamRow) widget.Field {
	return p.count(b, r.NoNextStep, r)
}

func (p *team) lastField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	return widget.Cell(p.last(r), theme.Muted)
}

func (p *team) last(r *metrics.TeamRow) string {
	d, err := record.ParseDate(r.LastDay)
	if err != nil {
		return "–"
	}
	return p.env.Say.Day(d, p.data.Now)
}

func (p *team) attentionField(_ widget.Box, r *metrics.TeamRow) widget.Field {
	style := theme.Muted
	if len(r.Attention) > 0 {
		_, style = weight(r.Attention[0])
	}
	return widget.Cell(p.attention(r), style)
}

// text is a row as text, for the clipboard.
func (p *team) text(r *metrics.TeamRow) string {
	say := p.env.Say
	share := func(n metrics.Number) string {
		if !n.Set {
			return "–"
		}
		return say.Percent(n.X, 0)
	}
	return strings.Join([]string{
		p.name(r), strconv.Itoa(r.Activities), p.amount(r.OpenValue), share(r.Attainment.Value), share(r.WinRate.Value),
		say.T("team.n", "n", r.WinRate.N), p.last(r), p.attention(r),
	}, "\t")
}
