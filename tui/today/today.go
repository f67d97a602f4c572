// Package today is the tab that the cockpit opens on: what to do next, in
// order and with the reasons, and how far today has come.
//
// It promises: what is most costly to leave stands first and is told in full
// before anything else; the list is that of `foresail today`; the cursor stays
// with its deal when numbers change; a next step is moved by one key and back
// by undo; where nothing is recorded it says what to do first. It imports
// tui/{panel,forms,widget,keymap,theme}, metrics, store/event, store/record,
// store/quick, store/money and store/say.
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

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
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
	New:   func(env *panel.Env) panel.Panel { return &today{env: env} },
	Eval:  eval,
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

// work is what eval works out: the agenda, and where that is empty, how many
// deals are open in the scope and elsewhere.
type work struct {
	agenda        *metrics.Agenda
	deals, others int
}

// side is what has the focus.
type side uint8

const (
	list    side = iota // what to do
	entries             // the last entries
)

type today struct {
	env    *panel.Env
	data   panel.Data
	agenda *metrics.Agenda
	work   *work
	w, h   int

	all    []row // everything there is to do
	show   []row // what the filter leaves
	scroll widget.Scroll
	held   string // key of the item under the cursor, which it stays with
	loose  bool   // that item is being done: what comes after it is next
	find   panel.Find
	side   side
	reason int // rows that the reasons of an item take at most

	past   []record.Activity // the last entries, newest first
	recent widget.Scroll
	asked  int // number of the last request for them; older answers are dropped
	failed error
}

// Root implements panel.Panel.
func (p *today) Root() bool { return !p.find.Shown() && p.side == list }

// Typing implements panel.Panel.
func (p *today) Typing() bool { return p.find.Open }

// Update implements panel.Panel.
func (p *today) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case panel.Data:
		cmd = p.take(msg)
	case panel.Size:
		p.w, p.h = msg.W, msg.H
	case pastMsg:
		p.put(msg)
	case panel.Wheel:
		p.move(msg.N)
	case panel.Click:
		cmd = p.click(msg)
	default:
		if mine, changed := p.find.Update(msg); mine {
			p.side = list
			if changed {
				p.filter()
			}
		} else if act, ok := msg.(panel.Act); ok {
			cmd = p.act(act.Action)
		}
	}
	p.fit()
	return cmd
}

func (p *today) take(d panel.Data) tea.Cmd {
	news := p.data.Rev == 0 || p.data.Facts != d.Facts || !slices.Equal(p.data.Reps, d.Reps)
	p.data = d
	p.agenda = nil
	if p.work, _ = d.Own.(*work); p.work != nil {
		p.agenda = p.work.agenda
	}
	p.all = p.rows()
	p.filter()
	if !news {
		return nil
	}
	return p.read()
}

// filter applies the filter and brings the cursor back to its item.
func (p *today) filter() {
	words := strings.Fields(record.Fold(p.find.Text()))
	p.show = slices.DeleteFunc(slices.Clone(p.all), func(r row) bool {
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(r.folded, w) })
	})
	i := slices.IndexFunc(p.show, func(r row) bool { return r.key == p.held })
	if i >= 0 && !p.loose {
		p.scroll.Cursor = i
	}
	p.loose = false
}

// fit keeps cursors and windows inside their lists. While one is at the top of
// the list, one stays there, whatever comes in.
func (p *today) fit() {
	p.reason = p.reasonRows()
	p.scroll.Fit(len(p.show), p.listRows())
	p.recent.Fit(len(p.past), p.entryRows())
	if r := p.current(); r != nil && p.scroll.Cursor > 0 {
		p.held = r.key
	} else {
		p.held = ""
	}
}

// current gives the row under the cursor, nil for none.
func (p *today) current() *row {
	if p.scroll.Cursor >= len(p.show) {
		return nil
	}
	return &p.show[p.scroll.Cursor]
}

// entry gives the entry under the cursor, nil for none.
func (p *today) entry() *record.Activity {
	if p.recent.Cursor >= len(p.past) {
		return nil
	}
	return &p.past[p.recent.Cursor]
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
	}
}

// row is an item with its words, worked out once for many frames.
type row struct {
	item   *metrics.AgendaItem
	key    string
	do     string
	who    string   // deal, or account where it is about one
	about  []string // deal, stage, rep: what the reasons are about
	why    string   // the weightiest reason, short
	full   string   // all of them
	what   string   // the step, or the kind of activity
	amount string
	folded string // what the filter looks at
}

// rows words the items.
func (p *today) rows() []row {
	if p.agenda == nil {
		return nil
	}
	out := make([]row, len(p.agenda.Items))
	for i := range p.agenda.Items {
		out[i] = p.newRow(&p.agenda.Items[i])
	}
	return out
}

func (p *today) newRow(it *metrics.AgendaItem) row {
	say := p.env.Say
	r := row{
		item: it, key: it.AccountID + "/" + it.DealID, do: it.Words(say), who: cmp.Or(it.Deal, it.Account, "–"),
		why: it.Reasons[0].Short(say), what: cmp.Or(it.Step, it.Activity), amount: p.amount(it),
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
	if s := p.data.Book.Stage(it.Stage); s != nil {
		stage = s.Name
	}
	rep := it.Rep
	if len(p.data.Reps) == 1 && it.Rep == p.data.Book.RepName(p.data.Reps[0]) {
		rep = "" // said once, in the head
	}
	for _, s := range []string{it.Deal, stage, rep} {
		if s != "" {
			r.about = append(r.about, s)
		}
	}
	r.folded = record.Fold(strings.Join([]string{r.do, r.who, it.Account, it.Deal, it.Rep, stage, r.why, r.full}, " "))
	return r
}
