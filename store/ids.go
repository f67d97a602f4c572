package store

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"

	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// The index from activity ids to events. Entries of 12 bytes lie in sorted
// runs. New ones go to a short list beside the other things that every
// transaction writes; when that is full, or many come at once, they become a
// run. Four runs of a size are merged into one of the next, so that there are
// few to search, and random ids cost no random writes.
//
// An entry is no more than a hint: what it points to is read and its whole id
// compared.
const (
	idKey      = 6  // bytes of an entry that stand for the id
	idEntry    = 12 // and 2 of the node's number with 4 of its bits in use by the sequence number
	idShort    = 96 // entries that the short list holds
	idChunk    = 80 // entries that one value of a run holds
	runFan     = 4  // runs of a size that are merged
	runLongest = 1 << 20
)

// idKeyOf gives the key of an id: its first four bytes, which for ids made
// here are their time, so that most runs are passed over at a glance, and two
// that depend on all of it.
func idKeyOf(id record.ID) (k [idKey]byte) {
	copy(k[:4], id[:4])
	binary.BigEndian.PutUint16(k[4:], uint16(crc32.Checksum(id[:], castagnoli)))
	return k
}

// position is where an event is: the number of its node and its sequence
// number there.
type position struct {
	node uint16
	seq  uint64
}

// Positions take six bytes: 12 bits of the node's number, 36 of the sequence
// number.
const (
	maxNodes = 1 << 12
	seqBits  = 36
)

func appendEntry(dst []byte, k [idKey]byte, at position) []byte {
	dst = append(dst, k[:]...)
	return append(dst, key64(uint64(at.node)<<seqBits | at.seq)[2:]...)
}

func entryAt(run []byte, i int) position {
	var b [8]byte
	copy(b[2:], run[i*idEntry+idKey:][:6])
	n := binary.BigEndian.Uint64(b[:])
	return position{node: uint16(n >> seqBits), seq: n & (1<<seqBits - 1)}
}

// run describes a run in the directory.
type run struct {
	number      uint32
	count       uint32
	first, last [idKey]byte
}

const runEntry = 8 + 2*idKey

// runDirectory is the key of the directory in bucket ids; the others are
// numbers of runs.
var runDirectory = []byte("runs")

type idIndex struct {
	bucket  *bbolt.Bucket
	meta    *bbolt.Bucket
	fresh   []byte // entries of this transaction, in the order of their coming
	pending map[[idKey]byte]position
	more    map[[idKey]byte][]position // further ones of the same key
	runs    []run
	open    map[uint32]*bbolt.Cursor
	filter  *idFilter // if there is one, ids that it does not know are not looked for
}

func openIDs(b *bbolt.Tx) *idIndex {
	x := &idIndex{
		bucket: b.Bucket(bucketIDs), meta: b.Bucket(bucketMeta),
		pending: make(map[[idKey]byte]position), open: make(map[uint32]*bbolt.Cursor),
	}
	dir := x.bucket.Get(runDirectory)
	for ; len(dir) >= runEntry; dir = dir[runEntry:] {
		r := run{number: binary.BigEndian.Uint32(dir), count: binary.BigEndian.Uint32(dir[4:])}
		copy(r.first[:], dir[8:])
		copy(r.last[:], dir[8+idKey:])
		x.runs = append(x.runs, r)
	}
	return x
}

// add enters an id.
func (x *idIndex) add(id record.ID, at position) {
	k := idKeyOf(id)
	if _, taken := x.pending[k]; taken {
		if x.more == nil {
			x.more = make(map[[idKey]byte][]position)
		}
		x.more[k] = append(x.more[k], at)
	} else {
		x.pending[k] = at
	}
	x.fresh = appendEntry(x.fresh, k, at)
	if x.filter != nil {
		x.filter.add(k)
	}
}

// find calls yield with every position at which the id may be.
func (x *idIndex) find(id record.ID, yield func(position) error) error {
	k := idKeyOf(id)
	if at, ok := x.pending[k]; ok {
		if err := yield(at); err != nil {
			return err
		}
		for _, at := range x.more[k] {
			if err := yield(at); err != nil {
				return err
			}
		}
	}
	if x.filter != nil && !x.filter.has(k) {
		return nil
	}
	if _, err := eachEqual(x.meta.Get(metaIDs), k, yield); err != nil {
		return err
	}
	for _, r := range x.runs {
		if bytes.Compare(k[:], r.first[:]) < 0 || bytes.Compare(k[:], r.last[:]) > 0 {
			continue
		}
		if err := x.findIn(r, k, yield); err != nil {
			return err
		}
	}
	return nil
}

// findIn looks through the chunks of a run that may hold a key.
func (x *idIndex) findIn(r run, k [idKey]byte, yield func(position) error) error {
	c := x.open[r.number]
	if c == nil {
		b := x.bucket.Bucket(key32(r.number))
		if b == nil {
			return errBlock
		}
		c = b.Cursor()
		x.open[r.number] = c
	}
	at, v := seekBefore(c, k[:]) // the chunk before begins lower and may reach up to it
	for ; at != nil && bytes.Compare(at[:idKey], k[:]) <= 0; at, v = c.Next() {
		beyond, err := eachEqual(v, k, yield)
		if err != nil || beyond {
			return err
		}
	}
	return nil
}

// seekBefore gives the last key that is less than k, or the first of all.
func seekBefore(c *bbolt.Cursor, k []byte) (at, v []byte) {
	if at, _ = c.Seek(k); at == nil {
		return c.Last()
	}
	if at, v = c.Prev(); at == nil {
		return c.First()
	}
	return at, v
}

// eachEqual calls yield for the entries of a key, and reports whether greater
// ones follow.
func eachEqual(entries []byte, k [idKey]byte, yield func(position) error) (beyond bool, err error) {
	n := len(entries) / idEntry
	low, high := 0, n
	for low < high {
		mid := int(uint(low+high) >> 1)
		if bytes.Compare(entries[mid*idEntry:][:idKey], k[:]) < 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	for ; low < n && bytes.Equal(entries[low*idEntry:][:idKey], k[:]); low++ {
		if err := yield(entryAt(entries, low)); err != nil {
			return false, err
		}
	}
	return low < n, nil
}

// flush writes the entries of this transaction.
func (x *idIndex) flush() error {
	if len(x.fresh) == 0 {
		return nil
	}
	all := mergeEntries(x.meta.Get(metaIDs), sortEntries(x.fresh))
	if len(all) <= idShort*idEntry {
		return x.meta.Put(metaIDs, all)
	}
	if err := x.meta.Put(metaIDs, nil); err != nil {
		return err
	}
	if err := x.newRun(all); err != nil {
		return err
	}
	return x.saveRuns()
}

// newRun writes sorted entries as a run, together with runs of its size once
// there are enough of them.
func (x *idIndex) newRun(entries []byte) error {
	for {
		size := runSize(uint32(len(entries) / idEntry))
		var same []run
		total := uint32(len(entries) / idEntry)
		for _, r := range x.runs {
			if runSize(r.count) == size {
				same = append(same, r)
				total += r.count
			}
		}
		if len(same) < runFan-1 || total > runLongest {
			return x.writeRun(entries)
		}
		for _, r := range same {
			older, err := x.takeRun(r)
			if err != nil {
				return err
			}
			entries = mergeEntries(older, entries)
		}
	}
}

// runSize gives the class of a run's length: each is runFan times the one
// before.
func runSize(n uint32) int {
	c := 0
	for n > idShort*2 {
		n /= runFan
		c++
	}
	return c
}

func (x *idIndex) writeRun(entries []byte) error {
	number := uint32(0)
	for _, r := range x.runs {
		number = max(number, r.number+1)
	}
	b, err := x.bucket.CreateBucket(key32(number))
	if err != nil {
		return err
	}
	b.FillPercent = 1
	r := run{number: number, count: uint32(len(entries) / idEntry)}
	copy(r.first[:], entries)
	copy(r.last[:], entries[len(entries)-idEntry:])
	for chunk := range slices.Chunk(entries, idChunk*idEntry) {
		if err := b.Put(chunk[:idEntry], chunk); err != nil {
			return err
		}
	}
	x.runs = append(x.runs, r)
	return nil
}

// takeRun reads a run and removes it.
func (x *idIndex) takeRun(r run) ([]byte, error) {
	b := x.bucket.Bucket(key32(r.number))
	if b == nil {
		return nil, errBlock
	}
	out := make([]byte, 0, int(r.count)*idEntry)
	if err := b.ForEach(func(_, v []byte) error { out = append(out, v...); return nil }); err != nil {
		return nil, err
	}
	x.runs = slices.DeleteFunc(x.runs, func(o run) bool { return o.number == r.number })
	delete(x.open, r.number)
	return out, x.bucket.DeleteBucket(key32(r.number))
}

func (x *idIndex) saveRuns() error {
	var dir []byte
	for _, r := range x.runs {
		dir = binary.BigEndian.AppendUint32(dir, r.number)
		dir = binary.BigEndian.AppendUint32(dir, r.count)
		dir = append(append(dir, r.first[:]...), r.last[:]...)
	}
	return x.bucket.Put(runDirectory, dir)
}

func sortEntries(entries []byte) []byte {
	all := make([][idEntry]byte, len(entries)/idEntry)
	for i := range all {
		all[i] = [idEntry]byte(entries[i*idEntry:])
	}
	slices.SortFunc(all, func(a, b [idEntry]byte) int {
		x, y := binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(b[:8])
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return bytes.Compare(a[8:], b[8:])
	})
	out := make([]byte, 0, len(entries))
	for i := range all {
		out = append(out, all[i][:]...)
	}
	return out
}

func mergeEntries(a, b []byte) []byte {
	out := make([]byte, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if bytes.Compare(a[:idEntry], b[:idEntry]) <= 0 {
			out, a = append(out, a[:idEntry]...), a[idEntry:]
		} else {
			out, b = append(out, b[:idEntry]...), b[idEntry:]
		}
	}
	return append(append(out, a...), b...)
}

// eachEntry calls yield for every entry there is.
func (x *idIndex) eachEntry(yield func(k [idKey]byte, at position)) error {
	each := func(_, v []byte) error {
		for i := range len(v) / idEntry {
			yield([idKey]byte(v[i*idEntry:]), entryAt(v, i))
		}
		return nil
	}
	if err := each(nil, x.meta.Get(metaIDs)); err != nil {
		return err
	}
	for _, r := range x.runs {
		b := x.bucket.Bucket(key32(r.number))
		if b == nil {
			return errBlock
		}
		if err := b.ForEach(each); err != nil {
			return err
		}
	}
	return nil
}

// idFilter says of most ids that are not in the index that they are not: a
// Bloom filter whose bits for one id lie in one cache line.
//
// Source: Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom
// Filters", WEA 2007.
type idFilter struct {
	lines [][8]uint64
	room  int // ids it takes before it has to be made anew
}

const (
	filterBits = 16 // bits an id
	filterMin  = 1 << 16
)

// newFilter makes the filter of an index, with room for as many ids again.
func newFilter(x *idIndex) (*idFilter, error) {
	f := filterFor(2 * x.count())
	return f, x.eachEntry(func(k [idKey]byte, _ position) { f.add(k) })
}

// filterFor makes an empty filter with room for n ids.
func filterFor(n int) *idFilter {
	n += filterMin
	return &idFilter{lines: make([][8]uint64, n*filterBits/512+1), room: n}
}

// count is the number of entries in the runs.
func (x *idIndex) count() (n int) {
	for _, r := range x.runs {
		n += int(r.count)
	}
	return n
}

// repeated gives a filter of the ids that have several entries.
func (x *idIndex) repeated() (*idFilter, error) {
	n := x.count() + len(x.pending)
	once, twice := filterFor(n), filterFor(n)
	meet := func(k [idKey]byte, _ position) {
		if once.has(k) {
			twice.add(k)
		} else {
			once.add(k)
		}
	}
	for k, at := range x.pending {
		meet(k, at)
		if len(x.more[k]) > 0 {
			twice.add(k)
		}
	}
	return twice, x.eachEntry(meet)
}

func (f *idFilter) slot(k [idKey]byte) (line *[8]uint64, bits uint64) {
	var b [8]byte
	copy(b[:], k[:])
	h := binary.LittleEndian.Uint64(b[:]) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return &f.lines[(h>>32)*uint64(len(f.lines))>>32], h * 0x9e3779b97f4a7c15
}

func (f *idFilter) add(k [idKey]byte) {
	line, h := f.slot(k)
	for range 6 {
		line[h>>61] |= 1 << (h >> 55 & 63)
		h <<= 9
	}
	f.room--
}

func (f *idFilter) has(k [idKey]byte) bool {
	line, h := f.slot(k)
	for range 6 {
		if line[h>>61]&(1<<(h>>55&63)) == 0 {
			return false
		}
		h <<= 9
	}
	return true
}
