package tui

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/panel"
)

func TestWhatManyAskForIsWorkedOutOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewShared(nil)
		var worked atomic.Int32
		ask := func() (any, error) {
			return s.once(t.Context(), question{what: "x", facts: 1}, func() (any, error) {
				time.Sleep(time.Second) // of the test's clock: the others come meanwhile
				return int(worked.Add(1)), nil
			})
		}
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				if v, err := ask(); v != 1 || err != nil {
					t.Errorf("%v, %v", v, err)
				}
			})
		}
		wg.Wait()
		if v, _ := ask(); v != 1 {
			t.Errorf("an answer that is known was worked out again")
		}
	})
}

func TestWhoWaitsGoesOnWhenTheWorkIsEnded(t *testing.T) {
	for name, end := range map[string]func(context.CancelFunc){
		"cancelled": func(cancel context.CancelFunc) { cancel() },
		"panicked":  func(context.CancelFunc) { panic("in an evaluation") },
	} {
		synctest.Test(t, func(t *testing.T) {
			s := NewShared(nil)
			q := question{what: "x", facts: 1}
			ctx, cancel := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			wg.Go(func() {
				defer func() { _ = recover() }()
				_, _ = s.once(ctx, q, func() (any, error) {
					time.Sleep(time.Second)
					end(cancel)
					return "half", nil
				})
			})
			time.Sleep(time.Millisecond)
			wg.Go(func() {
				v, err := s.once(t.Context(), q, func() (any, error) { return "whole", nil })
				if v != "whole" || err != nil {
					t.Errorf("%s: %v, %v", name, v, err)
				}
			})
			wg.Wait()
			cancel()
		})
	}
}

func TestAWaitEndsWithItsOwnContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewShared(nil)
		q := question{what: "x"}
		go func() { _, _ = s.once(t.Context(), q, func() (any, error) { time.Sleep(time.Hour); return 1, nil }) }()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		time.Sleep(time.Millisecond)
		if _, err := s.once(ctx, q, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		time.Sleep(2 * time.Hour)
	})
}

func TestOnlyAnswersForTheNewestStateAreKept(t *testing.T) {
	s := NewShared(nil)
	fails := errors.New("the disk is gone")
	for i := range uint64(2 * answersKept) {
		q := question{what: "x", facts: 1, today: record.Date(i)}
		if _, err := s.once(t.Context(), q, func() (any, error) { return i, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.answers) != answersKept || len(s.asked) != answersKept {
		t.Errorf("%d answers, %d questions", len(s.answers), len(s.asked))
	}
	s.learn(1, 2, Snapshot{}, metrics.Changes{})
	if len(s.answers)+len(s.asked) != 0 {
		t.Errorf("%d answers of an old state", len(s.answers))
	}
	if _, err := s.once(t.Context(), question{facts: 2}, func() (any, error) { return nil, fails }); !errors.Is(err, fails) || len(s.answers) != 0 {
		t.Errorf("a failure was kept: %v", err)
	}
}

// TestChangesBetweenStates holds that what an engine is told covers every step
// between two states, also when cockpits read in strides of different lengths.
func TestChangesBetweenStates(t *testing.T) {
	day := func(d ...record.Date) metrics.Changes { return metrics.Changes{Days: d, Kinds: []string{"call"}} }
	s := NewShared(nil)
	s.learn(0, 1, Snapshot{}, metrics.Changes{All: true})
	s.learn(1, 2, Snapshot{}, day(12))
	s.learn(1, 3, Snapshot{}, day(12, 13)) // one that was behind
	s.learn(3, 4, Snapshot{}, day(14))
	s.learn(2, 3, Snapshot{}, day(13))
	for _, c := range []struct {
		from, to uint64
		all      bool
		days     []record.Date
	}{
		{4, 4, false, nil}, {3, 4, false, []record.Date{14}}, {2, 4, false, []record.Date{13, 14}}, {1, 4, false, []record.Date{12, 13, 14}},
		{0, 1, true, nil}, {0, 4, true, nil}, {4, 9, true, nil}, {4, 3, true, nil}, {9, 4, true, nil},
	} {
		got := s.since(c.from, c.to)
		if got.All != c.all {
			t.Errorf("%d to %d: all is %v", c.from, c.to, got.All)
		}
		for _, d := range c.days {
			if !slices.Contains(got.Days, d) && !got.All {
				t.Errorf("%d to %d: day %d is missing in %v", c.from, c.to, d, got.Days)
			}
		}
	}
	for i := range uint64(3 * stepsKept) {
		s.learn(4+i, 5+i, Snapshot{}, day(1))
	}
	if len(s.steps) > stepsKept || !s.since(4, s.newest.facts).All {
		t.Errorf("%d strides are kept", len(s.steps))
	}
}

// told remembers what it was told.
type told struct{ changes []metrics.Changes }

func (t *told) Changed(_ *record.Book, c metrics.Changes) { t.changes = append(t.changes, c) }

// TestNobodyWorksForAStateBeforeTheOneItKnows holds that what is asked for an
// older state is worked out for the newest, and that where there is no newer one
// everything may be different.
func TestNobodyWorksForAStateBeforeTheOneItKnows(t *testing.T) {
	s := NewShared(nil)
	s.learn(0, 9, Snapshot{Seq: 9}, metrics.Changes{All: true})
	s.learn(9, 10, Snapshot{Seq: 10}, metrics.Changes{Days: []record.Date{1}})
	var l told
	knows := uint64(9)
	step := func(facts, want uint64, news int) {
		k, _ := s.catchUp(&l, &knows, known{facts, Snapshot{Seq: facts}}, panel.Data{})
		if k.facts != want || k.snap.Seq != want || knows != want || len(l.changes) != news {
			t.Errorf("asked for %d it works for %d, knows %d, was told %v", facts, k.facts, knows, l.changes)
		}
	}
	step(10, 10, 1)
	step(9, 10, 1)
	knows = 11 // of a file that is another one now
	step(9, 10, 2)
	if l.changes[0].All || !l.changes[1].All {
		t.Errorf("told %v", l.changes)
	}
}

// TestCockpitsShareWhatTheyShow holds that two cockpits on one state show the
// same values, not equal ones, and that a panel's evaluation runs once for
// those who see the same part.
func TestCockpitsShareWhatTheyShow(t *testing.T) {
	first, memory := seeker(t)
	shared := first.shared
	shared.many = true
	snap := first.state.snap
	ran := 0
	spec := panel.Spec{ID: "x", Eval: func(_ context.Context, d panel.Data) any { ran++; return len(d.Book.Deals) }}
	ask := func(part string, totals bool) any {
		k := known{1, snap}
		if part != "" {
			k.snap.Part, k.snap.Whole = part, Facts{memory.Book(), memory}
			k.snap.Book = record.NewBook()
		}
		d := first.state.data
		d.Book = k.snap.Book
		spec.Totals = totals
		own, err := shared.own(t.Context(), spec, d, k)
		if err != nil {
			t.Fatal(err)
		}
		return own
	}
	all := len(memory.Book().Deals)
	once, again := ask("", false), ask("", false)
	if once != all || again != all || ran != 1 {
		t.Errorf("an evaluation ran %d times", ran)
	}
	if ask("rep/ann", false) != 0 || ask("rep/bob", true) != all || ran != 3 {
		t.Errorf("parts see what they may not, or totals are not of all; %d runs", ran)
	}
	a, err := shared.numbers(t.Context(), first.state.data, known{1, snap})
	b, failed := shared.numbers(t.Context(), first.state.data, known{1, snap})
	if err != nil || failed != nil || len(a.report.Indicators) == 0 || &a.report.Indicators[0] != &b.report.Indicators[0] {
		t.Error("the numbers were worked out twice")
	}
	view := first.state.data.View()
	if want := metrics.Readings(t.Context(), view, periods); want.Find("deals_won").Value != a.report.Find("deals_won").Value {
		t.Error("shared numbers differ from those worked out afresh")
	}
}
