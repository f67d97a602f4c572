package team

import (
	"foresail/metrics"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// drawHead draws the three answers.
func (p *team) drawHead(b widget.Box) {
	say := p.env.Say
	form, w := "", 0
	if b.W < 80 {
		form = ".short"
	}
	labels := []string{"course", "help", "changed"}
	for i, l := range labels {
		labels[i] = say.T("team.head." + l + form)
		w = max(w, b.Width(labels[i]))
	}
	for y, l := range labels {
		b.Fit(2, y, w, l, theme.Muted)
	}
	line := func(y int) widget.Box { return b.Sub(w+4, y, b.W-w-5, 1) }
	p.drawCourse(line(0))
	p.drawHelp(line(1))
	p.drawChanged(line(2), form)
}

// courses are the sign and the style of each state of an attainment.
var courses = map[string]struct {
	mark  theme.Mark
	style theme.Style
}{
	metrics.PaceNone:     {theme.MarkGap, theme.Muted},
	metrics.PacePartial:  {theme.MarkGap, theme.Muted},
	metrics.PaceEarly:    {theme.MarkGap, theme.Plain},
	metrics.PaceReached:  {theme.MarkOK, theme.Good},
	metrics.PaceAhead:    {theme.MarkAbove, theme.Good},
	metrics.PaceOn:       {theme.MarkOK, theme.Plain},
	metrics.PaceWithin:   {theme.MarkGap, theme.Plain},
	metrics.PaceUntested: {theme.MarkGap, theme.Plain},
	metrics.PaceBehind:   {theme.MarkRisk, theme.Risk},
}

func (p *team) drawCourse(b widget.Box) {
	c := courses[p.all.Total.Attainment.State]
	x := b.Print(0, 0, b.Mark(c.mark)+" ", c.style|theme.Bold)
	forms := p.course(p.all)
	b.Fit(x, 0, b.W-x, b.Briefer(b.W-x, forms...), c.style)
}

// course says whether a team is on course, longest form first; how a goal is set
// only to whoever may.
func (p *team) course(t *metrics.Team) []string {
	forms := t.Course(p.env.Say)
	switch t.Total.Attainment.State {
	case metrics.PaceNone, metrics.PacePartial:
		if !p.env.May(panel.SetGoals) {
			return forms[1:]
		}
	}
	return forms
}

// drawHelp draws who needs help, first things first, as many as fit.
func (p *team) drawHelp(b widget.Box) {
	say := p.env.Say
	if len(p.all.Help) == 0 && p.all.Partial {
		b.Fit(0, 0, b.W, say.T(p.unseen()), theme.Muted)
		return
	}
	if len(p.all.Help) == 0 {
		x := b.Print(0, 0, b.Mark(theme.MarkOK)+" ", theme.Good|theme.Bold)
		b.Fit(x, 0, b.W-x, say.T("team.help.none"), theme.Plain)
		return
	}
	parts := make([]string, len(p.all.Help))
	for i, h := range p.all.Help {
		parts[i] = say.T("team.help.one", "rep", h.Rep, "why", h.Concern.Short)
	}
	mark, style := weight(p.all.Help[0].Concern)
	x := b.Print(0, 0, b.Mark(mark)+" ", style|theme.Bold)
	p.drawParts(b.Sub(x, 0, b.W-x, 1), parts, style)
}

// unseen gives the message that others may need help whom one may not see.
func (p *team) unseen() string {
	if len(p.all.Rows) == 0 {
		return "team.unseen"
	}
	return "team.help.you"
}

// drawParts draws phrases one after the other and says how many were left out.
func (p *team) drawParts(b widget.Box, parts []string, style theme.Style) {
	more, x := "team.help.more", 0
	if b.W < 40 {
		more = "team.help.more.short"
	}
	for i, s := range parts {
		room := b.W - x
		if left := len(parts) - i - 1; left > 0 {
			room -= b.Width(p.env.Say.N(more, left)) + 2
		}
		if i > 0 && b.Width(s) > room {
			b.Fit(x, 0, b.W-x, p.env.Say.N(more, len(parts)-i), theme.Muted)
			return
		}
		x = b.Fit(x, 0, room, s, style) + 2
	}
}

func (p *team) drawChanged(b widget.Box, form string) {
	say := p.env.Say
	x := 0
	if since := say.Day(p.all.Since(), p.data.Now); form == "" {
		x = b.Fit(0, 0, b.W, say.T("team.changed.since", "date", since), theme.Muted) + 2
	} else {
		x = b.Fit(0, 0, b.W, since, theme.Muted) + 2
	}
	parts := p.all.Changed(say)
	if len(parts) == 0 {
		b.Fit(x, 0, b.W-x, say.T("team.changed.nothing"), theme.Muted)
		return
	}
	p.drawParts(b.Sub(x, 0, b.W-x, 1), parts, theme.Plain)
}
