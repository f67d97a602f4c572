package sshd_test

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Whatever a client opens or asks for besides a session is refused, and the
// connection still serves afterwards.
func TestNothingButSessions(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.enter("admin")
	direct := gossh.Marshal(struct {
		Host string
		Port uint32
		From string
		At   uint32
	}{"127.0.0.1", 22, "127.0.0.1", 1})
	for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "x11", "forwarded-tcpip", "auth-agent@openssh.com", "tun@openssh.com", "", "session\x00", strings.Repeat("x", 10000)} {
		if ch, _, err := c.OpenChannel(kind, direct); err == nil {
			ch.Close()
			t.Errorf("a channel of kind %.20q was opened", kind)
		} else if kind == "direct-tcpip" && !strings.Contains(err.Error(), "no forwarding") {
			t.Errorf("forwarding is refused with %v", err)
		}
	}
	listen := gossh.Marshal(struct {
		Host string
		Port uint32
	}{"0.0.0.0", 0})
	for _, kind := range []string{"tcpip-forward", "cancel-tcpip-forward", "streamlocal-forward@openssh.com", "keepalive@openssh.com", "hostkeys-prove-00@openssh.com", "no-more-sessions@openssh.com", ""} {
		if ok, _, err := c.SendRequest(kind, true, listen); err != nil || ok {
			t.Errorf("the request %q was granted: %v %v", kind, ok, err)
		}
	}
	if _, bad, status := h.remote(c, "pipeline", ""); status != 0 {
		t.Errorf("the connection serves no longer: %d %s", status, bad)
	}
}

func TestRequestsOnASession(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.enter("admin")
	s, err := c.NewSession()
	h.check(err)
	for kind, payload := range map[string][]byte{
		"auth-agent-req@openssh.com": nil,
		"x11-req": gossh.Marshal(struct {
			Single       bool
			Proto, Cooky string
			Screen       uint32
		}{false, "MIT-MAGIC-COOKIE-1", "00", 0}),
		"subsystem": gossh.Marshal(struct{ Name string }{"sftp"}),
		"env":       gossh.Marshal(struct{ K, V string }{"FORESAIL_FILE", "/etc/passwd"}),
		"break":     {0, 0, 1, 0},
		"xon-xoff":  {1},
		"pty-req":   {1, 2, 3},
		"exec":      {0xff, 0xff, 0xff, 0xff},
		"":          nil,
	} {
		if ok, err := s.SendRequest(kind, true, payload); err != nil || ok {
			t.Errorf("the request %q was granted: %v %v", kind, ok, err)
		}
	}
	var bad bytes.Buffer
	s.Stderr = &bad
	if err := s.Run("history nothing"); err == nil || strings.Contains(bad.String(), "passwd") {
		t.Errorf("the session serves no longer, or took a variable: %v %s", err, &bad)
	}
}

// TestNoOtherProgram runs what would be a command to a shell.
func TestNoOtherProgram(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.enter("admin")
	mark := filepath.Join(h.dir, "mark")
	for _, command := range []string{
		"sh -c 'touch MARK'", "/bin/sh", "touch MARK", "pipeline; touch MARK", "pipeline | touch MARK", "$(touch MARK)", "`touch MARK`",
		"pipeline > MARK", "pipeline\ntouch MARK", "scp -t /tmp", "rsync --server .", "git-upload-pack x", "internal-sftp", "../../bin/sh",
		"foresail sh", "", "   ", "'", "\x00", strings.Repeat("a ", 30000),
	} {
		if _, _, status := h.remote(c, strings.ReplaceAll(command, "MARK", mark), ""); status == 0 && !strings.HasPrefix(command, "pipeline") {
			t.Errorf("%.40q was done", command)
		}
		if _, err := os.Stat(mark); err == nil {
			t.Fatalf("%.40q ran a program", command)
		}
	}
}

// TestRealClientIsRefusedPlainly asks for the same with ssh itself.
func TestRealClientIsRefusedPlainly(t *testing.T) {
	t.Parallel()
	h := build(t)
	port := freePort(h)
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"HOST"}, 2, "ssh -t"},
		{[]string{"HOST", "sh", "-c", "id"}, 2, "foresail"},
		{[]string{"-s", "HOST", "sftp"}, 255, "subsystem request failed"},
		{[]string{"-W", "127.0.0.1:22", "HOST"}, 255, "stdio forwarding failed"},
		{[]string{"-o", "ExitOnForwardFailure=yes", "-R", port + ":127.0.0.1:22", "HOST", "pipeline"}, 255, "remote port forwarding failed"},
		{[]string{"-A", "-X", "-o", "SendEnv=*", "HOST", "pipeline"}, 0, ""},
	} {
		_, bad, status := h.ssh("admin", "", c.args...)
		if status != c.status || !strings.Contains(bad, c.says) {
			t.Errorf("ssh %v: %d %q", c.args, status, bad)
		}
	}
}

// A thousand clients from one address that open a connection and say nothing
// keep nobody from another address out.
func TestHalfOpenConnections(t *testing.T) {
	t.Parallel()
	h := build(t, "--rate-per-address", "100000", "--rate", "100000", "--connections-per-address", "2000", "--connections", "4000", "--handshake-time", "2s")
	n := 1000
	if testing.Short() {
		n = 200
	}
	from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}, Timeout: patience}
	if probe, err := from.Dial("tcp", h.addr); err != nil {
		t.Skipf("this system has no address 127.0.0.2: %v", err)
	} else {
		probe.Close()
	}
	var open []net.Conn
	defer func() {
		for _, c := range open {
			c.Close()
		}
	}()
	for i := range n {
		c, err := from.Dial("tcp", h.addr)
		h.check(err)
		if i%3 == 0 {
			_, _ = io.WriteString(c, "SSH-2.0-half\r\n")
		}
		open = append(open, c)
		if i%(n/4) == n/8 {
			h.remote(h.enter("viewer"), "pipeline --json", "")
		}
	}
	if _, bad, status := h.remote(h.enter("rep"), "log call acme", ""); status != 0 {
		t.Errorf("%d %s", status, bad)
	}
	closed := 0
	for _, c := range open { // those turned away, and those that took too long
		_ = c.SetReadDeadline(time.Now().Add(patience))
		if _, err := io.Copy(io.Discard, c); err == nil || !isTimeout(err) {
			closed++
		}
	}
	if closed != n {
		t.Errorf("%d of %d connections that proved nothing are still open", n-closed, n)
	}
}

func isTimeout(err error) bool {
	e, ok := err.(net.Error)
	return ok && e.Timeout()
}

// Sizes that a client may claim, at the start and by a change.
func TestAbsurdWindows(t *testing.T) {
	t.Parallel()
	h := build(t)
	c := h.enter("manager")
	sizes := [][2]uint32{{0, 0}, {1, 1}, {60000, 60000}, {1 << 31, 1 << 31}, {1<<32 - 1, 1<<32 - 1}, {0, 1 << 20}, {1 << 20, 1}}
	for _, size := range sizes {
		s, err := c.NewSession()
		h.check(err)
		ok, err := s.SendRequest("pty-req", true, gossh.Marshal(struct {
			Term       string
			W, H, X, Y uint32
			Modes      string
		}{"xterm", size[0], size[1], 0, 0, ""}))
		if err != nil || !ok {
			t.Errorf("%v: %v %v", size, ok, err)
		}
		h.check(s.Shell())
		s.Close()
	}
	x := h.sit(c, 80, 24)
	x.shows("Indicators")
	for range 50 {
		for _, size := range sizes {
			_, err := x.session.SendRequest("window-change", false, gossh.Marshal(struct{ W, H, X, Y uint32 }{size[0], size[1], 0, 0}))
			h.check(err)
		}
	}
	h.check(x.session.WindowChange(24, 80))
	x.press("?")
	x.shows("On every tab")
	if h.ended() {
		t.Error("the server ended")
	}
}

// TestGarbage sends noise before, in and after the handshake.
func TestGarbage(t *testing.T) {
	t.Parallel()
	h := build(t, "--handshake-time", "1s")
	noise := make([]byte, 1<<16)
	_, _ = rand.Read(noise)
	packet := func(length uint32, body []byte) []byte {
		return append(binary.BigEndian.AppendUint32(nil, length), body...)
	}
	for name, sent := range map[string][]byte{
		"noise":            noise,
		"HTTP":             []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
		"endless version":  bytes.Repeat([]byte("S"), 1<<16),
		"many lines":       bytes.Repeat([]byte("hello\r\n"), 1<<13),
		"old version":      []byte("SSH-1.0-old\r\n"),
		"version, noise":   append([]byte("SSH-2.0-x\r\n"), noise...),
		"huge packet":      append([]byte("SSH-2.0-x\r\n"), packet(1<<31, noise[:100])...),
		"empty packet":     append([]byte("SSH-2.0-x\r\n"), packet(0, nil)...),
		"wrong kexinit":    append([]byte("SSH-2.0-x\r\n"), packet(12, append([]byte{10, 20}, make([]byte, 10)...))...),
		"zeros after that": make([]byte, 1<<16),
	} {
		c, err := net.Dial("tcp", h.addr)
		h.check(err)
		_ = c.SetDeadline(time.Now().Add(patience))
		_, _ = c.Write(sent)
		_, err = io.Copy(io.Discard, c)
		if err != nil && isTimeout(err) {
			t.Errorf("%s: the connection stays open", name)
		}
		c.Close()
	}
	for _, payload := range [][]byte{nil, {0}, noise[:40], bytes.Repeat([]byte{0xff}, 40), noise[:30000]} {
		c := h.enter("rep")
		s, err := c.NewSession()
		h.check(err)
		for _, kind := range []string{"pty-req", "window-change", "env", "signal", "exec", "subsystem", "shell", string(noise[:20])} {
			_, _ = s.SendRequest(kind, true, payload)
		}
		_, _, _ = c.SendRequest(string(noise[:30]), true, payload)
		if ch, _, err := c.OpenChannel("session", payload); err == nil {
			ch.Close()
		}
		c.Close()
	}
	x := h.sit(h.enter("rep"), 80, 24)
	x.shows("Indicators")
	x.press(string(noise[:4000]))
	x.press("\x1b\x1b\x1b\x1b\x1b[999999999;999999999H\x1b]0;\x1b[8;60000;60000t\x1b[48;60000;60000;1;1t\x90\x9b\x00\xff\xfe")
	if _, bad, status := h.remote(h.enter("rep"), "pipeline", ""); status != 0 {
		t.Errorf("nobody is served after the noise: %d %s", status, bad)
	}
}

// TestTooManyVariables sends more environment than anybody has.
func TestTooManyVariables(t *testing.T) {
	t.Parallel()
	h := build(t)
	s, err := h.enter("rep").NewSession()
	h.check(err)
	for i := 0; i < 4000; i++ {
		if _, err := s.SendRequest("env", false, gossh.Marshal(struct{ K, V string }{"V", strings.Repeat("x", 4000)})); err != nil {
			return
		}
	}
	if err := s.Run("pipeline"); err == nil {
		t.Error("4,000 variables were taken")
	}
}

// A note, a name and a search with escapes in them, shown to a manager.
func TestHostileTextNeverReachesATerminal(t *testing.T) {
	t.Parallel()
	h := build(t)
	rep := h.enter("rep")
	evil := "\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b[2J\x1bPq\x1b\\\x9b31m\u009d0;owned\u009c\u202egnp.exe\u2066\u200b"
	for _, command := range []string{
		"log call 'acme" + evil + "' connected: note" + evil + "end",
		"log --json email 'acme" + evil + "'",
		"history '" + evil + "'", "nothing" + evil, "deal show '" + evil + "'", "indicators --as-of '" + evil + "'",
	} {
		out, bad, _ := h.remote(rep, command, "")
		calm(t, command, []byte(out+bad))
	}
	x := h.sit(h.enter("manager"), 120, 36)
	x.press("8")
	x.shows("note")
	x.press("\r")
	x.press("/" + "acme\r")
	for _, tab := range "1234567" {
		x.press(string(tab))
	}
	x.press("\x03")
	x.ends()
	calm(t, "the cockpit", x.bytes())
}

// calm reports what only hostile text can have brought.
func calm(t *testing.T, where string, sent []byte) {
	t.Helper()
	for _, mark := range []string{"owned\x07", "\x1b]0;owned", "\x1b]52;", "\x1b[2J\x1bP", "\x1bPq", "\x9b31m", "\u009d", "\u202e", "\u2066", "\u200b"} {
		if bytes.Contains(sent, []byte(mark)) {
			t.Errorf("%.60q sent %q", where, mark)
		}
	}
}
