package importer

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"testing"

	"foresail/store/event"
	"foresail/store/record"
)

// rowsOf gives a file of activities without keeping it in memory.
type rowsOf struct {
	n, i int
	rest []byte
}

func (r *rowsOf) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		switch {
		case r.i == 0:
			r.rest = []byte("id,date,type,rep,account,result,minutes,notes\n")
		case r.i > r.n:
			return 0, io.EOF
		default:
			r.rest = fmt.Appendf(r.rest[:0], "%d,2026-%02d-%02d %02d:%02d,call,Rep %d,Account %d,connected,%d,asked about the offer and the delivery\n",
				r.i, r.i%10+1, r.i%28+1, r.i%24, r.i%60, r.i%12, r.i%5000, r.i%90)
		}
		r.i++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// void takes what it is given and remembers nothing but names.
type void struct {
	n     int
	known map[record.ID]*record.Entity
}

func (v *void) Add(group ...event.Body) error {
	for _, b := range group {
		if s, ok := b.(event.Set); ok {
			e := &record.Entity{Type: s.Type, ID: s.ID}
			for _, f := range s.Fields {
				e.Add(record.Change{At: s.At, Field: f.Field, Value: f.Value})
			}
			v.known[s.ID] = e
		}
	}
	v.n += len(group)
	return nil
}

func (v *void) Activity(record.ID) (record.Activity, bool, error) {
	return record.Activity{}, false, nil
}

func (v *void) Entity(_ record.Type, id record.ID) (*record.Entity, error) { return v.known[id], nil }

func BenchmarkImportActivities(b *testing.B) {
	const rows = 100_000
	b.ReportAllocs()
	for b.Loop() {
		sink := &void{known: map[record.ID]*record.Entity{}}
		rep, err := Import(context.Background(), &rowsOf{n: rows}, sink, nil, options())
		if err != nil || rep.Created != rows {
			b.Fatalf("%v %+v", err, rep)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// What an import holds does not grow with the file: ten times the rows may
// not hold more than a little beyond the caps.
func TestMemoryIsFlat(t *testing.T) {
	held := func(rows int) uint64 {
		sink := &void{known: map[record.ID]*record.Entity{}}
		o := options()
		o.Limits = Limits{Seen: 1 << 12}
		var most uint64
		o.Every = rows / 4
		o.Progress = func(Progress) {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		if _, err := Import(context.Background(), &rowsOf{n: rows}, sink, nil, o); err != nil {
			t.Fatal(err)
		}
		return most
	}
	small, large := held(20_000), held(200_000)
	if large > small+(1<<20) {
		t.Errorf("20,000 rows hold %d KB, 200,000 rows %d KB", small>>10, large>>10)
	}
	t.Logf("20,000 rows hold %d KB, 200,000 rows %d KB", small>>10, large>>10)
}
