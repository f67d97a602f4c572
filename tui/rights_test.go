package tui_test

import (
	"context"
	"strings"
	"testing"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// looker opens a cockpit for somebody with some rights.
func looker(t *testing.T, rights panel.Rights) *tuitest.Driver {
	t.Helper()
	o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
	o.Rights = rights
	return tuitest.StartWith(t, o, 120, 36)
}

func TestWhatMayNotBeDoneIsNotOffered(t *testing.T) {
	for rights, may := range map[panel.Rights]bool{panel.SeeTotals: false, panel.AllRights: true} {
		for _, tab := range tui.TabKeys() {
			d := looker(t, rights)
			d.Press(tab, "?")
			if d.Shows("Log an activity") != may {
				t.Errorf("the help on tab %s offers logging: %v, want %v", tab, !may, may)
			}
			d.Press("esc", "a")
			if d.Shows("your key may only look") == may {
				t.Errorf("tab %s with rights %b, after a:\n%s", tab, rights, d.Frame())
			}
			d.Type("zqzq")
			if d.Shows("zqzq") != may {
				t.Errorf("tab %s with rights %b, after typing:\n%s", tab, rights, d.Frame())
			}
		}
	}
}

func TestWhoseNumbersMayBeSeen(t *testing.T) {
	d := looker(t, panel.SeeTotals)
	d.Press("2", "r")
	if !d.Shows("team") || d.Shows("your own") {
		t.Errorf("somebody who sees totals only is shown:\n%s", d.Frame())
	}
	d.Send(panel.Scope{Rep: tuitest.Me})
	if !d.Shows("for managers") {
		t.Errorf("the numbers of one rep are shown:\n%s", d.Frame())
	}
	d = looker(t, panel.SeeTotals|panel.SeeOwn|panel.Log)
	d.Press("2", "r", "r")
	d.Press("a")
	if d.Shows("not for your role") || d.Shows("may only look") {
		t.Errorf("a rep may not log:\n%s", d.Frame())
	}
}

// Where the rows are a rep's own and the totals the team's, the head says so; where
// all is the team's, that.
func TestARepReadsWhoseRowsTheyAre(t *testing.T) {
	for _, size := range []int{40, 80, 120} {
		o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
		o.Rights = panel.SeeTotals | panel.SeeOwn | panel.Log
		d := tuitest.StartWith(t, o, size, 24)
		d.Press("r")
		for tab, want := range map[string]string{"1": "your deals; the totals are the team’s", "3": "your deals; the totals are the team’s", "5": "your deals; the totals are the team’s",
			"7": "your accounts", "8": "your entries", "2": "whole team", "6": "whole team"} {
			d.Press(tab)
			if size == 40 && strings.HasPrefix(want, "your deals") {
				want = "your deals"
			}
			d.MustShow(want)
			if want != "whole team" && strings.Contains(strings.Join(d.Rows()[:3], "\n"), "whole team") {
				t.Errorf("tab %s at %d columns says the rows are the whole team's", tab, size)
			}
		}
		d.Press("r")
		d.MustShow("Dana Fox")
	}
}

// Nobody is told to do what is not for their role.
func TestNobodyIsToldToDoWhatTheyMayNot(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 60}} {
		for _, tab := range []string{"1", "2", "3", "5", "6", "7", "8"} {
			o := tuitest.Options(blank{tuitest.NewLogbook(tuitest.Noon)}, record.ID{}, tuitest.Noon)
			o.Rights = panel.SeeTotals
			d := tuitest.StartWith(t, o, size[0], size[1])
			d.Press(tab)
			for _, told := range []string{"ress a", "a logs", "“import”", "rep add", "n makes one"} {
				if d.Shows(told) {
					t.Errorf("tab %s tells somebody who only looks %q:\n%s", tab, told, d.Frame())
				}
			}
		}
	}
}

// blank is a file of which nothing but totals may be seen.
type blank struct{ *tuitest.Logbook }

func (b blank) Snapshot(ctx context.Context) (tui.Snapshot, error) {
	s, err := b.Logbook.Snapshot(ctx)
	s.Part, s.Whole = "totals", tui.Facts{Book: s.Book, Days: s.Days}
	s.Book = s.Book.Part(record.Part{Goal: func(*record.Goal) bool { return true }, Setting: func(string) bool { return true }})
	return s, err
}

// manager are the rights of one who sees all and writes own records.
const manager = panel.SeeTotals | panel.SeeOwn | panel.SeeTeam | panel.Log | panel.HandOver | panel.SetGoals

// TestWhatIsSomebodyElsesIsNotOffered holds that the keys that change a record
// are in help and palette only where it is the user's, and are refused elsewhere
// before anything is asked or written.
func TestWhatIsSomebodyElsesIsNotOffered(t *testing.T) {
	p := say.English()
	for _, c := range []struct{ tab, key, action string }{
		{"1", ">", "agenda.later"}, {"3", ">", "deal.later"}, {"3", "w", "deal.win"}, {"3", "x", "deal.lose"},
		{"8", "e", "activity.edit"}, {"8", "d", "activity.take-back"},
	} {
		for _, whose := range []record.ID{tuitest.Me, record.RepID("José Núñez")} {
			o := tuitest.Options(tuitest.Sample(), tuitest.Me, tuitest.Noon)
			o.Rights = manager
			d := tuitest.StartWith(t, o, 120, 60)
			d.Send(panel.Scope{Rep: whose})
			d.Press(c.tab, "?")
			words, mine := p.T("action."+c.action), whose == tuitest.Me
			if d.Shows(words) != mine {
				t.Errorf("tab %s, %s: the help offers it: %v, want %v\n%s", c.tab, c.key, !mine, mine, d.Frame())
			}
			d.Press("esc", ":")
			d.Type(strings.ToLower(words))
			if d.Shows(words) != mine {
				t.Errorf("tab %s, %s: the palette offers it: %v, want %v\n%s", c.tab, c.key, !mine, mine, d.Frame())
			}
			d.Press("esc", c.key)
			if d.Shows("somebody else's") == mine {
				t.Errorf("tab %s, %s is refused: %v, want %v\n%s", c.tab, c.key, mine, !mine, d.Frame())
			}
		}
	}
}

// TestTheFooterFollowsWhoseRecordTheCursorIsOn moves along entries of several
// reps.
func TestTheFooterFollowsWhoseRecordTheCursorIsOn(t *testing.T) {
	d := looker(t, manager)
	d.Send(panel.Scope{})
	d.Press("8")
	seen := map[bool]int{}
	for range 12 {
		rows := d.Rows()
		offered := strings.Contains(rows[len(rows)-1], "take back")
		seen[offered]++
		d.Press("e")
		if d.Shows("somebody else's") == offered {
			t.Errorf("offered is %v, but:\n%s", offered, d.Frame())
		}
		d.Press("esc", "j")
	}
	if len(seen) != 2 {
		t.Errorf("whether it is offered: %v", seen)
	}
}

// TestAnOwnerIsChosenForWhatIsSomebodyElses holds that who may hand over is asked
// for that and nothing besides.
func TestAnOwnerIsChosenForWhatIsSomebodyElses(t *testing.T) {
	for _, c := range []struct {
		name string
		open []string
	}{{"Globex rollout 17", []string{"3", "v", "/"}}, {"Globex", []string{"7", "/"}}} {
		d, name := looker(t, manager), c.name
		d.Send(panel.Scope{})
		d.Press(c.open...)
		d.Type(name)
		d.Press("enter", "e")
		d.MustShow("Hand over "+name, "owner")
		if d.Shows("source") {
			t.Errorf("for %s it asks for more:\n%s", name, d.Frame())
		}
		d.Press("ctrl+u")
		d.Type("Dana Fox")
		d.Press("ctrl+o")
		d.MustShow(name + " is Dana Fox's now")
	}
}
