package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"strings"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// Fault is something that is not as it should be.
type Fault struct {
	Where string `json:"where"` // a bucket of the file
	What  string `json:"what"`
	Log   bool   `json:"log"` // in the log itself: Rebuild cannot mend it, Restore can
}

// Report says what a check looked at and found.
type Report struct {
	Events     int     `json:"events"`
	Activities int     `json:"activities"`
	Entities   int     `json:"entities"`
	Days       int     `json:"days"`
	Bytes      int64   `json:"bytes"`
	Faults     []Fault `json:"faults"`
}

// faultsKept is the number of faults beyond which a check only counts.
const faultsKept = 100

// Check reads the whole file: the pages of the database, the checksum and the
// sequence of every event, and everything that is folded from them, which is
// folded once more into a second file beside it and compared. progress, if
// not nil, is told the share that is done, which follows the bytes copied, the
// events read and folded and the records compared. A damaged file can fault or
// mislead whoever reads it, so the caller should be ready to lose the process.
func (s *Store) Check(ctx context.Context, progress func(float64)) (Report, error) {
	var r Report
	if err := s.permit(writeAll, "file"); err != nil {
		return r, err
	}
	at := &course{ctx: ctx, tell: progress}
	if err := s.checkHeads(ctx, &r); err != nil {
		return r, err
	}
	copied := fmt.Sprintf("%s.check-%x", s.path, randomBytes(6))
	defer os.Remove(copied)
	at.begin(shareCopy, fileSize(s.path))
	if err := s.copyTo(ctx, copied, false, at.step); err != nil {
		return r, err
	}
	l, err := openFile(copied)
	if err != nil {
		return r, err
	}
	defer l.release()
	db := l.db
	r.Bytes = fileSize(copied)
	err = guard(s.path, func() error {
		if err := db.View(r.checkPages(at)); err != nil {
			return err
		}
		return s.compare(ctx, db, &r, at)
	})
	return r, s.explain(err)
}

// checkHeads looks at both heads of the file: with one of them damaged bbolt
// goes by the other, which may be that of the transaction before the last.
func (s *Store) checkHeads(ctx context.Context, r *Report) error {
	return s.view(ctx, func(*bbolt.Tx) error {
		f, err := os.Open(s.path)
		if err != nil {
			return cannotOpen(err, s.path)
		}
		defer f.Close()
		best, _ := readHead(f)
		for _, at := range []int64{0, int64(best.pageSize)} {
			if _, ok := readMeta(f, at); !ok {
				r.fault("database", "one of the two heads is damaged; what was recorded last may be missing", true)
			}
		}
		return nil
	})
}

// checkPages has bbolt look over its pages, and reads the log.
func (r *Report) checkPages(at *course) func(*bbolt.Tx) error {
	return func(b *bbolt.Tx) error {
		at.begin(sharePages, 1)
		for e := range b.Check() {
			r.fault("database", e.Error(), false)
		}
		at.begin(shareLog, logged(b))
		return r.readLog(b, at.step)
	}
}

// logged is the number of events in the log.
func logged(b *bbolt.Tx) (n int64) {
	_ = eachLog(b, func(_ record.Node, log *bbolt.Bucket) error { // gives no error
		if k, v := log.Cursor().Last(); len(k) == 8 && len(v) > 0 {
			n += int64(lastSeq(k, v))
		}
		return nil
	})
	return n
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func (r *Report) fault(where, what string, log bool) {
	if len(r.Faults) < faultsKept {
		r.Faults = append(r.Faults, Fault{Where: where, What: what, Log: log})
	}
}

// readLog verifies every event: its checksum, its form, and that none is
// missing. step is told how many events of the log were read, and ends it with
// an error.
func (r *Report) readLog(b *bbolt.Tx, step func(int64) error) error {
	words := openWords(b, newLexicon())
	var ended error
	err := eachLog(b, func(node record.Node, log *bbolt.Bucket) error {
		next := uint64(1)
		return log.ForEach(func(k, v []byte) error {
			if len(k) != 8 || len(v) == 0 || binary.BigEndian.Uint64(k) != next {
				r.fault("log", fmt.Sprintf("%v: events %d and on are not in their place", node, next), true)
			}
			err := readBlock(node, k, v, words, func(e event.Event) bool {
				r.Events++
				if _, is := e.Body.(event.Activity); is {
					r.Activities++
				}
				if err := acceptable(e); err != nil {
					r.fault("log", fmt.Sprintf("%v: event %d: %v", node, e.Ref.Seq, err), true)
				}
				return true
			})
			if err != nil {
				r.fault("log", fmt.Sprintf("%v: %v", node, err), true)
			}
			if len(k) == 8 && len(v) > 0 {
				next = lastSeq(k, v) + 1
				ended = step(int64(v[0]))
			}
			return ended
		})
	})
	if err != nil && ended == nil {
		r.fault("log", err.Error(), true)
	}
	return ended
}

// compare folds the log once more and compares what comes of it.
func (s *Store) compare(ctx context.Context, db *bbolt.DB, r *Report, at *course) error {
	fresh := fmt.Sprintf("%s.fold-%x", s.path, randomBytes(6))
	defer os.Remove(fresh)
	o := s.opts
	o.NoSync = true
	at.begin(shareFold, int64(r.Events))
	if err := refold(ctx, db, fresh, o, at.step); err != nil {
		r.fault("log", err.Error(), true)
		return ctx.Err()
	}
	l, err := openFile(fresh)
	if err != nil {
		return err
	}
	defer l.release()
	return db.View(func(a *bbolt.Tx) error {
		return l.db.View(func(b *bbolt.Tx) error { return r.compareAll(a, b, at) })
	})
}

// compareAll compares everything that is folded with a fresh fold.
func (r *Report) compareAll(a, b *bbolt.Tx, at *course) error {
	r.Entities = a.Bucket(bucketEntities).Stats().KeyN
	r.Days = a.Bucket(bucketCells).Stats().KeyN
	at.begin(shareCompare, int64(2*r.Entities+2*r.Days+r.Activities+r.Events))
	if !bytes.Equal(a.Bucket(bucketMeta).Get(metaRecalls), b.Bucket(bucketMeta).Get(metaRecalls)) {
		r.fault(string(bucketMeta), "what is taken back with imports differs from the log", false)
	}
	x, y := openState(a), openState(b)
	for _, part := range []func() error{
		func() error { return r.compareBuckets(a, b, bucketEntities, x.entity, y.entity, at) },
		func() error { return r.compareBuckets(a, b, bucketCells, x.cells, y.cells, at) },
		func() error { return r.compareDays(b, x, y, at) },
		func() error { return r.checkIDs(a, x, at.step) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// state words what is folded so that two files can be compared, whose
// dictionaries number words differently.
type state struct {
	b     *bbolt.Tx
	words *words
	nodes *nodes
}

func openState(b *bbolt.Tx) state {
	return state{b: b, words: openWords(b, newLexicon()), nodes: openNodes(b)}
}

func (s state) entity(k, v []byte) (string, error) {
	e, err := decodeEntity(record.Type(k[0]), record.ID(k[1:]), v, s.words, s.nodes)
	return fmt.Sprintf("%+v", e), err
}

func (s state) cells(_, v []byte) (string, error) {
	cells, err := decodeCells(v)
	counts := make(map[string][2]int64, len(cells)) // printed in the order of its keys
	for _, c := range cells {
		counts[s.word(c.Rep)+"/"+s.word(c.Kind)+"/"+s.word(c.Outcome)] = [2]int64{int64(c.Count), c.Seconds}
	}
	return fmt.Sprint(counts), err
}

func (s state) word(y record.Sym) string {
	text, err := s.words.Text(y)
	if err != nil {
		return fmt.Sprintf("?%d", y)
	}
	return text
}

func (s state) rows(d record.Date) (string, error) {
	rows, err := readRows(s.b, d, s.nodes)
	var b bytes.Buffer
	for _, r := range rows {
		fmt.Fprintf(&b, "%v %d %q %q %q %q %q %q\n", r.Ref, r.Minute, s.word(r.Rep), s.word(r.Kind), s.word(r.Outcome), s.word(r.Account), s.word(r.Deal), s.word(r.Contact))
	}
	return b.String(), err
}

type wording func(k, v []byte) (string, error)

// compareBuckets compares a bucket of the file with that of a fresh fold.
func (r *Report) compareBuckets(a, b *bbolt.Tx, name []byte, x, y wording, at *course) error {
	fresh := b.Bucket(name)
	err := a.Bucket(name).ForEach(func(k, v []byte) error {
		want := fresh.Get(k)
		if want == nil {
			r.fault(string(name), fmt.Sprintf("%x is not in the log", k), false)
			return at.step(1)
		}
		has, err := x(k, v)
		should, err2 := y(k, want)
		if err != nil || err2 != nil || has != should {
			r.fault(string(name), fmt.Sprintf("%x differs from the log", k), false)
		}
		return at.step(1)
	})
	if err != nil {
		return err
	}
	return fresh.ForEach(func(k, _ []byte) error {
		if a.Bucket(name).Get(k) == nil {
			r.fault(string(name), fmt.Sprintf("%x is missing", k), false)
		}
		return at.step(1)
	})
}

// compareDays compares the rows of every day.
func (r *Report) compareDays(b *bbolt.Tx, x, y state, at *course) error {
	return b.Bucket(bucketCells).ForEach(func(k, _ []byte) error {
		d := keyDate(k)
		has, err := x.rows(d)
		should, err2 := y.rows(d)
		if err != nil || err2 != nil || has != should {
			r.fault(string(bucketRows), fmt.Sprintf("%v differs from the log", d), false)
		}
		return at.step(int64(strings.Count(should, "\n"))) // activities
	})
}

// checkIDs looks every event that logs an activity up by the activity's id.
func (r *Report) checkIDs(b *bbolt.Tx, s state, step func(int64) error) error {
	ids := openIDs(b)
	return eachLog(b, func(node record.Node, log *bbolt.Bucket) error {
		return log.ForEach(func(k, v []byte) error {
			if err := step(int64(v[0])); err != nil {
				return err
			}
			err := readBlock(node, k, v, s.words, func(e event.Event) bool {
				a, is := e.Body.(event.Activity)
				if !is {
					return true
				}
				there := false
				err := ids.find(a.ID, func(at position) error {
					there = there || at.seq == e.Ref.Seq && s.nodes.node(at.node) == node
					return nil
				})
				if err != nil || !there {
					r.fault(string(bucketIDs), fmt.Sprintf("%v is not found by its id", a.ID), false)
				}
				return true
			})
			if err != nil {
				r.fault(string(bucketIDs), err.Error(), false)
			}
			return nil
		})
	})
}

// refold makes a new file at a path from the log of another: identity, nodes,
// clock and every event are the same, everything else is folded anew. step, if
// not nil, is told how many events were folded, and ends it with an error.
func refold(ctx context.Context, from *bbolt.DB, path string, o Options, step func(int64) error) error {
	db, err := makeFile(path, true)
	if err != nil {
		return err
	}
	defer db.Close()
	err = from.View(func(a *bbolt.Tx) error {
		if err := db.Update(func(b *bbolt.Tx) error { return copyMeta(a, b) }); err != nil {
			return err
		}
		words, known := openWords(a, newLexicon()), newLexicon()
		return eachLog(a, func(node record.Node, log *bbolt.Bucket) error {
			return refoldLog(ctx, known, db, o, node, log, words, step)
		})
	})
	if err != nil {
		return err
	}
	if !o.NoSync {
		if err := db.Sync(); err != nil {
			return err
		}
	}
	return db.Close()
}

func copyMeta(a, b *bbolt.Tx) error {
	if err := layout(b, nil); err != nil {
		return err
	}
	to := b.Bucket(bucketMeta)
	for _, k := range [][]byte{metaNode, metaClock, metaRev, metaZone} {
		if err := to.Put(k, a.Bucket(bucketMeta).Get(k)); err != nil {
			return err
		}
	}
	return nil
}

// refoldLog takes the events of one node into a new file, in transactions of
// bounded size.
func refoldLog(ctx context.Context, known *lexicon, db *bbolt.DB, o Options, node record.Node, log *bbolt.Bucket, words *words, step func(int64) error) error {
	c := log.Cursor()
	k, v := c.First()
	for k != nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := db.Update(func(b *bbolt.Tx) error {
			t, err := newTx(b, o, known)
			if err != nil {
				return err
			}
			w, err := t.log(node)
			if err != nil {
				return err
			}
			for n := 0; k != nil && n < batchEvents; k, v = c.Next() {
				var failed error
				err := readBlock(node, k, v, words, func(e event.Event) bool {
					n++
					if e.Ref.Seq != w.last+1 {
						failed = say.Because(ErrGap, "store.gap", "ref", e.Ref.Seq, "have", w.last)
						return false
					}
					failed = t.put(w, e)
					return failed == nil
				})
				if err == nil {
					err = failed
				}
				if err == nil && step != nil {
					err = step(int64(v[0]))
				}
				if err != nil {
					return err
				}
			}
			if err := t.flush(); err != nil {
				return err
			}
			t.words.committed() // nobody else sees the file before it is whole
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
