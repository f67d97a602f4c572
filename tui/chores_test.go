package tui_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// pick chooses something from the palette.
func pick(d *tuitest.Driver, words string) {
	d.Press(":")
	d.Type(words)
	d.Press("enter")
}

func TestAGoalIsSetFromThePalette(t *testing.T) {
	d, book := start(t, 80, 24)
	pick(d, "set a goal")
	d.MustShow("A goal for which number?")
	d.Type("booked rev")
	d.Press("enter")
	d.MustShow("─ Goal: Booked revenue ─")
	d.Type("lots")
	d.Press("enter")
	d.MustShow("not an amount", "─ Goal: Booked revenue ─")
	d.Press("ctrl+u")
	for range 4 {
		d.Press("backspace")
	}
	d.Type("120k")
	d.MustShow("120,000.00 EUR")
	d.Press("ctrl+o")
	d.MustShow("goal set: Booked revenue 120,000.00 EUR a week, Dana Fox")
	goals := book.Book().Goals
	if n := len(goals); n == 0 || goals[n-1].Target != 120_000 || goals[n-1].Rep != tuitest.Me {
		t.Fatalf("the goals are %+v", goals)
	}
	pick(d, "set a goal")
	d.Type("booked rev")
	d.Press("enter")
	d.MustShow("120000.00")
	d.Press("esc", "u")
	d.MustShow("undone: ", "Booked revenue")
	if after := book.Book().Goals; len(after) != len(goals)-1 {
		t.Errorf("undo left %d goals of %d", len(after), len(goals))
	}
}

func TestWhatIsSeldomDoneIsDoneFromThePalette(t *testing.T) {
	for _, c := range []struct {
		words, title string
		wrong, says  string // typed into the last field of keys
		fields       []string
		done, undone string
		there        func(*record.Book) bool
	}{
		{
			words: "outside event", title: "An outside event", fields: []string{"Price change", "zzz"}, says: "is not a day", wrong: "2026-10-01",
			done: "noted: Price change", undone: "Price change", there: func(b *record.Book) bool { return len(b.Annotations) > 0 },
		},
		{
			words: "record a meas", title: "Record a measurement", fields: []string{"Office plants", "many"}, says: "is not a number", wrong: "12",
			done: "measured: Office plants 12", undone: "Office plants", there: func(b *record.Book) bool { return b.Measures["office plants"] != nil },
		},
		{
			words: "new account", title: "New account", fields: []string{"Zebra Ltd"},
			done: "new account: Zebra Ltd", undone: "Zebra Ltd", there: func(b *record.Book) bool { return b.Accounts[record.AccountID("Zebra Ltd")] != nil },
		},
		{
			words: "new contact", title: "New contact", fields: []string{"Zebra Ltd", "Ida Lund", "nowhere"}, says: "is no address", wrong: "ida@example.com",
			done: "saved: Ida Lund", undone: "Zebra Ltd", there: func(b *record.Book) bool {
				return b.Contacts[record.ContactID(record.AccountID("Zebra Ltd"), "Ida Lund")] != nil
			},
		},
		{
			words: "add a rep", title: "Add a rep", fields: []string{"Dana Fox"}, says: "There is a rep Dana Fox already", wrong: "Ann Onymous",
			done: "added: Ann Onymous", undone: "Ann Onymous", there: func(b *record.Book) bool { return b.Reps[record.RepID("Ann Onymous")] != nil },
		},
	} {
		t.Run(c.title, func(t *testing.T) {
			d, book := start(t, 80, 24)
			pick(d, c.words)
			d.MustShow("─ " + c.title + " ─")
			for i, text := range c.fields {
				if i > 0 {
					d.Press("tab")
				}
				d.Type(text)
			}
			if c.says != "" {
				d.Press("tab")
				d.MustShow(c.says)
				for range c.fields[len(c.fields)-1] {
					d.Press("backspace")
				}
				d.Type(c.wrong)
			}
			d.Press("ctrl+o")
			d.MustShow(c.done)
			if d.Shows("─ "+c.title+" ─") || !c.there(book.Book()) {
				t.Errorf("it is not recorded:\n%s", d.Frame())
			}
			d.Press("u")
			d.MustShow("undone: ", c.undone)
			if c.there(book.Book()) {
				t.Error("undo left it")
			}
		})
	}
}

// chores are the palette's words with the rights that they take.
var chores = []struct {
	words string
	needs panel.Rights
	files bool
}{
	{"Set a goal", panel.SetGoals, false}, {"Note an outside event", panel.Annotate, false}, {"Record a measurement", panel.Measure, false},
	{"New account", panel.Log, false}, {"New contact", panel.Log, false}, {"Add a rep", panel.Administer, false},
	{"Import a file", panel.Administer, true}, {"Export to a file", panel.SeeTeam, true}, {"Back up to a file", panel.Administer, true},
	{"Check the data file", panel.Administer, true},
}

// withFiles gives options with everything that does something with files, as told.
func withFiles(told func(string) error) tui.Options {
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Importer = func(context.Context, tui.ImportFile, func(panel.Progress)) (tui.Imported, error) {
		return tui.Imported{}, nil
	}
	o.Exporter = tui.Exporter{Kinds: []string{"activities", "deals"}, Formats: []string{"csv", "json"}, Write: func(_ context.Context, f tui.ExportFile, ahead func(panel.Progress)) error {
		ahead(panel.Progress{Done: 10})
		return told(fmt.Sprint("export ", f.Kind, " ", f.Format, " ", f.Path))
	}}
	o.Backup = func(_ context.Context, path string) error { return told("backup " + path) }
	o.Check = func(_ context.Context, ahead func(panel.Progress)) (string, error) {
		ahead(panel.Progress{Done: 1, Total: 2})
		return "all is sound", told("check")
	}
	return o
}

func TestChoresAreOfferedToWhomTheyAreAllowed(t *testing.T) {
	for _, files := range []bool{false, true} {
		for _, rights := range []panel.Rights{panel.SeeTotals, panel.SeeTotals | panel.SeeOwn | panel.Log, panel.AllRights &^ panel.Administer, panel.AllRights} {
			o := withFiles(func(string) error { return nil })
			if !files {
				o = tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
			}
			o.Rights = rights
			d := tuitest.StartWith(t, o, 80, 24)
			for _, c := range chores {
				d.Press(":")
				d.Type(c.words)
				if want := rights.Has(c.needs) && (files || !c.files); d.Shows(c.words+" ") != want && d.Shows("› "+c.words) == want {
					t.Errorf("%q with the rights %b, files %v: offered %v", c.words, rights, files, !want)
				}
				d.Press("esc")
			}
		}
	}
}

func TestFilesAreWrittenFromThePalette(t *testing.T) {
	var did []string
	var fails error
	o := withFiles(func(what string) error { did = append(did, what); return fails })
	o.Writable = func(path string) error {
		if path == "there.csv" {
			return say.Errorf("exporting.exists", "file", path)
		}
		return nil
	}
	d := tuitest.StartWith(t, o, 80, 24)
	pick(d, "export to a file")
	d.MustShow("─ Export to a file ─")
	d.Press("down", "enter", "enter")
	d.Press("ctrl+o")
	d.MustShow("cannot be empty")
	d.Type("there.csv")
	d.Press("ctrl+o")
	d.MustShow("there is a file there.csv already", "─ Export to a file ─")
	for range "there.csv" {
		d.Press("backspace")
	}
	d.Type("new.csv")
	fails = errors.New("disk full")
	d.Press("ctrl+o")
	d.MustShow("exporting new.csv: disk full")
	fails = nil
	pick(d, "export to a file")
	d.MustShow("new.csv")
	d.Press("ctrl+o")
	d.MustShow("exported to new.csv: deals")

	pick(d, "back up")
	d.MustShow("─ Back up to a file ─")
	d.Type("~/b.db")
	d.Press("ctrl+o")
	d.MustShow("backed up to ~/b.db, verified")

	pick(d, "check the data file")
	d.MustShow("all is sound")
	fails = context.Canceled
	pick(d, "check the data file")
	d.MustShow("stopped: checking the data file")
	fails = errors.New("page 7 is torn")
	pick(d, "check the data file")
	d.MustShow("page 7 is torn")

	want := []string{"export deals csv new.csv", "export deals csv new.csv", "backup ~/b.db", "check", "check", "check"}
	if fmt.Sprint(did) != fmt.Sprint(want) {
		t.Errorf("did %q, want %q", did, want)
	}
}

func TestFramesOfAGoal(t *testing.T) {
	for _, size := range [][2]int{{40, 20}, {80, 24}} {
		d, _ := start(t, size[0], size[1])
		pick(d, "set a goal")
		d.Type("win rate")
		d.Press("enter")
		d.Type("25")
		d.Press("tab")
		d.Golden(fmt.Sprintf("goal-%dx%d", size[0], size[1]))
	}
}
