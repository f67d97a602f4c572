// Package today is the tab that the cockpit opens on: what to do next, in
// order and with the reasons, and how far today has come.
//
// It promises: what is most costly to leave stands first and is told in full
// before anything else; the list is that of `foresail today`; the cursor stays
// with its deal when numbers change; a next step is moved by one key and back by
// undo; where nothing is recorded it says what to do first. It imports
// tui/{list,panel,forms,widget,keymap,theme}, metrics, store/event, store/money,
// store/quick, store/record and store/say.
//
// # Decisions
//
//   - Done is not a flag. d opens the entry line with what was agreed filled
//     in, because what was done is an activity, and logging it settles the next
//     step by the rules of quick entry.
//   - Moving a late step counts from today: a day after it was due is over.
//   - Where there is room the numbers stand beside the list, else below it in
//     a strip, and tab shows them over the whole tab.
package today

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
)

const scope keymap.Scope = "today"

const (
	actDone    keymap.Action = "agenda.done"
	actLater   keymap.Action = "agenda.later"
	actEarlier keymap.Action = "agenda.earlier"
	actEdit    keymap.Action = "agenda.edit"
)

// Spec declares the panel.
var Spec = panel.Spec{
	ID: "today", Number: 1, Scope: scope,
	Silent: []keymap.Action{panel.Editor},
	Bindings: append([]keymap.Binding{
		{Scope: scope, Action: actDone, Keys: []string{"d", "space"}, Foot: 2},
		{Scope: scope, Action: actLater, Keys: []string{">", "L", "shift+right"}, Foot: 3, Label: "< >"},
		{Scope: scope, Action: actEarlier, Keys: []string{"<", "H", "shift+left"}},
		{Scope: scope, Action: actEdit, Keys: []string{"e"}, Foot: 4},
	}, panel.FindKeys(scope)...),
	Needs: map[keymap.Action]panel.Rights{actDone: panel.Log, actLater: panel.Log, actEarlier: panel.Log, actEdit: panel.Log},
	New:   newToday,
	Eval:  eval, Lasts: lasts,
}

// eval works the agenda out. It is the panel's Spec.Eval and runs in a command.
func eval(ctx context.Context, d panel.Data) any {
	a := metrics.NewAgenda(ctx, d.View(), d.Pipeline)
	w := work{agenda: &a}
	if len(a.Items) > 0 {
		return &w
	}
	for _, deal := range d.Book.Deals {
		switch {
		case !deal.Now.Open():
		case d.Reps == nil || slices.Contains(d.Reps, deal.Now.Rep):
			w.deals++
		default:
			w.others++
		}
	}
	return &w
}

// lasts gives for how long the agenda stands: inquiries wait by the minute.
func lasts(own any) time.Duration { return own.(*work).agenda.Lasts() }

// work is what eval works out: the agenda, and where that is empty, how many
// deals are open in the scope and elsewhere.
type work struct {
	agenda        *metrics.Agenda
	deals, others int
}

// side is what has the focus.
type side uint8

const (
	todo    side = iota // what to do
	entries             // the last entries
)

type today struct {
	env    *panel.Env
	data   panel.Data
	agenda *metrics.Agenda
	work   *work
	w, h   int

	all    []row // everything there is to do
	items  list.List[string]
	side   side
	reason reasons

	past   []record.Activity // the last entries, newest first
	recent list.List[string]
	asked  int // number of the last request for them; older answers are dropped
	failed error
}

// newToday makes the panel. While one is at the top of a list, one stays there,
// whatever comes in.
func newToday(env *panel.Env) panel.Panel {
	p := &today{env: env}
	p.items = list.List[string]{
		Zone: "today.row", Find: new(panel.Find), Top: true,
		Len:    func() int { return len(p.all) },
		Key:    func(i int) string { return p.all[i].key },
		Text:   func(i int) string { return p.all[i].text },
		Fields: p.fields,
		Note: func() string {
			return p.env.Say.T("today.found", "n", p.env.Say.Int(int64(p.items.Shown())), "all", p.env.Say.Int(int64(len(p.all))))
		},
	}
	p.recent = list.List[string]{
		Zone: "today.entry", Top: true,
		Len: func() int { return len(p.past) },
		Key: func(i int) string { return string(p.past[i].ID[:]) },
	}
	return p
}

// Depth implements panel.Panel.
func (p *today) Depth() int { return panel.Levels(p.items.Find.Shown(), p.side != todo) }

// Typing implements panel.Panel.
func (p *today) Typing() bool { return p.items.Find.Open }

// Update implements panel.Panel.
func (p *today) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		cmd = p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case worded:
		p.lay(msg)
	case pastMsg:
		p.put(msg)
	default:
		cmd = p.pass(msg)
	}
	p.fit()
	return cmd
}

func (p *today) take(d panel.Data) tea.Cmd {
	news := p.data.Rev == 0 || p.data.Facts != d.Facts || !slices.Equal(p.data.Reps, d.Reps)
	p.data = d
	words := p.word()
	if !news {
		return words
	}
	return tea.Batch(words, p.read())
}

// worded brings the agenda of some data with its words.
type worded struct {
	rev    uint64
	work   *work
	rows   []row
	reason reasons
}

// word gives the command that words the agenda of the data: there may be
// thousands of things to do.
func (p *today) word() tea.Cmd {
	w, _ := p.data.Own.(*work)
	if w == nil {
		p.lay(worded{rev: p.data.Rev})
		return nil
	}
	b, width := wording{p.env.Say, p.data, w.agenda}, p.reasonW()
	return p.env.Do(func(context.Context) tea.Msg {
		rows := b.rows()
		return worded{b.data.Rev, w, rows, measure(rows, width)}
	})
}

// lay shows the agenda of the data.
func (p *today) lay(m worded) {
	if m.rev != p.data.Rev {
		return
	}
	p.work, p.all, p.reason, p.agenda = m.work, m.rows, m.reason, nil
	if m.work != nil {
		p.agenda = m.work.agenda
	}
	p.items.Renew()
}

// fit keeps cursors and windows inside their lists.
func (p *today) fit() {
	if w := p.reasonW(); p.reason.w != w {
		p.reason = measure(p.all, w)
	}
	p.items.Fit(p.listRows())
	p.recent.Fit(p.entryRows())
}

// current gives the row under the cursor, nil for none.
func (p *today) current() *row {
	if i := p.items.Index(); i >= 0 {
		return &p.all[i]
	}
	return nil
}

// entry gives the entry under the cursor, nil for none.
func (p *today) entry() *record.Activity {
	if i := p.recent.Index(); i >= 0 {
		return &p.past[i]
	}
	return nil
}

// kept is how many of the last entries are read.
const kept = 20

// pastMsg brings the last entries.
type pastMsg struct {
	n    int
	rows []record.Activity
	err  error
}

// read asks for the last entries of the scope.
func (p *today) read() tea.Cmd {
	p.asked++
	n, q := p.asked, panel.Query{Reps: p.data.Reps, Limit: kept}
	return p.env.Do(func(ctx context.Context) tea.Msg {
		out := pastMsg{n: n}
		out.err = p.env.Activities(ctx, q, func(a record.Activity) bool {
			out.rows = append(out.rows, a)
			return len(out.rows) < kept
		})
		return out
	})
}

func (p *today) put(m pastMsg) {
	if m.n != p.asked {
		return
	}
	if p.failed = m.err; m.err == nil {
		p.past = m.rows
		p.recent.Renew()
	}
}

// row is an item with its words, worked out once for many frames.
type row struct {
	item   *metrics.AgendaItem
	key    string
	do     string
	who    string    // deal, or account where it is about one
	about  [3]string // deal, stage, rep: what the reasons are about
	why    string    // the weightiest reason, short
	full   string    // all of them
	what   string    // the step, or the kind of activity
	amount string
	text   string // what the filter looks at
}

// wording is what rows are worded from.
type wording struct {
	say    *say.Printer
	data   panel.Data
	agenda *metrics.Agenda
}

// rows words the items.
func (b wording) rows() []row {
	out := make([]row, len(b.agenda.Items))
	for i := range b.agenda.Items {
		out[i] = b.row(&b.agenda.Items[i])
	}
	return out
}

func (b wording) row(it *metrics.AgendaItem) row {
	say := b.say
	r := row{
		item: it, key: it.AccountID + "/" + it.DealID, do: it.Words(say), who: cmp.Or(it.Deal, it.Account, "–"),
		why: it.Reasons[0].Short(say), what: cmp.Or(it.Step, it.Activity), amount: b.amount(it),
	}
	if it.Kind == metrics.AgendaInquiry {
		r.who, r.what = cmp.Or(it.Account, "–"), it.Activity
	}
	full := make([]string, len(it.Reasons))
	for k := range it.Reasons {
		full[k] = it.Reasons[k].Words(say)
	}
	r.full = strings.Join(full, "; ")
	stage := it.Stage
	if s := b.data.Book.Stage(it.Stage); s != nil {
		stage = s.Name
	}
	rep := it.Rep
	if len(b.data.Reps) == 1 && it.Rep == b.data.Book.RepName(b.data.Reps[0]) {
		rep = "" // said once, in the head
	}
	r.about = [3]string{it.Deal, stage, rep}
	r.text = strings.Join([]string{r.do, r.who, it.Account, it.Deal, it.Rep, stage, r.why, r.full}, " ")
	return r
}
