package main_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"foresail/store"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
)

// bare is the least that a program can do that keeps a line: start, open,
// append, fsync, end. It is the yardstick of `foresail log`.
const bare = `package main

import "os"

func main() {
	f, err := os.OpenFile(os.Args[1], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	if _, err := f.WriteString("call acme 15m connected\n"); err != nil {
		panic(err)
	}
	if err := f.Sync(); err != nil {
		panic(err)
	}
}
`

// BenchmarkLogProcess runs `foresail log`, the whole process, on files of
// several sizes, side by side with the bare program, and with `task add` where
// Taskwarrior is installed. It reports medians in ms and their ratios.
func BenchmarkLogProcess(b *testing.B) {
	for _, size := range []struct {
		name  string
		scale float64
	}{{"10k", 0.2}, {"100k", 2}} {
		b.Run(size.name, func(b *testing.B) { benchmarkLog(b, size.scale) })
	}
}

func benchmarkLog(b *testing.B, scale float64) {
	path, err := built()
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	file := filepath.Join(dir, "team.db")
	n := demoFile(b, file, scale)
	rivals := []rival{
		{"foresail", exec.Command(path, "log", "call", "acme", "15m", "connected"), nil},
		{"bare", exec.Command(buildBare(b, dir), filepath.Join(dir, "lines")), nil},
	}
	rivals[0].cmd.Env = append(os.Environ(), "FORESAIL_FILE="+file, "FORESAIL_REP=Bench")
	if task, err := exec.LookPath("task"); err == nil {
		rivals = append(rivals, rival{"task", taskwarrior(b, task, dir, 10_000), nil})
	}
	for b.Loop() {
		for i := range rivals {
			rivals[i].run(b)
		}
	}
	b.ReportMetric(float64(n), "activities")
	own := rivals[0].median()
	for _, r := range rivals {
		b.ReportMetric(float64(r.median().Microseconds())/1000, r.name+"-ms")
		b.ReportMetric(float64(own)/float64(r.median()), "x-"+r.name)
	}
}

// rival is a program that is run again and again.
type rival struct {
	name  string
	cmd   *exec.Cmd
	times []time.Duration
}

func (r *rival) run(b *testing.B) {
	c := exec.Command(r.cmd.Path, r.cmd.Args[1:]...)
	c.Env = r.cmd.Env
	began := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", r.name, err, out)
	}
	r.times = append(r.times, time.Since(began))
}

func (r *rival) median() time.Duration {
	sorted := slices.Sorted(slices.Values(r.times))
	return sorted[len(sorted)/2]
}

// demoFile makes a data file of a made-up team and gives its activities.
func demoFile(b *testing.B, file string, scale float64) int {
	b.Helper()
	ctx := context.Background()
	o := demo.Options{Seed: 1, Now: time.Now(), Zone: time.UTC, Scale: scale}
	seed := append(demo.Setup(o), event.Set{Type: record.TypeRep, ID: record.RepID("Bench"), Fields: []record.Assign{
		{Field: record.FieldName, Value: record.Text("Bench")},
	}})
	s, err := store.Create(ctx, file, store.Options{Now: time.Now, Zone: time.UTC, NoSync: true}, seed...)
	if err != nil {
		b.Fatal(err)
	}
	batch, err := s.Batch(ctx, record.ID{})
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for g := range demo.Groups(o) {
		for _, body := range g.Bodies {
			if body.Code() == event.CodeActivity {
				n++
			}
		}
		if err := batch.Add(g.Bodies...); err != nil {
			b.Fatal(err)
		}
	}
	if err := batch.Close(); err != nil {
		b.Fatal(err)
	}
	return n
}

func buildBare(b *testing.B, dir string) string {
	b.Helper()
	source := filepath.Join(dir, "bare.go")
	if err := os.WriteFile(source, []byte(bare), 0o600); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "bare")
	if out, err := exec.Command("go", "build", "-o", path, source).CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// taskwarrior gives the command that adds a task to a list of open ones.
func taskwarrior(b *testing.B, task, dir string, open int) *exec.Cmd {
	b.Helper()
	env := append(os.Environ(), "TASKDATA="+filepath.Join(dir, "task"), "TASKRC=/dev/null")
	var lines []byte
	for i := range open {
		lines = append(lines, `{"description":"call account `+strconv.Itoa(i)+`","status":"pending"}`+"\n"...)
	}
	fill := exec.Command(task, "rc.confirmation=no", "import", "-")
	fill.Env = env
	fill.Stdin = bytes.NewReader(lines)
	if out, err := fill.CombinedOutput(); err != nil {
		b.Fatalf("task import: %v\n%s", err, out)
	}
	add := exec.Command(task, "add", "call", "acme", "15m", "connected")
	add.Env = env
	return add
}
