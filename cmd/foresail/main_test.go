package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"foresail/cmd/cli"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain runs the tests, or foresail itself where a script calls it. Scripts
// set the clock by FORESAIL_TEST_NOW, which only this program knows.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"foresail": func() {
		os.Exit(cli.Main(cli.World{
			Args: os.Args[1:],
			In:   os.Stdin, Out: os.Stdout, Err: os.Stderr,
			Env: os.Getenv,
			Now: clock(os.Getenv("FORESAIL_TEST_NOW")), Zone: time.UTC,
		}))
	}})
}

// clock gives a clock that begins at a moment.
func clock(at string) func() time.Time {
	began := time.Now()
	first, err := time.Parse(time.RFC3339, at)
	if err != nil {
		panic(err)
	}
	return func() time.Time { return first.Add(time.Since(began)) }
}

// friday is when every script begins.
const friday = "2026-11-20T10:00:00Z"

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("FORESAIL_FILE", filepath.Join(e.WorkDir, "team.db"))
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("TZ", "UTC")
			e.Setenv("FORESAIL_TEST_NOW", friday)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "json": jsonAt, "alter": alter,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// exits runs a command and holds its exit status: exits 2 foresail log.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// jsonAt holds a value within the JSON on standard output: json stages.0.open 2.
// The value is compared as JSON, or as text where it is none.
func jsonAt(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json PATH VALUE")
	}
	got, err := at(ts.ReadFile("stdout"), args[0])
	if err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
	if (got == args[1] || got == strconv.Quote(args[1])) == neg {
		ts.Fatalf("%s is %s, want %s", args[0], got, args[1])
	}
}

// at gives the JSON text at a dotted path; len is the length of a list.
func at(text, path string) (string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "", err
	}
	for _, key := range strings.Split(path, ".") {
		switch node := v.(type) {
		case map[string]any:
			next, ok := node[key]
			if !ok {
				return "", fmt.Errorf("there is no %q", key)
			}
			v = next
		case []any:
			if key == "len" {
				v = json.Number(strconv.Itoa(len(node)))
				continue
			}
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(node) {
				return "", fmt.Errorf("there is no element %q of %d", key, len(node))
			}
			v = node[i]
		default:
			return "", fmt.Errorf("%q is asked of a plain value", key)
		}
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// alter damages a file as a failing disk does: it writes one text over
// another of the same length, everywhere: alter FILE OLD NEW. With OLD "all"
// it turns over every bit.
func alter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: alter FILE OLD NEW, or alter FILE all")
	}
	file := ts.MkAbs(args[0])
	b, err := os.ReadFile(file)
	ts.Check(err)
	if args[1] == "all" {
		for i := range b {
			b[i] ^= 0xff
		}
	} else {
		if !bytes.Contains(b, []byte(args[1])) || len(args[1]) != len(args[2]) {
			ts.Fatalf("%s does not hold %s, or %s is not as long", args[0], args[1], args[2])
		}
		b = bytes.ReplaceAll(b, []byte(args[1]), []byte(args[2]))
	}
	ts.Check(os.WriteFile(file, b, 0o600))
}

// built gives the path of the real program, built once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "foresail-built-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "foresail")
	out, err := exec.Command("go", "build", "-o", path, "foresail/cmd/foresail").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})
