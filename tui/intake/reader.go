package intake

import (
	"io"
	"os"
	"time"
	"unicode/utf8"
)

// MostPasted is how many bytes of one paste pass, with what marks its ends.
const MostPasted = 1 << 20

const (
	mostParams = 16
	mostDigits = 9
	mostBytes  = 4 << 10 // of a sequence
	unfinished = 200 * time.Millisecond
	stalled    = 30 * time.Second
	// mostAtOnce is how many bytes pass before the program gets a breath, which
	// is longer than it waits for the end of what it does not understand.
	mostAtOnce = 128 << 10
	breath     = 60 * time.Millisecond
	// margin is how many bytes more than were read may come out.
	margin = 16
)

// Reader reads what a terminal sends. Only one goroutine at a time may read.
type Reader struct {
	in   io.Reader
	now  func() time.Time
	cut  func()
	last time.Time // of the last read that left something unfinished
	flow int       // bytes that passed since the last breath

	raw  []byte // memory for a read
	out  []byte // what passes of it
	left []byte // of out, what did not fit into a read
	err  error  // that comes after left

	char []byte // the beginning of a character of several bytes
	sequence
	pasted   int  // bytes since the beginning of a paste; 0 outside of one
	draining bool // the rest of a paste is swallowed
}

// New makes a reader of a terminal. now is the clock, without which no pause is
// noticed; cut is called, from the goroutine that reads, when the rest of a
// paste is left out.
func New(in io.Reader, now func() time.Time, cut func()) *Reader {
	return &Reader{in: in, now: now, cut: cut, char: make([]byte, 0, utf8.UTFMax)}
}

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	for {
		if n, err := r.once(p); n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// once reads once, of which nothing may be left.
func (r *Reader) once(p []byte) (int, error) {
	if len(r.left) == 0 && r.err == nil {
		r.fill(len(p))
	}
	n := copy(p, r.left)
	if r.left = r.left[n:]; len(r.left) > 0 || r.err == nil {
		return n, nil
	}
	err := r.err
	r.err = nil
	return n, err
}

// fill reads about as much as there is room for.
func (r *Reader) fill(room int) {
	if want := max(room-margin, 1); len(r.raw) < want {
		r.raw = make([]byte, want)
	}
	if r.flow > mostAtOnce {
		time.Sleep(breath)
		r.flow = 0
	}
	n, err := r.in.Read(r.raw[:max(room-margin, 1)])
	r.out, r.start = r.out[:0], -1
	r.pause()
	for _, c := range r.raw[:n] {
		r.take(c)
	}
	r.flow += len(r.out)
	if r.waits() {
		r.last = r.now()
	}
	r.left, r.err = r.out, err
}

// waits reports whether a pause would end something.
func (r *Reader) waits() bool { return r.now != nil && (r.state == text || r.draining) }

// pause ends what is unfinished when nothing came for a time.
func (r *Reader) pause() {
	if !r.waits() {
		return
	}
	long := r.now().Sub(r.last)
	if long >= stalled {
		r.draining = false
	}
	if r.state == text && (long >= stalled || long >= unfinished && !r.skipping) {
		r.closeText()
		r.sequence = sequence{}
	}
}

// take brings characters together. Bytes that belong to none are dropped, and
// so is the beginning of one that does not go on.
func (r *Reader) take(c byte) {
	if c < utf8.RuneSelf {
		r.char = r.char[:0]
		r.unit(c, nil)
		return
	}
	if utf8.RuneStart(c) {
		r.char = r.char[:0]
	}
	r.char = append(r.char, c)
	switch {
	case !utf8.FullRune(r.char):
	case utf8.Valid(r.char):
		r.unit(0, r.char)
		r.char = r.char[:0]
	default:
		r.char = r.char[:0]
	}
}

// unit takes one character: an ASCII one, or the bytes of another.
func (r *Reader) unit(c byte, char []byte) {
	if char == nil {
		r.ascii(c)
	} else {
		r.letter(char)
	}
	if r.pasted > 0 {
		if r.pasted += max(1, len(char)); r.pasted > MostPasted {
			r.endPaste()
		}
	}
}

// endPaste ends a paste that is too long.
func (r *Reader) endPaste() {
	r.pass([]byte(pasteEnd)...)
	r.pasted, r.draining = 0, true
	r.cut()
}

// pass lets bytes through, unless the rest of a paste is swallowed.
func (r *Reader) pass(b ...byte) {
	if !r.draining {
		r.out = append(r.out, b...)
	}
}

// File reads a terminal of this machine. To whoever reads it, it is the file
// that it stands before: with its number, which its modes are set by and which
// is waited for.
type File struct {
	*os.File
	reader *Reader
}

// NewFile makes a reader of a terminal of this machine, as New does.
func NewFile(f *os.File, now func() time.Time, cut func()) *File {
	return &File{f, New(f, now, cut)}
}

// Read implements io.Reader. It reads the file once, since whoever waited for
// the file to be ready waited for one read, and gives no bytes and no error
// where nothing of that passes.
func (f *File) Read(p []byte) (int, error) { return f.reader.once(p) }
