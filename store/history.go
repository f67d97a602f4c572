package store

import (
	"context"
	"slices"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// History gives the events about one thing, oldest first: how it began, what
// was said of it, and what was taken back. Where nothing was taken back the
// events are read by their references, else the whole log is gone through.
// Under a grant there is nothing about what may not be seen.
func (s *Store) History(ctx context.Context, t record.Type, id record.ID) ([]event.Event, error) {
	if s.grant != nil {
		if seen, err := s.seesSubject(ctx, t, id); err != nil || !seen {
			return nil, err
		}
	}
	out, whole, err := s.told(ctx, t, id)
	if err == nil && !whole {
		out = nil
		owner := &Store{shared: s.shared}
		err = owner.Events(ctx, nil, func(e event.Event) bool {
			if et, eid := event.Subject(e.Body); et == t && eid == id {
				out = append(out, e)
			}
			return true
		})
	}
	slices.SortFunc(out, func(a, b event.Event) int { return a.Stamp.Compare(b.Stamp) })
	return out, err
}

// TakenBack says which of some events do not count: taken back by themselves,
// or with the import that brought them. Under a grant nothing is said of those
// about what may not be seen.
func (s *Store) TakenBack(ctx context.Context, events ...event.Event) (map[record.Ref]bool, error) {
	if err := s.permit(recordSome, "reading"); err != nil {
		return nil, err
	}
	out := make(map[record.Ref]bool)
	var seen []event.Event
	for _, e := range events {
		if s.grant != nil {
			if ok, err := s.seesEvent(ctx, e); err != nil || !ok {
				continue
			}
		}
		seen = append(seen, e)
	}
	err := s.view(ctx, func(b *bbolt.Tx) error {
		l := search{b: b, words: openWords(b, s.lexicon(b)), nodes: openNodes(b)}
		for _, e := range seen {
			stands, err := l.stands(e)
			if err != nil {
				return damagedBlock(s.path, err)
			}
			if !stands {
				out[e.Ref] = true
			}
		}
		return nil
	})
	return out, err
}

// told reads the events about a thing that its assertions point to, and
// reports whether these are all.
func (s *Store) told(ctx context.Context, t record.Type, id record.ID) (out []event.Event, whole bool, err error) {
	err = s.view(ctx, func(b *bbolt.Tx) error {
		words, nodes := openWords(b, s.lexicon(b)), openNodes(b)
		var refs []record.Ref
		if v := b.Bucket(bucketEntities).Get(entityKey(t, id)); v != nil {
			e, err := decodeEntity(t, id, v, words, nodes)
			if err != nil || len(e.Marks) > 0 {
				return err
			}
			for _, c := range e.Changes {
				refs = append(refs, c.Ref)
			}
		}
		if t == record.TypeActivity {
			a, known, err := findActivity(txReader{b, words}, openIDs(b), nodes, id, patches(b, words, nodes))
			if err != nil {
				return err
			}
			if known {
				refs = append(refs, a.Ref)
			}
		}
		for _, ref := range distinct(refs) {
			e, ok, err := readEvent(b, ref, words)
			if err != nil {
				return err
			}
			if !ok {
				return errBlock
			}
			out = append(out, e)
		}
		whole = true
		return nil
	})
	return out, whole, err
}

func distinct(refs []record.Ref) []record.Ref {
	seen := make(map[record.Ref]bool, len(refs))
	return slices.DeleteFunc(refs, func(r record.Ref) bool {
		was := seen[r]
		seen[r] = true
		return was
	})
}
