package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui/panel"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// seeker is an App that shows the made-up team of two years, before its first
// search.
func seeker(t *testing.T) (*App, *event.Memory) {
	t.Helper()
	memory, clock := event.NewMemory(), &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}
	o := demo.Options{Seed: 1, Now: noon}
	bodies := append([]event.Body(nil), demo.Setup(o)...)
	for g := range demo.Groups(o) {
		bodies = append(bodies, g.Bodies...)
	}
	if err := memory.Append(clock, record.ID{}, bodies...); err != nil {
		t.Fatal(err)
	}
	a := New(t.Context(), Options{Logbook: noFile{}, Now: func() time.Time { return noon }, Team: true, Poll: -1})
	snap := Snapshot{Book: memory.Book(), Days: memory, Syms: memory.Syms}
	a.state.known, a.state.snap, a.state.source = true, snap, snap
	a.state.rev, a.state.facts = 1, 1
	a.shared.learn(0, 1, snap, metrics.Changes{All: true})
	a.state.data = panel.Data{Rev: 1, Facts: 1, Book: memory.Book(), Days: memory, Syms: memory.Syms, Now: noon, Today: record.DateOf(noon), Period: record.Week}
	return a, memory
}

// noFile is a data file that nobody asks.
type noFile struct{ Logbook }

// ended gives the message that ends the search that a command starts.
func ended(t *testing.T, cmd tea.Cmd) foundMsg {
	t.Helper()
	if cmd == nil {
		t.Fatal("no search was started")
	}
	batch, ok := cmd().(tea.BatchMsg)
	if !ok || len(batch) == 0 {
		t.Fatal("no search was started")
	}
	msg, ok := batch[0]().(foundMsg)
	if !ok {
		t.Fatal("the command is no search")
	}
	return msg
}

func TestASearchForAnotherPeriodEndsTheOneUnderWay(t *testing.T) {
	a, _ := seeker(t)
	first := a.seek()
	a.state.data.Period = record.Month
	if a.seek() != nil {
		t.Error("two searches at the same time")
	}
	msg := ended(t, first)
	if !errors.Is(msg.err, context.Canceled) {
		t.Errorf("the first search went on: %v", msg.err)
	}
	msg = ended(t, a.foundLeads(msg))
	a.foundLeads(msg)
	if f := a.state.data.Findings; f.State(1) != panel.Ready || f.Found.Report.Unit != "month" {
		t.Errorf("%+v", f)
	}
	a.state.data.Period = record.Week
	back := a.seek()
	a.state.data.Period = record.Month
	a.seek()
	a.state.data.Period = record.Week // there and back while the first is cancelled
	msg = ended(t, a.foundLeads(ended(t, back)))
	if msg.err != nil || msg.found.Report.Unit != "week" {
		t.Errorf("after a way there and back: %v", msg.err)
	}
}

func TestEntriesWaitForTheSearchToSettle(t *testing.T) {
	a, _ := seeker(t)
	a.foundLeads(ended(t, a.seek()))
	known := a.state.data.Findings.Found
	if known == nil || a.seek() != nil {
		t.Fatal("what is known is looked for again")
	}
	rev := a.state.data.Rev
	a.search.took = 3 * time.Second
	for range 20 {
		a.state.data.Facts++
		cmd := a.seek()
		if resting := a.search.resting; !resting || a.search.job != nil {
			t.Fatal("an entry started a search at once")
		}
		if a.state.data.Facts > 2 && cmd != nil {
			t.Fatal("an entry started a second wait")
		}
	}
	if got := a.state.data.Findings.State(a.state.data.Facts); got != panel.Earlier {
		t.Errorf("findings of an earlier state are %v", got)
	}
	cmd, _ := a.leads(restedMsg{})
	a.state.data.Facts++ // one more while it runs: it is finished, and then there is a wait
	if a.seek() != nil || a.search.job == nil {
		t.Error("a search that an entry overtook was ended")
	}
	next := a.foundLeads(ended(t, cmd))
	if next == nil || !a.search.resting || a.search.job != nil {
		t.Error("after a search the next one did not wait")
	}
	if f := a.state.data.Findings; f.Found != known || a.state.data.Rev != rev {
		t.Error("findings that did not change were handed out as new data")
	}
}

// TestASearchIsStoppedLikeAllLongWork holds that one who stops it is left alone
// with it, is told how to start it, and gets it when asking, or looking at
// something else.
func TestASearchIsStoppedLikeAllLongWork(t *testing.T) {
	a, _ := seeker(t)
	now := noon
	a.now = func() time.Time { return now }
	again := func() bool {
		return slices.ContainsFunc(a.chores(), func(c choice) bool { return c.text == a.say.T("action.leads.again") })
	}
	stop := func(cmd tea.Cmd) {
		t.Helper()
		a.do(actStop)
		if a.toast.text != a.say.T("work.none") {
			t.Fatalf("%q is shown before it is said to be under way", a.toast.text)
		}
		now = now.Add(patience)
		a.step(stepMsg{a.search.job, 1, 2})
		a.do(actStop)
		if msg := ended(t, cmd); !errors.Is(msg.err, context.Canceled) {
			t.Errorf("it went on: %v", msg.err)
		} else {
			a.foundLeads(msg)
		}
	}
	if again() {
		t.Error("what nobody stopped is offered again")
	}
	stop(a.seek())
	f := a.state.data.Findings
	if f.State(1) != panel.Broken || !strings.Contains(a.toast.text, "Look for leads again") || a.say.Err(f.Err) != a.toast.text || len(a.works) > 0 {
		t.Errorf("%+v, said is %q", f, a.toast.text)
	}
	a.state.data.Facts++
	if a.seek() != nil || !again() {
		t.Error("an entry starts it again, or it cannot be asked for")
	}
	msg := ended(t, a.seekAgain())
	a.foundLeads(msg)
	if a.state.data.Findings.State(a.state.data.Facts) == panel.Broken || again() {
		t.Errorf("asked for it is %+v", a.state.data.Findings)
	}
	a.state.data.Period = record.Month
	stop(a.seek())
	a.state.data.Period = record.Quarter
	if cmd := a.seek(); cmd == nil || a.search.halted != nil {
		t.Error("another period does not start it")
	}
}

func TestASearchOverAFileThatCannotBeReadIsNotShown(t *testing.T) {
	a, _ := seeker(t)
	a.state.source = Snapshot{Err: func() error { return errors.New("the disk is gone") }}
	a.foundLeads(ended(t, a.seek()))
	if a.search.found.Found != nil || !a.state.unread || !a.state.failed || a.state.known {
		t.Errorf("%+v", a.search.found)
	}
}

func TestNewerDataEndsWhatAPanelWorksOut(t *testing.T) {
	a, _ := seeker(t)
	var seen context.Context
	a.tabs[a.front].spec.Eval = func(ctx context.Context, _ panel.Data) any { seen = ctx; return ctx.Err() }
	old := a.feed()
	if a.feed() != nil {
		t.Error("the same was asked for twice")
	}
	a.take(dataMsg{data: a.state.data})
	msg, _ := old().(ownMsg)
	if !errors.Is(seen.Err(), context.Canceled) || msg.data.Own == nil {
		t.Error("what newer data supersedes was worked out to the end")
	}
	if a.takeOwn(msg); a.tabs[a.front].fed != 0 {
		t.Error("what was superseded was handed to the panel")
	}
}

func TestWhatAPanelWorkedOutOfAFileThatCannotBeReadIsNotShown(t *testing.T) {
	a, _ := seeker(t)
	a.state.source = Snapshot{Err: func() error { return errors.New("the disk is gone") }}
	a.tabs[a.front].spec.Eval = func(context.Context, panel.Data) any { return 1 }
	a.takeOwn(a.feed()().(ownMsg))
	if a.tabs[a.front].fed != 0 || !a.state.unread || a.state.known {
		t.Error("it was handed to the panel")
	}
	if a.feed() == nil {
		t.Error("it is not asked for again")
	}
}

func TestChangesReachTheSearchOnce(t *testing.T) {
	a, memory := seeker(t)
	a.foundLeads(ended(t, a.seek()))
	day := record.DateOf(noon) - 14
	if err := memory.Append(&event.Clock{Node: 2}, record.ID{}, event.Activity{Activity: record.Activity{ID: record.ID{9}, At: record.TimeOf(day.Time()), Kind: "call"}}); err != nil {
		t.Fatal(err)
	}
	was := a.search.found.Found
	a.search.settle = -1
	a.read(readMsg{snap: Snapshot{Book: memory.Book(), Days: memory, Syms: memory.Syms}, changes: &metrics.Changes{Days: []record.Date{day}, Kinds: []string{"call"}}})
	a.state.data.Book, a.state.data.Facts, a.state.source = memory.Book(), a.state.data.Facts+1, a.state.snap
	a.foundLeads(ended(t, a.seek()))
	if a.search.found.Found == was {
		t.Error("a call in a whole week did not reach the search")
	}
}

// TestASharedSearchGoesOnWhenOneWhoWaitsLeaves: it tells how far it is to who
// left as well.
func TestASharedSearchGoesOnWhenOneWhoWaitsLeaves(t *testing.T) {
	shared := NewShared(nil)
	d := panel.Data{Period: record.Week}
	running := &hunt{done: make(chan struct{}), lost: true}
	shared.hunts[scopeKey(d.Reps)+"/"+d.Period.String()+"/"+d.Today.String()] = running // another cockpit's
	a := &App{ctx: t.Context(), shared: shared, now: time.Now}
	a.state.data = d
	work := a.start(sightOf(d))().(tea.BatchMsg)[0]
	a.search.job.end()
	work()
	if len(running.steps) != 1 {
		t.Fatalf("%d wait for the steps of the search", len(running.steps))
	}
	for _, step := range running.steps {
		step(1, 10)
	}
}
