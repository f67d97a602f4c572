package store

import (
	"context"
	"sync"
)

// stillness lets a process that is about to be stopped finish what it does
// with the file, and begin nothing, so that it keeps nobody waiting while it
// is stopped.
type stillness struct {
	mu      sync.Mutex
	active  int           // leases that are had or waited for
	pauses  int           // who wants stillness
	quiet   chan struct{} // closed when active is 0, for whoever waits to pause
	resumed chan struct{} // closed when pauses is 0 again
}

// enter waits until nobody wants stillness. Nobody may want a lease within a
// lease: it would wait for a pause that waits for it.
func (s *stillness) enter(ctx context.Context) error {
	for {
		s.mu.Lock()
		if s.pauses == 0 {
			s.active++
			s.mu.Unlock()
			return nil
		}
		resumed := s.resumed
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-resumed:
		}
	}
}

func (s *stillness) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.active--; s.active == 0 && s.quiet != nil {
		close(s.quiet)
		s.quiet = nil
	}
}

// pause waits until nothing is under way and keeps it so until resume is
// called.
func (s *stillness) pause(ctx context.Context) (resume func(), err error) {
	s.mu.Lock()
	if s.pauses++; s.pauses == 1 {
		s.resumed = make(chan struct{})
	}
	if s.active > 0 && s.quiet == nil {
		s.quiet = make(chan struct{})
	}
	quiet := s.quiet
	s.mu.Unlock()
	resume = sync.OnceFunc(s.resume)
	if quiet == nil {
		return resume, nil
	}
	select {
	case <-quiet:
		return resume, nil
	case <-ctx.Done():
		resume()
		return nil, ctx.Err()
	}
}

func (s *stillness) resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pauses--; s.pauses == 0 {
		close(s.resumed)
	}
}

// Pause waits until this process neither has the file nor waits for it, and
// keeps it so until resume is called: for a process that lets itself be
// stopped, which would else keep everybody waiting. When the context ends
// before, nothing is paused. Under a grant it is refused: a guest would stop
// everybody's server.
func (s *Store) Pause(ctx context.Context) (resume func(), err error) {
	if err := s.permit(nobodyElse, "pause"); err != nil {
		return nil, err
	}
	return s.still.pause(ctx)
}
