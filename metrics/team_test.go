package metrics_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"pgregory.net/rapid"
)

// rep enters a rep from a day on.
func (w *world) rep(name string, fields ...record.Assign) {
	w.t.Helper()
	w.set(record.TypeRep, repID(name), record.Time{}, append([]record.Assign{{Field: record.FieldName, Value: record.Text(name)}}, fields...)...)
}

func (w *world) team(asOf string, p record.Period) metrics.Team {
	w.t.Helper()
	return metrics.NewTeam(context.Background(), w.view(asOf, p), 0)
}

// weeks logs so many calls a week on Mondays, from a Monday on.
func (w *world) weeks(rep, monday string, counts ...int) {
	w.t.Helper()
	for k, n := range counts {
		for i := range n {
			day := date(monday) + record.Date(7*k+i%5)
			w.log(record.Activity{Kind: "call", At: record.Time{Unix: int64(day)*86400 + 36000 + int64(i)*60}, Rep: repID(rep), Account: accountID("acme")})
		}
	}
}

func rowOf(t *testing.T, team metrics.Team, rep string) metrics.TeamRow {
	t.Helper()
	r := team.Row(repID(rep))
	if r == nil {
		t.Fatalf("no row of %q", rep)
	}
	return *r
}

// reasons gives the ids of the reasons to look at a rep.
func reasons(r metrics.TeamRow) string {
	var out []string
	for _, c := range r.Attention {
		out = append(out, c.ID)
	}
	return strings.Join(out, " ")
}

// steady is 30 weeks of twenty activities, give or take one.
func steady(last ...int) []int {
	out := make([]int, 30)
	for i := range out {
		out[i] = 20 + i%3 - 1
	}
	return append(out[:30-len(last)], last...)
}

// The Monday of the week 30 weeks before the week of Monday 2026-11-16.
const longAgo = "2026-04-20"

func TestActivitySignals(t *testing.T) {
	for _, c := range []struct {
		name string
		last []int
		want string
		up   bool
	}{
		{"as usual", nil, "", false},
		{"a bad week that is noise", []int{18}, "", false},
		{"a week below the limits", []int{5}, "activity", false},
		{"a week above the limits is no reason", []int{40}, "", true},
		{"eight weeks on the lower side", []int{21, 19, 19, 19, 19, 19, 19, 19, 19}, "activity", false},
		{"eight weeks on the upper side", []int{21, 21, 21, 21, 21, 21, 21, 21}, "", true},
	} {
		w := newWorld(t)
		w.append(event.GeneralPack()...)
		w.rep("ann")
		w.weeks("ann", longAgo, steady(c.last...)...)
		r := rowOf(t, w.team("2026-11-15", record.Week), "ann")
		if got := reasons(r); got != c.want || r.Up != c.up || (r.Signal != "") != (c.want != "" || c.up) {
			t.Errorf("%s: reasons %q, signal %q up %v; want %q, up %v", c.name, got, r.Signal, r.Up, c.want, c.up)
		}
	}
}

func TestUsualActivityIsOfTheRepsOwnTime(t *testing.T) {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.rep("ann")
	w.rep("new")
	w.weeks("ann", longAgo, steady()...)
	w.weeks("new", "2026-09-07", 10, 11, 10, 9, 10, 10, 11, 9, 10, 10) // joined on the 21st week
	team := w.team("2026-11-18", record.Week)                          // a Wednesday, known to its end
	r := rowOf(t, team, "new")
	near(t, "usual", r.Usual, 10, 0.2) // the weeks before the first entry are none of 0
	near(t, "usual by Wednesday", r.UsualToDate, r.Usual.X*3/5, 1e-9)
	if r.Signal != "" || r.LastDay != "2026-11-13" {
		t.Errorf("signal %q, last %s", r.Signal, r.LastDay)
	}
	if len(r.Series) != 12 || r.Series[10].X != 10 || r.Series[11].X != 0 {
		t.Errorf("series %v", r.Series)
	}
	if len(r.Kinds) != 1 || r.Kinds[0].Kind != "call" || r.Kinds[0].Usual != r.Usual {
		t.Errorf("kinds %+v", r.Kinds)
	}
}

func TestWhatIsNoActivity(t *testing.T) {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.rep("ann")
	for _, kind := range []string{"inquiry", "note", "training"} {
		w.did("2026-11-16 09:00", kind, "", "ann", "acme")
	}
	w.log(record.Activity{Kind: "call", Outcome: "connected", At: at("2026-11-16 10:00"), Rep: repID("ann"), NextKind: "meeting"})
	w.did("2026-11-16 11:00", "call", "no-answer", "ann", "acme")
	r := rowOf(t, w.team("2026-11-18", record.Week), "ann")
	if r.Activities != 2 || r.Calls != 2 || r.Connected != 1 || r.Booked != 1 || r.Held != 0 {
		t.Errorf("%d activities, %d calls, %d connected, %d booked, %d held; want 2 2 1 1 0", r.Activities, r.Calls, r.Connected, r.Booked, r.Held)
	}
	near(t, "connect rate", r.ConnectRate.Value, 0.5, 1e-9)
	near(t, "meetings a connect", r.MeetingRate.Value, 1, 1e-9)
	if !r.ConnectRate.Few || r.ConnectRate.N != 2 {
		t.Errorf("a rate of two calls is shown as a fact: %+v", r.ConnectRate)
	}
}

func TestRatesOfEnoughAreFacts(t *testing.T) {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.rep("ann")
	w.weeks("ann", "2026-11-02", metrics.Floor)
	if r := rowOf(t, w.team("2026-11-18", record.Week), "ann"); r.ConnectRate.Few || r.ConnectRate.N != metrics.Floor {
		t.Errorf("%+v", r.ConnectRate)
	}
}

func TestSilence(t *testing.T) {
	for _, c := range []struct {
		name, asOf, want string
		last             []int
	}{
		{"three working days empty where four a day are usual", "2026-11-18", "silent", nil},
		{"two are not enough", "2026-11-17", "", nil},
		{"a weekend is none", "2026-11-15", "", nil},
	} {
		w := newWorld(t)
		w.append(event.GeneralPack()...)
		w.rep("ann")
		w.weeks("ann", "2026-04-13", steady()...) // the last week is that of 2 November
		w.weeks("ann", "2026-11-09", 20)          // the last entry is on Friday the 13th
		if got := reasons(rowOf(t, w.team(c.asOf, record.Week), "ann")); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSilenceOfWhoLogsSeldom(t *testing.T) {
	for asOf, want := range map[string]string{
		"2026-11-18": "", // three days: with one in two days, exp(-1.5) of all threes are empty
		"2026-11-30": "silent",
	} {
		w := newWorld(t)
		w.append(event.GeneralPack()...)
		w.rep("ann")
		w.weeks("ann", "2026-04-20", 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2)
		w.did("2026-11-13 10:00", "call", "", "ann", "acme")
		if got := reasons(rowOf(t, w.team(asOf, record.Week), "ann")); got != want {
			t.Errorf("%s: %q, want %q", asOf, got, want)
		}
	}
}

func TestNothingLoggedYet(t *testing.T) {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.rep("ann")
	w.rep("ben")
	w.rep("idle")
	w.did("2026-11-17 10:00", "call", "", "ann", "acme")
	w.deal("zeta", "2026-11-02", stage("lead"), owned("ben"), worth(100))
	team := w.team("2026-11-18", record.Week)
	for rep, want := range map[string]string{"ann": "", "ben": "silent", "idle": ""} {
		if got := reasons(rowOf(t, team, rep)); got != want {
			t.Errorf("%s: %q, want %q", rep, got, want)
		}
	}
}

func TestUnansweredInquiries(t *testing.T) {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.rep("ann")
	w.rep("ben")
	w.did("2026-11-16 09:00", "inquiry", "", "ann", "acme") // two days
	w.did("2026-11-18 09:00", "inquiry", "", "ann", "zeta") // today: not late yet
	w.did("2026-11-10 09:00", "inquiry", "", "ann", "")     // names no account
	w.did("2026-11-10 09:00", "inquiry", "spam", "ann", "yard")
	w.did("2026-11-10 09:00", "inquiry", "", "ben", "hill")
	w.did("2026-11-10 12:00", "call", "", "ann", "hill") // whoever answers, it is answered
	w.did("2026-11-18 12:00", "call", "", "ann", "lake")
	w.did("2026-11-18 12:00", "call", "", "ben", "lake")
	team := w.team("2026-11-18", record.Week)
	ann, ben := rowOf(t, team, "ann"), rowOf(t, team, "ben")
	if reasons(ann) != "inquiries" || ann.Waiting != 1 || ann.Attention[0].Since != "2026-11-16" {
		t.Errorf("ann: %q, %d waiting, %+v", reasons(ann), ann.Waiting, ann.Attention)
	}
	if reasons(ben) != "" || ben.Waiting != 0 {
		t.Errorf("ben: %q, %d waiting", reasons(ben), ben.Waiting)
	}
	near(t, "ben's response", ben.ResponseHours.Value, 3, 1e-9)
	if team.Total.Waiting != 1 || team.Total.ResponseHours.N != 3 {
		t.Errorf("in all %d of %d wait, want 1 of 3", team.Total.Waiting, team.Total.ResponseHours.N)
	}
}

func TestDealsPastDue(t *testing.T) {
	due := func(day string) record.Assign {
		return record.Assign{Field: record.FieldNextDue, Value: record.TimeValue(noon(date(day)))}
	}
	for _, c := range []struct {
		name             string
		late, step, fine int
		want             string
	}{
		{"three of six", 2, 1, 3, "deals"},
		{"three of seven", 2, 1, 4, ""},
		{"two of two", 1, 1, 0, ""},
	} {
		w := newWorld(t)
		w.rep("ann")
		w.did("2026-11-18 10:00", "call", "", "ann", "acme")
		n := 0
		add := func(k int, fields ...record.Assign) {
			for range k {
				n++
				w.deal(strings.Repeat("x", n), "2026-11-02", append(fields, stage("lead"), owned("ann"), worth(100))...)
			}
		}
		add(c.late, expected("2026-11-10"))
		add(c.step, due("2026-11-17"), expected("2026-12-10"))
		add(c.fine, due("2026-11-20"), expected("2026-12-10"))
		r := rowOf(t, w.team("2026-11-18", record.Week), "ann")
		if got := reasons(r); got != c.want || r.PastDue != c.late+c.step {
			t.Errorf("%s: %q with %d past due, want %q", c.name, got, r.PastDue, c.want)
		}
	}
}

func TestWhoLeft(t *testing.T) {
	ended := record.Assign{Field: record.FieldEnded, Value: record.DateValue(date("2026-10-30"))}
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	w.rep("ann")
	w.rep("gone with deals", ended)
	w.rep("gone without", ended)
	w.did("2026-11-18 10:00", "call", "", "ann", "acme")
	w.deal("acme", "2026-09-01", stage("lead"), worth(500), owned("gone with deals"))
	w.deal("zeta", "2025-09-01", stage(record.StageWon), worth(500), owned("gone without"))
	team := w.team("2026-11-18", record.Week)
	if r := rowOf(t, team, "gone with deals"); reasons(r) != "left" || !r.Gone || r.Left != "2026-10-30" || r.OpenValue.Minor != 500 {
		t.Errorf("%q %+v", reasons(r), r)
	}
	if team.Row(repID("gone without")) != nil {
		t.Error("who left and has nothing any more has a row")
	}
}

// Far behind is said with its numbers, though chance may explain it: of one won
// deal of 300 a quarter's goal of 900 is three, of which 59 % of the days ask
// for 1.77, and none happens in 17 % of cases (Poisson). Who began within the
// quarter is told apart instead.
func TestFarBelowPace(t *testing.T) {
	w := newWorld(t)
	for _, rep := range []string{"ann", "ben", "new"} {
		w.rep(rep)
		w.goal("booked_revenue", rep, record.Quarter, 90000)
	}
	w.did("2026-09-01 10:00", "call", "", "ann", "acme")
	w.did("2026-09-01 10:00", "call", "", "ben", "acme")
	w.did("2026-11-02 10:00", "call", "", "new", "acme")
	for _, rep := range []string{"ann", "ben", "new"} {
		w.did("2026-11-23 10:00", "call", "", rep, "acme")
	}
	w.deal("old", "2026-09-01", stage(record.StageWon), worth(30000), owned("ann"))
	w.deal("half", "2026-10-20", stage(record.StageWon), worth(30000), owned("ben"))
	team := w.team("2026-11-24", record.Week)
	ann, ben, fresh := rowOf(t, team, "ann"), rowOf(t, team, "ben"), rowOf(t, team, "new")
	if reasons(ann) != "slow" || ann.Attention[0].Short != "goal 0% at 59%" || ann.New != "" {
		t.Errorf("ann: %q %+v", reasons(ann), ann.Attention)
	}
	if reasons(ben) != "" {
		t.Errorf("ben has more than a third of what the days ask for: %q", reasons(ben))
	}
	if reasons(fresh) != "" || fresh.New != "2026-11-02" {
		t.Errorf("new: %q, began %q", reasons(fresh), fresh.New)
	}
	if len(team.Help) != 1 || team.Help[0].Rep != "ann" {
		t.Errorf("help %+v", team.Help)
	}
}

func TestNoGoalIsOnlySaidWhereOthersHaveOne(t *testing.T) {
	w := newWorld(t)
	w.rep("ann")
	w.rep("ben")
	w.did("2026-11-18 10:00", "call", "", "ann", "acme")
	w.did("2026-11-18 10:00", "call", "", "ben", "acme")
	if r := rowOf(t, w.team("2026-11-18", record.Month), "ben"); reasons(r) != "" {
		t.Errorf("without any goal: %q", reasons(r))
	}
	w.goal("booked_revenue", "ann", record.Month, 100000)
	team := w.team("2026-11-18", record.Month)
	if a, b := rowOf(t, team, "ann"), rowOf(t, team, "ben"); reasons(a) != "" || reasons(b) != "goal" {
		t.Errorf("ann %q, ben %q; want none and goal", reasons(a), reasons(b))
	}
	if len(team.Help) != 1 || team.Help[0].Rep != "ben" {
		t.Errorf("help %+v", team.Help)
	}
}

// Beside others of whom 30 of 100 are past due, 8 of 12 are more than chance
// explains and 6 of 12 are not: R's 1-pbinom(7, 12, 0.3) = 0.0095 and
// 1-pbinom(5, 12, 0.3) = 0.1178.
func TestDealsPastDueBesideOthers(t *testing.T) {
	for late, want := range map[int]string{8: "deals", 6: ""} {
		w := newWorld(t)
		w.rep("ann")
		w.rep("ben")
		w.did("2026-11-18 10:00", "call", "", "ann", "acme")
		w.did("2026-11-18 10:00", "call", "", "ben", "acme")
		add := func(rep string, k int, close string) {
			for i := range k {
				w.deal(fmt.Sprint(rep, close, i), "2026-11-02", stage("lead"), owned(rep), worth(100), expected(close))
			}
		}
		add("ben", 30, "2026-11-10")
		add("ben", 70, "2026-12-10")
		add("ann", late, "2026-11-10")
		add("ann", 12-late, "2026-12-10")
		team := w.team("2026-11-18", record.Week)
		if a, b := reasons(rowOf(t, team, "ann")), reasons(rowOf(t, team, "ben")); a != want || b == "deals" && late == 6 {
			t.Errorf("%d of 12: %q and %q, want %q", late, a, b, want)
		}
	}
}

// everyRow checks that rows add up to the total in what adds up, to the cent.
func everyRow(t interface{ Errorf(string, ...any) }, team metrics.Team) {
	sum := metrics.TeamRow{}
	for _, r := range team.Rows {
		sum.Activities += r.Activities
		sum.Calls, sum.Connected, sum.Booked, sum.Held = sum.Calls+r.Calls, sum.Connected+r.Connected, sum.Booked+r.Booked, sum.Held+r.Held
		sum.Created, sum.Won, sum.Open = sum.Created+r.Created, sum.Won+r.Won, sum.Open+r.Open
		sum.Rotting, sum.Overdue, sum.OverdueNextStep, sum.NoNextStep = sum.Rotting+r.Rotting, sum.Overdue+r.Overdue, sum.OverdueNextStep+r.OverdueNextStep, sum.NoNextStep+r.NoNextStep
		sum.CreatedValue.Minor += r.CreatedValue.Minor
		sum.WonValue.Minor += r.WonValue.Minor
		sum.OpenValue.Minor += r.OpenValue.Minor
		sum.WeightedValue.Minor += r.WeightedValue.Minor
	}
	for _, c := range []struct {
		what     string
		sum, all int64
	}{
		{"activities", int64(sum.Activities), int64(team.Total.Activities)},
		{"open", int64(sum.Open), int64(team.Total.Open)}, {"created", int64(sum.Created), int64(team.Total.Created)}, {"won", int64(sum.Won), int64(team.Total.Won)},
		{"rotting", int64(sum.Rotting), int64(team.Total.Rotting)}, {"overdue", int64(sum.Overdue), int64(team.Total.Overdue)},
		{"late steps", int64(sum.OverdueNextStep), int64(team.Total.OverdueNextStep)}, {"no step", int64(sum.NoNextStep), int64(team.Total.NoNextStep)},
		{"open value", sum.OpenValue.Minor, team.Total.OpenValue.Minor}, {"weighted", sum.WeightedValue.Minor, team.Total.WeightedValue.Minor},
		{"created value", sum.CreatedValue.Minor, team.Total.CreatedValue.Minor}, {"won value", sum.WonValue.Minor, team.Total.WonValue.Minor},
	} {
		if c.sum != c.all {
			t.Errorf("%s of the rows is %d, in all %d", c.what, c.sum, c.all)
		}
	}
}

// The rows add up, and they are the numbers of Readings and Pipeline.
func TestTeamReconciles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := teamHistory(t).fold(nil)
		p := rapid.SampledFrom([]record.Period{record.Week, record.Month, record.Quarter}).Draw(t, "period")
		v := viewOf(m, record.Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "as of")), p)
		ctx, e := context.Background(), new(metrics.Engine)
		team, err := e.Team(ctx, v, 0)
		if err != nil {
			t.Fatal(err)
		}
		everyRow(t, team)
		agrees(t, e, v, team.Total)
		for _, r := range team.Rows {
			if !r.ID.IsZero() {
				one := v
				one.Reps = []record.ID{r.ID}
				agrees(t, e, one, r)
			}
		}
	})
}

// agrees holds a row against what Readings and Pipeline say of its scope.
func agrees(t *rapid.T, e *metrics.Engine, v metrics.View, r metrics.TeamRow) {
	ctx := context.Background()
	report, _ := e.Readings(ctx, v, 1)
	p, _ := e.Pipeline(ctx, v, v.AsOf-6)
	for _, c := range []struct {
		what      string
		got, want metrics.Number
	}{
		{"created", r.CreatedValue, report.Find("pipeline_created").Value}, {"won", r.WonValue, report.Find("booked_revenue").Value},
		{"open", r.OpenValue, p.OpenValue}, {"weighted", r.WeightedValue, p.WeightedValue}, {"coverage", r.Coverage, p.Coverage},
		{"win rate", r.WinRate.Value, p.WinRate}, {"goal", r.Attainment.Goal, p.Goal},
	} {
		if absent := !c.want.Set && (c.got.X == 0 || !c.got.Set); c.got != c.want && !absent {
			t.Errorf("%s is %v, elsewhere %v", c.what, c.got, c.want)
		}
	}
	if r.Rotting != p.Rotting || r.Overdue != p.Overdue || r.OverdueNextStep != p.OverdueNextStep || r.NoNextStep != p.NoNextStep || r.Open != p.OpenCount {
		t.Errorf("open %d rotting %d overdue %d late %d without %d; elsewhere %d %d %d %d %d", r.Open, r.Rotting, r.Overdue, r.OverdueNextStep, r.NoNextStep,
			p.OpenCount, p.Rotting, p.Overdue, p.OverdueNextStep, p.NoNextStep)
	}
	window := v
	window.From, window.To = v.AsOf-90, v.AsOf
	recent, _ := e.Readings(ctx, window, 1)
	for id, got := range map[string]int{"calls": r.Calls, "connected_calls": r.Connected, "meetings_booked": r.Booked, "meetings_held": r.Held} {
		if want := recent.Find(id).Window; want.Value.Set && int(want.Value.X) != got {
			t.Errorf("%s is %d, elsewhere %v", id, got, want.Value)
		}
	}
}

// teamHistory is a history with the reps in it, one of whom left.
func teamHistory(t *rapid.T) history {
	h := drawHistory(t)
	for i, name := range someReps[1:] {
		s := event.Set{Type: record.TypeRep, ID: repID(name), Fields: []record.Assign{{Field: record.FieldName, Value: record.Text(name)}}}
		if i == 1 && rapid.Bool().Draw(t, "left") {
			s.Fields = append(s.Fields, record.Assign{Field: record.FieldEnded, Value: record.DateValue(drawMoment(t).Date())})
		}
		h.add(s)
	}
	return h
}

// The order in which the facts came does not matter, nor what the engine saw
// before.
func TestTeamOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := teamHistory(t)
		v := viewOf(h.fold(nil), lastDay, record.Week)
		shuffled := slices.Clone(h)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		other := viewOf(shuffled.fold(nil), lastDay, record.Week)
		e := new(metrics.Engine)
		earlier := v
		earlier.AsOf -= 40
		_, _ = e.Team(context.Background(), earlier, 0)
		a, _ := e.Team(context.Background(), v, 0)
		b := metrics.NewTeam(context.Background(), other, 0)
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		differ(t, "the team", string(x), string(y))
	})
}

func TestOnlySomeRepsMayBeSeen(t *testing.T) {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	for _, rep := range []string{"ann", "ben"} {
		w.rep(rep)
		w.did("2026-11-18 10:00", "call", "", rep, "acme")
		w.deal(rep, "2026-11-02", stage("lead"), worth(500), owned(rep))
	}
	w.deal("nobody", "2026-11-02", stage("lead"), worth(500))
	whole := w.team("2026-11-18", record.Week)
	team := whole.Part(func(id record.ID) bool { return id == repID("ann") })
	if len(whole.Rows) != 3 || whole.Partial || len(whole.Help) != 0 && whole.Help[0].Rep == "" {
		t.Errorf("the whole has %d rows after a part was taken", len(whole.Rows))
	}
	if all := whole.Part(func(record.ID) bool { return true }); len(all.Rows) != 3 || all.Partial {
		t.Errorf("all of it is %d rows, partial %v", len(all.Rows), all.Partial)
	}
	if len(team.Rows) != 1 || team.Rows[0].Rep != "ann" || !team.Partial || team.Total.Open != 3 {
		t.Errorf("%d rows, partial %v, %d open in all", len(team.Rows), team.Partial, team.Total.Open)
	}
	text, _ := json.Marshal(team)
	if strings.Contains(string(text), "ben") {
		t.Errorf("ben is named: %s", text)
	}
}
