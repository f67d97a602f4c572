package record

import (
	"cmp"
	"slices"
)

// Recall says that a run of events was taken back together, with the import
// that brought them.
type Recall struct {
	Import      ID
	Node        Node
	First, Last uint64 // sequence numbers, both included
	Stamp       Stamp  // when: a later mark on one of the events counts for that one
}

// Recalls are all runs of events that are taken back at one time, by node and
// number, without overlap.
type Recalls []Recall

func compareRecalls(a, b Recall) int {
	return cmp.Or(cmp.Compare(a.Node, b.Node), cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), slices.Compare(a.Import[:], b.Import[:]))
}

// With gives the recalls when those of one import are others.
func (rs Recalls) With(id ID, now []Recall) Recalls {
	out := append(rs.without(id), now...)
	slices.SortFunc(out, compareRecalls)
	return out
}

// without gives a copy that lacks the runs of an import.
func (rs Recalls) without(id ID) Recalls {
	return slices.DeleteFunc(slices.Clone(rs), func(r Recall) bool { return r.Import == id })
}

// of gives the recall of an event, nil for none.
func (rs Recalls) of(r Ref) *Recall {
	if len(rs) == 0 {
		return nil
	}
	i, found := slices.BinarySearchFunc(rs, r, func(a Recall, r Ref) int {
		return cmp.Or(cmp.Compare(a.Node, r.Node), cmp.Compare(a.First, r.Seq))
	})
	if !found {
		i--
	}
	if i < 0 || rs[i].Node != r.Node || rs[i].Last < r.Seq {
		return nil
	}
	return &rs[i]
}

// Covers reports whether an event is among those taken back.
func (rs Recalls) Covers(r Ref) bool { return rs.of(r) != nil }

// by reports whether an event was taken back with one import.
func (rs Recalls) by(id ID, r Ref) bool {
	rc := rs.of(r)
	return rc != nil && rc.Import == id
}

// Attach tells an entity which of the recalls are about it.
//
// What an import began and what was changed afterwards, by somebody else or by
// another import, before it was taken back, would be left without its
// beginning. Such a recall does not count for that entity: it stays whole.
func (rs Recalls) Attach(e *Entity) {
	e.Recalls = nil
	switch {
	case len(rs) == 0 || e.Type == TypeImport:
		return
	case e.Type == TypeActivity: // its beginning is not among its changes: Amended sees to it
		e.Recalls = rs
		return
	}
	hits := rs.about(e)
	if len(hits) == 0 {
		return
	}
	e.Recalls = slices.DeleteFunc(slices.Clone(rs), func(r Recall) bool {
		return !slices.ContainsFunc(hits, func(h hit) bool { return h.Import == r.Import })
	})
	if e.Type == TypeMeasure { // a year of independent numbers
		return
	}
	for _, h := range hits {
		if !h.first.IsZero() && e.changedAfter(h) {
			e.Recalls = e.Recalls.without(h.Import)
		}
	}
	if len(e.Recalls) == 0 {
		e.Recalls = nil
	}
}

// hit is a recall that is about an entity; first is the stamp of the first
// thing that its import said of it.
type hit struct {
	Recall
	first Stamp
}

// about gives the recalls that take something of an entity back, one an
// import, by what was said first.
func (rs Recalls) about(e *Entity) (hits []hit) {
	take := func(r Ref, at Stamp) {
		rc := rs.of(r)
		if rc == nil {
			return
		}
		i := slices.IndexFunc(hits, func(h hit) bool { return h.Import == rc.Import })
		switch {
		case i < 0:
			hits = append(hits, hit{*rc, at})
		case !at.IsZero() && (hits[i].first.IsZero() || at.Compare(hits[i].first) < 0):
			hits[i].first = at
		}
	}
	for _, c := range e.Changes {
		take(c.Ref, c.Stamp)
	}
	for _, m := range e.Marks {
		take(Ref{Node: m.Stamp.Node, Seq: m.Seq}, Stamp{})
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(a.first.Compare(b.first), slices.Compare(a.Import[:], b.Import[:]))
	})
	return hits
}

// changedAfter reports whether what stands without an import began with it,
// and was said before the import was taken back.
func (e *Entity) changedAfter(h hit) bool {
	after := false
	for c := range e.Live {
		switch {
		case e.Recalls.by(h.Import, c.Ref): // restored by itself
		case c.Stamp.Compare(h.first) < 0:
			return false
		case c.Stamp.Compare(h.Stamp) < 0 && c.Stamp.Compare(h.first) > 0:
			after = true
		}
	}
	return after
}

// Recalled reports whether nothing of an entity stands because the imports
// that brought it were taken back, and for no other reason.
func (e *Entity) Recalled() bool {
	if len(e.Recalls) == 0 || e.Exists() {
		return false
	}
	whole := *e
	whole.Recalls = nil
	return whole.Exists()
}

// Stands gives an activity as it stands, with the amendments in patch (nil for
// none), and false when it was taken back.
func (rs Recalls) Stands(a Activity, patch *Entity) (Activity, bool) {
	if patch == nil {
		return a, !rs.Covers(a.Ref)
	}
	return a.Amended(patch)
}

// Took reports whether an activity was taken back with the import that brought
// it, and not by itself.
func (rs Recalls) Took(a Activity, patch *Entity) bool {
	if patch == nil || rs.of(a.Ref) == nil {
		return rs.Covers(a.Ref)
	}
	patch = patch.whole(a)
	r := patch.Recalls.of(a.Ref)
	if r == nil {
		return false
	}
	m := patch.mark(a.Ref)
	return m == nil || m.Stamp.Compare(r.Stamp) < 0
}

// whole gives the amendments without the recall of the import that brought
// their activity, where somebody amended it afterwards: it stays, then.
func (e *Entity) whole(a Activity) *Entity {
	r := e.Recalls.of(a.Ref)
	if r == nil {
		return e
	}
	for c := range e.Live {
		if c.Stamp.Compare(a.Stamp) > 0 && c.Stamp.Compare(r.Stamp) < 0 && !e.Recalls.by(r.Import, c.Ref) {
			kept := *e
			kept.Recalls = e.Recalls.without(r.Import)
			return &kept
		}
	}
	return e
}
