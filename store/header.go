package store

import (
	"encoding/binary"
	"hash/fnv"
	"io"
	"os"

	"foresail/store/say"
)

// head is what the two meta pages of a bbolt file say: its layout is fixed by
// bbolt's file format version 2.
type head struct {
	pageSize uint32
	pages    uint64 // high water mark: the file has to be this long
	txid     uint64
}

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	metaLen     = 64 // magic, version, page size, flags, root, freelist, pages, txid, checksum
	pageHeader  = 16
)

// readHead reads the newer of the two valid meta pages.
func readHead(f io.ReaderAt) (head, bool) {
	var best head
	found := false
	first, ok := readMeta(f, 0)
	if ok {
		best, found = first, true
	}
	sizes := []uint32{first.pageSize}
	if !ok {
		sizes = []uint32{4096, 16384, 65536, 8192, 32768}
	}
	for _, size := range sizes {
		if m, ok := readMeta(f, int64(size)); ok && (!found || m.txid > best.txid) {
			best, found = m, true
		}
	}
	return best, found
}

func readMeta(f io.ReaderAt, at int64) (head, bool) {
	var b [metaLen]byte
	if _, err := f.ReadAt(b[:], at+pageHeader); err != nil {
		return head{}, false
	}
	le := binary.LittleEndian
	h := fnv.New64a()
	h.Write(b[:56])
	if le.Uint32(b[0:]) != boltMagic || le.Uint32(b[4:]) != boltVersion || le.Uint64(b[56:]) != h.Sum64() {
		return head{}, false
	}
	return head{pageSize: le.Uint32(b[8:]), pages: le.Uint64(b[40:]), txid: le.Uint64(b[48:])}, true
}

// look checks that an open file may be given to bbolt, which takes an empty
// file for a new one and faults on a truncated one.
func look(f *os.File, path string) error {
	info, err := f.Stat()
	if err != nil {
		return cannotOpen(err, path)
	}
	if !info.Mode().IsRegular() {
		return say.Because(ErrNotOurs, "store.not_ours", "file", path)
	}
	if info.Size() == 0 {
		return damaged(path, "empty")
	}
	h, ok := readHead(f)
	if !ok {
		if info.Size() < 2*4096 {
			return say.Because(ErrNotOurs, "store.not_ours", "file", path)
		}
		return lookCloser(f, path)
	}
	if need := int64(h.pages) * int64(h.pageSize); h.pages > 1<<40 || info.Size() < need {
		return say.Because(ErrDamaged, "store.truncated", "file", path, "size", info.Size(), "need", need)
	}
	return nil
}

// lookCloser tells a damaged data file from one that never was one.
func lookCloser(f io.ReaderAt, path string) error {
	var b [4]byte
	for _, at := range []int64{pageHeader, 4096 + pageHeader} {
		if _, err := f.ReadAt(b[:], at); err == nil && binary.LittleEndian.Uint32(b[:]) == boltMagic {
			return damaged(path, "header")
		}
	}
	return say.Because(ErrNotOurs, "store.not_ours", "file", path)
}

// openFile opens a file that nobody else uses, for reading.
func openFile(path string) (*lease, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotOpen(err, path)
	}
	l := &lease{file: f}
	return l, l.open(path, Options{}, false, 0)
}

// Revision says up to which change a snapshot knows the file.
type Revision struct {
	Seq  uint64 // transactions that changed the state
	txid uint64
	info os.FileInfo // which file it was
}

// Changed reports whether anything was committed since a revision. It reads
// two pages, takes no lock, and costs microseconds.
func (s *Store) Changed(since Revision) (bool, error) {
	if err := s.permit(readSome, "reading"); err != nil {
		return false, err
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return false, cannotOpen(err, s.path)
	}
	if since.info == nil || !os.SameFile(info, since.info) {
		return true, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.look(info); err != nil {
		return false, err
	}
	h, ok := readHead(s.watch)
	if !locksHeld {
		s.watch.Close()
		s.watch = nil
	}
	// A header that cannot be read is being written this moment, or damaged:
	// the next read will tell.
	return !ok || h.txid != since.txid, nil
}

// look keeps the file open for Changed, without a lock on it. Where an open
// file cannot be replaced it is closed after each look.
func (s *Store) look(info os.FileInfo) error {
	if s.watch != nil && os.SameFile(info, s.watched) {
		return nil
	}
	if s.watch != nil {
		s.watch.Close()
		s.watch = nil
	}
	f, err := os.Open(s.path)
	if err != nil {
		return cannotOpen(err, s.path)
	}
	if s.watched, err = f.Stat(); err != nil {
		f.Close()
		return cannotOpen(err, s.path)
	}
	s.watch = f
	return nil
}
