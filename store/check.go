package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"

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
// not nil, is told the share that is done. A damaged file can fault or
// mislead whoever reads it, so the caller should be ready to lose the process.
func (s *Store) Check(ctx context.Context, progress func(float64)) (Report, error) {
	var r Report
	if err := s.permit(writeAll, "file"); err != nil {
		return r, err
	}
	if progress == nil {
		progress = func(float64) {}
	}
	if err := s.checkHeads(ctx, &r); err != nil {
		return r, err
	}
	copied := fmt.Sprintf("%s.check-%x", s.path, randomBytes(6))
	defer os.Remove(copied)
	if err := s.copyTo(ctx, copied, false); err != nil {
		return r, err
	}
	progress(0.1)
	l, err := openFile(copied)
	if err != nil {
		return r, err
	}
	defer l.release()
	db := l.db
	r.Bytes = fileSize(copied)
	err = guard(s.path, func() error {
		if err := db.View(r.checkPages(progress)); err != nil {
			return err
		}
		return s.compare(ctx, db, &r, progress)
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
func (r *Report) checkPages(progress func(float64)) func(*bbolt.Tx) error {
	return func(b *bbolt.Tx) error {
		for e := range b.Check() {
			r.fault("database", e.Error(), false)
		}
		progress(0.4)
		r.readLog(b)
		progress(0.6)
		return nil
	}
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
// missing.
func (r *Report) readLog(b *bbolt.Tx) {
	words := openWords(b, newLexicon())
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
			}
			return nil
		})
	})
	if err != nil {
		r.fault("log", err.Error(), true)
	}
}

// compare folds the log once more and compares what comes of it.
func (s *Store) compare(ctx context.Context, db *bbolt.DB, r *Report, progress func(float64)) error {
	fresh := fmt.Sprintf("%s.fold-%x", s.path, randomBytes(6))
	defer os.Remove(fresh)
	o := s.opts
	o.NoSync = true
	if err := refold(ctx, db, fresh, o); err != nil {
		r.fault("log", err.Error(), true)
		return ctx.Err()
	}
	progress(0.9)
	l, err := openFile(fresh)
	if err != nil {
		return err
	}
	defer l.release()
	return db.View(func(a *bbolt.Tx) error {
		return l.db.View(func(b *bbolt.Tx) error {
			r.Entities = a.Bucket(bucketEntities).Stats().KeyN
			r.Days = a.Bucket(bucketCells).Stats().KeyN
			x, y := openState(a), openState(b)
			r.compareBuckets(a, b, bucketEntities, x.entity, y.entity)
			r.compareBuckets(a, b, bucketCells, x.cells, y.cells)
			r.compareDays(a, b, x, y)
			r.checkIDs(a, x)
			return nil
		})
	})
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
func (r *Report) compareBuckets(a, b *bbolt.Tx, name []byte, x, y wording) {
	fresh := b.Bucket(name)
	_ = a.Bucket(name).ForEach(func(k, v []byte) error {
		want := fresh.Get(k)
		if want == nil {
			r.fault(string(name), fmt.Sprintf("%x is not in the log", k), false)
			return nil
		}
		has, err := x(k, v)
		should, err2 := y(k, want)
		if err != nil || err2 != nil || has != should {
			r.fault(string(name), fmt.Sprintf("%x differs from the log", k), false)
		}
		return nil
	})
	_ = fresh.ForEach(func(k, _ []byte) error {
		if a.Bucket(name).Get(k) == nil {
			r.fault(string(name), fmt.Sprintf("%x is missing", k), false)
		}
		return nil
	})
}

// compareDays compares the rows of every day.
func (r *Report) compareDays(a, b *bbolt.Tx, x, y state) {
	_ = b.Bucket(bucketCells).ForEach(func(k, _ []byte) error {
		d := keyDate(k)
		has, err := x.rows(d)
		should, err2 := y.rows(d)
		if err != nil || err2 != nil || has != should {
			r.fault(string(bucketRows), fmt.Sprintf("%v differs from the log", d), false)
		}
		return nil
	})
}

// readEvent implements eventReader.
func (s state) readEvent(ref record.Ref) (event.Event, bool, error) {
	return readEvent(s.b, ref, s.words)
}

// checkIDs looks every activity up by its id.
func (r *Report) checkIDs(b *bbolt.Tx, s state) {
	ids := openIDs(b)
	err := eachLog(b, func(node record.Node, log *bbolt.Bucket) error {
		return log.ForEach(func(k, v []byte) error {
			return readBlock(node, k, v, s.words, func(e event.Event) bool {
				a, is := e.Body.(event.Activity)
				if !is {
					return true
				}
				found, ok, err := findActivity(s, ids, s.nodes, a.ID)
				if err != nil || !ok || found.Stamp.Compare(e.Stamp) > 0 {
					r.fault(string(bucketIDs), fmt.Sprintf("%v is not found by its id", a.ID), false)
				}
				return true
			})
		})
	})
	if err != nil {
		r.fault(string(bucketIDs), err.Error(), false)
	}
}

// refold makes a new file at a path from the log of another: identity, nodes,
// clock and every event are the same, everything else is folded anew.
func refold(ctx context.Context, from *bbolt.DB, path string, o Options) error {
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
			return refoldLog(ctx, known, db, o, node, log, words)
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
func refoldLog(ctx context.Context, known *lexicon, db *bbolt.DB, o Options, node record.Node, log *bbolt.Bucket, words *words) error {
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
