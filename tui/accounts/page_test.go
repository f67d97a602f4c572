package accounts

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// filled is the panel with data, whose work is left to the test.
func filled() (*accounts, panel.Data) {
	d := many(5)
	d.Own = eval(context.Background(), d)
	p := newAccounts(&panel.Env{
		Say:        say.English(),
		Do:         func(work func(context.Context) tea.Msg) tea.Cmd { return panel.Ask(work(context.Background())) },
		Activities: func(context.Context, panel.Query, func(record.Activity) bool) error { return nil },
	}).(*accounts)
	p.Update(panel.Size{W: 120, H: 30})
	p.Update(d)
	return p, d
}

// do sends a message and runs what comes of it.
func do(p *accounts, msg tea.Msg) {
	cmd := p.Update(msg)
	for cmd != nil {
		switch m := cmd().(type) {
		case tea.BatchMsg:
			for _, c := range m {
				if c != nil {
					do(p, c())
				}
			}
			return
		case nil:
			return
		default:
			cmd = p.Update(m)
		}
	}
}

// A page whose reading was ended for another page in front of it is read when
// one comes back to it.
func TestAPageThatWasNotReadToTheEndIsReadAgain(t *testing.T) {
	p, d := filled()
	var id record.ID
	for of := range d.Book.Deals {
		id = of
	}
	do(p, panel.About{Account: d.Book.Deals[id].Now.Account})
	under := p.top()
	do(p, panel.Act{Action: panel.Focus})
	do(p, panel.Act{Action: panel.Focus})
	do(p, panel.Act{Action: panel.Open})
	if p.Depth() != 2 || p.top().deal != id {
		t.Fatalf("%d pages are open", p.Depth())
	}
	before := under.content
	d.Rev, d.Facts = 2, 2
	do(p, d)
	if left := p.Update(panel.Act{Action: panel.Back}); left == nil || under.asked == 0 {
		t.Fatal("a page that is old is not read when one comes back to it")
	}
	do(p, panel.Act{Action: panel.Open}) // before it has been read
	do(p, panel.Act{Action: panel.Back})
	if p.top() != under || under.content == before || under.stale {
		t.Error("the page stays as old as it was")
	}
}

// What another tab points to is shown once there are data with it; only then it
// is known whether it exists.
func TestWhatIsNewerThanTheDataIsWaitedFor(t *testing.T) {
	p, d := filled()
	behind := true
	p.env.Behind = func() bool { return behind }
	first := record.AccountID("Café Lumière 0")
	book := *d.Book
	book.Accounts = map[record.ID]*record.Account{}
	d.Rev, d.Book = 2, &book
	do(p, d)
	do(p, panel.About{Account: first})
	if p.Depth() != 1 || p.top().content != nil {
		t.Fatalf("%d pages are open of what is to come", p.Depth())
	}
	behind, d.Rev, d.Book = false, 3, many(5).Book
	do(p, d)
	if p.Depth() != 1 || p.top().content == nil {
		t.Fatal("the page of what has come is not read")
	}
	behind = true
	p.Update(panel.About{Account: record.AccountID("nobody")})
	behind, d.Rev = false, 4
	cmd := p.Update(d)
	if p.Depth() != 0 || !says(cmd, p.env.Say.T("accounts.gone")) {
		t.Error("nothing says that what was pointed to does not exist")
	}
}

func says(cmd tea.Cmd, text string) bool {
	if cmd == nil {
		return false
	}
	switch m := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range m {
			if says(c, text) {
				return true
			}
		}
	case panel.Toast:
		return m.Text == text
	}
	return false
}
