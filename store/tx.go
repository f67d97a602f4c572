package store

import (
	"encoding/binary"
	"maps"
	"slices"
	"time"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// tx is a write transaction: a Ground to fold on, and the log to append to.
// Everything it changes is kept here until flush.
type tx struct {
	*nodes
	b         *bbolt.Tx
	now       time.Time
	own       record.Node
	clock     event.Clock
	words     *words
	ids       *idIndex
	logs      map[record.Node]*logWriter
	entities  map[entityAt]*record.Entity
	dirty     map[entityAt]bool
	days      map[record.Date]*day
	kinds     map[string]bool
	touched   bool
	changes   int       // events put, to tell whether a job that failed had done something
	patched   bool      // there may be amendments in the file
	absent    record.ID // an activity that was looked for and is not there
	wide      bool      // more was touched than a note can tell
	pace      *pace     // of a recall that somebody watches
	recounted *recount  // what the last recall did to activities
	today     *day      // the day last counted in
	lastKind  string    // the kind last counted
}

type entityAt struct {
	t  record.Type
	id record.ID
}

func newTx(b *bbolt.Tx, o Options, known *lexicon) (*tx, error) {
	m := b.Bucket(bucketMeta)
	if m == nil || len(m.Get(metaNode)) != 8 || len(m.Get(metaClock)) != 10 {
		return nil, errBlock
	}
	for _, name := range buckets {
		if b.Bucket(name) == nil {
			return nil, errBlock
		}
	}
	t := &tx{
		nodes: openNodes(b), b: b, now: o.Now(), own: record.Node(binary.BigEndian.Uint64(m.Get(metaNode))),
		words: openWords(b, known), ids: openIDs(b),
		logs: make(map[record.Node]*logWriter), entities: make(map[entityAt]*record.Entity),
		dirty: make(map[entityAt]bool),
		days:  make(map[record.Date]*day), kinds: make(map[string]bool),
	}
	k, _ := b.Bucket(bucketEntities).Cursor().Seek([]byte{byte(record.TypeActivity)})
	t.patched = len(k) > 0 && record.Type(k[0]) == record.TypeActivity
	c := m.Get(metaClock)
	t.clock = event.Clock{Node: t.own, Last: record.Stamp{
		Wall: int64(binary.BigEndian.Uint64(c)), Count: binary.BigEndian.Uint16(c[8:]), Node: t.own,
	}}
	return t, nil
}

// nodes numbers the nodes whose events a file holds.
// Beside them it has what is taken back with imports, which everybody needs
// who reads what they recorded.
type nodes struct {
	bucket  *bbolt.Bucket
	numbers map[record.Node]uint16
	names   []record.Node
	recalls record.Recalls
}

func openNodes(b *bbolt.Tx) *nodes {
	n := &nodes{bucket: b.Bucket(bucketNodes), numbers: make(map[record.Node]uint16)}
	c := n.bucket.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		node := record.Node(binary.BigEndian.Uint64(v))
		n.numbers[node] = uint16(len(n.names))
		n.names = append(n.names, node)
	}
	n.recalls = readRecalls(b)
	return n
}

// attach implements nodeNumbers.
func (n *nodes) attach(e *record.Entity) { n.recalls.Attach(e) }

func (n *nodes) number(node record.Node) (uint16, error) {
	if i, ok := n.numbers[node]; ok {
		return i, nil
	}
	if len(n.names) == maxNodes {
		return 0, errNodes
	}
	i := uint16(len(n.names))
	n.numbers[node] = i
	n.names = append(n.names, node)
	return i, n.bucket.Put(key16(i), key64(uint64(node)))
}

func (n *nodes) node(i uint16) record.Node {
	if int(i) < len(n.names) {
		return n.names[i]
	}
	return 0
}

func (t *tx) log(node record.Node) (*logWriter, error) {
	if w := t.logs[node]; w != nil {
		return w, nil
	}
	w, err := openLog(t.b, node)
	if err == nil {
		t.logs[node] = w
	}
	return w, err
}

// append stamps bodies, logs them as events of this file's node, and folds
// them.
func (t *tx) append(by record.ID, bodies []event.Body) ([]event.Event, error) {
	w, err := t.log(t.own)
	if err != nil {
		return nil, err
	}
	out := make([]event.Event, 0, len(bodies))
	for i, b := range bodies {
		e := event.Event{
			Ref:   record.Ref{Node: t.own, Seq: w.last + 1},
			Stamp: t.clock.Next(t.now), By: by, Nth: uint16(i), Body: b,
		}
		if err := t.put(w, e); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func (t *tx) put(w *logWriter, e event.Event) error {
	if err := w.add(e, t.words); err != nil {
		return err
	}
	t.touched = true
	t.changes++
	return event.Fold(t, e)
}

// Entity implements event.Ground.
func (t *tx) Entity(typ record.Type, id record.ID) (*record.Entity, error) {
	at := entityAt{typ, id}
	if e, ok := t.entities[at]; ok || typ == record.TypeActivity && !t.patched {
		return e, nil
	}
	v := t.b.Bucket(bucketEntities).Get(entityKey(typ, id))
	if v == nil {
		return nil, nil
	}
	e, err := decodeEntity(typ, id, v, t.words, t.nodes)
	if err != nil {
		return nil, err
	}
	t.entities[at] = e
	return e, nil
}

// SaveEntity implements event.Ground.
func (t *tx) SaveEntity(e *record.Entity) error {
	at := entityAt{e.Type, e.ID}
	t.entities[at], t.dirty[at] = e, true
	return nil
}

// Activity implements event.Ground.
func (t *tx) Activity(id record.ID) (record.Activity, bool, error) {
	if id == t.absent {
		return record.Activity{}, false, nil
	}
	a, known, err := findActivity(t, t.ids, t.nodes, id, t.patch)
	if err == nil && !known {
		t.absent = id
	}
	return a, known, err
}

// readEvent reads an event, also one that was just logged.
func (t *tx) readEvent(ref record.Ref) (event.Event, bool, error) {
	if w := t.logs[ref.Node]; w != nil && ref.Seq >= w.first {
		if err := w.flush(); err != nil {
			return event.Event{}, false, err
		}
	}
	return readEvent(t.b, ref, t.words)
}

// eventReader reads events of a transaction.
type eventReader interface {
	readEvent(record.Ref) (event.Event, bool, error)
}

// patch gives the amendments of an activity, nil for none.
func (t *tx) patch(id record.ID) (*record.Entity, error) { return t.Entity(record.TypeActivity, id) }

// findActivity looks an id up. patch gives the amendments, if it is asked for
// them, which it is where anything is taken back with an import.
func findActivity(log eventReader, ids *idIndex, nodes *nodes, id record.ID, patch func(record.ID) (*record.Entity, error)) (found record.Activity, ok bool, err error) {
	logged, err := loggedAs(log, ids, nodes, id)
	if err != nil || len(logged) == 0 {
		return found, false, err
	}
	var amended *record.Entity
	if len(nodes.recalls) > 0 {
		if amended, err = patch(id); err != nil {
			return found, false, err
		}
	}
	found, ok = event.Chosen(logged, amended, nodes.recalls)
	return found, ok, nil
}

// loggedAs gives an activity as each of the events logged it that did.
func loggedAs(log eventReader, ids *idIndex, nodes *nodes, id record.ID) (out []record.Activity, err error) {
	err = ids.find(id, func(at position) error {
		e, there, err := log.readEvent(record.Ref{Node: nodes.node(at.node), Seq: at.seq})
		if err != nil || !there {
			return err
		}
		a, is := e.Body.(event.Activity)
		if !is || a.ID != id {
			return nil
		}
		x := a.Activity
		x.Ref, x.Stamp, x.By = e.Ref, e.Stamp, e.By
		out = append(out, x)
		return nil
	})
	return out, err
}

// SaveActivity implements event.Ground.
func (t *tx) SaveActivity(a record.Activity) error {
	n, err := t.number(a.Ref.Node)
	if err != nil {
		return err
	}
	t.ids.add(a.ID, position{node: n, seq: a.Ref.Seq})
	if a.ID == t.absent {
		t.absent = record.ID{}
	}
	return nil
}

// Count implements event.Ground.
func (t *tx) Count(a record.Activity) error { return t.count(&a, 1) }

// Uncount implements event.Ground.
func (t *tx) Uncount(a record.Activity) error { return t.count(&a, -1) }

func (t *tx) count(a *record.Activity, sign int32) error {
	d, err := t.day(a.At.Date())
	if err != nil {
		return err
	}
	row, err := t.row(a)
	if err != nil {
		return err
	}
	if a.Kind != t.lastKind {
		t.kinds[a.Kind], t.lastKind = true, a.Kind
	}
	d.cell(record.Cell{Rep: row.Rep, Kind: row.Kind, Outcome: row.Outcome, Count: sign, Seconds: int64(sign) * int64(a.Seconds)})
	if a.NextKind != "" {
		kind, err := t.words.Sym(a.NextKind)
		if err != nil {
			return err
		}
		planned, err := t.words.Sym(record.Planned)
		if err != nil {
			return err
		}
		t.kinds[a.NextKind] = true
		d.cell(record.Cell{Rep: row.Rep, Kind: kind, Outcome: planned, Count: sign})
	}
	d.row(row, sign)
	return nil
}

func (d *day) cell(c record.Cell) {
	k := cellKey{c.Rep, c.Kind, c.Outcome}
	was := d.cells[k]
	c.Count += was.Count
	c.Seconds += was.Seconds
	d.cells[k] = c
}

func (d *day) row(r record.Row, sign int32) {
	if sign > 0 {
		d.added = append(d.added, r)
		return
	}
	if i := slices.IndexFunc(d.added, func(x record.Row) bool { return x.Ref == r.Ref }); i >= 0 {
		d.added = slices.Delete(d.added, i, i+1)
		return
	}
	d.removed[r.Ref] = true
}

func (t *tx) row(a *record.Activity) (record.Row, error) {
	r := record.Row{Ref: a.Ref, Minute: int16(a.At.Minute())}
	var errs [6]error
	r.Rep, errs[0] = t.words.SymID(a.Rep)
	r.Kind, errs[1] = t.words.Sym(a.Kind)
	r.Outcome, errs[2] = t.words.Sym(a.Outcome)
	r.Account, errs[3] = t.words.SymID(a.Account)
	r.Deal, errs[4] = t.words.SymID(a.Deal)
	r.Contact, errs[5] = t.words.SymID(a.Contact)
	for _, err := range errs {
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

func (t *tx) day(date record.Date) (*day, error) {
	if t.today != nil && t.today.date == date {
		return t.today, nil
	}
	if d := t.days[date]; d != nil {
		t.today = d
		return d, nil
	}
	d := &day{date: date, cells: make(map[cellKey]record.Cell), removed: make(map[record.Ref]bool)}
	cells, err := decodeCells(t.b.Bucket(bucketCells).Get(dateKey(date)))
	if err != nil {
		return nil, err
	}
	for _, c := range cells {
		d.cells[cellKey{c.Rep, c.Kind, c.Outcome}] = c
	}
	t.days[date] = d
	return d, nil
}

// flush writes everything that changed into the transaction.
func (t *tx) flush() error {
	if !t.touched {
		return nil
	}
	for _, w := range t.logs {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if err := t.flushEntities(); err != nil {
		return err
	}
	if err := t.flushDays(); err != nil {
		return err
	}
	if err := t.ids.flush(); err != nil {
		return err
	}
	return t.flushMeta()
}

func (t *tx) flushEntities() error {
	bucket := t.b.Bucket(bucketEntities)
	keys := slices.SortedFunc(maps.Keys(t.dirty), compareEntityAt)
	for _, at := range keys {
		v, err := encodeEntity(t.entities[at], t.words, t.nodes)
		if err != nil {
			return err
		}
		if err := bucket.Put(entityKey(at.t, at.id), v); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) flushDays() error {
	cells, rows := t.b.Bucket(bucketCells), t.b.Bucket(bucketRows)
	cells.FillPercent, rows.FillPercent = 1, 1
	for _, date := range slices.Sorted(maps.Keys(t.days)) {
		d := t.days[date]
		if err := put(cells, dateKey(date), encodeCells(d.cells)); err != nil {
			return err
		}
		if err := t.removeRows(rows, date, d.removed); err != nil {
			return err
		}
		if err := t.addRows(rows, date, d.added); err != nil {
			return err
		}
	}
	return nil
}

// put stores a value, or removes the key of an empty one.
func put(b *bbolt.Bucket, k, v []byte) error {
	if len(v) == 0 {
		return b.Delete(k)
	}
	return b.Put(k, v)
}

func (t *tx) addRows(bucket *bbolt.Bucket, date record.Date, added []record.Row) error {
	if len(added) == 0 {
		return nil
	}
	n, v := lastChunk(bucket, date)
	rows, err := decodeRows(nil, v, t.nodes)
	if err != nil {
		return err
	}
	var chunk []byte
	if len(v) > 0 {
		chunk = slices.Clone(v[:len(v)-sealLen])
	}
	var before record.Row
	if len(rows) > 0 {
		before = rows[len(rows)-1]
	}
	for _, r := range added {
		next, err := appendRow(chunk, r, before, t)
		if err != nil {
			return err
		}
		if len(next) > rowBytes && len(chunk) > 0 {
			if err := bucket.Put(chunkKey(date, n), sealed(chunk)); err != nil {
				return err
			}
			n++
			if next, err = appendRow(nil, r, record.Row{}, t); err != nil {
				return err
			}
		}
		chunk, before = next, r
	}
	return bucket.Put(chunkKey(date, n), sealed(chunk))
}

func (t *tx) removeRows(bucket *bbolt.Bucket, date record.Date, removed map[record.Ref]bool) error {
	if len(removed) == 0 {
		return nil
	}
	prefix := dateKey(date)
	type change struct{ k, v []byte }
	var changes []change
	c := bucket.Cursor()
	for k, v := c.Seek(prefix); k != nil && string(k[:4]) == string(prefix); k, v = c.Next() {
		rows, err := decodeRows(nil, v, t.nodes)
		if err != nil {
			return err
		}
		kept := slices.DeleteFunc(slices.Clone(rows), func(r record.Row) bool { return removed[r.Ref] })
		if len(kept) == len(rows) {
			continue
		}
		var out []byte
		var before record.Row
		for _, r := range kept {
			if out, err = appendRow(out, r, before, t); err != nil {
				return err
			}
			before = r
		}
		if len(out) > 0 {
			out = sealed(out)
		}
		changes = append(changes, change{slices.Clone(k), out})
	}
	for _, x := range changes {
		if err := put(bucket, x.k, x.v); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) flushMeta() error {
	m := t.b.Bucket(bucketMeta)
	rev := binary.BigEndian.Uint64(m.Get(metaRev)) + 1
	clock := binary.BigEndian.AppendUint16(key64(uint64(t.clock.Last.Wall)), t.clock.Last.Count)
	if err := m.Put(metaClock, clock); err != nil {
		return err
	}
	if err := m.Put(metaRev, key64(rev)); err != nil {
		return err
	}
	return t.writeJournal(rev)
}
