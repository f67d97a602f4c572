package event

import "foresail/store/record"

// Ground is the state that a fold stands on and changes. The store gives one
// over a transaction; Memory is one in memory.
type Ground interface {
	// Entity gives an entity that the caller may change, nil for one of which
	// nothing is known.
	Entity(record.Type, record.ID) (*record.Entity, error)
	// SaveEntity keeps a changed or new entity.
	SaveEntity(*record.Entity) error
	// Activity gives an activity as it was logged, without amendments.
	Activity(record.ID) (record.Activity, bool, error)
	// SaveActivity makes a the activity of its id, in place of any other.
	SaveActivity(record.Activity) error
	// Count enters an activity as it stands into the rollup of its day.
	Count(record.Activity) error
	// Uncount takes it out again.
	Uncount(record.Activity) error
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
		mark := record.Mark{Ref: b.Target, Stamp: e.Stamp, Void: !b.Restore}
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
	do(e)
	return g.SaveEntity(e)
}

func foldActivity(g Ground, a record.Activity) error {
	old, known, err := g.Activity(a.ID)
	if err != nil {
		return err
	}
	if known && old.Stamp.Compare(a.Stamp) <= 0 {
		return nil
	}
	patch, err := g.Entity(record.TypeActivity, a.ID)
	if err != nil {
		return err
	}
	if known {
		if was, stood := old.Amended(patch); stood {
			if err := g.Uncount(was); err != nil {
				return err
			}
		}
	}
	if err := g.SaveActivity(a); err != nil {
		return err
	}
	if now, stands := a.Amended(patch); stands {
		return g.Count(now)
	}
	return nil
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
		if was, stood := a.Amended(patch); stood {
			if err := g.Uncount(was); err != nil {
				return err
			}
		}
	}
	if patch == nil {
		patch = &record.Entity{Type: record.TypeActivity, ID: id}
	}
	do(patch)
	if err := g.SaveEntity(patch); err != nil {
		return err
	}
	if known {
		if now, stands := a.Amended(patch); stands {
			return g.Count(now)
		}
	}
	return nil
}
