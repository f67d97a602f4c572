package accounts

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
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

// page is the page of an account, or of a deal.
type page struct {
	account record.ID
	deal    record.ID // where given, the page is about this deal
	person  record.ID // the contact that was looked for, if any

	content *content // nil until it was read
	asked   int      // number of the request under way; 0 for none
	stop    context.CancelFunc
	failed  error
	stale   bool // the file has changed since

	focus   section
	at      [sections]widget.Scroll
	reading bool // the entry under the cursor is read in full
	line    int  // first row of it
}

// asks reports whether the page is about anything.
func (g *page) asks() bool { return !g.account.IsZero() || !g.deal.IsZero() }

// there reports whether what the page is about exists.
func (g *page) there(b *record.Book) bool {
	if !g.deal.IsZero() {
		return b.Deals[g.deal] != nil
	}
	return b.Accounts[g.account] != nil
}

// about gives the account that the page is about; for the page of a deal, its
// account.
func (g *page) about(b *record.Book) record.ID {
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
func (p *accounts) load(g *page) tea.Cmd {
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
	if g.at[past].Cursor < len(g.content.past)-pageSize/4 {
		return nil
	}
	return p.read(g, g.content.acts, pageSize)
}

// read reads activities older than those given, and puts the page together. A
// request under way for another page is ended, since nobody waits for it.
func (p *accounts) read(g *page, known []record.Activity, limit int) tea.Cmd {
	for _, other := range p.pages {
		if other.stop != nil {
			other.stop()
			other.asked = 0
		}
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

// put takes what was read last.
func (p *accounts) put(m loaded) {
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
func (g *page) take(c *content) {
	held := g.moment()
	g.content = c
	if held != nil && g.at[past].Cursor > 0 {
		if i := slices.IndexFunc(c.past, held.same); i >= 0 {
			g.at[past].Top += i - g.at[past].Cursor
			g.at[past].Cursor = i
		}
	}
	if !g.person.IsZero() {
		if i := slices.IndexFunc(c.people, func(x *record.Contact) bool { return x.ID == g.person }); i >= 0 {
			g.focus, g.at[people].Cursor = people, i
		}
		g.person = record.ID{}
	}
	g.reading = g.reading && g.moment() != nil
}

func (g *page) scroll() *widget.Scroll { return &g.at[g.focus] }

// length gives how many rows a section has.
func (g *page) length(s section) int {
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

func (g *page) move(n int) {
	if g.reading {
		g.line = max(0, min(g.line, far-max(n, 0))+n)
		return
	}
	g.scroll().Move(n, g.length(g.focus))
}

// turn moves the focus to the next section that has anything in it.
func (g *page) turn(by int) {
	for range sections {
		g.focus = section((int(g.focus) + by + int(sections)) % int(sections))
		if g.length(g.focus) > 0 {
			return
		}
	}
	g.focus = past
}

// fit keeps cursors and windows inside their sections.
func (g *page) fit(s sheet) {
	for k := range g.at {
		g.at[k].Fit(g.length(section(k)), s.rows[k])
	}
	if g.reading {
		g.line = max(0, min(g.line, s.full-1))
	}
}

// contact gives the contact under the cursor, moment the entry, chance the
// deal; nil for none.
func (g *page) contact() *record.Contact {
	if i := g.at[people].Cursor; g.content != nil && i < len(g.content.people) {
		return g.content.people[i]
	}
	return nil
}

func (g *page) moment() *moment {
	if i := g.at[past].Cursor; g.content != nil && i < len(g.content.past) {
		return &g.content.past[i]
	}
	return nil
}

func (g *page) chance() *record.Deal {
	if i := g.at[deals].Cursor; g.content != nil && i < len(g.content.deals) {
		return g.content.deals[i]
	}
	return nil
}

// open opens what is under the cursor: a deal on a page of its own, an entry
// to be read in full.
func (g *page) open() *page {
	switch {
	case g.reading:
	case g.focus == deals && g.chance() != nil:
		return &page{deal: g.chance().ID}
	case g.focus == past && g.moment() != nil:
		g.reading, g.line = true, 0
	}
	return nil
}
