package today

import (
	"strings"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// mostPaces is how many things of today are shown at most.
const mostPaces = 6

// paces gives the things of today that are shown.
func (p *today) paces() []metrics.DayPace {
	if p.agenda == nil {
		return nil
	}
	return p.agenda.Activity[:min(len(p.agenda.Activity), mostPaces)]
}

// roomy reports whether there is a row more to say where each target comes
// from.
func (p *today) roomy() bool {
	return p.h >= 26 || p.h >= 14 && p.side == entries && !p.wide()
}

// paceRows is how many rows today's numbers take with their title.
func (p *today) paceRows() int {
	n := 2
	for _, d := range p.paces() {
		n++
		if p.roomy() && d.By == "goal" {
			n++
		}
	}
	return max(n, 3)
}

// numberRows is how many rows come before the last entries.
func (p *today) numberRows() int { return p.paceRows() + 3 }

// entryRows is how many of the last entries are seen at once.
func (p *today) entryRows() int {
	if !p.wide() && p.side != entries {
		return max(p.stripRows()-4, 0)
	}
	return max(p.h-p.numberRows()-1, 1)
}

// drawNumbers draws today against what it asks for, the streak, and the last
// entries.
func (p *today) drawNumbers(b widget.Box) {
	say := p.env.Say
	x := b.Print(0, 0, say.T("today.activity"), theme.Plain|theme.Bold)
	b.Right(x, 0, b.W-x, say.Weekday(p.data.Today.Weekday()), theme.Muted)
	y := 1
	for _, d := range p.paces() {
		p.drawPace(b.Row(y), &d)
		y++
		if p.roomy() && d.By == "goal" {
			b.Fit(2, y, b.W-2, d.Short(say), theme.Muted)
			y++
		}
	}
	if len(p.paces()) == 0 {
		b.Fit(0, y, b.W, p.idle(), theme.Muted)
	} else if !p.agenda.WorkingDay && y < p.paceRows() {
		b.Fit(0, y, b.W, say.T("today.free"), theme.Muted)
	}
	y = p.paceRows()
	p.drawStreak(b.Row(y))
	b.Print(0, y+2, say.T("today.entries"), theme.Plain|theme.Bold)
	p.drawEntries(b.Sub(0, p.numberRows(), b.W, b.H-p.numberRows()))
}

// idle says that nothing was done today.
func (p *today) idle() string {
	if !p.agenda.WorkingDay {
		return p.env.Say.T("today.free")
	}
	if !p.env.May(panel.Log) {
		return p.env.Say.T("today.idle.looks")
	}
	return p.env.Say.T("today.idle")
}

// The columns of a pace.
const (
	paceName   = 15
	paceNumber = 4
	paceTarget = 9
	longestBar = 24
)

// drawPace draws one thing of today: what was done, what is asked, a bar.
func (p *today) drawPace(b widget.Box, d *metrics.DayPace) {
	b.Fit(0, 0, paceName, p.name(d), theme.Muted)
	b.Number(paceName, 0, paceNumber, reached(d)|theme.Bold, p.env.Say.Int(int64(d.Today)))
	x := paceName + paceNumber + 1
	b.Fit(x, 0, paceTarget, p.target(d), theme.Muted)
	x += paceTarget + 1
	if d.Target.Set {
		b.Bar(x, 0, min(b.W-x, longestBar), float64(d.Today), float64(goal(d)), barStyle(d))
	}
}

func barStyle(d *metrics.DayPace) theme.Style {
	if d.Target.Set && float64(d.Today) >= d.Target.X {
		return theme.Good
	}
	return theme.Leading
}

// drawStreak draws the days in a row with an entry.
func (p *today) drawStreak(b widget.Box) {
	if !p.agenda.Streak.Set {
		return
	}
	n := int(p.agenda.Streak.X)
	switch say := p.env.Say; {
	case n == 0:
		b.Fit(0, 0, b.W, say.T("today.streak.none"), theme.Muted)
	case p.agenda.StreakToday:
		x := b.Print(0, 0, b.Mark(theme.MarkOK)+" ", theme.Good)
		b.Fit(x, 0, b.W-x, say.N("today.streak", n), theme.Plain)
	default:
		x := b.Print(0, 0, b.Mark(theme.MarkGap)+" ", theme.Muted)
		b.Fit(x, 0, b.W-x, say.N("today.streak.open", n), theme.Plain)
	}
}

// drawEntries draws the last entries, newest first, the day where it changes.
func (p *today) drawEntries(b widget.Box) {
	switch {
	case p.failed != nil:
		b.Fit(0, 0, b.W, p.env.Say.T("today.unread", "why", p.env.Say.Err(p.failed)), theme.Risk)
		return
	case len(p.past) == 0:
		b.Fit(0, 0, b.W, p.env.Say.T("today.entries.none"), theme.Muted)
		return
	}
	p.recent.Each(b, p.drawEntry)
}

// drawEntry draws one entry.
func (p *today) drawEntry(b widget.Box, i int, here bool) {
	say, x, a := p.env.Say, 0, &p.past[i]
	newDay := i == p.recent.At().Top || a.At.Date() != p.past[i-1].At.Date()
	focus := p.side == entries && here
	if p.side == entries {
		if x = 2; focus {
			b.Print(0, 0, b.Mark(theme.MarkCursor), theme.Accent|theme.Bold)
		}
	}
	when := say.Clock(a.At)
	if a.At.Date() != p.data.Today {
		when = ""
		if newDay {
			when = say.Day(a.At.Date(), p.data.Now)
		}
	}
	b.Fit(x, 0, 9, when, theme.Muted)
	x += 10
	b.Fit(x, 0, 9, a.Kind, theme.Kind)
	x += 10
	p.drawParty(b.Sub(x, 0, b.W-x, 1), a)
	if focus {
		b.Choose(b.Sub(x, 0, min(b.W-x, partyMost), 1))
	}
}

// The columns of the accounts among the last entries, and of what stands behind.
const (
	partyLeast = 16
	partyMost  = 30
	behindW    = 14
)

// drawParty draws with whom an entry is, and in a column of its own who made it
// or what came of it. Where there is no room for both, that is left out.
func (p *today) drawParty(b widget.Box, a *record.Activity) {
	rest := a.Outcome
	if len(p.data.Reps) != 1 {
		rest = p.data.Book.RepName(a.Rep)
	}
	w := b.W
	if at := min(w-behindW-2, partyMost); at >= partyLeast {
		b.Fit(at+2, 0, b.W-at-2, rest, theme.Muted)
		w = at
	}
	b.Fit(0, 0, w, p.data.Book.AccountName(a.Account), theme.Plain)
}

// drawStrip draws the numbers below the list, as far as there is room.
func (p *today) drawStrip(b widget.Box) {
	if b.H < 2 {
		return
	}
	b.Rule(0, theme.Faint)
	rows := b.Sub(0, 1, b.W, min(b.H-1, 2))
	if len(p.paces()) == 0 {
		rows.Fit(margin, 0, b.W-margin-1, p.idle(), theme.Muted)
		_, rows = rows.Top(1)
	}
	rows.Stats(margin, p.stats(b.W < 60)...)
	if n := p.entryRows(); n > 0 {
		b.Fit(margin, 3, b.W-margin-1, p.env.Say.T("today.entries"), theme.Muted)
		p.drawEntries(b.Sub(margin, 4, b.W-margin-1, n))
	}
}

// stats gives the numbers of today for a line: what was done and asked, and
// the streak.
func (p *today) stats(narrow bool) []widget.Stat {
	say, out := p.env.Say, []widget.Stat{}
	for _, d := range p.paces() {
		forms := []string{p.counted(&d), p.brief(&d)}
		if narrow {
			forms = forms[1:]
		}
		out = append(out, widget.Stat{Label: strings.ToLower(p.name(&d)), Forms: forms, Style: reached(&d), Ahead: true})
	}
	if n := int(p.agenda.Streak.X); p.agenda.Streak.Set && n > 0 {
		label := say.T("today.streak.short")
		if !p.agenda.StreakToday && !narrow {
			label = say.T("today.streak.short.open")
		}
		out = append(out, widget.Stat{Label: label, Forms: []string{say.T("unit.days.short", "n", n)}})
	}
	return out
}

// counted words what was done of what is asked.
func (p *today) counted(d *metrics.DayPace) string {
	say, n := p.env.Say, p.env.Say.Int(int64(d.Today))
	switch {
	case !d.Target.Set:
		return n
	case d.By == "usual":
		return say.T("today.usually", "n", n, "target", say.Compact(d.Target.X))
	}
	return n + " " + say.T("today.of", "target", goal(d))
}

// brief words what was done of what is asked in a few columns.
func (p *today) brief(d *metrics.DayPace) string {
	switch say := p.env.Say; {
	case !d.Target.Set:
		return say.Int(int64(d.Today))
	case d.By == "usual":
		return say.T("today.usual.short", "n", d.Today, "target", say.Compact(d.Target.X))
	default:
		return say.T("today.of.short", "n", d.Today, "target", goal(d))
	}
}
