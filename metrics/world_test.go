package metrics_test

import (
	"context"
	"math"
	"testing"
	"time"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
)

// world is a state under construction.
type world struct {
	t     testing.TB
	mem   *event.Memory
	clock *event.Clock
	n     int
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, mem: event.NewMemory(), clock: &event.Clock{Node: 1, Last: record.Stamp{Wall: 1, Node: 1}}}
	w.append(event.NewSetting(record.SettingCurrency, "USD"))
	return w
}

func (w *world) append(bodies ...event.Body) {
	w.t.Helper()
	if err := w.mem.Append(w.clock, record.ID{}, bodies...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) set(typ record.Type, id record.ID, at record.Time, fields ...record.Assign) {
	w.t.Helper()
	w.append(event.Set{Type: typ, ID: id, At: at, Fields: fields})
}

// deal asserts fields of a deal at noon of a day.
func (w *world) deal(name, day string, fields ...record.Assign) {
	w.t.Helper()
	w.set(record.TypeDeal, dealID(name), noon(date(day)), fields...)
}

// did logs an activity at a moment, "2026-11-16 09:30".
func (w *world) did(when, kind, outcome, rep, account string) {
	w.t.Helper()
	w.log(record.Activity{Kind: kind, Outcome: outcome, At: at(when), Rep: repID(rep), Account: accountID(account)})
}

func (w *world) log(a record.Activity) {
	w.t.Helper()
	w.n++
	a.ID = record.DeriveID("test/activity", time.Duration(w.n).String())
	w.append(event.Activity{Activity: a})
}

func (w *world) goal(indicator, rep string, p record.Period, minor int64) {
	f := []record.Assign{
		{Field: record.FieldIndicator, Value: record.Text(indicator)},
		{Field: record.FieldPeriod, Value: record.Text(p.String())},
		{Field: record.FieldAmount, Value: record.MoneyValue(usd(minor))},
	}
	if rep != "" {
		f = append(f, record.Assign{Field: record.FieldRep, Value: record.IDValue(repID(rep))})
	}
	w.set(record.TypeGoal, record.GoalID(indicator, repID(rep), p, 0), record.Time{}, f...)
}

func (w *world) view(asOf string, p record.Period) metrics.View {
	return metrics.View{Book: w.mem.Book(), Days: w.mem, Syms: w.mem.Syms, AsOf: date(asOf), Period: p}
}

// read gives one reading of the world.
func (w *world) read(id, asOf string, p record.Period, reps ...string) metrics.Reading {
	w.t.Helper()
	v := w.view(asOf, p)
	for _, r := range reps {
		v.Reps = append(v.Reps, repID(r))
	}
	r := metrics.Readings(context.Background(), v, 4)
	if d := r.Find(id); d != nil {
		return *d
	}
	w.t.Fatalf("no indicator %q", id)
	return metrics.Reading{}
}

func (w *world) pipeline(from, asOf string) metrics.Pipeline {
	v := w.view(asOf, record.Month)
	v.From = date(from)
	return metrics.NewPipeline(context.Background(), v, v.From)
}

func usd(minor int64) record.Money { return record.Money{Minor: minor, Currency: "USD"} }

func dealID(name string) record.ID { return record.DeriveID("test/deal", name) }

func repID(name string) record.ID {
	if name == "" {
		return record.ID{}
	}
	return record.RepID(name)
}

func accountID(name string) record.ID {
	if name == "" {
		return record.ID{}
	}
	return record.AccountID(name)
}

func stage(key string) record.Assign {
	return record.Assign{Field: record.FieldStage, Value: record.Text(key)}
}

func worth(minor int64) record.Assign {
	return record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(usd(minor))}
}

func owned(rep string) record.Assign {
	return record.Assign{Field: record.FieldRep, Value: record.IDValue(repID(rep))}
}

func on(account string) record.Assign {
	return record.Assign{Field: record.FieldAccount, Value: record.IDValue(accountID(account))}
}

func expected(day string) record.Assign {
	return record.Assign{Field: record.FieldExpected, Value: record.DateValue(date(day))}
}

// noon gives the middle of a civil day in UTC; the zero date gives the zero
// time, "not known".
func noon(d record.Date) record.Time {
	if d == 0 {
		return record.Time{}
	}
	return record.Time{Unix: int64(d)*86400 + 43200}
}

func at(s string) record.Time {
	tm, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return record.TimeOf(tm)
}

// date reads a day; "" and what is no date give no date.
func date(s string) record.Date {
	d, err := record.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}

func near(t *testing.T, what string, got metrics.Number, want, by float64) {
	t.Helper()
	if !got.Set || math.Abs(got.X-want) > by {
		t.Errorf("%s = %v (given: %v), want %v", what, got.X, got.Set, want)
	}
}

func missing(t *testing.T, what string, got metrics.Number) {
	t.Helper()
	if got.Set {
		t.Errorf("%s = %v, want none", what, got.X)
	}
}
