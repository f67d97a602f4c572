package store

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"foresail/store/event"
	"foresail/store/plain"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// Query says which activities to read. Zero fields do not restrict.
type Query struct {
	From, To           record.Date // civil days, both included
	Rep, Account, Deal record.ID
	Kind               string
	Text               string  // words that note, kind, outcome, tags, or the name of the account hold, in any case
	Limit              int     // at most so many; 0 for all
	Before             *Cursor // only activities that come after it in the order read
	Oldest             bool    // oldest first; newest first otherwise
}

// Cursor marks a place in the order of activities: by time, then by
// reference.
type Cursor struct {
	At  record.Time
	Ref record.Ref
}

// queryPage is the number of activities read under one lease.
const queryPage = 4096

// Activities reads the activities that stand, amended, in the order asked
// for, until yield returns false. It holds the lease for a page at a time, so
// what is recorded meanwhile may or may not be among them.
// Under a grant there are only those that may be seen: a rep's own.
func (s *Store) Activities(ctx context.Context, q Query, yield func(record.Activity) bool) error {
	if s.grant != nil && !s.grant.whole() {
		if err := s.permit(readSome, "reading"); err != nil {
			return err
		}
		if !q.Rep.IsZero() && !s.grant.owns(q.Rep) {
			return s.grant.refuse("others", readAll)
		}
		if q.Rep = s.grant.class().Rep; q.Rep.IsZero() {
			return nil
		}
	}
	left := q.Limit
	for {
		page, more, err := s.activities(ctx, q)
		if err != nil {
			return err
		}
		for _, a := range page.found {
			if !yield(a) {
				return nil
			}
			if left--; left == 0 {
				return nil
			}
		}
		if !more {
			return nil
		}
		q.Before = &page.at
	}
}

// page is what was read under one lease: what matched, and how far it got.
type page struct {
	found []record.Activity
	at    Cursor
}

func (s *Store) activities(ctx context.Context, q Query) (out page, more bool, err error) {
	err = s.view(ctx, func(b *bbolt.Tx) error {
		r := &reader{b: b, words: openWords(b, s.lexicon(b)), nodes: openNodes(b), blocks: make(map[record.Ref][]event.Event)}
		if err := r.prepare(q); err != nil {
			return err
		}
		out, more, err = r.read(ctx, q)
		return err
	})
	if err != nil {
		return out, false, s.explain(err)
	}
	return out, more, nil
}

// reader reads activities within a transaction.
type reader struct {
	b       *bbolt.Tx
	words   *words
	nodes   *nodes
	patches map[record.ID]*record.Entity
	blocks  map[record.Ref][]event.Event // decoded blocks by node and first event
	first   record.Ref                   // of the block used last
	last    []event.Event                // that block
	names   map[record.ID]string         // names of accounts and reps, for text
	match   func(record.Row) bool
	text    []string
}

// prepare turns the query into a test of rows.
func (r *reader) prepare(q Query) error {
	var want [4]record.Sym
	var err error
	for i, s := range [...]string{idText(q.Rep), idText(q.Account), idText(q.Deal), q.Kind} {
		if want[i], err = r.lookUp(s); err != nil {
			return err
		}
	}
	r.match = func(x record.Row) bool {
		for i, y := range [...]record.Sym{x.Rep, x.Account, x.Deal, x.Kind} {
			if want[i] != 0 && want[i] != y {
				return false
			}
		}
		return true
	}
	r.text = plain.Words(q.Text)
	if len(r.text) > 0 {
		r.names = make(map[record.ID]string)
	}
	return r.readPatches()
}

func idText(id record.ID) string {
	if id.IsZero() {
		return ""
	}
	return string(id[:])
}

// nobody is a symbol that no row has: what is asked for is not in the file.
const nobody = ^record.Sym(0)

func (r *reader) lookUp(s string) (record.Sym, error) {
	if s == "" {
		return 0, nil
	}
	v := r.b.Bucket(bucketWords).Get([]byte(s))
	if v == nil {
		return nobody, nil
	}
	return record.Sym(binary.BigEndian.Uint32(v)), nil
}

// readPatches reads the amendments of all activities, of which there are few.
func (r *reader) readPatches() error {
	r.patches = make(map[record.ID]*record.Entity)
	c := r.b.Bucket(bucketEntities).Cursor()
	prefix := byte(record.TypeActivity)
	for k, v := c.Seek([]byte{prefix}); k != nil && k[0] == prefix; k, v = c.Next() {
		id := record.ID(k[1:])
		e, err := decodeEntity(record.TypeActivity, id, v, r.words, r.nodes)
		if err != nil {
			return err
		}
		r.patches[id] = e
	}
	return nil
}

// read goes through the days in order. It stops after a page of activities
// looked at, and says whether there are more.
func (r *reader) read(ctx context.Context, q Query) (out page, more bool, err error) {
	c := r.b.Bucket(bucketCells).Cursor()
	looked := 0
	for k := firstDay(c, q); k != nil; k = nextDay(c, q.Oldest) {
		d := keyDate(k)
		if q.Oldest && q.To != 0 && d > q.To || !q.Oldest && q.From != 0 && d < q.From {
			return out, false, nil
		}
		if ctx.Err() != nil { // nobody waits for it any more
			return out, false, ctx.Err()
		}
		rows, err := readRows(r.b, d, r.nodes)
		if err != nil {
			return out, false, err
		}
		for _, x := range ordered(rows, q, d) {
			looked++
			out.at = Cursor{At: rowTime(d, x), Ref: x.Ref}
			if r.match(x) {
				if out.found, err = r.take(out.found, x.Ref); err != nil {
					return out, false, err
				}
			}
			if len(out.found) == q.Limit && q.Limit > 0 || looked >= 16*queryPage || len(out.found) >= queryPage {
				return out, true, nil
			}
		}
	}
	return out, false, nil
}

// rowTime gives the civil minute of a row as if it were in UTC: activities
// are read in the order of the clock on the wall.
func rowTime(d record.Date, x record.Row) record.Time {
	return record.Time{Unix: int64(d)*86400 + int64(x.Minute)*60}
}

func firstDay(c *bbolt.Cursor, q Query) []byte {
	var k []byte
	start := q.From
	if !q.Oldest {
		start = q.To
	}
	if q.Before != nil {
		start = q.Before.At.Date()
	}
	switch {
	case q.Oldest && start == 0:
		k, _ = c.First()
	case q.Oldest:
		k, _ = c.Seek(dateKey(start))
	case start == 0:
		k, _ = c.Last()
	default:
		if k, _ = c.Seek(dateKey(start)); k == nil {
			k, _ = c.Last()
		} else if keyDate(k) > start {
			k, _ = c.Prev()
		}
	}
	return k
}

func nextDay(c *bbolt.Cursor, oldest bool) []byte {
	var k []byte
	if oldest {
		k, _ = c.Next()
	} else {
		k, _ = c.Prev()
	}
	return k
}

// ordered gives the rows of a day that come after the cursor, in the order
// asked for.
func ordered(rows []record.Row, q Query, d record.Date) []record.Row {
	if !q.Oldest {
		slices.Reverse(rows)
	}
	if q.Before == nil || q.Before.At.Date() != d {
		return rows
	}
	mark := record.Row{Minute: int16(q.Before.At.Minute()), Ref: q.Before.Ref}
	return slices.DeleteFunc(rows, func(x record.Row) bool {
		c := compareRows(x, mark)
		return q.Oldest && c <= 0 || !q.Oldest && c >= 0
	})
}

// take appends the activity of a reference if it stands and its text matches.
func (r *reader) take(to []record.Activity, ref record.Ref) ([]record.Activity, error) {
	e, err := r.event(ref)
	if err != nil {
		return to, err
	}
	a, is := e.Body.(event.Activity)
	if !is {
		return to, errBlock
	}
	x := a.Activity
	x.Ref, x.Stamp, x.By = e.Ref, e.Stamp, e.By
	x, stands := x.Amended(r.patches[x.ID])
	if !stands {
		return to, nil
	}
	if ok, err := r.says(x); err != nil || !ok {
		return to, err
	}
	return append(to, x), nil
}

// event reads an event, keeping decoded blocks, since neighbours in time are
// mostly neighbours in the log.
func (r *reader) event(ref record.Ref) (event.Event, error) {
	if i := ref.Seq - r.first.Seq; ref.Node == r.first.Node && ref.Seq >= r.first.Seq && i < uint64(len(r.last)) {
		return r.last[i], nil
	}
	k, v := findBlock(r.b, ref)
	if k == nil {
		return event.Event{}, errBlock
	}
	at := record.Ref{Node: ref.Node, Seq: binary.BigEndian.Uint64(k)}
	block, ok := r.blocks[at]
	if !ok {
		if err := readBlock(ref.Node, k, v, r.words, func(e event.Event) bool { block = append(block, e); return true }); err != nil {
			return event.Event{}, err
		}
		if len(r.blocks) >= 1024 {
			clear(r.blocks)
		}
		r.blocks[at] = block
	}
	r.first, r.last = at, block
	return block[ref.Seq-at.Seq], nil
}

// says reports whether an activity holds every word of the text asked for.
func (r *reader) says(a record.Activity) (bool, error) {
	if len(r.text) == 0 {
		return true, nil
	}
	account, err := r.name(record.TypeAccount, a.Account)
	if err != nil {
		return false, err
	}
	rep, err := r.name(record.TypeRep, a.Rep)
	if err != nil {
		return false, err
	}
	return plain.Holds(strings.Join([]string{a.Kind, a.Outcome, a.Note, strings.Join(a.Tags, " "), account, rep}, "\x00"), r.text), nil
}

func (r *reader) name(t record.Type, id record.ID) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	if n, ok := r.names[id]; ok {
		return n, nil
	}
	name := ""
	if v := r.b.Bucket(bucketEntities).Get(entityKey(t, id)); v != nil {
		e, err := decodeEntity(t, id, v, r.words, r.nodes)
		if err != nil {
			return "", err
		}
		n, _ := e.Latest(record.FieldName)
		name = n.Text
	}
	r.names[id] = name
	return name, nil
}
