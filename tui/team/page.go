package team

import (
	"slices"
	"strings"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// partWidth is the width of each of two parts that stand side by side.
const partWidth = 56

// lines gives the rows of the page at a width.
func (p *team) lines(w int) []page.Row {
	r := p.current()
	if r == nil {
		return nil
	}
	out := append([]page.Row{func(b widget.Box) { p.drawTitle(b, r) }, page.Blank}, p.concerns(r, w)...)
	out = append(out, page.Blank)
	left, right := p.activity(r), append(p.ratios(r), append([]page.Row{page.Blank}, p.quota(r)...)...)
	if w >= 2*partWidth {
		out = append(out, page.Beside(left, right, partWidth, 0)...)
	} else {
		out = append(append(append(out, left...), page.Blank), right...)
	}
	out = append(append(out, page.Blank), p.deals(r, riskRows)...)
	out = append(append(out, page.Blank), p.entries()...)
	return append(out, p.means(r, w)...)
}

func (p *team) drawTitle(b widget.Box, r *metrics.TeamRow) {
	x := b.Fit(2, 0, b.W-3, p.name(r), theme.Accent|theme.Bold)
	x = b.Fit(x+2, 0, b.W-x-3, r.Team, theme.Muted)
	if r.Gone {
		b.Fit(x+2, 0, b.W-x-3, p.attention(&metrics.TeamRow{Gone: true, Left: r.Left, ID: r.ID}), theme.Late)
		return
	}
	b.Fit(x+2, 0, b.W-x-3, p.env.Say.T("team.col.last")+" "+p.last(r), theme.Muted)
}

// concerns gives the reasons to look at the rep, in words, and what to do.
func (p *team) concerns(r *metrics.TeamRow, w int) []page.Row {
	if len(r.Attention) == 0 {
		return []page.Row{func(b widget.Box) {
			x := b.Print(2, 0, b.Mark(theme.MarkOK)+" ", theme.Good|theme.Bold)
			b.Fit(x, 0, b.W-x-1, p.env.Say.T("team.page.fine"), theme.Plain)
		}}
	}
	var out []page.Row
	for _, c := range r.Attention {
		mark, style := weight(c)
		for i, draw := range page.Text(w, 2, c.Text, style|theme.Bold) {
			out = append(out, func(b widget.Box) {
				if i == 0 {
					b.Print(2, 0, b.Mark(mark), style|theme.Bold)
				}
				draw(b)
			})
		}
		if p.env.May(doing[c.ID]) {
			out = append(out, page.Text(w, 4, c.Do, theme.Plain)...)
		}
	}
	return out
}

// doing says what it takes to do something about a reason: nothing, where the
// advice is to talk.
var doing = map[string]panel.Rights{"goal": panel.SetGoals, "left": panel.HandOver}

// means gives the rows of when each reason to look at the rep is said.
func (p *team) means(r *metrics.TeamRow, w int) []page.Row {
	if len(r.Attention) == 0 {
		return nil
	}
	out := []page.Row{page.Blank, title(p.env.Say.T("team.page.means"))}
	for _, c := range r.Attention {
		out = append(out, page.Text(w, 0, c.Short+": "+c.Means, theme.Muted)...)
	}
	return out
}

func title(s string) page.Row {
	return func(b widget.Box) { b.Fit(2, 0, b.W-3, s, theme.Plain|theme.Bold) }
}

// activity gives the rows of what the rep did by kind, against the usual.
func (p *team) activity(r *metrics.TeamRow) []page.Row {
	say := p.env.Say
	heads := []string{say.T("team.page.now"), say.T("team.page.due"), say.T("team.page.usual." + p.all.Period)}
	out := []page.Row{func(b widget.Box) {
		if narrow(b.W) {
			heads[1] = say.T("team.col.usual")
		}
		b.Fit(2, 0, label(b.W, ofActivity)-2, say.T("team.page.activity"), theme.Plain|theme.Bold)
		numbers(b, theme.Muted, ofActivity, heads...)
	}}
	row := func(name string, n int, due, usual metrics.Number, of *metrics.TeamRow) {
		out = append(out, func(b widget.Box) {
			sign, w := p.sign(b, of), label(b.W, ofActivity)+4 // the numbers leave some of their room
			x := b.Fit(2, 0, w-2-b.Width(sign)-1, name, theme.Plain)
			b.Fit(x+1, 0, w-x-1, sign, tone(of, theme.Plain)|theme.Bold)
			numbers(b, theme.Plain, ofActivity, say.Int(int64(n)), p.round(due), p.round(usual))
		})
	}
	row(say.T("team.page.all"), r.Activities, r.UsualToDate, r.Usual, r)
	for _, k := range r.Kinds {
		row(k.Name, k.N, k.Due, k.Usual, &metrics.TeamRow{Activity: metrics.Activity{Signal: k.Signal, Up: k.Up}})
	}
	out = append(out, p.signs(r)...)
	return append(out, func(b widget.Box) { b.Spark(2, 0, len(r.Series), p.trend(r), tone(r, theme.Leading)) })
}

// signs says of which period the signs of the activity are, where there are any:
// not of the one under way, whose numbers stand beside them.
func (p *team) signs(r *metrics.TeamRow) []page.Row {
	some := r.Signal != "" || slices.ContainsFunc(r.Kinds, func(k metrics.KindUse) bool { return k.Signal != "" })
	at, err := record.ParseDate(p.all.From)
	if !some || err != nil {
		return nil
	}
	if p.underway() {
		at = p.data.Period.Add(at, -1)
	}
	text := p.env.Say.T("team.page.signs."+p.all.Period, "date", p.env.Say.Day(at, p.data.Now))
	return []page.Row{func(b widget.Box) {
		b.Fit(2, 0, b.W-3, b.Mark(theme.MarkAbove)+" "+b.Mark(theme.MarkBelow)+" "+text, theme.Muted)
	}}
}

// sign gives the sign of a signal and what it says.
func (p *team) sign(b widget.Box, r *metrics.TeamRow) string {
	switch {
	case r.Signal == "":
		return ""
	case r.Up:
		return signalMark(b, r) + " " + p.env.Say.T("team.up")
	}
	return signalMark(b, r) + " " + p.env.Say.T("team.down")
}

func (p *team) round(n metrics.Number) string {
	if !n.Set {
		return "–"
	}
	return p.env.Say.Number(n.X, 0)
}

// The widths of the numbers of each part.
var (
	ofActivity = []int{8, 14, 17}
	ofRatios   = []int{14, 14}
	ofNarrow   = []int{9, 9}
)

// narrow reports whether there is room for two short numbers only.
func narrow(w int) bool { return w < 50 }

// places gives the widths of numbers that there is room for.
func places(w int, widths []int) []int {
	if narrow(w) {
		return ofNarrow
	}
	return widths
}

// numbers writes numbers at the right of a row, each in its place; where there
// is little room, the first two.
func numbers(b widget.Box, style theme.Style, widths []int, texts ...string) {
	x := label(b.W, widths) + 1
	for i, w := range places(b.W, widths) {
		b.Right(x, 0, w, texts[i], style)
		x += w
	}
}

// label gives the room before numbers of some widths.
func label(w int, widths []int) int {
	for _, n := range places(w, widths) {
		w -= n
	}
	return w - 2
}

// ratios gives the rows of the conversion of the rep beside that of the team.
func (p *team) ratios(r *metrics.TeamRow) []page.Row {
	say, all := p.env.Say, &p.all.Total
	out := []page.Row{func(b widget.Box) {
		b.Fit(2, 0, 20, say.T("team.page.ratios"), theme.Plain|theme.Bold)
		numbers(b, theme.Muted, ofRatios, say.T("team.page.rep"), say.T("team.page.team"))
	}}
	percent := func(n metrics.Number) string { return say.Percent(n.X, 0) }
	for _, c := range []struct {
		key       string
		rep, team metrics.Ratio
		text      func(metrics.Number) string
	}{
		{"connect", r.ConnectRate, all.ConnectRate, percent},
		{"meet", r.MeetingRate, all.MeetingRate, func(n metrics.Number) string { return say.Number(n.X, 2) }},
		{"win", r.WinRate, all.WinRate, percent},
		{"answer", r.ResponseHours, all.ResponseHours, func(n metrics.Number) string { return say.Compact(n.X) }},
	} {
		out = append(out, func(b widget.Box) {
			w := places(b.W, ofRatios)[0]
			b.Fit(2, 0, label(b.W, ofRatios)-2, say.T("team.page."+c.key), theme.Plain)
			rep, team := p.ratio(c.rep, c.text(c.rep.Value), theme.Plain), p.ratio(c.team, c.text(c.team.Value), theme.Muted)
			b.Number(b.W-2*w-1, 0, w, rep.Style, forms(rep)...)
			b.Number(b.W-w-1, 0, w, team.Style, forms(team)...)
		})
	}
	from, _ := record.ParseDate(p.all.RecentFrom)
	window, _ := record.ParseDate(p.all.WindowFrom)
	return append(out,
		func(b widget.Box) { b.Fit(2, 0, b.W-3, say.T("team.page.recent", "date", say.Date(from)), theme.Muted) },
		func(b widget.Box) {
			b.Fit(2, 0, b.W-3, say.T("team.page.window", "date", say.Date(window)), theme.Muted)
		})
}

// forms gives the forms of a field, longest first.
func forms(f widget.Field) []string {
	if len(f.Forms) > 0 {
		return f.Forms
	}
	return []string{f.Text}
}

// quota gives the rows of the attainment.
func (p *team) quota(r *metrics.TeamRow) []page.Row {
	say, a := p.env.Say, r.Attainment
	if a.State == metrics.PaceNone {
		return []page.Row{title(say.T("team.page.quota")), func(b widget.Box) { b.Fit(2, 0, b.W-3, say.T("team.page.quota.none"), theme.Muted) }}
	}
	if r.New != "" {
		if d, err := record.ParseDate(r.New); err == nil {
			text := say.T("team.page.new", "date", say.Date(d))
			return []page.Row{title(say.T("team.page.quota")), func(b widget.Box) { b.Fit(2, 0, b.W-3, text, theme.Muted) }}
		}
	}
	one := metrics.Team{Currency: p.all.Currency, Total: *r}
	course := one.Course(say)
	style := courses[a.State].style
	return []page.Row{title(say.T("team.page.quota")),
		func(b widget.Box) { b.Fit(2, 0, b.W-3, b.Briefer(b.W-3, course...), style) },
		func(b widget.Box) { drawPace(b.Sub(2, 0, min(b.W-4, 40), 1), a) }}
}

// riskRows is how many deals at risk a page lists.
const riskRows = 10

// deals gives the rows of the deals at risk, largest first, so many at most.
func (p *team) deals(r *metrics.TeamRow, most int) []page.Row {
	say, n := p.env.Say, len(r.AtRisk)
	most = max(most, 0)
	note := say.N("team.page.deals.none", r.Open)
	if n > 0 {
		note = say.T("team.page.deals.of", "k", n, "n", r.Open)
	}
	out := []page.Row{func(b widget.Box) {
		x := b.Fit(2, 0, b.W-3, say.T("team.page.deals"), theme.Plain|theme.Bold)
		b.Fit(x+2, 0, b.W-x-3, note, theme.Muted)
	}}
	for _, d := range r.AtRisk[:min(n, most)] {
		if deal := p.data.Book.Deals[d.Deal]; deal != nil {
			out = append(out, p.deal(d, &deal.Now))
		}
	}
	if n > most {
		out = append(out, func(b widget.Box) { b.Fit(4, 0, b.W-5, say.N("team.page.more", n-most), theme.Muted) })
	}
	return out
}

func (p *team) deal(d metrics.DealRisk, s *record.DealState) page.Row {
	name, why := s.Title, p.why(d)
	if name == "" {
		name = p.data.Book.AccountName(s.Account)
	}
	mark, style := theme.MarkLate, theme.Late
	if d.Rotting || d.Overdue || d.LateStep {
		mark, style = theme.MarkRisk, theme.Risk
	}
	return func(b widget.Box) {
		b.Print(2, 0, b.Mark(mark), style|theme.Bold)
		w := min(max((b.W-14)*2/5, 8), 40)
		b.Fit(4, 0, w, name, theme.Plain)
		if s.HasAmount {
			b.Number(4+w, 0, 9, theme.Plain, p.worth(s.Amount)...)
		}
		b.Fit(4+w+11, 0, b.W-w-16, why, theme.Plain)
	}
}

// worth words the amount of a deal, with its currency where it is another than
// that of the sums.
func (p *team) worth(m record.Money) []string {
	short := money.Short(m)
	if m.Currency == p.all.Currency {
		return []string{short}
	}
	return []string{short + " " + m.Currency}
}

// why says in words what is wrong with a deal.
func (p *team) why(d metrics.DealRisk) string {
	say := p.env.Say
	var out []string
	for _, c := range []struct {
		is  bool
		key string
	}{{d.Rotting, "team.risk.rotting"}, {d.Overdue, "team.risk.overdue"}, {d.LateStep, "team.risk.step"}, {d.NoStep, "team.risk.nostep"}} {
		if c.is {
			out = append(out, say.T(c.key, "n", d.Days))
		}
	}
	return strings.Join(out, ", ")
}

// entries gives the rows of what the rep did last.
func (p *team) entries() []page.Row {
	say := p.env.Say
	out := []page.Row{title(say.T("team.page.entries"))}
	note := func(s string, style theme.Style) []page.Row {
		return append(out, func(b widget.Box) { b.Fit(2, 0, b.W-3, s, style) })
	}
	switch {
	case p.recent.err != nil:
		return note(say.T("team.page.unread", "why", say.Err(p.recent.err)), theme.Risk)
	case !p.recent.read:
		return note(say.T("team.page.reading"), theme.Muted)
	case len(p.recent.list) == 0:
		return note(say.T("team.page.entries.none"), theme.Muted)
	}
	for _, a := range p.recent.list {
		out = append(out, func(b widget.Box) { p.drawEntry(b, a) })
	}
	return out
}

func (p *team) drawEntry(b widget.Box, a record.Activity) {
	x := b.Fit(2, 0, 16, p.env.Say.When(a.At, p.data.Now), theme.Muted)
	x = b.Fit(max(x, 18)+2, 0, 10, a.Kind, theme.Kind)
	x = b.Fit(max(x, 30)+2, 0, 24, p.data.Book.AccountName(a.Account), theme.Plain)
	x = b.Fit(max(x, 56)+2, 0, 12, a.Outcome, theme.Plain)
	b.Fit(max(x, 70)+2, 0, b.W-max(x, 70)-3, a.Note, theme.Muted)
}
