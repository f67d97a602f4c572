package team

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/page"
	"foresail/tui/panel"
)

// recentRows is how many entries of a rep a page shows.
const recentRows = 8

// recent is what a rep did last, newest first.
type recent struct {
	who  record.ID
	list []record.Activity
	read bool // it is the answer, not the wait for one
	err  error
}

// show opens the page of a rep, if it is one.
func (p *team) show(who record.ID) tea.Cmd {
	if who.IsZero() {
		return nil
	}
	p.open, p.who, p.page = true, who, page.Page{}
	p.list.Go(who)
	return p.read()
}

// read asks for what the rep of the page did last. What is there of the same
// rep stays until the answer comes.
func (p *team) read() tea.Cmd {
	who := p.who
	if p.recent.who != who {
		p.recent = recent{who: who}
	}
	if p.env.Activities == nil {
		return nil
	}
	return p.env.Do(func(ctx context.Context) tea.Msg {
		out := recent{who: who, read: true}
		out.err = p.env.Activities(ctx, panel.Query{Reps: []record.ID{who}, Limit: recentRows}, func(a record.Activity) bool {
			out.list = append(out.list, a)
			return true
		})
		return out
	})
}

// note takes the answer, unless another page has been opened since.
func (p *team) note(r recent) {
	if r.who == p.who {
		p.recent = r
	}
}
