package metrics_test

import (
	"fmt"
	"testing"

	"foresail/metrics"
	"foresail/store/record"
)

func (w *world) weekly(indicator, rep string, target float64) {
	w.set(record.TypeGoal, record.GoalID(indicator, repID(rep), record.Week, 0), record.Time{},
		record.Assign{Field: record.FieldIndicator, Value: record.Text(indicator)}, record.Assign{Field: record.FieldRep, Value: record.IDValue(repID(rep))},
		record.Assign{Field: record.FieldPeriod, Value: record.Text("week")}, record.Assign{Field: record.FieldNumber, Value: record.FloatValue(target)})
}

func (w *world) closedOn(name, from, to string) {
	w.set(record.TypeAnnotation, record.DeriveID("test/note", name), noon(date(from)),
		record.Assign{Field: record.FieldName, Value: record.Text(name)}, record.Assign{Field: record.FieldFrom, Value: record.DateValue(date(from))},
		record.Assign{Field: record.FieldTo, Value: record.DateValue(date(to))}, record.Assign{Field: record.FieldExclude, Value: record.BoolValue(true)})
}

func (w *world) calls(day string, n int) {
	for i := range n {
		w.did(fmt.Sprintf("%s %02d:%02d", day, 9+i/60, i%60), "call", "connected", "dana", "acme")
	}
}

func paceOf(t *testing.T, a metrics.Agenda, kind string) metrics.DayPace {
	t.Helper()
	for _, p := range a.Activity {
		if p.Kind == kind {
			return p
		}
	}
	t.Fatalf("no pace of %s among %+v", kind, a.Activity)
	return metrics.DayPace{}
}

// 60 calls a week: after 10 on Monday 50 are left for four days, 12.5 a day,
// whatever was done today; with the Friday off for three, 16⅔.
func TestPaceSpreadsWhatIsLeft(t *testing.T) {
	w := agendaWorld(t)
	w.weekly("calls", "dana", 60)
	w.calls("2026-11-23", 10)
	w.calls("2026-11-24", 7)
	p := paceOf(t, w.agenda("2026-11-24", "dana"), "call")
	near(t, "target", p.Target, 12.5, 1e-12)
	near(t, "to date", p.ToDate, 17, 0)
	if p.Today != 7 || p.DaysLeft != 4 || p.By != "goal" || p.Text != "17 of 60 this week, 4 working days left" || p.Name != "Calls" {
		t.Errorf("%+v", p)
	}
	w.closedOn("bridge day", "2026-11-27", "2026-11-27")
	near(t, "with a day less", paceOf(t, w.agenda("2026-11-24", "dana"), "call").Target, 50.0/3, 1e-12)
	w.calls("2026-11-25", 60)
	near(t, "through", paceOf(t, w.agenda("2026-11-26", "dana"), "call").Target, 0, 0)
	missing(t, "on a holiday", paceOf(t, w.agenda("2026-11-27", "dana"), "call").Target)
	missing(t, "on a Saturday", paceOf(t, w.agenda("2026-11-28", "dana"), "call").Target)
}

// Without a goal the median of the same days of the week, from the first with
// an entry on: 2, 4, 6, 8 and a Tuesday off make 5.
func TestUsualIsTheMedianOfTheWeekday(t *testing.T) {
	w := agendaWorld(t)
	for day, n := range map[string]int{"2026-10-20": 2, "2026-10-27": 8, "2026-11-03": 4, "2026-11-17": 6, "2026-11-16": 99, "2026-11-24": 3} {
		w.calls(day, n)
	}
	w.closedOn("holiday", "2026-11-10", "2026-11-10")
	p := paceOf(t, w.agenda("2026-11-24", "dana"), "call")
	near(t, "usual", p.Target, 5, 0)
	if p.Today != 3 || p.By != "usual" || p.N != 4 || p.Text != "no goal: the median of 4 past days like it (Tue)" {
		t.Errorf("%+v", p)
	}
	missing(t, "of three days", paceOf(t, w.agenda("2026-11-17", "dana"), "call").Target)
	if got := w.agenda("2026-11-24", "eli").Activity; len(got) != 0 {
		t.Errorf("eli did nothing, and is told %+v", got)
	}
}

// Sources of the cases: the calendar of November 2026, in which the 24th is a
// Tuesday.
func TestStreak(t *testing.T) {
	for _, c := range []struct {
		name  string
		days  []string
		asOf  string
		want  float64
		today bool
	}{
		{"today among them", []string{"2026-11-20", "2026-11-23", "2026-11-24"}, "2026-11-24", 3, true},
		{"not yet today", []string{"2026-11-20", "2026-11-23"}, "2026-11-24", 2, false},
		{"not yesterday", []string{"2026-11-20"}, "2026-11-24", 0, false},
		{"only today", []string{"2026-11-20", "2026-11-24"}, "2026-11-24", 1, true},
		{"on Sunday, Friday was the last", []string{"2026-11-19", "2026-11-20"}, "2026-11-22", 2, false},
		{"work on a Saturday neither counts nor breaks", []string{"2026-11-20", "2026-11-21", "2026-11-23"}, "2026-11-23", 2, true},
		{"over a holiday", []string{"2026-11-10", "2026-11-12"}, "2026-11-12", 2, true},
		{"nothing at all", nil, "2026-11-24", 0, false},
	} {
		w := agendaWorld(t)
		w.closedOn("holiday", "2026-11-11", "2026-11-11")
		for _, d := range c.days {
			w.calls(d, 1)
		}
		w.did(c.asOf+" 08:00", "inquiry", "", "dana", "bolt") // what others do is no entry
		w.log(record.Activity{Kind: "call", At: at(c.asOf + " 08:10"), Rep: repID("eli")})
		a := w.agenda(c.asOf, "dana")
		if a.Streak.X != c.want || a.StreakToday != c.today || !a.Streak.Set {
			t.Errorf("%s: %v, today %v", c.name, a.Streak.X, a.StreakToday)
		}
	}
	missing(t, "of the team", agendaWorld(t).agenda("2026-11-24").Streak)
}

func TestNextWorkday(t *testing.T) {
	w := agendaWorld(t)
	w.closedOn("holiday", "2026-11-30", "2026-11-30")
	v := w.view("2026-11-24", record.Week)
	for _, c := range []struct {
		day, want string
		back      bool
	}{{"2026-11-24", "2026-11-25", false}, {"2026-11-27", "2026-12-01", false}, {"2026-12-01", "2026-11-27", true}} {
		if got := v.Workday(date(c.day), c.back); got != date(c.want) {
			t.Errorf("from %s, back %v: %s, want %s", c.day, c.back, got, c.want)
		}
	}
}
