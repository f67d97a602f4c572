package demo

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

var today = noon(2026, 11, 24)

func digest(o Options) string {
	h := sha256.New()
	for g := range Groups(o) {
		fmt.Fprintf(h, "%v\n", g)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestSameOptionsSameBodies(t *testing.T) {
	o := Options{Seed: 7, Now: today, Scale: 0.3}
	first := digest(o)
	if again := digest(o); again != first {
		t.Error("the same options gave other bodies")
	}
	o.Seed++
	if digest(o) == first {
		t.Error("another seed gave the same bodies")
	}
}

// Every body is valid, ids of activities are not used twice, groups are in
// order, and nothing is recorded in the future.
func TestBodiesAreSound(t *testing.T) {
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{
		{Seed: 1, Now: today}, {Seed: 2, Now: noon(2027, 1, 1), Zone: zone, Currency: "JPY", Minor: 1, Scale: 0.2},
		{Seed: 3, Now: time.Date(2028, 2, 29, 23, 59, 0, 0, time.UTC), Scale: 3},
	} {
		sound(t, o)
	}
}

func sound(t *testing.T, o Options) {
	t.Helper()
	seen := make(map[record.ID]bool)
	last := record.Week.Start(record.DateOf(o.Now), 0) - 1
	newest := record.Time{}
	for g := range Groups(o) {
		if g.At.Unix > o.Now.Unix() {
			t.Fatalf("recorded in the future: %v", g)
		}
		if g.At.Unix < newest.Unix && g.At.Date() >= last-7*weeks {
			t.Fatalf("after its time: %v", g)
		}
		if g.At.Compare(newest) > 0 {
			newest = g.At
		}
		for _, b := range g.Bodies {
			if err := b.Validate(); err != nil {
				t.Fatalf("%v: %+v", err, b)
			}
			a, ok := b.(event.Activity)
			if !ok {
				continue
			}
			if seen[a.ID] {
				t.Fatalf("id twice: %+v", a)
			}
			seen[a.ID] = true
			if d := a.At.Date(); d.Weekday()%6 == 0 || isHoliday(d) {
				t.Fatalf("at work on %s: %+v", d, a)
			}
		}
	}
	if newest.Date() < last-3 {
		t.Errorf("the records end on %s", newest.Date())
	}
}

// The team is as large as the package says.
func TestBelievable(t *testing.T) {
	m := fold(t, Options{Seed: 1, Now: today})
	b := m.Book()
	acts := m.Activities()
	n := map[string]int{"reps": len(b.Reps), "accounts": len(b.Accounts), "deals": len(b.Deals), "activities": len(acts), "contacts": len(b.Contacts)}
	for what, span := range map[string][2]int{"reps": {12, 13}, "accounts": {120, 200}, "deals": {2000, 3200}, "activities": {40_000, 62_000}, "contacts": {200, 700}} {
		if n[what] < span[0] || n[what] > span[1] {
			t.Errorf("%d %s", n[what], what)
		}
	}
	day := record.DateOf(today)
	for what, has := range map[string]bool{
		"a rep who left": slices.ContainsFunc(b.RepList(), func(r *record.Rep) bool { return r.Ended != 0 }),
		"pushed twice":   someDeal(b, func(s *record.DealState) bool { return s.Open() && s.Pushes > 1 }),
		"no next step":   someDeal(b, func(s *record.DealState) bool { return s.Open() && s.NextStep == "" }),
		"overdue":        someDeal(b, func(s *record.DealState) bool { return s.Open() && s.Expected < day }),
		"rotting":        someDeal(b, func(s *record.DealState) bool { return s.Open() && s.StageSince.Date() < day-90 }),
		"a step ahead":   someDeal(b, func(s *record.DealState) bool { return s.Open() && s.NextDue.Date() > day }),
		"churn":          slices.ContainsFunc(b.AccountList(), func(a *record.Account) bool { return !a.Lost.IsZero() }),
		"goals":          len(b.Goals) > 100,
		"annotations":    len(b.Annotations) > 5,
		"traffic":        len(b.Measures["website traffic"].Points) > 720,
		"a meeting held": slices.ContainsFunc(acts, func(a record.Activity) bool { return a.Kind == "meeting" && a.Outcome == "held" }),
	} {
		if !has {
			t.Errorf("lacks: %s", what)
		}
	}
	won, lost := 0, 0
	for _, d := range b.Deals {
		if d.Now.Won() {
			won++
		} else if !d.Now.Open() {
			lost++
		}
	}
	if rate := float64(won) / float64(won+lost); rate < 0.35 || rate > 0.55 {
		t.Errorf("win rate %.2f (%d of %d)", rate, won, won+lost)
	}
}

func someDeal(b *record.Book, is func(*record.DealState) bool) bool {
	for _, d := range b.Deals {
		if is(&d.Now) {
			return true
		}
	}
	return false
}

func fold(t testing.TB, o Options) *event.Memory {
	t.Helper()
	m := event.NewMemory()
	c := &event.Clock{Node: 1, Last: record.Stamp{Wall: o.Now.UnixMilli()}}
	if err := m.Append(c, record.ID{}, Setup(o)...); err != nil {
		t.Fatal(err)
	}
	for g := range Groups(o) {
		if err := m.Append(c, g.By, g.Bodies...); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// Scale is about the number of activities.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		scale     float64
		low, high int
	}{{0.2, 9_000, 18_000}, {1, 45_000, 62_000}, {4, 150_000, 240_000}} {
		n := 0
		for g := range Groups(Options{Seed: 5, Now: today, Scale: c.scale}) {
			for _, b := range g.Bodies {
				if b.Code() == event.CodeActivity {
					n++
				}
			}
		}
		if n < c.low || n > c.high {
			t.Errorf("scale %v: %d activities", c.scale, n)
		}
	}
}

func BenchmarkGroups(b *testing.B) {
	b.ReportAllocs()
	n := 0
	for range b.N {
		for g := range Groups(Options{Seed: 1, Now: today}) {
			n += len(g.Bodies)
		}
	}
	b.ReportMetric(float64(n)/float64(b.N), "bodies")
}
