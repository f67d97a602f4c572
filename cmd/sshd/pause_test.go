package sshd_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// A pager that rests holds up its command, and loses neither it nor what else
// goes over the connection.
func TestAReaderThatPausesLosesNothing(t *testing.T) {
	t.Parallel()
	h := build(t, "--stuck-time", "300ms")
	c := h.enter("admin")
	var in strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&in, "a number that has a long name %d,2026-11-01,1\n", i)
	}
	if _, bad, status := h.remote(c, "measure -", in.String()); status != 0 {
		t.Fatal(status, bad)
	}
	s, err := c.NewSession()
	h.check(err)
	out, err := s.StdoutPipe()
	h.check(err)
	h.check(s.Start("export measurements --format json"))
	head := make([]byte, 1)
	_, err = io.ReadFull(out, head)
	h.check(err)
	time.Sleep(1200 * time.Millisecond) // four times what a cockpit's reader may pause
	if _, bad, status := h.remote(c, "pipeline", ""); status != 0 {
		t.Errorf("another session of the connection: %d %s", status, bad)
	}
	rest, err := io.ReadAll(out)
	h.check(err)
	if err := s.Wait(); err != nil || len(rest) < 3<<20 || !bytes.Contains(rest, []byte("long name 39999")) {
		t.Errorf("%d bytes came: %v", len(rest), err)
	}
}

// Under a terminal one sees what one types into a command, and ends it.
func TestTypingIntoACommand(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.enter("admin")
	for _, try := range []struct {
		keys   []string
		shows  string
		status int
	}{
		{[]string{"trafik\x7f\x7fic,2026-11-01,5\r", "\x04"}, "recorded 1 measurement", 0},
		{[]string{"traffic,2026-11-01,6\r", "\x03"}, "interrupted", 1},
	} {
		s, err := c.NewSession()
		h.check(err)
		x := &written{}
		s.Stdout, s.Stderr = x, x
		keys, err := s.StdinPipe()
		h.check(err)
		h.check(s.RequestPty("xterm", 24, 80, gossh.TerminalModes{}))
		h.check(s.Start("measure -"))
		for _, k := range try.keys {
			_, err = io.WriteString(keys, k)
			h.check(err)
			h.eventually("the echo", func() bool { return strings.Contains(x.String(), ",2026-11-01,") })
		}
		if status := statusOf(s.Wait()); status != try.status || !strings.Contains(x.String(), try.shows) {
			t.Errorf("%q: %d %q", try.keys, status, x.String())
		}
	}
}
