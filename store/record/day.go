package record

import (
	"cmp"
	"slices"
	"sync"
)

// Sym stands for a string or an ID that occurs often: a rep, an account, a
// kind, an outcome. Syms are local to one open data file; 0 is "none".
type Sym uint32

// Syms turns strings and ids into Syms and back. It only ever grows, so every
// snapshot of one file shares it. Safe for concurrent use.
type Syms struct {
	mu    sync.RWMutex
	index map[string]Sym
	names []string
}

// NewSyms makes a table that holds only the empty string, as Sym 0.
func NewSyms() *Syms {
	return &Syms{index: map[string]Sym{"": 0}, names: []string{""}}
}

// Extend gives names the Syms that follow those there are, in their order. It
// reports false, and stops, at a name that has a Sym already.
func (t *Syms) Extend(names []string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.names) == 1 && len(names) > 0 {
		t.index = make(map[string]Sym, len(names)+len(names)/8)
		t.index[""] = 0
	}
	for _, s := range names {
		if _, taken := t.index[s]; taken {
			return false
		}
		t.index[s] = Sym(len(t.names))
		t.names = append(t.names, s)
	}
	return true
}

// Find gives the Sym of s, and false if it has none.
func (t *Syms) Find(s string) (Sym, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	y, ok := t.index[s]
	return y, ok
}

// FindID gives the Sym of an id, and false if it has none.
func (t *Syms) FindID(id ID) (Sym, bool) {
	if id.IsZero() {
		return 0, true
	}
	return t.Find(string(id[:]))
}

// Intern gives the Sym of s, making one if needed.
func (t *Syms) Intern(s string) Sym {
	if y, ok := t.Find(s); ok {
		return y
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if y, ok := t.index[s]; ok {
		return y
	}
	y := Sym(len(t.names))
	t.names = append(t.names, s)
	t.index[s] = y
	return y
}

// InternID gives the Sym of an id, making one if needed.
func (t *Syms) InternID(id ID) Sym {
	if id.IsZero() {
		return 0
	}
	return t.Intern(string(id[:]))
}

// Text gives the string of a Sym; "" for one that does not exist.
func (t *Syms) Text(y Sym) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if int(y) >= len(t.names) {
		return ""
	}
	return t.names[y]
}

// ID gives the id of a Sym; the zero ID if it stands for none.
func (t *Syms) ID(y Sym) ID { return Value{Text: t.Text(y)}.ID() }

// Len gives the number of Syms, Sym 0 included.
func (t *Syms) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.names)
}

// Cell counts the activities of one civil day that share rep, kind and
// outcome. An activity that agreed on a next step is counted once more in the
// cell of the next step's kind with the outcome Planned.
type Cell struct {
	Rep, Kind, Outcome Sym
	Count              int32
	Seconds            int64
}

// Planned is the outcome under which an agreed next step is counted in the
// rollups.
const Planned = "planned"

// Row is one activity of a civil day, as much of it as indicators need.
type Row struct {
	Ref                         Ref
	Minute                      int16 // of the civil day
	Rep, Kind, Outcome, Account Sym
	Deal, Contact               Sym
}

// Rollup is what one civil day came to: Cells sorted by (Rep, Kind, Outcome),
// and Rows, one an activity, sorted by (Minute, Ref). Values handed out are
// not to be changed.
type Rollup struct {
	Date  Date
	Cells []Cell
	Rows  []Row
}

// Days gives the rollups of a data file.
type Days interface {
	// Cells gives the counts of a day, nil for a day without activities.
	Cells(Date) []Cell
	// Rows gives the activities of a day, nil for a day without.
	Rows(Date) []Row
	// Span gives the first and last day that has activities; zero dates for
	// an empty file.
	Span() (first, last Date)
}

// Count enters an activity into the rollup of its day (sign +1) or takes it
// out (-1). The rollup does not depend on the order in which activities come.
func (r *Rollup) Count(syms *Syms, a Activity, sign int32) {
	rep, kind := syms.InternID(a.Rep), syms.Intern(a.Kind)
	r.cell(Cell{Rep: rep, Kind: kind, Outcome: syms.Intern(a.Outcome), Count: sign, Seconds: int64(sign) * int64(a.Seconds)})
	if a.NextKind != "" {
		r.cell(Cell{Rep: rep, Kind: syms.Intern(a.NextKind), Outcome: syms.Intern(Planned), Count: sign})
	}
	row := Row{
		Ref: a.Ref, Minute: int16(a.At.Minute()), Rep: rep, Kind: kind, Outcome: syms.Intern(a.Outcome),
		Account: syms.InternID(a.Account), Deal: syms.InternID(a.Deal), Contact: syms.InternID(a.Contact),
	}
	i, found := slices.BinarySearchFunc(r.Rows, row, compareRows)
	switch {
	case sign > 0 && !found:
		r.Rows = slices.Insert(r.Rows, i, row)
	case sign < 0 && found:
		r.Rows = slices.Delete(r.Rows, i, i+1)
	}
}

func (r *Rollup) cell(c Cell) {
	i, found := slices.BinarySearchFunc(r.Cells, c, compareCells)
	if !found {
		r.Cells = slices.Insert(r.Cells, i, c)
		return
	}
	r.Cells[i].Count += c.Count
	r.Cells[i].Seconds += c.Seconds
	if r.Cells[i].Count == 0 && r.Cells[i].Seconds == 0 {
		r.Cells = slices.Delete(r.Cells, i, i+1)
	}
}

func compareRows(a, b Row) int {
	return cmp.Or(cmp.Compare(a.Minute, b.Minute), cmp.Compare(a.Ref.Node, b.Ref.Node), cmp.Compare(a.Ref.Seq, b.Ref.Seq))
}

func compareCells(a, b Cell) int {
	return cmp.Or(cmp.Compare(a.Rep, b.Rep), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Outcome, b.Outcome))
}
