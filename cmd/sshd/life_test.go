package sshd_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestRevokingEndsLiveSessions(t *testing.T) {
	t.Parallel()
	h := build(t)
	rep, other := h.enter("rep"), h.enter("manager")
	x, stays := h.sit(rep, 80, 24), h.sit(other, 80, 24)
	x.shows("Today")
	stays.shows("Today")
	h.must("key", "revoke", "Fox Mulder")
	x.sent("no longer let in")
	if status := x.ends(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	h.eventually("the connection serves no more", func() bool {
		s, err := rep.NewSession()
		if err != nil {
			return true
		}
		defer s.Close()
		return s.Run("pipeline") != nil
	})
	stays.press("3")
	stays.shows("Pipeline")
	if _, bad, status := h.remote(other, "pipeline", ""); status != 0 {
		t.Errorf("another's session went with it: %d %s", status, bad)
	}
}

func TestAnotherRoleEndsLiveSessions(t *testing.T) {
	t.Parallel()
	h := build(t)
	x := h.sit(h.enter("manager"), 80, 24)
	x.shows("Today")
	h.must("key", "add", "Walter Skinner", "--role", "viewer", filepath.Join(h.dir, "manager.pub"))
	x.sent("no longer let in as it was")
	x.ends()
	h.eventually("the new role holds", func() bool {
		_, bad, _ := h.remote(h.enter("manager"), "log call acme", "")
		return strings.Contains(bad, "you are here as viewer")
	})
}

// What another process, another session and another command write is on every
// screen.
func TestChangesElsewhereAreOnEveryScreen(t *testing.T) {
	t.Parallel()
	h := build(t)
	all := []*screen{h.sit(h.enter("manager"), 120, 36), h.sit(h.enter("admin"), 80, 24), h.sit(h.enter("manager"), 200, 60)}
	for _, x := range all {
		x.press("8")
		x.shows("Log")
	}
	h.must("log", "call", "alpha", "connected:", "from another process")
	h.remote(h.enter("rep"), "log call beta connected: from a command", "")
	typed := h.sit(h.enter("rep"), 80, 24)
	typed.shows("Today")
	typed.press("acall gamma connected: typed in a session\r")
	for _, x := range all {
		x.shows("alpha")
		x.shows("beta")
		x.shows("gamma")
	}
}

func TestGracefulStopTellsEverySession(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		h := build(t)
		var all []*screen
		for _, key := range []string{"admin", "rep", "viewer"} {
			x := h.sit(h.enter(key), 80, 24)
			x.shows("Indicators")
			all = append(all, x)
		}
		h.signal(sig)
		for _, x := range all {
			x.sent("the server is stopping")
			if status := x.ends(); status != 1 {
				t.Errorf("exit status %d", status)
			}
			if got := x.bytes(); bytes.LastIndex(got, []byte("\x1b[?1049l")) < 0 || bytes.LastIndex(got, []byte("\x1b[?1049l")) > bytes.LastIndex(got, []byte("the server is stopping")) {
				t.Error("the line was told before the terminal was given back")
			}
		}
		h.eventually("the server ends", h.ended)
		if h.err != nil {
			t.Errorf("the server ended with %v", h.err)
		}
	}
}

// kill -9 while sessions write: what was acknowledged is there afterwards, and
// the clients see an end.
func TestKilledServerKeepsWhatItAcknowledged(t *testing.T) {
	t.Parallel()
	h := build(t)
	acknowledged := regexp.MustCompile(`undo (\S+)`)
	var mu sync.Mutex
	told := make(map[string]bool)
	var writers sync.WaitGroup
	for w := range 6 {
		c := h.enter("rep")
		writers.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("mark%dx%d", w, n)
				s, err := c.NewSession()
				if err != nil {
					return // a clear end
				}
				out, err := s.Output("log call acme connected: " + name)
				if acknowledged.Match(out) {
					mu.Lock()
					told[name] = true
					mu.Unlock()
				}
				if err != nil {
					return
				}
			}
		})
	}
	x := h.sit(h.enter("admin"), 80, 24)
	x.shows("Today")
	h.eventually("writes are acknowledged", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(told) >= 30
	})
	h.signal(syscall.SIGKILL)
	writers.Wait()
	<-h.end
	if status := x.ends(); status != -1 {
		t.Errorf("a killed server gave the exit status %d", status)
	}
	h.addr = ""
	h.start()
	out, bad, status := h.remote(h.enter("admin"), "export activities --format csv", "")
	if status != 0 {
		t.Fatal(bad)
	}
	for name := range told {
		if !regexp.MustCompile(`\b` + name + `\b`).MatchString(out) {
			t.Errorf("%s was acknowledged and is gone", name)
		}
	}
	check := exec.Command(os.Args[0], "check", "--file", h.file)
	check.Env = append(os.Environ(), "FORESAIL_TEST_PROGRAM=1")
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("the file does not pass its check: %v\n%s", err, out)
	}
}

// A client that takes nothing is dropped, and meanwhile holds up nobody.
func TestStuckClientIsDropped(t *testing.T) {
	t.Parallel()
	h := build(t, "--stuck-time", "1s")
	for i := range 150 { // a large screen that takes many bytes
		h.must("log", "call", fmt.Sprintf("acme%d", i), "connected:", strings.Repeat("many words ", 30))
	}
	s, err := h.enter("manager").NewSession()
	h.check(err)
	_, err = s.StdoutPipe() // which nobody reads
	h.check(err)
	keys, err := s.StdinPipe()
	h.check(err)
	h.check(s.RequestPty("xterm-256color", 150, 400, gossh.TerminalModes{}))
	h.check(s.Shell())
	go func() {
		_, _ = keys.Write([]byte("8"))
		for {
			if _, err := keys.Write([]byte("\x0c")); err != nil { // draws the whole screen again
				return
			}
		}
	}()
	x := h.sit(h.enter("admin"), 120, 36)
	x.press("8")
	x.shows("Log")
	h.must("log", "call", "alpha")
	x.shows("alpha")
	h.eventually("the stuck client is dropped", func() bool { return h.logged("why=stuck") })
	h.must("log", "call", "beta")
	x.shows("beta")
}

// The screen lives while nobody types, and is closed all the same.
func TestIdleIsMeasuredByWhatIsTyped(t *testing.T) {
	t.Parallel()
	h := build(t, "--idle", "1500ms")
	x := h.sit(h.enter("manager"), 120, 36)
	x.press("8")
	x.shows("Log")
	before := len(x.bytes())
	n := 0
	h.eventually("the session is closed", func() bool {
		h.must("log", "call", fmt.Sprintf("alpha%d", n))
		n++
		return bytes.Contains(x.bytes(), []byte("no key was pressed for long"))
	})
	x.ends()
	if grown := len(x.bytes()) - before; grown < 2000 {
		t.Errorf("only %d bytes came: the screen did not live", grown)
	}
}

func TestSessionTimes(t *testing.T) {
	t.Parallel()
	h := build(t, "--session-time", "700ms", "--command-time", "500ms")
	x := h.sit(h.enter("rep"), 80, 24)
	x.sent("the longest time")
	x.ends()
	s, err := h.enter("admin").NewSession()
	h.check(err)
	keys, err := s.StdinPipe() // which is never closed
	h.check(err)
	defer keys.Close()
	var out bytes.Buffer
	s.Stdout = &out
	if status := statusOf(s.Run("measure -")); status != 1 {
		t.Errorf("a command that waits for ever ended with %d %s", status, &out)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	h := build(t, "--sessions-per-key", "2", "--sessions", "3", "--connections-per-address", "8")
	c := h.enter("rep")
	for range 2 {
		h.sit(c, 80, 24).shows("Today")
	}
	if _, err := c.NewSession(); err == nil || !strings.Contains(err.Error(), "too many sessions with your key") {
		t.Errorf("a third session of a key: %v", err)
	}
	h.sit(h.enter("manager"), 80, 24).shows("Today")
	if _, err := h.enter("admin").NewSession(); err == nil || !strings.Contains(err.Error(), "the server is full") {
		t.Errorf("a fourth session: %v", err)
	}
	refused := 0
	for range 12 {
		if conn, err := gossh.Dial("tcp", h.addr, h.client(h.keys["viewer"])); err != nil {
			refused++
		} else {
			defer conn.Close()
		}
	}
	if refused != 12-5 {
		t.Errorf("%d of 12 connections beside 3 were refused, with 8 allowed", refused)
	}
}

// Commands in pipes, with the real client.
func TestPipes(t *testing.T) {
	t.Parallel()
	h := build(t)
	var csv strings.Builder
	for day := 1; day <= 20; day++ {
		fmt.Fprintf(&csv, "web visits,2026-11-%02d,%d\n", day, day*10)
	}
	out, bad, status := h.ssh("manager", csv.String(), "HOST", "measure", "-")
	if status != 0 || !strings.Contains(out, "20") {
		t.Fatalf("measure: %d %q %q", status, out, bad)
	}
	for range 3 {
		h.ssh("rep", "", "HOST", "log", "call", "acme", "connected:", "wants", "10%")
	}
	count := exec.Command("wc", "-l")
	export := h.sshCommand("manager", "HOST", "export activities --format csv")
	pipe, err := export.StdoutPipe()
	h.check(err)
	count.Stdin = pipe
	h.check(export.Start())
	n, err := count.Output()
	h.check(err)
	h.check(export.Wait())
	if strings.TrimSpace(string(n)) != "4" {
		t.Errorf("%s lines, not a head and three calls", n)
	}
	if _, bad, status := h.ssh("rep", "", "HOST", "pipelin"); status != 2 || !strings.Contains(bad, "pipeline") {
		t.Errorf("a command that is none: %d %q", status, bad)
	}
	if out, _, status := h.ssh("rep", "", "-tt", "HOST", "pipeline"); status != 0 || !strings.Contains(out, "\r\n") {
		t.Errorf("with a terminal: %d %q", status, out)
	}
}

// TestRealClientOpensTheCockpit looks in with ssh in a terminal.
func TestRealClientOpensTheCockpit(t *testing.T) {
	t.Parallel()
	h := build(t)
	cmd := h.sshCommand("manager", "-tt", "HOST")
	in, err := cmd.StdinPipe()
	h.check(err)
	out := &written{}
	cmd.Stdout, cmd.Stderr = out, out
	h.check(cmd.Start())
	h.eventually("the cockpit", func() bool { return strings.Contains(out.String(), "Indicators") })
	_, err = in.Write([]byte("q"))
	h.check(err)
	if err := cmd.Wait(); err != nil {
		t.Errorf("ssh ended with %v", err)
	}
}

// A client that is lost while it sends has not sent the end: half of the last
// number is not recorded as a number.
func TestHalfOfWhatWasSentIsNotTheWhole(t *testing.T) {
	t.Parallel()
	h := build(t)
	for name, lose := range map[string]func(*gossh.Client, *gossh.Session){
		"connection": func(c *gossh.Client, _ *gossh.Session) { c.Close() },
		"channel":    func(_ *gossh.Client, s *gossh.Session) { s.Close() },
	} {
		c := h.enter("manager")
		s, err := c.NewSession()
		h.check(err)
		in, err := s.StdinPipe()
		h.check(err)
		h.check(s.Start("measure -"))
		_, err = in.Write([]byte(name + ",2026-11-01,1000\n" + name + ",2026-11-02,99"))
		h.check(err)
		ended := strings.Count(h.log.String(), "session ended")
		lose(c, s)
		h.eventually("the command ends", func() bool { return strings.Count(h.log.String(), "session ended") > ended })
		if out := h.must("export", "measurements"); strings.Contains(out, name+",2026-11-02") {
			t.Errorf("half of a line was recorded when the %s was lost:\n%s", name, out)
		}
	}
	if _, _, status := h.remote(h.enter("manager"), "measure -", "whole,2026-11-02,99"); status != 0 {
		t.Error("a last line without its end is refused also from a client that is there")
	}
}
