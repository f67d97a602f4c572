package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
)

// What a panel worked out may tell of time that goes by (Spec.Lasts): how long
// somebody has waited for an answer. While it is looked at, it is worked out anew
// at the minute from which it is no longer so, and when it is looked at again
// after that. The numbers of all tabs are not: they tell of days. Nothing wakes a
// cockpit that shows nothing of the kind, and a minute that changes no word
// writes nothing.

// agedMsg says that a moment has come.
type agedMsg struct{ at time.Time }

// stands notes until when a panel shows what is so.
func (t *tab) stands(now time.Time, own any) {
	t.until = time.Time{}
	if t.spec.Lasts == nil || own == nil {
		return
	}
	if d := t.spec.Lasts(own); d > 0 {
		t.until = now.Truncate(time.Minute).Add(d)
	}
}

// aged reports whether what a tab shows is no longer so.
func (a *App) aged(i int) bool {
	t := &a.tabs[i]
	return t.fed == a.state.data.Rev && !t.until.IsZero() && !a.now().Before(t.until)
}

// age works out anew what the panel in front shows of time that has gone by, or
// waits for the moment to do so.
func (a *App) age() tea.Cmd {
	if !a.aged(a.front) {
		return a.wake()
	}
	d := &a.state.data
	now := a.now()
	if record.DateOf(now) != d.Today {
		return a.evaluate()
	}
	a.state.rev++
	d.Now, d.Rev = now, a.state.rev
	return a.feed()
}

// wake gives the command that says when the panel in front is to be worked out
// anew; nil where that is never, or what waits already says it in time.
func (a *App) wake() tea.Cmd {
	t, wakes := &a.tabs[a.front], a.state.wakes
	until := t.until
	if a.poll < 0 || until.IsZero() || t.fed != a.state.data.Rev || !wakes.IsZero() && !until.Before(wakes) {
		return nil
	}
	a.state.wakes = until
	return a.later(a.ctx, until.Sub(a.now()), agedMsg{until})
}

// woken takes that a moment has come. Of several that were waited for, only the
// earliest counts.
func (a *App) woken(msg agedMsg) tea.Cmd {
	if msg.at.Equal(a.state.wakes) {
		a.state.wakes = time.Time{}
	}
	return a.age()
}
