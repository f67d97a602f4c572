package sshd_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"foresail/store"
	"foresail/store/demo"
	"foresail/store/record"

	gossh "golang.org/x/crypto/ssh"
)

// What BenchmarkTeam serves, and for how long.
var (
	benchScale    = flag.Float64("scale", 1, "size of the made-up team: 22 gives a million activities")
	benchSessions = flag.Int("sessions", 100, "sessions at a time")
	benchSeconds  = flag.Int("seconds", 20, "how long, with one update a second")
	benchReal     = flag.Bool("real", false, "use the ssh program instead of the library's client")
)

// BenchmarkTeam looks in on a team with many sessions while something is
// recorded once a second by another process, and measures what that costs the
// server, beyond what the first session costs:
//
//	MiB/session     growth of the server's resident memory (VmRSS of Linux) a session; it depends
//	                on when garbage was collected last, with the whole heap as its leeway
//	MiB-live/session  growth of what the last collection found in use
//	ms/session-s    processor time of the server (user and system) a session and second
//	bytes/update    bytes sent a session and update, before encryption
//	ms-to-last      from the write's return to the moment the last screen has it, median
//	ms-to-last-max  the same, worst
//
//	go test ./cmd/sshd -run xxx -bench Team -benchtime 1x -args -scale 22
func BenchmarkTeam(b *testing.B) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		b.Skip("this system has no /proc to read a process's memory from")
	}
	h := made(b)
	for b.Loop() {
		h.lookIn(b)
	}
}

// made makes the team's file, with a manager's key for everybody.
func made(b *testing.B) *house {
	h := &house{t: b, dir: b.TempDir(), keys: make(map[string]gossh.Signer)}
	h.file = filepath.Join(h.dir, "team.db")
	o := demo.Options{Seed: 1, Now: time.Now(), Zone: time.UTC, Scale: *benchScale}
	s, err := store.Create(b.Context(), h.file, store.Options{Now: time.Now, NoSync: true}, demo.Setup(o)...)
	h.check(err)
	batch, err := s.Batch(b.Context(), record.ID{})
	h.check(err)
	h.check(demo.Write(batch, o))
	h.check(batch.Close())
	h.makeKey("manager")
	snap, err := s.Snapshot(b.Context())
	h.check(err)
	h.must("rep", "add", "Walter Skinner")
	h.must("key", "add", "Walter Skinner", "--role", "manager", filepath.Join(h.dir, "manager.pub"))
	b.Logf("%d accounts, %d deals, %d reps", len(snap.Book.Accounts), len(snap.Book.Deals), len(snap.Book.Reps))
	return h
}

// glance is a session that waits for a text to come.
type glance struct {
	mu   sync.Mutex
	want []byte
	tail []byte
	seen chan time.Time
}

func (g *glance) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.want == nil {
		return len(p), nil
	}
	g.tail = append(g.tail, p...)
	if bytes.Contains(g.tail, g.want) {
		g.want = nil
		g.tail = g.tail[:0]
		g.seen <- time.Now()
	}
	g.tail = g.tail[max(0, len(g.tail)-64):]
	return len(p), nil
}

func (g *glance) wait(text string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.want, g.tail = []byte(text), g.tail[:0]
}

// look opens a cockpit on the tab of the last entries.
func (h *house) look(clients []*gossh.Client, i int) *glance {
	g := &glance{seen: make(chan time.Time, 1)}
	g.wait("first")
	if *benchReal {
		cmd := h.sshCommand("manager", "-tt", "HOST")
		cmd.Stdout = g
		in, err := cmd.StdinPipe()
		h.check(err)
		h.check(cmd.Start())
		h.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
		_, err = io.WriteString(in, "8")
		h.check(err)
	} else {
		s, err := clients[i%len(clients)].NewSession()
		h.check(err)
		s.Stdout = g
		in, err := s.StdinPipe()
		h.check(err)
		h.check(s.RequestPty("xterm-256color", 36, 120, gossh.TerminalModes{}))
		h.check(s.Shell())
		_, err = io.WriteString(in, "8")
		h.check(err)
		h.t.Cleanup(func() { s.Close() })
	}
	select {
	case <-g.seen:
	case <-time.After(2 * time.Minute):
		h.t.Fatalf("session %d shows nothing", i)
	}
	return g
}

func (h *house) lookIn(b *testing.B) {
	h.addr = ""
	page := "127.0.0.1:" + freePort(h)
	h.start("--metrics", page, "--sessions-per-key", "1000", "--sessions", "1000", "--connections", "2000")
	h.must("log", "--as", "Walter Skinner", "call", "acme", "connected:", "first")
	var clients []*gossh.Client
	if !*benchReal {
		for range (*benchSessions + 9) / 10 {
			clients = append(clients, h.enter("manager"))
		}
	}
	all := []*glance{h.look(clients, 0)}
	time.Sleep(3 * time.Second)
	h.update(all, 0) // what the first one makes for all
	time.Sleep(2 * time.Second)
	first, live := h.memory(), h.counter(page, "go_heap_live_bytes")
	for i := 1; i < *benchSessions; i++ {
		all = append(all, h.look(clients, i))
	}
	time.Sleep(3 * time.Second)
	cpu, sent := h.cpu(), h.counter(page, "foresail_sent_bytes_total")
	began := time.Now()
	var took []time.Duration
	for i := range *benchSeconds {
		took = append(took, h.update(all, i+1))
		time.Sleep(time.Until(began.Add(time.Duration(i+1) * time.Second)))
	}
	lasted := time.Since(began).Seconds()
	n := float64(len(all))
	slices.Sort(took)
	b.ReportMetric(float64(first)/(1<<20), "MiB-first")
	b.ReportMetric(float64(h.memory()-first)/(1<<20)/(n-1), "MiB/session")
	b.ReportMetric((h.counter(page, "go_heap_live_bytes")-live)/(1<<20)/(n-1), "MiB-live/session")
	b.ReportMetric((h.cpu()-cpu).Seconds()*1000/n/lasted, "ms/session-s")
	b.ReportMetric((h.counter(page, "foresail_sent_bytes_total")-sent)/n/float64(*benchSeconds), "bytes/update")
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms-to-last")
	b.ReportMetric(took[len(took)-1].Seconds()*1000, "ms-to-last-max")
	b.ReportMetric(0, "ns/op")
	_ = h.run.Process.Kill()
	<-h.end
}

// update records something as another process does, and gives the time until
// the last screen has it.
func (h *house) update(all []*glance, n int) time.Duration {
	mark := strings.Repeat(string(rune('a'+n%26)), 9) // no cell of it is that of the row that was there
	for _, g := range all {
		g.wait(mark)
	}
	h.must("log", "--as", "Walter Skinner", "call", "acme", "connected:", mark)
	written := time.Now()
	var last time.Time
	for i, g := range all {
		select {
		case at := <-g.seen:
			if at.After(last) {
				last = at
			}
		case <-time.After(time.Minute):
			h.t.Fatalf("session %d never shows update %d", i, n)
		}
	}
	return max(0, last.Sub(written))
}

// memory gives the resident memory of the server in bytes.
func (h *house) memory() int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", h.run.Process.Pid))
	h.check(err)
	m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(b)
	n, err := strconv.ParseInt(string(m[1]), 10, 64)
	h.check(err)
	return n << 10
}

// cpu gives the processor time of the server.
//
// Source: proc_pid_stat(5): fields 14 and 15, in ticks of 1/100 s.
func (h *house) cpu() time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", h.run.Process.Pid))
	h.check(err)
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	ticks := 0
	for _, f := range fields[11:13] {
		n, err := strconv.Atoi(f)
		h.check(err)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// counter reads a number from the page of metrics.
func (h *house) counter(page, name string) float64 {
	r, err := http.Get("http://" + page + "/metrics")
	h.check(err)
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	h.check(err)
	m := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindSubmatch(text)
	if m == nil {
		h.t.Fatalf("the page has no %s:\n%s", name, text)
	}
	v, err := strconv.ParseFloat(string(m[1]), 64)
	h.check(err)
	return v
}
