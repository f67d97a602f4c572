package tui_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// editorOf gives an editor that does what do does to the text of the file, and
// says where the file was.
func editorOf(t *testing.T, do func(string) (string, error)) (func(path string, done func(error) tea.Msg) tea.Cmd, *string) {
	at := new(string)
	return func(path string, done func(error) tea.Msg) tea.Cmd {
		*at = path
		return func() tea.Msg {
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the file is readable for others: %v, %v", info.Mode(), err)
			}
			old, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text, failed := do(string(old))
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			return done(failed)
		}
	}, at
}

func startEditing(t *testing.T, do func(string) (string, error)) (*tuitest.Driver, *tuitest.Logbook, *string) {
	t.Setenv("TMPDIR", t.TempDir())
	book := tuitest.Sample()
	o := tuitest.Options(book, tuitest.Me, tuitest.Noon)
	var at *string
	o.Editor, at = editorOf(t, do)
	d := tuitest.StartWith(t, o, 80, 24)
	d.Press("8")
	return d, book, at
}

// newest gives the activity that stands first in the log of the user.
func newest(t *testing.T, book *tuitest.Logbook) (out record.Activity) {
	t.Helper()
	err := book.Activities(t.Context(), panel.Query{Reps: []record.ID{tuitest.Me}}, func(a record.Activity) bool { out = a; return false })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func gone(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); path == "" || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file %q is still there", path)
	}
}

func TestANoteIsEditedInTheEditor(t *testing.T) {
	d, book, at := startEditing(t, func(string) (string, error) { return "first line\n\x1b[31msecond\u202e line\n\n", nil })
	d.Press("o")
	d.MustShow("note saved")
	if got := newest(t, book).Note; got != "first line\nsecond line" {
		t.Errorf("the note is %q", got)
	}
	gone(t, *at)
	d.Press("u")
	if got := newest(t, book).Note; strings.Contains(got, "second") {
		t.Errorf("undo left %q", got)
	}
}

func TestWhatIsUnchangedIsNotWritten(t *testing.T) {
	d, book, at := startEditing(t, func(old string) (string, error) { return old + "\n", nil })
	book.Fail = func() error { t.Error("something was written"); return nil }
	d.Press("o")
	d.MustShow("nothing was changed")
	gone(t, *at)
}

func TestAnEditorThatFails(t *testing.T) {
	d, _, at := startEditing(t, func(old string) (string, error) { return old, errors.New("no such editor") })
	d.Press("o")
	d.MustShow("nothing was written: no such editor")
	gone(t, *at)

	d, book, at := startEditing(t, func(string) (string, error) { return "precious", errors.New("crashed") })
	before := newest(t, book).Note
	d.Press("o")
	d.MustShow("crashed; your text is in")
	if text, err := os.ReadFile(*at); err != nil || string(text) != "precious" || newest(t, book).Note != before {
		t.Errorf("kept %q, %v", text, err)
	}
}

func TestAnEditedTextThatCannotBeWrittenIsKept(t *testing.T) {
	d, book, at := startEditing(t, func(string) (string, error) { return "precious", nil })
	book.Fail = func() error { return errors.New("disk full") }
	d.Press("o")
	d.MustShow("disk full; your text is in")
	if text, err := os.ReadFile(*at); err != nil || string(text) != "precious" {
		t.Errorf("kept %q, %v", text, err)
	}
}

func TestATextThatIsTooLongIsKept(t *testing.T) {
	d, _, at := startEditing(t, func(string) (string, error) { return strings.Repeat("long ", 20_000), nil })
	d.Press("o")
	d.MustShow("at most", "your text is in")
	if _, err := os.Stat(*at); err != nil {
		t.Error(err)
	}
}

func TestWithoutAnEditorTheKeySaysWhy(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("8", "o")
	d.MustShow("no editor over a network")
}

func TestNoFolderForTheEditorsFile(t *testing.T) {
	d, _, _ := startEditing(t, func(string) (string, error) { t.Error("it ran"); return "", nil })
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	d.Press("o")
	d.MustShow("cannot make a file for the editor")
}

func TestADealIsEditedInTheEditor(t *testing.T) {
	d, book, at := startEditing(t, func(old string) (string, error) { return strings.Replace(old, "title: ", "title: Renamed ", 1), nil })
	d.Press("3", "o")
	d.MustShow("saved: Renamed")
	gone(t, *at)
	named := 0
	for _, deal := range book.Book().Deals {
		if strings.HasPrefix(deal.Now.Title, "Renamed ") {
			named++
		}
	}
	if named != 1 {
		t.Errorf("%d deals are renamed", named)
	}

	d, _, at = startEditing(t, func(old string) (string, error) { return strings.Replace(old, "amount: ", "amount: x", 1), nil })
	d.Press("3", "o")
	d.MustShow("─ Edit the deal ─", "x")
	gone(t, *at)
	d.Press("ctrl+o")
	d.MustShow("› amount", "not an amount")
	d.Press("esc")
	d.MustShow("Leave unsaved?")
}

// What an editor left wrong of a deal is named, each fault at its place, and the
// editor has the text again.
func TestWhatAnEditorLeftOfADealIsNotLost(t *testing.T) {
	given := ""
	d, _, _ := startEditing(t, func(old string) (string, error) {
		if given = old; strings.Contains(old, "edited note") {
			return old, nil
		}
		for line := range strings.Lines(old) {
			switch label, _, _ := strings.Cut(line, ":"); label {
			case "amount", "stage":
				old = strings.Replace(old, line, label+": bogus\n", 1)
			}
		}
		return old + "edited note\n", nil
	})
	d.Press("3", "o")
	d.MustShow("› amount", "✗ “bogus” is not an amount", "✗ stage", "is no stage: choose one", "“edited note”. The editor has the")
	d.Press("backspace", "backspace", "backspace", "backspace", "backspace", "5", "ctrl+o")
	d.MustShow("› stage", "✗ “bogus” (line 4) is no stage")
	d.Press("esc", "y", "o")
	if !strings.Contains(given, "edited note") || !strings.Contains(given, "stage: bogus") {
		t.Errorf("the editor was given\n%s", given)
	}
	d.MustShow("› amount", "✗ “bogus” is not an amount")
	for range 5 {
		d.Press("backspace")
	}
	d.Press("5", "enter", "enter", "ctrl+o")
	d.MustShow("saved: ")
	d.Press("o")
	if !strings.Contains(given, "amount: 5.00") || strings.Contains(given, "edited note") {
		t.Errorf("once it is saved the editor was given\n%s", given)
	}
}
