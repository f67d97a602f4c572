package tuitest

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"foresail/tui"
)

// Terminal is the real program in a terminal emulator. It is to be used inside
// a synctest bubble, whose clock is not the wall's: nothing here waits in
// earnest.
type Terminal struct {
	T       testing.TB
	mu      sync.Mutex
	screen  *vt.Emulator
	written int
	said    []byte
	input   chan []byte
	rest    []byte
	ended   chan error
	cancel  context.CancelFunc
}

// Open runs a cockpit in an emulator of a size until it is at rest.
func Open(t testing.TB, o tui.Options, w, h int) *Terminal {
	t.Helper()
	return open(t, o, w, h, tui.Run)
}

// Ask runs the questions of the first run in an emulator of a size until they
// are at rest. What was answered stands in answers once the program has ended.
func Ask(t testing.TB, o tui.Options, defaults tui.Answers, packs []string, w, h int) (x *Terminal, answers *tui.Answers) {
	t.Helper()
	answers = new(tui.Answers)
	return open(t, o, w, h, func(ctx context.Context, o tui.Options) error {
		given, _, err := tui.Ask(ctx, o, defaults, packs)
		*answers = given
		return err
	}), answers
}

func open(t testing.TB, o tui.Options, w, h int, run func(context.Context, tui.Options) error) *Terminal {
	x := &Terminal{T: t, screen: vt.NewEmulator(w, h), input: make(chan []byte, 1024), ended: make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	x.cancel = cancel
	go x.replies()
	o.In, o.Out = reader{x}, writer{x}
	o.Program = append(o.Program, tea.WithWindowSize(w, h), tea.WithoutSignalHandler(), tea.WithColorProfile(colorprofile.TrueColor))
	go func() { x.ended <- run(ctx, o) }()
	x.Rest()
	return x
}

// replies passes on what the terminal answers to questions.
func (x *Terminal) replies() {
	buf := make([]byte, 4096)
	for {
		n, err := x.screen.Read(buf)
		if n > 0 {
			x.input <- bytes.Clone(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

type reader struct{ *Terminal }

// Read implements io.Reader for the program's input.
func (x reader) Read(p []byte) (int, error) {
	if len(x.rest) == 0 {
		b, ok := <-x.input
		if !ok {
			return 0, io.EOF
		}
		x.rest = b
	}
	n := copy(p, x.rest)
	x.Terminal.rest = x.rest[n:]
	return n, nil
}

type writer struct{ *Terminal }

// Write implements io.Writer for the program's output, as a terminal driver
// in its usual mode passes it on.
func (x writer) Write(p []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.Terminal.written += len(p)
	x.Terminal.said = append(x.Terminal.said, p...)
	_, err := x.screen.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

// Rest lets everything that is under way come to an end, the next frames
// included.
func (x *Terminal) Rest() {
	synctest.Wait()
	time.Sleep(100 * time.Millisecond)
	synctest.Wait()
}

// Send types bytes as they come from a keyboard, one key after the other.
func (x *Terminal) Send(keys ...string) {
	for _, k := range keys {
		x.input <- []byte(k)
		x.Rest()
	}
}

// Resize changes the size of the window, and tells the program in band.
func (x *Terminal) Resize(w, h int) {
	x.mu.Lock()
	x.screen.Resize(w, h)
	x.mu.Unlock()
	x.Send(ansi.InBandResize(h, w, 0, 0))
}

// Rows gives what the terminal shows, without spaces at the ends.
func (x *Terminal) Rows() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	rows := strings.Split(x.screen.String(), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " \r")
	}
	return rows
}

// MustShow fails the test unless texts stand on the screen.
func (x *Terminal) MustShow(texts ...string) {
	x.T.Helper()
	all := strings.Join(x.Rows(), "\n")
	for _, s := range texts {
		if !strings.Contains(all, s) {
			x.T.Errorf("%q is not on the terminal:\n%s", s, all)
		}
	}
}

// Written gives how many bytes the program has written since the last call.
func (x *Terminal) Written() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	n := x.written
	x.written = 0
	return n
}

// Said gives what the program has written since the last call.
func (x *Terminal) Said() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	out := string(x.said)
	x.said = nil
	return out
}

// AltScreen reports whether the alternate screen is shown.
func (x *Terminal) AltScreen() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.IsAltScreen()
}

// CursorHidden reports whether the text cursor is hidden.
func (x *Terminal) CursorHidden() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.screen.CursorHidden()
}

// End waits for the program to end and gives its error.
func (x *Terminal) End() error {
	err := <-x.ended
	x.cancel()
	close(x.input)
	_ = x.screen.Close()
	return err
}

// Second lets a second pass.
func (x *Terminal) Second() {
	time.Sleep(time.Second)
	x.Rest()
}
