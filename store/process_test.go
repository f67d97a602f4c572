package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// childMode names what a child process of the tests does, in its environment.
const childMode = "FORESAIL_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if mode := os.Getenv(childMode); mode != "" {
		os.Exit(child(mode, os.Args[len(os.Args)-3:]))
	}
	os.Exit(m.Run())
}

// child appends to a file: args are its path, the first id and how many. It
// prints an id after each acknowledgement, with the microseconds it took.
func child(mode string, args []string) int {
	from, _ := strconv.Atoi(args[1])
	n, _ := strconv.Atoi(args[2])
	if mode == "limited" {
		limitFileSize(int64(n))
		n = 100_000
	}
	o := Options{Now: time.Now, Wait: 30 * time.Second, Holder: "child " + args[1]}
	s, err := Open(context.Background(), args[0], o)
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	for i := range n {
		start := time.Now()
		if _, err := s.Append(context.Background(), record.RepID("ann"), call(from+i)); err != nil {
			fmt.Println("error", err)
			return 1
		}
		fmt.Println(from+i, time.Since(start).Microseconds())
	}
	return 0
}

func startChild(t testing.TB, mode, path string, from, n int) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe, "-test.run=^$", path, strconv.Itoa(from), strconv.Itoa(n))
	c.Env = append(os.Environ(), childMode+"="+mode)
	c.Stderr = os.Stderr
	return c
}

// Eight processes write at once: all 800 entries are there, nobody meets an
// error, and nobody waits for seconds.
func TestEightProcessesAtOnce(t *testing.T) {
	s := create(t)
	const procs, each = 8, 100
	var mu sync.Mutex
	var waits []time.Duration
	var wg sync.WaitGroup
	ends := make([]time.Time, procs)
	for p := range procs {
		wg.Go(func() {
			out, err := startChild(t, "append", s.Path(), p*1000, each).Output()
			ends[p] = time.Now()
			if err != nil {
				t.Errorf("process %d: %v: %s", p, err, out)
			}
			mu.Lock()
			defer mu.Unlock()
			for line := range strings.Lines(string(out)) {
				var id, us int
				if _, err := fmt.Sscan(line, &id, &us); err != nil {
					t.Errorf("process %d: %q", p, line)
				}
				waits = append(waits, time.Duration(us)*time.Microsecond)
			}
		})
	}
	wg.Wait()
	got := 0
	if err := s.Activities(context.Background(), Query{}, func(record.Activity) bool { got++; return true }); err != nil {
		t.Fatal(err)
	}
	if got != procs*each || len(waits) != procs*each {
		t.Errorf("%d activities, %d acknowledged; want %d", got, len(waits), procs*each)
	}
	slices.Sort(waits)
	t.Logf("p50 %v, p99 %v, longest %v, ends within %v", waits[len(waits)/2], waits[len(waits)*99/100], waits[len(waits)-1],
		slices.MaxFunc(ends, time.Time.Compare).Sub(slices.MinFunc(ends, time.Time.Compare)))
	if longest := waits[len(waits)-1]; longest > 2*time.Second {
		t.Errorf("somebody waited %v", longest)
	}
}

// A process killed in the middle of appending loses nothing that it
// acknowledged, and leaves a sound file.
func TestKilledProcessLosesNothing(t *testing.T) {
	ctx := context.Background()
	s := create(t, event.GeneralPack()...)
	for round := range 5 {
		c := startChild(t, "append", s.Path(), round*10_000, 9_000)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		var acked []int
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var n, us int
			if _, err := fmt.Sscan(lines.Text(), &n, &us); err != nil {
				t.Fatalf("child said %q", lines.Text())
			}
			if acked = append(acked, n); len(acked) == 10+7*round {
				if err := c.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = c.Wait() // killed
		found := make(map[record.ID]bool)
		if err := s.Activities(ctx, Query{}, func(a record.Activity) bool { found[a.ID] = true; return true }); err != nil {
			t.Fatal(err)
		}
		for _, n := range acked {
			if !found[id(n)] {
				t.Errorf("round %d: entry %d was acknowledged and is gone", round, n)
			}
		}
	}
	if r, err := s.Check(ctx, nil); err != nil || len(r.Faults) > 0 {
		t.Errorf("check: %+v, %v", r.Faults, err)
	}
}

// When the disk is full an append says so, and everything before it stays.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file sizes cannot be limited here")
	}
	ctx := context.Background()
	s := create(t)
	out, err := startChild(t, "limited", s.Path(), 0, 300<<10).Output()
	if err == nil {
		t.Fatal("a full disk was not noticed")
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := lines[len(lines)-1]
	if !strings.HasPrefix(last, "error") || !strings.Contains(last, "full") {
		t.Errorf("a full disk is worded as %q", last)
	}
	acked := len(lines) - 1
	got := 0
	if err := s.Activities(ctx, Query{}, func(record.Activity) bool { got++; return true }); err != nil {
		t.Fatal(err)
	}
	if got != acked || acked < 10 {
		t.Errorf("%d acknowledged, %d found", acked, got)
	}
	if _, err := s.Append(ctx, record.RepID("ann"), call(200_000)); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if r, err := s.Check(ctx, nil); err != nil || len(r.Faults) > 0 {
		t.Errorf("check: %+v, %v", r.Faults, err)
	}
}

// Whoever waits too long is told who holds the file, and how long that was.
func TestBusyNamesTheHolder(t *testing.T) {
	s := create(t)
	o := testOptions()
	o.Holder = "foresail import big.csv"
	l, err := seize(context.Background(), s.Path(), o, true)
	if err != nil {
		t.Fatal(err)
	}
	short := testOptions()
	short.Wait = 30 * time.Millisecond
	other := newStore(s.path, short)
	_, err = other.Append(context.Background(), record.RepID("ann"), call(1))
	if !errors.Is(err, ErrBusy) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"foresail import big.csv", strconv.Itoa(os.Getpid()), "0.03 s"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Append(context.Background(), record.RepID("ann"), call(1)); err != nil {
		t.Errorf("free again: %v", err)
	}
}

// A call that was cancelled says so and changes nothing.
func TestCancelledWait(t *testing.T) {
	s := create(t)
	l, err := seize(context.Background(), s.Path(), testOptions(), true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := s.Append(ctx, record.RepID("ann"), call(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(context.Background(), record.RepID("ann"), call(1)); err != nil {
		t.Errorf("after a cancelled wait: %v", err)
	}
}

// A folder that may not be written: reading works, writing says so.
func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("permissions do not bind the superuser")
	}
	s := create(t)
	dir := filepath.Dir(s.Path())
	if err := os.Remove(lockName(s.Path())); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if _, err := s.Snapshot(context.Background()); err != nil {
		t.Errorf("reading: %v", err)
	}
	if _, err := s.Append(context.Background(), record.RepID("ann"), call(1)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
}
