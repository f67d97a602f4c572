package sshd_test

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	gossh "golang.org/x/crypto/ssh"
)

// screen is a session with a terminal: the client's side of a cockpit.
type screen struct {
	h       *house
	session *gossh.Session
	keys    io.WriteCloser
	done    chan error

	typing sync.Mutex // held while something is sent to the server

	mu   sync.Mutex
	term *vt.Emulator
	raw  bytes.Buffer // all that came
}

// sit opens a cockpit in a terminal of a size.
func (h *house) sit(c *gossh.Client, w, height int) *screen {
	h.t.Helper()
	s, err := c.NewSession()
	h.check(err)
	x := &screen{h: h, session: s, done: make(chan error, 1), term: vt.NewEmulator(max(1, min(w, 400)), max(1, min(height, 150)))}
	x.keys, err = s.StdinPipe()
	h.check(err)
	s.Stdout = x
	h.check(s.RequestPty("xterm-256color", height, w, gossh.TerminalModes{}))
	h.check(s.Shell())
	go func() { x.done <- s.Wait() }()
	go func() { // answers of the terminal to questions
		buf := make([]byte, 4096)
		for {
			n, err := x.term.Read(buf)
			if n > 0 {
				_ = x.send(buf[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	h.t.Cleanup(func() { s.Close() }) // the emulator cannot be closed while it is read: it ends with the test
	return x
}

// Write takes what the server sends.
func (x *screen) Write(b []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.raw.Write(b)
	_, _ = x.term.Write(b)
	return len(b), nil
}

func (x *screen) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return ansi.Strip(x.term.Render())
}

func (x *screen) bytes() []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	return bytes.Clone(x.raw.Bytes())
}

// shows waits until a text is on the screen.
func (x *screen) shows(text string) {
	x.h.t.Helper()
	defer func() {
		if !strings.Contains(x.text(), text) {
			x.h.t.Logf("the screen:\n%s", x.text())
		}
	}()
	x.h.eventually("on the screen: "+text, func() bool { return strings.Contains(x.text(), text) })
}

// sent waits until a text came, whether or not it is still on the screen.
func (x *screen) sent(text string) {
	x.h.t.Helper()
	x.h.eventually("sent: "+text, func() bool { return bytes.Contains(x.bytes(), []byte(text)) })
}

// rest waits until nothing came for a moment.
func (x *screen) rest() {
	x.h.t.Helper()
	was := -1
	x.h.eventually("the screen rests", func() bool {
		n := len(x.bytes())
		if n == was {
			return true
		}
		was = n
		time.Sleep(50 * time.Millisecond)
		return false
	})
}

func (x *screen) press(keys string) {
	x.h.t.Helper()
	x.h.check(x.send([]byte(keys)))
}

// send hands bytes to the server: keys, or what the terminal answers.
func (x *screen) send(b []byte) error {
	x.typing.Lock()
	defer x.typing.Unlock()
	_, err := x.keys.Write(b)
	return err
}

// ends waits for the end of the session and gives its exit status, -1 for
// none.
func (x *screen) ends() int {
	x.h.t.Helper()
	ended, status := false, 0
	x.h.eventually("the session ends", func() bool {
		select {
		case err := <-x.done:
			ended, status = true, statusOf(err)
		default:
		}
		return ended
	})
	return status
}
