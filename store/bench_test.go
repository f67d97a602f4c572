package store

import (
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// million adds the sizes that take long to the benchmarks.
var million = flag.Bool("million", false, "benchmark files of a million activities too")

func sizes() []int {
	if *million {
		return []int{10_000, 100_000, 1_000_000}
	}
	return []int{10_000, 100_000}
}

// diary makes the activities of a dozen reps over two years, 2,000 accounts,
// a note of 30 bytes on half of them, ids as an import makes them.
type diary struct {
	rnd      *rand.Rand
	reps     []record.ID
	accounts []record.ID
	deals    []record.ID
	n, of    int
}

func newDiary(of int) *diary {
	d := &diary{rnd: rand.New(rand.NewPCG(1, 2)), of: of}
	for i := range 12 {
		d.reps = append(d.reps, record.RepID(fmt.Sprintf("rep %d", i)))
	}
	for i := range 2000 {
		d.accounts = append(d.accounts, record.AccountID(fmt.Sprintf("account %d", i)))
		d.deals = append(d.deals, record.DeriveID("deal", fmt.Sprint(i)))
	}
	return d
}

var diaryKinds = [...]string{"call", "call", "call", "email", "email", "meeting", "demo", "proposal", "visit", "inquiry"}
var diaryOutcomes = [...]string{"connected", "no-answer", "voicemail", "held", "replied", ""}

func (d *diary) next() event.Activity {
	at := base.AddDate(-2, 0, 0).Add(time.Duration(float64(d.n) / float64(d.of) * float64(2*365*24*time.Hour)))
	d.n++
	acc := d.rnd.IntN(len(d.accounts))
	a := record.Activity{
		ID: record.DeriveID("diary", fmt.Sprint(d.n)), At: record.TimeOf(at), Kind: diaryKinds[d.rnd.IntN(len(diaryKinds))],
		Outcome: diaryOutcomes[d.rnd.IntN(len(diaryOutcomes))], Rep: d.reps[d.rnd.IntN(len(d.reps))],
		Account: d.accounts[acc], Deal: d.deals[acc], Seconds: int32(d.rnd.IntN(3600)),
	}
	if d.n%2 == 0 {
		a.Note = "wants pricing before the freeze"[:30]
	}
	return event.Activity{Activity: a}
}

// fill makes a file of n activities in dir.
func fill(b testing.TB, dir string, n int) *Store {
	b.Helper()
	o := Options{Now: time.Now, Holder: "bench"}
	s, err := Create(context.Background(), filepath.Join(dir, fmt.Sprint(n, ".db")), o, event.GeneralPack()...)
	if err != nil {
		b.Fatal(err)
	}
	if err := importDiary(s, newDiary(n)); err != nil {
		b.Fatal(err)
	}
	return s
}

func importDiary(s *Store, d *diary) error {
	batch, err := s.Batch(context.Background(), record.ID{})
	if err != nil {
		return err
	}
	for d.n < d.of {
		if err := batch.Add(d.next()); err != nil {
			return err
		}
	}
	return batch.Close()
}

func each(b *testing.B, do func(b *testing.B, n int)) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("%dk", n/1000), func(b *testing.B) { do(b, n) })
	}
}

// BenchmarkImport measures bulk import and what it leaves on disk.
func BenchmarkImport(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		var size float64
		for range b.N {
			b.StopTimer()
			dir := b.TempDir()
			b.StartTimer()
			s := fill(b, dir, n)
			b.StopTimer()
			size = float64(fileSize(s.path))
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1000, "k/s")
		b.ReportMetric(size/float64(n), "B/activity")
		b.ReportMetric(size/float64(encodedSize(n)), "of-encoded")
		b.ReportMetric(0, "ns/op")
	})
}

// encodedSize is what the same events take with nothing around them but their
// length and checksum.
func encodedSize(n int) int {
	d, size := newDiary(n), 0
	w := &numbering{syms: map[string]record.Sym{}}
	var before int64
	for range n {
		a := d.next()
		b, err := event.Encode(nil, event.Event{Body: a}, event.Frame{At: before}, w)
		if err != nil {
			panic(err)
		}
		before = a.At.Unix
		size += len(b) + len(binary.AppendUvarint(nil, uint64(len(b)))) + 4
	}
	return size
}

// numbering is a dictionary that only gives numbers.
type numbering struct {
	event.Words
	syms map[string]record.Sym
}

func (w *numbering) Sym(s string) (record.Sym, error) {
	y, ok := w.syms[s]
	if !ok {
		y = record.Sym(len(w.syms) + 1)
		w.syms[s] = y
	}
	return y, nil
}

func (w *numbering) SymID(id record.ID) (record.Sym, error) { return w.Sym(string(id[:])) }

// raw is a file to which 100 bytes are written and synced, as the least that
// a durable entry can cost.
type raw struct{ f *os.File }

func newRaw(b *testing.B) raw {
	f, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	return raw{f}
}

func (r raw) write(b *testing.B) {
	if _, err := r.f.Write(make([]byte, 100)); err != nil {
		b.Fatal(err)
	}
	if err := dataSync(r.f); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAppend measures one durable entry against a raw write and
// fdatasync in the same run: from a running process (the Store is open, the
// file is not, as always), and from nothing (Open and Append).
func BenchmarkAppend(b *testing.B) {
	for _, mode := range []string{"running", "closed"} {
		b.Run(mode, func(b *testing.B) {
			each(b, func(b *testing.B, n int) {
				s, r := fill(b, b.TempDir(), n), newRaw(b)
				var ours, theirs time.Duration
				b.ResetTimer()
				for i := range b.N {
					start := time.Now()
					r.write(b)
					theirs += time.Since(start)
					start = time.Now()
					if mode == "closed" {
						var err error
						if s, err = Open(context.Background(), s.path, s.opts); err != nil {
							b.Fatal(err)
						}
					}
					if _, err := s.Append(context.Background(), record.RepID("ann"), call(i)); err != nil {
						b.Fatal(err)
					}
					ours += time.Since(start)
				}
				b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "µs/append")
				b.ReportMetric(float64(ours)/float64(theirs), "of-raw")
				b.ReportMetric(0, "ns/op")
			})
		})
	}
}

// BenchmarkWriters measures 50 sessions that write in one process, against one
// that writes alone in the same run.
func BenchmarkWriters(b *testing.B) {
	s := fill(b, b.TempDir(), 10_000)
	rate := func(writers, each int) float64 {
		start := time.Now()
		var wg sync.WaitGroup
		for w := range writers {
			from := w*each + int(start.UnixNano()&0xffffff)*1000
			wg.Go(func() {
				for i := range each {
					if _, err := s.Append(context.Background(), record.RepID("ann"), call(from+i)); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
		return float64(writers*each) / time.Since(start).Seconds()
	}
	var alone, many float64
	for range b.N {
		alone += rate(1, 100)
		many += rate(50, 40)
	}
	b.ReportMetric(alone/float64(b.N), "alone/s")
	b.ReportMetric(many/float64(b.N), "fifty/s")
	b.ReportMetric(many/alone, "times")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkOpen measures opening a file and reading its state.
func BenchmarkOpen(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		s := fill(b, b.TempDir(), n)
		for b.Loop() {
			s, err := Open(context.Background(), s.path, s.opts)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.Snapshot(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkDashboard measures counting 90 days by rep and kind and 12 weeks
// by kind, opening included.
func BenchmarkDashboard(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		s := fill(b, b.TempDir(), n)
		for b.Loop() {
			s, err := Open(context.Background(), s.path, s.opts)
			if err != nil {
				b.Fatal(err)
			}
			snap, err := s.Snapshot(context.Background())
			if err != nil {
				b.Fatal(err)
			}
			_, last := snap.Span()
			total := int64(0)
			for d := last - 89; d <= last; d++ {
				for _, c := range snap.Cells(d) {
					total += int64(c.Count)
				}
			}
			if total == 0 || snap.Err() != nil {
				b.Fatal("nothing counted", snap.Err())
			}
		}
	})
}

// BenchmarkRefresh measures seeing one new activity.
func BenchmarkRefresh(b *testing.B) {
	each(b, func(b *testing.B, n int) {
		s := fill(b, b.TempDir(), n)
		s.opts.NoSync = true
		snap, err := s.Snapshot(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		var took time.Duration
		b.ResetTimer()
		for i := range b.N {
			if _, err := s.Append(context.Background(), record.RepID("ann"), call(i)); err != nil {
				b.Fatal(err)
			}
			start := time.Now()
			next, _, err := s.Refresh(context.Background(), snap)
			if err != nil || next == snap {
				b.Fatal("nothing new", err)
			}
			took += time.Since(start)
			snap = next
		}
		b.ReportMetric(float64(took.Nanoseconds())/float64(b.N), "ns/op")
	})
}

// BenchmarkChanged measures the check that every other program makes each
// second.
func BenchmarkChanged(b *testing.B) {
	s := fill(b, b.TempDir(), 10_000)
	snap, err := s.Snapshot(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if changed, err := s.Changed(snap.Rev); err != nil || changed {
			b.Fatal(changed, err)
		}
	}
}
