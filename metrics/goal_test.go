package metrics_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"foresail/metrics"
	"foresail/store/record"
)

// goalWorld has two reps, and 400 booked by Ben on 4 May 2026.
func goalWorld(t *testing.T) *world {
	w := newWorld(t)
	for _, r := range []string{"ann", "ben"} {
		w.set(record.TypeRep, repID(r), record.Time{}, record.Assign{Field: record.FieldName, Value: record.Text(r)})
	}
	w.deal("d", "2026-04-01", owned("ben"), worth(400_00), stage("lead"))
	w.deal("d", "2026-05-04", stage("won"))
	return w
}

func (w *world) course(p record.Period, reps ...string) metrics.Attainment {
	v := w.view("2026-05-20", p)
	for _, r := range reps {
		v.Reps = append(v.Reps, repID(r))
	}
	return metrics.NewTeam(context.Background(), v, 0).Total.Attainment
}

// Ann's 10 a month, whatever period is looked at, are not what the team has to
// reach: that has 1,500 a quarter. Of those 400 are booked, 26.7 %.
func TestTheGoalOfTheTeamComesBeforeThatOfARep(t *testing.T) {
	w := goalWorld(t)
	w.goal("booked_revenue", "", record.Quarter, 1500_00)
	w.goal("booked_revenue", "ann", record.Month, 10_00)
	for _, p := range []record.Period{record.Day, record.Week, record.Month, record.Quarter, record.Year} {
		a := w.course(p)
		near(t, p.String()+": goal", a.Goal, 1500, 0)
		near(t, p.String()+": booked over goal", a.Value, 400.0/1500, 1e-12)
		if a.Period != "quarter" {
			t.Errorf("%v: period %q, want quarter", p, a.Period)
		}
	}
	month := w.read("booked_revenue", "2026-05-20", record.Month)
	near(t, "of May, 31 of 91 days", month.Target, 510.99, 1e-9)
	near(t, "ann's own", w.read("booked_revenue", "2026-05-20", record.Month, "ann").Target, 10, 0)
}

// Of the reps' goals the team has the sum, once each who is there has one.
func TestASumOfSomeGoalsIsNoGoal(t *testing.T) {
	w := goalWorld(t)
	w.goal("booked_revenue", "ann", record.Month, 10_00)
	if a := w.course(record.Month); a.State != metrics.PacePartial || a.Goal.Set || a.Value.Set {
		t.Errorf("one of two: %+v, want partial, without numbers", a)
	}
	for _, id := range []string{"quota_attainment", "pipeline_coverage"} {
		r := w.read(id, "2026-05-20", record.Month)
		missing(t, id, r.Value)
		if !strings.HasPrefix(r.Why, "some reps have a goal") {
			t.Errorf("%s: %q", id, r.Why)
		}
	}
	missing(t, "target of one of two", w.read("booked_revenue", "2026-05-20", record.Month).Target)
	if a := w.course(record.Month, "ben"); a.State != metrics.PaceNone {
		t.Errorf("ben: %q, want none", a.State)
	}
	w.goal("booked_revenue", "ben", record.Month, 800_00)
	near(t, "both", w.course(record.Month).Goal, 810, 0)
	near(t, "of both in the scope", w.course(record.Month, "ann", "ben").Goal, 810, 0)
}

func TestWhoIsNotThereNeedsNoGoal(t *testing.T) {
	for what, field := range map[string]record.Assign{
		"has left":    {Field: record.FieldEnded, Value: record.DateValue(date("2026-04-30"))},
		"is put away": {Field: record.FieldArchived, Value: record.BoolValue(true)},
	} {
		w := goalWorld(t)
		w.goal("booked_revenue", "ann", record.Month, 10_00)
		w.set(record.TypeRep, repID("ben"), record.Time{}, field)
		near(t, "ben "+what, w.course(record.Month).Goal, 10, 0)
	}
}

// Goals of months from May on say nothing of what April had to bring, so the
// quarter has none.
func TestAGoalThatBeganWithinAPeriodIsNotItsGoal(t *testing.T) {
	w := goalWorld(t)
	from := date("2026-05-01")
	w.set(record.TypeGoal, record.GoalID("booked_revenue", record.ID{}, record.Month, from), record.Time{},
		record.Assign{Field: record.FieldIndicator, Value: record.Text("booked_revenue")},
		record.Assign{Field: record.FieldPeriod, Value: record.Text("month")},
		record.Assign{Field: record.FieldFrom, Value: record.DateValue(from)},
		record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(usd(100_00))})
	near(t, "May", w.read("booked_revenue", "2026-05-20", record.Month).Target, 100, 0)
	missing(t, "second quarter", w.read("booked_revenue", "2026-05-20", record.Quarter).Target)
	near(t, "third quarter", w.read("booked_revenue", "2026-08-20", record.Quarter).Target, 300, 0)
}

// What the team is told never is the goal of one rep of several.
func TestNobodyLearnsTheGoalOfARepFromThatOfTheTeam(t *testing.T) {
	w := goalWorld(t)
	w.goal("booked_revenue", "ann", record.Month, 31_415_00)
	team := metrics.NewTeam(context.Background(), w.view("2026-05-20", record.Month), 0)
	part := team.Part(func(record.ID) bool { return false })
	if slices.ContainsFunc(part.Rows, func(r metrics.TeamRow) bool { return r.Attainment.Goal.Set }) || part.Total.Attainment.Goal.Set {
		t.Errorf("a viewer is told %+v", part.Total.Attainment)
	}
}
