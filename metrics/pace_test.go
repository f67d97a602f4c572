package metrics_test

import (
	"testing"

	"foresail/metrics"
	"foresail/store/record"
)

// The chances are those of R: ppois(1, 6) = 0.0174, ppois(2, 6) = 0.0620,
// 1-ppois(11, 6) = 0.0201, 1-ppois(10, 6) = 0.0426.
func TestBehindOnlyBeyondChance(t *testing.T) {
	for _, c := range []struct {
		name string
		p    metrics.Pacing
		want string
	}{
		{"no goal", metrics.Pacing{Booked: 5, Days: 20, Gone: 12, Deal: 1}, metrics.PaceNone},
		{"one of six expected", metrics.Pacing{Booked: 1, Goal: 12, Days: 60, Gone: 30, Deal: 1}, metrics.PaceBehind},
		{"two of six expected", metrics.Pacing{Booked: 2, Goal: 12, Days: 60, Gone: 30, Deal: 1}, metrics.PaceWithin},
		{"six of six", metrics.Pacing{Booked: 6, Goal: 12, Days: 60, Gone: 30, Deal: 1}, metrics.PaceOn},
		{"eleven of six", metrics.Pacing{Booked: 11, Goal: 12, Days: 60, Gone: 30, Deal: 1}, metrics.PaceOn},
		{"twelve of six of thirteen", metrics.Pacing{Booked: 12, Goal: 13, Days: 65, Gone: 30, Deal: 1}, metrics.PaceAhead},
		{"the goal", metrics.Pacing{Booked: 12, Goal: 12, Days: 60, Gone: 3, Deal: 1}, metrics.PaceReached},
		{"the fourth day", metrics.Pacing{Goal: 1200, Days: 60, Gone: 4, Deal: 1}, metrics.PaceEarly},
		{"the fifth day", metrics.Pacing{Goal: 1200, Days: 60, Gone: 5, Deal: 1}, metrics.PaceBehind},
		{"the second day of a week", metrics.Pacing{Goal: 1200, Days: 5, Gone: 1, Deal: 1}, metrics.PaceEarly},
		{"one large deal is missing", metrics.Pacing{Goal: 12, Days: 60, Gone: 30, Deal: 6}, metrics.PaceWithin},
		{"nothing was ever won", metrics.Pacing{Goal: 12, Days: 60, Gone: 30}, metrics.PaceUntested},
	} {
		if got, chance := c.p.State(); got != c.want {
			t.Errorf("%s: %s (chance %.4f), want %s", c.name, got, chance, c.want)
		}
	}
}

// quotaWorld is a rep with twenty-four wins of 100.00 in the year before, and
// a quota of 1,200.00 for the quarter.
func quotaWorld(t *testing.T) *world {
	w := newWorld(t)
	w.rep("ann")
	w.goal("booked_revenue", "ann", record.Quarter, 120000)
	for i := range 24 {
		day := (date("2026-01-05") + record.Date(10*i)).String()
		w.deal("old"+day, day, stage(record.StageWon), worth(10000), owned("ann"))
	}
	w.did("2026-11-18 10:00", "call", "", "ann", "acme")
	return w
}

func TestAttainmentAndItsPace(t *testing.T) {
	w := quotaWorld(t)
	w.deal("one", "2026-10-12", stage(record.StageWon), worth(10000), owned("ann"))
	a := rowOf(t, w.team("2026-11-18", record.Week), "ann").Attainment
	// 66 weekdays from 1 October to 31 December 2026, 35 of them up to 18 November.
	if a.Workdays != 66 || a.Gone != 35 || a.Booked.Minor != 10000 || a.Goal.Minor != 120000 || a.State != metrics.PaceBehind {
		t.Errorf("%+v", a)
	}
	near(t, "attainment", a.Value, 1.0/12, 1e-12)
	near(t, "pace", a.Pace, 35.0/66, 1e-12)
	if got := reasons(rowOf(t, w.team("2026-11-18", record.Week), "ann")); got != "pace" {
		t.Errorf("reasons %q, want pace", got)
	}
	for _, day := range []string{"2026-10-13", "2026-10-20"} {
		w.deal("more"+day, day, stage(record.StageWon), worth(10000), owned("ann"))
	}
	if r := rowOf(t, w.team("2026-11-18", record.Week), "ann"); reasons(r) != "" || r.Attainment.State != metrics.PaceWithin {
		t.Errorf("three of six: %q, %s", reasons(r), r.Attainment.State)
	}
}

func TestHolidaysAreNoWorkingDays(t *testing.T) {
	w := quotaWorld(t)
	w.set(record.TypeAnnotation, record.DeriveID("annotation", "x"), record.Time{},
		record.Assign{Field: record.FieldName, Value: record.Text("Closed")}, record.Assign{Field: record.FieldFrom, Value: record.DateValue(date("2026-12-24"))},
		record.Assign{Field: record.FieldTo, Value: record.DateValue(date("2026-12-31"))}, record.Assign{Field: record.FieldExclude, Value: record.BoolValue(true)})
	if a := rowOf(t, w.team("2026-11-18", record.Week), "ann").Attainment; a.Workdays != 60 {
		t.Errorf("%d working days, want 66 without the 6 that are left out", a.Workdays)
	}
	v := w.view("2026-11-18", record.Week)
	v.Minute = 9 * 60
	today := metrics.NewTeam(t.Context(), v, 0)
	if a := rowOf(t, today, "ann").Attainment; a.Gone != 34 {
		t.Errorf("%d working days gone in the morning of the 35th, want 34", a.Gone)
	}
}

func TestWhoBeganWithinThePeriodIsGivenTime(t *testing.T) {
	w := quotaWorld(t)
	w.rep("new")
	w.goal("booked_revenue", "new", record.Quarter, 120000)
	w.did("2026-10-20 10:00", "call", "", "new", "acme")
	w.did("2026-11-18 10:00", "call", "", "new", "acme")
	r := rowOf(t, w.team("2026-11-18", record.Week), "new")
	if r.Attainment.State != metrics.PaceBehind || reasons(r) != "" {
		t.Errorf("%s with the reasons %q", r.Attainment.State, reasons(r))
	}
}
