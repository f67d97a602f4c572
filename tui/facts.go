package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/entry"
	"foresail/tui/panel"
)

// state is what the cockpit knows of the data file.
type state struct {
	snap   Snapshot
	known  bool   // there is a snapshot
	facts  uint64 // states of the file seen so far
	data   panel.Data
	source Snapshot // that data was worked out from
	rev    uint64   // of the data handed out last
	period record.Period
	who    record.ID // whose numbers are shown; zero for the whole team

	failed   bool      // the numbers could not be worked out the last time
	busy     bool      // a refresh or an evaluation is under way
	wantRead bool      // the file may have changed
	wantEval bool      // snapshot, scope or period have
	watched  bool      // a watch is waiting
	unread   bool      // the file could not be read the last time
	wakes    time.Time // for when the next agedMsg is waited; zero for none
}

// The messages of this file.
type (
	// readMsg brings a snapshot.
	readMsg struct {
		snap    Snapshot
		changes *metrics.Changes
		err     error
	}
	// dataMsg brings what was worked out from a snapshot.
	dataMsg struct {
		data panel.Data
		snap Snapshot // that it was worked out from
		err  error    // the file could not be read to the end: the data is worth nothing
	}
	// ownMsg brings what a panel's Spec.Eval worked out.
	ownMsg struct {
		id   string
		data panel.Data
		err  error // as in dataMsg
	}
	// unreadMsg says that the file could not be read to the end while a panel
	// worked something out.
	unreadMsg struct{ err error }
	// Poke says that the file may have changed. Whoever knows sends it; the
	// cockpit finds out by itself within a moment.
	Poke struct{}
	// wokenMsg ends a watch.
	wokenMsg struct{}
	// savedMsg says how a write ended.
	savedMsg struct {
		done   string
		bodies []event.Body
		sent   *entry.Save
		err    error
	}
)

// facts takes what commands bring from the data file.
func (a *App) facts(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case Poke:
		return a.refresh(), true
	case wokenMsg:
		a.state.watched = false
		return a.refresh(), true
	case agedMsg:
		return a.woken(msg), true
	case readMsg:
		return a.read(msg), true
	case dataMsg:
		return a.take(msg), true
	case ownMsg:
		return a.takeOwn(msg), true
	case unreadMsg:
		return a.distrust(msg.err), true
	case savedMsg:
		return a.saved(msg), true
	case pausedMsg:
		return a.stop(msg), true
	case resumedMsg:
		return a.resumed(msg), true
	case undoneMsg:
		return a.afterUndo(msg), true
	}
	return nil, false
}

// refresh brings the snapshot up to date and then the numbers.
func (a *App) refresh() tea.Cmd {
	a.state.wantRead = true
	return a.next()
}

// evaluate brings the numbers up to date with scope and period.
func (a *App) evaluate() tea.Cmd {
	a.state.wantEval = true
	return a.next()
}

// next starts what is wanted, one thing at a time, and the watch when nothing
// is.
func (a *App) next() tea.Cmd {
	st := &a.state
	switch {
	case st.busy:
		return nil
	case st.wantEval && st.known:
		st.busy, st.wantEval = true, false
		return a.numbers()
	case st.wantRead:
		st.busy, st.wantRead = true, false
		return a.readFile()
	}
	return a.watch()
}

// readFile reads the first snapshot, or brings the one there is up to date.
func (a *App) readFile() tea.Cmd {
	snap, known := a.state.snap, a.state.known
	return func() tea.Msg {
		if !known {
			snap, err := a.book.Snapshot(a.ctx)
			if err == nil {
				a.entry.Prepare(snap.Book)
			}
			return readMsg{snap: snap, changes: &metrics.Changes{All: true}, err: err}
		}
		next, changes, err := a.book.Refresh(a.ctx, snap)
		if err == nil && next.Book != snap.Book {
			a.entry.Prepare(next.Book)
		}
		return readMsg{snap: next, changes: changes, err: err}
	}
}

func (a *App) read(msg readMsg) tea.Cmd {
	a.state.busy = false
	if msg.err != nil {
		a.unread(msg.err)
		return a.next()
	}
	if a.state.unread && a.state.failed { // the numbers failed, so they say whether it is over
		a.state.wantEval = true
	} else {
		a.readable()
	}
	a.state.snap, a.state.known = msg.snap, true
	if msg.changes != nil {
		a.count(msg)
		a.entry.Know(msg.snap.Book)
		a.state.wantEval = true
	}
	if record.DateOf(a.now()) != a.state.data.Today {
		a.state.wantEval = true
	}
	if !a.state.wantEval && a.aged(a.front) { // a clock that stood still, as while the machine slept
		return tea.Batch(a.age(), a.next())
	}
	return a.next()
}

// count numbers the state that was read, as all do who share it.
func (a *App) count(msg readMsg) {
	was := a.state.facts
	if a.state.facts = msg.snap.Seq; msg.snap.Seq == 0 {
		a.state.facts = was + 1
	}
	a.shared.learn(was, a.state.facts, msg.snap, *msg.changes)
}

// merge adds changes to those that the engine has not been told of.
func merge(into *metrics.Changes, c metrics.Changes) {
	into.All = into.All || c.All
	into.Types = append(into.Types, c.Types...)
	switch {
	case len(c.Days) == 0:
	case len(into.Days) == 0:
		into.Kinds = c.Kinds
	case into.Kinds == nil || c.Kinds == nil:
		into.Kinds = nil
	default:
		into.Kinds = append(into.Kinds, c.Kinds...)
	}
	into.Days = append(into.Days, c.Days...)
}

// numbers works the numbers out for the snapshot, scope and period of now.
func (a *App) numbers() tea.Cmd {
	st := &a.state
	d := panel.Data{
		Facts: st.facts, Book: st.snap.Book, Days: st.snap.Days, Syms: st.snap.Syms,
		Now: a.now(), Period: st.period, Reps: a.scope(), User: a.rep, Rights: a.rights,
	}
	d.Today = record.DateOf(d.Now)
	snap := st.snap
	return func() tea.Msg {
		n, err := a.shared.numbers(a.ctx, d, known{d.Facts, snap})
		d.Report, d.Pipeline = n.report, n.pipeline
		return dataMsg{d, snap, err}
	}
}

// periods is how many periods of an indicator's series are shown.
const periods = 12

// scope gives the reps whose numbers are shown, nil for everybody.
func (a *App) scope() []record.ID {
	if a.state.who.IsZero() {
		return nil
	}
	return []record.ID{a.state.who}
}

// take hands new data to the panel in front. What was worked out from a file
// that could not be read is not shown; the numbers before it stay.
func (a *App) take(msg dataMsg) tea.Cmd {
	a.state.busy = false
	if msg.err != nil {
		return a.distrust(msg.err)
	}
	a.readable()
	a.state.failed = false
	a.state.rev++
	msg.data.Rev = a.state.rev
	a.state.data, a.state.source = msg.data, msg.snap
	leads := a.seek()
	a.state.data.Findings = a.search.found
	a.dirty |= head
	return tea.Batch(a.feed(), a.next(), leads)
}

// distrust forgets a snapshot that could not be read to the end, says so, and
// has the file read anew.
func (a *App) distrust(err error) tea.Cmd {
	a.state.known = false
	a.state.failed = true
	a.unread(err)
	if !a.state.watched || a.poll < 0 {
		return a.next()
	}
	return tea.Batch(a.next(), func() tea.Msg { // the watch under way does not know
		select {
		case <-a.ctx.Done():
			return nil
		case <-time.After(a.poll):
			return Poke{}
		}
	})
}

// feed gives the panel in front the data, if it has not got it yet, and asks
// for what it works out itself. The others get theirs when they are shown.
// What is still worked out from older data is ended.
func (a *App) feed() tea.Cmd {
	t, d := &a.tabs[a.front], a.state.data
	for i := range a.tabs {
		if a.tabs[i].end != nil && a.tabs[i].own != d.Rev {
			a.tabs[i].end()
		}
	}
	switch {
	case d.Rev == 0 || t.own == d.Rev && t.fed != d.Rev:
		return nil
	case a.aged(a.front):
		return a.age()
	case t.fed == d.Rev:
		return tea.Batch(a.tell(a.front, d.Findings), a.wake())
	case t.spec.Eval == nil:
		t.fed = d.Rev
		return a.tell(a.front, d)
	}
	ctx, end := context.WithCancel(a.ctx)
	t.own, t.end = d.Rev, end
	snap, spec := a.state.source, t.spec
	return func() tea.Msg {
		defer end()
		var err error
		d.Own, err = a.shared.own(ctx, spec, d, known{d.Facts, snap})
		return ownMsg{id: spec.ID, data: d, err: err}
	}
}

// behind reports whether newer data are known than a panel has.
func (a *App) behind(id string) bool {
	i := a.tab(id)
	return i >= 0 && a.tabs[i].fed != a.state.data.Rev
}

func (a *App) takeOwn(msg ownMsg) tea.Cmd {
	i := a.tab(msg.id)
	if msg.data.Rev != a.state.data.Rev {
		return nil
	}
	t := &a.tabs[i]
	if msg.err != nil {
		t.own = 0
		return a.distrust(msg.err)
	}
	t.fed = msg.data.Rev
	msg.data.Findings = a.search.found // they may have moved on
	t.stands(msg.data.Now, msg.data.Own)
	return tea.Batch(a.tell(i, msg.data), a.wake())
}

// watch waits until the file changes or a new day begins; after a failure, for
// a moment.
func (a *App) watch() tea.Cmd {
	if a.poll < 0 || a.state.watched {
		return nil
	}
	a.state.watched = true
	snap, again, today := a.state.snap, !a.state.known || a.state.unread, record.DateOf(a.now())
	if a.pokes != nil {
		return func() tea.Msg { return a.await(again) }
	}
	return func() tea.Msg {
		tick := time.NewTicker(a.poll)
		defer tick.Stop()
		for {
			select {
			case <-a.ctx.Done():
				return nil
			case <-tick.C:
			}
			if record.DateOf(a.now()) != today || again {
				return wokenMsg{}
			}
			if changed, err := a.book.Changed(snap); changed || err != nil {
				return wokenMsg{}
			}
		}
	}
}

// await waits until whoever watches the file for all cockpits says that
// something is different; after a failure, for a moment.
func (a *App) await(again bool) tea.Msg {
	var retry <-chan time.Time
	if again {
		timer := time.NewTimer(a.poll)
		defer timer.Stop()
		retry = timer.C
	}
	select {
	case <-a.ctx.Done():
		return nil
	case <-a.pokes:
	case <-retry:
	}
	return wokenMsg{}
}

// append writes facts; see panel.Env.
func (a *App) append(done string, bodies ...event.Body) tea.Cmd {
	return func() tea.Msg {
		return savedMsg{done: done, bodies: bodies, err: a.write(bodies)}
	}
}

// save writes what the entry line understood.
func (a *App) save(s entry.Save) tea.Cmd {
	a.dirty = all
	return func() tea.Msg {
		return savedMsg{done: s.Done, bodies: s.Bodies, sent: &s, err: a.write(s.Bodies)}
	}
}

// write writes facts. It is for commands.
func (a *App) write(bodies []event.Body) error {
	a.writing.RLock()
	defer a.writing.RUnlock()
	return a.book.Append(a.ctx, a.rep, bodies...)
}

func (a *App) saved(msg savedMsg) tea.Cmd {
	if msg.err != nil {
		why := a.say.T("toast.not-saved", "why", a.say.Err(msg.err))
		if msg.sent == nil {
			a.inform(why, true)
			return nil
		}
		a.entry.Failed(*msg.sent, why)
		a.dirty = all
		return nil
	}
	a.done, a.undone = append(a.done, newStep(msg.bodies)), nil
	if msg.sent != nil {
		a.entry.Saved(*msg.sent)
	}
	a.inform(msg.done, false)
	return a.refresh()
}
