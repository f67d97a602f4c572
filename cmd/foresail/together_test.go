package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// program runs the real program on a data file and gives what it printed.
func program(t testing.TB, file string, args ...string) (string, error) {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command(path, file, args...).CombinedOutput()
	return string(out), err
}

// command makes a command that works on a data file.
func command(path, file string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "FORESAIL_FILE="+file, "FORESAIL_REP=")
	return cmd
}

func must(t testing.TB, file string, args ...string) string {
	t.Helper()
	out, err := program(t, file, args...)
	if err != nil {
		t.Fatalf("foresail %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// TestManyProcessesLogAtOnce runs eight loops of `foresail log` on one file:
// every entry lands, and nobody waits for long.
func TestManyProcessesLogAtOnce(t *testing.T) {
	writers, each := 8, 100
	if testing.Short() {
		each = 10
	}
	file := filepath.Join(t.TempDir(), "team.db")
	must(t, file, "init", "--as", "Dana")
	waits := make([][]time.Duration, writers)
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for i := range each {
				began := time.Now()
				out, err := program(t, file, "log", "call", fmt.Sprintf("account%d", w), fmt.Sprintf("%dm", i+1), "connected")
				waits[w] = append(waits[w], time.Since(began))
				if err != nil {
					t.Errorf("writer %d, entry %d: %v\n%s", w, i, err, out)
				}
			}
		})
	}
	all.Wait()
	var rows []json.RawMessage
	if err := json.Unmarshal([]byte(must(t, file, "export", "activities", "--format", "json")), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != writers*each {
		t.Errorf("%d activities, want %d", len(rows), writers*each)
	}
	flat := slices.Concat(waits...)
	slices.Sort(flat)
	longest := flat[len(flat)-1]
	t.Logf("whole process: median %v, p99 %v, longest %v", flat[len(flat)/2], flat[len(flat)*99/100], longest)
	if longest > 10*time.Second {
		t.Errorf("one entry took %v", longest)
	}
	must(t, file, "check")
}

// entries are quick entries as a person types them into a shell, with the
// kind that each has to be understood as.
var entries = []struct{ line, kind string }{
	{`call acme 15m connected: wants pricing before budget freeze`, "call"},
	{`c acme 1h30 no-answer`, "call"},
	{`email acme replied +renewal worth 1.2k`, "email"},
	{`meeting acme @2026-11-18 14:00 held then demo fri 10:00`, "meeting"},
	{`call acme @yesterday 14:00 with dana`, "call"},
	{`call acme @mon 90s voicemail worth 1200 eur`, "call"},
	{`call acme/renewal 15m`, "call"},
}

// TestEntriesNeedNoQuoting types the examples of the grammar into the shells
// that are installed, without quotes.
func TestEntriesNeedNoQuoting(t *testing.T) {
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for _, shell := range []string{"bash", "sh", "zsh", "fish", "pwsh"} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skipf("%s is not installed", shell)
			}
			file := filepath.Join(t.TempDir(), "team.db")
			must(t, file, "init", "--as", "Dana", "--currency", "EUR")
			must(t, file, "deal", "add", "renewal", "--account", "acme")
			for _, e := range entries {
				out, err := command(shell, file, "-c", path+" log --json "+e.line).CombinedOutput()
				if err != nil {
					t.Errorf("%s: %v\n%s", e.line, err, out)
					continue
				}
				if kind, err := at(string(out), "kind"); err != nil || kind != `"`+e.kind+`"` {
					t.Errorf("%s: kind %s, %v\n%s", e.line, kind, err, out)
				}
			}
		})
	}
}

// TestPipeClosesQuietly: `foresail … | head` neither complains nor hangs.
func TestPipeClosesQuietly(t *testing.T) {
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	file := filepath.Join(t.TempDir(), "team.db")
	must(t, file, "init", "--as", "Dana")
	var lines strings.Builder
	for d := range 5000 {
		fmt.Fprintf(&lines, "traffic,%s,%d\n", time.Date(2010, 1, 1+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), d)
	}
	feed := command(path, file, "measure", "-")
	feed.Stdin = strings.NewReader(lines.String())
	if out, err := feed.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := command("bash", file, "-c", path+" export measurements --format csv | head -n 1").CombinedOutput()
	if err != nil || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v\n%s", err, out)
	}
}
