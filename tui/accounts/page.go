package accounts

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/record"
	"foresail/tui/list"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// section is a part of a page that can have the focus.
type section uint8

const (
	people section = iota
	deals
	past
	sections
)

// dossier is the page of an account, or of a deal.
type dossier struct {
	account record.ID
	deal    record.ID // where given, the page is about this deal
	person  record.ID // the contact that was looked for, if any

	content *content // nil until it was read
	asked   int      // number of the request under way; 0 for none
	stop    context.CancelFunc
	failed  error
	stale   bool // the file has changed since, or a reading of it was ended
	awaited bool // it was pointed to before there were data with it

	focus   section
	at      [sections]list.List[rowKey]
	reading bool // the entry or contact under the cursor is read in full
	page    page.Page
}

// rowKey tells what a row of a page is about: a contact or deal by its id, an
// entry by the event that it comes from.
type rowKey struct {
	id   record.ID
	ref  record.Ref
	nth  int
	said bool // by a record, not an activity
}

// equip gives a page its lists.
func (p *accounts) equip(g *dossier) {
	g.focus = past
	for k, name := range [...]string{people: "accounts.people", deals: "accounts.deals", past: "accounts.past"} {
		g.at[k] = list.List[rowKey]{
			Zone: name, Top: section(k) == past,
			Len:    func() int { return g.length(section(k)) },
			Key:    func(i int) rowKey { return g.key(section(k), i) },
			Fields: func(b widget.Box, i int) []widget.Field { return p.rowOf(b, g, section(k), i) },
		}
	}
}

// key tells what a row of a section is about.
func (g *dossier) key(k section, i int) rowKey {
	switch c := g.content; k {
	case people:
		return rowKey{id: c.people[i].ID}
	case deals:
		return rowKey{id: c.deals[i].ID}
	default:
		m := &c.past[i]
		return rowKey{ref: m.ref, nth: m.nth, said: m.act == nil}
	}
}

// update hands a message to what has the focus; a click gives it.
func (g *dossier) update(msg tea.Msg) list.Did {
	if g.reading {
		if g.page.Update(msg) {
			return list.Taken
		}
		return list.Ignored
	}
	if c, ok := msg.(panel.Click); ok {
		for k := range g.at {
			if g.at[k].Zone == c.Zone.Name {
				g.focus = section(k)
			}
		}
	}
	return g.at[g.focus].Update(msg)
}

// asks reports whether the page is about anything.
func (g *dossier) asks() bool { return !g.account.IsZero() || !g.deal.IsZero() }

// there reports whether what the page is about exists.
func (g *dossier) there(b *record.Book) bool {
	if !g.deal.IsZero() {
		return b.Deals[g.deal] != nil
	}
	return b.Accounts[g.account] != nil
}

// about gives the account that the page is about; for the page of a deal, its
// account.
func (g *dossier) about(b *record.Book) record.ID {
	if d := b.Deals[g.deal]; d != nil {
		return d.Now.Account
	}
	return g.account
}

// content is everything on a page, put together. It is immutable.
type content struct {
	people  []*record.Contact
	deals   []*record.Deal
	records []moment // what the records say, newest first
	acts    []record.Activity
	more    bool // there are older activities
	past    []moment
}

// loaded brings the content of a page.
type loaded struct {
	n       int
	content *content
	err     error
}

// pageSize is how many activities are read at once.
const pageSize = 200

// load reads a page, with as many activities as were shown before.
func (p *accounts) load(g *dossier) tea.Cmd {
	n := pageSize
	if g.content != nil {
		n = max(n, len(g.content.acts))
	}
	return p.read(g, nil, n)
}

// near reads older activities when the cursor comes near the end.
func (p *accounts) near() tea.Cmd {
	g := p.top()
	if g == nil || g.asked != 0 || g.content == nil || !g.content.more || g.failed != nil {
		return nil
	}
	if g.at[past].At().Cursor < len(g.content.past)-pageSize/4 {
		return nil
	}
	return p.read(g, g.content.acts, pageSize)
}

// read reads activities older than those given, and puts the page together. A
// request under way for another page is ended, since nobody waits for it.
func (p *accounts) read(g *dossier, known []record.Activity, limit int) tea.Cmd {
	for _, other := range p.pages {
		other.end()
	}
	wanted, stop := context.WithCancel(context.Background())
	p.asked++
	g.asked, g.stop, g.stale = p.asked, stop, false
	b := builder{say: p.env.Say, data: p.data, account: g.account, deal: g.deal}
	n := p.asked
	return p.env.Do(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(wanted, cancel)()
		acts, more, err := p.older(ctx, b, known, limit)
		if err != nil {
			return loaded{n: n, err: err}
		}
		return loaded{n: n, content: b.build(acts, more)}
	})
}

// end ends a request under way, which is to be made again when the page is looked
// at.
func (g *dossier) end() {
	if g.asked != 0 {
		g.stop()
		g.asked, g.stale = 0, true
	}
}

// older gives what is known and up to limit older activities of a page.
func (p *accounts) older(ctx context.Context, b builder, known []record.Activity, limit int) (acts []record.Activity, more bool, err error) {
	acts = slices.Clone(known)
	q := panel.Query{Account: b.account, Deal: b.deal, Limit: limit + 1}
	if !b.deal.IsZero() {
		q.Account = record.ID{}
	}
	if len(known) > 0 {
		last := known[len(known)-1]
		q.After = &panel.Cursor{At: last.At, Ref: last.Ref}
	}
	err = p.env.Activities(ctx, q, func(a record.Activity) bool {
		if more = len(acts) == len(known)+limit; more {
			return false
		}
		acts = append(acts, a)
		return true
	})
	return acts, more, err
}

// lay takes what was read last.
func (p *accounts) lay(m loaded) {
	for _, g := range p.pages {
		if g.asked != m.n {
			continue
		}
		g.asked, g.failed = 0, m.err
		g.stop()
		if m.err == nil {
			g.take(m.content)
		}
	}
}

// take follows new content: the cursor stays with its entry, and begins with
// the contact that was looked for.
func (g *dossier) take(c *content) {
	g.content = c
	for k := range g.at {
		g.at[k].Renew()
	}
	if !g.person.IsZero() {
		if g.at[people].Go(rowKey{id: g.person}) {
			g.focus = people
		}
		g.person = record.ID{}
	}
	g.reading = g.reading && g.legible()
}

// length gives how many rows a section has.
func (g *dossier) length(s section) int {
	switch c := g.content; {
	case c == nil:
		return 0
	case s == people:
		return len(c.people)
	case s == deals:
		return len(c.deals)
	default:
		return len(c.past)
	}
}

// turn moves the focus to the next section that has anything in it.
func (g *dossier) turn(by int) {
	for range sections {
		g.focus = section((int(g.focus) + by + int(sections)) % int(sections))
		if g.length(g.focus) > 0 {
			return
		}
	}
	g.focus = past
}

// fit keeps cursors and windows inside their sections.
func (g *dossier) fit(p *accounts, s sheet) {
	for k := range g.at {
		g.at[k].Fit(s.rows[k])
	}
	if g.reading && g.legible() {
		g.page.Fit(len(p.inFull(ansi.WcWidth, g, p.w)), p.h-2) // the method with the most rows
	}
}

// contact gives the contact under the cursor, moment the entry, chance the
// deal; nil for none.
func (g *dossier) contact() *record.Contact {
	if i := g.at[people].Index(); i >= 0 {
		return g.content.people[i]
	}
	return nil
}

func (g *dossier) moment() *moment {
	if i := g.at[past].Index(); i >= 0 {
		return &g.content.past[i]
	}
	return nil
}

func (g *dossier) chance() *record.Deal {
	if i := g.at[deals].Index(); i >= 0 {
		return g.content.deals[i]
	}
	return nil
}

// legible reports whether there is something to be read in full under the
// cursor.
func (g *dossier) legible() bool {
	return g.focus == people && g.contact() != nil || g.focus == past && g.moment() != nil
}

// open opens what is under the cursor: a deal on a page of its own, a contact or
// an entry to be read in full.
func (g *dossier) open() *dossier {
	switch {
	case g.reading:
	case g.focus == deals && g.chance() != nil:
		return &dossier{deal: g.chance().ID}
	case g.legible():
		g.reading, g.page = true, page.Page{}
	}
	return nil
}
