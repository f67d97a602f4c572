package store

import (
	"encoding/binary"
	"maps"
	"slices"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

const (
	journalKept  = 1000 // transactions that the journal remembers
	journalItems = 4096 // things touched beyond which a transaction counts as touching everything
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

// writeJournal notes what the transaction touched, and forgets what is old.
func (t *tx) writeJournal(rev uint64) error {
	b := t.b.Bucket(bucketJournal)
	b.FillPercent = 0.9
	var c event.Encoder
	c.Words = t.words
	if len(t.days)+len(t.dirty) <= journalItems {
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
	} else {
		c.Byte(0)
	}
	if c.Err != nil {
		return c.Err
	}
	if err := b.Put(key64(rev), c.Out); err != nil {
		return err
	}
	if rev > journalKept {
		return b.Delete(key64(rev - journalKept))
	}
	return nil
}

// readJournal says what changed after a revision, up to the newest.
func readJournal(b *bbolt.Tx, since, now uint64, words *words) (Changes, error) {
	if since > now || now-since >= journalKept {
		return Changes{All: true}, nil
	}
	days, kinds, entities := map[record.Date]bool{}, map[string]bool{}, map[Subject]bool{}
	journal := b.Bucket(bucketJournal)
	for rev := since + 1; rev <= now; rev++ {
		v := journal.Get(key64(rev))
		if len(v) == 0 || v[0] == 0 {
			return Changes{All: true}, nil
		}
		d := event.Decoder{In: v[1:], Words: words}
		for range d.Count() {
			days[record.Date(d.Int())] = true
		}
		for range d.Count() {
			kinds[d.Word()] = true
		}
		for range d.Count() {
			s := Subject{Type: record.Type(d.Byte())}
			copy(s.ID[:], d.Raw(len(s.ID)))
			entities[s] = true
		}
		if err := d.End(); err != nil {
			return Changes{}, err
		}
	}
	return Changes{
		Days: slices.Sorted(maps.Keys(days)), Kinds: slices.Sorted(maps.Keys(kinds)),
		Entities: slices.SortedFunc(maps.Keys(entities), func(x, y Subject) int {
			return compareEntityAt(entityAt{x.Type, x.ID}, entityAt{y.Type, y.ID})
		}),
	}, nil
}

func revision(b *bbolt.Tx) uint64 {
	v := b.Bucket(bucketMeta).Get(metaRev)
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(v)
}
