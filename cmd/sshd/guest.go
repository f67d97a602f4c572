package sshd

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"

	"foresail/cmd/keyring"
	"foresail/store"
	"foresail/store/record"
)

// Guest is somebody who has proven to hold a key that is let in.
type Guest struct {
	Name  string // of the rep
	Key   keyring.Key
	Addr  string // of the client
	Grant store.Grant
}

// roster is who is let in at this moment.
type roster struct {
	store *store.Store
	snap  *store.Snapshot
	list  atomic.Pointer[map[string]Guest] // by fingerprint; never changed once stored

	mu   sync.Mutex
	gone func(fingerprint string)
}

// newRoster reads who is let in. gone is told of each key that is so no
// longer, or not as what it was.
func newRoster(ctx context.Context, s *store.Store, gone func(string)) (*roster, error) {
	s = s.As(store.Grant{Role: store.RoleManager}) // shares its snapshots with those of the guests
	snap, err := s.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	r := &roster{store: s, snap: snap, gone: gone}
	r.list.Store(&map[string]Guest{})
	r.take(snap.Book)
	return r, nil
}

// find gives who holds a key.
func (r *roster) find(fingerprint string) (Guest, bool) {
	g, ok := (*r.list.Load())[fingerprint]
	return g, ok
}

// empty reports that nobody is let in.
func (r *roster) empty() bool { return len(*r.list.Load()) == 0 }

// follow brings the roster up to date, and reports whether anything in the
// file changed.
func (r *roster) follow(ctx context.Context) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if changed, err := r.store.Changed(r.snap.Rev); err != nil || !changed {
		return false, err
	}
	snap, err := r.store.Snapshot(ctx)
	if err != nil || snap == r.snap {
		return false, err
	}
	r.snap = snap
	r.take(snap.Book)
	return true, nil
}

// take makes the list of who is let in, and tells who is no longer.
func (r *roster) take(b *record.Book) {
	next := make(map[string]Guest)
	for _, k := range keyring.Keys(b) {
		next[k.Fingerprint] = Guest{Name: b.RepName(k.Rep), Key: k, Grant: store.Grant{Role: k.Role, Rep: k.Rep}}
	}
	was := *r.list.Swap(&next)
	for fingerprint := range maps.Keys(was) {
		if now, still := next[fingerprint]; !still || now.Grant != was[fingerprint].Grant {
			r.gone(fingerprint)
		}
	}
}
