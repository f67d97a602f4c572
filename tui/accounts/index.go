package accounts

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"foresail/metrics"
	"foresail/store/near"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/theme"
)

// need is what an account needs.
type need uint8

const (
	nothing  need = iota
	silence       // quiet, with an open deal
	due           // something is due on the agenda, or not agreed on
	pressing      // something on the agenda is late, or somebody waits for an answer
)

// quietAfter is how many days without an activity make an account with an open
// deal quiet; lookBack is how many days the last one is looked for.
const (
	quietAfter = 21
	lookBack   = 365
)

// row is an account as the list shows it.
type row struct {
	account  *record.Account
	owner    string
	open     int         // deals
	minor    int64       // what they come to in the file's currency
	foreign  int         // of them, those in another one
	contacts int         //
	touched  record.Date // of the last activity; zero for none in a year
	since    record.Date // touched, or from when on it is known that nothing was logged
	never    bool        // nothing was ever logged on it
	due      record.Time // the earliest next step of the account and its open deals
	step     string      // what that is
	need     need
	rank     int                   // of the first item of the agenda about it; see unranked
	why      *metrics.AgendaReason // the worst of what the agenda says, where that is due or pressing
}

// unranked is the rank of an account that is not on the agenda.
const unranked = math.MaxInt

// quiet gives for how many days nothing was logged on the account.
func (r *row) quiet(today record.Date) int { return max(int(today-r.since), 0) }

// sort of things that are found.
type sort uint8

const (
	anAccount sort = iota
	aContact
	aDeal
)

// thing is something that can be found: an account, or a contact or deal.
type thing struct {
	sort    sort
	id      record.ID
	row     *row // the account; nil for a deal or contact of none in the scope
	contact *record.Contact
	deal    *record.Deal
	text    string // what the search looks at, folded
	name    string // folded, for the order
}

// page gives the page that opens it.
func (t *thing) page() *dossier {
	switch t.sort {
	case aDeal:
		return &dossier{deal: t.id}
	case aContact:
		return &dossier{account: t.contact.Account, person: t.id}
	}
	return &dossier{account: t.id}
}

// index is everything that is searched, of a scope. It is immutable.
type index struct {
	things [aDeal + 1][]*thing // by sort; accounts in no order, the others by name
	needs  [pressing + 1]int   // accounts by what they need
	others int                 // accounts that are not in the scope
	beyond []*thing            // accounts, contacts and deals that are not, where they may be seen
	code   string              // the file's currency
	today  record.Date
	agenda *metrics.Agenda // what there is to do in the scope
}

// eval makes the index. It is the panel's Spec.Eval and runs in a command.
func eval(ctx context.Context, d panel.Data) any {
	agenda := metrics.NewAgenda(ctx, d.View(), d.Pipeline)
	x := &index{code: currency(d), today: d.Today, agenda: &agenda}
	rows := x.accounts(d)
	for _, deal := range d.Book.Deals {
		if ctx.Err() != nil {
			return x
		}
		x.deal(d, rows, deal)
	}
	for _, c := range d.Book.Contacts {
		x.contact(d, rows, c)
	}
	touch(ctx, d, rows)
	x.ask(rows)
	for _, r := range rows {
		r.judge(d.Today)
		x.needs[r.need]++
	}
	for _, s := range []sort{aContact, aDeal} {
		slices.SortFunc(x.things[s], func(a, b *thing) int {
			return cmp.Or(cmp.Compare(a.name, b.name), slices.Compare(a.id[:], b.id[:]))
		})
	}
	return x
}

// lasts gives for how long the index stands: what the agenda says of inquiries
// goes by the minute.
func lasts(own any) time.Duration { return own.(*index).agenda.Lasts() }

// currency gives the currency of the numbers: the file's, or where it names none,
// that of most deals.
func currency(d panel.Data) string { return cmp.Or(d.Pipeline.Currency, d.Book.Settings.Currency) }

// ask brings in what the agenda says of the accounts and their deals: of several
// items of one account the worst counts, and where it stands is by the first.
func (x *index) ask(rows map[record.ID]*row) {
	for i := range x.agenda.Items {
		it := &x.agenda.Items[i]
		r := rows[it.AccountRef]
		if r == nil {
			continue
		}
		need := nothing
		mark, _, why := panel.AgendaMark(it)
		switch mark {
		case theme.MarkRisk:
			need = pressing
		case theme.MarkLate:
			need = due
		}
		r.rank = min(r.rank, i)
		if need > r.need {
			r.need, r.why = need, why
		}
	}
}

// accounts enters the accounts of the scope: those that a rep of it owns, has a
// deal with, or has logged anything on within a year, and those on the agenda of
// the scope, as what is nobody's is.
func (x *index) accounts(d panel.Data) map[record.ID]*row {
	worked := make(map[record.ID]bool)
	for _, deal := range d.Book.Deals {
		if slices.Contains(d.Reps, deal.Now.Rep) {
			worked[deal.Now.Account] = true
		}
	}
	for i := range x.agenda.Items {
		worked[x.agenda.Items[i].AccountRef] = true
	}
	for id := range logged(d) {
		worked[id] = true
	}
	rows := make(map[record.ID]*row, len(d.Book.Accounts))
	for id, a := range d.Book.Accounts {
		switch {
		case a.Archived:
			continue
		case d.Reps != nil && !slices.Contains(d.Reps, a.Rep) && !worked[id]:
			x.others++
			x.pass(d, &thing{id: id, text: fold(a.Name, d.Book.RepName(a.Rep), a.Segment, a.Source)})
			continue
		}
		r := &row{account: a, owner: d.Book.RepName(a.Rep), rank: unranked}
		r.agreed(a.NextStep, a.NextDue)
		rows[id] = r
		x.things[anAccount] = append(x.things[anAccount], &thing{
			id: id, row: r, name: quick.Plain(a.Name), text: fold(a.Name, r.owner, a.Segment, a.Source),
		})
	}
	return rows
}

// pass keeps something outside of the scope, to tell that it is there.
func (x *index) pass(d panel.Data, t *thing) {
	if d.Reps != nil && (d.Rights == 0 || d.Rights.Has(panel.SeeTeam)) {
		x.beyond = append(x.beyond, t)
	}
}

// logged gives the accounts on which a scope has logged anything within a year;
// none for everybody's.
func logged(d panel.Data) map[record.ID]bool {
	if d.Reps == nil || d.Days == nil || d.Syms == nil {
		return nil
	}
	mine := make(map[record.Sym]bool, len(d.Reps))
	for _, rep := range d.Reps {
		if y, ok := d.Syms.FindID(rep); ok && y != 0 {
			mine[y] = true
		}
	}
	accounts := make(map[record.Sym]bool)
	first, last := d.Days.Span()
	for day := max(first, d.Today-lookBack); first != 0 && day <= min(last, d.Today); day++ {
		for _, a := range d.Days.Rows(day) {
			if mine[a.Rep] {
				accounts[a.Account] = true
			}
		}
	}
	out := make(map[record.ID]bool, len(accounts))
	for y := range accounts {
		out[d.Syms.ID(y)] = true
	}
	return out
}

// fold brings what may be searched into one text, without case and accents.
func fold(parts ...string) string { return quick.Plain(strings.Join(parts, " ")) }

// deal enters a deal, and adds it to its account while it is open.
func (x *index) deal(d panel.Data, rows map[record.ID]*row, deal *record.Deal) {
	s := &deal.Now
	r := rows[s.Account]
	if r == nil && (!s.Account.IsZero() || d.Reps != nil && !slices.Contains(d.Reps, s.Rep)) {
		x.pass(d, &thing{sort: aDeal, id: deal.ID, text: fold(s.Title, d.Book.AccountName(s.Account), s.Product)})
		return
	}
	name := ""
	if r != nil {
		name = r.account.Name
	}
	x.things[aDeal] = append(x.things[aDeal], &thing{
		sort: aDeal, id: deal.ID, row: r, deal: deal, name: quick.Plain(s.Title), text: fold(s.Title, name, s.Product),
	})
	if r == nil || !s.Open() {
		return
	}
	r.open++
	r.agreed(s.NextStep, s.NextDue)
	switch {
	case s.HasAmount && s.Amount.Currency != x.code:
		r.foreign++
	case s.HasAmount:
		r.minor += s.Amount.Minor
	}
}

// agreed notes a next step; the earliest counts, and one without a day where
// there is no other.
func (r *row) agreed(step string, due record.Time) {
	if r.step == "" && due.IsZero() {
		r.step = step
	}
	if !due.IsZero() && (r.due.IsZero() || due.Compare(r.due) < 0) {
		r.due, r.step = due, step
	}
}

func (x *index) contact(d panel.Data, rows map[record.ID]*row, c *record.Contact) {
	if c.Archived {
		return
	}
	text := fold(c.Name, c.Email, d.Book.AccountName(c.Account)) + " " + digits(c.Phone)
	r := rows[c.Account]
	if r == nil {
		x.pass(d, &thing{sort: aContact, id: c.ID, text: text})
		return
	}
	r.contacts++
	x.things[aContact] = append(x.things[aContact], &thing{sort: aContact, id: c.ID, row: r, contact: c, name: quick.Plain(c.Name), text: text})
}

// digits gives a telephone number as one looks for it.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
}

// touch finds the last activity on every account, newest day first, until all
// are found or a year is over.
func touch(ctx context.Context, d panel.Data, rows map[record.ID]*row) {
	first, last := record.Date(0), record.Date(0)
	if d.Days != nil && d.Syms != nil {
		first, last = d.Days.Span()
	}
	if first != 0 {
		find(ctx, d, rows, first, last)
	}
	for id, r := range rows {
		r.untouched(d, id, first)
	}
}

// untouched says of an account on which no activity was found since when that is
// so: since it is known or since the records begin, where there never was one.
func (r *row) untouched(d panel.Data, id record.ID, first record.Date) {
	if r.since = r.touched; r.touched != 0 {
		return
	}
	year, named := d.Today-lookBack, false
	if first != 0 {
		_, named = d.Syms.FindID(id)
	}
	created := r.account.Created.Date()
	if r.never = !named || first >= year || created >= year; !r.never {
		r.since = year - 1
		return
	}
	if r.since = max(created, first); r.since <= 0 {
		r.since = d.Today // nobody can say for how long
	}
}

func find(ctx context.Context, d panel.Data, rows map[record.ID]*row, first, last record.Date) {
	sought := make(map[record.Sym]*row, len(rows))
	for id, r := range rows {
		if y, ok := d.Syms.FindID(id); ok && y != 0 {
			sought[y] = r
		}
	}
	for day := min(last, d.Today); day >= max(first, d.Today-lookBack) && len(sought) > 0 && ctx.Err() == nil; day-- {
		for _, a := range d.Days.Rows(day) {
			if r := sought[a.Account]; r != nil {
				r.touched = day
				delete(sought, a.Account)
			}
		}
	}
}

// judge says whether an account is quiet of which the agenda says nothing worse.
func (r *row) judge(today record.Date) {
	if r.need == nothing && r.open > 0 && r.quiet(today) > quietAfter {
		r.need = silence
	}
}

// order is a way to sort accounts.
type order struct {
	key  string // message "accounts.by." and this
	less func(a, b *row) int
}

// orders are the ways to sort, the first of them from the start.
var orders = []order{
	{"need", func(a, b *row) int {
		return cmp.Or(cmp.Compare(b.need, a.need), cmp.Compare(a.rank, b.rank), cmp.Compare(b.minor, a.minor), cmp.Compare(b.open, a.open))
	}},
	{"name", func(_, _ *row) int { return 0 }},
	{"value", func(a, b *row) int { return cmp.Or(cmp.Compare(b.minor, a.minor), cmp.Compare(b.open, a.open)) }},
	{"touch", func(a, b *row) int { return cmp.Compare(a.touched, b.touched) }},
	{"due", func(a, b *row) int {
		switch {
		case a.due.IsZero() || b.due.IsZero():
			return cmp.Compare(boolean(a.due.IsZero()), boolean(b.due.IsZero()))
		}
		return a.due.Compare(b.due)
	}},
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// search is what was found for a text, in an order.
type search struct {
	of     *index              // nil for nothing yet
	order  int                 // index into orders
	text   string              // folded
	match  [aDeal + 1][]*thing // all that fit, by sort, accounts in order
	things []*thing            // those of them that are shown, and after them what is near
	near   int                 // of the things, what was only nearly typed
	theirs int                 // where nothing holds the text: what does outside of the scope
}

// most is how many contacts and deals a search shows; more words find the
// rest.
const most = 200

// Where fewer things than few hold what was typed, what is near is shown as well,
// and at most mostNear of it.
const (
	few      = 5
	mostNear = 20
)

// whole gives everything in an order, for searches to start from; without a
// text only accounts are shown.
func (x *index) whole(order int) search {
	s := search{of: x, order: order, match: x.things}
	s.match[anAccount] = arranged(x.things[anAccount], orders[order])
	s.things = s.match[anAccount]
	return s
}

// narrow finds what holds all words of a folded text among what was found for
// a start of it: accounts in their order, then contacts and deals by name.
func (from search) narrow(text string) search {
	s := search{of: from.of, order: from.order, text: text}
	words := strings.Fields(text)
	for k := range from.match {
		s.match[k] = fitting(from.match[k], words)
	}
	people, deals := s.match[aContact], s.match[aDeal]
	s.things = slices.Concat(s.match[anAccount], people[:min(most, len(people))], deals[:min(most, len(deals))])
	if len(s.things) == 0 {
		s.theirs = len(fitting(from.of.beyond, words))
	}
	if len(s.things) < few {
		close := from.of.close(text)
		s.things, s.near = append(s.things, close...), len(close)
	}
	return s
}

// candidate is a thing whose name is so many letters far from what was typed.
type candidate struct {
	*thing
	far int
}

func (a candidate) compare(b candidate) int {
	return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.sort, b.sort), cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name), slices.Compare(a.id[:], b.id[:]))
}

// close gives the things whose names are near a folded text, the nearest first,
// accounts before contacts before deals.
func (x *index) close(text string) []*thing {
	q := near.New(text)
	if q == nil {
		return nil
	}
	var best []candidate
	for _, things := range x.things {
		for _, t := range things {
			d, ok := q.Distance(t.name, t.text)
			if !ok {
				continue
			}
			c := candidate{t, d}
			if at, _ := slices.BinarySearchFunc(best, c, candidate.compare); at < mostNear {
				best = slices.Insert(best, at, c)
				best = best[:min(len(best), mostNear)]
			}
		}
	}
	out := make([]*thing, len(best))
	for i := range out {
		out[i] = best[i].thing
	}
	return out
}

// nearly reports whether a thing shown is only near what was typed.
func (s search) nearly(i int) bool { return i >= len(s.things)-s.near }

// hidden gives how many contacts and deals fit and are not shown.
func (s search) hidden() int {
	if s.text == "" {
		return 0
	}
	return len(s.match[anAccount]) + len(s.match[aContact]) + len(s.match[aDeal]) - (len(s.things) - s.near)
}

func fitting(things []*thing, words []string) []*thing {
	out := make([]*thing, 0, len(things))
	for _, t := range things {
		if t.holds(words) {
			out = append(out, t)
		}
	}
	return out
}

func (t *thing) holds(words []string) bool {
	for _, w := range words {
		if !strings.Contains(t.text, w) {
			return false
		}
	}
	return true
}

func arranged(things []*thing, by order) []*thing {
	out := slices.Clone(things)
	slices.SortFunc(out, func(a, b *thing) int {
		return cmp.Or(by.less(a.row, b.row), cmp.Compare(a.name, b.name), slices.Compare(a.id[:], b.id[:]))
	})
	return out
}
