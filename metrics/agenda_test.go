package metrics_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"pgregory.net/rapid"
)

func nextStep(what, due string) []record.Assign {
	return []record.Assign{
		{Field: record.FieldNextStep, Value: record.Text(what)}, {Field: record.FieldNextDue, Value: record.TimeValue(at(due))},
	}
}

func titled(name string) record.Assign {
	return record.Assign{Field: record.FieldTitle, Value: record.Text(name)}
}

// agendaWorld is a file with the general pack: stages with chances (lead 5 %,
// proposal 50 %) and limits, kinds, and two accounts.
func agendaWorld(t testing.TB) *world {
	w := newWorld(t)
	w.append(event.GeneralPack()...)
	for _, name := range []string{"dana", "eli"} {
		w.set(record.TypeRep, repID(name), record.Time{}, record.Assign{Field: record.FieldName, Value: record.Text(name)})
	}
	for _, name := range []string{"acme", "bolt"} {
		w.account(name, "dana")
	}
	return w
}

func (w *world) account(name, rep string) {
	w.set(record.TypeAccount, accountID(name), noon(date("2026-10-01")), record.Assign{Field: record.FieldName, Value: record.Text(name)}, owned(rep))
}

// opened asserts an open deal of dana on acme that lacks nothing: it is new in
// its stage, and its next step is far ahead.
func (w *world) opened(name, stageKey string, minor int64, more ...record.Assign) {
	f := append([]record.Assign{titled(name), on("acme"), owned("dana"), stage(stageKey), worth(minor)}, nextStep("call", "2026-12-20 10:00")...)
	for _, m := range more { // in the place of what is usual
		f = append(slices.DeleteFunc(f, func(a record.Assign) bool { return a.Field == m.Field }), m)
	}
	w.deal(name, "2026-11-23", f...)
}

func (w *world) agenda(asOf string, reps ...string) metrics.Agenda {
	v := w.view(asOf, record.Week)
	v.Minute = 12 * 60
	for _, r := range reps {
		v.Reps = append(v.Reps, repID(r))
	}
	return metrics.NewAgenda(context.Background(), v, metrics.NewPipeline(context.Background(), v, 0))
}

// listed gives the items as "kind name", in order.
func listed(a metrics.Agenda) []string {
	var out []string
	for _, it := range a.Items {
		name := it.Deal
		if name == "" {
			name = it.Account
		}
		out = append(out, it.Kind+" "+name)
	}
	return out
}

func wantItems(t *testing.T, a metrics.Agenda, want ...string) {
	t.Helper()
	if got := listed(a); !slices.Equal(got, want) {
		t.Errorf("items\n%v, want\n%v", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestNothingToDo(t *testing.T) {
	w := agendaWorld(t)
	a := w.agenda("2026-11-24")
	if wantItems(t, a); !a.Blank {
		t.Error("an empty file is not said to be empty")
	}
	w.opened("fine", "proposal", 100_00)
	a = w.agenda("2026-11-24")
	if wantItems(t, a); a.Blank {
		t.Error("a file with a deal is said to be empty")
	}
}

// 2026-11-24 is a Tuesday.
func TestStepsByDueDay(t *testing.T) {
	w := agendaWorld(t)
	for name, due := range map[string]string{
		"yesterday": "2026-11-23 15:00", "today": "2026-11-24 15:00", "thursday": "2026-11-26 09:00", "friday": "2026-11-27 09:00",
	} {
		w.opened(name, "proposal", 100_00, nextStep("demo", due)...)
	}
	a := w.agenda("2026-11-24")
	wantItems(t, a, "step_late yesterday", "step_today today", "step_soon thursday")
	if it := a.Items[0]; it.Reasons[0].Days != 1 || it.Activity != "demo" || it.Reasons[0].Text != "demo was due yesterday" || it.Do != "Demo: acme" {
		t.Errorf("%+v", it)
	}
	if got := a.Items[1].Reasons[0].Text; got != "demo is due today at 15:00" {
		t.Error(got)
	}
	// On a Thursday two working days ahead is the Monday.
	wantItems(t, w.agenda("2026-11-26"), "step_late yesterday", "step_late today", "step_today thursday", "step_soon friday")
}

// Stake times urgency: 1,000 at 50 % due today is 500 a day, 24,000 at 5 %
// with nothing agreed is 600, and a step one day late weighs 1.1.
func TestCostIsStakeTimesUrgency(t *testing.T) {
	w := agendaWorld(t)
	w.opened("promised", "proposal", 1_000_00, nextStep("call", "2026-11-24 09:00")...)
	w.opened("late", "proposal", 1_000_00, nextStep("call", "2026-11-23 09:00")...)
	none := []record.Assign{{Field: record.FieldNextStep, Value: record.Text("")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.Time{})}}
	w.opened("adrift", "lead", 24_000_00, none...)
	w.opened("small", "lead", 1_600_00, none...)
	a := w.agenda("2026-11-24")
	wantItems(t, a, "no_step adrift", "step_late late", "step_today promised", "no_step small")
	for i, want := range []float64{600, 550, 500, 40} {
		if got := a.Items[i].Cost; got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s costs %v, want %v", a.Items[i].Deal, got, want)
		}
	}
}

// One deal is one item, however much it lacks; every reason adds.
func TestReasonsOfOneDealAddUp(t *testing.T) {
	w := agendaWorld(t)
	w.deal("stuck", "2026-08-01", append(nextStep("call", "2026-11-20 09:00"), titled("stuck"), on("acme"), owned("dana"), stage("proposal"), worth(100_00), expected("2026-11-14"))...)
	a := w.agenda("2026-11-24")
	if len(a.Items) != 1 {
		t.Fatalf("%v", listed(a))
	}
	var kinds []string
	for _, r := range a.Items[0].Reasons {
		kinds = append(kinds, r.Kind)
	}
	if !slices.Equal(kinds, []string{"rotting", "step_late", "close_past"}) {
		t.Errorf("reasons %v", kinds)
	}
	if want := 1.5 + 1.4 + 0.8; a.Items[0].Urgency != want { // 115 days against 21, 4 days late, 10 days past
		t.Errorf("urgency %v, want %v", a.Items[0].Urgency, want)
	}
}

func TestCommittedDealWithoutStepWeighsMore(t *testing.T) {
	w := agendaWorld(t)
	none := []record.Assign{{Field: record.FieldNextStep, Value: record.Text("")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.Time{})}}
	w.opened("open", "proposal", 100_00, none...)
	w.opened("sure", "proposal", 100_00, append(none, record.Assign{Field: record.FieldForecast, Value: record.Text("commit")})...)
	wantItems(t, w.agenda("2026-11-24"), "committed sure", "no_step open")
}

// What cannot be priced is listed all the same, ranked like a typical deal,
// and said to be.
func TestOtherCurrenciesAreRankedAsTypical(t *testing.T) {
	w := agendaWorld(t)
	today := nextStep("call", "2026-11-24 09:00")
	w.opened("large", "proposal", 900_00, today...)
	w.opened("middle", "proposal", 500_00)
	w.opened("small", "proposal", 100_00, today...)
	w.opened("yen", "proposal", 0, append(today, record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(record.Money{Minor: 9_000_000, Currency: "JPY"})})...)
	a := w.agenda("2026-11-24")
	wantItems(t, a, "step_today large", "step_today yen", "step_today small")
	if yen := a.Items[1]; yen.Stake.Set || yen.Amount.Minor != 9_000_000 || yen.Cost != 250 {
		t.Errorf("%+v", yen)
	}
	if len(a.LeftOut) != 1 || a.LeftOut[0].Reason != "agenda_currency" || a.LeftOut[0].N != 1 {
		t.Errorf("left out %+v", a.LeftOut)
	}
}

// Inquiries of the last week come before everything, those that can still be
// answered in time first; the goal without one set is 24 hours.
func TestInquiriesComeFirst(t *testing.T) {
	w := agendaWorld(t)
	w.opened("dear", "proposal", 1_000_000_00, nextStep("call", "2026-11-10 09:00")...)
	for name, when := range map[string]string{
		"fresh": "2026-11-24 11:00", "nearly": "2026-11-23 14:00", "missed": "2026-11-22 10:00", "long ago": "2026-11-19 10:00", "cold": "2026-11-12 10:00",
	} {
		w.account(name, "dana")
		w.did(when, "inquiry", "", "dana", name)
	}
	w.account("answered", "dana")
	w.did("2026-11-23 10:00", "inquiry", "", "dana", "answered")
	w.did("2026-11-23 11:00", "call", "no-answer", "eli", "answered")
	w.account("spam", "dana")
	w.did("2026-11-23 10:00", "inquiry", "spam", "dana", "spam")
	a := w.agenda("2026-11-24", "dana")
	wantItems(t, a, "inquiry nearly", "inquiry fresh", "inquiry missed", "inquiry long ago", "step_late dear", "inquiry cold")
	if r := a.Items[0].Reasons[0]; r.Hours != 22 || r.Limit.X != 24 || r.Text != "asked 22 h ago; the goal is an answer within 24 h" {
		t.Errorf("%+v", r)
	}
}

// For as long as an agenda says that it lasts, one worked out anew says the same,
// and in the minute after, something else.
func TestAnAgendaLastsAsLongAsItSays(t *testing.T) {
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		w := agendaWorld(outer)
		for i := range rapid.IntRange(1, 3).Draw(t, "inquiries") {
			name := string(rune('a' + i))
			w.account(name, "dana")
			asked := rapid.IntRange(0, 8*24*60).Draw(t, "minutes before noon")
			w.did(date("2026-11-24").Time().Add(12*time.Hour-time.Duration(asked)*time.Minute).Format("2006-01-02 15:04"), "inquiry", "", "dana", name)
		}
		at := func(minute int) metrics.Agenda {
			v := w.view("2026-11-24", record.Week)
			v.Minute = minute
			return metrics.NewAgenda(context.Background(), v, metrics.Pipeline{})
		}
		said := func(minute int) string {
			a := at(minute)
			var out []string
			for i := range a.Items {
				it := &a.Items[i]
				warm := it.Reasons[0].Hours <= 7*24 // it stands first for that long
				out = append(out, it.Account, it.Reasons[0].Text, it.Reasons[0].Short(say.English()), strconv.FormatBool(warm))
			}
			return strings.Join(out, "|")
		}
		a := at(12 * 60)
		n := int(a.Lasts() / time.Minute)
		if n < 1 || n > 60 {
			t.Fatalf("it lasts %d minutes", n)
		}
		for k := range n {
			if got := said(12*60 + k); got != said(12*60) {
				t.Fatalf("it is to last %d minutes, and after %d says %s instead of %s", n, k, got, said(12*60))
			}
		}
		if n < 60 && said(12*60+n) == said(12*60) {
			t.Fatalf("after %d minutes it says the same: %s", n, said(12*60))
		}
	})
}

func TestAnAgendaWithoutInquiriesLastsForTheDay(t *testing.T) {
	w := agendaWorld(t)
	w.opened("dear", "proposal", 1_000_000_00, nextStep("call", "2026-11-10 09:00")...)
	if a := w.agenda("2026-11-24", "dana"); len(a.Items) == 0 || a.Lasts() != 0 {
		t.Errorf("%d items last %v", len(a.Items), a.Lasts())
	}
}

// What was asked ten minutes ago was asked ten minutes ago.
func TestTheAgeOfAnInquiryIsThatOfTheClock(t *testing.T) {
	w := agendaWorld(t)
	w.account("fresh", "dana")
	w.did("2026-11-24 11:50", "inquiry", "", "dana", "fresh")
	v := w.view("2026-11-24", record.Week)
	v.Minute = metrics.Minute(date("2026-11-24").At(12, 0, 59, time.UTC))
	a := metrics.NewAgenda(context.Background(), v, metrics.Pipeline{})
	if got := a.Items[0].Reasons[0].Text; !strings.HasPrefix(got, "asked 10 min ago") {
		t.Error(got)
	}
	if m := metrics.Minute(date("2026-11-24").At(0, 0, 30, time.UTC)); m != 1 {
		t.Errorf("the first minute of a day is %d, and 0 is all of it", m)
	}
}

// An inquiry is the business of who has the account now; what is nobody's is
// everybody's, and one that names no account is told of.
func TestWhoseInquiry(t *testing.T) {
	w := agendaWorld(t)
	for _, name := range []string{"handed over", "nobody's"} {
		w.account(name, "")
	}
	w.set(record.TypeAccount, accountID("handed over"), noon(date("2026-11-20")), owned("eli"))
	w.did("2026-11-24 09:00", "inquiry", "", "dana", "handed over")
	w.did("2026-11-24 10:00", "inquiry", "", "", "nobody's")
	w.did("2026-11-24 10:30", "inquiry", "", "dana", "")
	wantItems(t, w.agenda("2026-11-24", "dana"), "inquiry nobody's")
	wantItems(t, w.agenda("2026-11-24", "eli"), "inquiry handed over", "inquiry nobody's")
	if out := w.agenda("2026-11-24", "dana").LeftOut; len(out) != 1 || out[0].Reason != "agenda_no_account" {
		t.Errorf("left out %+v", out)
	}
}

func TestWonAndForgotten(t *testing.T) {
	w := agendaWorld(t)
	sold := func(name, account, closed string) {
		w.deal(name, "2026-10-01", append(nextStep("call", "2026-10-20 10:00"), titled(name), on(account), owned("dana"), stage("proposal"))...)
		w.deal(name, closed, stage(record.StageWon))
	}
	sold("won", "acme", "2026-11-20")
	wantItems(t, w.agenda("2026-11-20")) // on the day itself nothing is missing yet
	wantItems(t, w.agenda("2026-11-21"), "won won")
	wantItems(t, w.agenda("2026-11-24"), "won won")
	w.did("2026-11-20 16:00", "call", "connected", "dana", "acme") // on the day of the close
	wantItems(t, w.agenda("2026-11-24"), "won won")
	w.did("2026-11-23 16:00", "call", "connected", "dana", "acme")
	wantItems(t, w.agenda("2026-11-24"))
	wantItems(t, w.agenda("2026-11-22"), "won won") // as it stood then
	sold("long won", "bolt", "2026-11-09")
	wantItems(t, w.agenda("2026-11-24"))
	sold("planned", "bolt", "2026-11-20")
	w.deal("planned", "2026-11-20", nextStep("meeting", "2026-12-20 10:00")...)
	wantItems(t, w.agenda("2026-11-24"))
}

// As it stood: what was agreed later is not known yet.
func TestAgendaAsOf(t *testing.T) {
	w := agendaWorld(t)
	w.set(record.TypeAccount, accountID("bolt"), at("2026-11-10 09:00"), nextStep("email", "2026-11-12 09:00")...)
	w.set(record.TypeAccount, accountID("bolt"), at("2026-11-13 09:00"), nextStep("", "2026-12-24 09:00")...)
	wantItems(t, w.agenda("2026-11-09"))
	wantItems(t, w.agenda("2026-11-12", "dana"), "step_today bolt")
	wantItems(t, w.agenda("2026-11-12", "eli"))
	wantItems(t, w.agenda("2026-11-13"))
}

// The agenda and the pipeline tell the same facts: what one counts, the other
// lists. And the order is total: whatever order records come in, it is one.
func TestAgendaAgreesWithThePipeline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		v := viewOf(h.fold(nil), lastDay, record.Week)
		if rep := pick(t, someReps, "scope"); rep != "" {
			v.Reps = []record.ID{repID(rep)}
		}
		p := metrics.NewPipeline(context.Background(), v, 0)
		a := metrics.NewAgenda(context.Background(), v, p)
		n := make(map[string]int)
		n["step_late"] = lateWithAccount(v)
		for i := range a.Items {
			for _, r := range a.Items[i].Reasons {
				if a.Items[i].DealID != "" {
					n[r.Kind]++
				}
			}
			for k := range a.Items {
				if c := a.Items[i].Compare(&a.Items[k]); (c == 0) != (i == k) || c != -a.Items[k].Compare(&a.Items[i]) || i < k && c >= 0 {
					t.Fatalf("%d and %d compare as %d", i, k, c)
				}
			}
		}
		for what, want := range map[string]int{"step_late": p.OverdueNextStep, "rotting": p.Rotting, "close_past": p.Overdue} {
			if n[what] != want {
				t.Errorf("%d %s on the agenda, %d in the pipeline", n[what], what, want)
			}
		}
		if got := n["no_step"] + n["committed"]; got != p.NoNextStep {
			t.Errorf("%d without a next step on the agenda, %d in the pipeline", got, p.NoNextStep)
		}
	})
}

// lateWithAccount counts the open deals of a scope that have nothing agreed on of
// their own, and whose account has a next step that is late, from the records as
// they are.
func lateWithAccount(v metrics.View) int {
	n := 0
	for _, d := range v.Book.Deals {
		s := &d.Now
		mine := v.Reps == nil || slices.Contains(v.Reps, s.Rep)
		a := v.Book.Accounts[s.Account]
		if mine && s.Open() && s.Created.Date() <= v.AsOf && s.NextStep == "" && s.NextDue.IsZero() &&
			a != nil && !a.Archived && !a.NextDue.IsZero() && a.NextDue.Date() < v.AsOf {
			n++
		}
	}
	return n
}

// What was agreed on with an account counts for its deals that have nothing of
// their own: nothing lacks, and the promise is listed once, with what is at stake
// of all of them, for whoever has one of them.
func TestWhatIsAgreedWithTheAccountCountsForItsDeals(t *testing.T) {
	w := agendaWorld(t)
	none := []record.Assign{{Field: record.FieldNextStep, Value: record.Text("")}, {Field: record.FieldNextDue, Value: record.TimeValue(record.Time{})}}
	w.opened("one", "proposal", 100_00, none...)
	w.opened("two", "proposal", 300_00, none...)
	w.opened("own", "proposal", 900_00)
	w.opened("eli's", "proposal", 50_00, append(none, owned("eli"))...)
	share := func(day string) float64 { return w.read("next_step_share", day, record.Week).Value.X }
	if p := w.pipeline("2026-11-01", "2026-11-23"); p.NoNextStep != 3 || share("2026-11-23") != 0.25 {
		t.Errorf("%d of 4 lack a next step, share %v", p.NoNextStep, share("2026-11-23"))
	}
	w.set(record.TypeAccount, accountID("acme"), at("2026-11-24 09:00"), nextStep("demo", "2026-11-25 10:00")...)
	for day, want := range map[string][2]int{"2026-11-23": {3, 0}, "2026-11-24": {0, 0}, "2026-11-26": {0, 3}} {
		if p := w.pipeline("2026-11-01", day); p.NoNextStep != want[0] || p.OverdueNextStep != want[1] {
			t.Errorf("on %s %d lack a next step and %d are late, want %v", day, p.NoNextStep, p.OverdueNextStep, want)
		}
	}
	if got := share("2026-11-24"); got != 1 {
		t.Errorf("share %v", got)
	}
	for rep, stake := range map[string]float64{"dana": 200, "eli": 25} { // proposal: 50 %
		a := w.agenda("2026-11-26", rep)
		wantItems(t, a, "step_late acme")
		if got := a.Items[0].Stake; got != metrics.Float(stake) {
			t.Errorf("%s has %v at stake", rep, got)
		}
	}
	w.set(record.TypeAccount, accountID("acme"), at("2026-11-25 11:00"), none...)
	if p := w.pipeline("2026-11-01", "2026-11-26"); p.NoNextStep != 3 {
		t.Errorf("when the promise is kept %d lack a next step", p.NoNextStep)
	}
}

// The same log in another order, and with what is still to come, gives the
// same agenda of a day; but names are those of now, and so is the order by name
// of what is the same otherwise.
func TestAgendaDependsOnWhatIsKnownOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHistory(t)
		asOf := record.Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "as of"))
		other := slices.Clone(h)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		then := other.fold(func(d record.Date) bool { return d <= asOf })
		differ(t, "the agenda", agendaText(t, viewOf(h.fold(nil), asOf, record.Week)), agendaText(t, viewOf(then, asOf, record.Week)))
	})
}

func agendaText(t *rapid.T, v metrics.View) string {
	v.Reps = []record.ID{repID("ann"), repID("ben")}
	a := metrics.NewAgenda(context.Background(), v, metrics.NewPipeline(context.Background(), v, 0))
	for i := range a.Items {
		it := &a.Items[i]
		it.Account, it.Contact, it.Rep, it.Do = "", "", "", ""
	}
	slices.SortFunc(a.Items, func(x, y metrics.AgendaItem) int { return strings.Compare(x.AccountID+x.DealID, y.AccountID+y.DealID) })
	b, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
