package indicators

import (
	"slices"
	"strings"

	"foresail/metrics"
	"foresail/metrics/leadlag"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// told is a pair, or several of which the same is to be said, in the words of
// a page.
type told struct {
	pair  *leadlag.Pair
	words []string
	style []theme.Style
	sign  theme.Mark
}

// pairs gives what is known of the indicator that is open, what was found
// first. Only a verdict of the analysis is told as found.
func (p *indicators) pairs() []told {
	f := p.data.Findings.Found
	groups := map[string][]*leadlag.Pair{}
	var out []told
	for _, q := range f.Of(p.open.id) {
		switch {
		case q.Verdict == leadlag.Insufficient && q.Needs == nil:
			groups["unfit"] = append(groups["unfit"], q)
		case q.Verdict == leadlag.Insufficient:
			groups["short"] = append(groups["short"], q)
		case q.Verdict == leadlag.None:
			groups["none"] = append(groups["none"], q)
		default:
			out = append(out, p.tell(q))
		}
	}
	for _, kind := range []string{"short", "unfit", "none"} {
		if qs := groups[kind]; len(qs) > 0 {
			out = append(out, p.tellTogether(kind, qs))
		}
	}
	return out
}

// onPage are the sentences of the evidence that a page has room for; the tab
// Lead–lag has all.
var onPage = []string{".leads.", ".doubt.", ".spread", ".sure", ".lag.", ".gain.", ".fading", ".stalled", ".follows.", ".same.", ".both", ".lead.", ".follow."}

// tell words a pair of which something was found.
func (p *indicators) tell(q *leadlag.Pair) told {
	t := told{pair: q, sign: theme.MarkGap}
	if q.Verdict == leadlag.Leads {
		t.sign = theme.MarkLead
	}
	for i, text := range q.Say(p.env.Say, p.name) {
		key := q.Words[i].Key
		if i > 0 && !slices.ContainsFunc(onPage, func(part string) bool { return strings.Contains(key, "words"+part) }) {
			continue
		}
		if i == 0 && q.Verdict == leadlag.Coincident { // which does not name the two
			text = p.name(p.other(q)) + ": " + text
		}
		style := theme.Plain
		switch {
		case strings.Contains(key, ".doubt"), strings.Contains(key, ".fading"), strings.Contains(key, ".stalled"):
			style = theme.Late
		case i == 0 && q.Verdict == leadlag.Leads:
			style = theme.Bold
		}
		t.words, t.style = append(t.words, text), append(t.style, style)
	}
	return t
}

// tellTogether words pairs of which nothing was found.
func (p *indicators) tellTogether(kind string, qs []*leadlag.Pair) told {
	names := make([]string, len(qs))
	first := qs[0]
	for i, q := range qs {
		names[i] = p.name(p.other(q))
		if q.Needs != nil && (first.Needs == nil || *q.Needs < *first.Needs) {
			first = q
		}
	}
	key := "indicators.leads." + kind
	if first.Outcome == p.open.id && kind != "unfit" {
		key = "indicators.led." + kind
	}
	args := []any{"names", strings.Join(names, ", ")}
	if first.Needs != nil {
		args = append(args, "span", p.span(*first.Needs))
	}
	return told{pair: first, words: []string{p.env.Say.T(key, args...)}, style: []theme.Style{theme.Muted}, sign: theme.MarkGap}
}

// other gives the other series of a pair.
func (p *indicators) other(q *leadlag.Pair) string {
	if q.Indicator == p.open.id {
		return q.Outcome
	}
	return q.Indicator
}

func (p *indicators) name(id string) string { return p.env.Say.T("indicator." + id + ".name") }

// zonePair is the zone of a pair on a page.
const zonePair = "indicators.pair"

// leadLines gives the rows on what the indicator leads, or what leads it, and
// at which of them each pair begins.
func (p *indicators) leadLines(r *metrics.Reading, w int) (rows []page.Row, at []int) {
	say, title := p.env.Say, "indicators.leads"
	if r.Horizon == metrics.Lagging {
		title = "indicators.led"
	}
	rows = page.Text(w, 0, say.T(title), theme.Muted)
	if text := p.progress(); text != "" {
		rows = append(rows, page.Text(w, 2, text, theme.Accent)...)
	}
	list := p.pairs()
	for k, t := range list {
		at = append(at, len(rows))
		for i, text := range t.words {
			for j, row := range page.Text(w, 2, text, t.style[i]) {
				rows = append(rows, p.pairLine(row, k, t.sign, i == 0 && j == 0))
			}
		}
	}
	if len(list) > 0 {
		rows = append(rows, page.Text(w, 2, say.T("indicators.leads.open"), theme.Faint)...)
	}
	return append(rows, page.Blank), at
}

// pairLine draws a row of pair k with its sign, and the mark where it is the
// one marked.
func (p *indicators) pairLine(row page.Row, k int, sign theme.Mark, first bool) page.Row {
	return func(b widget.Box) {
		row(b)
		if first {
			b.Print(2, 0, b.Mark(sign), theme.Accent|theme.Bold)
			if k == p.open.pick {
				b.Print(0, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
			}
		}
		b.Zone(zonePair, k)
	}
}

// progress says why nothing is told, or that it is about to change; "" where
// all is said.
func (p *indicators) progress() string {
	say, f := p.env.Say, p.data.Findings
	switch f.State(p.data.Facts) {
	case panel.Broken:
		return say.T("indicators.leads.failed", "why", say.Err(f.Err))
	case panel.Waiting, panel.Running:
		if f.All > 0 {
			return say.T("indicators.leads.busy", "done", f.Done, "all", f.All)
		}
		return say.T("indicators.leads.wait")
	}
	switch {
	case len(f.Found.Ranked) == 0:
		return say.T("indicators.leads.history")
	case len(f.Found.Of(p.open.id)) == 0:
		return say.T("indicators.leads.coarse", "period", p.data.Report.Period)
	case f.State(p.data.Facts) == panel.Earlier:
		return say.T("indicators.leads.earlier")
	}
	return ""
}

// prior gives the title of what is known from elsewhere: that nothing is found
// here is said only where all was looked at.
func (p *indicators) prior() string {
	found := p.data.Findings
	if found.State(p.data.Facts) == panel.Ready && len(found.Found.Of(p.open.id)) > 0 && found.Found.Leads(p.open.id) == nil {
		return "indicators.leads.prior"
	}
	return "indicators.leads.prior.found"
}

// lead gives the mark of an indicator that leads something: by how many
// periods, and whether that is in doubt; "" for one that does not.
func (p *indicators) lead(id string) (text string, lag int, doubt bool) {
	q := p.data.Findings.Found.Leads(id)
	if q == nil {
		return "", 0, false
	}
	return p.env.Say.T("indicators.lead."+p.data.Report.Period, "n", *q.Lag), *q.Lag, q.Doubtful()
}
