package sshd

import (
	"errors"
	"io"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxTyped bounds a line that is typed, and the lines that wait, in bytes and
// lines.
const (
	maxTyped   = 64 << 10
	maxWaiting = 256
)

// The keys that mean something where a command reads what is typed.
const (
	keyBreak     = 0x03 // ctrl+c
	keyEnd       = 0x04 // ctrl+d
	keyBackspace = 0x7F
	keyBack      = 0x08
	keyKill      = 0x15 // ctrl+u
)

// typist makes lines of what somebody types, and shows it to them: what the
// kernel does for a program of this machine.
type typist struct {
	echo  io.Writer
	lines chan<- []byte
	line  []byte
}

// errBroken says that somebody typed ctrl+c.
var errBroken = errors.New("ctrl+c")

// read takes keys until the end of the lines (nil), of the keys, or ctrl+c.
func (t *typist) read(keys io.Reader) error {
	buf := make([]byte, 1024)
	for {
		n, err := keys.Read(buf)
		for _, c := range buf[:n] {
			if end, err := t.key(c); end || err != nil {
				return err
			}
		}
		if err != nil {
			t.send()
			return err
		}
	}
}

// key takes a byte, and reports the end of the lines.
func (t *typist) key(c byte) (end bool, err error) {
	switch {
	case c == keyBreak:
		t.show("^C\r\n")
		return false, errBroken
	case c == keyEnd && len(t.line) == 0:
		return true, nil
	case c == keyEnd:
		t.send()
	case c == '\r' || c == '\n':
		t.line = append(t.line, '\n')
		t.show("\r\n")
		t.send()
	case c == keyBackspace || c == keyBack:
		t.erase()
	case c == keyKill:
		for len(t.line) > 0 {
			t.erase()
		}
	case c < ' ' && c != '\t' || len(t.line) >= maxTyped:
		t.show("\a")
	default:
		t.line = append(t.line, c)
		_, _ = t.echo.Write([]byte{c})
	}
	return false, nil
}

// erase takes back the last character.
func (t *typist) erase() {
	if len(t.line) == 0 {
		return
	}
	_, n := utf8.DecodeLastRune(t.line)
	for range ansi.StringWidth(string(t.line[len(t.line)-n:])) {
		t.show("\b \b")
	}
	t.line = t.line[:len(t.line)-n]
}

// send gives a line to whoever reads; where too many wait, it is refused
// aloud.
func (t *typist) send() {
	if len(t.line) == 0 {
		return
	}
	select {
	case t.lines <- t.line:
	default:
		t.show("\a")
	}
	t.line = nil
}

// show shows something; who does not see it has left, as the next read tells.
func (t *typist) show(s string) { _, _ = io.WriteString(t.echo, s) }

// typed gives what is typed into a command under a terminal. It is read from
// the beginning, so that ctrl+c ends also a command that reads nothing.
func (x *session) typed() io.Reader {
	r, w := io.Pipe()
	lines := make(chan []byte, maxWaiting)
	go func() {
		err := (&typist{echo: x.line.Load(), lines: lines}).read(x.ch)
		if errors.Is(err, errBroken) {
			x.end(errGone)
		}
		close(lines)
	}()
	go func() {
		for l := range lines {
			_, _ = w.Write(l) // who reads no more gets no more
		}
		w.Close()
	}()
	x.whenOver(func(why error) { r.CloseWithError(why) })
	return r
}
