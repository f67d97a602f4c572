package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMeasureReadsEveryInput: standard input may be a file, which the kernel
// does not watch, a pipe, or nothing at all.
func TestMeasureReadsEveryInput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "team.db")
	must(t, file, "init", "--as", "Dana")
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	lines := filepath.Join(t.TempDir(), "lines.csv")
	if err := os.WriteFile(lines, []byte("traffic,2026-11-16,5\ntraffic,2026-11-17,6\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{lines: "recorded 2 measurements", os.DevNull: ""} {
		in, err := os.Open(from)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		cmd := command(path, file, "measure", "-")
		cmd.Stdin = in
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), want) {
			t.Errorf("from %s: %v\n%s", from, err, out)
		}
	}
}
