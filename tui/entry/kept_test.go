package entry

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// desk is an entry line with what was asked to be saved by it.
type desk struct {
	*Entry
	saves []Save
}

func newDesk(b *record.Book) *desk {
	var n byte
	e := New(Options{Say: say.English(), Now: func() time.Time { return at.Std() }, NewID: func() record.ID { n++; return record.ID{7, n} }})
	e.Prepare(b)
	e.Know(b)
	return &desk{Entry: e}
}

// run does what a command asks for, and understands what is due.
func (d *desk) run(cmd tea.Cmd) {
	for {
		if cmd == nil {
			if cmd = d.Think(); cmd == nil {
				return
			}
		}
		switch m := cmd().(type) {
		case Meant:
			cmd = d.Take(m)
		case Save:
			d.saves = append(d.saves, m)
			cmd = nil
		}
	}
}

func (d *desk) enter()  { d.run(d.Key(Enter, tea.KeyPressMsg{Code: tea.KeyEnter})) }
func (d *desk) escape() { d.run(d.Key(Cancel, tea.KeyPressMsg{Code: tea.KeyEscape})) }

// write types a line in place of what stands there.
func (d *desk) write(text string) {
	d.line.Set(text)
	d.read()
	d.run(nil)
}

// holds reports whether a text can still be had.
func (d *desk) holds(text string) bool {
	has := func(s string) bool { return strings.Contains(s, text) }
	return has(d.line.Text) || slices.ContainsFunc(d.history, has) ||
		slices.ContainsFunc(d.many, func(p pasted) bool { return has(p.text) }) ||
		slices.ContainsFunc(d.saves, func(s Save) bool { return slices.ContainsFunc(s.Lines, has) })
}

var call = record.Activity{ID: record.ID{9}, Kind: "call", Account: record.AccountID("Acme"), At: at}

func TestPastedLinesThatWaitToBeMendedOutliveAFailedWrite(t *testing.T) {
	d := newDesk(book(t))
	d.Show()
	d.Paste("call acme\nxyzzy one\nxyzzy two\n")
	d.enter()
	d.Failed(d.saves[0], "locked")
	d.saves = nil
	for _, l := range []string{"call acme", "xyzzy one", "xyzzy two"} {
		if !d.holds(l) {
			t.Errorf("%q is lost", l)
		}
	}
}

func TestAListPastedIntoACorrectionIsOneLineOfIt(t *testing.T) {
	d := newDesk(book(t))
	d.Amend(call)
	d.line.Text += ": wants"
	d.line.At = len(d.line.Text)
	d.Paste("\na price\nand a date\n")
	d.enter()
	if len(d.saves) != 1 || len(d.saves[0].Bodies) != 1 {
		t.Fatalf("saved %+v", d.saves)
	}
	b, ok := d.saves[0].Bodies[0].(event.Amend)
	if !ok || b.Activity != call.ID || len(b.Fields) != 1 || b.Fields[0].Value.Text != "wantsa price and a date" {
		t.Errorf("saved %+v", d.saves[0].Bodies[0])
	}
}

func TestALineFromAListDoesNotCorrectAnActivityBefore(t *testing.T) {
	d := newDesk(book(t))
	d.Show()
	d.Paste("call acme\nxyzzy one\n")
	d.enter()
	d.escape()
	d.Amend(call)
	d.write("call acme 15m")
	d.enter()
	d.write(`email "Big Co"`) // xyzzy one, mended
	d.enter()
	last := d.saves[len(d.saves)-1]
	if a, ok := last.Bodies[0].(event.Activity); !ok || a.Kind != "email" {
		t.Errorf("saved %+v", last.Bodies[0])
	}
}

func TestWhatWasTypedCanBeHadAfterACorrection(t *testing.T) {
	for name, end := range map[string]func(*desk){
		"left":      (*desk).escape,
		"unchanged": (*desk).enter,
		"changed":   func(d *desk) { d.write("call acme 15m"); d.enter() },
		"emptied":   func(d *desk) { d.write(""); d.enter() },
	} {
		d := newDesk(book(t))
		d.Show()
		d.write(`email "Big Co": typed for minutes`)
		d.escape()
		d.Amend(call)
		end(d)
		if d.Show(); d.line.Text != "" {
			t.Errorf("%s: the line holds %q", name, d.line.Text)
		}
		if d.Key(Older, tea.KeyPressMsg{Code: tea.KeyUp}); d.line.Text != `email "Big Co": typed for minutes` {
			t.Errorf("%s: the line before holds %q", name, d.line.Text)
		}
		if d.amend != nil {
			t.Errorf("%s: the line still corrects", name)
		}
	}
}

func TestRepeatLogsWhatWasLogged(t *testing.T) {
	d := newDesk(book(t))
	d.Show()
	d.write("call acme")
	d.enter()
	d.Saved(d.saves[0])
	d.Show()
	d.write(`email "Big Co"`)
	d.escape()
	d.ShowWith("visit acme")
	d.escape()
	cmd, _ := d.Repeat()
	d.run(cmd)
	if got := d.saves[1].Lines[0]; got != "call acme" {
		t.Errorf("repeats %q", got)
	}
}

// TestNothingTypedIsLost: whatever one does, a line that was typed or pasted is
// saved, or can still be had. Only Esc throws away, and only a list that is
// shown or a correction.
func TestNothingTypedIsLost(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(b)
		var typed []string
		n := 0
		text := func() string {
			n++
			verb := rapid.SampledFrom([]string{"call acme:", "xyzzy acme:"}).Draw(t, "verb")
			return fmt.Sprintf("%s no%d.", verb, n)
		}
		note := func(s string) { typed = append(typed, s[strings.Index(s, "no"):]) }
		t.Repeat(map[string]func(*rapid.T){
			"type": func(t *rapid.T) {
				if d.Show(); d.amend != nil || d.listing() || d.line.Text != "" && d.line.Text != d.filled {
					t.Skip("something else is typed")
				}
				s := text()
				note(s)
				d.write(s)
			},
			"paste": func(*rapid.T) {
				d.Show()
				if d.amend != nil {
					t.Skip("one line of a correction")
				}
				one, two := text(), text()
				note(one)
				note(two)
				d.Paste(one + "\n" + two + "\n")
				d.run(nil)
			},
			"correct": func(t *rapid.T) {
				if d.listing() {
					t.Skip("a list is shown")
				}
				d.Amend(call)
				d.run(nil)
			},
			"prefill": func(t *rapid.T) {
				if d.listing() {
					t.Skip("a list is shown")
				}
				d.ShowWith("visit acme")
			},
			"escape": func(t *rapid.T) {
				if !d.Open() || d.listing() {
					t.Skip("throws away")
				}
				d.escape()
			},
			"enter": func(t *rapid.T) {
				if !d.Open() {
					t.Skip("closed")
				}
				d.enter()
			},
			"failed": func(t *rapid.T) {
				if len(d.saves) == 0 {
					t.Skip("nothing was saved")
				}
				s := d.saves[len(d.saves)-1]
				d.saves = d.saves[:len(d.saves)-1]
				d.Failed(s, "locked")
				d.run(nil)
			},
			"repeat": func(t *rapid.T) {
				if d.Open() {
					t.Skip("a letter of the line")
				}
				if cmd, ok := d.Repeat(); ok {
					d.run(cmd)
				}
			},
			"": func(t *rapid.T) {
				for _, s := range typed {
					if !d.holds(s) {
						t.Fatalf("%q is lost", s)
					}
				}
			},
		})
	})
}

// TestALineEnteredBeforeTheFileIsReadIsSavedOnceItIs, unless another key was
// pressed meanwhile.
func TestALineEnteredBeforeTheFileIsReadIsSavedOnceItIs(t *testing.T) {
	for _, other := range []bool{false, true} {
		b := book(t)
		d := newDesk(nil)
		d.Show()
		d.write("call acme")
		d.enter()
		if len(d.saves) > 0 || d.wrong == "" {
			t.Errorf("saved %+v, said %q", d.saves, d.wrong)
		}
		if other {
			d.run(d.Key("", tea.KeyPressMsg{Code: 'x', Text: "x"}))
		}
		d.Prepare(b)
		d.Know(b)
		d.run(nil)
		if saved := len(d.saves) == 1; saved == other {
			t.Errorf("another key %v: saved %v", other, saved)
		}
	}
}
