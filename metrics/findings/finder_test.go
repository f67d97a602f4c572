package findings_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"foresail/metrics"
	"foresail/metrics/findings"
	"foresail/metrics/leadlag"
	"foresail/store/demo"
	"foresail/store/event"
	"foresail/store/record"
)

// file is the made-up team of two years in memory.
type file struct {
	t     *testing.T
	mem   *event.Memory
	clock *event.Clock
	today record.Date
	calls byte
}

func newFile(t *testing.T) *file { return newFileOf(t, 1) }

func newFileOf(t *testing.T, seed uint64) *file {
	t.Helper()
	o := demo.Options{Seed: seed, Now: time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)}
	f := &file{t: t, mem: event.NewMemory(), clock: &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}, today: record.DateOf(o.Now)}
	f.append(demo.Setup(o)...)
	for g := range demo.Groups(o) {
		f.append(g.Bodies...)
	}
	return f
}

func (f *file) append(bodies ...event.Body) {
	f.t.Helper()
	if err := f.mem.Append(f.clock, record.ID{}, bodies...); err != nil {
		f.t.Fatal(err)
	}
}

func (f *file) view() metrics.View {
	return metrics.View{Book: f.mem.Book(), Days: f.mem, Syms: f.mem.Syms, AsOf: f.today, Period: record.Week}
}

// call records a call on a day.
func (f *file) call(finder *findings.Finder, day record.Date) {
	f.calls++
	f.append(event.Activity{Activity: record.Activity{ID: record.ID{1, f.calls}, At: record.TimeOf(day.Time().Add(9 * time.Hour)), Kind: "call"}})
	finder.Changed(f.mem.Book(), metrics.Changes{Days: []record.Date{day}, Kinds: []string{"call"}})
}

func TestOnlyWhatChangesAWholePeriodIsWorkedOutAnew(t *testing.T) {
	f, finder := newFile(t), &findings.Finder{}
	ctx := context.Background()
	var steps atomic.Int64
	look := func() *findings.Findings {
		t.Helper()
		steps.Store(0)
		got, err := finder.Find(ctx, f.view(), func(int, int) { steps.Add(1) })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := look()
	if first.Counts[leadlag.Leads] == 0 || steps.Load() == 0 || len(first.Ranked) != len(first.Report.Pairs) {
		t.Fatalf("%d steps, %v", steps.Load(), first.Counts)
	}
	if look() != first || steps.Load() != 0 {
		t.Error("the same state was worked out twice")
	}
	f.call(finder, f.today)
	if look() != first || steps.Load() != 0 {
		t.Error("a call in a week that is not over changed what was found")
	}
	f.call(finder, f.today-14)
	second := look()
	if second == first || steps.Load() == 0 {
		t.Error("a call in a whole week changed nothing")
	}
	v := f.view()
	v.Reps = []record.ID{f.mem.Book().RepList()[0].ID}
	own, err := finder.Find(ctx, v, nil)
	if err != nil || own == second {
		t.Errorf("another scope: %v, the same %v", err, own == second)
	}
	if look() != second || steps.Load() != 0 {
		t.Error("the way back to a scope was worked out anew")
	}
	fresh, err := new(findings.Finder).Find(ctx, f.view(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range fresh.Report.Pairs {
		if a, b := fresh.Report.Pairs[i], second.Report.Pairs[i]; a.P != b.P || a.Verdict != b.Verdict {
			t.Errorf("%s → %s: %v %v from the start, %v %v after a change", a.Indicator, a.Outcome, a.Verdict, a.P, b.Verdict, b.P)
		}
	}
}

func TestACancelledSearchLeavesNothingBehind(t *testing.T) {
	f, finder := newFile(t), &findings.Finder{}
	ctx, cancel := context.WithCancel(context.Background())
	_, err := finder.Find(ctx, f.view(), func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled under way: %v", err)
	}
	if _, err := finder.Find(ctx, f.view(), nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled before: %v", err)
	}
	got, err := finder.Find(context.Background(), f.view(), nil)
	if err != nil || got.Counts[leadlag.Leads] == 0 {
		t.Errorf("after it: %v", err)
	}
}

func TestNothingIsKnownOfAnEmptyFile(t *testing.T) {
	mem := event.NewMemory()
	got, err := new(findings.Finder).Find(context.Background(), metrics.View{Book: mem.Book(), Days: mem, Syms: mem.Syms, AsOf: 20_000}, nil)
	if err != nil || len(got.Ranked) != 0 || got.Leads("calls") != nil || got.Soonest() != 0 {
		t.Errorf("%v: %+v", err, got)
	}
	var none *findings.Findings
	if none.Leads("calls") != nil || none.Pair("calls", "deals_won") != nil || none.Of("calls") != nil {
		t.Error("nil findings know something")
	}
}
