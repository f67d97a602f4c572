// Package preview is the part that tabs share which show what is selected in the
// room that their list leaves empty, without it being opened.
//
// It promises: a move of the cursor has nothing laid out and nothing worked out,
// and changes one row at most, the title of what is shown, which recedes; what
// is shown follows once the cursor has rested for a moment, and a timer runs
// only until then; numbers that are not known are worked out in a command, which
// ends when the cursor moves on; what is shown of one thing never stands under
// the title of another. It imports tui/{page,panel,widget,theme}.
//
// # Decisions
//
//   - What was shown stays, under its own muted title, until what follows it is
//     there: to empty the room at every move would write more than the move, and
//     flicker. Only where that takes long is the room emptied, and a word says
//     why.
//   - The rows are laid out when what is shown, the data or the size change, and
//     only drawn in View: breaking texts into lines costs more than a frame.
//   - In a cockpit that is read as lines nothing is shown: every move would be
//     followed by a page of words.
package preview

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// Pane shows what a cursor rests on, told apart by K. A tab fills in what is
// particular to it, passes it messages, and at the end of its Update tells it
// with Follow what is selected and how much room there is.
type Pane[K comparable] struct {
	Env *panel.Env
	// Ask gives the command that works out what is needed to show k; when the
	// answer has come, the tab says so with Got. nil where all is known.
	Ask func(ctx context.Context, k K) tea.Cmd
	// Rows lays out what is shown of k in w columns and h rows; the first row is
	// the title.
	Rows func(k K, w, h int) []page.Row

	w, h  int
	on    K    // what is selected
	has   bool // anything is
	shown K    // what rows are about
	rows  []page.Row
	step  step
	n     uint64             // of the timer or question under way
	end   context.CancelFunc // ends that; nil before the first
}

// step is how far the way to what is selected is.
type step uint8

const (
	still   step = iota // it is shown
	resting             // the cursor has moved
	asking              // it is worked out
	late                // and that takes long
)

// The messages of a pane.
type (
	rested struct{ n uint64 }
	slow   struct{ n uint64 }
)

// Follow tells what is selected, if ok, and how much room there is, and gives
// the command that leads to it being shown. What comes first is shown at once.
func (p *Pane[K]) Follow(k K, ok bool, w, h int) tea.Cmd {
	if !ok || w <= 0 || h <= 0 || p.Off() {
		p.drop()
		return nil
	}
	resized := w != p.w || h != p.h
	p.w, p.h = w, h
	switch moved := p.on != k; {
	case !p.has:
		p.on, p.has = k, true
		return p.load()
	case moved:
		p.on = k
		return p.rest()
	case resized && p.step == still:
		p.lay()
	}
	return nil
}

// Update takes a message and reports whether it was one for the pane.
func (p *Pane[K]) Update(msg tea.Msg) (cmd tea.Cmd, mine bool) {
	switch msg := msg.(type) {
	case rested:
		if msg.n == p.n && p.step == resting {
			cmd = p.load()
		}
	case slow:
		if msg.n == p.n && p.step == asking && (p.rows == nil || p.shown != p.on) {
			p.step, p.rows = late, nil
		}
	default:
		return nil, false
	}
	return cmd, true
}

// Renew says that the data has changed. What is shown of the same thing stays
// until what is new of it is worked out.
func (p *Pane[K]) Renew() tea.Cmd {
	if !p.has || p.step == resting {
		return nil
	}
	return p.load()
}

// Got says that what Ask asked for has come.
func (p *Pane[K]) Got(k K) {
	if p.has && k == p.on && (p.step == asking || p.step == late) {
		p.begin(still)
		p.lay()
	}
}

// Off reports that nothing is shown here whatever room there is.
func (p *Pane[K]) Off() bool { return p.Env.Beside != nil && !p.Env.Beside() }

// Draw draws what is shown; its title recedes once something else is selected.
func (p *Pane[K]) Draw(b widget.Box) {
	if p.step == late {
		b.Fit(2, 0, b.W-3, p.Env.Say.T("preview.working"), theme.Muted)
		return
	}
	new(page.Page).Draw(b, p.rows)
	if p.rows != nil && p.shown != p.on {
		b.Row(0).Dim()
	}
}

// rest waits until the cursor has rested.
func (p *Pane[K]) rest() tea.Cmd {
	ctx := p.begin(resting)
	return p.wait(ctx, rested{p.n})
}

// load shows what is selected, or has it worked out.
func (p *Pane[K]) load() tea.Cmd {
	if p.Ask == nil {
		p.begin(still)
		p.lay()
		return nil
	}
	ctx := p.begin(asking)
	return tea.Batch(p.Ask(ctx, p.on), p.wait(ctx, slow{p.n}))
}

func (p *Pane[K]) wait(ctx context.Context, msg tea.Msg) tea.Cmd {
	if p.Env.Dwell == nil {
		return panel.Ask(msg)
	}
	return p.Env.Dwell(ctx, msg)
}

// begin ends what is under way for the next step.
func (p *Pane[K]) begin(s step) context.Context {
	if p.end != nil {
		p.end()
		p.end = nil
	}
	p.step = s
	p.n++
	if s == still {
		return nil
	}
	ctx, end := context.WithCancel(context.Background())
	p.end = end
	return ctx
}

// lay lays out what is selected.
func (p *Pane[K]) lay() { p.shown, p.rows = p.on, p.Rows(p.on, p.w, p.h) }

// drop forgets everything, where there is no room or nothing to show.
func (p *Pane[K]) drop() {
	if !p.has {
		return
	}
	p.begin(still)
	p.has, p.rows = false, nil
}
