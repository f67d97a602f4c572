package demo

import (
	"math"

	"foresail/store/event"
	"foresail/store/record"
)

const (
	weeks  = 104 // full weeks recorded before the one that holds Options.Now
	burnIn = 13  // weeks simulated before the first one
)

// world is the team and its market as the simulation goes through the weeks.
type world struct {
	Options
	cal      calendar
	now      record.Time
	lastWeek int

	weather, people, fate, clock, ids, habits chance

	reps     []*rep
	accounts []*account
	fresh    int // accounts[fresh:] are not known to the team yet
	open     []*deal
	ready    []*deal // waiting for a proposal

	traffic map[int]float64 // visits by week
	mood    forces
	books   map[int][]*account // meetings to be agreed, by week
	meets   map[int][]meeting  // meetings to be held, by week
	births  map[int][]*account // deals to come about, by week
	agenda  map[int][]func(week int)

	converts, calls, deals quota
	used                   spent
	out                    []Group
}

// spent counts what was done in the present week.
type spent struct {
	connected, missed, emails int
}

// forces are the slow and fast movements behind the counts.
type forces struct{ traffic, slow, blitz, mails, training float64 }

func newWorld(o Options) *world {
	now := o.Now.In(o.Zone)
	w := &world{
		Options: o, now: record.TimeOf(now),
		weather: newChance(o.Seed, streamWeather), people: newChance(o.Seed, streamPeople),
		fate: newChance(o.Seed, streamDeals), clock: newChance(o.Seed, streamClock), ids: newChance(o.Seed, streamIDs),
		habits:  newChance(o.Seed, streamHabits),
		traffic: make(map[int]float64), books: make(map[int][]*account), meets: make(map[int][]meeting),
		births: make(map[int][]*account), agenda: make(map[int][]func(int)),
	}
	monday := record.Week.Start(record.DateOf(now), 0)
	w.cal = calendar{zone: o.Zone, start: monday - 7*weeks}
	w.lastWeek = weeks
	w.hire()
	w.settle()
	return w
}

// live lets one week pass.
func (w *world) live(week int) {
	if week == 0 {
		w.openBooks()
	}
	w.used = spent{}
	w.move(week)
	w.staff(week)
	w.calendarNotes(week)
	w.setGoals(week)
	w.visits(week)
	w.inquire(week)
	w.book(week)
	w.meet(week)
	w.bear(week)
	for _, do := range w.agenda[week] {
		do(week)
	}
	w.propose(week)
	w.tend(week)
	w.train(week)
	w.fillCalls(week)
	w.fillEmails(week)
	w.fillRest(week)
	w.measure(week)
	w.part(week)
	delete(w.agenda, week)
	delete(w.books, week)
	delete(w.meets, week)
	delete(w.births, week)
}

// move lets the forces drift. Their steps are independent of each other.
func (w *world) move(week int) {
	step := func(x *float64, keep, size float64) { *x = keep**x + size*w.weather.NormFloat64() }
	step(&w.mood.traffic, 0.35, 0.29)
	step(&w.mood.slow, 0.3, 0.9)
	step(&w.mood.blitz, 0.1, 0.3)
	step(&w.mood.mails, 0.4, 0.12)
	step(&w.mood.training, 0.3, 0.4)
}

// season is the part of the year that the market has in common, and growth
// that of the business: both multiply.
func (w *world) season(week int) float64 {
	_, month, day := w.cal.monday(week).Civil()
	at := (float64(month) - 1 + float64(day)/30) / 12
	return math.Exp(0.07*math.Sin(2*math.Pi*(at-0.05)) + 0.08*float64(week)/52)
}

// at plans something for a week.
func (w *world) at(week int, do func(week int)) { w.agenda[week] = append(w.agenda[week], do) }

// later moves a part of what is planned for a week of holidays to the next.
func (w *world) later(week int) int {
	if w.people.hit(0.8 * (1 - w.cal.presence(week))) {
		return week + 1
	}
	return week
}

// moment draws a working moment of a week, after another if one is given.
func (w *world) moment(week int, after record.Time) record.Time {
	return w.cal.moment(w.clock.Rand, week, after)
}

// emit records bodies, unless they lie in the future. What was done before
// the first recorded week is not recorded.
func (w *world) emit(at record.Time, by *rep, bodies ...event.Body) {
	if at.Unix > w.now.Unix {
		return
	}
	if at.Date() < w.cal.start {
		kept := bodies[:0:0]
		for _, b := range bodies {
			if _, done := b.(event.Activity); !done {
				kept = append(kept, b)
			}
		}
		if bodies = kept; len(bodies) == 0 {
			return
		}
	}
	g := Group{At: at, Bodies: bodies}
	if by != nil {
		g.By = by.id
	}
	w.out = append(w.out, g)
}

func set(t record.Type, id record.ID, at record.Time, fields ...record.Assign) event.Set {
	return event.Set{Type: t, ID: id, At: at, Fields: fields}
}

func text(f record.Field, s string) record.Assign {
	return record.Assign{Field: f, Value: record.Text(s)}
}

func idOf(f record.Field, id record.ID) record.Assign {
	return record.Assign{Field: f, Value: record.IDValue(id)}
}

func date(f record.Field, d record.Date) record.Assign {
	return record.Assign{Field: f, Value: record.DateValue(d)}
}

func moment(f record.Field, t record.Time) record.Assign {
	return record.Assign{Field: f, Value: record.TimeValue(t)}
}

func yes(f record.Field) record.Assign { return record.Assign{Field: f, Value: record.BoolValue(true)} }

func number(f record.Field, x float64) record.Assign {
	return record.Assign{Field: f, Value: record.FloatValue(x)}
}

func (w *world) money(f record.Field, minor int64) record.Assign {
	return record.Assign{Field: f, Value: record.MoneyValue(record.Money{Minor: minor, Currency: w.Currency})}
}
