package tui

import (
	"strconv"

	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// The forms of the row of tabs, roomiest first: columns between two tabs, and
// whether those that are not in front show more than their number.
var headForms = []struct {
	gap    int
	titles bool
}{{3, true}, {2, true}, {1, true}, {1, false}}

// drawHead draws the tabs, and scope and period to their right; below them
// where the tabs take the whole row and there is a row to spare.
func (a *App) drawHead(b widget.Box) {
	standing := a.standing()
	texts, gap := a.headTexts(b, standing)
	from, to, end := a.drawTabs(b, texts, gap)
	if b.H > 1 {
		b.Rule(1, theme.Faint)
		b.Fill(from-1, 1, to-from+2, b.Theme().Rune(theme.MarkFull), theme.Accent)
	}
	y, room := 0, b.W-end-gap-2
	if b.H > 1 && room < b.Width(standing[0]) {
		y, room = b.H-1, b.W-2
	}
	b.Right(b.W-1-room, y, room, b.Briefer(room, standing...), theme.Muted)
}

// leastScope is how many columns of a long name are kept beside the tabs.
const leastScope = 12

// headTexts gives what each tab says, and the columns between them, in the
// roomiest form that fits.
func (a *App) headTexts(b widget.Box, standing []string) ([]string, int) {
	room := b.W - 2
	if b.H == 1 { // scope and period have no row of their own
		room -= min(b.Width(standing[len(standing)-1]), leastScope) + 2
	}
	var texts []string
	for _, form := range headForms {
		texts = texts[:0]
		w := form.gap * (len(a.tabs) - 1)
		for i, t := range a.tabs {
			text := strconv.Itoa(t.spec.Number)
			if form.titles || i == a.front {
				text += " " + a.say.T("tab."+t.spec.ID)
			}
			w += b.Width(text)
			texts = append(texts, text)
		}
		if w <= room {
			return texts, form.gap
		}
	}
	return texts, 1
}

// drawTabs draws the tabs and gives where the one in front begins and ends,
// and where all end.
func (a *App) drawTabs(b widget.Box, texts []string, gap int) (from, to, end int) {
	x := 1
	for i, text := range texts {
		style, start := theme.Muted, x
		if i == a.front {
			style = theme.Accent | theme.Bold
		}
		x = b.Print(x, 0, text, style)
		b.Sub(start-gap/2, 0, x-start+gap-gap/2, 1).Zone(zoneTab, i)
		if i == a.front {
			from, to = start, x
			if b.H == 1 {
				b.Print(start-1, 0, b.Mark(theme.MarkLeft), style)
				b.Print(x, 0, b.Mark(theme.MarkRight), style)
			}
		}
		end, x = x, x+gap
	}
	return from, to, end
}

// ownRows are the messages of whose rows a tab lists in the scope of the team,
// where that are only the user's own, longest form first.
var ownRows = map[string][]string{
	"today": ownDeals, "pipeline": ownDeals, "forecast": ownDeals, "accounts": {"scope.own.accounts"}, "log": {"scope.own.entries"},
}

var ownDeals = []string{"scope.own.deals", "scope.own.deals.short"}

// standing words scope and period, longest form first: whose numbers are shown
// stays to the last, and is cut as a name is.
func (a *App) standing() []string {
	who := a.say.T("scope.team")
	short := ""
	own, ok := ownRows[a.tabs[a.front].spec.ID]
	if ok && a.state.who.IsZero() && a.rights.Has(panel.SeeOwn) && !a.rights.Has(panel.SeeTeam) {
		who = a.say.T(own[0])
		if len(own) > 1 {
			short = a.say.T(own[1])
		}
	}
	if !a.state.who.IsZero() {
		who = a.say.T("scope.me")
		if a.state.known {
			if name := a.state.snap.Book.RepName(a.state.who); name != "" {
				who = name
			}
		}
	}
	span := a.say.T("period." + a.state.period.String())
	d := a.state.data
	if d.Rev == 0 {
		return []string{who + " · " + span, who}
	}
	day := a.say.Date(d.Today)
	dot := " " + a.theme.Mark(theme.MarkDot) + " "
	out := []string{who + dot + span + dot + day, who + dot + span}
	if short == "" {
		return append(out, who)
	}
	return append(out, short+dot+span, who, short)
}
