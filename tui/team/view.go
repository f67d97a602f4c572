package team

import (
	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// headRows are the three lines on top and the empty row below them.
const headRows = 4

// tableRows is how many reps are seen at once.
func (p *team) tableRows() int {
	n := p.h - 2 // the titles and the total
	if p.h >= headMin {
		n -= headRows
	}
	return n - p.list.Find.Rows()
}

// headMin is the height below which the lines on top are left out.
const headMin = 9

// View implements panel.Panel.
func (p *team) View(b widget.Box) {
	if p.all == nil {
		b.Fit(2, 1, b.W-3, p.env.Say.T("team.working"), theme.Muted)
		return
	}
	if p.open && p.current() != nil {
		p.page.Draw(b, p.lines(b.W))
		return
	}
	if b.H >= headMin {
		top, rest := b.Top(headRows)
		p.drawHead(top)
		b = rest
	}
	p.drawTable(p.list.Line(b))
	p.drawPreview(b)
}

// weight gives the sign and the style of a concern: the late ones are not yet
// lost, and a missing goal is nobody's fault.
func weight(c metrics.Concern) (theme.Mark, theme.Style) {
	switch c.ID {
	case "slow", "deals", "left", "goal":
		return theme.MarkLate, theme.Late
	}
	return theme.MarkRisk, theme.Risk
}

// attention words the reasons to look at a rep in short.
func (p *team) attention(r *metrics.TeamRow) string {
	say := p.env.Say
	var out string
	if len(r.Attention) > 0 {
		out = r.Attention[0].Short
		if n := len(r.Attention) - 1; n > 0 {
			out = say.T("team.plus", "what", out, "n", n)
		}
	}
	if d, err := record.ParseDate(r.New); out == "" && err == nil {
		return say.T("team.new", "date", say.Date(d))
	}
	if out != "" || !r.Gone || r.ID.IsZero() {
		return out
	}
	if d, err := record.ParseDate(r.Left); err == nil {
		return say.T("team.left", "date", say.Date(d))
	}
	return say.T("team.put-away")
}
