package pipeline_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui"
	"foresail/tui/panel"
	"foresail/tui/tuitest"
)

// team gives the made-up team of two years.
var team = sync.OnceValue(func() *tuitest.Logbook {
	book := tuitest.NewLogbook(tuitest.Noon)
	o := demo.Options{Seed: 1, Now: tuitest.Noon}
	bodies := append([]event.Body(nil), demo.Setup(o)...)
	for g := range demo.Groups(o) {
		bodies = append(bodies, g.Bodies...)
	}
	book.Seed(bodies...)
	return book
})

func click(d *tuitest.Driver, x, y int) {
	d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// TestAClickLeavesTheBoardWhereItIs clicks a card of every row in sight at 80×24, in
// every column: the board stays, and the second click opens the very card.
func TestAClickLeavesTheBoardWhereItIs(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("r", "3")
	before := heads(d)
	for x := 5; x < 80; x += 25 {
		for y := 9; y < 20; y += 4 {
			click(d, x, y)
			d.Press("y")
			name, _, _ := strings.Cut(d.Clip, "\t")
			if after := heads(d); after != before {
				t.Fatalf("a click on (%d,%d) moved the board from %q to %q", x, y, before, after)
			}
			click(d, x, y)
			d.MustShow("enter: all that happened")
			if !strings.HasPrefix(strings.TrimSpace(d.Rows()[3]), name) {
				t.Fatalf("the second click on (%d,%d) opened another deal than %q:\n%s", x, y, name, strings.Join(d.Rows(), "\n"))
			}
			d.Press("esc")
			d.Frame() // what is clicked on next is what is shown
		}
	}
}

// heads gives the row with the names of the lanes in sight.
func heads(d *tuitest.Driver) string {
	rows := d.Rows()
	for i, row := range rows {
		if strings.Contains(row, "  ─") {
			return rows[i-1]
		}
	}
	d.T.Fatalf("no board is shown:\n%s", strings.Join(rows, "\n"))
	return ""
}

// TestTheBoardMovesByOneLane walks over the lanes with a key: the board moves
// only at its edge, and by no more than a lane.
func TestTheBoardMovesByOneLane(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("r", "3")
	moved, before := 0, heads(d)
	for range 2 { // three lanes are seen
		d.Press("l")
		if heads(d) != before {
			t.Fatalf("the board moved before its edge:\n%s", strings.Join(d.Rows(), "\n"))
		}
	}
	for range 8 {
		d.Press("l")
		if now := heads(d); now != before {
			moved, before = moved+1, now
		}
	}
	for range 2 {
		d.Press("h")
		if heads(d) != before {
			t.Fatalf("the board moved back before its edge:\n%s", strings.Join(d.Rows(), "\n"))
		}
	}
	if moved == 0 {
		t.Error("the last lanes are never seen")
	}
}

// TestACopySaysTheAmountExactly copies deals of every lane and compares them
// with the data.
func TestACopySaysTheAmountExactly(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("r", "3")
	amounts := map[string]bool{}
	for _, deal := range team().Book().Deals {
		if deal.Now.Open() && deal.Now.HasAmount {
			amounts[deal.Now.Title+"\t"+exact(deal.Now.Amount)] = true
		}
	}
	for range 4 {
		d.Press("y")
		f := strings.Split(d.Clip, "\t")
		if !amounts[f[0]+"\t"+f[1]] {
			t.Errorf("%q is no deal with its exact amount", d.Clip)
		}
		d.Press("l")
	}
}

func exact(m record.Money) string { return say.English().Money(m) }

// part is a file of which only the own deals of a rep may be seen, or none.
type part struct {
	*tuitest.Logbook
	rep record.ID // zero for none
}

func (p part) Snapshot(ctx context.Context) (tui.Snapshot, error) {
	s, err := p.Logbook.Snapshot(ctx)
	s.Part, s.Whole = "own", tui.Facts{Book: s.Book, Days: s.Days}
	own := record.Part{Deals: map[record.ID]*record.Deal{}, Goal: func(*record.Goal) bool { return true }, Setting: func(string) bool { return true }}
	for id, d := range s.Book.Deals {
		if !p.rep.IsZero() && d.Now.Rep == p.rep {
			own.Deals[id] = d
		}
	}
	s.Book = s.Book.Part(own)
	return s, err
}

// Where the deals of the team may not be seen, the stages say what the team has
// in them all the same, and a line whose deals are shown.
func TestTotalsWithoutTheDeals(t *testing.T) {
	whole := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 200, 60)
	whole.Press("r", "3")
	want := notes(whole)
	if len(strings.Fields(want)) < 12 {
		t.Fatalf("no notes of stages: %q\n%s", want, strings.Join(whole.Rows(), "\n"))
	}
	for _, c := range []struct {
		rights panel.Rights
		rep    record.ID
		says   string
	}{
		{panel.SeeTotals, record.ID{}, "not for your role"},
		{panel.SeeTotals | panel.SeeOwn | panel.Log, tuitest.Me, "Your deals; the totals"},
	} {
		for _, size := range [][2]int{{40, 20}, {80, 24}, {120, 36}, {200, 60}} {
			o := tuitest.Options(part{team(), c.rep}, c.rep, tuitest.Noon)
			o.Rights = c.rights
			d := tuitest.StartWith(t, o, size[0], size[1])
			d.Press("3")
			if !c.rep.IsZero() {
				d.Press("r")
			}
			d.MustShow(c.says[:8])
			if size[0] == 200 {
				if got := notes(d); got != want {
					t.Errorf("the stages have %q, want %q", got, want)
				}
			}
			d.Press("v")
			d.MustShow(c.says[:8])
		}
	}
}

// notes gives the row with the names of the lanes and what they hold.
func notes(d *tuitest.Driver) string {
	rows := d.Rows()
	for i, r := range rows {
		if strings.Contains(r, "Qualified") && i > 0 {
			return strings.Join(strings.Fields(r), " ")
		}
	}
	return strings.Join(rows, "\n")
}

// TestTheFunnelLeadsToTheDealsOfAStage: it shows what became of the deals, with
// how sure that is, and Enter leads to the lane.
func TestTheFunnelLeadsToTheDealsOfAStage(t *testing.T) {
	d := tuitest.Start(t, team(), tuitest.Me, tuitest.Noon, 80, 24)
	d.Press("r", "3")
	d.MustShow("% go on")
	d.Press("f")
	d.MustShow("go on", "between", "deals entered Lead", "in 95 of 100")
	d.Press("w")
	if d.Shows("as won?") {
		t.Errorf("a deal that is not seen is asked about:\n%s", d.Frame())
	}
	d.Press("G")
	d.MustShow("deals won and", "of those closed")
	d.Press("k", "k")
	d.MustShow("deals entered Proposal", "rots here after")
	d.Press("enter", "y")
	if !strings.HasSuffix(d.Clip, "\tProposal") {
		t.Errorf("the cursor is on %q", d.Clip)
	}
	d.Press("f", "esc")
	d.MustShow("% go on")
	d.Press("v", "f", "f")
	d.MustShow("next step")
	if d.Quit {
		t.Error("left")
	}
}
