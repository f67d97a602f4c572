package store

import (
	"context"

	"go.etcd.io/bbolt"
)

// jobsTogether is the number of jobs that share one commit at most.
const jobsTogether = 256

// job is what one caller wants done in a write transaction.
type job struct {
	do   func(*tx) error
	err  error
	done chan struct{}
}

// update runs fn in a write transaction under the lease and waits until that
// is on disk. Callers that come while another one waits for the disk share
// the next commit: whoever has the turn does the work of all who queue. fn may
// be run again, so it has to begin anew each time. When the commit fails, what
// fn did may or may not be on disk.
func (s *Store) update(ctx context.Context, fn func(*tx) error) error {
	j := &job{do: fn, done: make(chan struct{})}
	s.push(j)
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		if s.pull(j) {
			return context.Cause(ctx)
		}
		<-j.done
		return j.err
	case s.turn <- struct{}{}:
	}
	defer func() { <-s.turn }()
	err := s.hold(ctx, true, s.work)
	if s.pull(j) { // the lease never came
		return err
	}
	<-j.done
	return j.err
}

func (s *Store) push(j *job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs = append(s.jobs, j)
}

// pull takes a job out of the queue, and reports whether it was still there.
func (s *Store) pull(j *job) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, o := range s.jobs {
		if o == j {
			s.jobs = append(s.jobs[:i:i], s.jobs[i+1:]...)
			return true
		}
	}
	return false
}

func (s *Store) drain() []*job {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := min(len(s.jobs), jobsTogether)
	jobs := s.jobs[:n:n]
	s.jobs = append([]*job(nil), s.jobs[n:]...)
	return jobs
}

// work does the jobs that queue, in one transaction. When one of them fails
// after it changed something, each gets a transaction of its own.
func (s *Store) work(db *bbolt.DB) error {
	jobs := s.drain()
	defer func() {
		for _, j := range jobs {
			close(j.done)
		}
	}()
	apart, err := s.together(db, jobs)
	if !apart {
		return err
	}
	for i, j := range jobs {
		if _, err = s.together(db, []*job{j}); isPanic(err) {
			for _, j := range jobs[i+1:] {
				j.err = err
			}
			return err
		}
	}
	return nil
}

// together does jobs in one transaction. It reports whether they have to be
// done one by one instead, and a panic, after which the file is not to be
// touched again.
func (s *Store) together(db *bbolt.DB, jobs []*job) (apart bool, err error) {
	var t *tx
	err = guard(s.path, func() error {
		return db.Update(func(b *bbolt.Tx) (err error) {
			if t, err = newTx(b, s.opts, s.lexicon(b)); err != nil {
				return err
			}
			for _, j := range jobs {
				before := t.changes
				if j.err = j.do(t); j.err != nil && t.changes != before {
					apart = len(jobs) > 1
					return j.err
				}
			}
			return t.flush()
		})
	})
	if apart && !isPanic(err) {
		return true, nil
	}
	if err == nil {
		t.words.committed()
	}
	for _, j := range jobs {
		if j.err == nil {
			j.err = err
		}
		j.err = s.explain(j.err)
	}
	if isPanic(err) {
		return false, err
	}
	return false, nil
}
