package today

import (
	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/forms"
	"foresail/tui/keymap"
	"foresail/tui/list"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// pass hands a message to the list that has the focus, and does what it leaves.
// A click gives the focus, and the filter takes it to what is to do.
func (p *today) pass(msg tea.Msg) tea.Cmd {
	if mine, changed := p.items.Find.Update(msg); mine {
		p.side = todo
		if changed {
			p.items.Narrow()
		}
		return nil
	}
	if c, ok := msg.(panel.Click); ok {
		switch c.Zone.Name {
		case p.recent.Zone:
			p.side = entries
		case zoneNext:
			c.Zone = widget.Zone{Name: p.items.Zone, N: p.items.At().Cursor}
			msg = c
			fallthrough
		case p.items.Zone:
			p.side = todo
		}
	}
	l := &p.items
	if p.side == entries {
		l = &p.recent
	}
	switch act, _ := msg.(panel.Act); l.Update(msg) {
	case list.Opened:
		return p.open()
	case list.Ignored:
		return p.act(act.Action)
	}
	return nil
}

func (p *today) act(a keymap.Action) tea.Cmd {
	switch a {
	case panel.Focus:
		p.side = entries - p.side
	case panel.Left, panel.Back:
		p.side = todo
	case panel.Right:
		p.side = entries
	case panel.Copy:
		return p.copy()
	case actDone, actLater, actEarlier, actEdit:
		if r := p.current(); r != nil && p.side == todo {
			return p.with(a, r)
		}
	}
	return nil
}

// with does something to an item.
func (p *today) with(a keymap.Action, r *row) tea.Cmd {
	it := r.item
	switch a {
	case actDone:
		p.items.Loose()
		if env, d := p.env, p.data; !it.DealRef.IsZero() && it.AccountRef.IsZero() { // no line could name it
			return func() tea.Msg { return forms.Whose(env, d, it.DealRef) }
		}
		return panel.Ask(panel.Enter{Text: quick.Begin(it.Activity, it.Account, it.Deal)})
	case actEdit:
		return p.edit(it)
	}
	return p.shift(r, a == actEarlier)
}

// edit asks what comes next with a deal, or for what is known of an account.
func (p *today) edit(it *metrics.AgendaItem) tea.Cmd {
	env, d := p.env, p.data
	if !it.DealRef.IsZero() {
		return func() tea.Msg { return forms.NextStep(env, d, it.DealRef) }
	}
	return func() tea.Msg { return forms.EditAccount(env, d, it.AccountRef) }
}

// shift moves the next step to the next working day, or to the one before; a
// late one counts from today, and none comes before today.
func (p *today) shift(r *row, earlier bool) tea.Cmd {
	it, today := r.item, p.data.Today
	day := it.DueAt.Date()
	switch {
	case day == 0:
		return panel.Ask(panel.Toast{Text: p.env.Say.T("today.no-step"), Bad: true})
	case earlier && day == today:
		return panel.Ask(panel.Toast{Text: p.env.Say.T("today.no-earlier"), Bad: true})
	case day < today && earlier:
		day = today
	case earlier:
		day = max(p.data.View().Workday(day, true), today)
	default:
		day = p.data.View().Workday(max(day, today), false)
	}
	minute := it.DueAt.Minute()
	due := record.TimeOf(day.At(minute/60, minute%60, 0, p.env.Now().Location()))
	say := p.env.Say
	what := r.what
	if it.Step == "" {
		what = say.T("agenda.step")
	}
	done := say.T("today.moved", "what", what, "who", r.who, "when", say.When(due, p.data.Now))
	return p.env.Append(done, p.dueAt(r, due))
}

// dueAt asserts when the next step of an item is due, from now on.
func (p *today) dueAt(r *row, due record.Time) event.Body {
	set := event.Set{Type: record.TypeAccount, ID: r.item.AccountRef, At: record.TimeOf(p.env.Now())}
	if !r.item.DealRef.IsZero() {
		set.Type, set.ID = record.TypeDeal, r.item.DealRef
	}
	set.Fields = []record.Assign{{Field: record.FieldNextDue, Value: record.TimeValue(due)}}
	return set
}

// open shows what the cursor is on, on the tab where all of it is.
func (p *today) open() tea.Cmd {
	if p.side == entries {
		if a := p.entry(); a != nil {
			return panel.Ask(panel.Show{Tab: "log", Msg: panel.About{Activity: a.Ref}})
		}
		return nil
	}
	r := p.current()
	switch {
	case r == nil:
		return nil
	case !r.item.DealRef.IsZero():
		return panel.Ask(panel.Show{Tab: "accounts", Msg: panel.About{Deal: r.item.DealRef}})
	}
	return panel.Ask(panel.Show{Tab: "accounts", Msg: panel.About{Account: r.item.AccountRef}})
}

func (p *today) copy() tea.Cmd {
	if a := p.entry(); p.side == entries && a != nil {
		return panel.Ask(panel.Clip{Text: p.env.Say.When(a.At, p.data.Now) + "\t" + p.told(*a)})
	}
	r := p.current()
	if r == nil || p.side == entries {
		return nil
	}
	return panel.Ask(panel.Clip{Text: r.do + "\t" + r.who + "\t" + r.amount + "\t" + r.full})
}

// zoneNext is what is told in full.
const zoneNext = "today.next"
