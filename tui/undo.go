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
	from step // what it was before
	redo bool
	what []event.Body
	of   names
	err  error
}

// undo takes back what the rep did last: what was taken back here comes back,
// else what was recorded last, here or elsewhere, is taken back, also an import.
// A step leaves its list when the key is pressed, so that who presses twice
// means two steps.
func (a *App) undo() tea.Cmd {
	last := pop(&a.done)
	switch {
	case last.voids:
		return a.reverse(last, false)
	case last.file != "":
		return a.recall(last, false)
	}
	snap := a.state.snap
	return func() tea.Msg {
		a.writing.Lock() // after what is being written, and one after the other
		defer a.writing.Unlock()
		ref, err := a.book.LastOwn(a.ctx, a.rep)
		if err != nil || ref.IsZero() {
			return undoneMsg{from: last, err: err}
		}
		switch file, err := a.importOf(ref); {
		case err != nil:
			return undoneMsg{from: last, err: err}
		case file != "":
			return recallMsg{step: step{ref: ref, file: file}, from: last}
		}
		return a.undoOne(snap, undoneMsg{step: step{ref: ref}, from: last})
	}
}

// restore does again what was undone last.
func (a *App) restore() tea.Cmd {
	if len(a.undone) == 0 {
		a.remark(a.say.T("toast.nothing-to-redo"))
		return nil
	}
	s := pop(&a.undone)
	switch {
	case s.voids:
		return a.reverse(s, true)
	case s.file != "":
		return a.recall(s, true)
	}
	snap := a.state.snap
	return func() tea.Msg {
		a.writing.Lock()
		defer a.writing.Unlock()
		return a.undoOne(snap, undoneMsg{step: s, from: s, redo: true})
	}
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
		a.writing.Lock()
		defer a.writing.Unlock()
		known := a.named(back.bodies, nil) // what is taken back cannot be read afterwards
		msg := undoneMsg{step: back, from: s, redo: redo, what: back.bodies, err: a.book.Append(a.ctx, a.rep, back.bodies...)}
		if msg.err == nil {
			msg.of = a.after(snap, back.bodies, known)
		}
		return msg
	}
}

func (a *App) afterUndo(msg undoneMsg) tea.Cmd {
	if msg.err != nil {
		a.stay(msg.from, msg.redo)
		a.inform(a.say.T("toast.not-undone", "why", a.say.Err(msg.err)), true)
		return nil
	}
	if !msg.redo && !msg.step.voids && !sameFacts(msg.from.bodies, msg.what) { // done elsewhere, and later
		a.stay(msg.from, false)
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

// turned puts a step that was undone into the other list, and one that was done
// again likewise.
func (a *App) turned(s step, redo bool) { a.stay(s, !redo) }

// stay puts a step into the list from which an undo, or a redo, takes it.
func (a *App) stay(s step, redo bool) {
	switch {
	case s.ref.IsZero() && len(s.bodies) == 0:
	case redo:
		a.undone = append(a.undone, s)
	default:
		a.done = append(a.done, s)
	}
}

// pop takes the last step off a list; the zero step where it is empty.
func pop(from *[]step) step {
	n := len(*from)
	if n == 0 {
		return step{}
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	return s
}

// sameFacts reports whether some facts are about the same records as others.
func sameFacts(a, b []event.Body) bool {
	return slices.EqualFunc(a, b, func(x, y event.Body) bool { return subject(x) == subject(y) })
}

// subject gives what a fact is about.
func subject(b event.Body) (out struct {
	t  record.Type
	id record.ID
}) {
	switch b := b.(type) {
	case event.Activity:
		out.t, out.id = record.TypeActivity, b.ID
	case event.Amend:
		out.t, out.id = record.TypeActivity, b.Activity
	case event.Set:
		out.t, out.id = b.Type, b.ID
	}
	return out
}
