package tui_test

import (
	"context"
	"errors"
	"testing"

	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// loads is a logbook into which files were imported.
type loads struct {
	*tuitest.Logbook
	note   record.Ref // of the import that was recorded last; zero for none
	undone bool
	fails  error
}

func (l *loads) LastOwn(ctx context.Context, by record.ID) (record.Ref, error) {
	if !l.note.IsZero() && !l.undone {
		return l.note, nil
	}
	return l.Logbook.LastOwn(ctx, by)
}

func (l *loads) Import(_ context.Context, ref record.Ref) (string, error) {
	if ref == l.note && !ref.IsZero() {
		return "deals.csv", nil
	}
	return "", nil
}

func (l *loads) Recall(_ context.Context, _ record.ID, ref record.Ref, ahead func(panel.Progress)) (tui.Recalled, error) {
	ahead(panel.Progress{Done: 1, Total: 2})
	if l.fails != nil {
		return tui.Recalled{}, l.fails
	}
	if ref != l.note {
		return tui.Recalled{}, errors.New("no such import")
	}
	l.undone = !l.undone
	return tui.Recalled{Restored: !l.undone, Gone: 1200, Reset: 3, Kept: 1}, nil
}

func loading(t *testing.T) (*tuitest.Driver, *loads) {
	t.Helper()
	l := &loads{Logbook: tuitest.Sample()}
	o := tuitest.Options(l.Logbook, tuitest.Me, tuitest.Noon)
	o.Logbook = l
	o.Importer = func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
		l.note = record.Ref{Node: 7, Seq: 99}
		return tui.Imported{Created: 1200, Updated: 3, Ref: l.note}, nil
	}
	return tuitest.StartWith(t, o, 120, 36), l
}

func load(d *tuitest.Driver) {
	pick(d, "import a file")
	d.Type("~/x/deals.csv")
	d.Press("ctrl+o")
	d.MustShow("deals.csv: 1,200 new, 3 changed")
}

func TestAnImportIsTakenBackAndBroughtAgain(t *testing.T) {
	d, l := loading(t)
	load(d)
	d.Press("u")
	d.MustShow("deals.csv taken back: 1,200 records that it brought are gone, 3 are as they were before, 1 stays", "ctrl+r brings it back")
	if !l.undone {
		t.Fatal("it stands")
	}
	d.Press("ctrl+r")
	d.MustShow("deals.csv is back: 1,200 records that it brought are there again")
	if l.undone {
		t.Fatal("it is taken back")
	}
	d.Press("u")
	if !l.undone {
		t.Error("not taken back again")
	}
}

// What was recorded after the import is taken back before it.
func TestUndoGoesBackOverAnImport(t *testing.T) {
	d, l := loading(t)
	pick(d, "new account")
	d.Type("Before Ltd")
	d.Press("ctrl+o")
	load(d)
	l.note, l.undone = record.Ref{Node: 7, Seq: 99}, true // the account is newer than its note
	pick(d, "new account")
	d.Type("After Ltd")
	d.Press("ctrl+o")
	d.Press("u")
	d.MustShow("undone: ", "After Ltd")
	l.undone = false
	d.Press("u")
	d.MustShow("deals.csv taken back")
	d.Press("u")
	d.MustShow("undone: ", "Before Ltd")
	d.Press("ctrl+r", "ctrl+r")
	d.MustShow("deals.csv is back")
}

// The program that takes an import back need not be the one that imported.
func TestAnImportOfAnEarlierRunIsTakenBack(t *testing.T) {
	d, l := loading(t)
	l.note = record.Ref{Node: 7, Seq: 99}
	d.Press("u")
	d.MustShow("deals.csv taken back")
	d.Press("ctrl+r")
	d.MustShow("deals.csv is back")
}

func TestAnImportThatIsNotTakenBack(t *testing.T) {
	d, l := loading(t)
	load(d)
	l.fails = context.Canceled
	d.Press("u")
	d.MustShow("stopped: with deals.csv everything is as it was")
	l.fails = errors.New("disk full")
	d.Press("u")
	d.MustShow("not undone", "disk full")
	l.fails = nil
	d.Press("u")
	d.MustShow("deals.csv taken back")
}
