package sshd_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"foresail/cmd/cli"

	gossh "golang.org/x/crypto/ssh"
)

// TestMain runs the tests, or foresail itself: the server under test is a
// process of its own, as it is for its users.
func TestMain(m *testing.M) {
	if os.Getenv("FORESAIL_TEST_PROGRAM") != "" {
		os.Exit(cli.Main(world(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)))
	}
	os.Exit(m.Run())
}

func world(args []string, in io.Reader, out, bad io.Writer) cli.World {
	return cli.World{Args: args, In: in, Out: out, Err: bad, Env: func(string) string { return "" }, Now: time.Now, Zone: time.UTC}
}

// patience is how long a test waits for what has to come. Nothing is asserted
// of how long it took.
const patience = 10 * time.Second

// house is a data file with a server on it, and keys of everybody.
type house struct {
	t    testing.TB
	dir  string
	file string
	addr string
	port string
	keys map[string]gossh.Signer
	run  *exec.Cmd
	log  *written
	end  chan struct{} // closed when the process has ended
	err  error         // with what
}

// written is what a process writes, while it writes.
type written struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (r *written) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.buf.Write(b)
}

func (r *written) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.buf.String()
}

// people are who holds keys: name of the key, rep, role.
var people = []struct{ key, rep, role string }{
	{"admin", "Dana Scully", "admin"},
	{"manager", "Walter Skinner", "manager"},
	{"rep", "Fox Mulder", "rep"},
	{"viewer", "Alex Krycek", "viewer"},
}

// build makes a data file in which everybody has a key, and starts a server.
func build(t testing.TB, flags ...string) *house {
	t.Helper()
	h := found(t)
	h.start(flags...)
	return h
}

// found makes the data file and the keys.
func found(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), keys: make(map[string]gossh.Signer)}
	h.file = filepath.Join(h.dir, "team.db")
	h.must("init", "--as", people[0].rep, "--zone", "UTC")
	for i, p := range people {
		if i > 0 {
			h.must("rep", "add", p.rep)
		}
		h.makeKey(p.key)
		h.must("key", "add", p.rep, "--role", p.role, filepath.Join(h.dir, p.key+".pub"))
	}
	h.makeKey("unknown")
	return h
}

// makeKey makes a key pair for the raw client and, in files, for ssh.
func (h *house) makeKey(name string) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	h.check(err)
	h.keys[name], err = gossh.NewSignerFromKey(private)
	h.check(err)
	block, err := gossh.MarshalPrivateKey(private, name)
	h.check(err)
	h.check(os.WriteFile(filepath.Join(h.dir, name), pem.EncodeToMemory(block), 0o600))
	h.check(os.WriteFile(filepath.Join(h.dir, name+".pub"), gossh.MarshalAuthorizedKey(h.keys[name].PublicKey()), 0o600))
}

func (h *house) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// foresail runs a command on the data file, as its owner does.
func (h *house) foresail(args ...string) (out, bad string, status int) {
	var o, e bytes.Buffer
	status = cli.Main(world(append([]string{"--file", h.file, "--no-input"}, args...), strings.NewReader(""), &o, &e))
	return o.String(), e.String(), status
}

func (h *house) must(args ...string) string {
	h.t.Helper()
	out, bad, status := h.foresail(args...)
	if status != 0 {
		h.t.Fatalf("foresail %v: %d\n%s", args, status, bad)
	}
	return out
}

// listening finds the address in the server's log.
var listening = regexp.MustCompile(`msg=serving address=(\S+)`)

// generous are limits that tests do not run into unless they are about them.
var generous = []string{"--rate", "5000", "--rate-per-address", "5000", "--connections-per-address", "400"}

// start starts the server in a process of its own.
func (h *house) start(flags ...string) {
	h.t.Helper()
	h.log, h.end = &written{}, make(chan struct{})
	h.run = exec.Command(os.Args[0], append(append([]string{"serve", "--file", h.file, "--listen", "127.0.0.1:0"}, generous...), flags...)...)
	h.run.Env = append(os.Environ(), "FORESAIL_TEST_PROGRAM=1")
	h.run.Stderr, h.run.Stdout = h.log, h.log
	h.check(h.run.Start())
	run, end := h.run, h.end
	go func() {
		h.err = run.Wait()
		close(end)
	}()
	h.t.Cleanup(func() {
		_ = run.Process.Kill()
		<-end
		if h.t.Failed() {
			h.t.Logf("the server's log:\n%s", h.log)
		}
	})
	h.eventually("the server listens", func() bool {
		if m := listening.FindStringSubmatch(h.log.String()); m != nil {
			h.addr = m[1]
			_, h.port, _ = net.SplitHostPort(h.addr)
		}
		return h.addr != "" || h.ended()
	})
	if h.ended() {
		h.t.Fatalf("the server ended:\n%s", h.log)
	}
}

func (h *house) ended() bool {
	select {
	case <-h.end:
		return true
	default:
		return false
	}
}

func (h *house) signal(s syscall.Signal) { h.check(h.run.Process.Signal(s)) }

// eventually waits until something holds.
func (h *house) eventually(what string, holds func() bool) {
	h.t.Helper()
	for end := time.Now().Add(patience); ; {
		if holds() {
			return
		}
		if time.Now().After(end) {
			h.t.Fatalf("never came: %s\nlog:\n%s", what, h.log)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// client gives the settings of a raw client with keys, tried in their order.
func (h *house) client(keys ...gossh.Signer) *gossh.ClientConfig {
	return &gossh.ClientConfig{
		User: "team", Auth: []gossh.AuthMethod{gossh.PublicKeys(keys...)},
		HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience,
	}
}

// enter connects with the key of a person.
func (h *house) enter(key string) *gossh.Client {
	h.t.Helper()
	c, err := gossh.Dial("tcp", h.addr, h.client(h.keys[key]))
	if err != nil {
		h.t.Fatalf("%s does not come in: %v", key, err)
	}
	h.t.Cleanup(func() { c.Close() })
	return c
}

// remote runs a command over a connection.
func (h *house) remote(c *gossh.Client, command, in string) (out, bad string, status int) {
	h.t.Helper()
	s, err := c.NewSession()
	h.check(err)
	defer s.Close()
	var o, e bytes.Buffer
	s.Stdout, s.Stderr, s.Stdin = &o, &e, strings.NewReader(in)
	status = statusOf(s.Run(command))
	return o.String(), e.String(), status
}

// statusOf gives the exit status that an error of a session stands for: -1
// where the channel closed without one.
func statusOf(err error) int {
	switch err := err.(type) {
	case nil:
		return 0
	case *gossh.ExitError:
		return err.ExitStatus()
	}
	return -1
}

// ssh runs the real client, and skips the test where there is none.
func (h *house) ssh(key, in string, args ...string) (out, bad string, status int) {
	h.t.Helper()
	cmd := h.sshCommand(key, args...)
	var o, e bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(in), &o, &e
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		h.t.Fatal(err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// sshCommand makes a command of the real client; in args, HOST stands for the
// server.
func (h *house) sshCommand(key string, args ...string) *exec.Cmd {
	h.t.Helper()
	path, err := exec.LookPath("ssh")
	if err != nil {
		h.t.Skip("ssh is not installed")
	}
	all := []string{"-F", "none", "-p", h.port, "-i", filepath.Join(h.dir, key),
		"-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=" + filepath.Join(h.dir, "known_hosts"), "-o", "LogLevel=ERROR"}
	for _, a := range args {
		all = append(all, strings.ReplaceAll(a, "HOST", "team@127.0.0.1"))
	}
	cmd := exec.Command(path, all...)
	cmd.Env = []string{"HOME=" + h.dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color"}
	return cmd
}

func (h *house) logged(text string) bool { return strings.Contains(h.log.String(), text) }

// freePort gives a port that was free a moment ago.
func freePort(h *house) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	h.check(err)
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}
