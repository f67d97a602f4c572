package cockpits

import (
	"cmp"
	"context"
	"sync"
	"time"

	"foresail/store"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/entry"
)

// Options say how a Room works. Now is required.
type Options struct {
	Now  func() time.Time
	Zone *time.Location // of the data file; nil leaves the clock's
	Say  *say.Printer   // nil for English
	// Poll is how often changes by other processes are looked for: zero for
	// 250 ms.
	Poll time.Duration
}

// Room is where several cockpits sit at one data file. It is safe for concurrent
// use.
type Room struct {
	store  *store.Store
	o      Options
	shared *tui.Shared

	mu       sync.Mutex
	seats    map[*Seat]struct{}
	grammars map[store.Grant]entry.Grammar
}

// New makes a room for the cockpits of a data file, which is given as to its owner.
func New(s *store.Store, o Options) *Room {
	if o.Say == nil {
		o.Say = say.English()
	}
	if o.Poll <= 0 {
		o.Poll = 250 * time.Millisecond
	}
	return &Room{
		store: s, o: o, shared: tui.NewShared(o.Say),
		seats: make(map[*Seat]struct{}), grammars: make(map[store.Grant]entry.Grammar),
	}
}

// Seat is the place of one cockpit.
type Seat struct {
	room  *Room
	grant store.Grant
	pokes chan struct{} // one place: what comes while it is taken is said by what is there
}

// Sit takes a place for somebody under a grant. It is given back with Leave.
func (r *Room) Sit(g store.Grant) *Seat {
	s := &Seat{room: r, grant: g, pokes: make(chan struct{}, 1)}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seats[s] = struct{}{}
	return s
}

// Leave gives the place back. Leaving twice is leaving once.
func (s *Seat) Leave() {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	delete(s.room.seats, s)
}

// Seats is how many places are taken.
func (r *Room) Seats() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.seats)
}

// Poke tells every cockpit that the file may have changed. It never waits.
func (r *Room) Poke() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for s := range r.seats {
		select {
		case s.pokes <- struct{}{}:
		default: // it has not looked since it was told before
		}
	}
}

// teamTab is what those see first who look after a team.
const teamTab = "team"

// Cockpit fills in what a cockpit at this place works with; the terminal and
// the clock are the caller's. Who may see the team starts with the team.
func (s *Seat) Cockpit(o tui.Options) tui.Options {
	r := s.room
	o.Logbook, o.Shared, o.Pokes = s.Logbook(), r.shared, s.pokes
	o.Editor, o.Importer = nil, nil // they would run, and read files, on the server
	o.Exporter, o.Backup, o.Check, o.Writable = tui.Exporter{}, nil, nil, nil
	o.Rep, o.Rights, o.Say, o.Grammar = s.grant.Rep, rightsOf(s.grant), r.o.Say, r.grammar(s.grant)
	if o.Now == nil {
		o.Now = r.o.Now
	}
	if o.Zone == nil {
		o.Zone = r.o.Zone
	}
	if s.grant.Role != store.RoleRep {
		o.Team, o.Tab = true, cmp.Or(o.Tab, teamTab)
	}
	return o
}

// Logbook gives the file under the grant; what is written through it is told
// to all.
func (s *Seat) Logbook() tui.Logbook {
	return logbook{store: s.room.store.As(s.grant), wrote: s.room.Poke}
}

// grammar gives the grammar of quick entry that all share who see the same
// accounts.
func (r *Room) grammar(g store.Grant) entry.Grammar {
	if rightsOf(g).Has(seesAll) {
		g = store.Grant{Role: store.RoleManager}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.grammars[g] == nil {
		r.grammars[g] = entry.Spoken()
	}
	return r.grammars[g]
}

// Watch looks for changes by other processes, and for the next day, and tells
// every cockpit, until the context ends.
func (r *Room) Watch(ctx context.Context) {
	tick := time.NewTicker(r.o.Poll)
	defer tick.Stop()
	w := watch{room: r, today: r.today()}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if r.Seats() > 0 && w.different(ctx) {
			r.Poke()
		}
	}
}

// watch is what was known when it was looked last.
type watch struct {
	room  *Room
	whole *store.Snapshot // nil at first
	today record.Date
}

// different reports whether something is different from the last time, or the
// file cannot be read, which the cockpits are to find out themselves.
func (w *watch) different(ctx context.Context) bool {
	day := w.today
	w.today = w.room.today()
	if w.whole != nil {
		changed, err := w.room.store.Changed(w.whole.Rev)
		if err == nil && !changed {
			return day != w.today
		}
	}
	next, err := w.room.store.As(store.Grant{Role: store.RoleManager}).Snapshot(ctx)
	was := w.whole
	w.whole = next
	return err != nil || next != was || day != w.today
}

func (r *Room) today() record.Date {
	now := r.o.Now()
	if r.o.Zone != nil {
		now = now.In(r.o.Zone)
	}
	return record.DateOf(now)
}
