// Package logbook is the tab with every activity, newest first: filtered while
// one types, corrected in the entry line, taken back with one key.
//
// It promises: the number of activities costs nothing, only a window of them is
// in memory; what another process logs appears at the top without moving what
// one looks at; taking back asks nothing because undo brings it back. It imports
// tui/{list,page,panel,widget,keymap,theme}, store/event and store/record.
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
	"foresail/tui/list"
	"foresail/tui/page"
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
	New:   newLogbook,
}

// pageSize is how many activities are read at once, window how many are kept.
const (
	pageSize = 200
	window   = 5 * pageSize
)

type logbook struct {
	env  *panel.Env
	data panel.Data
	w, h int

	rows      []record.Activity // a stretch of the log, newest first
	newest    bool              // nothing is newer than rows[0]
	oldest    bool              // nothing is older than the last row
	list      list.List[record.ID]
	open      bool // the detail of the activity under the cursor
	page      page.Page
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

func newLogbook(env *panel.Env) panel.Panel {
	p := &logbook{env: env}
	p.list = list.List[record.ID]{
		Zone: "log.row", Find: new(panel.Find), Note: p.note,
		Len:    func() int { return len(p.rows) },
		Key:    func(i int) record.ID { return p.rows[i].ID },
		Fields: func(_ widget.Box, i int) []widget.Field { return p.fields(i) },
	}
	return p
}

// Depth implements panel.Panel.
func (p *logbook) Depth() int { return panel.Levels(p.open, p.list.Find.Shown()) }

// Rests implements panel.Rester.
func (p *logbook) Rests(a keymap.Action) bool { return p.open && a == panel.Filter }

// Typing implements panel.Panel.
func (p *logbook) Typing() bool { return p.list.Find.Open && !p.open }

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
	default:
		cmd = p.pass(msg)
	}
	p.fit()
	return tea.Batch(cmd, p.near())
}

// pass hands a message to the detail or the list, and does what they leave. An
// end of the log that is not in memory is read.
func (p *logbook) pass(msg tea.Msg) tea.Cmd {
	act, _ := msg.(panel.Act)
	if p.open {
		if p.page.Update(msg) {
			return nil
		}
		return p.act(act.Action)
	}
	switch {
	case act.Action == panel.First && !p.newest:
		return p.read(fresh)
	case act.Action == panel.Last && !p.oldest:
		return p.read(last)
	}
	switch p.list.Update(msg) {
	case list.Filtered:
		return p.read(fresh)
	case list.Opened:
		p.open, p.page = true, page.Page{}
	case list.Ignored:
		return p.act(act.Action)
	}
	return nil
}

// take follows new data: another scope starts at the top with nothing open,
// else the stretch that is shown is read again.
func (p *logbook) take(d panel.Data) tea.Cmd {
	before := p.data
	p.data = d
	switch {
	case before.Rev == 0 || !slices.Equal(before.Reps, d.Reps) || (before.Reps == nil) != (d.Reps == nil):
		p.open = false
		p.list.To(0)
		return p.read(fresh)
	case before.Facts == d.Facts:
		return nil
	case p.newest && p.list.At().Cursor == 0 && !p.open:
		return p.read(fresh)
	}
	return p.read(same)
}

// read asks for a page; the first data does anyway.
func (p *logbook) read(s side) tea.Cmd {
	if p.data.Rev == 0 {
		return nil
	}
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
	q := panel.Query{Reps: p.data.Reps, Text: p.list.Find.Text(), Limit: pageSize}
	switch s {
	case last:
		q.Oldest = true
	case older:
		q.After = cursor(p.rows[len(p.rows)-1])
	case newer:
		q.Oldest, q.After = true, cursor(p.rows[0])
	case same:
		q.Limit = max(len(p.rows), pageSize)
		if !p.newest && len(p.rows) > 0 {
			at := cursor(p.rows[0])
			at.Ref.Seq++ // so that the first row is read again
			q.After = at
		}
	}
	return q
}

func cursor(a record.Activity) *panel.Cursor { return &panel.Cursor{At: a.At, Ref: a.Ref} }

// put takes a page that was asked for last. What is open stays so while it is
// among what was read, and never becomes another.
func (p *logbook) put(m pageMsg) {
	if m.n != p.asked {
		return
	}
	p.searching, p.failed, p.others = false, m.err, m.others
	if m.err != nil {
		return
	}
	shown := p.current()
	p.lay(m)
	if now := p.current(); p.open {
		p.open = shown != nil && now != nil && now.ID == shown.ID
	}
	if !p.seek() && m.side == fresh {
		p.sought = record.Ref{}
	}
}

// lay puts a page where it belongs.
func (p *logbook) lay(m pageMsg) {
	switch m.side {
	case fresh:
		p.rows, p.newest, p.oldest = m.rows, true, !m.full
		if p.open { // meanwhile
			p.list.Renew()
			return
		}
		p.list.To(0)
	case last:
		p.rows, p.newest, p.oldest = m.rows, !m.full, true
		p.list.To(len(m.rows))
	case older:
		p.rows, p.oldest = append(p.rows, m.rows...), !m.full
		if cut := len(p.rows) - window; cut > 0 {
			p.rows, p.newest = slices.Clone(p.rows[cut:]), false
			p.list.Shift(-cut)
		}
	case newer:
		p.rows, p.newest = append(m.rows, p.rows...), !m.full
		p.list.Shift(len(m.rows))
		if len(p.rows) > window {
			p.rows, p.oldest = slices.Clone(p.rows[:window]), false
		}
	case same:
		p.rows, p.oldest = m.rows, !m.full
		p.list.Renew()
	}
}

// near asks for more when the cursor comes near an end of what is read.
func (p *logbook) near() tea.Cmd {
	switch at := p.list.At().Cursor; {
	case p.searching || len(p.rows) == 0 || p.failed != nil:
		return nil
	case !p.oldest && at > len(p.rows)-pageSize/2:
		return p.read(older)
	case !p.newest && at < pageSize/2:
		return p.read(newer)
	}
	return nil
}

func (p *logbook) fit() {
	p.list.Fit(p.h - 1 - p.list.Find.Rows())
	a := p.current()
	if p.open = p.open && a != nil; p.open {
		p.page.Fit(len(p.detail(*a, p.w, ansi.GraphemeWidth)), p.h-2)
	}
}

func (p *logbook) current() *record.Activity {
	if i := p.list.Index(); i >= 0 {
		return &p.rows[i]
	}
	return nil
}

func (p *logbook) act(a keymap.Action) tea.Cmd {
	c := p.current()
	switch {
	case a == panel.Back:
		p.open = false
	case c == nil:
	case a == panel.Open && p.open:
		return p.past(c)
	case a == actEdit, a == actDrop, a == panel.Copy, a == panel.Editor:
		return p.with(a, *c)
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
