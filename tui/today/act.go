package today

import (
	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/forms"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/widget"
)

// move moves the cursor of what has the focus by rows.
func (p *today) move(n int) {
	if p.side == entries {
		p.recent.Move(n, len(p.past))
		return
	}
	p.scroll.Move(n, len(p.show))
}

// focused gives the list that has the focus, and its length.
func (p *today) focused() (*widget.Scroll, int) {
	if p.side == entries {
		return &p.recent, len(p.past)
	}
	return &p.scroll, len(p.show)
}

func (p *today) act(a keymap.Action) tea.Cmd {
	s, n := p.focused()
	switch a {
	case panel.Down:
		p.move(1)
	case panel.Up:
		p.move(-1)
	case panel.HalfDown:
		p.move(s.Half())
	case panel.HalfUp:
		p.move(-s.Half())
	case panel.First:
		s.To(0, n)
	case panel.Last:
		s.To(n-1, n)
	case panel.Focus:
		p.side = entries - p.side
	case panel.Left, panel.Back:
		p.side = list
	case panel.Right:
		p.side = entries
	case panel.Open:
		return p.open()
	case panel.Copy:
		return p.copy()
	case actDone, actLater, actEarlier, actEdit:
		if r := p.current(); r != nil && p.side == list {
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
		p.loose = true
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

// The zones of the panel.
const (
	zoneRow   = "today.row"
	zoneNext  = "today.next"
	zoneEntry = "today.entry"
)

func (p *today) click(c panel.Click) tea.Cmd {
	switch c.Zone.Name {
	case zoneNext:
		p.side = list
	case zoneRow:
		p.side = list
		p.scroll.To(c.Zone.N, len(p.show))
	case zoneEntry:
		p.side = entries
		p.recent.To(c.Zone.N, len(p.past))
	default:
		return nil
	}
	if c.Again {
		return p.open()
	}
	return nil
}
