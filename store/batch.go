package store

import (
	"context"
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
// for a fraction of a second at a time, so others get their turn. What was
// added is durable after Close. Not safe for concurrent use.
type Batch struct {
	s     *Store
	ctx   context.Context
	by    record.ID
	l     *lease
	btx   *bbolt.Tx
	t     *tx
	n     int
	since time.Time
	err   error
}

// Batch begins a bulk import of facts told by a rep, or by nobody.
func (s *Store) Batch(ctx context.Context, by record.ID) (*Batch, error) {
	return &Batch{s: s, ctx: ctx, by: by}, nil
}

// begin opens a transaction, unless one is open.
func (b *Batch) begin() error {
	if b.err != nil || b.t != nil {
		return b.err
	}
	if b.err = b.ctx.Err(); b.err != nil {
		return b.err
	}
	b.err = b.open()
	if b.err != nil {
		b.drop()
	}
	return b.err
}

func (b *Batch) open() (err error) {
	if b.l, err = b.s.lease(b.ctx, true); err != nil {
		return err
	}
	if b.btx, err = b.l.db.Begin(true); err != nil {
		return b.s.explain(err)
	}
	if b.t, err = newTx(b.btx, b.s.opts); err != nil {
		return b.s.explain(err)
	}
	b.n, b.since = 0, time.Time{}
	return nil
}

// Add records bodies that belong together.
func (b *Batch) Add(group ...event.Body) error {
	for _, body := range group {
		if err := body.Validate(); err != nil {
			return err
		}
	}
	if err := b.begin(); err != nil {
		return err
	}
	if _, err := b.t.append(b.by, group); err != nil {
		return b.fail(err)
	}
	b.n += len(group)
	return b.pace()
}

// pace commits when the transaction is large or old enough. The clock is
// asked once in a while only.
func (b *Batch) pace() error {
	if b.n < batchEvents && b.n%256 != 0 {
		return nil
	}
	now := b.s.opts.Now()
	if b.since.IsZero() {
		b.since = now
	}
	if b.n < batchEvents && now.Sub(b.since) < batchTime {
		return nil
	}
	return b.commit()
}

// commit writes what is open to disk and lets the lease go.
func (b *Batch) commit() error {
	if b.t == nil {
		return b.err
	}
	if err := b.t.flush(); err != nil {
		return b.fail(err)
	}
	if err := b.btx.Commit(); err != nil {
		return b.fail(err)
	}
	b.btx = nil
	b.drop()
	return nil
}

func (b *Batch) fail(err error) error {
	b.err = b.s.explain(err)
	b.drop()
	return b.err
}

// drop lets go of everything that is open; what was not committed is lost.
func (b *Batch) drop() {
	if b.btx != nil {
		_ = b.btx.Rollback() // nothing of it is wanted
	}
	if b.l != nil {
		if err := b.l.release(); err != nil && b.err == nil {
			b.err = b.s.explain(err)
		}
	}
	b.t, b.btx, b.l = nil, nil, nil
}

// Activity gives an activity as it was logged, also one added to this batch.
func (b *Batch) Activity(id record.ID) (record.Activity, bool, error) {
	if err := b.begin(); err != nil {
		return record.Activity{}, false, err
	}
	return b.t.Activity(id)
}

// Entity gives an entity, with what was added to this batch; nil for one of
// which nothing is known. It is not to be changed.
func (b *Batch) Entity(t record.Type, id record.ID) (*record.Entity, error) {
	if err := b.begin(); err != nil {
		return nil, err
	}
	return b.t.Entity(t, id)
}

// Close makes everything durable and ends the batch.
func (b *Batch) Close() error { return b.commit() }

// Abandon ends the batch without what was not committed yet.
func (b *Batch) Abandon() { b.drop() }
