package metrics

import (
	"math"

	"foresail/metrics/stat"
	"foresail/store/record"
)

// The states of an attainment. Behind and ahead are said only where chance
// would seldom bring a rep who is on course that far off it.
const (
	PaceNone     = "none"      // there is no goal
	PacePartial  = "partial"   // some of the reps have a goal, others and the team none
	PaceEarly    = "too_early" // in the first days of the period
	PaceReached  = "reached"   // the goal is booked
	PaceAhead    = "ahead"     // beyond what chance explains
	PaceOn       = "on"        // as much as the days gone ask for, or more
	PaceWithin   = "within"    // less than they ask for, but not more than chance explains
	PaceBehind   = "behind"    // beyond what chance explains
	PaceUntested = "untested"  // less than they ask for, and no deal was ever won to tell chance by
)

// Attainment is what was booked towards a quota, and how that stands against
// the working days that have gone.
type Attainment struct {
	Value    Number `json:"value"` // booked over goal
	Goal     Number `json:"goal"`
	Booked   Number `json:"booked"`
	Period   string `json:"period"` // of the goal; "" without one
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Pace     Number `json:"pace"` // working days gone over those of the period
	Workdays int    `json:"workdays"`
	Gone     int    `json:"workdays_gone"`
	State    string `json:"state"`
	Chance   Number `json:"chance"` // how often chance leaves a rep on course so far off

	from, to record.Date
}

// Pacing is what it takes to tell whether a sum is behind.
type Pacing struct {
	Booked, Goal float64 // in the same unit
	Days, Gone   int     // working days of the period, and of them those over
	Deal         float64 // typical size of a deal: mean square over mean; 0 for not known
}

// early is how many working days of a period have to be over before anything
// is said of its pace; of short periods a quarter of them.
const early = 5

// State says how a sum stands. The sum of deals of different sizes is taken
// for a Poisson count of deals of the typical size, which has the mean and the
// variance of a compound Poisson process; off course is what leaves 2.5 % or
// less on its side.
func (p Pacing) State() (state string, chance float64) {
	switch {
	case !(p.Goal > 0) || p.Days <= 0:
		return PaceNone, math.NaN()
	case p.Booked >= p.Goal:
		return PaceReached, math.NaN()
	case p.Gone < min(early, (p.Days+3)/4):
		return PaceEarly, math.NaN()
	}
	expected := p.Goal * float64(p.Gone) / float64(p.Days)
	if !(p.Deal > 0) {
		if p.Booked >= expected {
			return PaceOn, math.NaN()
		}
		return PaceUntested, math.NaN()
	}
	return p.tested(expected)
}

func (p Pacing) tested(expected float64) (state string, chance float64) {
	k, mean := p.Booked/p.Deal, expected/p.Deal
	if p.Booked >= expected {
		if _, chance = stat.PoissonTails(int(math.Floor(k)), mean); chance <= (1-level)/2 {
			return PaceAhead, chance
		}
		return PaceOn, chance
	}
	if chance, _ = stat.PoissonTails(int(math.Ceil(k)), mean); chance <= (1-level)/2 {
		return PaceBehind, chance
	}
	return PaceWithin, chance
}

// attainment gives how the scope stands against its quota. deal is the typical
// size of a deal in minor units, 0 for not known.
func (f *frame) attainment(deal float64) Attainment {
	q, ok := f.quotaAt(f.AsOf, f.AsOf)
	switch {
	case !ok && f.partial(idBooked, f.AsOf):
		return Attainment{State: PacePartial}
	case !ok || q.goal.minor <= 0:
		return Attainment{State: PaceNone}
	}
	a := Attainment{
		Value: Float(float64(q.booked.minor) / float64(q.goal.minor)),
		Goal:  f.amount(q.goal.minor), Booked: f.amount(q.booked.minor),
		Period: q.period.String(), From: q.from.String(), To: q.to.String(), from: q.from, to: q.to,
		Workdays: f.workdays(q.from, q.to), Gone: f.workdays(q.from, min(f.gone(), q.to)),
	}
	if a.Workdays > 0 {
		a.Pace = Float(float64(a.Gone) / float64(a.Workdays))
	}
	var chance float64
	a.State, chance = Pacing{
		Booked: float64(q.booked.minor), Goal: float64(q.goal.minor), Days: a.Workdays, Gone: a.Gone, Deal: deal,
	}.State()
	a.Chance = Float(chance)
	return a
}

// dealSize gives the typical size of the deals that the scope won in the
// window of the view, in minor units, and how many have an amount.
func (f *frame) dealSize() (size float64, n int) {
	sum, squares := 0.0, 0.0
	for _, d := range f.window(f.from(), f.To).won() {
		if d.now.priced && f.ours(d.now.code) && d.now.minor > 0 {
			x := float64(d.now.minor)
			sum, squares = sum+x, squares+x*x
			n++
		}
	}
	if n == 0 {
		return 0, 0
	}
	return squares / sum, n
}
