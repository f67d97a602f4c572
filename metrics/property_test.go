package metrics_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"pgregory.net/rapid"
)

// history is a log of events: whatever may happen in sixty days.
type history []event.Event

const (
	firstDay = record.Date(20500) // 2026-02-16, a Monday
	lastDay  = firstDay + 60
)

var (
	someReps     = []string{"", "ann", "ben", "cho"}
	someAccounts = []string{"", "acme", "zeta", "yard"}
	someStages   = []string{"lead", "qualified", "meeting", "proposal", record.StageWon, record.StageLost, "unheard of"}
	someKinds    = []string{"call", "email", "meeting", "demo", "proposal", "inquiry", "training", "note"}
	someOutcomes = []string{"", "connected", "booked", "held", "no-show", "spam"}
)

func drawHistory(t *rapid.T) history {
	var h history
	for _, b := range event.GeneralPack() {
		h.add(b)
	}
	h.add(event.NewSetting(record.SettingCurrency, "USD"))
	for i := range rapid.IntRange(0, 40).Draw(t, "entities") {
		h.add(drawSet(t, i))
	}
	for i := range rapid.IntRange(0, 40).Draw(t, "activities") {
		h.add(drawActivity(t, i))
	}
	return h
}

func (h *history) add(b event.Body) {
	n := len(*h) + 1
	*h = append(*h, event.Event{Ref: record.Ref{Node: 1, Seq: uint64(n)}, Stamp: record.Stamp{Wall: int64(n), Node: 1}, Body: b})
}

func drawMoment(t *rapid.T) record.Time {
	day := rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "day")
	return record.Time{Unix: int64(day)*86400 + int64(rapid.IntRange(0, 1439).Draw(t, "minute"))*60}
}

func pick(t *rapid.T, from []string, what string) string {
	return rapid.SampledFrom(from).Draw(t, what)
}

func drawSet(t *rapid.T, i int) event.Body {
	when := drawMoment(t)
	flag := func(f record.Field) record.Assign {
		return record.Assign{Field: f, Value: record.BoolValue(rapid.Bool().Draw(t, "flag"))}
	}
	switch rapid.IntRange(0, 5).Draw(t, "type") {
	case 0:
		name := pick(t, someAccounts[1:], "account")
		s := event.Set{Type: record.TypeAccount, ID: accountID(name), At: when, Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text(name)}, owned(pick(t, someReps, "rep")),
			flag(record.FieldLead), flag(record.FieldQualified), flag(record.FieldLost)}}
		if rapid.Bool().Draw(t, "agreed") {
			s.Fields = append(s.Fields, record.Assign{Field: record.FieldNextStep, Value: record.Text(pick(t, []string{"", "demo"}, "step"))},
				record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(drawMoment(t))},
				record.Assign{Field: record.FieldArchived, Value: record.BoolValue(rapid.IntRange(0, 5).Draw(t, "archived") == 0)})
		}
		return s
	case 1:
		name := pick(t, someAccounts[1:], "account")
		return event.Set{Type: record.TypeContact, ID: record.ContactID(accountID(name), fmt.Sprint(i)), At: when, Fields: []record.Assign{
			{Field: record.FieldName, Value: record.Text(fmt.Sprint(i))}, {Field: record.FieldAccount, Value: record.IDValue(accountID(name))}}}
	case 2:
		return event.NewMeasure("website traffic", when.Date(), float64(rapid.IntRange(0, 100).Draw(t, "traffic")))
	}
	if rapid.IntRange(0, 7).Draw(t, "goal") == 0 {
		return drawGoal(t)
	}
	return drawDeal(t, when)
}

func drawGoal(t *rapid.T) event.Body {
	id := pick(t, []string{"booked_revenue", "calls", "lead_response_time", "win_rate"}, "indicator")
	rep, p := repID(pick(t, someReps, "rep")), rapid.SampledFrom([]record.Period{record.Week, record.Month, record.Quarter}).Draw(t, "period")
	return event.Set{Type: record.TypeGoal, ID: record.GoalID(id, rep, p, 0), Fields: []record.Assign{
		{Field: record.FieldIndicator, Value: record.Text(id)}, {Field: record.FieldRep, Value: record.IDValue(rep)},
		{Field: record.FieldPeriod, Value: record.Text(p.String())}, {Field: record.FieldNumber, Value: record.FloatValue(float64(rapid.IntRange(1, 100).Draw(t, "target")))}}}
}

func drawDeal(t *rapid.T, when record.Time) event.Body {
	s := event.Set{Type: record.TypeDeal, ID: dealID(fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "deal"))), At: when}
	if rapid.IntRange(0, 5).Draw(t, "timeless") == 0 {
		s.At = record.Time{}
	}
	maybe := func(a record.Assign) {
		if rapid.Bool().Draw(t, "said") {
			s.Fields = append(s.Fields, a)
		}
	}
	currency := "USD"
	if rapid.IntRange(0, 5).Draw(t, "abroad") == 0 {
		currency = "EUR"
	}
	amount := record.Money{Minor: int64(rapid.IntRange(0, 100000).Draw(t, "amount")), Currency: currency}
	s.Fields = append(s.Fields, stage(pick(t, someStages, "stage")))
	maybe(record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(amount)})
	maybe(owned(pick(t, someReps, "rep")))
	maybe(on(pick(t, someAccounts, "account")))
	maybe(record.Assign{Field: record.FieldExpected, Value: record.DateValue(drawMoment(t).Date())})
	maybe(record.Assign{Field: record.FieldNextStep, Value: record.Text(pick(t, []string{"", "call"}, "step"))})
	return s
}

func drawActivity(t *rapid.T, i int) event.Body {
	a := record.Activity{
		ID: record.DeriveID("test/activity", fmt.Sprint(i)), Kind: pick(t, someKinds, "kind"), Outcome: pick(t, someOutcomes, "outcome"),
		At: drawMoment(t), Rep: repID(pick(t, someReps, "rep")), Account: accountID(pick(t, someAccounts, "account")),
		Seconds: int32(rapid.IntRange(0, 3600).Draw(t, "seconds")), NextKind: pick(t, []string{"", "meeting", "demo"}, "next"),
	}
	if rapid.Bool().Draw(t, "on a deal") {
		a.Deal = dealID(fmt.Sprint(rapid.IntRange(0, 5).Draw(t, "deal")))
	}
	return event.Activity{Activity: a}
}

// fold makes the state of those events that keep lets pass.
func (h history) fold(keep func(record.Date) bool) *event.Memory {
	m := event.NewMemory()
	for _, e := range h {
		day := record.Date(0)
		switch b := e.Body.(type) {
		case event.Set:
			day = b.At.Date()
		case event.Activity:
			day = b.At.Date()
		}
		if keep == nil || keep(day) {
			if err := event.Fold(m, e); err != nil {
				panic(err)
			}
		}
	}
	return m
}

func viewOf(m *event.Memory, asOf record.Date, p record.Period) metrics.View {
	return metrics.View{Book: m.Book(), Days: m, Syms: m.Syms, AsOf: asOf, From: firstDay, Period: p}
}

// everything gives all numbers of a view as text.
func everything(t interface{ Fatal(...any) }, e *metrics.Engine, v metrics.View) string {
	r, err := e.Readings(context.Background(), v, 6)
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Pipeline(context.Background(), v, v.AsOf-10)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent([]any{r, p}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func differ(t *rapid.T, what, a, b string) {
	if a == b {
		return
	}
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			from := max(0, i-400)
			t.Fatalf("%s: they part after\n%s\n--- one\n%s\n--- other\n%s", what, a[from:i], a[i:min(i+200, len(a))], b[i:min(i+200, len(b))])
		}
	}
	t.Fatalf("%s: one is longer", what)
}

// As of a day, the log that goes on gives what the log up to that day gave.
func TestTheFutureDoesNotChangeThePast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		asOf := record.Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "as of"))
		p := rapid.SampledFrom([]record.Period{record.Week, record.Month}).Draw(t, "period")
		then := h.fold(func(d record.Date) bool { return d <= asOf })
		differ(t, "as of then", everything(t, new(metrics.Engine), viewOf(h.fold(nil), asOf, p)), everything(t, new(metrics.Engine), viewOf(then, asOf, p)))
	})
}

func TestOrderOfEventsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		other := slices.Clone(h)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		differ(t, "shuffled", everything(t, new(metrics.Engine), viewOf(h.fold(nil), lastDay, record.Week)),
			everything(t, new(metrics.Engine), viewOf(other.fold(nil), lastDay, record.Week)))
	})
}

// What adds up over time adds up over reps too, those without a rep included,
// and days make weeks.
func TestSumsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := viewOf(drawHistory(t).fold(nil), lastDay, record.Week)
		e := new(metrics.Engine)
		ctx := context.Background()
		sum := func(v metrics.View, id string) (x float64, minor int64) {
			ss, err := e.Series(ctx, v, id, firstDay, lastDay)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range ss {
				x, minor = x+s.Value.X, minor+s.Value.Minor
			}
			return x, minor
		}
		for _, i := range metrics.Catalogue() {
			if i.Fold != metrics.Sum || i.TeamOnly {
				continue
			}
			all, allMinor := sum(v, i.ID)
			days := v
			days.Period = record.Day
			if x, minor := sum(days, i.ID); diff(x, all) || minor != allMinor {
				t.Fatalf("%s: days make %v, weeks %v", i.ID, x, all)
			}
			x, minor := 0.0, int64(0)
			for _, r := range someReps {
				own := v
				own.Reps = []record.ID{repID(r)}
				a, b := sum(own, i.ID)
				x, minor = x+a, minor+b
			}
			if diff(x, all) || minor != allMinor {
				t.Fatalf("%s: reps make %v, all of them %v", i.ID, x, all)
			}
		}
	})
}

func diff(a, b float64) bool { return a-b > 1e-6 || b-a > 1e-6 }

// An engine that is told what changed says what a new one says.
func TestEngineForgetsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		m := h.fold(nil)
		e := new(metrics.Engine)
		asOf := record.Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "as of"))
		v := viewOf(m, asOf, rapid.SampledFrom([]record.Period{record.Day, record.Week}).Draw(t, "period"))
		everything(t, e, v)
		for i := range rapid.IntRange(1, 4).Draw(t, "changes") {
			var c metrics.Changes
			ev := drawChange(t, m, &h, i, &c)
			if err := event.Fold(m, ev); err != nil {
				t.Fatal(err)
			}
			if len(c.Types) > 0 {
				v.Book = m.Book() // every deal is new: only Changes tell
			}
			e.Changed(v.Book, c)
			if rapid.IntRange(0, 3).Draw(t, "another day") == 0 {
				v.AsOf = record.Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "as of"))
			}
			if rapid.IntRange(0, 3).Draw(t, "another minute") == 0 {
				v.Minute = rapid.IntRange(1, 1440).Draw(t, "minute")
			}
			if rapid.Bool().Draw(t, "of one rep") {
				v.Reps = []record.ID{repID("ann")}
			} else {
				v.Reps = nil
			}
			differ(t, fmt.Sprintf("after %T", ev.Body), everything(t, e, v), everything(t, new(metrics.Engine), v))
		}
	})
}

// drawChange makes one more event and says what it changes.
func drawChange(t *rapid.T, m *event.Memory, h *history, i int, c *metrics.Changes) event.Event {
	if acts := m.Activities(); len(acts) > 0 && rapid.IntRange(0, 3).Draw(t, "undo") == 0 {
		a := rapid.SampledFrom(acts).Draw(t, "undone")
		c.Days, c.Kinds = []record.Date{a.At.Date()}, []string{a.Kind}
		h.add(event.Void{Target: a.Ref, Type: record.TypeActivity, ID: a.ID})
		return (*h)[len(*h)-1]
	}
	if rapid.Bool().Draw(t, "activity") {
		b := drawActivity(t, 1000+i).(event.Activity)
		c.Days, c.Kinds = []record.Date{b.At.Date()}, []string{b.Kind}
		h.add(b)
	} else {
		b := drawSet(t, 1000+i).(event.Set)
		c.Types = []record.Type{b.Type}
		h.add(b)
	}
	return (*h)[len(*h)-1]
}

// What came of inquiries is brought up to date activity by activity.
func TestInquiriesAreSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, e := event.NewMemory(), new(metrics.Engine)
		var h history
		v := viewOf(m, firstDay+rapid.SampledFrom([]record.Date{3, 40}).Draw(t, "as of"), record.Day)
		days := []record.Date{0, 1, 2, 3, 31, 32, 40}
		for i := range rapid.IntRange(1, 14).Draw(t, "steps") {
			c := metrics.Changes{}
			acts := m.Activities()
			if len(acts) > 0 && rapid.IntRange(0, 2).Draw(t, "undo") == 0 {
				a := rapid.SampledFrom(acts).Draw(t, "undone")
				c.Days = []record.Date{a.At.Date()}
				h.add(event.Void{Target: a.Ref, Type: record.TypeActivity, ID: a.ID})
			} else {
				day := firstDay + rapid.SampledFrom(days).Draw(t, "day")
				c.Days = []record.Date{day}
				h.add(event.Activity{Activity: record.Activity{
					ID: record.DeriveID("test/activity", fmt.Sprint(i)), Kind: pick(t, []string{"inquiry", "call", "note"}, "kind"),
					At:      record.Time{Unix: int64(day)*86400 + int64(rapid.IntRange(0, 3).Draw(t, "hour"))*3600},
					Account: accountID(pick(t, []string{"acme", "zeta"}, "account"))}})
			}
			if err := event.Fold(m, h[len(h)-1]); err != nil {
				t.Fatal(err)
			}
			e.Changed(v.Book, c)
			for _, id := range []string{"lead_response_time", "answered_in_time"} {
				kept, _ := e.Series(context.Background(), v, id, firstDay, v.AsOf)
				fresh := metrics.Series(context.Background(), v, id, firstDay, v.AsOf)
				if fmt.Sprint(kept) != fmt.Sprint(fresh) {
					t.Fatalf("%s after step %d: %v, afresh %v", id, i, kept, fresh)
				}
			}
		}
	})
}

// First touches are looked for anew when there are other deals, and on
// another day.
func TestFirstTouchesAreLookedForAnew(t *testing.T) {
	w, e := newWorld(t), new(metrics.Engine)
	read := func(asOf string) metrics.Pipeline {
		v := w.view(asOf, record.Month)
		v.From = date("2026-01-01")
		e.Changed(v.Book, metrics.Changes{Types: []record.Type{record.TypeDeal}})
		p, err := e.Pipeline(context.Background(), v, 0)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, d := range []string{"a", "b"} {
		w.set(record.TypeDeal, dealID(d), record.Time{}, stage("lead"))
		w.log(record.Activity{Kind: "call", At: at("2026-01-05 10:00"), Deal: dealID(d)})
	}
	w.deal("a", "2026-01-10", stage(record.StageWon))
	near(t, "one", read("2026-01-31").AvgCycleDays, 5, 0)
	w.deal("b", "2026-01-20", stage(record.StageWon))
	near(t, "two", read("2026-01-31").AvgCycleDays, 10, 0)
	near(t, "one, as of earlier", read("2026-01-15").AvgCycleDays, 5, 0)
	v := w.view("2026-01-31", record.Month)
	v.From = date("2026-01-01")
	e.Changed(v.Book, metrics.Changes{})
	if p, _ := e.Pipeline(context.Background(), v, 0); p.CycleN != 2 {
		t.Errorf("%d cycles as of later, want 2", p.CycleN)
	}
}
