package metrics_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"pgregory.net/rapid"
)

// november is a team in the middle of November 2026, a month of 21 working
// days. What every number has to be is worked out by hand beside it.
func november(t *testing.T) *world {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.goal("booked_revenue", "", record.Month, 60_000_00)
	add := func(name, from, st, close string, minor int64, more ...record.Assign) {
		fields := append([]record.Assign{stage(st), owned("ann"), worth(minor)}, more...)
		if close != "" {
			fields = append(fields, expected(close))
		}
		w.deal(name, from, fields...)
	}
	add("won", "2026-10-05", "proposal", "2026-11-10", 20_000_00)
	w.deal("won", "2026-11-06", stage(record.StageWon))
	add("sure", "2026-10-06", "negotiation", "2026-11-30", 10_000_00) // 0.75
	add("fair", "2026-10-07", "proposal", "2026-11-25", 8_000_00)     // 0.50
	add("late", "2026-10-08", "lead", "2026-11-04", 4_000_00)         // 0.05, past its date
	add("old", "2026-09-08", "meeting", "2026-10-20", 3_000_00)       // of a month before
	add("next", "2026-11-02", "meeting", "2026-12-04", 5_000_00)
	add("some day", "2026-11-03", "meeting", "", 6_000_00)
	add("odd", "2026-11-03", "parked", "2026-11-27", 7_000_00) // a stage without a chance
	add("said", "2026-11-03", "lead", "2026-11-27", 9_000_00, record.Assign{Field: record.FieldForecast, Value: record.Text("Commit")})
	return w
}

func outlook(w *world, asOf string, p record.Period, reps ...string) metrics.Outlook {
	v := w.view(asOf, p)
	for _, r := range reps {
		v.Reps = append(v.Reps, repID(r))
	}
	return metrics.NewOutlook(context.Background(), v)
}

func minor(t *testing.T, what string, got metrics.Number, want int64) {
	t.Helper()
	if !got.Set || got.Minor != want {
		t.Errorf("%s = %d (given: %v), want %d", what, got.Minor, got.Set, want)
	}
}

func TestOutlookOfAMonth(t *testing.T) {
	o := outlook(november(t), "2026-11-18", record.Week)
	if o.Asked != "week" || o.Period != "month" || o.From != "2026-11-01" || o.To != "2026-11-30" {
		t.Errorf("a week is looked at as %s %s to %s", o.Period, o.From, o.To)
	}
	if o.WorkDays != 21 || o.WorkGone != 13 || o.Pace != metrics.PaceWithin {
		t.Errorf("%d of %d working days, %s", o.WorkGone, o.WorkDays, o.Pace)
	}
	minor(t, "goal", o.Goal, 60_000_00)
	minor(t, "booked", o.Booked.Value, 20_000_00)
	minor(t, "on pace", o.OnPace, 37_142_86) // 60,000 × 13 / 21
	for key, want := range map[string]struct {
		n     int
		value int64
	}{metrics.Commit: {2, 19_000_00}, metrics.BestCase: {1, 8_000_00}, metrics.InPipeline: {1, 4_000_00}, metrics.Omitted: {0, 0}, metrics.NoChance: {1, 7_000_00}} {
		g := category(t, o, key)
		if g.Count != want.n {
			t.Errorf("%s holds %d deals, want %d", key, g.Count, want.n)
		}
		minor(t, key, g.Value, want.value)
	}
	minor(t, "expected", o.Expected.Value, 38_000_00)
	// 0.75 × 10,000 + 0.5 × 8,000 + 0.05 × (4,000 + 9,000); "odd" has no chance.
	minor(t, "weighted", o.Expected.Weighted, 12_150_00)
	if o.Expected.NoChance != 1 {
		t.Errorf("%d deals are left out of the weighted value, want 1", o.Expected.NoChance)
	}
	minor(t, "past", o.Past.Value, 7_000_00)
	minor(t, "before", o.Before.Value, 3_000_00)
	minor(t, "later", o.Later.Value, 5_000_00)
	minor(t, "undated", o.Undated.Value, 6_000_00)
	minor(t, "open", o.Open.Value, 52_000_00)
	near(t, "coverage", o.Coverage, 38.0/40, 1e-9) // 38,000 / (60,000 − 20,000)
	minor(t, "need", o.Need.Value, 40_000_00)
	if o.Need.Wins.Set || !strings.Contains(o.Need.Why, "too few") {
		t.Errorf("one closed deal is enough for %v deals: %q", o.Need.Wins, o.Need.Why)
	}
}

func category(t *testing.T, o metrics.Outlook, key string) metrics.DealGroup {
	t.Helper()
	i := slices.IndexFunc(o.Categories, func(g metrics.DealGroup) bool { return g.Key == key })
	if i < 0 {
		t.Fatalf("there is no category %q", key)
	}
	return o.Categories[i]
}

func TestOutlookSaysTooEarly(t *testing.T) {
	w := november(t)
	for day, early := range map[string]bool{"2026-11-01": true, "2026-11-05": true, "2026-11-06": false, "2026-11-30": false} {
		// It takes five working days: four are gone on the 5th, five on the 6th.
		if o := outlook(w, day, record.Month); (o.Pace == metrics.PaceEarly) != early {
			t.Errorf("%s: %s after %d of %d", day, o.Pace, o.WorkGone, o.WorkDays)
		}
	}
}

func TestOutlookHoldsTheSameCoverageAsThePipeline(t *testing.T) {
	w := november(t)
	w.goal("booked_revenue", "ann", record.Quarter, 90_000_00)
	for _, p := range []record.Period{record.Month, record.Quarter} {
		for _, reps := range [][]string{nil, {"ann"}, {"ben"}} {
			v := w.view("2026-11-18", p)
			for _, r := range reps {
				v.Reps = append(v.Reps, repID(r))
			}
			o, q := metrics.NewOutlook(context.Background(), v), metrics.NewPipeline(context.Background(), v, 0)
			if o.Coverage != q.Coverage || o.Open.Count != q.OpenCount || o.Open.Value != q.OpenValue {
				t.Errorf("%v %v: %v, %d, %v; the pipeline has %v, %d, %v", p, reps, o.Coverage, o.Open.Count, o.Open.Value, q.Coverage, q.OpenCount, q.OpenValue)
			}
		}
	}
}

func TestOutlookWithoutAGoalInventsNothing(t *testing.T) {
	w := newWorld(t)
	w.deal("a", "2026-11-02", stage("lead"), worth(100))
	o := outlook(w, "2026-11-18", record.Month)
	for what, n := range map[string]metrics.Number{"goal": o.Goal, "pace": o.OnPace, "coverage": o.Coverage, "need": o.Need.Value, "wins": o.Need.Wins, "share": o.Track.Share} {
		missing(t, what, n)
	}
	if o.CoverageWhy == "" || o.Need.Why == "" || o.Track.Why == "" {
		t.Errorf("no reason is given: %q, %q, %q", o.CoverageWhy, o.Need.Why, o.Track.Why)
	}
}

func TestOutlookLeavesOtherCurrenciesOut(t *testing.T) {
	w := november(t)
	euros := record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 1, Currency: "EUR"})}
	w.deal("abroad", "2026-11-02", stage("negotiation"), euros, expected("2026-11-27"))
	w.deal("blank", "2026-11-02", stage("negotiation"), expected("2026-11-27"))
	g := category(t, outlook(w, "2026-11-18", record.Month), metrics.Commit)
	if g.Count != 4 || len(g.LeftOut) != 2 || g.LeftOut[0].Text != "1 deal in another currency" {
		t.Errorf("%d deals, left out: %+v", g.Count, g.LeftOut)
	}
	minor(t, "commit", g.Value, 19_000_00)
}

// closes adds deals won and lost in 2026, each won one of 1,000.
func closes(w *world, won, lost int) {
	for i := range won + lost {
		st := record.StageWon
		if i >= won {
			st = record.StageLost
		}
		name := fmt.Sprint("closed ", i)
		w.deal(name, "2026-03-02", stage("lead"), worth(1_000_00))
		w.deal(name, "2026-05-04", stage(st))
	}
}

func TestNeedInDeals(t *testing.T) {
	w := newWorld(t)
	w.goal("booked_revenue", "", record.Month, 9_500_00)
	closes(w, 10, 10)
	n := outlook(w, "2026-11-18", record.Month).Need
	near(t, "wins", n.Wins, 10, 0)   // 9,500 / 1,000, rounded up
	near(t, "tries", n.Tries, 19, 0) // 9.5 / 0.5
	// Wilson's interval of 10 of 20 is 0.2993 to 0.7007: 9.5 over them is 13.6 and 31.7.
	near(t, "tries, at least", n.TriesLow, 14, 0)
	near(t, "tries, at most", n.TriesHigh, 32, 0)
	if n.Closed != 20 || n.Won != 10 {
		t.Errorf("%d closed, %d won", n.Closed, n.Won)
	}

	few := newWorld(t)
	few.goal("booked_revenue", "", record.Month, 9_500_00)
	closes(few, 10, 9)
	missing(t, "wins of 19 closed deals", outlook(few, "2026-11-18", record.Month).Need.Wins)
}

func TestNeedOfAGoalThatIsReached(t *testing.T) {
	w := november(t)
	w.goal("booked_revenue", "", record.Month, 10_000_00)
	n := outlook(w, "2026-11-18", record.Month).Need
	minor(t, "need", n.Value, 0)
	if missing(t, "wins", n.Wins); !strings.Contains(n.Why, "reached") {
		t.Errorf("the reason is %q", n.Why)
	}
}

func TestTrackOfExpectations(t *testing.T) {
	w := newWorld(t)
	w.deal("a", "2026-08-03", stage("lead"), worth(1_000_00), expected("2026-10-10"))
	w.deal("a", "2026-10-12", stage(record.StageWon), worth(900_00)) // came, for less
	w.deal("b", "2026-08-03", stage("lead"), worth(2_000_00), expected("2026-10-20"))
	w.deal("b", "2026-10-15", expected("2026-11-20")) // slipped
	w.deal("c", "2026-08-03", stage("lead"), worth(3_000_00), expected("2026-10-30"))
	w.deal("c", "2026-10-16", stage(record.StageLost))
	w.deal("d", "2026-10-02", stage("lead"), worth(500_00), expected("2026-10-30"))
	w.deal("d", "2026-10-28", stage(record.StageWon)) // nobody expected it in September
	w.deal("e", "2026-08-03", stage("lead"), worth(4_000_00), expected("2026-11-10"))
	w.deal("e", "2026-10-29", stage(record.StageWon)) // earlier than expected
	o := outlook(w, "2026-11-18", record.Month)
	r := o.Track.Row("2026-10-01")
	if r == nil {
		t.Fatalf("October is not looked back at: %+v", o.Track)
	}
	if r.Expected.Count != 3 || r.Came.Count != 1 || r.Lost != 1 || r.Slipped != 1 || r.Other.Count != 2 {
		t.Errorf("expected %d, came %d, lost %d, slipped %d, other %d", r.Expected.Count, r.Came.Count, r.Lost, r.Slipped, r.Other.Count)
	}
	minor(t, "expected", r.Expected.Value, 6_000_00) // what they were worth in September
	minor(t, "came", r.Came.Value, 900_00)
	minor(t, "other", r.Other.Value, 4_500_00)
	minor(t, "booked", r.Booked, 5_400_00)
	near(t, "share", r.Share, 1.0/3, 1e-9)
	if missing(t, "share of three", o.Track.Share); o.Track.Why == "" {
		t.Error("too few expectations and no reason")
	}
}

// A deal reopened in November was won in October all the same: the row keeps
// it, and says that it is known otherwise today.
func TestTrackKeepsWhatWasReopenedLater(t *testing.T) {
	w := newWorld(t)
	w.deal("a", "2026-08-03", stage("lead"), worth(1_000_00), expected("2026-10-10"))
	w.deal("a", "2026-10-12", stage(record.StageWon))
	w.deal("a", "2026-11-03", stage("lead"))
	r := outlook(w, "2026-11-18", record.Month)
	row := r.Track.Row("2026-10-01")
	if row == nil || row.Came.Count != 1 {
		t.Fatalf("October is %+v", row)
	}
	minor(t, "booked then", row.Booked, 1_000_00)
	minor(t, "booked as known now", row.BookedNow, 0)
}

// An import that knows only how deals ended has no expectation of those won:
// what is left of the others says nothing.
func TestTrackWithoutExpectationsOnRecord(t *testing.T) {
	w := newWorld(t)
	for i := range 30 {
		w.deal(fmt.Sprint("open ", i), "2026-08-03", stage("lead"), worth(1), expected("2026-10-10"))
		w.deal(fmt.Sprint("won ", i), "2026-08-03", stage("lead"), worth(1))
		w.deal(fmt.Sprint("won ", i), "2026-10-05", stage(record.StageWon))
	}
	o := outlook(w, "2026-11-18", record.Month)
	missing(t, "share", o.Track.Share)
	if !strings.Contains(o.Track.Why, "expected close") {
		t.Errorf("the reason is %q", o.Track.Why)
	}
}

// Of 24 deals expected in October, those won in it are the share, and the
// worst and best period stand beside it.
func TestTrackShare(t *testing.T) {
	w := newWorld(t)
	for i := range 24 {
		name, month := fmt.Sprint(i), []string{"2026-09", "2026-10"}[i%2]
		w.deal(name, "2026-07-06", stage("lead"), worth(1_00), expected(month+"-20"))
		if i%2 == 0 && i < 12 || i%2 == 1 && i < 6 { // six of twelve in September, three of twelve in October
			w.deal(name, month+"-15", stage(record.StageWon))
		} else {
			w.deal(name, month+"-16", expected("2027-01-31"))
		}
	}
	k := outlook(w, "2026-11-18", record.Month).Track
	near(t, "share", k.Share, 9.0/24, 1e-9)
	near(t, "worst", k.Low, 0.25, 1e-9)
	near(t, "best", k.High, 0.5, 1e-9)
}

// until gives a history without what is dated after a day.
func (h history) until(day record.Date) history {
	return slices.DeleteFunc(slices.Clone(h), func(e event.Event) bool {
		s, ok := e.Body.(event.Set)
		return ok && s.Type == record.TypeDeal && s.At.Date() > day
	})
}

// What happens after a period is over never changes the row about it.
func TestPastRowsStayAsTheyWere(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		cut := firstDay + record.Date(rapid.IntRange(20, 55).Draw(t, "cut"))
		all, before := h.outlook(lastDay+40), h.until(cut).outlook(lastDay+40)
		for i := range before.Track.Rows {
			was := before.Track.Rows[i]
			if was.To > cut.String() {
				continue
			}
			is := all.Track.Row(was.At)
			if is == nil {
				t.Fatalf("%s is gone", was.At)
			}
			if a, b := asWritten(t, was), asWritten(t, *is); a != b {
				t.Fatalf("%s was\n%s\nand is\n%s", was.At, a, b)
			}
			seen += was.Expected.Count + was.Other.Count
		}
	})
	if seen == 0 {
		t.Error("no row held anything")
	}
}

// asWritten gives a row without what is as of today by its definition.
func asWritten(t *rapid.T, r metrics.PastPeriod) string {
	r.BookedNow, r.Goal, r.GoalPeriod = metrics.Number{}, metrics.Number{}, ""
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + fmt.Sprint(r.Expected.Deals, r.Came.Deals, r.Other.Deals)
}

func (h history) outlook(asOf record.Date) metrics.Outlook {
	return metrics.NewOutlook(context.Background(), viewOf(h.fold(nil), asOf, record.Month))
}

// Every group is the sum of the deals in it, and the groups together are all
// that is open.
func TestOutlookReconcilesToTheCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawHistory(t).outlook(firstDay + record.Date(rapid.IntRange(0, 70).Draw(t, "day")))
		groups := append([]metrics.DealGroup{o.Booked, o.Expected, o.Before, o.Later, o.Undated, o.Past, o.Open}, o.Categories...)
		for _, r := range o.Track.Rows {
			groups = append(groups, r.Expected, r.Came, r.Other)
			if n := r.Came.Count + r.Lost + r.Slipped; n != r.Expected.Count {
				t.Fatalf("%s: %d fates of %d deals", r.At, n, r.Expected.Count)
			}
			if r.Came.Value.Minor+r.Other.Value.Minor != r.Booked.Minor {
				t.Fatalf("%s: %v and %v are not %v", r.At, r.Came.Value, r.Other.Value, r.Booked)
			}
		}
		for _, g := range groups {
			if len(g.Deals) != g.Count || counted(g) != g.Value.Minor {
				t.Fatalf("%s: %d deals of %d in the list, %d of %d", g.Key, len(g.Deals), g.Count, counted(g), g.Value.Minor)
			}
		}
		parts, n := int64(0), 0
		for _, g := range o.Categories {
			parts, n = parts+g.Value.Minor, n+g.Count
		}
		if parts != o.Expected.Value.Minor || n != o.Expected.Count {
			t.Fatalf("the categories come to %d (%d deals), expected are %d (%d)", parts, n, o.Expected.Value.Minor, o.Expected.Count)
		}
		if s := o.Expected.Value.Minor + o.Before.Value.Minor + o.Later.Value.Minor + o.Undated.Value.Minor; s != o.Open.Value.Minor {
			t.Fatalf("the parts of what is open come to %d of %d", s, o.Open.Value.Minor)
		}
	})
}

func counted(g metrics.DealGroup) int64 {
	sum := int64(0)
	for _, d := range g.Deals {
		if d.Counted {
			sum += d.Amount.Minor
		}
	}
	return sum
}

// BenchmarkOutlook works the outlook of 5,000 deals out afresh.
func BenchmarkOutlook(b *testing.B) {
	v := team(b, 1000)
	v.Period = record.Month
	for b.Loop() {
		metrics.NewOutlook(context.Background(), v)
	}
}
