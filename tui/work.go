package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/say"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// Long work runs in a command beside the cockpit, which stays live, and says how
// far it is in one row above the hints. At most one piece of it writes. It ends
// by a key, by its name in the palette, and with the cockpit; when it breaks, its
// reason is told and nothing else breaks with it.

// work is a piece of long work under way.
type work struct {
	panel.Progress
	began time.Time
	steps chan panel.Progress // how far it is; nil for work of somebody else's
	write bool
}

// The messages of this file.
type (
	// aheadMsg says how far work is.
	aheadMsg struct {
		work *work
		at   panel.Progress
	}
	// overMsg ends work; done is what comes of it.
	overMsg struct {
		work *work
		done tea.Msg
	}
)

// labours takes the messages of long work.
func (a *App) labours(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case panel.Progress:
		a.ahead(msg)
	case aheadMsg:
		msg.work.Done, msg.work.Total, msg.work.Count = msg.at.Done, msg.at.Total, msg.at.Count
		a.dirty |= foot
		return msg.work.wait, true
	case overMsg:
		a.works = slices.DeleteFunc(a.works, func(w *work) bool { return w == msg.work })
		a.dirty |= foot
		return tea.Batch(a.update(msg.done), a.refresh()), true
	case importedMsg:
		a.imported(msg)
	case importMsg:
		return a.importFile(ImportFile(msg)), true
	default:
		return nil, false
	}
	return nil, true
}

// ahead takes what somebody else's work says of itself.
func (a *App) ahead(p panel.Progress) {
	i := slices.IndexFunc(a.works, func(w *work) bool { return w.steps == nil && w.Name == p.Name })
	switch {
	case p.Over && i >= 0:
		a.works = slices.Delete(a.works, i, i+1)
	case p.Over:
		return
	case i >= 0:
		a.works[i].Progress = p
	default:
		a.works = append(a.works, &work{Progress: p, began: a.now()})
	}
	a.dirty |= foot
}

// labour starts work that writes, unless some is under way. do says now and
// then how far it is and gives the message of how it ended; broken gives that
// for work that broke.
func (a *App) labour(name string, do func(context.Context, func(panel.Progress)) tea.Msg, broken func(error) tea.Msg) tea.Cmd {
	if slices.ContainsFunc(a.works, func(w *work) bool { return w.write }) {
		a.remark(a.say.T("work.one"))
		return nil
	}
	ctx, cancel := context.WithCancel(a.ctx)
	w := &work{began: a.now(), steps: make(chan panel.Progress, 1), write: true}
	w.Name, w.Cancel = name, cancel
	a.works = append(a.works, w)
	a.dirty |= foot
	run := func() (msg tea.Msg) {
		defer cancel()
		defer close(w.steps)
		defer func() {
			if r := recover(); r != nil {
				msg = overMsg{w, broken(say.Errorf("work.broke", "why", fmt.Sprint(r)))}
			}
		}()
		return overMsg{w, do(ctx, w.step)}
	}
	return tea.Batch(run, w.wait)
}

// step notes how far the work is; one that nobody has drawn yet stands for the
// next ones.
func (w *work) step(at panel.Progress) {
	select {
	case w.steps <- at:
	default:
	}
}

// wait gives the next step of the work, nil when it is over.
func (w *work) wait() tea.Msg {
	if at, ok := <-w.steps; ok {
		return aheadMsg{w, at}
	}
	return nil
}

// stopWork cancels the work that is shown.
func (a *App) stopWork() tea.Cmd {
	for _, w := range slices.Backward(a.works) {
		if w.Cancel != nil {
			w.stop(a)
			return nil
		}
	}
	a.remark(a.say.T("work.none"))
	return nil
}

func (w *work) stop(a *App) {
	w.Cancel()
	a.remark(a.say.T("work.stopping", "name", w.Name))
}

// barCells is how many columns the bar of a work takes.
const barCells = 12

// drawWork draws how far the newest work is, and how many others there are.
func (a *App) drawWork(b widget.Box) {
	w := a.works[len(a.works)-1]
	b.Begin()
	x := 2
	if share := w.share(); share >= 0 && b.W >= narrowWork {
		full := int(share * barCells)
		b.Fill(x, 0, full, b.Theme().Rune(theme.MarkFull), theme.Accent)
		b.Fill(x+full, 0, barCells-full, b.Theme().Rune(theme.MarkEmpty), theme.Faint)
		x += barCells + 2
	}
	b.Fit(x, 0, b.W-x-1, b.Shorter(b.W-x-1, a.workWords(w)...), theme.Muted)
}

// narrowWork is the width below which work is told without a bar.
const narrowWork = 60

// share gives how much of the work is done, below zero where nobody knows.
func (w *work) share() float64 {
	if w.Total <= 0 || w.Done < 0 {
		return -1
	}
	return min(float64(w.Done)/float64(w.Total), 1)
}

// workWords words a piece of work, longest form first.
func (a *App) workWords(w *work) []string {
	var parts []string
	share, spent := w.share(), a.now().Sub(w.began)
	if share >= 0 {
		parts = append(parts, a.say.Percent(share, 0))
	} else if w.Done > 0 {
		parts = append(parts, a.say.Int(w.Done))
	}
	if spent >= time.Second && w.Count > 0 {
		parts = append(parts, a.say.T("work.rate", "n", a.say.Compact(float64(w.Count)/spent.Seconds())))
	}
	if spent >= time.Second && share > 0 && share < 1 {
		left := time.Duration(float64(spent) * (1 - share) / share)
		parts = append(parts, a.say.T("work.left", "left", a.say.Duration(max(left.Round(time.Second), time.Second))))
	}
	if more := len(a.works) - 1; more > 0 {
		parts = append(parts, a.say.N("work.more", more))
	}
	gap := "   "
	short := strings.Join(append([]string{w.Name}, parts...), gap)
	if w.Cancel == nil {
		return []string{short, w.Name, strings.Join(parts, gap)}
	}
	stop := a.keyOf(actStop, scopeGlobal) + " " + a.say.T("work.stop")
	return []string{short + gap + stop, short, strings.Join(parts, gap), stop}
}

// cancelled reports whether an error is that somebody wished for the end.
func cancelled(err error) bool { return errors.Is(err, context.Canceled) }
