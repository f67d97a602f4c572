package tui_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/tui"
	"foresail/tui/tuitest"
)

func TestATerminalElsewhereIsMadeReadyAndGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := watching(tuitest.Sample())
		o.Remote = true
		x := tuitest.Open(t, o, 80, 24)
		x.MustShow("1 Today", "next, of")
		if !x.AltScreen() || !x.CursorHidden() {
			t.Error("not on the alternate screen without a cursor")
		}
		x.Send("a", "c", "a", "l", "l")
		x.MustShow("› call")
		if x.CursorHidden() {
			t.Error("no cursor where one types")
		}
		x.Send("\x1b", "M", "3")
		x.MustShow("weighted")
		x.Send("q")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
		if x.AltScreen() || x.CursorHidden() {
			t.Error("the terminal was not put back as it was")
		}
	})
}

// stuck is a terminal that takes nothing any more once it is stuck, until it
// is let go.
type stuck struct {
	mu   sync.Mutex
	got  bytes.Buffer
	held chan struct{} // nil while it takes bytes
}

func (s *stuck) Write(p []byte) (int, error) {
	s.mu.Lock()
	held := s.held
	s.mu.Unlock()
	if held != nil {
		<-held
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.Write(p)
}

func (s *stuck) taken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.got.String()
	s.got.Reset()
	return out
}

// TestATerminalThatTakesNothingHoldsUpNobody presses keys while the terminal
// is stuck: the program takes them all, and once the terminal takes bytes
// again it gets one frame, the newest.
func TestATerminalThatTakesNothingHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &stuck{}
		in, keys := io.Pipe()
		o := watching(tuitest.Sample())
		o.In, o.Out, o.Remote = in, out, true
		o.Program = append(o.Program, tea.WithWindowSize(80, 24), tea.WithoutSignalHandler())
		ended := make(chan error, 1)
		go func() { ended <- tui.Run(context.Background(), o) }()
		rest := func() { synctest.Wait(); time.Sleep(time.Second); synctest.Wait() }
		rest()
		if !strings.Contains(out.taken(), "Indicators") {
			t.Fatal("no first frame")
		}
		held := make(chan struct{})
		out.mu.Lock()
		out.held = held
		out.mu.Unlock()
		_, _ = keys.Write([]byte("j")) // a frame that is being written
		rest()
		_, _ = keys.Write([]byte("\x1b[?2026;2$y")) // an answer to what was asked of the terminal before
		synctest.Wait()
		for range 200 {
			_, _ = keys.Write([]byte("j")) // would wait for ever if the program did
			synctest.Wait()
		}
		_, _ = keys.Write([]byte("8"))
		rest()
		out.mu.Lock()
		out.held = nil
		out.mu.Unlock()
		close(held)
		rest()
		if got := out.taken(); !strings.Contains(got, "outcome") || len(got) > 8000 {
			t.Errorf("after 202 keys the terminal got %d bytes: %.200q", len(got), got)
		}
		_, _ = keys.Write([]byte("q"))
		if err := <-ended; err != nil {
			t.Error(err)
		}
		_ = in.Close()
	})
}

// broken is a terminal whose bytes cannot be written: it panics.
type broken struct{ frames int }

func (b *broken) Write(p []byte) (int, error) {
	if b.frames++; b.frames > 2 && strings.Contains(string(p), "weighted") {
		panic("the wire broke")
	}
	return len(p), nil
}

// TestAPanicWhilePaintingEndsTheProgramOnly panics in the goroutine that
// paints, which would else take the whole process down.
func TestAPanicWhilePaintingEndsTheProgramOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		o := watching(tuitest.Sample())
		o.In, o.Out, o.Remote = in, &broken{}, true
		o.Program = append(o.Program, tea.WithWindowSize(80, 24))
		ended := make(chan error, 1)
		go func() { ended <- tui.Run(context.Background(), o) }()
		synctest.Wait()
		time.Sleep(time.Second)
		_, _ = keys.Write([]byte("3"))
		err := <-ended
		if !errors.Is(err, tea.ErrProgramPanic) || !strings.Contains(err.Error(), "the wire broke") {
			t.Errorf("the program ended with %v", err)
		}
		_ = in.Close()
	})
}
