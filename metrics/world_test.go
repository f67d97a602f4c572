package metrics_test

import (
	"testing"
	"time"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
)

// world is a state under construction.
type world struct {
	t     testing.TB
	mem   *event.Memory
	clock *event.Clock
	n     int
}

func newWorld(t testing.TB) *world {
	return &world{t: t, mem: event.NewMemory(), clock: &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}}
}

func (w *world) append(bodies ...event.Body) {
	w.t.Helper()
	if err := w.mem.Append(w.clock, record.ID{}, bodies...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) set(typ record.Type, id record.ID, at record.Time, fields ...record.Assign) {
	w.t.Helper()
	w.append(event.Set{Type: typ, ID: id, At: at, Fields: fields})
}

// noon gives the middle of a civil day in UTC; the zero date gives the zero
// time, "not known".
func noon(d record.Date) record.Time {
	if d == 0 {
		return record.Time{}
	}
	return record.Time{Unix: int64(d)*86400 + 43200}
}

func (w *world) view(asOf string, p record.Period) metrics.View {
	return metrics.View{Book: w.mem.Book(), Days: w.mem, Syms: w.mem.Syms, AsOf: date(asOf), Period: p}
}

// at gives a moment of a day, as "2026-11-16 09:30".
func at(s string) record.Time {
	tm, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return record.TimeOf(tm)
}
