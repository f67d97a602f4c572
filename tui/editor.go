package tui

import (
	"errors"
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/say"
	"foresail/tui/panel"
)

// Editor gives the command that lets the user edit a file in an editor of the
// machine, with the terminal to itself, and then gives the message that done
// makes of how the editor ended.
type Editor func(path string, done func(error) tea.Msg) tea.Cmd

// The messages of this file.
type (
	// laidMsg says that a text lies in a file, to be edited.
	laidMsg struct {
		edit panel.Edit
		path string
		err  error
	}
	// editedMsg brings the text that an editor left; when err is given, the
	// path of the file in which it still is, if it was changed.
	editedMsg struct {
		edit panel.Edit
		text string
		path string
		err  error
	}
	// filedMsg brings what came of the command that wrote an edited text.
	filedMsg struct {
		msg  tea.Msg
		path string
		key  string
	}
)

// typed is a text that an editor left and that is not written yet; base is what
// the editor was given.
type typed struct{ base, text string }

// editing takes the messages that are about texts edited elsewhere.
func (a *App) editing(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case panel.Edit:
		return a.edit(msg), true
	case laidMsg:
		if msg.err != nil {
			a.inform(a.say.T("editor.no-file", "why", a.say.Err(msg.err)), true)
			return nil, true
		}
		return a.editor(msg.path, func(err error) tea.Msg { return collect(msg.edit, msg.path, err) }), true
	case editedMsg:
		a.dirty = all
		return a.edited(msg), true
	case filedMsg:
		return a.filed(msg), true
	}
	return nil, false
}

// edit lays a text down in a file for the editor. There is none over SSH: it
// would run on the server.
func (a *App) edit(e panel.Edit) tea.Cmd {
	if a.editor == nil {
		a.remark(a.say.T("editor.none"))
		return nil
	}
	text := e.Text
	if t, ok := a.dialog.typed[e.Key]; ok && e.Key != "" && t.base == e.Text {
		text = t.text
	}
	return func() tea.Msg {
		path, err := lay(text)
		return laidMsg{edit: e, path: path, err: err}
	}
}

// lay writes a text to a new file that only the user can read.
func lay(text string) (path string, err error) {
	f, err := os.CreateTemp("", "foresail-*.txt") // with the mode 0600
	if err != nil {
		return "", err
	}
	_, err = io.WriteString(f, text+"\n")
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), err
}

// collect takes what an editor left in the file. The file stays while it may
// hold the only copy of something new.
func collect(e panel.Edit, path string, failed error) editedMsg {
	out := editedMsg{edit: e, path: path, err: failed}
	text, err := fetch(path)
	out.text = clean.Note(text)
	if err == nil && out.text != clean.Note(e.Text) {
		if out.err == nil && len(out.text) > event.MaxNote {
			out.err = say.Errorf("editor.long", "max", event.MaxNote)
		}
		return out
	}
	out.path, out.text = "", clean.Note(e.Text)
	if out.err == nil {
		out.err = err
	}
	if err := os.Remove(path); out.err == nil && !errors.Is(err, os.ErrNotExist) {
		out.err = err
	}
	return out
}

// mostFetched bounds what is read of a file, in bytes: more than any note.
const mostFetched = 4 * event.MaxNote

func fetch(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, mostFetched))
	return strings.ToValidUTF8(string(b), "\uFFFD"), err
}

// edited writes what was changed.
func (a *App) edited(msg editedMsg) tea.Cmd {
	switch {
	case msg.err != nil && msg.path != "":
		a.inform(a.say.T("editor.kept", "why", a.say.Err(msg.err), "path", msg.path), true)
		return nil
	case msg.err != nil:
		a.inform(a.say.T("editor.unwritten", "why", a.say.Err(msg.err)), true)
		return nil
	case msg.path == "":
		a.remark(a.say.T("editor.unchanged"))
		return nil
	}
	write, path, key := msg.edit.Done(msg.text), msg.path, msg.edit.Key
	if key != "" {
		a.keep(key, typed{base: msg.edit.Text, text: msg.text})
	}
	return func() tea.Msg {
		out := filedMsg{path: path, key: key}
		if write != nil {
			out.msg = write()
		}
		if s, ok := out.msg.(savedMsg); !ok || s.err == nil {
			out.path = ""
			_ = os.Remove(path) // a file left behind harms nobody else: it is the user's own
		}
		return out
	}
}

// keep holds a text until it is written.
func (a *App) keep(key string, t typed) {
	if a.dialog.typed == nil {
		a.dialog.typed = make(map[string]typed)
	}
	a.dialog.typed[key] = t
}

// filed goes on with what came of writing an edited text. One that could not
// be written still lies in its file.
func (a *App) filed(msg filedMsg) tea.Cmd {
	if s, ok := msg.msg.(savedMsg); ok && s.err != nil {
		a.inform(a.say.T("editor.kept", "why", a.say.T("toast.not-saved", "why", a.say.Err(s.err)), "path", msg.path), true)
		return nil
	}
	if _, ok := msg.msg.(panel.Form); !ok { // it is written, or there was nothing to write
		delete(a.dialog.typed, msg.key)
	}
	if msg.msg == nil {
		return nil
	}
	return panel.Ask(msg.msg)
}
