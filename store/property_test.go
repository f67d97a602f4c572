package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"

	"pgregory.net/rapid"
)

// world is a few files that record on their own and exchange events now and
// then, and all that was ever recorded.
type world struct {
	t      *rapid.T
	dir    string
	files  []*Store
	now    time.Time
	events map[record.Ref]event.Event
	notes  []record.Ref // of imports
}

func newWorld(t *rapid.T) *world {
	dir, err := os.MkdirTemp("", "store-property-")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, dir: dir, now: base, events: make(map[record.Ref]event.Event)}
	for i := range 3 {
		o := Options{Now: func() time.Time { return w.now }, NoSync: true}
		s, err := Create(context.Background(), filepath.Join(dir, fmt.Sprint(i)), o)
		if err != nil {
			t.Fatal(err)
		}
		w.files = append(w.files, s)
	}
	return w
}

func (w *world) must(err error) {
	if err != nil {
		w.t.Fatalf("%+v", err)
	}
}

func (w *world) file() *Store { return rapid.SampledFrom(w.files).Draw(w.t, "file") }

// body draws a body about one of a few things, so that they collide.
func (w *world) body() event.Body {
	n := rapid.IntRange(0, 5).Draw(w.t, "which")
	at := record.TimeOf(base.Add(time.Duration(rapid.IntRange(-3, 3).Draw(w.t, "hours")) * 9 * time.Hour))
	switch rapid.IntRange(0, 4).Draw(w.t, "body") {
	case 0, 1:
		a := call(n)
		a.At = at
		a.Outcome = rapid.SampledFrom([]string{"", "connected", "voicemail"}).Draw(w.t, "outcome")
		if rapid.Bool().Draw(w.t, "next") {
			a.NextKind, a.NextDue = "demo", record.TimeOf(base.AddDate(0, 0, 3))
		}
		return a
	case 2:
		return event.Amend{Activity: id(n), Fields: []record.Assign{
			{Field: record.FieldWhen, Value: record.TimeValue(at)},
			{Field: record.FieldOutcome, Value: record.Text("amended")},
		}}
	case 3:
		stage := rapid.SampledFrom([]string{"lead", "proposal", "won"}).Draw(w.t, "stage")
		return event.Set{Type: record.TypeDeal, ID: id(100 + n), At: at, Fields: []record.Assign{
			{Field: record.FieldStage, Value: record.Text(stage)},
			{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: int64(n), Currency: "EUR"})},
			{Field: record.FieldAccount, Value: record.IDValue(record.AccountID("acme"))},
		}}
	}
	return event.NewMeasure("visits", record.DateOf(base)+record.Date(n), float64(n)+0.25)
}

// step does one thing to the world.
func (w *world) step() {
	ctx := context.Background()
	w.now = w.now.Add(time.Duration(rapid.IntRange(-2000, 5000).Draw(w.t, "clock")) * time.Millisecond)
	s := w.file()
	switch rapid.IntRange(0, 7).Draw(w.t, "step") {
	case 0:
		w.sync(s, w.file())
	case 1:
		ref, err := s.LastOwn(ctx, record.RepID("ann"))
		if err != nil {
			return
		}
		u, err := s.Undo(ctx, record.RepID("ann"), ref)
		w.must(err)
		w.keep(u.Receipt.Events)
	case 2:
		if ref := w.load(s, rapid.IntRange(1, 40).Draw(w.t, "many")); !ref.IsZero() {
			w.notes = append(w.notes, ref)
		}
		w.must(s.Events(ctx, nil, func(e event.Event) bool { w.keep([]event.Event{e}); return true }))
	case 4:
		if len(w.notes) == 0 {
			return
		}
		u, err := s.Undo(ctx, record.RepID("ann"), rapid.SampledFrom(w.notes).Draw(w.t, "import"))
		if errors.Is(err, ErrNoEvent) { // it is not here yet
			return
		}
		w.must(err)
		w.keep(u.Receipt.Events)
	case 3:
		w.must(s.Rebuild(ctx))
	default:
		r, err := s.Append(ctx, record.RepID("ann"), w.body(), w.body())
		w.must(err)
		if !r.Duplicate {
			w.keep(r.Events)
		}
	}
}

func (w *world) keep(events []event.Event) {
	for _, e := range events {
		w.events[e.Ref] = e
	}
}

// sync gives one file what another has and it lacks, twice and shuffled.
func (w *world) sync(to, from *Store) {
	ctx := context.Background()
	have, err := to.Nodes(ctx)
	w.must(err)
	var events []event.Event
	w.must(from.Events(ctx, have, func(e event.Event) bool { events = append(events, e); return true }))
	w.must(to.Merge(ctx, rapid.Permutation(events).Draw(w.t, "order")))
	w.must(to.Merge(ctx, events))
}

// seen is the state of a file in words that do not depend on its numbering.
type seen struct {
	book       *record.Book
	cells      map[string]string
	rows       map[string]string
	activities map[record.ID]record.Activity
}

func lookAt(days record.Days, syms *record.Syms, book *record.Book, activities []record.Activity) seen {
	out := seen{book: book, cells: map[string]string{}, rows: map[string]string{}, activities: map[record.ID]record.Activity{}}
	first, last := days.Span()
	for d := first; d <= last && first != 0; d++ {
		var cells, rows []string
		for _, c := range days.Cells(d) {
			cells = append(cells, fmt.Sprintf("%q %s %s %d %d", syms.Text(c.Rep), syms.Text(c.Kind), syms.Text(c.Outcome), c.Count, c.Seconds))
		}
		for _, r := range days.Rows(d) {
			rows = append(rows, fmt.Sprintf("%v %d %q %s %s %q %q", r.Ref, r.Minute, syms.Text(r.Rep), syms.Text(r.Kind), syms.Text(r.Outcome), syms.Text(r.Account), syms.Text(r.Deal)))
		}
		slices.Sort(cells)
		if len(rows) > 0 || len(cells) > 0 {
			out.cells[d.String()], out.rows[d.String()] = strings.Join(cells, "\n"), strings.Join(rows, "\n")
		}
	}
	for _, a := range activities {
		out.activities[a.ID] = a
	}
	return out
}

func (w *world) look(s *Store) seen {
	ctx := context.Background()
	snap, err := s.Snapshot(ctx)
	w.must(err)
	var all []record.Activity
	w.must(s.Activities(ctx, Query{}, func(a record.Activity) bool { all = append(all, a); return true }))
	out := lookAt(snap, snap.Syms, snap.Book, all)
	w.must(snap.Err())
	return out
}

func (w *world) same(what string, a, b seen) {
	for _, part := range []struct {
		name string
		a, b any
	}{{"cells", a.cells, b.cells}, {"rows", a.rows, b.rows}, {"activities", a.activities, b.activities}, {"book", a.book, b.book}} {
		if !reflect.DeepEqual(part.a, part.b) {
			w.t.Fatalf("%s: %s differ:\n%+v\n%+v", what, part.name, part.a, part.b)
		}
	}
}

// Whatever is recorded where, and in whatever order it is exchanged: once
// everybody has everything all files say the same, and the same as a fold of
// the events in memory. A snapshot that was refreshed all along says the same
// as a new one.
func TestFilesConverge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		defer os.RemoveAll(w.dir)
		ctx := context.Background()
		follow, err := w.files[0].Snapshot(ctx)
		w.must(err)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.step()
			follow, _, err = w.files[0].Refresh(ctx, follow)
			w.must(err)
			first, last := follow.Span()
			w.must(follow.Load(ctx, first, last))
		}
		for range 2 {
			for _, a := range w.files {
				for _, b := range w.files {
					w.sync(a, b)
				}
			}
		}
		follow, _, err = w.files[0].Refresh(ctx, follow)
		w.must(err)
		want := w.look(w.files[0])
		w.same("a second file", want, w.look(w.files[1]))
		w.same("a third file", want, w.look(w.files[2]))
		w.same("a snapshot refreshed all along", want, lookAt(follow, follow.Syms, follow.Book, slices.Collect(maps.Values(want.activities))))
		m := event.NewMemory()
		for _, ref := range rapid.Permutation(slices.SortedFunc(maps.Keys(w.events), compareRefs)).Draw(t, "fold") {
			w.must(event.Fold(m, w.events[ref]))
		}
		w.same("a fold in memory", want, lookAt(m, m.Syms, m.Book(), m.Activities()))
		r, err := w.file().Check(ctx, nil)
		w.must(err)
		if len(r.Faults) > 0 {
			t.Fatalf("check finds %+v", r.Faults)
		}
	})
}

func compareRefs(a, b record.Ref) int {
	if a.Node != b.Node {
		if a.Node < b.Node {
			return -1
		}
		return 1
	}
	return int(a.Seq) - int(b.Seq)
}
