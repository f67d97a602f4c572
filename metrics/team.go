package metrics

import (
	"cmp"
	"context"
	"slices"

	"foresail/store/record"
	"foresail/store/say"
)

// Team is the team at a glance, in the JSON contract: whether it is on course,
// who needs help, what changed, and a row a rep.
//
// Counts and sums are of the current period to date, what is open is as of
// AsOf. The ratios of activities are of the days from RecentFrom on, win rates
// of the window WindowFrom–WindowTo. The rows, with the one of records that
// name no rep, add up to Total in everything that adds up.
type Team struct {
	AsOf       string `json:"as_of"`
	Period     string `json:"period"`
	From       string `json:"from"` // of the current period
	To         string `json:"to"`
	RecentFrom string `json:"recent_from"`
	WindowFrom string `json:"window_from"`
	WindowTo   string `json:"window_to"`
	Currency   string `json:"currency"`
	Floor      int    `json:"floor"` // observations below which a ratio is no fact

	Help    []Help      `json:"help"`    // who needs help, most of it first
	Changes DealChanges `json:"changes"` // of the deals of everybody
	Moved   []Moved     `json:"moved"`   // reps whose activity shows a signal
	Total   TeamRow     `json:"total"`   // of everybody, with those who have no row
	Rows    []TeamRow   `json:"reps"`    // who needs help first
	Partial bool        `json:"partial"` // there are reps who may not be seen here
}

// TeamRow is one rep. In the row of records that name no rep, or one that is
// not known, ID is zero.
type TeamRow struct {
	ID   record.ID `json:"-"`
	Rep  string    `json:"rep"`
	Team string    `json:"team"`
	Left string    `json:"left,omitempty"` // the last day of a rep who is not there any more
	Gone bool      `json:"gone"`           // left, or put away
	New  string    `json:"new,omitempty"`  // the first day, of a rep who began within the period of the goal

	Activity
	Calls         int    `json:"calls"`     // of the recent days, as all up to Held
	Connected     int    `json:"connected"` // calls
	Booked        int    `json:"meetings_booked"`
	Held          int    `json:"meetings_held"`
	ConnectRate   Ratio  `json:"connect_rate"`         // connected over calls
	MeetingRate   Ratio  `json:"meetings_per_connect"` // meetings booked over connected calls
	WinRate       Ratio  `json:"win_rate"`             // of the deals closed in the window
	ResponseHours Ratio  `json:"response_hours"`       // median, of the inquiries of the recent days
	Waiting       int    `json:"unanswered_inquiries"` // longer than they should
	AnswerWithin  Number `json:"answer_within_hours"`  // that is

	Created      int    `json:"created"` // deals, this period
	CreatedValue Number `json:"created_value"`
	Won          int    `json:"won"` // this period
	WonValue     Number `json:"won_value"`

	Open            int        `json:"open_count"`
	OpenValue       Number     `json:"open_value"`
	WeightedValue   Number     `json:"weighted_value"`
	Coverage        Number     `json:"coverage"`
	Rotting         int        `json:"rotting"`
	Overdue         int        `json:"overdue"` // expected close before as_of
	OverdueNextStep int        `json:"overdue_next_step"`
	NoNextStep      int        `json:"no_next_step"`
	PastDue         int        `json:"past_due"` // overdue in either way
	AtRisk          []DealRisk `json:"-"`        // open deals with any of these, largest first

	Attainment Attainment `json:"attainment"`
	Attention  []Concern  `json:"attention"`

	waitingSince record.Date
	ended        record.Date
}

// Ratio is a ratio with what stands behind it. Few says that N is below the
// floor: it is no fact yet.
type Ratio struct {
	Value Number `json:"value"`
	N     int    `json:"n"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
	Few   bool   `json:"few"`
}

// Help is a rep who needs help, with the first reason.
type Help struct {
	ID      record.ID `json:"-"`
	Rep     string    `json:"rep"`
	Concern Concern   `json:"concern"`
	More    int       `json:"more"` // other reasons
}

// Moved is a rep whose activity shows a signal in the last complete period.
type Moved struct {
	ID     record.ID `json:"-"`
	Rep    string    `json:"rep"`
	Up     bool      `json:"up"`
	Signal string    `json:"signal"`
	Since  string    `json:"since"`
}

// DealRisk is an open deal that something is wrong with.
type DealRisk struct {
	Deal                               record.ID
	Rotting, Overdue, LateStep, NoStep bool
	Days                               int // in the stage; -1 for not known
	Minor                              int64
}

// Floor is how many observations a ratio needs to be shown as a fact. With
// fewer than 20 an interval of 95 % is wider than 40 points.
const Floor = 20

// recentDays is over how many days the ratios of activities are taken: 13
// weeks, so that they say what is, and are seldom of too few.
const recentDays = 91

// NewTeam works the team out afresh. Changes count from the start of since on;
// the zero date means the seven days up to the as-of day. A cancelled context
// leaves it empty.
func NewTeam(ctx context.Context, v View, since record.Date) Team {
	t, _ := new(Engine).Team(ctx, v, since)
	return t
}

// Team works the team out, from what the engine knows of deals and inquiries.
// The error is the context's.
func (e *Engine) Team(ctx context.Context, v View, since record.Date) (Team, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	v = v.normal()
	if e.memo != nil && e.book != v.Book { // asked about a state that is over: leave what is known of the new one
		return newFrame(v, newMemo()).team(ctx, since)
	}
	return e.frame(v).team(ctx, since)
}

// Say words the names and reasons in another language.
func (t *Team) Say(p *say.Printer) {
	for i := range t.Rows {
		for k := range t.Rows[i].Attention {
			t.Rows[i].Attention[k].say(p)
		}
		for k := range t.Rows[i].Kinds {
			t.Rows[i].Kinds[k].Name = cmp.Or(t.Rows[i].Kinds[k].Name, t.Rows[i].Kinds[k].Kind)
		}
	}
	for i := range t.Help {
		t.Help[i].Concern.say(p)
	}
}

// Part gives the team as somebody sees it who may see only some reps: their
// rows, and the total of everybody.
func (t *Team) Part(seen func(record.ID) bool) Team {
	out := *t
	out.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r TeamRow) bool { return !r.ID.IsZero() && !seen(r.ID) })
	if len(out.Rows) == len(t.Rows) {
		return out
	}
	out.Partial = true
	out.Rows = slices.DeleteFunc(out.Rows, func(r TeamRow) bool { return r.ID.IsZero() })
	out.Help = slices.DeleteFunc(slices.Clone(t.Help), func(h Help) bool { return !seen(h.ID) })
	out.Moved = slices.DeleteFunc(slices.Clone(t.Moved), func(m Moved) bool { return !seen(m.ID) })
	return out
}

// Row gives the row of a rep; nil for none.
func (t *Team) Row(id record.ID) *TeamRow {
	i := slices.IndexFunc(t.Rows, func(r TeamRow) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &t.Rows[i]
}

// teamBuilder works a team out.
type teamBuilder struct {
	*frame
	out        Team
	ctx        context.Context
	start, end record.Date // of the current period
	work       *workBook
	asked      map[record.ID]*asked
	pipe       Pipeline
	rot        map[string]Number // days after which a deal rots, by stage
	dealSize   float64
	firstDeals map[record.ID]record.Date // that a rep made or owned at the close
}

func (f *frame) team(ctx context.Context, since record.Date) (Team, error) {
	b := &teamBuilder{frame: f, ctx: ctx, rot: make(map[string]Number)}
	b.start = f.Period.Start(f.AsOf, f.fiscal())
	b.end = f.Period.End(b.start)
	var err error
	if b.pipe, err = f.known(ctx, since); err != nil {
		return Team{}, err
	}
	for _, s := range b.pipe.Stages {
		b.rot[s.Stage] = s.RotAfterDays
	}
	b.head()
	b.work = f.workBook(b.start)
	b.asked = f.askedBy(f.AsOf - recentDays + 1)
	b.dealSize, _ = f.dealSize()
	b.firstDeals = f.firstDeals()
	b.total()
	if err := b.rows(); err != nil {
		return Team{}, err
	}
	b.rank()
	b.out.Say(say.English())
	return b.out, nil
}

func (b *teamBuilder) head() {
	b.out = Team{
		AsOf: b.AsOf.String(), Period: b.Period.String(), From: b.start.String(), To: b.end.String(),
		RecentFrom: (b.AsOf - recentDays + 1).String(), WindowFrom: b.from().String(), WindowTo: b.To.String(),
		Currency: b.currency, Floor: Floor, Changes: b.pipe.Changes,
		Help: []Help{}, Moved: []Moved{}, Rows: []TeamRow{},
	}
}

// rows makes a row for every rep who is there, and for those who are not any
// more but still have something in what the rows add up to.
func (b *teamBuilder) rows() error {
	scope := b.scope
	for _, r := range b.Book.RepList() {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		if b.Reps != nil && !slices.Contains(b.Reps, r.ID) {
			continue
		}
		row := b.row(r)
		there := !row.Gone && (scope.team == "" || r.TeamAt(b.AsOf) == scope.team)
		if there || row.counts() {
			b.out.Rows = append(b.out.Rows, row)
		}
	}
	return nil
}

// counts reports whether a row holds anything that adds up.
func (r *TeamRow) counts() bool {
	return r.Activities+r.Created+r.Won+r.Open != 0 || r.Attainment.Booked.Minor != 0
}

// rank sorts the rows by who needs help and fills the heads.
func (b *teamBuilder) rank() {
	goals := slices.ContainsFunc(b.out.Rows, func(r TeamRow) bool { return r.Attainment.State != PaceNone })
	for i := range b.out.Rows {
		r := &b.out.Rows[i]
		r.Attention = b.concerns(r, goals)
		if first := b.newcomer(r); first != 0 && !r.Gone {
			r.New = first.String()
		}
	}
	slices.SortStableFunc(b.out.Rows, func(x, y TeamRow) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(len(y.Attention), len(x.Attention)))
	})
	for _, r := range b.out.Rows {
		if len(r.Attention) > 0 {
			b.out.Help = append(b.out.Help, Help{ID: r.ID, Rep: r.Rep, Concern: r.Attention[0], More: len(r.Attention) - 1})
		}
		if r.Signal != "" {
			b.out.Moved = append(b.out.Moved, Moved{ID: r.ID, Rep: r.Rep, Up: r.Up, Signal: r.Signal, Since: r.SignalSince})
		}
	}
	if rest := b.rest(); rest.counts() {
		b.out.Rows = append(b.out.Rows, rest)
	}
}

// place is where a row stands: by its first concern, those without one after
// all others, and those who left last.
func place(r TeamRow) int {
	switch {
	case len(r.Attention) > 0:
		return r.Attention[0].rank
	case r.Gone:
		return len(concerns) + 1
	}
	return len(concerns)
}
