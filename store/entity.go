package store

import (
	"bytes"
	"cmp"

	"foresail/store/event"
	"foresail/store/record"
)

func compareEntityAt(a, b entityAt) int {
	return cmp.Or(cmp.Compare(a.t, b.t), bytes.Compare(a.id[:], b.id[:]))
}

// Which parts an encoded change has; what it lacks is that of the change
// before.
const (
	changeAt    = 1 << iota // a time of its own
	changeStamp             // a stamp and event of its own
	changeBy                // somebody recorded it
)

// encodeEntity writes an entity's assertions and marks. Assertions of one
// event share its stamp, so they are written once.
func encodeEntity(e *record.Entity, words *words, nodes *nodes) ([]byte, error) {
	c := event.Encoder{Words: words}
	c.Uint(uint64(len(e.Changes)))
	var before record.Change
	for _, x := range e.Changes {
		has := byte(0)
		if x.At != before.At {
			has |= changeAt
		}
		if x.Stamp != before.Stamp || x.Ref != before.Ref || x.By != before.By {
			has |= changeStamp
		}
		if !x.By.IsZero() {
			has |= changeBy
		}
		c.Byte(has)
		if has&changeAt != 0 {
			c.Int(x.At.Unix - before.At.Unix)
			c.Int(int64(x.At.Off))
		}
		if has&changeStamp != 0 {
			if err := encodeStamp(&c, x, before, has, nodes); err != nil {
				return nil, err
			}
		}
		c.Assign(x.Field, x.Value)
		before = x
	}
	c.Uint(uint64(len(e.Marks)))
	for _, m := range e.Marks {
		if err := encodeMark(&c, m, nodes); err != nil {
			return nil, err
		}
	}
	return sealed(c.Out), c.Err
}

func encodeStamp(c *event.Encoder, x, before record.Change, has byte, nodes *nodes) error {
	n, err := nodes.number(x.Ref.Node)
	if err != nil {
		return err
	}
	c.Uint(uint64(n))
	c.Int(x.Stamp.Wall - before.Stamp.Wall)
	c.Uint(uint64(x.Stamp.Count))
	c.Int(int64(x.Ref.Seq - before.Ref.Seq))
	if has&changeBy != 0 {
		c.ID(x.By)
	}
	return nil
}

// What an encoded mark ends with; the first bit says that it takes back.
const (
	markVoid = 1 << iota
	markSeq  // the number of the event that says so follows: not in files of format 1
)

func encodeMark(c *event.Encoder, m record.Mark, nodes *nodes) error {
	target, err := nodes.number(m.Ref.Node)
	if err != nil {
		return err
	}
	by, err := nodes.number(m.Stamp.Node)
	if err != nil {
		return err
	}
	c.Uint(uint64(target))
	c.Uint(m.Ref.Seq)
	c.Uint(uint64(by))
	c.Int(m.Stamp.Wall)
	c.Uint(uint64(m.Stamp.Count))
	flags := byte(record.BoolValue(m.Void).Num)
	if m.Seq != 0 {
		flags |= markSeq
	}
	c.Byte(flags)
	if m.Seq != 0 {
		c.Uint(m.Seq)
	}
	return nil
}

func decodeEntity(t record.Type, id record.ID, v []byte, words event.Words, nodes nodeNumbers) (*record.Entity, error) {
	var s slab
	return s.decode(t, id, v, words, nodes)
}

// slab gives room for the assertions of many entities at once, which costs
// less than room for each.
type slab struct{ room []record.Change }

// slabSize is the number of assertions for which a slab makes room.
const slabSize = 512

func (s *slab) take(n int) []record.Change {
	if n > slabSize/4 {
		return make([]record.Change, 0, n)
	}
	if n > len(s.room) {
		s.room = make([]record.Change, slabSize)
	}
	out := s.room[:0:n]
	s.room = s.room[n:]
	return out
}

func (s *slab) decode(t record.Type, id record.ID, v []byte, words event.Words, nodes nodeNumbers) (*record.Entity, error) {
	v, err := unsealed(v)
	if err != nil {
		return nil, err
	}
	d := event.Decoder{In: v, Words: words}
	e := &record.Entity{Type: t, ID: id}
	n := d.Count()
	switch {
	case n == 0:
	case s.room == nil: // one entity alone
		e.Changes = make([]record.Change, 0, n)
	default:
		e.Changes = s.take(n)
	}
	var x record.Change
	for range n {
		has := d.Byte()
		if has&changeAt != 0 {
			x.At = record.Time{Unix: x.At.Unix + d.Int(), Off: int16(d.Int())}
		}
		if has&changeStamp != 0 {
			node := nodes.node(uint16(d.Uint()))
			x.Stamp = record.Stamp{Node: node, Wall: x.Stamp.Wall + d.Int(), Count: uint16(d.Uint())}
			x.Ref = record.Ref{Node: node, Seq: x.Ref.Seq + uint64(d.Int())}
			x.By = record.ID{}
			if has&changeBy != 0 {
				x.By = d.ID()
			}
		}
		x.Field, x.Value = d.Assign()
		if d.Err != nil {
			return nil, d.Err
		}
		e.Changes = append(e.Changes, x)
	}
	if e.Marks = decodeMarks(&d, nodes); d.Err != nil {
		return nil, d.Err
	}
	nodes.attach(e)
	return e, d.End()
}

// decodeMarks reads marks up to the first that is damaged.
func decodeMarks(d *event.Decoder, nodes nodeNumbers) []record.Mark {
	var out []record.Mark
	for range d.Count() {
		m := record.Mark{Ref: record.Ref{Node: nodes.node(uint16(d.Uint())), Seq: d.Uint()}}
		m.Stamp = record.Stamp{Node: nodes.node(uint16(d.Uint())), Wall: d.Int(), Count: uint16(d.Uint())}
		flags := d.Byte()
		if m.Void = flags&markVoid != 0; flags&markSeq != 0 {
			m.Seq = d.Uint()
		}
		if d.Err != nil {
			return nil
		}
		out = append(out, m)
	}
	return out
}
