// Package logbook is the tab with every activity, newest first: filtered while
// one types, corrected in the entry line, taken back with one key.
//
// It promises: the number of activities costs nothing, only a window of them
// is in memory; what another process logs appears at the top without moving
// what one looks at; taking back asks nothing because undo brings it back. It
// imports tui/{panel,widget,keymap,theme}, store/event, store/record and
// store/say.
package logbook

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

const scope keymap.Scope = "log"

const (
	actEdit keymap.Action = "activity.edit"
	actDrop keymap.Action = "activity.take-back"
)

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "log", Number: 8, Scope: scope,
	Silent: []keymap.Action{panel.Left, panel.Right, panel.Focus},
	Bindings: append([]keymap.Binding{
		{Scope: scope, Action: actEdit, Keys: []string{"e"}, Foot: 2},
		{Scope: scope, Action: actDrop, Keys: []string{"d", "x", "delete"}, Foot: 3},
	}, panel.FindKeys(scope)...),
	Needs: map[keymap.Action]panel.Rights{actEdit: panel.Log, actDrop: panel.Log},
	New:   func(env *panel.Env) panel.Panel { return &logbook{env: env} },
}

// page is how many activities are read at once, window how many are kept.
const (
	page   = 200
	window = 5 * page
)

type logbook struct {
	env  *panel.Env
	data panel.Data
	w, h int

	rows      []record.Activity // a stretch of the log, newest first
	newest    bool              // nothing is newer than rows[0]
	oldest    bool              // nothing is older than the last row
	scroll    widget.Scroll
	find      panel.Find
	held      record.ID // the activity under the cursor
	open      bool      // its detail
	top       int
	asked     int // number of the last request; older answers are dropped
	searching bool
	side      side               // that is searched for
	stop      context.CancelFunc // ends the request under way
	failed    error
	sought    record.Ref // an activity to be opened once it is read
	others    int        // activities of others, counted where the scope has none
}

// side says where a page belongs.
type side uint8

const (
	fresh side = iota // the newest page, in the place of everything
	last              // the oldest page, in the place of everything
	older             // behind what there is
	newer             // before what there is
	same              // the stretch that is shown, read again
)

// slice is how long a search looks before it shows what it has found so far.
const slice = 100 * time.Millisecond

// grows reports whether a page may come in parts: what is still missing is
// asked for as soon as the cursor is near it.
func (s side) grows() bool { return s == fresh || s == older }

// pageMsg brings a page.
type pageMsg struct {
	n    int
	side side
	rows []record.Activity
	full bool // there is more in that direction
	// others is how many there are of anybody, where the scope has none.
	others int
	err    error
}

// Root implements panel.Panel.
func (p *logbook) Root() bool { return !p.open && !p.find.Shown() }

// Typing implements panel.Panel.
func (p *logbook) Typing() bool { return p.find.Open && !p.open }

// Update implements panel.Panel.
func (p *logbook) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		cmd = p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case pageMsg:
		p.put(msg)
	case panel.About:
		cmd = p.about(msg.Activity)
	case panel.Wheel:
		p.move(msg.N)
	case panel.Click:
		p.click(msg)
	default:
		if mine, changed := p.filter(msg); mine {
			if changed {
				cmd = p.read(fresh)
			}
		} else if act, ok := msg.(panel.Act); ok {
			cmd = p.act(act.Action)
		}
	}
	p.fit()
	return tea.Batch(cmd, p.near())
}

func (p *logbook) filter(msg tea.Msg) (mine, changed bool) {
	if p.open {
		return false, false
	}
	return p.find.Update(msg)
}

// take follows new data: another scope starts at the top, else the stretch
// that is shown is read again.
func (p *logbook) take(d panel.Data) tea.Cmd {
	before := p.data
	p.data = d
	switch {
	case before.Rev == 0 || !slices.Equal(before.Reps, d.Reps) || (before.Reps == nil) != (d.Reps == nil):
		p.scroll.Cursor = 0
		return p.read(fresh)
	case before.Facts == d.Facts:
		return nil
	case p.newest && p.scroll.Top == 0 && p.scroll.Cursor == 0:
		return p.read(fresh)
	}
	return p.read(same)
}

// read asks for a page.
func (p *logbook) read(s side) tea.Cmd {
	p.asked++
	p.searching, p.side = true, s
	if p.stop != nil {
		p.stop() // nobody waits for the answer any more
	}
	wanted, stop := context.WithCancel(context.Background())
	p.stop = stop
	n, q, d := p.asked, p.query(s), p.data
	return p.env.Do(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(wanted, cancel)()
		out := pageMsg{n: n, side: s}
		limit := q.Limit
		q.Limit = limit + 1 // one more tells whether there is more
		enough, end := context.WithTimeout(ctx, slice)
		defer end()
		out.err = p.env.Activities(ctx, q, func(a record.Activity) bool {
			if len(out.rows) == limit || s.grows() && len(out.rows) > 0 && enough.Err() != nil {
				out.full = true
				return false
			}
			out.rows = append(out.rows, a)
			return true
		})
		if q.Oldest {
			slices.Reverse(out.rows)
		}
		if len(out.rows) == 0 && q.Reps != nil && q.Text == "" && q.After == nil {
			out.others = everybodys(ctx, d)
		}
		return out
	})
}

// everybodys counts the activities of all reps.
func everybodys(ctx context.Context, d panel.Data) int {
	planned, _ := d.Syms.Find(record.Planned)
	first, last := d.Days.Span()
	n := 0
	for day := first; day <= last && day != 0 && ctx.Err() == nil; day++ {
		for _, c := range d.Days.Cells(day) {
			if c.Outcome != planned {
				n += int(c.Count)
			}
		}
	}
	return n
}

// query asks for the page at a side of what is shown.
func (p *logbook) query(s side) panel.Query {
	q := panel.Query{Reps: p.data.Reps, Text: p.find.Text(), Limit: page}
	switch s {
	case last:
		q.Oldest = true
	case older:
		q.After = cursor(p.rows[len(p.rows)-1])
	case newer:
		q.Oldest, q.After = true, cursor(p.rows[0])
	case same:
		q.Limit = max(len(p.rows), page)
		if !p.newest && len(p.rows) > 0 {
			at := cursor(p.rows[0])
			at.Ref.Seq++ // so that the first row is read again
			q.After = at
		}
	}
	return q
}

func cursor(a record.Activity) *panel.Cursor { return &panel.Cursor{At: a.At, Ref: a.Ref} }

// put takes a page that was asked for last.
func (p *logbook) put(m pageMsg) {
	if m.n != p.asked {
		return
	}
	p.searching, p.failed, p.others = false, m.err, m.others
	if m.err != nil {
		return
	}
	switch m.side {
	case fresh:
		p.rows, p.newest, p.oldest = m.rows, true, !m.full
		p.scroll.Cursor, p.scroll.Top = 0, 0
		p.held = record.ID{}
	case last:
		p.rows, p.newest, p.oldest = m.rows, !m.full, true
		p.scroll.Cursor = len(m.rows)
	case older:
		p.rows, p.oldest = append(p.rows, m.rows...), !m.full
		if cut := len(p.rows) - window; cut > 0 {
			p.rows, p.newest = slices.Clone(p.rows[cut:]), false
			p.shift(-cut)
		}
	case newer:
		p.rows, p.newest = append(m.rows, p.rows...), !m.full
		p.shift(len(m.rows))
		if len(p.rows) > window {
			p.rows, p.oldest = slices.Clone(p.rows[:window]), false
		}
	case same:
		p.rows, p.oldest = m.rows, !m.full
		p.hold()
	}
	if !p.seek() && m.side == fresh {
		p.sought = record.Ref{}
	}
}

// shift keeps the cursor on its activity when rows came or went before it.
func (p *logbook) shift(n int) {
	p.scroll.Cursor += n
	p.scroll.Top += n
}

// hold brings the cursor back to its activity, if it is still there. Who looks
// at the newest sees what comes, as long as the activity stays in view.
func (p *logbook) hold() {
	i := slices.IndexFunc(p.rows, func(a record.Activity) bool { return a.ID == p.held })
	switch {
	case i < 0:
	case p.newest && p.scroll.Top == 0 && i < p.listRows():
		p.scroll.Cursor = i
	default:
		p.shift(i - p.scroll.Cursor)
	}
}

// near asks for more when the cursor comes near an end of what is read.
func (p *logbook) near() tea.Cmd {
	switch {
	case p.searching || len(p.rows) == 0 || p.failed != nil:
		return nil
	case !p.oldest && p.scroll.Cursor > len(p.rows)-page/2:
		return p.read(older)
	case !p.newest && p.scroll.Cursor < page/2:
		return p.read(newer)
	}
	return nil
}

func (p *logbook) fit() {
	p.scroll.Fit(len(p.rows), p.listRows())
	if a := p.current(); a != nil {
		p.held = a.ID
	} else {
		p.open = false
	}
}

func (p *logbook) current() *record.Activity {
	if p.scroll.Cursor >= len(p.rows) {
		return nil
	}
	return &p.rows[p.scroll.Cursor]
}

// endless is more rows than there are of anything.
const endless = 1 << 30

func (p *logbook) move(n int) {
	if p.open {
		most := 0
		if c := p.current(); c != nil {
			most = len(p.detail(*c, p.w, ansi.GraphemeWidth)) - max(p.h-2, 1)
		}
		p.top = max(0, min(p.top+n, most))
		return
	}
	p.scroll.Move(n, len(p.rows))
}

func (p *logbook) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Down:
		p.move(1)
	case panel.Up:
		p.move(-1)
	case panel.HalfDown:
		p.move(p.scroll.Half())
	case panel.HalfUp:
		p.move(-p.scroll.Half())
	case panel.First:
		if p.open {
			p.move(-endless)
			break
		}
		if !p.newest {
			return p.read(fresh)
		}
		p.scroll.To(0, len(p.rows))
	case panel.Last:
		if p.open {
			p.move(endless)
			break
		}
		if !p.oldest {
			return p.read(last)
		}
		p.scroll.To(len(p.rows)-1, len(p.rows))
	case panel.Open:
		if c := p.current(); p.open && c != nil {
			return p.past(c)
		}
		p.open, p.top = p.current() != nil, 0
	case panel.Back:
		p.open = false
	case actEdit, actDrop, panel.Copy, panel.Editor:
		if c := p.current(); c != nil {
			return p.with(a, *c)
		}
	}
	return nil
}

// past shows all that happened on the deal of an activity, or on its account.
func (p *logbook) past(a *record.Activity) tea.Cmd {
	to := panel.About{Deal: a.Deal}
	if a.Deal.IsZero() {
		to = panel.About{Account: a.Account}
	}
	if to == (panel.About{}) {
		return nil
	}
	return panel.Ask(panel.Show{Tab: "accounts", Msg: to})
}

// with does something to an activity.
func (p *logbook) with(a keymap.Action, act record.Activity) tea.Cmd {
	switch a {
	case actEdit:
		return panel.Ask(panel.Amend{Activity: act})
	case panel.Editor:
		return panel.Ask(panel.Edit{Text: act.Note, Done: func(text string) tea.Cmd { return p.writeNote(act, text) }})
	case actDrop:
		p.open = false
		what := act.Kind + " " + p.data.Book.AccountName(act.Account)
		return p.env.Append(p.env.Say.T("activity.taken-back", "what", what), event.Void{
			Target: act.Ref, Type: record.TypeActivity, ID: act.ID,
		})
	}
	return panel.Ask(panel.Clip{Text: p.line(act)})
}

// writeNote writes what the note of an activity is to be.
func (p *logbook) writeNote(act record.Activity, text string) tea.Cmd {
	what := strings.TrimSpace(act.Kind + " " + p.data.Book.AccountName(act.Account))
	return p.env.Append(p.env.Say.T("activity.noted", "what", what), event.Amend{
		Activity: act.ID, Fields: []record.Assign{{Field: record.FieldNote, Value: record.Text(text)}},
	})
}

const zoneRow = "log.row"

func (p *logbook) click(c panel.Click) {
	if c.Zone.Name != zoneRow || p.open {
		return
	}
	p.scroll.To(c.Zone.N, len(p.rows))
	p.open = c.Again && p.current() != nil
}
