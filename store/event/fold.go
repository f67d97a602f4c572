package event

import (
	"slices"

	"foresail/store/record"
)

// Ground is the state that a fold stands on and changes. The store gives one
// over a transaction; Memory is one in memory.
type Ground interface {
	// Entity gives an entity that the caller may change, nil for one of which
	// nothing is known.
	Entity(record.Type, record.ID) (*record.Entity, error)
	// SaveEntity keeps a changed or new entity.
	SaveEntity(*record.Entity) error
	// Activity gives an activity as it was logged, without amendments: of
	// several events that logged it the earliest stamp, those last that were
	// taken back with their import.
	Activity(record.ID) (record.Activity, bool, error)
	// SaveActivity keeps one that an event logged.
	SaveActivity(record.Activity) error
	// Count enters an activity as it stands into the rollup of its day.
	Count(record.Activity) error
	// Uncount takes it out again.
	Uncount(record.Activity) error
	// Recalls gives what is taken back with its import. Entities have them
	// attached.
	Recalls() record.Recalls
	// Recall makes now what is taken back of an import, attaches it to the
	// entities and counts anew what that changes.
	Recall(id record.ID, now []record.Recall) error
}

// Fold applies one event to the state. Folding the same events in any order,
// and any of them again, gives the same state.
func Fold(g Ground, e Event) error {
	switch b := e.Body.(type) {
	case Activity:
		a := b.Activity
		a.Ref, a.Stamp, a.By = e.Ref, e.Stamp, e.By
		return foldActivity(g, a)
	case Amend:
		return foldPatch(g, b.Activity, func(patch *record.Entity) {
			for _, f := range b.Fields {
				// All amendments hold from the beginning: the latest stamp wins.
				patch.Add(record.Change{Stamp: e.Stamp, Ref: e.Ref, By: e.By, Field: f.Field, Value: f.Value})
			}
		})
	case Set:
		return change(g, b.Type, b.ID, func(t *record.Entity) {
			for _, f := range b.Fields {
				t.Add(record.Change{At: b.At, Stamp: e.Stamp, Ref: e.Ref, By: e.By, Field: f.Field, Value: f.Value})
			}
		})
	case Void:
		mark := record.Mark{Ref: b.Target, Stamp: e.Stamp, Seq: e.Ref.Seq, Void: !b.Restore}
		if b.Type == record.TypeActivity {
			return foldPatch(g, b.ID, func(patch *record.Entity) { patch.SetMark(mark) })
		}
		return change(g, b.Type, b.ID, func(t *record.Entity) { t.SetMark(mark) })
	}
	return nil
}

func change(g Ground, t record.Type, id record.ID, do func(*record.Entity)) error {
	e, err := g.Entity(t, id)
	if err != nil {
		return err
	}
	if e == nil {
		e = &record.Entity{Type: t, ID: id}
	}
	if t == record.TypeImport {
		return foldImport(g, e, do)
	}
	do(e)
	g.Recalls().Attach(e)
	return g.SaveEntity(e)
}

// foldImport changes what is known of an import: which events it brought, and
// whether they stand.
func foldImport(g Ground, e *record.Entity, do func(*record.Entity)) error {
	was := record.NewImport(e).Recalls()
	do(e)
	if err := g.SaveEntity(e); err != nil {
		return err
	}
	now := record.NewImport(e).Recalls()
	if slices.Equal(was, now) {
		return nil
	}
	return g.Recall(e.ID, now)
}

func foldActivity(g Ground, a record.Activity) error {
	old, known, err := g.Activity(a.ID)
	if err != nil {
		return err
	}
	rs := g.Recalls()
	switch {
	case known && old.Ref == a.Ref:
		return nil
	case known && len(rs) == 0 && old.Stamp.Compare(a.Stamp) <= 0:
		return g.SaveActivity(a)
	}
	patch, err := g.Entity(record.TypeActivity, a.ID)
	if err != nil {
		return err
	}
	if known {
		if err := uncount(g, old, patch); err != nil {
			return err
		}
	}
	if err := g.SaveActivity(a); err != nil {
		return err
	}
	if known {
		a, _ = Chosen([]record.Activity{old, a}, patch, rs)
	}
	return count(g, a, patch)
}

func foldPatch(g Ground, id record.ID, do func(*record.Entity)) error {
	a, known, err := g.Activity(id)
	if err != nil {
		return err
	}
	patch, err := g.Entity(record.TypeActivity, id)
	if err != nil {
		return err
	}
	if known {
		if err := uncount(g, a, patch); err != nil {
			return err
		}
	}
	if patch == nil {
		patch = &record.Entity{Type: record.TypeActivity, ID: id}
	}
	do(patch)
	g.Recalls().Attach(patch)
	if err := g.SaveEntity(patch); err != nil || !known {
		return err
	}
	if len(g.Recalls()) > 0 { // another event may be the one that stands, now
		if a, _, err = g.Activity(id); err != nil {
			return err
		}
	}
	return count(g, a, patch)
}

func count(g Ground, a record.Activity, patch *record.Entity) error {
	if now, stands := g.Recalls().Stands(a, patch); stands {
		return g.Count(now)
	}
	return nil
}

func uncount(g Ground, a record.Activity, patch *record.Entity) error {
	if was, stood := g.Recalls().Stands(a, patch); stood {
		return g.Uncount(was)
	}
	return nil
}

// Chosen gives the activity of an id out of those that events logged: the
// earliest, but those that were taken back with their import come last.
func Chosen(logged []record.Activity, patch *record.Entity, rs record.Recalls) (record.Activity, bool) {
	var best record.Activity
	took := false
	for i, a := range logged {
		t := len(rs) > 0 && rs.Took(a, patch)
		if i == 0 || took && !t || took == t && a.Stamp.Compare(best.Stamp) < 0 {
			best, took = a, t
		}
	}
	return best, len(logged) > 0
}
