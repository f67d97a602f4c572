package store

import (
	"bytes"
	"encoding/binary"
	"slices"

	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// The index from activity ids to events: sorted runs of fixed 16-byte
// entries. A new id goes into the newest run while that is small; full runs
// are merged with their neighbours of the same size, as in a binary counter,
// up to a limit. Random ids cost no random writes, and few runs are searched.
const (
	runEntry = 16    // 8 bytes of the id, 2 of the node's number, 6 of the sequence number
	runSmall = 256   // entries up to which the newest run takes single ids
	runLarge = 65536 // entries beyond which runs are not merged
)

type idIndex struct {
	bucket  *bbolt.Bucket
	fresh   []byte // entries of this transaction, unsorted
	pending map[[8]byte][]position
	runs    [][]byte
}

// position is where an event is: the number of its node and its sequence
// number there.
type position struct {
	node uint16
	seq  uint64
}

func openIDs(b *bbolt.Tx) *idIndex {
	x := &idIndex{bucket: b.Bucket(bucketIDs), pending: make(map[[8]byte][]position)}
	x.bucket.FillPercent = 0.95
	c := x.bucket.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		x.runs = append(x.runs, v)
	}
	return x
}

// add enters an id.
func (x *idIndex) add(id record.ID, at position) {
	k := [8]byte(id[:8])
	x.pending[k] = append(x.pending[k], at)
	x.fresh = append(x.fresh, id[:8]...)
	x.fresh = binary.BigEndian.AppendUint16(x.fresh, at.node)
	x.fresh = append(x.fresh, key64(at.seq)[2:]...)
}

// find calls yield with every position entered for an id whose first eight
// bytes are those of id.
func (x *idIndex) find(id record.ID, yield func(position) error) error {
	k := id[:8]
	for _, at := range x.pending[[8]byte(k)] {
		if err := yield(at); err != nil {
			return err
		}
	}
	for _, run := range x.runs {
		n := len(run) / runEntry
		if n == 0 || bytes.Compare(k, run[:8]) < 0 || bytes.Compare(k, run[(n-1)*runEntry:][:8]) > 0 {
			continue
		}
		for i := searchRun(run, k); i < n && bytes.Equal(run[i*runEntry:][:8], k); i++ {
			if err := yield(entryAt(run, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func searchRun(run, k []byte) int {
	want := binary.BigEndian.Uint64(k)
	low, high := 0, len(run)/runEntry
	for low < high {
		mid := int(uint(low+high) >> 1)
		if binary.BigEndian.Uint64(run[mid*runEntry:]) < want {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func entryAt(run []byte, i int) position {
	e := run[i*runEntry:][:runEntry]
	return position{node: binary.BigEndian.Uint16(e[8:]), seq: binary.BigEndian.Uint64(e[8:]) & (1<<48 - 1)}
}

// flush writes the entries of this transaction.
func (x *idIndex) flush() error {
	if len(x.fresh) == 0 {
		return nil
	}
	run := sortRun(x.fresh)
	at := uint32(0)
	if k, v := x.bucket.Cursor().Last(); k != nil {
		at = binary.BigEndian.Uint32(k)
		if len(v)+len(run) <= runSmall*runEntry {
			return x.bucket.Put(key32(at), mergeRuns(v, run))
		}
		at++
	}
	// Merge with the runs before while they are no larger than what there is.
	for at > 0 {
		before := x.bucket.Get(key32(at - 1))
		if len(before) > len(run) || len(before)+len(run) > runLarge*runEntry {
			break
		}
		run = mergeRuns(before, run)
		if err := x.bucket.Delete(key32(at)); err != nil {
			return err
		}
		at--
	}
	return x.bucket.Put(key32(at), run)
}

func sortRun(entries []byte) []byte {
	n := len(entries) / runEntry
	all := make([][runEntry]byte, n)
	for i := range all {
		all[i] = [runEntry]byte(entries[i*runEntry:])
	}
	slices.SortFunc(all, func(a, b [runEntry]byte) int { return bytes.Compare(a[:], b[:]) })
	out := make([]byte, 0, len(entries))
	for i := range all {
		out = append(out, all[i][:]...)
	}
	return out
}

func mergeRuns(a, b []byte) []byte {
	out := make([]byte, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if bytes.Compare(a[:runEntry], b[:runEntry]) <= 0 {
			out, a = append(out, a[:runEntry]...), a[runEntry:]
		} else {
			out, b = append(out, b[:runEntry]...), b[runEntry:]
		}
	}
	return append(append(out, a...), b...)
}
