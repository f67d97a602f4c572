package store

import (
	"encoding/binary"
	"maps"
	"slices"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// The journal says of the last transactions what each touched. The newest
// notes lie together in bucket meta, beside the other things that every
// transaction writes; a full list of them moves to bucket journal, under the
// revision of its first.
const (
	journalKept  = 1000 // transactions that the journal remembers at least
	journalItems = 1000 // things touched beyond which a transaction counts as touching everything
	journalShort = 1200 // bytes of notes that stay in bucket meta
)

// Subject names an entity.
type Subject struct {
	Type record.Type
	ID   record.ID
}

// Changes say what differs between two snapshots.
type Changes struct {
	All      bool          // everything may differ; the rest is empty then
	Days     []record.Date // civil days whose activities changed
	Kinds    []string      // kinds of these activities
	Entities []Subject
}

// note writes down what the transaction touched.
func (t *tx) note() ([]byte, error) {
	c := event.Encoder{Words: t.words}
	if t.wide || len(t.days)+len(t.dirty) > journalItems {
		c.Byte(0)
		return c.Out, nil
	}
	c.Byte(1)
	c.Uint(uint64(len(t.days)))
	for _, d := range slices.Sorted(maps.Keys(t.days)) {
		c.Int(int64(d))
	}
	c.Uint(uint64(len(t.kinds)))
	for _, k := range slices.Sorted(maps.Keys(t.kinds)) {
		c.Word(k)
	}
	c.Uint(uint64(len(t.dirty)))
	for _, at := range slices.SortedFunc(maps.Keys(t.dirty), compareEntityAt) {
		c.Byte(byte(at.t))
		c.Raw(at.id[:])
	}
	return c.Out, c.Err
}

// writeJournal appends the note of a revision.
func (t *tx) writeJournal(rev uint64) error {
	note, err := t.note()
	if err != nil {
		return err
	}
	m := t.b.Bucket(bucketMeta)
	list := slices.Clone(m.Get(metaJournal))
	if len(list) == 0 {
		list = key64(rev)
	}
	list = append(binary.AppendUvarint(list, uint64(len(note))), note...)
	if len(list) <= journalShort {
		return m.Put(metaJournal, list)
	}
	b := t.b.Bucket(bucketJournal)
	if err := b.Put(list[:8], list[8:]); err != nil {
		return err
	}
	if err := trimJournal(b, rev); err != nil {
		return err
	}
	return m.Put(metaJournal, nil)
}

// trimJournal forgets lists of notes that end before what has to be kept.
func trimJournal(b *bbolt.Bucket, rev uint64) error {
	c := b.Cursor()
	var last []byte
	for k, _ := c.First(); k != nil && binary.BigEndian.Uint64(k)+journalKept <= rev; k, _ = c.Next() {
		if last != nil {
			if err := b.Delete(last); err != nil {
				return err
			}
			c.Seek(k)
		}
		last = slices.Clone(k)
	}
	return nil
}

// touched is what a run of transactions touched.
type touched struct {
	days     map[record.Date]bool
	kinds    map[string]bool
	entities map[Subject]bool
}

// readJournal says what changed after a revision, up to the newest.
func readJournal(b *bbolt.Tx, since, now uint64, words *words) (Changes, error) {
	if since > now || now-since >= journalKept {
		return Changes{All: true}, nil
	}
	t := touched{map[record.Date]bool{}, map[string]bool{}, map[Subject]bool{}}
	next := since + 1
	c := b.Bucket(bucketJournal).Cursor()
	k, v := seekBefore(c, key64(next+1))
	for ; k != nil; k, v = c.Next() {
		if all, err := t.read(binary.BigEndian.Uint64(k), v, &next, words); all || err != nil {
			return Changes{All: all}, err
		}
	}
	if list := b.Bucket(bucketMeta).Get(metaJournal); len(list) >= 8 {
		if all, err := t.read(binary.BigEndian.Uint64(list), list[8:], &next, words); all || err != nil {
			return Changes{All: all}, err
		}
	}
	if next != now+1 {
		return Changes{All: true}, nil
	}
	return t.changes(), nil
}

// read takes in the notes of a list from revision next on; all reports one
// that touched everything, or a gap.
func (t *touched) read(first uint64, list []byte, next *uint64, words event.Words) (all bool, err error) {
	d := event.Decoder{In: list}
	for rev := first; len(d.In) > 0; rev++ {
		note := d.Raw(d.Count())
		if d.Err != nil {
			return false, d.Err
		}
		if rev < *next {
			continue
		}
		if rev > *next || len(note) == 0 || note[0] == 0 {
			return true, nil
		}
		if err := t.take(event.Decoder{In: note[1:], Words: words}); err != nil {
			return false, err
		}
		*next = rev + 1
	}
	return false, d.Err
}

func (t *touched) take(d event.Decoder) error {
	for range d.Count() {
		t.days[record.Date(d.Int())] = true
	}
	for range d.Count() {
		t.kinds[d.Word()] = true
	}
	for range d.Count() {
		s := Subject{Type: record.Type(d.Byte())}
		copy(s.ID[:], d.Raw(len(s.ID)))
		t.entities[s] = true
	}
	return d.End()
}

func (t *touched) changes() Changes {
	return Changes{
		Days: slices.Sorted(maps.Keys(t.days)), Kinds: slices.Sorted(maps.Keys(t.kinds)),
		Entities: slices.SortedFunc(maps.Keys(t.entities), func(x, y Subject) int {
			return compareEntityAt(entityAt{x.Type, x.ID}, entityAt{y.Type, y.ID})
		}),
	}
}

func revision(b *bbolt.Tx) uint64 {
	v := b.Bucket(bucketMeta).Get(metaRev)
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(v)
}
