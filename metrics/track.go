package metrics

import (
	"cmp"
	"slices"

	"foresail/store/record"
)

// step is a deal as it stood from the end of a civil day on, as much of it as
// numbers need.
type step struct {
	day      record.Date
	stage    string
	rep      record.ID
	account  record.ID
	minor    int64
	priced   bool   // an amount was stated
	code     string // its currency
	since    record.Date
	created  record.Date
	closed   record.Date
	expected record.Date
	nextStep bool
	nextDue  record.Date
	rests    bool // the next step is the account's; see agreed
	forecast string
}

func (s *step) open() bool { return s.stage != record.StageWon && s.stage != record.StageLost }

// closePast reports whether the expected close lies before a day.
func (s *step) closePast(day record.Date) bool { return s.expected != 0 && s.expected < day }

// stepLate reports whether the next step was due before a day.
func (s *step) stepLate(day record.Date) bool { return s.nextDue != 0 && s.nextDue < day }

// rots reports whether on a day the deal is longer in its stage than the limit
// of that stage, in days; without a limit nothing rots.
func (s *step) rots(day record.Date, limit Number) bool {
	return limit.Set && s.since != 0 && float64(day-s.since) > limit.X
}

// track is the history of a deal, one step a day on which anything changed.
type track struct {
	deal  *record.Deal
	steps []step
}

// newTrack folds a deal once a day on which it changed. What holds since ever
// is a step of day 0.
func newTrack(d *record.Deal) *track {
	t := &track{deal: d}
	var days []record.Date
	for c := range d.Entity().Live {
		day := max(c.At.Date(), 0)
		if n := len(days); n == 0 || days[n-1] != day {
			days = append(days, day)
		}
	}
	t.steps = make([]step, 0, len(days))
	for _, day := range days {
		// At(0) would mean now; nothing is dated on the first two days of 1970.
		if s, ok := d.At(max(day, 1)); ok {
			t.steps = append(t.steps, newStep(day, s))
		}
	}
	return t
}

func newStep(day record.Date, s record.DealState) step {
	return step{
		day: day, stage: s.Stage, rep: s.Rep, account: s.Account,
		minor: s.Amount.Minor, priced: s.HasAmount, code: s.Amount.Currency,
		since: s.StageSince.Date(), created: s.Created.Date(), closed: s.Closed.Date(),
		expected: s.Expected, nextStep: s.NextStep != "" || !s.NextDue.IsZero(), nextDue: s.NextDue.Date(),
		forecast: s.Forecast,
	}
}

// at gives the deal at the end of a day, nil when it did not exist.
func (t *track) at(day record.Date) *step {
	for i := len(t.steps) - 1; i >= 0; i-- {
		if t.steps[i].day <= day {
			return t.steps[i].known(day)
		}
	}
	return nil
}

// known gives the deal unless it is one that begins after a day.
func (s *step) known(day record.Date) *step {
	if s.open() && s.created > day {
		return nil
	}
	return s
}

// fact is a deal as it is known on the as-of day.
type fact struct {
	*track
	now     *step
	created record.Date // zero when not known
	maker   record.ID   // the owner on the day of creation
	minor   int64       // amount at creation; see grace
	priced  bool
	code    string
}

func (f *fact) won() bool  { return f.now.stage == record.StageWon }
func (f *fact) lost() bool { return f.now.stage == record.StageLost }

// cycle gives the days from creation to the close, and false where creation
// is not known or lies after the close.
func (f *fact) cycle() (int, bool) {
	if f.created == 0 || f.now.closed == 0 || f.created > f.now.closed {
		return 0, false
	}
	return int(f.now.closed - f.created), true
}

// ledger is every deal known on a day, in the orders that windows ask for.
type ledger struct {
	asOf    record.Date
	facts   []*fact // by deal id
	created []*fact // by creation; those without one are not here
	closed  []*fact // by close; those closed on no known day are not here
	byID    map[record.ID]*fact
	changed record.Date // the last day on which any deal changed
}

func newLedger(tracks []*track, asOf record.Date) *ledger {
	l := &ledger{asOf: asOf, byID: make(map[record.ID]*fact, len(tracks))}
	for _, t := range tracks {
		f := newFact(t, asOf)
		if f == nil {
			continue
		}
		l.facts = append(l.facts, f)
		l.byID[t.deal.ID] = f
		l.changed = max(l.changed, f.now.day)
		if f.created != 0 && f.created <= asOf {
			l.created = append(l.created, f)
		}
		if !f.now.open() && f.now.closed != 0 {
			l.closed = append(l.closed, f)
		}
	}
	sortFacts(l.created, func(f *fact) record.Date { return f.created })
	sortFacts(l.closed, func(f *fact) record.Date { return f.now.closed })
	return l
}

func sortFacts(fs []*fact, day func(*fact) record.Date) {
	slices.SortStableFunc(fs, func(a, b *fact) int { return cmp.Compare(day(a), day(b)) })
}

// grace is how many days after its creation the first amount of an open deal
// still counts as the one it was created with. Later ones would let a sum of
// created pipeline know what became of it.
const grace = 7

func newFact(t *track, asOf record.Date) *fact {
	now := t.at(asOf)
	if now == nil {
		return nil
	}
	f := &fact{track: t, now: now, created: now.created}
	for i := range t.steps {
		s := &t.steps[i]
		if s.day > asOf {
			break
		}
		began := s.day > f.created // what is said after the day of creation
		if f.maker.IsZero() || !began {
			f.maker = s.rep
		}
		if s.priced && (!began || !f.priced && s.open() && s.day <= f.created+grace) {
			f.minor, f.code, f.priced = s.minor, s.code, true
		}
	}
	return f
}

// between gives the facts of a sorted list whose day lies in from..to.
func between(fs []*fact, from, to record.Date, day func(*fact) record.Date) []*fact {
	i, _ := slices.BinarySearchFunc(fs, from, func(f *fact, d record.Date) int { return cmp.Compare(day(f), d) })
	j, _ := slices.BinarySearchFunc(fs, to+1, func(f *fact, d record.Date) int { return cmp.Compare(day(f), d) })
	if j < i {
		return nil
	}
	return fs[i:j]
}

func dayCreated(f *fact) record.Date { return f.created }
func dayClosed(f *fact) record.Date  { return f.now.closed }
