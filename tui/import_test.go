package tui_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// importing opens a cockpit with an importer, and the form of an import.
func importing(t *testing.T, do tui.Importer) *tuitest.Driver {
	t.Helper()
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Importer = do
	d := tuitest.StartWith(t, o, 80, 24)
	d.Press(":")
	d.Type("import a file")
	d.Press("enter")
	d.MustShow("─ Import a file ─")
	return d
}

func TestAFileIsImportedFromThePalette(t *testing.T) {
	var got tui.ImportFile
	d := importing(t, func(_ context.Context, f tui.ImportFile, ahead func(panel.Progress)) (tui.Imported, error) {
		got = f
		ahead(panel.Progress{Done: 1, Total: 2})
		return tui.Imported{Created: 1200, Updated: 3, Unchanged: 4}, nil
	})
	d.Type("~/x/deals.csv")
	d.Press("enter", "down", "enter")
	if got.Path != "~/x/deals.csv" || got.Dates != "dmy" {
		t.Errorf("imported %+v", got)
	}
	d.MustShow("deals.csv: 1,200 new, 3 changed, 4 as they were")
	if d.Shows("Import a file") {
		t.Error("the form is open")
	}
}

// A file that cannot be read is told at the field, with the form still open.
func TestAFileThatIsNotThereIsToldAtTheField(t *testing.T) {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Importer = func(_ context.Context, f tui.ImportFile, _ func(panel.Progress)) (tui.Imported, error) {
		if f.Path != "right.csv" {
			t.Errorf("%s is imported", f.Path)
		}
		return tui.Imported{Created: 1}, nil
	}
	o.Importable = func(path string) error {
		if path != "right.csv" {
			return errors.New("no such file: " + path)
		}
		return nil
	}
	d := tuitest.StartWith(t, o, 80, 24)
	d.Press(":")
	d.Type("import a file")
	d.Press("enter")
	d.Type("wrong.csv")
	d.Press("ctrl+o")
	d.MustShow("─ Import a file ─", "› file", "✗ no such file: wrong.csv")
	d.Press("ctrl+u")
	if d.Shows("no such file") {
		t.Error("what was wrong stays when something else is typed")
	}
	d.Type("right.csv")
	d.Press("ctrl+o")
	d.MustShow("right.csv: 1 new")
}

func TestRejectedRowsAreSaidWhere(t *testing.T) {
	d := importing(t, func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
		return tui.Imported{Created: 1, Rejected: 2, Rejects: "a.csv.rejects.csv", Why: "line 3, amount: is no number"}, nil
	})
	d.Type("a.csv")
	d.Press("ctrl+o")
	d.MustShow("· a.csv: 1 new", "line 3, amount", "a.csv.rejects.csv")
}

func TestAnImportOfWhichNothingWasTakenFailed(t *testing.T) {
	d := importing(t, func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
		return tui.Imported{Rejected: 2, Rejects: "a.csv.rejects.csv", Why: "line 2, amount: is no number"}, nil
	})
	d.Type("a.csv")
	d.Press("ctrl+o")
	d.MustShow("✗ a.csv: no row was taken, 2 rejected", "line 2, amount")
}

func TestAnImportThatFailsCanBeTriedAgain(t *testing.T) {
	for name, do := range map[string]tui.Importer{
		"no such file": func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
			return tui.Imported{}, errors.New("no such file")
		},
		"a fault of foresail: boom": func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) { panic("boom") },
	} {
		d := importing(t, do)
		d.Press("ctrl+o")
		d.MustShow("cannot be empty")
		d.Type("wrnog.csv")
		d.Press("ctrl+o")
		d.MustShow("wrnog.csv not imported", name)
		d.Press(":")
		d.Type("import a file")
		d.Press("enter")
		d.MustShow("wrnog.csv")
	}
}

func TestAnImportThatWasStopped(t *testing.T) {
	d := importing(t, func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
		return tui.Imported{Created: 7}, context.Canceled
	})
	d.Type("a.csv")
	d.Press("ctrl+o")
	d.MustShow("stopped: 7 new")
}

func TestWithoutAnImporterThereIsNothingToImport(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press(":")
	d.Type("import a file")
	if d.Shows("Import a file") {
		t.Error("offered")
	}
}

func TestProgressIsShownInOnePlace(t *testing.T) {
	for _, w := range []int{40, 80} {
		d, _ := start(t, w, 24)
		stopped := ""
		p := func(name string, done int64, over bool) panel.Progress {
			return panel.Progress{Name: name, Done: done, Total: 200, Over: over, Cancel: func() { stopped = name }}
		}
		d.Send(p("reading", 50, false))
		d.MustShow("reading", "25%")
		d.Send(p("comparing", 150, false))
		d.MustShow("comparing", "75%", "and 1 more")
		d.Press("j")
		d.MustShow("75%") // it stays
		d.Press("ctrl+x")
		if stopped != "comparing" {
			t.Errorf("stopped %q", stopped)
		}
		d.Press(":")
		d.Type("stop: reading")
		d.Press("enter")
		if stopped != "reading" {
			t.Errorf("stopped %q", stopped)
		}
		d.Send(p("reading", 200, true), p("comparing", 200, true), p("never begun", 0, true))
		d.Press("j")
		if d.Shows("reading") || d.Shows("%   ") {
			t.Error("it is over")
		}
		d.Press("ctrl+x")
		d.MustShow("nothing is under way")
	}
}

func TestWorkSaysItsRateAndWhatIsLeft(t *testing.T) {
	now := tuitest.Noon
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, now)
	o.Now = func() time.Time { return now }
	d := tuitest.StartWith(t, o, 80, 24)
	p := panel.Progress{Name: "reading", Done: 10, Total: 40, Count: 5000}
	d.Send(p)
	now = now.Add(10 * time.Second)
	d.Send(p)
	d.MustShow("25%", "500/s", "30 s left")
}

// What was imported is mostly nobody's here or a colleague's: whoever looks at
// their own numbers is told where it is.
func TestWhereWhatWasImportedIsSeen(t *testing.T) {
	for _, team := range []bool{false, true} {
		o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
		o.Team = team
		o.Importer = func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
			return tui.Imported{Created: 1500}, nil
		}
		d := tuitest.StartWith(t, o, 120, 24)
		d.Press(":")
		d.Type("import a file")
		d.Press("enter")
		d.Type("a.csv")
		d.Press("ctrl+o")
		d.MustShow("a.csv: 1,500 new")
		if d.Shows("You look at what is Dana Fox’s: r shows all of it") == team {
			t.Errorf("of the whole team: %v\n%s", team, d.Frame())
		}
	}
}
