package store

import (
	"context"
	"maps"
	"slices"
	"sync"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// sights are what the handles under grants see of a file: one snapshot of the
// whole that they share, and of those who see a part, one snapshot a class of
// grants. Bringing them up to date costs in proportion to what changed.
type sights struct {
	mu    sync.Mutex
	whole *Snapshot
	past  []stride // the last changes of whole, oldest first
	touch *touches // nil until somebody needs it
	parts map[Grant]*Snapshot
}

// stride is one step of the whole to its next state.
type stride struct {
	to      uint64 // Snapshot.nth
	changes Changes
	pairs   []pair // who has been in touch since, or no longer
}

// stridesKept is how many steps a part may lag behind before it is made anew.
const stridesKept = 256

// sight gives the newest snapshot as the handle's grant sees it.
func (s *Store) sight(ctx context.Context) (*Snapshot, error) {
	v := &s.sights
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.renew(ctx, &Store{shared: s.shared}); err != nil {
		return nil, err
	}
	return v.part(ctx, s.grant.class())
}

// glance gives the newest snapshot as the handle's grant sees it, and what
// changed since an older one.
func (s *Store) glance(ctx context.Context, old *Snapshot) (*Snapshot, Changes, error) {
	next, err := s.sight(ctx)
	if err != nil {
		return old, Changes{}, err
	}
	if next == old {
		return old, Changes{}, nil
	}
	s.sights.mu.Lock()
	defer s.sights.mu.Unlock()
	c, _ := s.sights.since(old.nth, next.nth)
	return next, c.seen(old.Book, next.Book, s.grant.whole()), nil
}

// renew brings the whole up to date. owner is a handle without a grant.
func (v *sights) renew(ctx context.Context, owner *Store) error {
	if v.whole == nil || v.whole.Err() != nil { // what could not be read to the end is read anew
		return v.begin(ctx, owner)
	}
	if changed, err := owner.Changed(v.whole.Rev); !changed || err != nil {
		return err
	}
	next, c, err := owner.Refresh(ctx, v.whole)
	if err != nil || next == v.whole {
		return err
	}
	step := stride{to: v.whole.nth + 1, changes: c}
	switch {
	case v.touch == nil:
	case c.All:
		v.touch = nil
	default:
		if step.pairs, err = v.touch.renew(ctx, next, c.Days); err != nil {
			return err
		}
	}
	next.nth = step.to
	v.whole = next
	v.past = append(v.past, step)
	if cut := len(v.past) - stridesKept; cut > 0 {
		v.past = slices.Delete(v.past, 0, cut)
	}
	return nil
}

// begin reads the whole file.
func (v *sights) begin(ctx context.Context, owner *Store) error {
	whole, err := owner.Snapshot(ctx)
	if err != nil {
		return err
	}
	whole.nth = 1
	if v.whole != nil {
		whole.nth = v.whole.nth + 1
	}
	v.whole, v.touch, v.past, v.parts = whole, nil, nil, make(map[Grant]*Snapshot)
	return nil
}

// since gives all that changed between two states; everything, where that is
// not known any more.
func (v *sights) since(from, to uint64) (Changes, []pair) {
	if from == to {
		return Changes{}, nil
	}
	if from == 0 || len(v.past) == 0 || v.past[0].to > from+1 {
		return Changes{All: true}, nil
	}
	t := touched{map[record.Date]bool{}, map[string]bool{}, map[Subject]bool{}}
	var pairs []pair
	for _, step := range v.past {
		switch {
		case step.to <= from || step.to > to:
		case step.changes.All:
			return Changes{All: true}, nil
		default:
			t.add(step.changes)
			pairs = append(pairs, step.pairs...)
		}
	}
	return t.changes(), pairs
}

func (t *touched) add(c Changes) {
	for _, d := range c.Days {
		t.days[d] = true
	}
	for _, k := range c.Kinds {
		t.kinds[k] = true
	}
	for _, e := range c.Entities {
		t.entities[e] = true
	}
}

// seen leaves out entities that neither of two books holds, where a book is
// not the whole.
func (c Changes) seen(old, now *record.Book, whole bool) Changes {
	if whole {
		return c
	}
	c.Entities = slices.DeleteFunc(slices.Clone(c.Entities), func(s Subject) bool {
		return !holds(old, s) && !holds(now, s)
	})
	return c
}

// holds reports whether a book shows an entity; stages, kinds and the like are
// in every book.
func holds(b *record.Book, s Subject) bool {
	switch s.Type {
	case record.TypeDeal:
		return b.Deals[s.ID] != nil
	case record.TypeAccount:
		return b.Accounts[s.ID] != nil
	case record.TypeContact:
		return b.Contacts[s.ID] != nil
	case record.TypeRep:
		return b.Reps[s.ID] != nil
	case record.TypeGoal:
		return slices.ContainsFunc(b.Goals, func(g *record.Goal) bool { return g.ID == s.ID })
	case record.TypeSetting, record.TypeImport:
		return false
	}
	return true
}

// part gives the newest snapshot for a class of grants.
func (v *sights) part(ctx context.Context, g Grant) (*Snapshot, error) {
	if g.whole() {
		return v.whole, nil
	}
	before := v.parts[g]
	if before != nil && before.nth == v.whole.nth {
		return before, nil
	}
	p := parting{Grant: g, whole: v.whole}
	if before != nil {
		p.before = before.Book
		p.changes, p.pairs = v.since(before.nth, v.whole.nth)
	} else {
		p.changes.All = true
	}
	if g.Role == RoleRep {
		if v.touch == nil {
			t, err := newTouches(ctx, v.whole)
			if err != nil {
				return nil, err
			}
			v.touch = t
		}
		p.touch = v.touch
	}
	w := v.whole
	part := &Snapshot{
		Rev: w.Rev, Book: p.book(), Syms: w.Syms, store: w.store, days: w.days,
		first: w.first, last: w.last, nth: w.nth, whole: w, grant: g,
	}
	if len(v.parts) >= partsKept {
		clear(v.parts)
	}
	v.parts[g] = part
	return part, nil
}

// partsKept bounds the parts that are kept: one a rep with a key.
const partsKept = 1024

// parting works out the book of a part.
type parting struct {
	Grant
	whole   *Snapshot
	before  *record.Book // the part as it was, nil for none
	changes Changes      // since before
	pairs   []pair
	touch   *touches
}

// book gives what the grant lets be seen: of the deals those of the rep, of
// the accounts theirs and nobody's with the contacts there; the bare names of
// those that their deals are at or that they were in touch with, of which the
// contacts that they entered themselves or named in entries of their own; team goals and their own; stages,
// kinds, measurements and annotations.
func (p *parting) book() *record.Book {
	b := p.whole.Book
	out := record.Part{
		Reps: map[record.ID]*record.Rep{}, Accounts: map[record.ID]*record.Account{},
		Contacts: map[record.ID]*record.Contact{}, Deals: map[record.ID]*record.Deal{},
		Goal:    func(g *record.Goal) bool { return g.Rep.IsZero() || p.owns(g.Rep) },
		Setting: func(key string) bool { return slices.Contains(openSettings, key) },
	}
	if p.Role == RoleRep {
		if me := b.Reps[p.Rep]; me != nil {
			out.Reps[p.Rep] = me
		}
		p.fill(&out)
	}
	return b.Part(out)
}

// openSettings are the settings, besides currency, pack, zone and fiscal year,
// that everybody may read. The others may name people.
var openSettings = []string{"north_star"}

func (p *parting) fill(out *record.Part) {
	if p.before == nil || p.changes.All {
		p.fillAnew(out)
		return
	}
	out.Deals, out.Accounts, out.Contacts = p.before.Deals, p.before.Accounts, p.before.Contacts
	accounts, contacts := p.affected()
	if len(accounts) == 0 && len(contacts) == 0 && !p.touches(record.TypeDeal) {
		return
	}
	out.Deals = p.deals()
	held := accountsOf(out.Deals)
	flipped := make(map[record.ID]bool)
	out.Accounts = maps.Clone(out.Accounts)
	for id := range accounts {
		before := open(out.Accounts[id])
		if a := p.shown(p.whole.Book.Accounts[id], held); a != nil {
			out.Accounts[id] = a
		} else {
			delete(out.Accounts, id)
		}
		flipped[id] = before != open(out.Accounts[id])
	}
	p.recast(out, flipped, contacts)
}

// recast brings the contacts up to date with the accounts that came or went.
func (p *parting) recast(out *record.Part, flipped, contacts map[record.ID]bool) {
	if slices.Contains(slices.Collect(maps.Values(flipped)), true) {
		for id, c := range p.whole.Book.Contacts {
			if flipped[c.Account] {
				contacts[id] = true
			}
		}
		for id, c := range p.before.Contacts {
			if flipped[c.Account] {
				contacts[id] = true
			}
		}
	}
	if len(contacts) == 0 {
		return
	}
	out.Contacts = maps.Clone(out.Contacts)
	for id := range contacts {
		if c := p.met(p.whole.Book.Contacts[id], out.Accounts); c != nil {
			out.Contacts[id] = c
		} else {
			delete(out.Contacts, id)
		}
	}
}

// affected gives the accounts and contacts that may have come, gone or
// changed.
func (p *parting) affected() (accounts, contacts map[record.ID]bool) {
	accounts, contacts = make(map[record.ID]bool), make(map[record.ID]bool)
	for _, e := range p.changes.Entities {
		switch e.Type {
		case record.TypeAccount:
			accounts[e.ID] = true
		case record.TypeContact:
			contacts[e.ID] = true
		case record.TypeDeal:
			for _, d := range []*record.Deal{p.before.Deals[e.ID], p.whole.Book.Deals[e.ID]} {
				if d != nil {
					accounts[d.Now.Account] = true
				}
			}
		}
	}
	for _, x := range p.pairs {
		if p.whole.Syms.ID(x.rep) != p.Rep {
			continue
		}
		id := p.whole.Syms.ID(x.with)
		if p.whole.Book.Contacts[id] != nil || p.before.Contacts[id] != nil {
			contacts[id] = true
		} else {
			accounts[id] = true
		}
	}
	delete(accounts, record.ID{})
	return accounts, contacts
}

func (p *parting) touches(t record.Type) bool {
	return slices.ContainsFunc(p.changes.Entities, func(s Subject) bool { return s.Type == t })
}

// deals brings the rep's deals up to date.
func (p *parting) deals() map[record.ID]*record.Deal {
	if !p.touches(record.TypeDeal) {
		return p.before.Deals
	}
	out := maps.Clone(p.before.Deals)
	for _, e := range p.changes.Entities {
		if e.Type != record.TypeDeal {
			continue
		}
		if d := p.whole.Book.Deals[e.ID]; d != nil && p.owns(d.Now.Rep) {
			out[e.ID] = d
		} else {
			delete(out, e.ID)
		}
	}
	return out
}

func (p *parting) fillAnew(out *record.Part) {
	b := p.whole.Book
	for id, d := range b.Deals {
		if p.owns(d.Now.Rep) {
			out.Deals[id] = d
		}
	}
	held := accountsOf(out.Deals)
	for id, a := range b.Accounts {
		if a = p.shown(a, held); a != nil {
			out.Accounts[id] = a
		}
	}
	for id, c := range b.Contacts {
		if c = p.met(c, out.Accounts); c != nil {
			out.Contacts[id] = c
		}
	}
}

func accountsOf(deals map[record.ID]*record.Deal) map[record.ID]bool {
	out := make(map[record.ID]bool, len(deals))
	for _, d := range deals {
		out[d.Now.Account] = true
	}
	return out
}

// shown gives what the rep may see of an account, nil for nothing; held are
// those of their deals. Nobody lets themselves in by touching what is another's:
// of that they see the name.
func (p *parting) shown(a *record.Account, held map[record.ID]bool) *record.Account {
	switch {
	case a == nil:
		return nil
	case a.Rep.IsZero() || p.owns(a.Rep):
		return a
	case held[a.ID] || p.touch.has(p.whole.Syms, p.Rep, a.ID):
		return a.Named()
	}
	return nil
}

// bare reports whether a book holds but a part of what is known of a thing.
func bare(b *record.Book, t record.Type, id record.ID) bool {
	switch t {
	case record.TypeAccount:
		return !open(b.Accounts[id])
	case record.TypeContact:
		return b.Contacts[id].Bare
	}
	return false
}

// open reports whether an account is there with all that is known of it.
func open(a *record.Account) bool { return a != nil && !a.Bare }

// met gives what the rep may see of a contact, nil for nothing: at accounts
// that are not open to them, what they said themselves of those they entered, and
// what they typed of those that their own entries name.
func (p *parting) met(c *record.Contact, accounts map[record.ID]*record.Account) *record.Contact {
	switch {
	case c == nil:
		return nil
	case open(accounts[c.Account]):
		return c
	case p.owns(c.Entity().Changes[0].By):
		return c.SaidBy(p.Rep)
	case p.touch.has(p.whole.Syms, p.Rep, c.ID):
		return c.Typed()
	}
	return nil
}

// pair is a rep who was in touch with an account or a contact.
type pair struct{ rep, with record.Sym }

// touches count, for every rep and account or contact, the days on which the rep
// was in touch with it: 8 bytes a pair and day.
type touches struct {
	days  map[record.Date][]pair
	count map[pair]int32
}

// newTouches goes over all activities once.
func newTouches(ctx context.Context, n *Snapshot) (*touches, error) {
	t := &touches{days: make(map[record.Date][]pair), count: make(map[pair]int32)}
	return t, n.store.view(ctx, func(b *bbolt.Tx) error {
		for d := n.first; d <= n.last && n.first != 0; d++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			if _, err := t.day(b, n.store.path, d, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// renew reads changed days anew and gives the pairs that began or ended.
func (t *touches) renew(ctx context.Context, n *Snapshot, days []record.Date) (changed []pair, err error) {
	if len(days) == 0 {
		return nil, nil
	}
	err = n.store.view(ctx, func(b *bbolt.Tx) error {
		for _, d := range days {
			if changed, err = t.day(b, n.store.path, d, changed); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}

func (t *touches) day(b *bbolt.Tx, path string, d record.Date, changed []pair) ([]pair, error) {
	rows, err := readRows(b, d, openNodes(b))
	if err != nil {
		return changed, damagedBlock(path, err)
	}
	var now []pair
	for _, r := range rows {
		if r.Rep != 0 && r.Account != 0 {
			now = append(now, pair{r.Rep, r.Account})
		}
		if r.Rep != 0 && r.Contact != 0 {
			now = append(now, pair{r.Rep, r.Contact})
		}
	}
	slices.SortFunc(now, comparePairs)
	now = slices.Clip(slices.Compact(now))
	for _, x := range now {
		if t.count[x]++; t.count[x] == 1 {
			changed = append(changed, x)
		}
	}
	for _, x := range t.days[d] {
		if t.count[x]--; t.count[x] == 0 {
			delete(t.count, x)
			changed = append(changed, x)
		}
	}
	if t.days[d] = now; len(now) == 0 {
		delete(t.days, d)
	}
	return changed, nil
}

func comparePairs(a, b pair) int {
	if a.rep != b.rep {
		return int(int64(a.rep) - int64(b.rep))
	}
	return int(int64(a.with) - int64(b.with))
}

func (t *touches) has(syms *record.Syms, rep, with record.ID) bool {
	r, ok := syms.FindID(rep)
	a, found := syms.FindID(with)
	return ok && found && t.count[pair{r, a}] > 0
}

// seesEvent reports whether the handle's grant lets an event be seen.
func (s *Store) seesEvent(ctx context.Context, e event.Event) (bool, error) {
	t, id := event.Subject(e.Body)
	return s.seesSubject(ctx, t, id)
}

// seesSubject reports whether the handle's grant lets a thing be seen.
func (s *Store) seesSubject(ctx context.Context, t record.Type, id record.ID) (bool, error) {
	n, err := s.Snapshot(ctx)
	if err != nil || s.grant.whole() {
		return err == nil, err
	}
	if t != record.TypeActivity {
		return t != 0 && holds(n.Book, Subject{t, id}) && !bare(n.Book, t, id), nil
	}
	mine := false
	err = s.view(ctx, func(b *bbolt.Tx) error {
		words, nodes := openWords(b, s.lexicon(b)), openNodes(b)
		a, known, err := findActivity(txReader{b, words}, openIDs(b), nodes, id, patches(b, words, nodes))
		if err != nil || !known {
			return err
		}
		patch, err := patches(b, words, nodes)(id)
		if err != nil {
			return err
		}
		now, _ := a.Amended(patch)
		mine = s.grant.Role == RoleRep && s.grant.owns(now.Rep)
		return nil
	})
	return mine, s.explain(err)
}

// patches gives what reads the amendments of activities in a read transaction.
func patches(b *bbolt.Tx, words event.Words, nodes *nodes) func(record.ID) (*record.Entity, error) {
	return func(id record.ID) (*record.Entity, error) {
		v := b.Bucket(bucketEntities).Get(entityKey(record.TypeActivity, id))
		if v == nil {
			return nil, nil
		}
		return decodeEntity(record.TypeActivity, id, v, words, nodes)
	}
}

// txReader reads events of a read transaction.
type txReader struct {
	b     *bbolt.Tx
	words *words
}

func (r txReader) readEvent(ref record.Ref) (event.Event, bool, error) {
	return readEvent(r.b, ref, r.words)
}
