package record

import (
	"slices"
	"strconv"
)

// Import is one run of an import: the file, and which events it brought.
type Import struct {
	ID     ID
	Name   string // of the file
	Runs   []Recall
	Undone bool // taken back; Stamp of Runs says when
}

// NewImport reads an import from its entity. Each of the notes that it left
// covers the events before it, back to the one whose number the note holds,
// and itself.
func NewImport(e *Entity) *Import {
	out := &Import{ID: e.ID}
	var settled Stamp
	for c := range e.Live {
		switch c.Field {
		case FieldName:
			out.Name = c.Value.Text
		case FieldFirst:
			if c.Value.Num >= 1 && uint64(c.Value.Num) <= c.Ref.Seq {
				out.Runs = append(out.Runs, Recall{Import: e.ID, Node: c.Ref.Node, First: uint64(c.Value.Num), Last: c.Ref.Seq})
			}
		case FieldUndone:
			if settled.IsZero() || c.Stamp.Compare(settled) > 0 {
				settled, out.Undone = c.Stamp, c.Value.Bool()
			}
		}
	}
	out.join()
	for i := range out.Runs {
		out.Runs[i].Stamp = settled
	}
	return out
}

// join puts runs in order that follow on each other, and makes them one.
func (i *Import) join() {
	slices.SortFunc(i.Runs, compareRecalls)
	var out []Recall
	for _, r := range i.Runs {
		n := len(out)
		if n > 0 && out[n-1].Node == r.Node && r.First <= out[n-1].Last+1 {
			out[n-1].Last = max(out[n-1].Last, r.Last)
			continue
		}
		out = append(out, r)
	}
	i.Runs = out
}

// Recalls gives the runs of events that are taken back with the import, none
// where it stands.
func (i *Import) Recalls() []Recall {
	if !i.Undone {
		return nil
	}
	return i.Runs
}

// Has reports whether the import brought an event.
func (i *Import) Has(r Ref) bool { return Recalls(i.Runs).Covers(r) }

// Events is the number of events that the import brought, its notes included.
func (i *Import) Events() (n uint64) {
	for _, r := range i.Runs {
		n += r.Last - r.First + 1
	}
	return n
}

// ImportID names the import that begins with an event.
func ImportID(first Ref) ID {
	return DeriveID("import/"+first.Node.String(), strconv.FormatUint(first.Seq, 10))
}
