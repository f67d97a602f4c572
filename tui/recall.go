package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/panel"
)

// Taking an import back, and bringing it again, may be about a million records:
// it runs as long work, and is otherwise a step like any other.

// Recaller is a Logbook whose imports can be taken back.
type Recaller interface {
	// Import names the file of the import for which an event stands, "" for any
	// other event.
	Import(ctx context.Context, ref record.Ref) (file string, err error)
	// Recall takes an import back, or brings it again when it was taken back.
	// When the context ends before, nothing was done.
	Recall(ctx context.Context, by record.ID, ref record.Ref, ahead func(panel.Progress)) (Recalled, error)
}

// Recalled says what a Recall did.
type Recalled struct {
	Restored bool
	Gone     int // records that the import began
	Reset    int // records that it changed
	Kept     int // records that stay, since they were changed or referred to afterwards
}

type (
	// recallMsg asks for an import to be taken back, or brought again.
	recallMsg struct {
		step step
		from step // what was done here last, and stays so
		redo bool
	}
	// recalledMsg says how that ended.
	recalledMsg struct {
		step step
		redo bool
		did  Recalled
		err  error
	}
)

// recalls takes the messages of this file.
func (a *App) recalls(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case recallMsg:
		a.stay(msg.from, false)
		return a.recall(msg.step, msg.redo), true
	case recalledMsg:
		return a.recalled(msg), true
	}
	return nil, false
}

// importOf names the file of the import for which an event stands, "" for any
// other event. It reads the file, so it is for commands.
func (a *App) importOf(ref record.Ref) (string, error) {
	if r, ok := a.book.(Recaller); ok {
		return r.Import(a.ctx, ref)
	}
	return "", nil
}

// recall takes an import back beside the cockpit, or brings it again.
func (a *App) recall(s step, redo bool) tea.Cmd {
	book, ok := a.book.(Recaller)
	if !ok {
		return nil
	}
	key := "recalling.name"
	if redo {
		key = "recalling.again"
	}
	end := func(did Recalled, err error) tea.Msg { return recalledMsg{s, redo, did, err} }
	do := func(ctx context.Context, ahead func(panel.Progress)) tea.Msg {
		return end(book.Recall(ctx, a.rep, s.ref, ahead))
	}
	return a.labour(a.say.T(key, "file", s.file), do, func(err error) tea.Msg { return end(Recalled{}, err) })
}

// recalled tells how it ended.
func (a *App) recalled(msg recalledMsg) tea.Cmd {
	switch {
	case cancelled(msg.err):
		a.stay(msg.step, msg.redo)
		a.remark(a.say.T("recalling.stopped", "file", msg.step.file))
		return nil
	case msg.err != nil:
		a.stay(msg.step, msg.redo)
		a.inform(a.say.T("toast.not-undone", "why", a.say.Err(msg.err)), true)
		return nil
	}
	a.turned(msg.step, msg.redo)
	text := "recalling.done"
	if msg.did.Restored {
		text = "recalling.back"
	}
	what := a.say.Recalled(msg.did.Restored, msg.did.Gone, msg.did.Reset, msg.did.Kept)
	a.inform(a.say.T(text, "file", msg.step.file, "what", what, "key", a.keyOf(actRedo, scopeGlobal)), false)
	return a.refresh()
}
