package store

import (
	"context"
	"sync"
	"time"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// How much a batch takes into one transaction: whichever comes first.
const (
	batchEvents = 50_000
	batchTime   = 400 * time.Millisecond
)

// Batch records many groups of events, in few transactions. It has the lease
// for a fraction of a second at a time, also when its caller pauses, so others
// get their turn. What was added is durable after Close. Safe for concurrent
// use, though the order of groups is then that of the calls.
type Batch struct {
	s   *Store
	ctx context.Context
	by  record.ID

	mu     sync.Mutex
	l      *lease
	btx    *bbolt.Tx
	t      *tx
	n      int
	timer  *time.Timer
	filter *idFilter
	rev    uint64 // the revision up to which filter knows the file
	err    error

	file  string     // that is imported, "" where nobody said so
	who   record.ID  // who imports it
	id    record.ID  // of the import, once something of it was recorded
	first uint64     // number of the first event of the open transaction
	open  record.Ref // the note of the open transaction
	note  record.Ref // the newest note on disk
}

// Import makes the batch an import that can be taken back as one thing, and
// brought again (Undo): of a file, by a rep or by nobody. It is called before
// the first Add. Each transaction ends with a note that says which events came
// with it, so that an import that was stopped or failed can be taken back as
// far as it came.
func (b *Batch) Import(file string, by record.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.file, b.who = file, by
}

// Ref gives the newest note that the import left on disk, by which it is taken
// back; the zero Ref where nothing of it is.
func (b *Batch) Ref() record.Ref {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.note
}

// Batch begins a bulk import of facts told by a rep, or by nobody.
func (s *Store) Batch(ctx context.Context, by record.ID) (*Batch, error) {
	if err := s.permit(readAll, "bulk"); err != nil {
		return nil, err
	}
	if err := s.signs(by); err != nil {
		return nil, err
	}
	return &Batch{s: s, ctx: ctx, by: by}, nil
}

// run does something in the open transaction, opening one if needed. After an
// error the batch is over.
func (b *Batch) run(fn func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return b.err
	}
	b.err = guard(b.s.path, func() error {
		if err := b.begin(); err != nil {
			return err
		}
		return fn()
	})
	if b.err != nil {
		b.err = b.s.explain(b.err)
		b.drop()
	}
	return b.err
}

func (b *Batch) begin() (err error) {
	if b.t != nil {
		return nil
	}
	if err := b.ctx.Err(); err != nil {
		return err
	}
	if b.l, err = b.s.leaseFor(b.ctx, true, batchMap); err != nil {
		return err
	}
	b.l.db.AllocSize = batchGrowBy
	if b.btx, err = b.l.db.Begin(true); err != nil {
		return err
	}
	if b.t, err = newTx(b.btx, b.s.opts, b.s.lexicon(b.btx)); err != nil {
		return err
	}
	b.n, b.first = 0, 0
	b.timer = time.AfterFunc(batchTime, b.expire)
	return b.renewFilter()
}

// batchMap is how much of the file an import has mapped from the start, in
// bytes: bbolt copies much when it has to map more.
const batchMap = 1 << 30

// batchGrowBy is by how much the file grows at a time during an import.
const batchGrowBy = 4 << 20

// renewFilter keeps a filter of the ids in the file, for which whoever imports
// asks one by one. It is made anew when somebody else wrote, or it is full.
func (b *Batch) renewFilter() (err error) {
	now := revision(b.btx)
	if b.filter == nil || b.rev != now || b.filter.room < 0 {
		b.filter, err = newFilter(b.t.ids)
	}
	b.rev, b.t.ids.filter = now, b.filter
	return err
}

// expire commits what has been open for too long.
func (b *Batch) expire() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil && b.t != nil {
		b.commit()
	}
}

// Add records bodies that belong together. An activity that was logged before
// is left out.
func (b *Batch) Add(group ...event.Body) error {
	for _, body := range group {
		if err := body.Validate(); err != nil {
			return err
		}
	}
	return b.run(func() error {
		kept, _, err := b.s.screen(b.t, group)
		if err != nil {
			return err
		}
		fresh, _, err := b.t.fresh(kept)
		if err != nil {
			return err
		}
		events, err := b.t.append(b.by, fresh)
		if err != nil {
			return err
		}
		if b.first == 0 && len(events) > 0 {
			b.first = events[0].Ref.Seq
		}
		if b.n += len(fresh); b.n < batchEvents {
			return nil
		}
		return b.commit()
	})
}

// commit writes what is open to disk and lets the lease go.
func (b *Batch) commit() error {
	if b.t == nil {
		return b.err
	}
	err := guard(b.s.path, func() error {
		if err := b.sign(); err != nil {
			return err
		}
		if err := b.t.flush(); err != nil {
			return err
		}
		return b.btx.Commit()
	})
	if err == nil {
		b.btx = nil
		b.t.words.committed()
		b.note = b.open
		b.l.trim()
		if b.t.touched {
			b.rev++
		}
	}
	b.err = b.s.explain(err)
	b.drop()
	return b.err
}

// sign leaves the note of what the open transaction brought.
func (b *Batch) sign() error {
	if b.file == "" || b.first == 0 {
		return nil
	}
	if b.id.IsZero() {
		b.id = record.ImportID(record.Ref{Node: b.t.own, Seq: b.first})
	}
	events, err := b.t.append(b.who, []event.Body{event.NewImport(b.id, b.file, b.first)})
	if err == nil {
		b.open = events[0].Ref
	}
	return err
}

// drop lets go of everything that is open; what was not committed is lost.
func (b *Batch) drop() {
	if b.timer != nil {
		b.timer.Stop()
	}
	switch {
	case b.l == nil:
	case isPanic(b.err):
		b.l.abandon()
	default:
		if b.btx != nil {
			_ = b.btx.Rollback() // nothing of it is wanted
		}
		if err := b.l.release(); err != nil && b.err == nil {
			b.err = b.s.explain(err)
		}
	}
	b.t, b.btx, b.l = nil, nil, nil
}

// Activity gives an activity as it was logged, also one added to this batch. One
// that was taken back with its import is not known.
func (b *Batch) Activity(id record.ID) (a record.Activity, known bool, err error) {
	err = b.run(func() error {
		a, known, err = b.t.recorded(id)
		return err
	})
	return a, known, err
}

// Entity gives an entity, with what was added to this batch; nil for one of
// which nothing is known. It is not to be changed.
func (b *Batch) Entity(t record.Type, id record.ID) (e *record.Entity, err error) {
	err = b.run(func() error {
		e, err = b.t.Entity(t, id)
		return err
	})
	return e, err
}

// Close makes everything durable and ends the batch.
func (b *Batch) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.commit()
	b.end()
	return err
}

// Abandon ends the batch without what was not committed yet.
func (b *Batch) Abandon() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop()
	b.end()
}

// end keeps a finished batch from being used again.
func (b *Batch) end() {
	if b.err == nil {
		b.err = errEnded
	}
}
