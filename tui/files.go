package tui

import (
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/panel"
)

// What reads or writes files of the machine is long work. Each is there only
// where the machine is the user's own: over a network it would be a way to the
// server's files.

// ExportFile says what is to be written out, how and where.
type ExportFile struct {
	Kind, Format string // one of Exporter's
	Path         string
}

// Exporter writes records to new files of this machine. The zero Exporter writes
// none.
type Exporter struct {
	Kinds, Formats []string // as on the command line, the usual ones first
	// Write writes a file, whole or not at all, and never over another. It is
	// called in a command, and says now and then how many bytes it wrote.
	Write func(ctx context.Context, file ExportFile, ahead func(panel.Progress)) error
}

// Backup writes a verified copy of the data file to a path where nothing is. It
// is called in a command.
type Backup func(ctx context.Context, path string) error

// Check reads the whole data file and says in words that it is sound; an error
// says what is wrong. It is called in a command, and says now and then how far it
// is.
type Check func(ctx context.Context, ahead func(panel.Progress)) (string, error)

// files is what the cockpit does with files of the machine.
type files struct {
	exporter Exporter
	backup   Backup
	check    Check
	writable func(path string) error // nil asks nothing
	tried    panel.Values            // what was asked for and did not end well
}

// task is long work with a file that records nothing.
type task struct {
	name  string       // worded
	asked panel.Values // what it was asked for with, to be asked again when it fails
	do    func(ctx context.Context, ahead func(panel.Progress)) (done string, err error)
}

type (
	// taskMsg asks for a task.
	taskMsg task
	// taskedMsg says how one ended.
	taskedMsg struct {
		task task
		done string
		err  error
	}
)

// tasks takes the messages of this file.
func (a *App) tasks(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case taskMsg:
		return a.begin(task(msg)), true
	case taskedMsg:
		a.tasked(msg)
		return nil, true
	}
	return nil, false
}

// begin starts a task beside the cockpit.
func (a *App) begin(t task) tea.Cmd {
	a.files.tried = t.asked
	do := func(ctx context.Context, ahead func(panel.Progress)) tea.Msg {
		done, err := t.do(ctx, ahead)
		return taskedMsg{t, done, err}
	}
	return a.labour(t.name, do, func(err error) tea.Msg { return taskedMsg{task: t, err: err} })
}

// tasked tells how a task ended.
func (a *App) tasked(msg taskedMsg) {
	switch {
	case cancelled(msg.err):
		a.remark(a.say.T("task.stopped", "name", msg.task.name))
	case msg.err != nil:
		a.inform(a.say.T("task.failed", "name", msg.task.name, "why", a.say.Err(msg.err)), true)
	default:
		a.inform(msg.done, false)
		a.files.tried = nil
	}
}

// askExport asks what is to be written out, and where to.
func (a *App) askExport() tea.Cmd {
	x, was := a.files.exporter, a.files.tried
	var kinds, formats []panel.Option
	for _, k := range x.Kinds {
		kinds = append(kinds, panel.Option{Value: k, Text: a.say.T("exporting.kind." + k)})
	}
	for _, f := range x.Formats {
		formats = append(formats, panel.Option{Value: f, Text: a.say.T("exporting.format." + f)})
	}
	a.openForm(panel.Form{
		Title: a.say.T("exporting.title"), Fresh: true,
		Fields: []panel.Field{
			{Key: "kind", Label: a.say.T("exporting.kind"), Kind: panel.Choice, Value: first(was["kind"], kinds), Options: kinds},
			{Key: "format", Label: a.say.T("exporting.format"), Kind: panel.Choice, Value: first(was["format"], formats), Options: formats},
			{Key: "export.path", Label: a.say.T("exporting.path"), Hint: a.say.T("exporting.path.hint"), Value: was["export.path"], Check: pathMissing},
		},
		Save: func(v panel.Values) (tea.Cmd, error) {
			f := ExportFile{Kind: v["kind"], Format: v["format"], Path: v["export.path"]}
			name := filepath.Base(f.Path)
			return a.toNewFile("export.path", f.Path, taskMsg{
				name: a.say.T("exporting.name", "file", name), asked: v,
				do: func(ctx context.Context, ahead func(panel.Progress)) (string, error) {
					return a.say.T("exporting.done", "kind", a.say.T("exporting.kind."+f.Kind), "file", f.Path), x.Write(ctx, f, ahead)
				},
			}), nil
		},
	})
	return nil
}

// toNewFile gives the command that asks for a task which writes a file, or says
// at the field of a form that it cannot be written.
func (a *App) toNewFile(field, path string, t taskMsg) tea.Cmd {
	return func() tea.Msg {
		if a.files.writable != nil {
			if err := a.files.writable(path); err != nil {
				return panel.At{Key: field, Err: err}
			}
		}
		return t
	}
}

// first gives what was chosen before, else the first option.
func first(was string, options []panel.Option) string {
	if was == "" && len(options) > 0 {
		return options[0].Value
	}
	return was
}

// askBackup asks where the copy of the data file is to be.
func (a *App) askBackup() tea.Cmd {
	a.openForm(panel.Form{
		Title: a.say.T("backup.title"), Fresh: true,
		Fields: []panel.Field{{
			Key: "backup.path", Label: a.say.T("backup.path"), Hint: a.say.T("backup.path.hint"),
			Value: a.files.tried["backup.path"], Check: pathMissing,
		}},
		Save: func(v panel.Values) (tea.Cmd, error) {
			path := v["backup.path"]
			return a.toNewFile("backup.path", path, taskMsg{
				name: a.say.T("backup.name", "file", filepath.Base(path)), asked: v,
				do: func(ctx context.Context, _ func(panel.Progress)) (string, error) {
					return a.say.T("backup.done", "file", path), a.files.backup(ctx, path)
				},
			}), nil
		},
	})
	return nil
}

// checkFile has the whole data file read through.
func (a *App) checkFile() tea.Cmd {
	return panel.Ask(taskMsg{
		name: a.say.T("checking.name"),
		do:   a.files.check,
	})
}
