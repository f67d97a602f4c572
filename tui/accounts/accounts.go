// Package accounts is the tab with the companies one sells to: a list that
// finds accounts, contacts and deals while one types, and a page for each
// account and each deal with everything that happened, newest first.
//
// It promises: typing searches an index that was made before, in a command, so
// that a hundred thousand accounts cost no frame; what stands in a timeline
// is what the records say, dated as they date it; activities are read in
// pieces, as one comes near them; a long or hostile note takes one row of the
// timeline and is read in full, wrapped, by opening it. It imports
// tui/{list,page,panel,widget,keymap,theme,forms}, metrics, store/record, store/quick, store/near, store/money
// and store/say.
//
// # Decisions
//
//   - The index is made in Spec.Eval for the accounts of the scope; contacts
//     and deals are searched where their account is in it, or where they have
//     none.
//   - What holds all that was typed is found. Where that is little, what is near
//     to it stands below, marked, nearest first (see store/near).
//   - Enter typed before a search has come opens the first of what it finds, not
//     what stood there before.
//   - What an account needs is what the agenda of the scope says of it and of its
//     deals, the worst of that; the first of them say how pressing it is.
//   - An account is quiet when it has an open deal and nothing was logged on
//     it for three weeks. That is a convention, said in the help: no history
//     tells after how many days silence hurts.
//   - The last touch is looked for a year back, in the rows of the days. What
//     lies further back is "over a year" and costs nothing; "never" is said only
//     where that is certain.
//   - A page is put together in a command (records, words, the first
//     activities) and replaced as a whole: what is drawn never changes under
//     the hand.
//   - Pages lie on each other: a deal opened from an account goes back to it.
package accounts

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "accounts"

const (
	actSort keymap.Action = "accounts.sort"
	actEdit keymap.Action = "accounts.edit"
	actHere keymap.Action = "accounts.log"
)

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "accounts", Number: 7, Scope: scope,
	Silent: []keymap.Action{panel.Editor},
	Bindings: append([]keymap.Binding{
		{Scope: scope, Action: actHere, Keys: []string{"A"}, Foot: 2},
		{Scope: scope, Action: actEdit, Keys: []string{"e"}, Foot: 3},
		{Scope: scope, Action: actSort, Keys: []string{"s"}, Foot: 4},
	}, panel.FindKeys(scope)...),
	Needs: map[keymap.Action]panel.Rights{actEdit: panel.Log, actHere: panel.Log, actSort: panel.SeeOwn},
	New:   newAccounts,
	Eval:  eval, Lasts: lasts,
}

type accounts struct {
	env  *panel.Env
	data panel.Data
	w, h int

	all   *index
	whole search // everything, in the order chosen
	found search // what the filter leaves of it
	order int    // index into orders
	list  list.List[record.ID]
	pages []*dossier // what is open, one on the other
	asked int        // number of the last request of a page

	sought int  // number of the last search
	due    bool // it has not come yet
	first  bool // the cursor goes to the first of what it finds
	then   bool // which is to be opened
}

func newAccounts(env *panel.Env) panel.Panel {
	p := &accounts{env: env}
	p.list = list.List[record.ID]{
		Zone: "accounts.row", Find: new(panel.Find), Note: p.note,
		Len:    func() int { return len(p.found.things) },
		Key:    func(i int) record.ID { return p.found.things[i].id },
		Fields: func(b widget.Box, i int) []widget.Field { return p.listed(b, i) },
	}
	return p
}

// Depth implements panel.Panel.
func (p *accounts) Depth() int { return len(p.pages) + panel.Levels(p.list.Find.Shown()) }

// Rests implements panel.Rester.
func (p *accounts) Rests(a keymap.Action) bool {
	return len(p.pages) > 0 && (a == actSort || a == panel.Filter)
}

// Typing implements panel.Panel.
func (p *accounts) Typing() bool { return p.list.Find.Open && len(p.pages) == 0 }

// Update implements panel.Panel.
func (p *accounts) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		cmd = p.take(msg)
	case panel.About:
		cmd = p.about(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case loaded:
		p.lay(msg)
	case sought:
		cmd = p.put(msg)
	default:
		cmd = p.pass(msg)
	}
	p.fit()
	return tea.Batch(cmd, p.near())
}

// pass hands a message to the page in front or the list, and does what they
// leave.
func (p *accounts) pass(msg tea.Msg) tea.Cmd {
	did := list.Ignored
	if g := p.top(); g != nil {
		did = g.update(msg)
	} else if p.waits(msg) {
		return nil
	} else if did = p.list.Update(msg); did == list.Filtered {
		p.first = true
		return p.search()
	}
	switch act, _ := msg.(panel.Act); did {
	case list.Opened:
		return p.open()
	case list.Ignored:
		return p.act(act.Action)
	}
	return nil
}

// take follows new data; what is open is read again when the file changed.
func (p *accounts) take(d panel.Data) tea.Cmd {
	facts := p.data.Facts
	p.data = d
	p.all, _ = d.Own.(*index)
	cmd := tea.Batch(p.search(), p.without(d.Book))
	if g := p.top(); g != nil && (facts != d.Facts || g.content == nil) {
		for _, under := range p.pages {
			under.stale = true
		}
		return tea.Batch(cmd, p.load(g))
	}
	return cmd
}

// about opens what another tab points to.
func (p *accounts) about(m panel.About) tea.Cmd {
	g := &dossier{account: m.Account, deal: m.Deal}
	if !g.asks() {
		return nil
	}
	p.close(0)
	*p.list.Find = panel.Find{}
	return tea.Batch(p.search(), p.show(g))
}

// show opens a page on what is open.
func (p *accounts) show(g *dossier) tea.Cmd {
	p.equip(g)
	there := p.data.Book != nil && g.there(p.data.Book)
	if !there && p.data.Book != nil && !p.behind() {
		return p.gone()
	}
	p.pages = append(p.pages, g)
	if g.awaited = !there; g.awaited { // it is read with the data to come
		return nil
	}
	return p.load(g)
}

// behind reports whether there are newer data than the panel has: what others
// point to may be newer, too.
func (p *accounts) behind() bool { return p.env.Behind != nil && p.env.Behind() }

// gone says that what was pointed to does not exist.
func (p *accounts) gone() tea.Cmd {
	return panel.Ask(panel.Toast{Text: p.env.Say.T("accounts.gone"), Bad: true})
}

// without closes the pages of what is not in a book, and says so of one that has
// only been asked for.
func (p *accounts) without(b *record.Book) tea.Cmd {
	var cmd tea.Cmd
	p.pages = slices.DeleteFunc(p.pages, func(g *dossier) bool {
		there := g.there(b)
		if !there {
			g.end()
		}
		if !there && g.awaited {
			cmd = p.gone()
		}
		g.awaited = false
		return !there
	})
	return cmd
}

// close closes all pages but so many.
func (p *accounts) close(but int) {
	for _, g := range p.pages[but:] {
		g.end()
	}
	p.pages = p.pages[:but]
}

// top gives the page in front, nil for none.
func (p *accounts) top() *dossier {
	if len(p.pages) == 0 {
		return nil
	}
	return p.pages[len(p.pages)-1]
}

// sought brings what a search found, and everything in the order it is in.
type sought struct {
	n            int
	whole, found search
}

// search gives the command that brings what is shown in line with data, order
// and filter; nil where that is nothing to work out. What was found for the
// start of the text is not looked through again.
func (p *accounts) search() tea.Cmd {
	text, all, order := quick.Plain(p.list.Find.Text()), p.all, p.order
	whole, from := p.whole, p.found
	arranged := whole.of == all && whole.order == order
	p.sought++
	m := sought{n: p.sought, whole: whole, found: whole}
	if all == nil || arranged && text == "" {
		if all == nil {
			m.whole, m.found = search{}, search{}
		}
		return p.put(m)
	}
	p.due = true
	return p.env.Do(func(context.Context) tea.Msg {
		if !arranged {
			m.whole = all.whole(order)
			from, m.found = m.whole, m.whole
		}
		if text != "" {
			if from.text == "" || !strings.HasPrefix(text, from.text) {
				from = m.whole
			}
			m.found = from.narrow(text)
		}
		return m
	})
}

// put shows what was found, and opens the first of it where that was asked for
// meanwhile.
func (p *accounts) put(m sought) tea.Cmd {
	if m.n != p.sought {
		return nil
	}
	p.whole, p.found, p.due = m.whole, m.found, false
	p.list.Renew()
	if p.first {
		p.list.To(0)
	}
	then := p.then
	p.first, p.then = false, false
	if then {
		return p.open()
	}
	return nil
}

// waits reports whether a message is to open what a search has yet to find.
func (p *accounts) waits(msg tea.Msg) bool {
	act, _ := msg.(panel.Act)
	p.then = p.due && p.first && act.Action == panel.Open && !p.list.Find.Open
	return p.then
}

func (p *accounts) fit() {
	p.list.Fit(p.h - 2 - p.list.Find.Rows())
	if g := p.top(); g != nil {
		g.fit(p, p.sheet(g))
	}
}

// current gives what is under the cursor of the list, nil for nothing.
func (p *accounts) current() *thing {
	if i := p.list.Index(); i >= 0 {
		return p.found.things[i]
	}
	return nil
}

func (p *accounts) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Focus, panel.Right, panel.Left:
		p.turn(a)
	case panel.Back:
		return p.back()
	case panel.Copy:
		return p.copy()
	case actSort:
		if p.top() != nil {
			return nil
		}
		p.order, p.first = (p.order+1)%len(orders), true
		return p.search()
	case actEdit:
		return p.edit()
	case actHere:
		return p.here()
	}
	return nil
}

// turn moves the focus of a page on, or back.
func (p *accounts) turn(a keymap.Action) {
	if g := p.top(); g != nil && !g.reading {
		by := 1
		if a == panel.Left {
			by = -1
		}
		g.turn(by)
	}
}

// back closes the page in front, and reads the one under it again if the file
// has changed since.
func (p *accounts) back() tea.Cmd {
	g := p.top()
	switch {
	case g == nil:
		return nil
	case g.reading:
		g.reading = false
		return nil
	}
	p.close(len(p.pages) - 1)
	if under := p.top(); under != nil && under.stale {
		return p.load(under)
	}
	return nil
}

// open opens what is under the cursor.
func (p *accounts) open() tea.Cmd {
	if g := p.top(); g != nil {
		if to := g.open(); to != nil {
			return p.show(to)
		}
		return nil
	}
	t := p.current()
	if t == nil {
		return nil
	}
	return p.show(t.page())
}
