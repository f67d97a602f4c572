package store

import (
	"context"
	"encoding/binary"
	"reflect"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// readRecalls reads what is taken back with imports. It is folded from the
// notes of imports, of which there may be many; of these there are few.
func readRecalls(b *bbolt.Tx) record.Recalls {
	v, err := unsealed(b.Bucket(bucketMeta).Get(metaRecalls))
	if err != nil { // there is none; a damaged one is found by Check
		return nil
	}
	d := event.Decoder{In: v}
	var out record.Recalls
	for len(d.In) > 0 {
		var r record.Recall
		copy(r.Import[:], d.Raw(len(r.Import)))
		r.Node, r.First, r.Last = record.Node(d.Uint()), d.Uint(), d.Uint()
		r.Stamp = record.Stamp{Wall: d.Int(), Count: uint16(d.Uint()), Node: record.Node(d.Uint())}
		out = append(out, r)
	}
	if d.Err != nil {
		return nil
	}
	return out
}

func encodeRecalls(rs record.Recalls) []byte {
	if len(rs) == 0 {
		return nil
	}
	var c event.Encoder
	for _, r := range rs {
		c.Raw(r.Import[:])
		for _, n := range [...]uint64{uint64(r.Node), r.First, r.Last} {
			c.Uint(n)
		}
		c.Int(r.Stamp.Wall)
		c.Uint(uint64(r.Stamp.Count))
		c.Uint(uint64(r.Stamp.Node))
	}
	return sealed(c.Out)
}

// pace tells whoever waits how far a long transaction is, and ends it when
// nobody waits any more. A nil pace does neither.
type pace struct {
	ctx         context.Context
	tell        func(done, total int64)
	done, total int64
}

// paceEvery is the number of steps between two words on how far it is.
const paceEvery = 4096

func newPace(ctx context.Context, ahead []func(done, total int64)) *pace {
	p := &pace{ctx: ctx}
	if len(ahead) > 0 {
		p.tell = ahead[0]
	}
	return p
}

func (p *pace) step() error {
	if p == nil {
		return nil
	}
	if p.done++; p.done%paceEvery != 0 {
		return nil
	}
	if p.tell != nil {
		p.tell(min(p.done, p.total), p.total)
	}
	return p.ctx.Err()
}

// Recalls implements event.Ground.
func (t *tx) Recalls() record.Recalls { return t.recalls }

// Recall implements event.Ground. No entity is written for it: what is taken
// back is told to whoever reads one. The days are counted anew as far as the
// events concern activities.
func (t *tx) Recall(id record.ID, now []record.Recall) error {
	old, next := t.recalls, t.recalls.With(id, now)
	r := &recount{t: t, old: old, next: next, done: make(map[record.ID]bool)}
	t.recounted = r
	runs := runsOf(id, old, next)
	if err := r.prepare(runs); err != nil {
		return err
	}
	if err := t.eachIn(runs, allEvents, r.event); err != nil {
		return err
	}
	if err := r.flush(); err != nil {
		return err
	}
	t.recalls, t.wide, t.absent = next, true, record.ID{}
	for _, e := range t.entities {
		if e != nil {
			next.Attach(e)
		}
	}
	return put(t.b.Bucket(bucketMeta), metaRecalls, encodeRecalls(next))
}

// runsOf gives the runs of an import that are in any of some recalls, in their
// order.
func runsOf(id record.ID, all ...record.Recalls) (out record.Recalls) {
	for _, rs := range all {
		for _, r := range rs {
			if r.Import == id {
				out = append(out, r)
			}
		}
	}
	return out.With(record.ID{}, nil)
}

// wanted says whether events of a kind are to be decoded.
type wanted func(event.Code) bool

func allEvents(event.Code) bool { return true }

// eachIn calls yield once for every event of some runs that is here and wanted.
func (t *tx) eachIn(runs record.Recalls, want wanted, yield func(event.Event) error) error {
	var at record.Ref
	for _, x := range runs {
		from := x.First
		if x.Node == at.Node {
			from = max(from, at.Seq+1)
		}
		if from > x.Last {
			continue
		}
		if err := t.events(x.Node, from, x.Last, want, yield); err != nil {
			return err
		}
		at = record.Ref{Node: x.Node, Seq: x.Last}
	}
	return nil
}

// events calls yield for the events of a node with numbers from first to last,
// as far as they are here and wanted, also those just logged.
func (t *tx) events(node record.Node, first, last uint64, want wanted, yield func(event.Event) error) error {
	if w := t.logs[node]; w != nil {
		if err := w.flush(); err != nil {
			return err
		}
	}
	k, v := findBlock(t.b, record.Ref{Node: node, Seq: first})
	if k == nil {
		return nil
	}
	c := t.b.Bucket(bucketLog).Bucket(key64(uint64(node))).Cursor()
	for c.Seek(k); k != nil && binary.BigEndian.Uint64(k) <= last; k, v = c.Next() {
		err := eachRaw(node, k, v, func(ref record.Ref, frame event.Frame, sum uint32, b []byte) (bool, error) {
			if ref.Seq < first || ref.Seq > last || len(b) == 0 || !want(event.Code(b[0])) {
				return true, nil
			}
			e, err := decode(ref, frame, sum, b, t.words)
			if err == nil {
				err = yield(e)
			}
			return err == nil, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// recount counts the days anew for the activities that some events are about.
type recount struct {
	t         *tx
	old, next record.Recalls
	twice     *idFilter          // ids that several events may have logged; nil: any
	patched   map[record.ID]bool // ids of activities that were amended or taken back
	done      map[record.ID]bool // of those that were looked up
	counted   int                // since the days were written

	// Of the activities that the import logged, how many are there no more, or
	// again, and how many stay; of the others, how many differ.
	gone, kept, reset int
}

// fewEvents is the number of events up to which every activity is looked up,
// which costs less than finding out which need it.
const fewEvents = 1000

// recountEvents is the number of activities after which the days are written:
// with few, days are written again and again, and each of those that are held
// takes memory.
const recountEvents = 4 * batchEvents

// prepare finds the activities that have to be looked up, since more than the
// event at hand says how they stand.
func (r *recount) prepare(runs record.Recalls) error {
	n := uint64(0)
	for _, x := range runs {
		n += x.Last - x.First + 1
	}
	if err := r.flush(); err != nil || n <= fewEvents {
		return err
	}
	r.patched = make(map[record.ID]bool)
	c := r.t.b.Bucket(bucketEntities).Cursor()
	for k, _ := c.Seek([]byte{byte(record.TypeActivity)}); len(k) == 17 && k[0] == byte(record.TypeActivity); k, _ = c.Next() {
		r.patched[record.ID(k[1:])] = true
	}
	for at := range r.t.dirty {
		if at.t == record.TypeActivity {
			r.patched[at.id] = true
		}
	}
	var err error
	r.twice, err = r.t.ids.repeated()
	return err
}

func (r *recount) event(e event.Event) error {
	if err := r.t.pace.step(); err != nil {
		return err
	}
	var err error
	switch b := e.Body.(type) {
	case event.Activity:
		if r.twice == nil || r.patched[b.ID] || r.twice.has(idKeyOf(b.ID)) {
			err = r.lookUp(b.ID)
			break
		}
		a := b.Activity
		a.Ref, a.Stamp, a.By = e.Ref, e.Stamp, e.By
		if was, is := !r.old.Covers(a.Ref), !r.next.Covers(a.Ref); was != is {
			r.gone++
			err = r.turn(a, was, a, is)
		}
	case event.Amend:
		err = r.lookUp(b.Activity)
	case event.Void:
		if b.Type == record.TypeActivity {
			err = r.lookUp(b.ID)
		}
	}
	if err == nil && r.counted >= recountEvents {
		err = r.flush()
	}
	return err
}

// lookUp counts anew an activity that may have been logged several times, and
// amended.
func (r *recount) lookUp(id record.ID) error {
	if r.done[id] {
		return nil
	}
	r.done[id] = true
	was, stood, err := r.t.standing(id, r.old)
	if err != nil {
		return err
	}
	now, stands, err := r.t.standing(id, r.next)
	if err != nil {
		return err
	}
	switch {
	case stood != stands:
		r.gone++
	case !stood:
	case r.next.Covers(now.Ref):
		r.kept++
	case was.Ref == now.Ref && !reflect.DeepEqual(was, now):
		r.reset++
	}
	return r.turn(was, stood, now, stands)
}

// turn takes an activity out of its day as it was, and enters it as it is.
func (r *recount) turn(was record.Activity, stood bool, now record.Activity, stands bool) error {
	r.counted++
	if stood {
		if err := r.t.Uncount(was); err != nil {
			return err
		}
	}
	if stands {
		return r.t.Count(now)
	}
	return nil
}

// flush writes the days, so that no more than some of them are held.
func (r *recount) flush() error {
	r.counted = 0
	if err := r.t.flushDays(); err != nil {
		return err
	}
	r.t.days, r.t.today = make(map[record.Date]*day), nil
	return nil
}

// standing gives an activity as it stands with some recalls, and false where it
// does not.
func (t *tx) standing(id record.ID, rs record.Recalls) (record.Activity, bool, error) {
	logged, err := loggedAs(t, t.ids, t.nodes, id)
	if err != nil || len(logged) == 0 {
		return record.Activity{}, false, err
	}
	patch, err := t.peek(record.TypeActivity, id, rs)
	if err != nil {
		return record.Activity{}, false, err
	}
	a, _ := event.Chosen(logged, patch, rs)
	now, stands := rs.Stands(a, patch)
	return now, stands, nil
}

// peek gives an entity as it is with some recalls, nil for none. It is not kept
// and not to be changed.
func (t *tx) peek(typ record.Type, id record.ID, rs record.Recalls) (*record.Entity, error) {
	e := t.entities[entityAt{typ, id}]
	if e == nil {
		v := t.b.Bucket(bucketEntities).Get(entityKey(typ, id))
		if v == nil {
			return nil, nil
		}
		var err error
		if e, err = decodeEntity(typ, id, v, t.words, t.nodes); err != nil {
			return nil, err
		}
	}
	seen := *e
	rs.Attach(&seen)
	return &seen, nil
}
