package tui

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics/findings"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// The search for leads runs beside everything else: one at a time, after the
// numbers, on half of the processors, with an engine of its own, so that
// neither a key press nor a reading waits for it.
//
// When it runs: at once for a scope, a period or a day of which nothing is
// known yet; a search for another one is cancelled for that. After a change of
// the file, as soon as two seconds and ten times as long as the last search
// took are over; all that changed meanwhile is looked at together. So it never
// takes more than a tenth of the time, however often something is entered, and
// since a search that entries overtake is finished, it is never starved.
// Most entries change no whole period, and then no pair is tested at all.
//
// Who stops it is left alone with it in that scope, period and day, until asking
// for it again.
const (
	settling = 2 * time.Second
	rests    = 10 // times the last search
	longest  = 2 * time.Minute
	patience = 2 * time.Second // until it is said how far a search is
)

// search is what App knows about leads, and the work on them.
type search struct {
	stands  sight // what found stands for
	found   panel.Findings
	job     *job // under way; nil for none
	took    time.Duration
	settle  time.Duration // below 0: changes are looked at once
	resting bool          // a wait is under way
	rested  bool          // it is over
	halted  *sight        // what the user stopped the search for; nil for nothing
}

// sight is what findings are about: a scope, a period and a day.
type sight struct {
	period record.Period
	reps   []record.ID
	today  record.Date
}

func sightOf(d panel.Data) sight { return sight{d.Period, d.Reps, d.Today} }

func (s sight) equal(o sight) bool {
	return s.period == o.period && s.today == o.today && (s.reps == nil) == (o.reps == nil) && slices.Equal(s.reps, o.reps)
}

// job is a search under way.
type job struct {
	sight sight
	facts uint64
	began time.Time
	end   context.CancelFunc
	steps chan stepMsg // never closed: a search that is shared tells its steps to whoever left, too
	over  chan struct{}
}

// The messages of the search.
type (
	// stepMsg says how far a search is.
	stepMsg struct {
		job       *job
		done, all int
	}
	// foundMsg ends a search.
	foundMsg struct {
		job    *job
		found  *findings.Findings
		facts  uint64 // that it stands for
		took   time.Duration
		err    error // of the search: the context's
		unread error // the file could not be read to the end
	}
	// restedMsg says that changes have settled.
	restedMsg struct{}
)

// leads handles the messages of the search.
func (a *App) leads(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case stepMsg:
		return a.step(msg), true
	case foundMsg:
		return a.foundLeads(msg), true
	case restedMsg:
		a.search.resting, a.search.rested = false, true
		return a.seek(), true
	}
	return nil, false
}

// seek starts a search, a wait for one, or nothing, as the data asks for.
func (a *App) seek() tea.Cmd {
	s, d := &a.search, &a.state.data
	now := sightOf(*d)
	if s.halted != nil && !s.halted.equal(now) {
		s.halted = nil
	}
	switch known := s.found.Found != nil && s.stands.equal(now); {
	case d.Rev == 0:
		return nil
	case s.job != nil:
		if !s.job.sight.equal(now) {
			s.job.end() // its end comes as a message, and leads here again
			s.found = panel.Findings{Busy: true}
		}
		return nil
	case s.halted != nil:
		return nil
	case known && s.found.Facts == d.Facts:
		return nil
	case known && s.settle >= 0 && !s.rested:
		return a.rest()
	case !known:
		s.found = panel.Findings{}
	}
	return a.start(now)
}

// rest waits until changes have settled.
func (a *App) rest() tea.Cmd {
	s := &a.search
	if s.resting {
		return nil
	}
	s.resting = true
	return a.later(a.ctx, min(s.settle+rests*s.took, longest), restedMsg{})
}

// start starts a search for what the data shows.
func (a *App) start(now sight) tea.Cmd {
	s, d, snap := &a.search, a.state.data, a.state.source
	ctx, end := context.WithCancel(a.ctx)
	j := &job{sight: now, facts: d.Facts, began: a.now(), end: end, steps: make(chan stepMsg, 1), over: make(chan struct{})}
	s.job, s.rested, s.found.Busy, s.found.Done, s.found.All = j, false, true, 0, 0
	work := func() tea.Msg {
		defer end()
		defer close(j.over)
		h, err := a.shared.find(ctx, d, known{d.Facts, snap}, a.now, j.step)
		out := foundMsg{job: j, err: err}
		if errors.As(err, new(unreadable)) {
			out.err, out.unread = nil, err
		} else if err == nil {
			out.found, out.facts, out.took = h.found, h.facts, h.took
		}
		return out
	}
	return tea.Batch(work, j.wait)
}

// step notes how far the search is; a step that nobody has drawn yet stands
// for the next ones.
func (j *job) step(done, all int) {
	select {
	case j.steps <- stepMsg{j, done, all}:
	default:
	}
}

// wait gives the next step of the search, nil when it is over.
func (j *job) wait() tea.Msg {
	select {
	case step := <-j.steps:
		return step
	case <-j.over:
		return nil
	}
}

func (a *App) step(msg stepMsg) tea.Cmd {
	s := &a.search
	if msg.job != s.job {
		return nil
	}
	s.found.Done, s.found.All = max(s.found.Done, msg.done), msg.all
	if a.now().Sub(msg.job.began) >= patience {
		a.ahead(panel.Progress{
			Name: a.say.T("work.leads"), Done: int64(s.found.Done), Total: int64(s.found.All),
			Cancel: func() { a.haltSeeking(msg.job) },
		})
	}
	return tea.Batch(a.tellLeads(), msg.job.wait)
}

// haltSeeking ends a search for good: until it is asked for again, or something
// else is looked at.
func (a *App) haltSeeking(j *job) {
	a.search.halted = &j.sight
	j.end()
}

// seekAgain takes a search up again that was stopped.
func (a *App) seekAgain() tea.Cmd {
	s := &a.search
	s.halted, s.rested, s.found.Err = nil, true, nil
	return tea.Batch(a.seek(), a.tellLeads())
}

// foundLeads takes what a search found, if it is about what is shown, and
// hands it to the panels.
func (a *App) foundLeads(msg foundMsg) tea.Cmd {
	s := &a.search
	a.ahead(panel.Progress{Name: a.say.T("work.leads"), Over: true})
	s.job, s.took = nil, min(max(msg.took, 0), longest)
	was := s.found.Found
	s.found.Busy, s.found.Err = false, nil
	switch {
	case msg.unread != nil:
		return a.distrust(msg.unread)
	case s.halted != nil && s.halted.equal(sightOf(a.state.data)) && msg.err != nil:
		s.found.Err = say.Errorf("leads.stopped", "again", a.say.T("action.leads.again"), "key", a.keyOf(actPalette, scopeGlobal))
		a.remark(a.say.Err(s.found.Err))
		return a.tellLeads()
	case !msg.job.sight.equal(sightOf(a.state.data)), errors.Is(msg.err, context.Canceled) && a.ctx.Err() == nil:
		return a.seek()
	case msg.err != nil:
		s.found.Err = msg.err
		return a.tellLeads()
	}
	s.halted = nil
	s.stands, s.found = msg.job.sight, panel.Findings{Found: msg.found, Facts: msg.facts}
	next := a.seek()
	if msg.found == was {
		return tea.Batch(a.tellLeads(), next)
	}
	a.state.rev++
	a.state.data.Rev, a.state.data.Findings = a.state.rev, s.found
	return tea.Batch(a.feed(), next)
}

// tellLeads says to the panel in front how far the search is.
func (a *App) tellLeads() tea.Cmd {
	a.state.data.Findings = a.search.found
	return a.tell(a.front, a.search.found)
}
