package metrics

import (
	"cmp"
	"context"
	"slices"
	"time"

	"foresail/metrics/stat"
	"foresail/store/record"
	"foresail/store/say"
)

// Agenda is what to do next, most costly to leave first, and how far today
// has come, in the JSON contract of `foresail today`.
//
// The order is open and can be checked from the fields of each item:
//
//  1. Inquiries not answered for up to seven days come first, since the chance
//     that anything comes of one falls by the hour: those that still can be
//     answered within the goal on lead response time, least time left first;
//     then those beyond it, the one beyond it least first.
//  2. Everything else follows by Cost, highest first: Stake times Urgency, the
//     money that one more day puts at risk.
//
// Stake is the amount of the deal times the chance of its stage, as in the
// weighted pipeline. What has no such number (no amount, another currency, a
// stage nobody gave a chance, an account without a deal) is ranked with the
// median stake of the open deals of the scope, and LeftOut says how many are.
//
// What was agreed on with an account counts for its open deals that have no next
// step of their own: they do not lack one, and the promise is listed once, with
// the account, for whoever has the account or one of those deals, with their
// stakes added up.
//
// Urgency is the sum over the reasons of an item, each with the weight that
// the function weigh of AgendaReason gives: a promise that is due today weighs
// 1, one that is late a little more with every day, being stuck less. The
// weights are a judgement, not found in the data; they are the same for
// everybody and stand in one table.
//
// What is equal after all that is ordered by due date, kind, names and ids, so
// that the order is total and does not depend on that of the records.
type Agenda struct {
	AsOf        string       `json:"as_of"`
	Rep         string       `json:"rep"` // "" for several
	Currency    string       `json:"currency"`
	WorkingDay  bool         `json:"working_day"`
	Items       []AgendaItem `json:"items"`
	Activity    []DayPace    `json:"activity"`
	Streak      Number       `json:"streak"`       // working days in a row; null for several reps
	StreakToday bool         `json:"streak_today"` // today is among them
	Blank       bool         `json:"blank"`        // no activity and no deal was ever recorded
	LeftOut     []LeftOut    `json:"left_out"`
}

// AgendaItem is one thing to do, about one deal or one account.
type AgendaItem struct {
	Kind      string         `json:"kind"` // of the weightiest reason
	Reasons   []AgendaReason `json:"reasons"`
	Account   string         `json:"account"`
	Deal      string         `json:"deal"`
	Contact   string         `json:"contact"`
	Rep       string         `json:"rep"` // whose it is; "" for nobody's
	AccountID string         `json:"account_id"`
	DealID    string         `json:"deal_id"`
	Stage     string         `json:"stage"`
	Amount    Number         `json:"amount"`
	Currency  string         `json:"currency"`
	Stake     Number         `json:"stake"` // null where the typical one is taken
	Urgency   float64        `json:"urgency"`
	Cost      float64        `json:"cost"`
	Due       string         `json:"due"`      // of the next step
	Step      string         `json:"step"`     // that was agreed on, in its own words
	Activity  string         `json:"activity"` // kind of activity that would do it
	Do        string         `json:"do"`       // in words

	AccountRef, DealRef, ContactRef record.ID    `json:"-"`
	DueAt                           record.Time  `json:"-"`
	Money                           record.Money `json:"-"` // the amount; zero for none

	stepName string // of the kind of the next step, where it is one

	first bool    // an inquiry that is still warm
	left  float64 // hours until the goal, below zero when it is missed
}

// The kinds of reasons, the weightiest first.
const (
	AgendaInquiry   = "inquiry"    // asked and not answered
	AgendaStepLate  = "step_late"  // a next step was due before today
	AgendaStepToday = "step_today" // one is due today
	AgendaRotting   = "rotting"    // too long in its stage
	AgendaClosePast = "close_past" // the expected close has passed
	AgendaNoStep    = "no_step"    // nothing agreed next
	AgendaCommitted = "committed"  // nothing agreed next, though it is in the commit
	AgendaWon       = "won"        // won lately, and nothing since
	AgendaStepSoon  = "step_soon"  // a next step is due in the next two working days
)

// agendaKinds are the kinds in their order.
var agendaKinds = []string{AgendaInquiry, AgendaStepLate, AgendaStepToday, AgendaRotting, AgendaClosePast, AgendaCommitted, AgendaNoStep, AgendaWon, AgendaStepSoon}

// The bounds of the agenda.
const (
	warmDays  = 7  // an inquiry older than that is no longer a matter of hours
	wonDays   = 14 // for how long a won deal that nobody went back to is listed
	soonDays  = 2  // working days ahead that are soon
	commitKey = "commit"
)

// NewAgenda works the agenda of the view's scope out. p is the pipeline of the
// same state, whose limits say what rots. A cancelled context gives what there
// is so far, in no sound order.
func NewAgenda(ctx context.Context, v View, p Pipeline) Agenda {
	f := newFrame(v, newMemo())
	streak, today := f.streak()
	a := Agenda{
		AsOf: f.AsOf.String(), Currency: f.currency, WorkingDay: f.workday(f.AsOf), Items: []AgendaItem{}, LeftOut: []LeftOut{},
		Activity: f.paces(), StreakToday: today,
	}
	if len(f.Reps) == 1 {
		a.Rep, a.Streak = f.Book.RepName(f.Reps[0]), Float(float64(streak))
	}
	b := agendaBuilder{frame: f, pipeline: &p, soon: f.soonUntil(), missing: make(map[string]int)}
	b.answers()
	for _, part := range []func(){b.deals, b.accounts} {
		if ctx.Err() != nil {
			return a
		}
		part()
	}
	a.Items, a.LeftOut, a.Blank = b.ranked(), b.leftOut(), sinceActivities(f) == 0 && !b.anyDeal
	a.Say(say.English())
	return a
}

// soonUntil gives the last day that is soon.
func (f *frame) soonUntil() record.Date {
	day := f.AsOf
	for range soonDays {
		day = f.Workday(day, false)
	}
	return day
}

// agendaBuilder collects items.
type agendaBuilder struct {
	*frame
	pipeline *Pipeline
	soon     record.Date
	items    []AgendaItem
	anyDeal  bool           // there is one, of anybody
	stakes   []float64      // of the open deals that have one
	missing  map[string]int // reasons of LeftOut
	touched  map[record.Sym]record.Date
	each     bool                       // what was agreed on with an account is listed with every deal that it counts for
	resting  map[record.ID]Number       // stakes of the deals that an account's next step counts for
	asked    map[record.ID]AgendaReason // by account
}

// put adds an item with its reasons, weightiest first; without any it is not
// listed.
func (b *agendaBuilder) put(it AgendaItem, reasons []AgendaReason) {
	if len(reasons) == 0 {
		return
	}
	for _, r := range reasons {
		it.Urgency += r.Weight
	}
	slices.SortStableFunc(reasons, func(x, y AgendaReason) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(kindRank(x.Kind), kindRank(y.Kind)))
	})
	if i := slices.IndexFunc(reasons, func(r AgendaReason) bool { return r.warm() }); i > 0 {
		reasons[0], reasons[i] = reasons[i], reasons[0]
	}
	lead := &reasons[0]
	it.Reasons, it.Kind, it.first = reasons, lead.Kind, lead.warm()
	it.left = lead.Limit.X - lead.Hours
	it.Activity = b.activity(lead.Kind, it.Step)
	if k := b.Book.Kind(record.Fold(it.Step)); k != nil {
		it.stepName = k.Name
	}
	if !it.AccountRef.IsZero() {
		it.AccountID = it.AccountRef.String()
	}
	if !it.DealRef.IsZero() {
		it.DealID = it.DealRef.String()
	}
	if due := it.DueAt.Date(); due != 0 {
		it.Due = due.String()
	}
	b.items = append(b.items, it)
}

// ranked gives the items in their order.
func (b *agendaBuilder) ranked() []AgendaItem {
	typical, ok := stat.Median(b.stakes)
	if !ok {
		typical = 1
	}
	for i := range b.items {
		it := &b.items[i]
		stake := typical
		if it.Stake.Set {
			stake = it.Stake.X
		}
		it.Cost = stake * it.Urgency
	}
	slices.SortFunc(b.items, func(x, y AgendaItem) int { return x.Compare(&y) })
	return append([]AgendaItem{}, b.items...)
}

// Compare gives -1 where a comes before o; 0 only for an item and itself.
func (a *AgendaItem) Compare(o *AgendaItem) int {
	if a.first != o.first {
		if a.first {
			return -1
		}
		return 1
	}
	if a.first {
		if c := a.compareWait(o); c != 0 {
			return c
		}
	}
	return cmp.Or(
		cmp.Compare(o.Cost, a.Cost), compareDue(a.DueAt, o.DueAt), cmp.Compare(kindRank(a.Kind), kindRank(o.Kind)),
		cmp.Compare(a.Account, o.Account), cmp.Compare(a.Deal, o.Deal),
		slices.Compare(a.AccountRef[:], o.AccountRef[:]), slices.Compare(a.DealRef[:], o.DealRef[:]),
	)
}

// compareWait orders warm inquiries: those within the goal first, least time
// left first, then those beyond it, least beyond first.
func (a *AgendaItem) compareWait(o *AgendaItem) int {
	switch in, other := a.left >= 0, o.left >= 0; {
	case in && !other:
		return -1
	case !in && other:
		return 1
	case in:
		return cmp.Compare(a.left, o.left)
	}
	return cmp.Compare(o.left, a.left)
}

// compareDue orders due times, none after all others.
func compareDue(a, b record.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

func kindRank(kind string) int { return slices.Index(agendaKinds, kind) }

// leftOutReasons are what the order or the list goes without, in order.
var leftOutReasons = []string{"agenda_currency", "agenda_no_amount", "agenda_no_chance", "agenda_no_limit", "agenda_no_account"}

func (b *agendaBuilder) leftOut() []LeftOut {
	out := []LeftOut{}
	for _, r := range leftOutReasons {
		if n := b.missing[r]; n > 0 {
			out = append(out, LeftOut{Of: "items", Reason: r, N: n})
		}
	}
	return out
}

// Lasts gives for how long, counted from the minute that the view is known up to,
// the agenda stays as it is in words and order while nothing is recorded: zero
// for the rest of the day, where it tells of nothing that is a matter of hours.
func (a *Agenda) Lasts() time.Duration {
	least := 0
	for i := range a.Items {
		for k := range a.Items[i].Reasons {
			if n := a.Items[i].Reasons[k].lasts(); n > 0 && (least == 0 || n < least) {
				least = n
			}
		}
	}
	return time.Duration(least) * time.Minute
}

// Say words the agenda in another language.
func (a *Agenda) Say(p *say.Printer) {
	for i := range a.Items {
		it := &a.Items[i]
		it.Do = it.Words(p)
		for k := range it.Reasons {
			it.Reasons[k].Text = it.Reasons[k].Words(p)
		}
	}
	for i := range a.Activity {
		a.Activity[i].Text, a.Activity[i].Name = a.Activity[i].Words(p), a.Activity[i].Label(p)
	}
	sayLeftOut(p, a.LeftOut)
}
