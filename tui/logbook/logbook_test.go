package logbook

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// million is a log of a million activities, a minute apart, that exists only
// as far as it is asked for. Number 0 is the newest.
const million = 1_000_000

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func numbered(i int) record.Activity {
	at := record.TimeOf(now.Add(-time.Duration(i) * time.Minute))
	return record.Activity{ID: record.ID{byte(i >> 16), byte(i >> 8), byte(i), 1}, Ref: record.Ref{Node: 1, Seq: uint64(million - i)}, Kind: "call", At: at, Note: "n"}
}

func number(a record.Activity) int { return int(million - a.Ref.Seq) }

type reader struct {
	asked, given int
	come         []record.Activity // since, newest first
}

func (r *reader) activities(_ context.Context, q panel.Query, yield func(record.Activity) bool) error {
	r.asked++
	i, step := 0, 1
	if q.Oldest {
		i, step = million-1, -1
	}
	if q.After != nil {
		i = int(million-q.After.Ref.Seq) + step
	}
	n := 0
	if q.After == nil && !q.Oldest {
		for ; n < min(q.Limit, len(r.come)); n++ {
			yield(r.come[n])
		}
	}
	for ; n < q.Limit && i >= 0 && i < million; n++ {
		r.given++
		if !yield(numbered(i)) {
			return nil
		}
		i += step
	}
	return nil
}

func open() (*logbook, *reader) {
	r := &reader{}
	env := &panel.Env{
		Say: say.English(), Now: func() time.Time { return now }, Activities: r.activities,
		Do: func(work func(context.Context) tea.Msg) tea.Cmd {
			return func() tea.Msg { return work(context.Background()) }
		},
	}
	p := Spec.New(env).(*logbook)
	send(p, panel.Size{W: 100, H: 30})
	send(p, panel.Data{Rev: 1, Facts: 1, Book: record.NewBook(), Now: now, Today: record.DateOf(now)})
	return p, r
}

func send(p *logbook, msg tea.Msg) {
	queue := []tea.Cmd{p.Update(msg)}
	for len(queue) > 0 {
		cmd := queue[0]
		queue = queue[1:]
		if cmd == nil {
			continue
		}
		switch m := cmd().(type) {
		case tea.BatchMsg:
			queue = append(queue, m...)
		case nil:
		default:
			queue = append(queue, p.Update(m))
		}
	}
}

func act(p *logbook, a keymap.Action) { send(p, panel.Act{Action: a}) }

func TestAMillionRowsFromTopToBottom(t *testing.T) {
	p, r := open()
	check := func(want int) {
		t.Helper()
		c := p.current()
		if c == nil || number(*c) != want {
			t.Fatalf("the cursor is on %v, want %d", c, want)
		}
		if len(p.rows) > window+pageSize {
			t.Fatalf("%d rows are in memory", len(p.rows))
		}
		for i := 1; i < len(p.rows); i++ {
			if number(p.rows[i]) != number(p.rows[i-1])+1 {
				t.Fatalf("row %d is followed by %d", number(p.rows[i-1]), number(p.rows[i]))
			}
		}
	}
	check(0)
	for i := range 3000 {
		act(p, panel.Down)
		check(i + 1)
	}
	for i := 3000; i > 500; i-- {
		act(p, panel.Up)
		check(i - 1)
	}
	act(p, panel.Last)
	check(million - 1)
	for i := million - 1; i > million-1500; i-- {
		act(p, panel.Up)
		check(i - 1)
	}
	act(p, panel.First)
	check(0)
	if r.given > 30_000 {
		t.Errorf("%d activities were read for 7,000 steps", r.given)
	}
}

func TestNewFactsDoNotMoveWhatOneLooksAt(t *testing.T) {
	p, _ := open()
	for range 1200 {
		act(p, panel.Down)
	}
	before := number(*p.current())
	send(p, panel.Data{Rev: 2, Facts: 2, Book: record.NewBook(), Now: now, Today: record.DateOf(now)})
	if after := number(*p.current()); after != before {
		t.Errorf("the cursor went from %d to %d", before, after)
	}
}

// comes has one more activity recorded by somebody else.
func (r *reader) comes(p *logbook) record.Activity {
	k := len(r.come) + 1
	a := numbered(0)
	a.ID, a.Ref.Seq, a.At.Unix = record.ID{0xff, byte(k)}, a.Ref.Seq+uint64(k), a.At.Unix+int64(k)
	r.come = slices.Insert(r.come, 0, a)
	send(p, panel.Data{Rev: 1 + uint64(k), Facts: 1 + uint64(k), Book: record.NewBook(), Now: now, Today: record.DateOf(now)})
	return a
}

// Whoever looks at the newest sees what comes, wherever the cursor is; it stays
// on its activity.
func TestWhatComesIsSeenAtTheTop(t *testing.T) {
	for _, row := range []int{0, 1, 5, 27} { // of 29
		p, r := open()
		for range row {
			act(p, panel.Down)
		}
		before := p.current().ID
		a := r.comes(p)
		if p.list.At().Top != 0 || p.rows[0].ID != a.ID {
			t.Errorf("from row %d what came is not in view: top %d", row, p.list.At().Top)
		}
		if row > 0 && p.current().ID != before {
			t.Errorf("from row %d the cursor went elsewhere", row)
		}
		if newer := heading(p, 100); strings.Contains(newer, "newer") {
			t.Errorf("nothing is above, but: %s", newer)
		}
	}
}

// What is open stays what it is when something newer is logged, also where it
// was the newest; where it has gone, or others' entries are asked for, it is
// closed, since the keys of a page would change another entry.
func TestTheOpenEntryNeverBecomesAnother(t *testing.T) {
	for _, row := range []int{0, 3} {
		p, r := open()
		for range row {
			act(p, panel.Down)
		}
		act(p, panel.Open)
		shown := p.current().ID
		for range 3 {
			r.comes(p)
			if c := p.current(); !p.open || c == nil || c.ID != shown {
				t.Fatalf("from row %d: open %v at %v, %v was", row, p.open, c, shown)
			}
		}
	}
	p, _ := open()
	act(p, panel.Open)
	p.put(pageMsg{n: p.asked, side: same, rows: []record.Activity{numbered(7), numbered(8)}})
	if p.open {
		t.Error("what was open has gone, and another entry is open")
	}
	p, _ = open()
	act(p, panel.Open)
	send(p, panel.Data{Rev: 2, Facts: 1, Book: record.NewBook(), Now: now, Today: record.DateOf(now), Reps: []record.ID{{7}}})
	if p.open {
		t.Error("an entry is open of whose numbers are no longer shown")
	}
}

// What comes above what is seen moves nothing, and is counted in the head row.
func TestWhatComesAboveIsCounted(t *testing.T) {
	p, r := open()
	for range 40 {
		act(p, panel.Down)
	}
	before, top := p.current().ID, p.list.At().Top
	r.comes(p)
	r.comes(p)
	if p.current().ID != before || p.list.At().Top != top+2 {
		t.Errorf("top %d, was %d", p.list.At().Top, top)
	}
	for w, want := range map[int]string{40: fmt.Sprint("▲ ", top+2), 80: fmt.Sprintf("▲ %d newer", top+2), 200: fmt.Sprintf("▲ %d newer", top+2)} {
		if head := heading(p, w); !strings.Contains(head, want) || !strings.Contains(head, "account") {
			t.Errorf("%d columns: %s", w, head)
		}
	}
	for range 1000 {
		act(p, panel.Down)
	}
	if head := heading(p, 80); !strings.Contains(head, "many newer") {
		t.Error(head)
	}
	act(p, panel.First)
	if head := heading(p, 80); strings.Contains(head, "newer") {
		t.Error(head)
	}
}

// heading gives the head row at a width.
func heading(p *logbook, w int) string {
	send(p, panel.Size{W: w, H: 30})
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(w, 30)
	p.View(s.Box())
	head, _, _ := strings.Cut(s.Text(), "\n")
	return head
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	p, _ := open()
	send(p, panel.Act{Action: panel.Filter})
	first := p.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
	second := p.Update(tea.KeyPressMsg{Code: 'b', Text: "b"})
	late := first().(pageMsg)
	late.rows = []record.Activity{numbered(77)}
	p.Update(second())
	p.Update(late)
	if len(p.rows) == 1 {
		t.Error("the answer to an older question took the place of the newer one")
	}
}

func TestMultiLineNotesAreOneLineInTheList(t *testing.T) {
	p, _ := open()
	if s := p.remark(record.Activity{Note: "a\nb"}); strings.Contains(s, "\n") {
		t.Errorf("%q", s)
	}
}

func TestEveryDurationHasAFormThatFitsItsColumn(t *testing.T) {
	p := &logbook{env: &panel.Env{Say: say.English()}}
	for s := int32(1); s <= 86_400; s += 7 {
		forms := p.duration(record.Activity{Seconds: s})
		if last := forms[len(forms)-1]; len(last) > 7 {
			t.Fatalf("%d s is %q at its shortest", s, last)
		}
	}
	if got := p.duration(record.Activity{Seconds: 76 * 60})[1]; got != "76 min" {
		t.Errorf("an hour and a quarter is %q", got)
	}
}

// Another tab points to an activity: it is opened, whatever is filtered or
// shown; one that is nowhere near leaves the list at its newest.
func TestAnActivityPointedToIsOpened(t *testing.T) {
	p, _ := open()
	at := func(i int) panel.About { return panel.About{Activity: numbered(i).Ref} }
	send(p, at(17))
	if c := p.current(); !p.open || c == nil || number(*c) != 17 {
		t.Fatalf("open %v at %v", p.open, p.current())
	}
	act(p, panel.Back)
	act(p, panel.Last)
	act(p, panel.Filter)
	send(p, at(3))
	if c := p.current(); !p.open || p.Typing() || c == nil || number(*c) != 3 {
		t.Fatalf("from the end: open %v at %v", p.open, p.current())
	}
	act(p, panel.Back)
	send(p, at(million/2))
	if c := p.current(); p.open || c == nil || number(*c) != 0 {
		t.Fatalf("one far back: open %v at %v", p.open, p.current())
	}
	send(p, panel.Wheel{N: 2})
	send(p, panel.About{})
	if p.open {
		t.Error("nothing was pointed to, and is open")
	}
}

// TestASlowSearchShowsWhatItHasFoundSoFar reads a log in which every match
// takes long to come to: what is found is shown, and the rest follows by
// itself.
func TestASlowSearchShowsWhatItHasFoundSoFar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const matches = 20
		env := &panel.Env{
			Say: say.English(), Now: func() time.Time { return now },
			Activities: func(ctx context.Context, q panel.Query, yield func(record.Activity) bool) error {
				from := 0
				if q.After != nil {
					from = int(million-q.After.Ref.Seq) + 1
				}
				for i := from; i < matches; i++ {
					time.Sleep(60 * time.Millisecond)
					if !yield(numbered(i)) {
						return nil
					}
				}
				return nil
			},
			Do: func(work func(context.Context) tea.Msg) tea.Cmd {
				return func() tea.Msg { return work(t.Context()) }
			},
		}
		p := Spec.New(env).(*logbook)
		send(p, panel.Size{W: 100, H: 30})
		cmd := p.Update(panel.Data{Rev: 1, Facts: 1, Book: record.NewBook(), Now: now, Today: record.DateOf(now)})
		began, seen := time.Now(), []int{}
		for cmd != nil {
			msg := cmd()
			if several, ok := msg.(tea.BatchMsg); ok {
				msg = several[0]()
			}
			cmd = p.Update(msg)
			seen = append(seen, len(p.rows))
			if len(seen) == 1 && time.Since(began) > 300*time.Millisecond {
				t.Errorf("the first are shown after %v", time.Since(began))
			}
		}
		if len(seen) < 4 || seen[len(seen)-1] != matches || !slices.IsSorted(seen) {
			t.Errorf("rows shown: %v, want more and more up to %d", seen, matches)
		}
		for i, a := range p.rows {
			if number(a) != i {
				t.Fatalf("row %d is number %d", i, number(a))
			}
		}
	})
}
