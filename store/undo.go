package store

import (
	"context"
	"strconv"
	"strings"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"

	"go.etcd.io/bbolt"
)

// RefText writes a reference as people type it: the bare number for events
// recorded in this file, with the beginning of the node before it for others.
func (s *Store) RefText(ref record.Ref) string {
	n := strconv.FormatUint(ref.Seq, 10)
	if ref.Node == s.Node() {
		return n
	}
	return ref.Node.String()[:nodeShown] + "-" + n
}

// nodeShown is the number of characters of a node in a reference. They tell
// apart the nodes of any team: 30 bits.
const nodeShown = 6

// Ref reads what RefText wrote. A node may be shortened as long as only one
// in the file begins like it (ErrNoEvent otherwise).
func (s *Store) Ref(text string) (record.Ref, error) {
	if err := s.permit(readSome, "reading"); err != nil {
		return record.Ref{}, err
	}
	node, number, elsewhere := strings.Cut(text, "-")
	if !elsewhere {
		node, number = "", text
	}
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil || seq == 0 || elsewhere && node == "" {
		return record.Ref{}, say.Because(ErrNoEvent, "store.bad_ref", "text", text)
	}
	if !elsewhere {
		return record.Ref{Node: s.Node(), Seq: seq}, nil
	}
	nodes, err := s.clocks(context.Background())
	if err != nil {
		return record.Ref{}, err
	}
	var found []record.Node
	for n := range nodes {
		if strings.HasPrefix(n.String(), strings.ToLower(node)) {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return record.Ref{}, say.Because(ErrNoEvent, "store.no_node", "text", node)
	}
	return record.Ref{Node: found[0], Seq: seq}, nil
}

// Undone says what an Undo did.
type Undone struct {
	Events   []event.Event // what was taken back or restored
	Restored bool
	Receipt  Receipt
}

// Undo takes back an event and all that was recorded together with it; when
// it is taken back already, it restores them. Nothing is deleted: both are
// events themselves.
func (s *Store) Undo(ctx context.Context, by record.ID, ref record.Ref) (Undone, error) {
	var out Undone
	if err := s.signs(by); err != nil {
		return out, err
	}
	if err := s.knows(ctx, ref); err != nil {
		return out, err
	}
	err := s.update(ctx, func(t *tx) error {
		out = Undone{}
		group, err := s.group(t.b, t.words, ref)
		if err != nil {
			return err
		}
		void, err := t.voided(group[0])
		if err != nil {
			return err
		}
		var bodies []event.Body
		for _, e := range group {
			typ, id := event.Subject(e.Body)
			if _, is := e.Body.(event.Void); is || typ == 0 {
				continue
			}
			bodies = append(bodies, event.Void{Target: e.Ref, Type: typ, ID: id, Restore: void})
			out.Events = append(out.Events, e)
		}
		if len(bodies) == 0 {
			return say.Because(ErrNothing, "store.not_undoable", "ref", s.RefText(ref))
		}
		if _, _, err := s.screen(t, bodies); err != nil {
			return err
		}
		out.Restored = void
		out.Receipt.Rev = revision(t.b) + 1
		out.Receipt.Events, err = t.append(by, bodies)
		return err
	})
	if err != nil {
		return Undone{}, s.settle(ctx, out.Receipt, err)
	}
	return out, nil
}

// knows refuses an event that the grantee neither sees nor recorded, as one
// that there is not: why it may not be taken back would tell what it is.
func (s *Store) knows(ctx context.Context, ref record.Ref) error {
	if s.grant == nil {
		return nil
	}
	e, err := s.anyEvent(ctx, ref)
	if err != nil || s.grant.owns(e.By) {
		return err
	}
	seen, err := s.seesEvent(ctx, e)
	if err == nil && !seen {
		err = s.noEvent(ref)
	}
	return err
}

// group gives the events that were recorded together with one.
func (s *Store) group(b *bbolt.Tx, words *words, ref record.Ref) ([]event.Event, error) {
	e, ok, err := readEvent(b, ref, words)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, s.noEvent(ref)
	}
	at := record.Ref{Node: ref.Node, Seq: ref.Seq - uint64(e.Nth)}
	var out []event.Event
	for {
		e, ok, err := readEvent(b, at, words)
		if err != nil {
			return nil, err
		}
		if !ok || len(out) > 0 && e.Nth == 0 {
			return out, nil
		}
		out = append(out, e)
		at.Seq++
	}
}

// voided reports whether an event is taken back.
func (t *tx) voided(e event.Event) (bool, error) {
	typ, id := event.Subject(e.Body)
	x, err := t.Entity(typ, id)
	if err != nil || x == nil {
		return false, err
	}
	return x.Voided(e.Ref), nil
}

// lastOwnReach is the number of events at the end of the log among which
// LastOwn looks.
const lastOwnReach = 100_000

// LastOwn finds the newest event that a rep recorded in this file and that
// stands, not being an undo itself (ErrNothing).
func (s *Store) LastOwn(ctx context.Context, by record.ID) (record.Ref, error) {
	var found record.Ref
	if err := s.permit(recordSome, "reading"); err != nil {
		return found, err
	}
	if err := s.signs(by); err != nil {
		return found, err
	}
	err := s.view(ctx, func(b *bbolt.Tx) error {
		log := b.Bucket(bucketLog).Bucket(key64(uint64(s.Node())))
		if log == nil {
			return nil
		}
		words, nodes := openWords(b, s.lexicon(b)), openNodes(b)
		c := log.Cursor()
		looked := 0
		for k, v := c.Last(); k != nil && found.IsZero() && looked < lastOwnReach; k, v = c.Prev() {
			looked += int(v[0])
			var err error
			if found, err = lastStanding(b, k, v, s.Node(), by, words, nodes); err != nil {
				return damagedBlock(s.path, err)
			}
		}
		return nil
	})
	if err == nil && found.IsZero() {
		err = say.Because(ErrNothing, "store.nothing_to_undo")
	}
	return found, err
}

// lastStanding gives the newest event of a block that a rep recorded and that
// stands.
func lastStanding(b *bbolt.Tx, k, v []byte, node record.Node, by record.ID, words *words, nodes *nodes) (found record.Ref, err error) {
	var failed error
	err = readBlock(node, k, v, words, func(e event.Event) bool {
		typ, id := event.Subject(e.Body)
		if _, is := e.Body.(event.Void); is || typ == 0 || e.By != by {
			return true
		}
		if v := b.Bucket(bucketEntities).Get(entityKey(typ, id)); v != nil {
			x, err := decodeEntity(typ, id, v, words, nodes)
			if err != nil {
				failed = err
				return false
			}
			if x.Voided(e.Ref) {
				return true
			}
		}
		found = e.Ref
		return true
	})
	if failed != nil {
		err = failed
	}
	return found, err
}
