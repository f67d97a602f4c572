package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Suspender gives the command that stops this process, with the terminal given
// back to the shell, and once it goes on gives the message that done makes of
// how that went.
type Suspender func(done func(error) tea.Msg) tea.Cmd

// calm is how long a suspension waits for what is under way with the file.
const calm = 3 * time.Second

type (
	// pausedMsg says that the file is let go of, or why not.
	pausedMsg struct {
		resume func()
		err    error
	}
	// resumedMsg says that the process goes on, or why it was not stopped.
	resumedMsg struct{ err error }
)

// suspend stops the process, as ctrl+z does with others, once the file is let
// go of: a stopped process that has it keeps everybody waiting.
func (a *App) suspend() tea.Cmd {
	if a.suspender == nil {
		a.remark(a.say.T("suspend.none"))
		return nil
	}
	file, ok := a.book.(Pauser)
	if !ok {
		return a.stop(pausedMsg{resume: func() {}})
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(a.ctx, calm)
		defer cancel()
		resume, err := file.Pause(ctx)
		return pausedMsg{resume, err}
	}
}

// stop stops the process.
func (a *App) stop(msg pausedMsg) tea.Cmd {
	if msg.err != nil {
		a.remark(a.say.T("suspend.busy"))
		return nil
	}
	return a.suspender(func(err error) tea.Msg {
		msg.resume()
		return resumedMsg{err}
	})
}

// resumed shows what happened meanwhile.
func (a *App) resumed(msg resumedMsg) tea.Cmd {
	a.dirty = all
	if msg.err != nil {
		a.inform(a.say.Err(msg.err), true)
	}
	return a.refresh()
}
