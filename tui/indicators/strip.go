package indicators

import (
	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// Places of columns in the table that are left out where there is no room.
const (
	changeColumn = 2
	targetColumn = 3
)

// stripped reports whether a row below the lists tells of the reading that is
// selected what its own row has no room for.
func (p *indicators) stripped() bool {
	return p.h >= 12 && (!p.shown(changeColumn) || !p.shown(targetColumn))
}

// shown reports whether the lists have room for a column.
func (p *indicators) shown(column int) bool {
	w := p.w
	if p.wide() {
		w = (p.w - columnGap) / 2
	}
	return p.table(w).Layout(w)[column] > 0
}

// The columns of the strip: they stay where they are from one reading to the
// next, so that a move of the cursor writes little.
const (
	stripChange = 7
	stripValue  = 8
	stripBar    = 12
)

// drawStrip tells of the reading that is selected how it changed, how far it is
// towards its target, and up to which day there are data.
func (p *indicators) drawStrip(b widget.Box) {
	r := p.selected()
	if r == nil {
		return
	}
	x := 2
	switch c := p.change(r); {
	case !r.Value.Set:
		b.Fit(x, 0, b.W-x-1, r.Why, theme.Muted)
		return
	case p.shown(changeColumn):
		x = b.Fit(x, 0, b.W/3, p.env.Say.T("indicators.change.than", "than", p.against("")), theme.Muted) + 3
	case c == "":
		text := p.env.Say.T("indicators.than.none." + p.data.Report.Period)
		b.Print(x, 0, text, theme.Muted)
		x += stripChange + 1 + b.Width(p.env.Say.T("indicators.than.short."+p.data.Report.Period)) + 3
	default:
		b.Right(x, 0, stripChange, c, theme.Plain)
		x = b.Print(x+stripChange+1, 0, p.env.Say.T("indicators.than.short."+p.data.Report.Period), theme.Muted) + 3
	}
	x = p.stripTarget(b, x, r)
	text, style := p.until(r)
	if text == "" {
		return
	}
	if x+b.Width(text) >= b.W {
		b.Print(b.W-1, 0, b.Mark(theme.MarkMore), theme.Muted)
		return
	}
	b.Print(x, 0, text, style)
}

// stripTarget draws the target with a bar, and gives the column behind it.
func (p *indicators) stripTarget(b widget.Box, x int, r *metrics.Reading) int {
	say := p.env.Say
	if !r.Target.Set {
		b.Fit(x, 0, b.W-x-1, say.T("indicators.target.none"), theme.Muted)
		return x + b.Width(say.T("indicators.target")) + stripValue + stripBar + 5
	}
	x = b.Print(x, 0, say.T("indicators.target")+" ", theme.Muted)
	room := min(stripValue, b.W-x-1)
	b.Number(x, 0, room, theme.Plain, b.Shorter(room, p.value(r.Unit, r.Target)...))
	x += stripValue + 1
	switch room := min(b.W-x-1, stripBar); {
	case r.Better == metrics.Higher && room >= 4:
		b.Bar(x, 0, room, r.Value.X, r.Target.X, theme.Accent)
	case r.Better == metrics.Lower && r.Value.X <= r.Target.X && room > 0:
		b.Print(x, 0, b.Mark(theme.MarkOK), theme.Good)
	}
	return x + stripBar + 3
}

// until words up to which day there are data behind a reading.
func (p *indicators) until(r *metrics.Reading) (string, theme.Style) {
	if r.FreshUntil == nil {
		return "", theme.Plain
	}
	d, err := record.ParseDate(*r.FreshUntil)
	if err != nil {
		return "", theme.Plain
	}
	day := p.env.Say.Date(d)
	if _, old := p.stale(r); old {
		return p.env.Say.T("indicators.old", "date", day), theme.Late
	}
	return p.env.Say.T("indicators.holds", "date", day), theme.Muted
}
