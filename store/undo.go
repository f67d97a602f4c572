package store

import (
	"context"
	"encoding/binary"
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
	Import   *Recalled // what was taken back or restored was an import; Events are none then
}

// Undo takes back an event and all that was recorded together with it; when
// it is taken back already, it restores them. The note of an import stands for
// all that the import brought. Nothing is deleted: all these are events
// themselves. ahead, if given, is told how far an import is; when the context
// ends before, nothing was done.
func (s *Store) Undo(ctx context.Context, by record.ID, ref record.Ref, ahead ...func(done, total int64)) (Undone, error) {
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
		if id, is := isImport(group[0]); is {
			t.pace = newPace(ctx, ahead)
			defer func() { t.pace = nil }()
			return s.takeBack(t, by, id, &out)
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
	if err != nil {
		return false, err
	}
	if a, is := e.Body.(event.Activity); is {
		a.Ref, a.Stamp = e.Ref, e.Stamp
		_, stands := t.recalls.Stands(a.Activity, x)
		return !stands, nil
	}
	return x != nil && x.Voided(e.Ref), nil
}

// lastOwnReach is the number of events at the end of the log among which
// LastOwn looks.
const lastOwnReach = 100_000

// LastOwn finds the newest event that a rep recorded in this file and that
// stands, not being an undo itself (ErrNothing). For an import of theirs it
// gives the note of it.
func (s *Store) LastOwn(ctx context.Context, by record.ID) (record.Ref, error) {
	var found record.Ref
	if err := s.permit(recordSome, "reading"); err != nil {
		return found, err
	}
	if err := s.signs(by); err != nil {
		return found, err
	}
	err := s.view(ctx, func(b *bbolt.Tx) error {
		l := search{b: b, node: s.Node(), by: by, words: openWords(b, s.lexicon(b)), nodes: openNodes(b)}
		var err error
		if found, err = l.last(); err != nil {
			return damagedBlock(s.path, err)
		}
		return nil
	})
	if err == nil && found.IsZero() {
		err = say.Because(ErrNothing, "store.nothing_to_undo")
	}
	return found, err
}

// search looks for the newest event of a rep that stands.
type search struct {
	b     *bbolt.Tx
	node  record.Node
	by    record.ID
	words *words
	nodes *nodes
}

// last goes through the log backwards. What came with an import is passed over:
// the note behind it speaks for it.
func (l *search) last() (found record.Ref, err error) {
	log := l.b.Bucket(bucketLog).Bucket(key64(uint64(l.node)))
	if log == nil {
		return found, nil
	}
	c := log.Cursor()
	looked := 0
	for k, v := c.Last(); k != nil && looked < lastOwnReach; {
		looked += int(v[0])
		found, skip, err := l.block(k, v)
		if err != nil || !found.IsZero() {
			return found, err
		}
		if k, v = c.Prev(); skip > 0 && k != nil && binary.BigEndian.Uint64(k) > skip {
			k, v = seekBefore(c, key64(skip+1))
		}
	}
	return found, nil
}

// block gives the newest event of a block that the rep recorded and that
// stands; else, where an import begins before the block, the number of its
// first event.
func (l *search) block(k, v []byte) (found record.Ref, first uint64, err error) {
	var events []event.Event
	if err := readBlock(l.node, k, v, l.words, func(e event.Event) bool { events = append(events, e); return true }); err != nil {
		return found, 0, err
	}
	begins := binary.BigEndian.Uint64(k)
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if ok, err := l.counts(e); ok || err != nil {
			return e.Ref, 0, err
		}
		set, is := e.Body.(event.Set)
		if first = noted(set); !is || set.Type != record.TypeImport || first == 0 || first >= e.Ref.Seq {
			continue
		}
		if first < begins {
			return found, first, nil
		}
		i -= int(e.Ref.Seq - first) // to the one before the first
	}
	return found, 0, nil
}

// counts reports whether an event is the rep's, and stands, and can be taken
// back.
func (l *search) counts(e event.Event) (bool, error) {
	typ, id := event.Subject(e.Body)
	if _, is := e.Body.(event.Void); is || typ == 0 || e.By != l.by {
		return false, nil
	}
	if typ == record.TypeImport {
		if set, is := e.Body.(event.Set); !is || noted(set) == 0 {
			return false, nil
		}
		gone, err := undone(l.b, id, l.words, l.nodes)
		return !gone, err
	}
	return l.stands(e)
}

// stands reports whether an event was taken back neither by itself nor with the
// import that brought it. What takes back and restores counts always.
func (l *search) stands(e event.Event) (bool, error) {
	typ, id := event.Subject(e.Body)
	if _, is := e.Body.(event.Void); is || typ == 0 {
		return true, nil
	}
	var x *record.Entity
	if v := l.b.Bucket(bucketEntities).Get(entityKey(typ, id)); v != nil {
		var err error
		if x, err = decodeEntity(typ, id, v, l.words, l.nodes); err != nil {
			return false, err
		}
	}
	if a, is := e.Body.(event.Activity); is {
		a.Ref, a.Stamp = e.Ref, e.Stamp
		_, stands := l.nodes.recalls.Stands(a.Activity, x)
		return stands, nil
	}
	return x == nil || !x.Voided(e.Ref), nil
}
