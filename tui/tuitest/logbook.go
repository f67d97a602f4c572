package tuitest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
)

// Logbook is a data file in memory, with the real fold. It is safe for
// concurrent use.
type Logbook struct {
	mu     sync.Mutex
	memory *event.Memory
	clock  *event.Clock
	events []group
	seq    uint64
	rev    uint64
	// Fail, where given, is asked before every write; an error of it is what
	// the write fails with.
	Fail func() error
	// FailRead is the same for reads.
	FailRead func() error
}

// group is what was appended together.
type group struct {
	first  uint64 // number of its first event
	by     record.ID
	bodies []event.Body
	void   bool
}

// node is the data file's name among others.
const node record.Node = 7

// NewLogbook makes a data file at a moment, with the general pack.
func NewLogbook(now time.Time) *Logbook {
	l := &Logbook{memory: event.NewMemory(), clock: &event.Clock{Node: node}}
	l.clock.Last = record.Stamp{Wall: now.UnixMilli(), Node: node}
	l.Seed(event.GeneralPack()...)
	return l
}

// Seed writes facts that nobody signed; it panics on invalid ones.
func (l *Logbook) Seed(bodies ...event.Body) {
	for chunk := range slices.Chunk(bodies, 1<<15) {
		if err := l.append(record.ID{}, chunk...); err != nil {
			panic(err)
		}
	}
}

// Append implements tui.Logbook.
func (l *Logbook) Append(_ context.Context, by record.ID, bodies ...event.Body) error {
	if l.Fail != nil {
		if err := l.Fail(); err != nil {
			return err
		}
	}
	return l.append(by, bodies...)
}

func (l *Logbook) append(by record.ID, bodies ...event.Body) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.memory.Append(l.clock, by, bodies...); err != nil {
		return err
	}
	l.events = append(l.events, group{first: l.seq + 1, by: by, bodies: bodies})
	l.seq += uint64(len(bodies))
	l.rev++
	return nil
}

// days are the rollups as they were.
type days struct {
	all         map[record.Date]record.Rollup
	first, last record.Date
}

func (d days) Cells(day record.Date) []record.Cell { return d.all[day].Cells }
func (d days) Rows(day record.Date) []record.Row   { return d.all[day].Rows }
func (d days) Span() (first, last record.Date)     { return d.first, d.last }

// Snapshot implements tui.Logbook.
func (l *Logbook) Snapshot(context.Context) (tui.Snapshot, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.snapshot(), nil
}

func (l *Logbook) snapshot() tui.Snapshot {
	d := days{all: make(map[record.Date]record.Rollup)}
	d.first, d.last = l.memory.Span()
	for day := d.first; day <= d.last && day != 0; day++ {
		if rows := l.memory.Rows(day); len(rows) > 0 {
			d.all[day] = record.Rollup{Date: day, Cells: slices.Clone(l.memory.Cells(day)), Rows: slices.Clone(rows)}
		}
	}
	return tui.Snapshot{Book: l.memory.Book(), Days: d, Syms: l.memory.Syms, State: l.rev}
}

// Refresh implements tui.Logbook.
func (l *Logbook) Refresh(_ context.Context, s tui.Snapshot) (tui.Snapshot, *metrics.Changes, error) {
	if l.FailRead != nil {
		if err := l.FailRead(); err != nil {
			return s, nil, err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if s.State == l.rev {
		return s, nil, nil
	}
	return l.snapshot(), &metrics.Changes{All: true}, nil
}

// Changed implements tui.Logbook.
func (l *Logbook) Changed(s tui.Snapshot) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return s.State != l.rev, nil
}

// Activities implements tui.Logbook.
func (l *Logbook) Activities(ctx context.Context, q panel.Query, yield func(record.Activity) bool) error {
	l.mu.Lock()
	rows, book := l.memory.Activities(), l.memory.Book()
	l.mu.Unlock()
	if !q.Oldest {
		slices.Reverse(rows)
	}
	n := 0
	for _, a := range rows {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !behind(a, q) || !fits(a, q, book) {
			continue
		}
		if q.Limit > 0 && n == q.Limit || !yield(a) {
			return nil
		}
		n++
	}
	return nil
}

// behind reports whether an activity comes after the cursor in the order
// asked for.
func behind(a record.Activity, q panel.Query) bool {
	if q.After == nil {
		return true
	}
	c := cmp.Or(a.At.Compare(q.After.At), cmp.Compare(a.Ref.Node, q.After.Ref.Node), cmp.Compare(a.Ref.Seq, q.After.Ref.Seq))
	return c != 0 && (c > 0) == q.Oldest
}

func fits(a record.Activity, q panel.Query, book *record.Book) bool {
	day := a.At.Date()
	switch {
	case q.From != 0 && day < q.From, q.To != 0 && day > q.To:
		return false
	case q.Reps != nil && !slices.Contains(q.Reps, a.Rep):
		return false
	case !q.Account.IsZero() && a.Account != q.Account, !q.Deal.IsZero() && a.Deal != q.Deal:
		return false
	}
	text := quick.Plain(strings.Join([]string{a.Kind, book.AccountName(a.Account), book.RepName(a.Rep), a.Outcome, a.Note, strings.Join(a.Tags, " ")}, " "))
	for w := range strings.FieldsSeq(quick.Plain(q.Text)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// LastOwn implements tui.Logbook.
func (l *Logbook) LastOwn(_ context.Context, by record.ID) (record.Ref, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := len(l.events) - 1; i >= 0; i-- {
		g := l.events[i]
		if _, back := g.bodies[0].(event.Void); g.by == by && !g.void && !back {
			return record.Ref{Node: node, Seq: g.first}, nil
		}
	}
	return record.Ref{}, nil
}

// Undo implements tui.Logbook.
func (l *Logbook) Undo(_ context.Context, by record.ID, ref record.Ref) (tui.Undone, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.events, func(g group) bool { return g.first == ref.Seq })
	if i < 0 {
		return tui.Undone{}, nil
	}
	g := &l.events[i]
	var voids []event.Body
	for k, b := range g.bodies {
		t, id := event.Subject(b)
		voids = append(voids, event.Void{Target: record.Ref{Node: node, Seq: g.first + uint64(k)}, Type: t, ID: id, Restore: g.void})
	}
	if err := l.memory.Append(l.clock, by, voids...); err != nil {
		return tui.Undone{}, err
	}
	g.void = !g.void
	bodies, restored := g.bodies, !g.void
	l.events = append(l.events, group{first: l.seq + 1, by: by, bodies: voids})
	l.seq += uint64(len(voids))
	l.rev++
	return tui.Undone{Bodies: bodies, Restored: restored}, nil
}

// Everything gives all activities that stand, newest first.
func (l *Logbook) Everything() []record.Activity {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.memory.Activities()
	slices.Reverse(out)
	return out
}

// Book gives the entities as they are.
func (l *Logbook) Book() *record.Book {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.memory.Book()
}
