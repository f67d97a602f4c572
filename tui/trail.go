package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/panel"
)

// tab gives the index of the tab with an id, -1 for none.
func (a *App) tab(id string) int {
	return slices.IndexFunc(a.tabs, func(t tab) bool { return t.spec.ID == id })
}

// show brings a tab to the front.
func (a *App) show(i int) tea.Cmd {
	if i < 0 || i >= len(a.tabs) || i == a.front {
		return nil
	}
	a.front = i
	a.dirty = all
	return tea.Batch(a.tellSize(), a.feed())
}

// turn brings a tab to the front that was asked for by itself: there is no way
// back from it.
func (a *App) turn(i int) tea.Cmd {
	a.trail = nil
	return a.show(i)
}

// hop is a step from one tab to another that the first pointed to.
type hop struct {
	from int
	page bool // it led to a page, which closes with the way back
	deep int  // what was open once it had led there
	was  *scopes
}

// scopes are whose numbers were shown before a step, and after it.
type scopes struct{ before, after record.ID }

// longestTrail bounds the way back.
const longestTrail = 32

// point shows what a tab pointed to, and remembers the way back.
func (a *App) point(to panel.Show) tea.Cmd {
	i, from := a.tab(to.Tab), a.front
	if i < 0 {
		return nil
	}
	if i != from {
		a.trail = append(a.trail, hop{from: from, page: to.Msg != nil})
		a.trail = a.trail[max(len(a.trail)-longestTrail, 0):]
	}
	rescope := a.pointScope(i != from, to.Scope)
	cmd := tea.Batch(rescope, a.show(i))
	if to.Msg == nil {
		return cmd
	}
	cmd = tea.Batch(cmd, a.tell(i, to.Msg))
	if i != from {
		a.trail[len(a.trail)-1].deep = max(a.depth(), 1) // a page that opens later is the first
	}
	return cmd
}

// depth is how many things are open in the panel in front.
func (a *App) depth() int { return a.tabs[a.front].panel.Depth() }

// pointScope shows whose numbers a tab pointed to, and remembers whose were
// shown before when there is a way back.
func (a *App) pointScope(back bool, to *panel.Scope) tea.Cmd {
	if to == nil || to.Rep == a.state.who || !a.maySee(to.Rep) {
		return nil
	}
	if n := len(a.trail); back && n > 0 {
		a.trail[n-1].was = &scopes{before: a.state.who, after: to.Rep}
	}
	return a.scopeTo(to.Rep)
}

// returnScope shows whose numbers were shown before a step, unless somebody
// else's were asked for meanwhile.
func (a *App) returnScope(was *scopes) tea.Cmd {
	if was == nil || was.after != a.state.who {
		return nil
	}
	a.state.who = was.before
	a.dirty = all
	return a.evaluate()
}

// back closes what is open in the panel in front, or returns to the tab that
// pointed here.
func (a *App) back() tea.Cmd {
	last, depth := len(a.trail)-1, a.depth()
	if last >= 0 && depth <= a.trail[last].deep {
		var cmd tea.Cmd
		if depth > 0 {
			cmd = a.tell(a.front, panel.Act{Action: panel.Back})
		}
		from := a.trail[last]
		a.trail = a.trail[:last]
		return tea.Batch(cmd, a.returnScope(from.was), a.show(from.from))
	}
	return a.tell(a.front, panel.Act{Action: panel.Back})
}

// switchScope goes on to the next of: the user, the rep picked last, the team.
func (a *App) switchScope() tea.Cmd {
	var round []record.ID
	for _, id := range []record.ID{a.rep, a.picked} {
		if !id.IsZero() && a.maySee(id) && !slices.Contains(round, id) {
			round = append(round, id)
		}
	}
	if len(round) == 0 {
		a.inform(a.say.T("toast.no-rep"), true)
		return nil
	}
	round = append(round, record.ID{})
	return a.scopeTo(round[(slices.Index(round, a.state.who)+1)%len(round)])
}

// maySee reports whether the user may see the numbers of a rep, or of the
// whole team for the zero id.
func (a *App) maySee(rep record.ID) bool {
	return rep.IsZero() || a.rights.Has(panel.SeeTeam) || rep == a.rep && a.rights.Has(panel.SeeOwn)
}

// scopeTo shows the numbers of one rep, or of the whole team for the zero id.
func (a *App) scopeTo(rep record.ID) tea.Cmd {
	if !a.maySee(rep) {
		a.inform(a.say.T("toast.not-allowed"), true)
		return nil
	}
	if rep != a.rep && !rep.IsZero() {
		a.picked = rep
	}
	a.state.who = rep
	a.dirty = all
	return a.evaluate()
}
