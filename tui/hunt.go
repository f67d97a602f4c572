package tui

import (
	"context"
	"runtime"
	"time"

	"foresail/metrics/findings"
	"foresail/tui/panel"
)

// hunt is a search for leads in one scope and period, the last there was.
type hunt struct {
	done  chan struct{}
	lost  bool
	facts uint64
	found *findings.Findings
	err   error
	ended time.Time
	took  time.Duration
	steps []func(done, all int)
}

// huntsKept bounds the scopes and periods of which the last search is kept.
const huntsKept = 256

// find searches for leads, for everybody who asks for the same. Where several
// cockpits ask, what was found a while ago is good enough: they ask again when
// they have waited as long as a search is worth. step is told how far the
// search is.
func (s *Shared) find(ctx context.Context, d panel.Data, k known, now func() time.Time, step func(done, all int)) (*hunt, error) {
	k = s.current(k)
	key := scopeKey(d.Reps) + "/" + d.Period.String() + "/" + d.Today.String()
	for {
		s.mu.Lock()
		h := s.hunts[key]
		if h == nil || h.over() && !s.stands(h, k.facts, now()) {
			h = &hunt{done: make(chan struct{}), lost: true, facts: k.facts, steps: []func(int, int){step}}
			if len(s.hunts) >= huntsKept {
				s.clearHunts()
			}
			s.hunts[key] = h
			s.mu.Unlock()
			s.hunt(ctx, h, d, k, now)
			return h, h.err
		}
		if !h.over() {
			h.steps = append(h.steps, step)
		}
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return h, context.Cause(ctx)
		case <-h.done:
		}
		if !h.lost && (h.facts >= k.facts || s.many) {
			return h, h.err
		}
	}
}

func (h *hunt) over() bool {
	select {
	case <-h.done:
		return true
	default:
		return false
	}
}

// stands reports whether what a search found will do for a state.
func (s *Shared) stands(h *hunt, facts uint64, now time.Time) bool {
	if h.lost || h.err != nil {
		return false
	}
	return h.facts >= facts || s.many && now.Sub(h.ended) < min(settling+rests*h.took, longest)
}

// clearHunts forgets the searches that are over. The lock is held.
func (s *Shared) clearHunts() {
	for key, h := range s.hunts {
		if h.over() {
			delete(s.hunts, key)
		}
	}
}

func (s *Shared) hunt(ctx context.Context, h *hunt, d panel.Data, k known, now func() time.Time) {
	defer close(h.done)
	s.hunting.Lock()
	defer s.hunting.Unlock()
	began := now()
	k, view := s.catchUp(&s.finder, &s.hunted, k, d)
	h.facts = k.facts
	s.finder.Workers = max(runtime.GOMAXPROCS(0)/2, 1)
	h.found, h.err = s.finder.Find(ctx, view, func(done, all int) {
		s.mu.Lock()
		steps := h.steps
		s.mu.Unlock()
		for _, step := range steps {
			step(done, all)
		}
	})
	if err := k.snap.err(); err != nil {
		h.err = unreadable{err}
	}
	h.ended = now()
	h.took = min(max(h.ended.Sub(began), 0), longest)
	h.lost = ctx.Err() != nil
}

// unreadable is an error of the file, not of the search.
type unreadable struct{ error }
