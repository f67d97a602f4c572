//go:build unix

package main_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestFileInUseForLong: a file that another process holds is waited for, but
// not for ever; then a sentence says so, and nothing was saved.
func TestFileInUseForLong(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for ten seconds")
	}
	t.Parallel()
	file := filepath.Join(t.TempDir(), "team.db")
	must(t, file, "init", "--as", "Dana")
	lock, err := os.OpenFile(file+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	out, err := program(t, file, "log", "call", "acme")
	waited := time.Since(began)
	if err == nil || waited < 5*time.Second || waited > 20*time.Second {
		t.Errorf("gave up after %v: %v", waited, err)
	}
	if !strings.Contains(out, "in use") || !strings.Contains(out, "Nothing was saved") {
		t.Errorf("does not say what is the matter: %s", out)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_UN); err != nil {
		t.Fatal(err)
	}
	if out := must(t, file, "export", "activities", "--format", "json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("something was saved: %s", out)
	}
}

// TestSignalEndsCleanly: a command that is interrupted while it waits for
// input says so, exits with 1 and leaves a sound file.
func TestSignalEndsCleanly(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "team.db")
	must(t, file, "init", "--as", "Dana")
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	cmd := command(path, file, "measure", "-")
	var told strings.Builder
	cmd.Stderr = &told
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write([]byte("traffic,2026-01-01,5\n")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	killer := time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() })
	err = cmd.Wait()
	if !killer.Stop() {
		t.Error("SIGTERM did not end a command that waits for input")
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("ended with %v, want exit status 1", err)
	}
	if !strings.Contains(told.String(), "interrupted") {
		t.Errorf("said %q", told.String())
	}
	must(t, file, "check")
}
