package forecast

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// View implements panel.Panel.
func (p *forecast) View(b widget.Box) {
	if p.known == nil {
		return
	}
	if g := p.group(p.open); p.open != "" && g != nil {
		p.drawGroup(b, g)
		return
	}
	now, over := p.columns()
	n := 0
	if p.wide() {
		left := min(leftMost, p.w*11/20)
		n = p.drawLines(b.Sub(0, 0, left, b.H), now, 0, n)
		beside := b.Sub(left+2, 0, b.W-left-2, b.H)
		beside.Aside()
		p.drawLines(beside, over, 0, n)
		return
	}
	p.drawLines(b, append(now, over...), p.top, n)
}

// drawLines draws lines from one on, the n-th that can be selected being the
// first of them, and gives the number after the last.
func (p *forecast) drawLines(b widget.Box, lines []line, top, n int) int {
	for i, l := range lines {
		if y := i - top; y >= 0 && y < b.H {
			row := b.Row(y)
			l.draw(row, l.key != "" && l.key == p.held)
			if l.key != "" {
				row.Zone(zoneLine, n)
			}
		}
		if l.key != "" {
			n++
		}
	}
	if top+b.H < len(lines) {
		b.Print(b.W-1, b.H-1, b.Mark(theme.MarkMore), theme.Muted)
	}
	return n
}

// about gives the definition of a group, wrapped to a width.
func (p *forecast) about(g *metrics.DealGroup, method widget.Method, w int) []string {
	key := g.Key
	if past(p.open) {
		key = "past-period"
	}
	share := func(x float64) string { return p.env.Say.Percent(x, 0) }
	words := p.env.Say.T("forecast.about."+key, "commit", share(metrics.CommitFrom), "best", share(metrics.BestFrom))
	return widget.Wrap(method, words, max(min(w-4, 100), 16))
}

// sums says what the deals of a group come to, and what is not in the sum.
func (p *forecast) sums(g *metrics.DealGroup) []string {
	say := p.env.Say
	out := []string{say.N("forecast.sum", g.Count, "value", p.exact(g.Value))}
	if past(p.open) {
		out = append(out, p.outcome(p.known.Track.Row(p.open[len(pastPrefix):]))...)
	}
	for _, l := range g.LeftOut {
		out = append(out, say.T("forecast.not-in-sum", "what", l.Text))
	}
	if g.NoChance > 0 && g.NoChance < g.Count {
		out = append(out, say.N("forecast.not-weighted", g.NoChance))
	}
	if n := g.Count - len(g.Deals); n > 0 {
		out = append(out, say.N("forecast.hidden", n))
	}
	return out
}

// outcome says what became of a period that is over.
func (p *forecast) outcome(r *metrics.PastPeriod) []string {
	say := p.env.Say
	var out []string
	if r.Expected.Count > 0 {
		out = append(out, say.N("forecast.came-of", r.Came.Count, "value", p.exact(r.Came.Value), "share", say.Percent(r.Share.X, 0),
			"low", say.Percent(r.Low.X, 0), "high", say.Percent(r.High.X, 0)))
	}
	out = append(out, say.N("forecast.came-besides", r.Other.Count, "value", p.exact(r.Other.Value)))
	if r.BookedNow != r.Booked {
		out = append(out, say.T("forecast.known-now", "then", p.exact(r.Booked), "now", p.exact(r.BookedNow)))
	}
	return out
}

// listRows is how many deals of a group are shown at once.
func (p *forecast) listRows(g *metrics.DealGroup) int {
	n := p.h - len(p.about(g, ansi.WcWidth, p.w)) - len(p.sums(g)) - 4
	return n - p.deals.Find.Rows()
}

// drawGroup draws a group: what it is, what it comes to, its deals.
func (p *forecast) drawGroup(b widget.Box, g *metrics.DealGroup) {
	title := p.env.Say.T("forecast.group." + g.Key)
	if past(p.open) {
		title = p.env.Say.T("forecast.past-period", "period", p.periodName(p.known.Period, p.open[len(pastPrefix):]))
	}
	b.Fit(2, 0, b.W-3, title, theme.Accent|theme.Bold)
	y := 1
	for _, s := range p.about(g, b.Method(), b.W) {
		b.Fit(2, y, b.W-3, s, theme.Muted)
		y++
	}
	for i, s := range p.sums(g) {
		style := theme.Muted
		if i == 0 {
			style = theme.Plain | theme.Bold
		}
		b.Fit(2, y, b.W-3, s, style)
		y++
	}
	_, rest := b.Top(y + 1)
	p.deals.Draw(p.deals.Line(rest), p.dealTable(), true, func(b widget.Box) {
		b.Fit(2, 0, b.W-3, p.env.Say.T("forecast.no-deals"), theme.Muted)
	})
}

func (p *forecast) dealTable() widget.Table {
	say := p.env.Say
	day := "deal.expected"
	if p.open == p.known.Booked.Key {
		day = "forecast.won-on"
	}
	return widget.Table{Columns: []widget.Column{
		{Min: 1},
		{Title: say.T("deal.title"), Min: 14, Max: 38, Name: true},
		{Title: say.T("word.account"), Min: 12, Max: 26, Drop: 3},
		{Title: say.T("word.stage"), Min: 11, Max: 13, Drop: 2},
		{Title: say.T("deal.amount"), Min: 13, Max: 18, Align: widget.AlignNumber},
		{Title: say.T(day), Min: 11, Drop: 1},
		{Title: say.T("word.rep"), Min: 12, Max: 18, Drop: 4},
	}}
}

// fates are the signs of what became of expectations.
var fates = map[metrics.Fate]struct {
	mark  theme.Mark
	style theme.Style
}{
	metrics.FateWon: {theme.MarkOK, theme.Good}, metrics.FateLost: {theme.MarkFail, theme.Risk}, metrics.FateOpen: {theme.MarkGap, theme.Muted},
}

// dealFields gives the row of a deal, its amount exactly. What is not in the
// sum is muted.
func (p *forecast) dealFields(b widget.Box, d *metrics.OutlookDeal) []widget.Field {
	say := p.env.Say
	mark, title, account, rep := widget.Field{}, "", "", ""
	if deal := p.data.Book.Deals[d.ID]; deal != nil {
		account, rep = p.data.Book.AccountName(deal.Now.Account), p.data.Book.RepName(deal.Now.Rep)
		title = cmp.Or(deal.Now.Title, account)
	}
	if f, ok := fates[d.Fate]; ok {
		mark = widget.Cell(b.Mark(f.mark), f.style)
	} else if d.Closed == 0 && d.Expected != 0 && d.Expected < p.data.Today {
		mark = widget.Cell(b.Mark(theme.MarkRisk), theme.Risk)
	}
	amount, style := []string(nil), theme.Plain
	if d.Priced {
		amount = []string{say.Money(d.Amount)}
		if d.Amount.Currency == p.known.Currency {
			amount = append(amount, money.Format(d.Amount), money.Short(d.Amount))
		}
	}
	if !d.Counted {
		style = theme.Muted
	}
	return []widget.Field{
		mark, widget.Cell(title, theme.Plain), widget.Cell(account, theme.Muted), p.stageField(d),
		{Forms: amount, Style: style}, widget.Cell(say.Date(when(d)), theme.Muted), widget.Cell(rep, theme.Muted),
	}
}

// when gives the day that is told of a deal: that it was won on where it is
// among those booked, else that it is expected on.
func when(d *metrics.OutlookDeal) record.Date {
	if d.Fate == 0 && d.Closed != 0 {
		return d.Closed
	}
	return d.Expected
}

// stageField names the stage of a deal, or what became of it.
func (p *forecast) stageField(d *metrics.OutlookDeal) widget.Field {
	if f, ok := fates[d.Fate]; ok {
		return widget.Cell(p.env.Say.T([...]string{metrics.FateOpen: "forecast.fate.open", metrics.FateWon: "forecast.fate.won", metrics.FateLost: "forecast.fate.lost"}[d.Fate]), f.style)
	}
	name := d.Stage
	if s := p.data.Book.Stage(d.Stage); s != nil {
		name = s.Name
	}
	return widget.Cell(name, theme.Plain)
}

// copy puts what is under the cursor on the clipboard: a group as a row of a
// sheet, an open one as all its deals.
func (p *forecast) copy() tea.Cmd {
	g := p.group(cmp.Or(p.open, p.held))
	if g == nil {
		return nil
	}
	rows := []string{}
	if p.open != "" {
		for y := range p.deals.Shown() {
			d := &p.shown()[p.deals.Pos(y)]
			title := ""
			if deal := p.data.Book.Deals[d.ID]; deal != nil {
				title = deal.Now.Title
			}
			rows = append(rows, strings.Join([]string{title, d.Stage, p.env.Say.Money(record.Money{Minor: d.Amount.Minor, Currency: d.Amount.Currency}), when(d).String()}, "\t"))
		}
	}
	if p.open != "" && p.deals.Find.Text() != "" { // the sum is that of all
		return panel.Ask(panel.Clip{Text: strings.Join(rows, "\n")})
	}
	rows = append(rows, strings.Join([]string{p.env.Say.T("forecast.group." + g.Key), p.env.Say.Int(int64(g.Count)), p.exact(g.Value)}, "\t"))
	return panel.Ask(panel.Clip{Text: strings.Join(rows, "\n")})
}
