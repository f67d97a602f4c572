package store

import (
	"encoding/binary"

	"foresail/store/record"
)

// FormatVersion is the version of the file format that this build writes.
const FormatVersion = 2

// The buckets of the file; doc.go draws the tree, and a test compares the two.
var (
	bucketMeta     = []byte("meta")
	bucketNodes    = []byte("nodes")
	bucketLog      = []byte("log")
	bucketDict     = []byte("dict")
	bucketWords    = []byte("words")
	bucketIDs      = []byte("ids")
	bucketEntities = []byte("entities")
	bucketCells    = []byte("cells")
	bucketRows     = []byte("rows")
	bucketJournal  = []byte("journal")
)

// buckets are all of them, in the order in which they are made.
var buckets = [][]byte{
	bucketMeta, bucketNodes, bucketLog, bucketDict, bucketWords,
	bucketIDs, bucketEntities, bucketCells, bucketRows, bucketJournal,
}

// The keys of bucket meta.
var (
	metaFormat  = []byte("format")  // u32
	metaFile    = []byte("file")    // 16 bytes: the identity of the file
	metaNode    = []byte("node")    // u64: the node whose events this file records
	metaClock   = []byte("clock")   // wall i64, count u16: the latest stamp given or seen
	metaRev     = []byte("rev")     // u64: number of transactions that changed the state
	metaWords   = []byte("words")   // u32: the next number of the dictionary
	metaIDs     = []byte("ids")     // the newest entries of the id index
	metaJournal = []byte("journal") // the newest notes of the journal: revision of the first, then each with its length
	metaZone    = []byte("zone")    // IANA name
	metaRecalls = []byte("recalls") // runs of events that are taken back with their import
)

func key16(n uint16) []byte { return binary.BigEndian.AppendUint16(nil, n) }
func key32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
func key64(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// dateKey orders dates, also those before 1970.
func dateKey(d record.Date) []byte { return key32(uint32(d) ^ 1<<31) }

func keyDate(k []byte) record.Date { return record.Date(binary.BigEndian.Uint32(k) ^ 1<<31) }

func entityKey(t record.Type, id record.ID) []byte {
	return append(append(make([]byte, 0, 17), byte(t)), id[:]...)
}
