//go:build yardstick

package yardstick

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foresail/store"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
)

// turn is how many activities one side takes before the other has its go.
const turn = 50_000

// perScale is about how many activities the demo makes for a scale of 1, when
// it makes many.
const perScale = 44_000

var rows = flag.Int("rows", 0, "measure about this many activities instead of 100 k and 1 M")

// pair is the same activities in both kinds of file, and how long it took:
// foresail, SQLite with the least to do, SQLite as a program would have it.
type pair struct {
	foresail, least, usual string
	n                      int
	last                   record.Date // the day of the last activity
	took, took2, took3     time.Duration
	err                    error
}

// others are the two ways into SQLite.
type others struct{ raw, usual *sqlite }

// pairs are those made so far: several benchmarks look at the same files.
var pairs = make(map[int]pair)

var dir string

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "yardstick-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func sizes() []int {
	if *rows > 0 {
		return []int{*rows}
	}
	return []int{100_000, 1_000_000}
}

func each(b *testing.B, do func(b *testing.B, n int)) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("%dk", n/1000), func(b *testing.B) { do(b, n) })
	}
}

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func options() store.Options {
	return store.Options{Now: time.Now, Zone: time.UTC, Holder: "yardstick"}
}

// makePair imports about n activities into all, in turns.
func makePair(n int) (p pair) {
	p.foresail = filepath.Join(dir, fmt.Sprintf("%d.db", n))
	p.least = filepath.Join(dir, fmt.Sprintf("%d.sqlite", n))
	p.usual = p.least + "-usual"
	for _, file := range []string{p.foresail, p.least, p.usual} {
		os.Remove(file)
	}
	o := demo.Options{Seed: 1, Now: now, Scale: float64(n) / perScale}
	s, err := store.Create(context.Background(), p.foresail, options(), demo.Setup(o)...)
	if err != nil {
		return pair{err: err}
	}
	r, err := newRaw(p.least)
	if err != nil {
		return pair{err: err}
	}
	defer r.close()
	u, err := newUsual(p.usual)
	if err != nil {
		return pair{err: err}
	}
	defer u.close()
	p.err = p.fill(s, others{newSQLite(r), newSQLite(u)}, o)
	return p
}

func (p *pair) fill(s *store.Store, other others, o demo.Options) error {
	batch, err := s.Batch(context.Background(), record.ID{})
	if err != nil {
		return err
	}
	acts := make([]record.Activity, 0, turn)
	for g := range demo.Groups(o) {
		for _, b := range g.Bodies {
			if a, ok := b.(event.Activity); ok {
				acts = append(acts, a.Activity)
			}
		}
		if len(acts) >= turn {
			if err := p.all(batch, other, acts); err != nil {
				return err
			}
			acts = acts[:0]
		}
	}
	if err := p.all(batch, other, acts); err != nil {
		return err
	}
	if err := timed(&p.took, batch.Close); err != nil {
		return err
	}
	if err := timed(&p.took2, other.raw.finish); err != nil {
		return err
	}
	return timed(&p.took3, other.usual.finish)
}

func (p *pair) all(batch *store.Batch, other others, acts []record.Activity) error {
	if len(acts) == 0 {
		return nil
	}
	p.n += len(acts)
	p.last = acts[len(acts)-1].At.Date()
	err := timed(&p.took, func() error {
		for i := range acts {
			if err := batch.Add(event.Activity{Activity: acts[i]}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := timed(&p.took2, func() error { return other.raw.add(acts) }); err != nil {
		return err
	}
	return timed(&p.took3, func() error { return other.usual.add(acts) })
}

func timed(total *time.Duration, do func() error) error {
	start := time.Now()
	err := do()
	*total += time.Since(start)
	return err
}

// BenchmarkImport imports the same activities into both.
func BenchmarkImport(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		for range b.N {
			pairs[n] = makePair(n)
		}
		p := pairs[n]
		if p.err != nil {
			b.Fatal(p.err)
		}
		rate := func(d time.Duration) float64 { return float64(p.n) / d.Seconds() / 1000 }
		b.ReportMetric(rate(p.took), "foresail-k/s")
		b.ReportMetric(rate(p.took2), "sqlite-least-k/s")
		b.ReportMetric(rate(p.took3), "sqlite-usual-k/s")
		b.ReportMetric(p.took2.Seconds()/p.took.Seconds(), "times-least")
		b.ReportMetric(p.took3.Seconds()/p.took.Seconds(), "times-usual")
		b.ReportMetric(0, "ns/op")
	})
}

func ready(b *testing.B, n int) pair {
	if _, ok := pairs[n]; !ok {
		pairs[n] = makePair(n)
	}
	if pairs[n].err != nil {
		b.Fatal(pairs[n].err)
	}
	return pairs[n]
}

// BenchmarkSize compares the files.
func BenchmarkSize(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		p := ready(b, n)
		size := func(path string) float64 {
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			return float64(info.Size()) / float64(p.n)
		}
		for range b.N {
		}
		b.ReportMetric(size(p.foresail), "foresail-B/activity")
		b.ReportMetric(size(p.least), "sqlite-least-B/activity")
		b.ReportMetric(size(p.usual), "sqlite-usual-B/activity")
		b.ReportMetric(size(p.usual)/size(p.foresail), "times-smaller-than-usual")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkDashboard opens the files and asks for the numbers of a dashboard.
func BenchmarkDashboard(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		p := ready(b, n)
		var took, took2 time.Duration
		for range b.N {
			var total, series, total2, series2 int64
			if err := timed(&took, func() (err error) {
				total, series, err = dashboard(p.foresail, p.last)
				return err
			}); err != nil {
				b.Fatal(err)
			}
			if err := timed(&took2, func() (err error) {
				total2, series2, err = dashboardSQLite(p.usual, p.last)
				return err
			}); err != nil {
				b.Fatal(err)
			}
			if total != total2 || series != series2 || total == 0 {
				b.Fatalf("foresail counts %d and %d, SQLite %d and %d", total, series, total2, series2)
			}
		}
		each := func(d time.Duration) float64 { return d.Seconds() * 1000 / float64(b.N) }
		b.ReportMetric(each(took), "foresail-ms")
		b.ReportMetric(each(took2), "sqlite-ms")
		b.ReportMetric(took2.Seconds()/took.Seconds(), "times-faster")
		b.ReportMetric(0, "ns/op")
	})
}

// dashboard counts the last 90 days by rep and kind and 12 weeks by kind.
func dashboard(path string, last record.Date) (total, series int64, err error) {
	s, err := store.Open(context.Background(), path, options())
	if err != nil {
		return 0, 0, err
	}
	snap, err := s.Snapshot(context.Background())
	if err != nil {
		return 0, 0, err
	}
	type cell struct{ rep, kind record.Sym }
	type point struct {
		week record.Date
		kind record.Sym
	}
	planned, _ := snap.Syms.Find(record.Planned)
	counts, weeks := make(map[cell]int64), make(map[point]int64)
	monday := record.Week.Start(last, 0)
	for d := last - 89; d <= last; d++ {
		for _, c := range snap.Cells(d) {
			if c.Outcome == planned && planned != 0 {
				continue
			}
			counts[cell{c.Rep, c.Kind}] += int64(c.Count)
			if d >= monday-7*11 {
				weeks[point{record.Week.Start(d, 0), c.Kind}] += int64(c.Count)
			}
		}
	}
	for _, n := range counts {
		total += n
	}
	for _, n := range weeks {
		series += n
	}
	return total, series, nil
}
