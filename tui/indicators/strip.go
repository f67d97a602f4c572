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
	if p.h < 12 {
		return false
	}
	w := p.w
	if p.wide() {
		w = (p.w - columnGap) / 2
	}
	widths := p.table(left, w).Layout(w)
	return widths[changeColumn] == 0 || widths[targetColumn] == 0
}

// roomyStrip is the width from which on the strip has whole phrases.
const roomyStrip = 110

// drawStrip tells of the reading that is selected how it changed, how far it is
// towards its target, and until when it holds.
func (p *indicators) drawStrip(b widget.Box) {
	r := p.selected()
	if r == nil {
		return
	}
	x := 2
	if b.W >= roomyStrip {
		x = b.Fit(x, 0, b.W/3, r.Name, theme.Plain|theme.Bold) + 3
	}
	switch c := p.change(r); {
	case !r.Value.Set:
		b.Fit(x, 0, b.W-x-1, r.Why, theme.Muted)
		return
	case c != "":
		x = b.Print(x, 0, c, theme.Plain|theme.Bold) + 1
		x = b.Print(x, 0, p.than(c, b.W), theme.Muted) + 3
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

// than words what a change is measured against, short where there is little
// room.
func (p *indicators) than(change string, w int) string {
	if w >= roomyStrip {
		return p.against(change)
	}
	if change == "=" {
		return p.env.Say.T("indicators.as.short." + p.data.Report.Period)
	}
	return p.env.Say.T("indicators.than.short." + p.data.Report.Period)
}

// stripTarget draws the target with a bar, and gives the column behind it.
func (p *indicators) stripTarget(b widget.Box, x int, r *metrics.Reading) int {
	say := p.env.Say
	if !r.Target.Set {
		return b.Fit(x, 0, b.W-x-1, say.T("indicators.target.none"), theme.Muted) + 3
	}
	x = b.Print(x, 0, say.T("indicators.target")+" ", theme.Muted)
	x = b.Print(x, 0, b.Shorter(b.W-x-2, p.value(r.Unit, r.Target)...), theme.Plain) + 1
	switch room := min(b.W-x-1, 12); {
	case r.Better == metrics.Higher && room >= 4:
		b.Bar(x, 0, room, r.Value.X, r.Target.X, theme.Accent)
		x += room
	case r.Better == metrics.Lower && r.Value.X <= r.Target.X:
		x = b.Print(x, 0, b.Mark(theme.MarkOK), theme.Good)
	}
	return x + 3
}

// until words until when a reading that is measured holds.
func (p *indicators) until(r *metrics.Reading) (string, theme.Style) {
	if r.FreshUntil == nil {
		return "", theme.Plain
	}
	d, err := record.ParseDate(*r.FreshUntil)
	if err != nil {
		return "", theme.Plain
	}
	day := p.env.Say.Day(d, p.data.Now)
	if _, old := p.stale(r); old {
		return p.env.Say.T("indicators.old", "date", day), theme.Late
	}
	return p.env.Say.T("indicators.holds", "date", day), theme.Muted
}
