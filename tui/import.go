package tui

import (
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// ImportFile says which file is to be imported.
type ImportFile struct {
	Path  string
	Dates string // "dmy" or "mdy" where the file leaves it open, "" otherwise
}

// Imported says what an import did. After an error it says what landed before.
type Imported struct {
	Created, Updated, Unchanged, Rejected int
	Rejects                               string     // path of the file with the rejected rows, "" for none
	Why                                   string     // the first of them was rejected: its line and the reason
	Ref                                   record.Ref // by which it is taken back; zero where nothing of it can be
}

// Importer imports a file of this machine and says now and then how far it is:
// Done, Total and Count. It is called in a command.
type Importer func(ctx context.Context, file ImportFile, ahead func(panel.Progress)) (Imported, error)

type (
	// importMsg asks for an import.
	importMsg ImportFile
	// importedMsg says how an import ended.
	importedMsg struct {
		file ImportFile
		did  Imported
		err  error
	}
)

// askImport asks for the file to import, beginning with the one that was tried
// last and failed.
func (a *App) askImport() {
	a.openForm(panel.Form{
		Title: a.say.T("importing.title"),
		Fields: []panel.Field{
			{Key: "path", Label: a.say.T("importing.path"), Hint: a.say.T("importing.path.hint"), Value: a.unimported.Path, Check: pathMissing},
			{Key: "dates", Label: a.say.T("importing.dates"), Kind: panel.Choice, Value: a.unimported.Dates, Options: []panel.Option{
				{Value: "", Text: a.say.T("importing.dates.plain")}, {Value: "dmy", Text: a.say.T("importing.dates.dmy")}, {Value: "mdy", Text: a.say.T("importing.dates.mdy")},
			}},
		},
		Save: func(v panel.Values) (tea.Cmd, error) {
			return func() tea.Msg { return a.importing(ImportFile{Path: v["path"], Dates: v["dates"]}) }, nil
		},
	})
}

// importing asks for an import, or gives what keeps the file from being
// imported, for the field with its path. It is for commands.
func (a *App) importing(f ImportFile) tea.Msg {
	if a.importable != nil {
		if err := a.importable(f.Path); err != nil {
			return panel.At{Key: "path", Err: err}
		}
	}
	return importMsg(f)
}

func pathMissing(path string) error {
	if path == "" {
		return say.Errorf("form.missing")
	}
	return nil
}

// importFile imports a file beside the cockpit.
func (a *App) importFile(f ImportFile) tea.Cmd {
	if a.importer == nil {
		return nil
	}
	a.unimported = f // until it is in
	do := func(ctx context.Context, ahead func(panel.Progress)) tea.Msg {
		did, err := a.importer(ctx, f, ahead)
		return importedMsg{file: f, did: did, err: err}
	}
	return a.labour(a.say.T("importing.name", "file", filepath.Base(f.Path)), do, func(err error) tea.Msg { return importedMsg{file: f, err: err} })
}

// imported tells how an import ended.
func (a *App) imported(msg importedMsg) {
	d := msg.did
	if _, ok := a.book.(Recaller); ok && !d.Ref.IsZero() {
		a.done, a.undone = append(a.done, step{ref: d.Ref, file: filepath.Base(msg.file.Path)}), nil
	}
	n := func(x int) string { return a.say.Int(int64(x)) }
	args := []any{"file", filepath.Base(msg.file.Path), "created", n(d.Created), "updated", n(d.Updated), "unchanged", n(d.Unchanged), "rejected", n(d.Rejected), "rejects", d.Rejects, "first", d.Why, "key", a.keyOf(actUndo, scopeGlobal)}
	scope := a.scoped(d)
	switch {
	case cancelled(msg.err):
		a.remark(a.say.T("importing.stopped", args...))
		return
	case msg.err != nil:
		a.inform(a.say.T("importing.failed", append(args, "why", a.say.Err(msg.err))...), true)
		return
	case d.Rejected > 0 && d.Created+d.Updated+d.Unchanged == 0:
		a.inform(a.say.T("importing.none", args...), true)
	case d.Rejected > 0:
		a.inform(a.say.T("importing.some", args...)+scope, false)
		a.toast.remark = true
	default:
		a.inform(a.say.T("importing.done", args...)+scope, false)
	}
	a.unimported = ImportFile{}
}

// scoped says, where one looks at the records of one rep, that of what came in
// only those are seen: rows of another system are mostly of nobody here, or of
// colleagues. It says nothing where all is seen, or nothing came.
func (a *App) scoped(d Imported) string {
	if a.state.who.IsZero() || !a.state.known || d.Created+d.Updated == 0 {
		return ""
	}
	return a.say.T("importing.scoped", "rep", a.state.snap.Book.RepName(a.state.who), "key", a.keyOf(actScope, scopeGlobal))
}
