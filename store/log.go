package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// A block of the log holds consecutive events of one node: a byte with their
// number, the frame from which they count stamps and times, then for each its length,
// its checksum and its bytes. Its key is the sequence number of the first.
const (
	blockEvents = 255 // at most, per block
	blockBytes  = 980 // at most, unless one event is longer: four blocks fill a page
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errBlock is returned for bytes that are not a block, or whose checksum is
// wrong.
var errBlock = errors.New("a damaged block of the log")

// errSeal is returned for a value whose checksum is wrong.
var errSeal = errors.New("a damaged value")

// errNodes is returned for a node too many.
var errNodes = errors.New("events of more nodes than a file can hold")

// checksum covers the event and its place, so that neither can be changed or
// moved unseen.
func checksum(ref record.Ref, b []byte) uint32 {
	var at [16]byte
	binary.BigEndian.PutUint64(at[:], uint64(ref.Node))
	binary.BigEndian.PutUint64(at[8:], ref.Seq)
	return crc32.Update(crc32.Checksum(at[:], castagnoli), castagnoli, b)
}

// logWriter appends events of one node within a transaction.
type logWriter struct {
	bucket  *bbolt.Bucket
	node    record.Node
	first   uint64 // key of the open block
	block   []byte
	frame   event.Frame
	last    uint64 // sequence number of the last event
	dirty   bool
	scratch []byte
}

func openLog(b *bbolt.Tx, node record.Node) (*logWriter, error) {
	bucket, err := b.Bucket(bucketLog).CreateBucketIfNotExists(key64(uint64(node)))
	if err != nil {
		return nil, err
	}
	bucket.FillPercent = 1
	w := &logWriter{bucket: bucket, node: node}
	k, v := bucket.Cursor().Last()
	if k == nil {
		return w, nil
	}
	w.first, w.block = binary.BigEndian.Uint64(k), bytes.Clone(v)
	if len(v) == 0 {
		return nil, errBlock
	}
	w.last = w.first + uint64(v[0]) - 1
	if w.frame, _, err = blockHead(v); err != nil {
		return nil, err
	}
	return w, nil
}

func blockHead(v []byte) (event.Frame, []byte, error) {
	if len(v) == 0 {
		return event.Frame{}, nil, errBlock
	}
	d := event.Decoder{In: v[1:]}
	f := event.Frame{Wall: d.Int(), Count: uint16(d.Uint()), At: d.Int(), Off: int16(d.Int())}
	if d.Err != nil {
		return event.Frame{}, nil, errBlock
	}
	return f, d.In, nil
}

// add appends an event, whose Ref is that of the next sequence number.
func (w *logWriter) add(e event.Event, words *words) error {
	if w.block == nil {
		w.open(e)
	}
	b, err := event.Encode(w.scratch[:0], e, w.frame, words)
	if err == nil && w.block[0] > 0 && (w.block[0] == blockEvents || len(w.block)+len(b)+6 > blockBytes) {
		if err := w.flush(); err != nil {
			return err
		}
		w.open(e)
		b, err = event.Encode(w.scratch[:0], e, w.frame, words)
	}
	if err != nil {
		return err
	}
	w.scratch = b
	w.block = binary.AppendUvarint(w.block, uint64(len(b)))
	w.block = binary.BigEndian.AppendUint32(w.block, checksum(e.Ref, b))
	w.block = append(w.block, b...)
	w.block[0]++
	w.last, w.dirty = e.Ref.Seq, true
	return nil
}

// open begins a block whose times count from those of its first event.
func (w *logWriter) open(e event.Event) {
	w.frame = event.Frame{Wall: e.Stamp.Wall, Count: e.Stamp.Count}
	switch b := e.Body.(type) {
	case event.Activity:
		w.frame.At, w.frame.Off = b.At.Unix, b.At.Off
	case event.Set:
		w.frame.At, w.frame.Off = b.At.Unix, b.At.Off
	}
	c := event.Encoder{Out: []byte{0}}
	c.Int(w.frame.Wall)
	c.Uint(uint64(w.frame.Count))
	c.Int(w.frame.At)
	c.Int(int64(w.frame.Off))
	w.first, w.block = e.Ref.Seq, c.Out
}

func (w *logWriter) flush() error {
	if !w.dirty {
		return nil
	}
	w.dirty = false
	return w.bucket.Put(key64(w.first), w.block)
}

// eachRaw calls yield for each event of a block, undecoded, until it returns
// false or fails.
func eachRaw(node record.Node, k, v []byte, yield func(record.Ref, event.Frame, uint32, []byte) (bool, error)) error {
	frame, rest, err := blockHead(v)
	if err != nil || len(k) != 8 {
		return fmt.Errorf("block %x: %w", k, errBlock)
	}
	first := binary.BigEndian.Uint64(k)
	for i := range uint64(v[0]) {
		n, used := binary.Uvarint(rest)
		if used <= 0 || n > uint64(len(rest)) || uint64(len(rest)-used) < n+4 {
			return fmt.Errorf("event %d: %w", first+i, errBlock)
		}
		sum, b := binary.BigEndian.Uint32(rest[used:]), rest[used+4:][:n]
		rest = rest[used+4+int(n):]
		if more, err := yield(record.Ref{Node: node, Seq: first + i}, frame, sum, b); err != nil || !more {
			return err
		}
	}
	if len(rest) != 0 {
		return fmt.Errorf("block %d: %w", first, errBlock)
	}
	return nil
}

// decode verifies an event's checksum and decodes it.
func decode(ref record.Ref, frame event.Frame, sum uint32, b []byte, words event.Words) (event.Event, error) {
	if checksum(ref, b) != sum {
		return event.Event{}, fmt.Errorf("event %d: %w", ref.Seq, errBlock)
	}
	e, err := event.Decode(b, ref, frame, words)
	if err != nil {
		return event.Event{}, fmt.Errorf("event %d: %w", ref.Seq, err)
	}
	return e, nil
}

// readBlock calls yield for each event of a block until it returns false.
// Every checksum is verified.
func readBlock(node record.Node, k, v []byte, words event.Words, yield func(event.Event) bool) error {
	return eachRaw(node, k, v, func(ref record.Ref, frame event.Frame, sum uint32, b []byte) (bool, error) {
		e, err := decode(ref, frame, sum, b, words)
		return err == nil && yield(e), err
	})
}

// findBlock gives the block that holds an event, nil for none.
func findBlock(b *bbolt.Tx, ref record.Ref) (k, v []byte) {
	log := b.Bucket(bucketLog).Bucket(key64(uint64(ref.Node)))
	if log == nil || ref.Seq == 0 {
		return nil, nil
	}
	c := log.Cursor()
	k, v = seekBefore(c, key64(ref.Seq+1))
	if k == nil || len(v) == 0 || binary.BigEndian.Uint64(k) > ref.Seq || binary.BigEndian.Uint64(k)+uint64(v[0]) <= ref.Seq {
		return nil, nil
	}
	return k, v
}

// readEvent reads one event; false for one that is not there.
func readEvent(b *bbolt.Tx, ref record.Ref, words event.Words) (event.Event, bool, error) {
	k, v := findBlock(b, ref)
	if k == nil {
		return event.Event{}, false, nil
	}
	var found event.Event
	err := eachRaw(ref.Node, k, v, func(at record.Ref, frame event.Frame, sum uint32, b []byte) (bool, error) {
		if at != ref {
			return true, nil
		}
		var err error
		found, err = decode(ref, frame, sum, b, words)
		return false, err
	})
	return found, err == nil && found.Ref == ref, err
}

// sealLen is the length of the checksum of a value.
const sealLen = 4

// sealed appends a checksum to a value.
func sealed(v []byte) []byte {
	return binary.BigEndian.AppendUint32(v, crc32.Checksum(v, castagnoli))
}

// unsealed verifies and takes off the checksum of a value.
func unsealed(v []byte) ([]byte, error) {
	n := len(v) - sealLen
	if n < 0 || binary.BigEndian.Uint32(v[n:]) != crc32.Checksum(v[:n], castagnoli) {
		return nil, errSeal
	}
	return v[:n], nil
}
