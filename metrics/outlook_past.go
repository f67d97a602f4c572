package metrics

import (
	"slices"

	"foresail/store/record"
)

// Fate is what became of a deal that was expected to close in a period, as it
// stood when that period ended.
type Fate uint8

// The fates.
const (
	FateOpen Fate = iota + 1 // still open, or closed in no way that is known
	FateWon                  // won in the period
	FateLost                 // lost
)

// pastPeriods is how many periods that are over are looked back at; trackLeast
// is how many expectations it takes to say how they fare.
const (
	pastPeriods = 8
	trackLeast  = 20
	rowLeast    = 5
)

// Track is what became of expectations. Share is of all deals expected in the
// rows, those won in the period that they were expected in; Low and High are
// the worst and the best period with five expectations or more: no interval,
// since a deal that slips is expected more than once.
type Track struct {
	Rows     []PastPeriod `json:"rows"` // oldest first
	Expected int          `json:"expected"`
	Came     int          `json:"came"`
	Share    Number       `json:"share"`
	Low      Number       `json:"low"`
	High     Number       `json:"high"`
	Why      string       `json:"why,omitempty"` // why there is no share

	why string
}

// PastPeriod is a period that is over. All but the goal is as it stood then:
// Expected on the evening before it began, the rest on the evening of its last
// day. Nothing that happened later changes it.
type PastPeriod struct {
	At         string    `json:"at"`
	To         string    `json:"to"`
	Goal       Number    `json:"goal"`
	GoalPeriod string    `json:"goal_period"` // see Outlook
	Expected   DealGroup `json:"expected"`    // open, and to close in the period
	Came       DealGroup `json:"came"`        // of them, won in it
	Lost       int       `json:"lost"`        // of them, lost in it
	Slipped    int       `json:"slipped"`     // of them, open at its end
	Share      Number    `json:"share"`       // Came / Expected; Wilson's interval
	Low        Number    `json:"low"`
	High       Number    `json:"high"`
	Other      DealGroup `json:"other"`      // won in it without having been expected
	Booked     Number    `json:"booked"`     // won in it, in all
	BookedNow  Number    `json:"booked_now"` // the same as it is known today: reopened deals are gone
}

// past fills what became of expectations in the periods that are over.
func (b *outlookBuilder) past() {
	b.deals() // makes the tracks
	wins, dated := 0, 0
	for k := -pastPeriods; k < 0; k++ {
		start := b.frame.Period.Add(b.start, k)
		row, recorded := b.pastPeriod(start, b.frame.Period.End(start))
		if len(b.Track.Rows) == 0 && row.Expected.Count+row.Other.Count == 0 {
			continue // before anything is on record
		}
		b.Track.Rows = append(b.Track.Rows, row)
		wins, dated = wins+row.Came.Count+row.Other.Count, dated+recorded
	}
	b.Track.sum(wins, dated)
}

// sum fills what the rows come to. Where fewer than half of the deals won had
// an expected close on record (an import that knows the last state only), the
// rows hold the expectations that failed and not those that came.
func (t *Track) sum(wins, dated int) {
	for i := range t.Rows {
		r := &t.Rows[i]
		t.Expected += r.Expected.Count
		t.Came += r.Came.Count
		if r.Expected.Count < rowLeast {
			continue
		}
		if !t.Low.Set || r.Share.X < t.Low.X {
			t.Low = r.Share
		}
		if !t.High.Set || r.Share.X > t.High.X {
			t.High = r.Share
		}
	}
	switch {
	case len(t.Rows) == 0:
		t.why = "why.no_past_period"
	case 2*dated < wins:
		t.why = "why.no_expectations"
	case t.Expected < trackLeast:
		t.why = "why.too_few_expected"
	default:
		t.Share = Float(float64(t.Came) / float64(t.Expected))
		return
	}
	t.Low, t.High = Number{}, Number{}
}

// pastPeriod looks at a period that is over, and tells how many of the deals
// won in it had an expected close on record.
func (b *outlookBuilder) pastPeriod(start, end record.Date) (row PastPeriod, recorded int) {
	r := review{
		outlookBuilder: b, start: start, end: end, row: PastPeriod{At: start.String(), To: end.String()},
		expected: b.gather("expected"), came: b.gather("came"), other: b.gather("other"), all: b.gather("booked"),
	}
	for _, t := range b.memo.list {
		r.deal(t)
	}
	r.row.Expected, r.row.Came, r.row.Other = r.expected.group(), r.came.group(), r.other.group()
	r.row.finish(b, start, end, r.all)
	return r.row, r.recorded
}

// review goes through the deals of a period that is over.
type review struct {
	*outlookBuilder
	start, end                 record.Date
	row                        PastPeriod
	expected, came, other, all *gatherer
	recorded                   int // deals won that had an expected close
}

// deal enters a deal as it stood when the period ended.
func (r *review) deal(t *track) {
	then := t.at(r.end)
	won := then != nil && then.stage == record.StageWon && then.closed >= r.start && then.closed <= r.end
	hoped := r.hoped(t, r.start, r.end)
	if won && r.scope.has(then.rep, then.closed) {
		r.all.add(t.deal, then)
		if then.expected != 0 {
			r.recorded++
		}
		if hoped == nil {
			r.other.add(t.deal, then)
		}
	}
	if hoped == nil {
		return
	}
	fate := FateOpen
	switch {
	case won:
		fate = FateWon
		r.came.add(t.deal, then)
	case then != nil && then.stage == record.StageLost:
		fate = FateLost
		r.row.Lost++
	default:
		r.row.Slipped++
	}
	r.expected.add(t.deal, hoped)
	r.expected.deals[len(r.expected.deals)-1].Fate = fate
}

// hoped gives a deal as it stood on the evening before a period, if it was
// open, in the scope, and expected to close in the period.
func (b *outlookBuilder) hoped(t *track, start, end record.Date) *step {
	s := t.at(start - 1)
	if s == nil || !s.open() || s.expected < start || s.expected > end || !b.scope.has(s.rep, start-1) {
		return nil
	}
	return s
}

// finish fills goal, share and what was booked.
func (r *PastPeriod) finish(b *outlookBuilder, start, end record.Date, all *gatherer) {
	v := share(r.Came.Count, r.Expected.Count, "")
	r.Share, r.Low, r.High = v.Number, v.Low, v.High
	r.Booked = b.total(all.sum, len(all.deals)).Number
	now, n := b.window(start, end).booked()
	r.BookedNow = b.total(now, n).Number
	goal, p := b.goalFor(start, end)
	if r.Goal = goal; goal.Set && p != b.frame.Period {
		r.GoalPeriod = p.String()
	}
}

// Row finds the row of the period that begins on a day; nil for none.
func (t *Track) Row(at string) *PastPeriod {
	i := slices.IndexFunc(t.Rows, func(r PastPeriod) bool { return r.At == at })
	if i < 0 {
		return nil
	}
	return &t.Rows[i]
}
