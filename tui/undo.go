package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
)

// step is something that was done in this cockpit, or undone. What was
// recorded is taken back by its reference; what was taken back is restored by
// the opposite of the facts that did it.
type step struct {
	ref    record.Ref // set once it was taken back, and for imports
	file   string     // that was imported, "" for all else
	bodies []event.Body
	voids  bool // the bodies take back or restore, and nothing else
}

func newStep(bodies []event.Body) step {
	voids := len(bodies) > 0 && !slices.ContainsFunc(bodies, func(b event.Body) bool {
		_, ok := b.(event.Void)
		return !ok
	})
	return step{bodies: bodies, voids: voids}
}

// opposite gives the step that restores what this one takes back.
func (s step) opposite() step {
	out := step{voids: true}
	for _, b := range s.bodies {
		if v, ok := b.(event.Void); ok {
			v.Restore = !v.Restore
			out.bodies = append(out.bodies, v)
		}
	}
	return out
}

// undoneMsg says how an undo or a redo ended.
type undoneMsg struct {
	step step
	redo bool
	what []event.Body
	of   names
	err  error
}

// undo takes back what the rep did last: what was taken back here comes back,
// else what was recorded last, here or elsewhere, is taken back, also an import.
func (a *App) undo() tea.Cmd {
	if n := len(a.done); n > 0 {
		switch last := a.done[n-1]; {
		case last.voids:
			return a.reverse(last, false)
		case last.file != "":
			return a.recall(last, false)
		}
	}
	snap := a.state.snap
	return func() tea.Msg {
		ref, err := a.book.LastOwn(a.ctx, a.rep)
		if err != nil || ref.IsZero() {
			return undoneMsg{err: err}
		}
		switch file, err := a.importOf(ref); {
		case err != nil:
			return undoneMsg{err: err}
		case file != "":
			return recallMsg{step: step{ref: ref, file: file}}
		}
		return a.undoOne(snap, undoneMsg{step: step{ref: ref}})
	}
}

// restore does again what was undone last.
func (a *App) restore() tea.Cmd {
	if len(a.undone) == 0 {
		a.remark(a.say.T("toast.nothing-to-redo"))
		return nil
	}
	s := a.undone[len(a.undone)-1]
	switch {
	case s.voids:
		return a.reverse(s, true)
	case s.file != "":
		return a.recall(s, true)
	}
	snap := a.state.snap
	return func() tea.Msg { return a.undoOne(snap, undoneMsg{step: s, redo: true}) }
}

// undoOne takes a step back by its reference, or restores it, and says what
// that was.
func (a *App) undoOne(snap Snapshot, msg undoneMsg) tea.Msg {
	did, err := a.book.Undo(a.ctx, a.rep, msg.step.ref)
	if msg.what, msg.err = did.Bodies, err; err == nil {
		msg.of = a.after(snap, msg.what, nil)
	}
	return msg
}

// reverse writes the opposite of a step that took something back.
func (a *App) reverse(s step, redo bool) tea.Cmd {
	back := s.opposite()
	snap := a.state.snap
	return func() tea.Msg {
		known := a.named(back.bodies, nil) // what is taken back cannot be read afterwards
		msg := undoneMsg{step: back, redo: redo, what: back.bodies, err: a.book.Append(a.ctx, a.rep, back.bodies...)}
		if msg.err == nil {
			msg.of = a.after(snap, back.bodies, known)
		}
		return msg
	}
}

func (a *App) afterUndo(msg undoneMsg) tea.Cmd {
	if msg.err != nil {
		a.inform(a.say.T("toast.not-undone", "why", a.say.Err(msg.err)), true)
		return nil
	}
	if msg.step.ref.IsZero() && !msg.step.voids {
		a.remark(a.say.T("toast.nothing-to-undo"))
		return nil
	}
	text := "toast.undone"
	if msg.redo {
		text = "toast.redone"
	}
	a.turned(msg.step, msg.redo)
	a.inform(a.say.T(text, "what", a.describe(msg.what, msg.of, msg.redo), "key", a.keyOf(actRedo, scopeGlobal)), false)
	return a.refresh()
}

// turned moves a step that was undone, or done again, to the other list.
func (a *App) turned(s step, redo bool) {
	from, to := &a.done, &a.undone
	if redo {
		from, to = &a.undone, &a.done
	}
	if n := len(*from); n > 0 {
		*from = (*from)[:n-1]
	}
	*to = append(*to, s)
}
