package tui

import (
	tea "charm.land/bubbletea/v2"

	"foresail/tui/form"
	"foresail/tui/forms"
	"foresail/tui/keymap"
	"foresail/tui/panel"
)

// dialog is the form that is open over the panel in front, if any.
type dialog struct {
	form *form.Form // nil for none
	n    int        // counts the forms that were opened
	// typed are the texts that came from an editor to a form, by the key of
	// their Edit.
	typed map[string]typed
}

// The messages of this file.
type (
	// dropMsg closes the n-th form with what is in it.
	dropMsg struct{ n int }
	// wroteMsg brings what came of the command by which the n-th form was
	// saved.
	wroteMsg struct {
		n   int
		msg tea.Msg
	}
)

// dialogs takes the messages that are about forms.
func (a *App) dialogs(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case panel.Form:
		a.openForm(msg)
	case form.Thought:
		if a.dialog.form != nil {
			a.dialog.form.Take(msg)
			a.dirty = all
		}
	case dropMsg:
		if msg.n == a.dialog.n {
			a.closeForm()
		}
	case wroteMsg:
		return a.wrote(msg), true
	default:
		return nil, false
	}
	return nil, true
}

// openForm opens a form, unless one is open in which something was entered.
func (a *App) openForm(spec panel.Form) {
	switch {
	case len(spec.Fields) == 0:
		a.remark(a.say.T("toast.nothing-to-edit"))
		return
	case a.dialog.form != nil && a.dialog.form.Changed():
		return
	}
	a.dialog.form = form.New(a.say, spec)
	a.dialog.n++
	a.sizeForm()
	a.dirty = all
}

func (a *App) closeForm() {
	a.dialog.form = nil
	a.dirty = all
}

// sizeForm tells the form how large its box is.
func (a *App) sizeForm() {
	if a.dialog.form != nil {
		_, h, _ := a.area()
		a.dialog.form.Resize(a.w, h)
	}
}

// formKey takes a key press while a form is open.
func (a *App) formKey(action keymap.Action, msg tea.KeyPressMsg) tea.Cmd {
	a.dirty = all
	step, cmd := a.dialog.form.Key(action, msg)
	n := a.dialog.n
	switch {
	case step == form.Write:
		return func() tea.Msg { return wroteMsg{n: n, msg: cmd()} }
	case step == form.Leave && a.dialog.form.Changed():
		a.confirm = &panel.Confirm{Text: a.say.T("form.leave"), Yes: panel.Ask(dropMsg{n})}
	case step == form.Leave:
		a.closeForm()
	}
	return nil
}

// wrote closes a form once what was entered is on disk; when it could not be
// written it stays, with the reason.
func (a *App) wrote(msg wroteMsg) tea.Cmd {
	if msg.n != a.dialog.n || a.dialog.form == nil { // it was left meanwhile
		return panel.Ask(msg.msg)
	}
	if at, ok := msg.msg.(panel.At); ok {
		a.dialog.form.Refused(at)
		a.dirty = all
		return nil
	}
	if s, ok := msg.msg.(savedMsg); ok && s.err != nil {
		a.dialog.form.Failed(a.say.T("toast.not-saved", "why", a.say.Err(s.err)))
		a.dirty = all
		return nil
	}
	a.closeForm()
	return panel.Ask(msg.msg)
}

// newDeal asks for a new deal. The form is made in a command, as names are
// gathered for it.
func (a *App) newDeal() tea.Cmd {
	return a.formOf(forms.NewDeal)
}

// formOf gives the command that opens a form about the present data.
func (a *App) formOf(build func(*panel.Env, panel.Data) panel.Form) tea.Cmd {
	if a.state.data.Rev == 0 {
		a.remark(a.say.T("frame.reading"))
		return nil
	}
	if !a.rights.Has(panel.Log) {
		a.forbid()
		return nil
	}
	env, d := a.env(""), a.state.data
	return func() tea.Msg { return build(env, d) }
}

// think gives the command that understands what is being typed, if anything
// is.
func (a *App) think() tea.Cmd {
	if a.dialog.form == nil {
		return a.entry.Think()
	}
	return tea.Batch(a.entry.Think(), a.dialog.form.Think())
}
