package tui

import (
	"context"
	"slices"
	"sync"
	"time"

	"foresail/metrics"
	"foresail/metrics/findings"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// Shared is what cockpits on one data file work out, once for all of them: the
// numbers, what panels add to them (Spec.Eval), and which indicators lead.
// Whoever asks for what somebody else is working out waits for that. It keeps
// the answers for the newest state of the file and a bounded number of them,
// so it does not grow with the cockpits. A cockpit without one makes its own.
// It is safe for concurrent use.
type Shared struct {
	say  *say.Printer
	many bool // several cockpits use it

	mu      sync.Mutex
	steps   []stride // the last changes of the file, oldest first
	newest  known
	answers map[question]*answer
	asked   []question // the keys of answers, oldest first
	hunts   map[string]*hunt

	numbering sync.Mutex // held while the engine works
	engine    metrics.Engine
	numbered  uint64 // the state that the engine was told of

	hunting sync.Mutex // held while the finder works
	finder  findings.Finder
	hunted  uint64 // the state that the finder was told of
}

// NewShared makes what the cockpits of one data file share. They have to
// speak one language.
func NewShared(p *say.Printer) *Shared {
	s := newShared(p)
	s.many = true
	return s
}

func newShared(p *say.Printer) *Shared {
	if p == nil {
		p = say.English()
	}
	return &Shared{say: p, answers: make(map[question]*answer), hunts: make(map[string]*hunt)}
}

// known is a state of the file: its number, and all of it.
type known struct {
	facts uint64
	snap  Snapshot
}

// stride is what changed between two states.
type stride struct {
	from, to uint64
	changes  metrics.Changes
}

// stepsKept bounds the steps remembered; who lags behind more is told that
// everything may have changed.
const stepsKept = 128

// learn takes a new state of the file and what changed since an older one.
func (s *Shared) learn(from, to uint64, snap Snapshot, c metrics.Changes) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if to > s.newest.facts {
		s.newest = known{to, snap}
		s.forget(to)
	}
	i := slices.IndexFunc(s.steps, func(x stride) bool { return x.to == to })
	switch {
	case i >= 0 && s.steps[i].from >= from && !s.steps[i].changes.All: // known, and no less exact
		return
	case i >= 0:
		s.steps[i] = stride{from, to, c}
		return
	}
	s.steps = append(s.steps, stride{from, to, c})
	slices.SortFunc(s.steps, func(a, b stride) int { return int(int64(a.to) - int64(b.to)) })
	if cut := len(s.steps) - stepsKept; cut > 0 {
		s.steps = slices.Delete(s.steps, 0, cut)
	}
}

// since gives what changed between two states, or more than that; all, where the
// second is the older one.
func (s *Shared) since(from, to uint64) metrics.Changes {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out metrics.Changes
	for i := len(s.steps) - 1; i >= 0 && to > from; i-- {
		if x := s.steps[i]; x.to == to {
			merge(&out, x.changes)
			to = x.from
		}
	}
	if to != from {
		return metrics.Changes{All: true}
	}
	return out
}

// learner is what remembers something of a state of the file.
type learner interface {
	Changed(*record.Book, metrics.Changes)
}

// catchUp gives the state that a learner works for, and what it is to look at,
// and tells it what changed since the state that it was told of last. For a
// state older than that it works for the newest.
func (s *Shared) catchUp(l learner, told *uint64, k known, d panel.Data) (known, metrics.View) {
	if k.facts < *told {
		k = s.current(k)
	}
	view := k.snap.all(d)
	if *told != k.facts {
		l.Changed(view.Book, s.since(*told, k.facts))
		*told = k.facts
	}
	return k, view
}

// current gives the newest state, where that is newer than one.
func (s *Shared) current(k known) known {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.newest.facts > k.facts {
		return s.newest
	}
	return k
}

// question names what can be worked out from a state of the file.
type question struct {
	what   string // numbers, or the id of a panel
	facts  uint64
	part   string // whose part of the file, "" for all of it
	scope  string
	period record.Period
	today  record.Date
	minute int                // of today; see minuteOf
	found  *findings.Findings // what panels may look at besides
}

// The minutes that answers are good for: what tells of minutes for one, all else
// for a quarter of an hour, so that what is shown anew is not hours old and the
// numbers are not worked out each minute.
const (
	minutely = 1
	quarter  = 15
)

// minuteOf gives the minute of the day that an answer good for some begins with.
func minuteOf(now time.Time, good int) int {
	m := now.Hour()*60 + now.Minute()
	return m - m%good
}

// scopeKey is the same for the same scope.
func scopeKey(reps []record.ID) string {
	if reps == nil {
		return "all"
	}
	out := make([]byte, 0, 16*len(reps))
	for _, id := range reps {
		out = append(out, id[:]...)
	}
	return string(out)
}

// answer is what was worked out, once done is closed. lost says that whoever
// worked on it was ended.
type answer struct {
	done  chan struct{}
	value any
	err   error
	lost  bool
}

// answersKept bounds the answers held.
const answersKept = 512

// forget drops the answers for states before the newest. The lock is held.
func (s *Shared) forget(facts uint64) {
	s.asked = slices.DeleteFunc(s.asked, func(q question) bool {
		old := q.facts < facts
		if old {
			delete(s.answers, q)
		}
		return old
	})
}

// outdate drops the answers to a question of earlier minutes. The lock is held.
func (s *Shared) outdate(q question) {
	s.asked = slices.DeleteFunc(s.asked, func(x question) bool {
		now := x
		now.minute, now.found = q.minute, q.found
		old := now == q && x.minute < q.minute
		if old {
			delete(s.answers, x)
		}
		return old
	})
}

// once works something out, or gives what is known, or waits for whoever is
// working on it. What failed, and what was ended with ctx, is not kept.
func (s *Shared) once(ctx context.Context, q question, work func() (any, error)) (any, error) {
	for {
		s.mu.Lock()
		a := s.answers[q]
		if a == nil {
			a = &answer{done: make(chan struct{}), lost: true}
			s.outdate(q)
			s.answers[q] = a
			s.asked = append(s.asked, q)
			if len(s.asked) > answersKept {
				delete(s.answers, s.asked[0])
				s.asked = slices.Delete(s.asked, 0, 1)
			}
			s.mu.Unlock()
			s.work(ctx, q, a, work)
			return a.value, a.err
		}
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-a.done:
		}
		if !a.lost {
			return a.value, a.err
		}
	}
}

// work answers a question; also a panic lets the others go.
func (s *Shared) work(ctx context.Context, q question, a *answer, work func() (any, error)) {
	defer func() {
		if a.lost || a.err != nil {
			s.drop(q, a)
		}
		close(a.done)
	}()
	a.value, a.err = work()
	a.lost = ctx.Err() != nil
}

func (s *Shared) drop(q question, a *answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answers[q] == a {
		delete(s.answers, q)
		s.asked = slices.DeleteFunc(s.asked, func(x question) bool { return x == q })
	}
}

// numbers are what is worked out for every tab.
type numbers struct {
	report   metrics.Report
	pipeline metrics.Pipeline
}

// numbers works the numbers of a scope and period out of all of the file, and
// gives an error where it could not be read to the end.
func (s *Shared) numbers(ctx context.Context, d panel.Data, k known) (numbers, error) {
	k = s.current(k)
	q := question{what: "numbers", facts: k.facts, scope: scopeKey(d.Reps), period: d.Period, today: d.Today, minute: minuteOf(d.Now, quarter)}
	v, err := s.once(ctx, q, func() (any, error) {
		s.numbering.Lock()
		defer s.numbering.Unlock()
		k, view := s.catchUp(&s.engine, &s.numbered, k, d)
		var n numbers
		n.report, _ = s.engine.Readings(ctx, view, periods)
		n.pipeline, _ = s.engine.Pipeline(ctx, view, d.Today-7)
		n.report.Say(s.say)
		n.pipeline.Say(s.say)
		return n, k.snap.err()
	})
	n, _ := v.(numbers)
	return n, err
}

// own works out what a panel adds to the numbers.
func (s *Shared) own(ctx context.Context, spec panel.Spec, d panel.Data, k known) (any, error) {
	q := question{
		what: spec.ID, facts: k.facts, part: k.snap.Part, scope: scopeKey(d.Reps), period: d.Period, today: d.Today,
		minute: minuteOf(d.Now, quarter), found: d.Findings.Found,
	}
	if spec.Lasts != nil {
		q.minute = minuteOf(d.Now, minutely)
	}
	part := d
	d.Team = func(ctx context.Context) metrics.Team { return s.roster(ctx, part, k) }
	return s.once(ctx, q, func() (any, error) {
		if spec.Totals {
			d.Book, d.Days = k.snap.all(d).Book, k.snap.all(d).Days
		}
		out := spec.Eval(ctx, d)
		return out, k.snap.err()
	})
}
