package tui_test

import (
	"context"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/tuitest"
)

// press gives the command of a key without running it, as while another one is
// still under way.
func press(d *tuitest.Driver, key string) tea.Cmd {
	m, cmd := d.Model.Update(tuitest.Key(key))
	d.Model = m
	return cmd
}

// outcome runs a command and gives its messages.
func outcome(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch m := cmd().(type) {
	case nil:
		return nil
	case tea.BatchMsg:
		var out []tea.Msg
		for _, c := range m {
			out = append(out, outcome(c)...)
		}
		return out
	default:
		return []tea.Msg{m}
	}
}

// together runs commands at the same time and then sends what came of them.
func together(d *tuitest.Driver, cmds ...tea.Cmd) {
	got := make([][]tea.Msg, len(cmds))
	var wg sync.WaitGroup
	for i, c := range cmds {
		wg.Go(func() { got[i] = outcome(c) })
	}
	wg.Wait()
	for _, msgs := range got {
		d.Send(msgs...)
	}
}

func logged(t *testing.T, n int) (*tuitest.Driver, *tuitest.Logbook, int) {
	d, book := start(t, 80, 24)
	before := len(book.Everything())
	for range n {
		d.Press("a")
		d.Type("call acme")
		d.Press("enter")
	}
	return d, book, before
}

// TestTwoUndosAtOnceTakeTwoStepsBack, and two that do them again.
func TestTwoUndosAtOnceTakeTwoStepsBack(t *testing.T) {
	d, book, before := logged(t, 2)
	together(d, press(d, "u"), press(d, "u"))
	if n := len(book.Everything()) - before; n != 0 {
		t.Errorf("%d of two entries are left", n)
	}
	together(d, press(d, "ctrl+r"), press(d, "ctrl+r"))
	if n := len(book.Everything()) - before; n != 2 {
		t.Errorf("%d of two entries are back", n)
	}
	d.Press("u", "ctrl+r")
	together(d, press(d, "ctrl+r"), press(d, "ctrl+r"))
	if n := len(book.Everything()) - before; n != 2 {
		t.Errorf("with nothing to do again %d of two entries are there", n)
	}
}

// TestAnUndoWaitsForWhatIsBeingSaved: it takes that back, and not what was there
// before.
func TestAnUndoWaitsForWhatIsBeingSaved(t *testing.T) {
	book := &slowly{Logbook: tuitest.Sample(), begun: make(chan struct{}), on: make(chan struct{})}
	d := tuitest.StartWith(t, tuitest.Options(book, tuitest.Me, tuitest.Noon), 80, 24)
	before := len(book.Everything())
	d.Press("a")
	d.Type("call acme")
	save := press(d, "enter")
	var saved, undone []tea.Msg
	var wg sync.WaitGroup
	m := outcome(save) // the entry line asks for the write
	d.Model, save = d.Model.Update(m[0])
	wg.Go(func() { saved = outcome(save) })
	<-book.begun
	undo := press(d, "u")
	wg.Go(func() { undone = outcome(undo) })
	close(book.on)
	wg.Wait()
	d.Send(saved...)
	d.Send(undone...)
	if n := len(book.Everything()) - before; n != 0 {
		t.Errorf("%d entries more than before", n)
	}
}

// slowly is a data file whose first write takes until it is let go on.
type slowly struct {
	*tuitest.Logbook
	once  sync.Once
	begun chan struct{}
	on    chan struct{}
}

func (s *slowly) Append(ctx context.Context, by record.ID, bodies ...event.Body) error {
	s.once.Do(func() {
		close(s.begun)
		<-s.on
	})
	return s.Logbook.Append(ctx, by, bodies...)
}

// TestUndoOfWhatWasDoneElsewhereLeavesTheStepsDoneHere: they come next.
func TestUndoOfWhatWasDoneElsewhereLeavesTheStepsDoneHere(t *testing.T) {
	d, book, before := logged(t, 1)
	other := event.Activity{Activity: record.Activity{ID: record.ID{0xab}, Kind: "call", At: record.TimeOf(tuitest.Noon), Rep: tuitest.Me, Account: record.AccountID("Globex")}}
	if err := book.Append(t.Context(), tuitest.Me, other); err != nil {
		t.Fatal(err)
	}
	d.Press("u")
	d.MustShow("undone: call Globex")
	d.Press("u")
	d.MustShow("undone: call Acme")
	if n := len(book.Everything()) - before; n != 0 {
		t.Errorf("%d entries are left", n)
	}
}
