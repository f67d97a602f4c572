package metrics

import (
	"maps"
	"slices"
	"strings"
	"time"

	"foresail/store/record"
)

// View is a state of a data file and what is to be seen of it.
type View struct {
	Book *record.Book
	Days record.Days
	Syms *record.Syms

	AsOf     record.Date // everything as it stood at the end of this civil day
	Minute   int         // of that day, up to which it is known (1 to 1440); 0 means the whole day
	From, To record.Date // window for rates, counts and cycles; see from
	Period   record.Period

	Reps []record.ID // the scope; nil means everybody, records without a rep included
	Team string      // where given: the reps who were in this team on the day

	Indicators []Indicator // nil means Catalogue()
}

// Minute gives the Minute of a view that is known up to a moment of its last day,
// whose age is then told from that moment: of what happened ten minutes before,
// ten minutes. In the first minute of a day it is 1, since 0 means the whole day.
func Minute(now time.Time) int { return max(now.Hour()*60+now.Minute(), 1) }

// normal gives the view with defaults in the place of zero values.
func (v View) normal() View {
	if v.Book == nil {
		v.Book = record.NewBook()
	}
	if v.Syms == nil {
		v.Syms = record.NewSyms()
	}
	if v.Days == nil {
		v.Days = noDays{}
	}
	if v.Period == 0 {
		v.Period = record.Week
	}
	if v.To == 0 || v.To > v.AsOf {
		v.To = v.AsOf
	}
	if v.Indicators == nil {
		v.Indicators = catalogue
	}
	if v.Minute <= 0 || v.Minute > 1440 {
		v.Minute = 1440
	}
	return v
}

// from gives the first day of the window: the 365 days up to AsOf where none
// is given.
func (v View) from() record.Date {
	if v.From == 0 {
		return v.AsOf - 364
	}
	return v.From
}

// indicator finds an indicator of the view by id; nil for none.
func (v View) indicator(id string) *Indicator {
	id = canonical(id)
	for i := range v.Indicators {
		if v.Indicators[i].ID == id {
			return &v.Indicators[i]
		}
	}
	return nil
}

func (v View) fiscal() time.Month { return time.Month(v.Book.Settings.Fiscal) }

type noDays struct{}

func (noDays) Cells(record.Date) []record.Cell { return nil }
func (noDays) Rows(record.Date) []record.Row   { return nil }
func (noDays) Span() (first, last record.Date) { return 0, 0 }

// scope says whose records count.
type scope struct {
	key  string // the same for the same scope
	reps map[record.ID]bool
	but  map[record.ID]bool // whose do not
	team string
	book *record.Book
}

func newScope(v View) *scope {
	s := &scope{team: v.Team, book: v.Book}
	if v.Reps != nil {
		s.reps = make(map[record.ID]bool, len(v.Reps))
		ids := slices.Clone(v.Reps)
		slices.SortFunc(ids, func(a, b record.ID) int { return slices.Compare(a[:], b[:]) })
		var b strings.Builder
		for _, id := range ids {
			s.reps[id] = true
			b.Write(id[:])
		}
		s.key = "r" + b.String()
	}
	if v.Team != "" {
		s.key += "t" + v.Team
	}
	return s
}

// without gives the scope without what some reps did.
func (s *scope) without(reps map[record.ID]bool) *scope {
	next := *s
	next.but = reps
	var b strings.Builder
	for _, id := range slices.SortedFunc(maps.Keys(reps), func(a, b record.ID) int { return slices.Compare(a[:], b[:]) }) {
		b.Write(id[:])
	}
	next.key += "b" + b.String()
	return &next
}

func (s *scope) all() bool { return s.reps == nil && s.but == nil && s.team == "" }

// has reports whether what the rep did on a day counts.
func (s *scope) has(rep record.ID, day record.Date) bool {
	if s.all() {
		return true
	}
	if s.reps != nil && !s.reps[rep] || s.but[rep] {
		return false
	}
	if s.team == "" {
		return true
	}
	r := s.book.Reps[rep]
	return r != nil && r.TeamAt(day) == s.team
}
