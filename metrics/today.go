package metrics

import (
	"foresail/metrics/stat"
	"foresail/store/record"
	"foresail/store/say"
)

// DayPace is what was done of one thing today against what today asks for.
//
// Where there is a goal, Target is what still lacked of it this morning,
// spread evenly over the working days that are left of its period, today
// included: who is behind is asked for more each day, who is through for
// nothing. Without a goal it is what is usual: the median of the last twelve
// of the same day of the week, from the first of them on which anything was
// logged, at least four of them; holidays do not count. It is null on a day
// on which nobody works, and where nothing says what is usual.
type DayPace struct {
	Kind      string `json:"kind"`                // key of the kind of activity, "" for several
	Indicator string `json:"indicator,omitempty"` // whose goal it is
	Name      string `json:"name"`
	Today     int    `json:"today"`
	Target    Number `json:"target"`
	By        string `json:"by"` // where the target comes from: "goal", "usual", or ""
	Goal      Number `json:"goal"`
	Period    string `json:"goal_period,omitempty"`
	ToDate    Number `json:"goal_to_date"` // of the goal's period, today included
	DaysLeft  int    `json:"working_days_left,omitempty"`
	N         int    `json:"n"` // days behind what is usual
	Text      string `json:"text"`

	day record.Date
}

// usualDays and usualLeast say of how many same days of the week the usual
// number is the median, and how few are too few.
const (
	usualDays  = 12
	usualLeast = 4
)

// Words says where the target comes from.
func (p *DayPace) Words(pr *say.Printer) string {
	switch p.By {
	case "goal":
		return pr.N("pace.goal", p.DaysLeft, "done", pr.Compact(p.ToDate.X), "goal", pr.Compact(p.Goal.X), "period", pr.T("pace.this."+p.Period))
	case "usual":
		return pr.T("pace.usual", "day", pr.Weekday(p.day.Weekday()), "n", p.N)
	}
	return pr.T("pace.none")
}

// Label names what is counted.
func (p *DayPace) Label(pr *say.Printer) string {
	if p.Indicator != "" {
		return pr.T("indicator." + p.Indicator + ".name")
	}
	return p.Name
}

// Short says where the target comes from in a few words, for a column.
func (p *DayPace) Short(pr *say.Printer) string {
	if p.By == "goal" {
		return pr.N("pace.goal.short", p.DaysLeft, "done", pr.Compact(p.ToDate.X), "goal", pr.Compact(p.Goal.X), "period", pr.T("pace.this."+p.Period))
	}
	return p.Words(pr)
}

// paces gives the goals on activities first, in the order of the catalogue,
// then the kinds that are done once a day at least, or were done today, in the
// order of the book.
func (f *frame) paces() []DayPace {
	out := []DayPace{}
	told := make(map[string]bool)
	for i := range f.View.Indicators {
		in := &f.View.Indicators[i]
		if p, ok := f.goalPace(in); ok {
			out = append(out, p)
			told[p.Kind] = true
		}
	}
	for _, k := range f.Book.Kinds {
		if told[k.Key] || k.Archived || k.Key == record.KindInquiry {
			continue
		}
		if p := f.usualPace(k); p.Today > 0 || p.Target.Set && p.Target.X >= 1 {
			out = append(out, p)
		}
	}
	return out
}

// goalPace gives the pace of an indicator that counts activities, and false
// where there is no goal on it.
func (f *frame) goalPace(in *Indicator) (DayPace, bool) {
	if in.Fold != Sum || in.Unit != UnitCount || len(in.Needs.Kinds) == 0 || in.Better != Higher {
		return DayPace{}, false
	}
	period, ok := f.goalPeriod(in.ID, true, record.Day, f.AsOf)
	if !ok {
		return DayPace{}, false
	}
	goal, _ := f.goal(in.ID, true, period, f.AsOf)
	from := period.Start(f.AsOf, f.fiscal())
	today := f.value(in, f.AsOf, f.AsOf)
	p := DayPace{
		Indicator: in.ID, Today: int(today.X), By: "goal", Goal: Float(goal.x), Period: period.String(), day: f.AsOf,
		ToDate: Float(f.value(in, from, f.AsOf).X), DaysLeft: f.workdays(f.AsOf, period.End(from)),
	}
	if in.Needs.Kinds[0] != AnyKind {
		p.Kind = in.Needs.Kinds[0]
	}
	if f.workday(f.AsOf) {
		lacking := max(goal.x-(p.ToDate.X-today.X), 0)
		p.Target = Float(lacking / float64(p.DaysLeft))
	}
	return p, true
}

// usualPace gives the pace of a kind on which there is no goal.
func (f *frame) usualPace(k *record.Kind) DayPace {
	p := DayPace{Kind: k.Key, Name: k.Name, Today: f.doneOn(k.Key, f.AsOf), day: f.AsOf}
	if p.Name == "" {
		p.Name = k.Key
	}
	if !f.workday(f.AsOf) {
		return p
	}
	var counts []float64
	for i := usualDays; i >= 1; i-- {
		day := f.AsOf - record.Date(7*i)
		if len(counts) == 0 && !f.busy(day) || !f.workday(day) {
			continue
		}
		counts = append(counts, float64(f.doneOn(k.Key, day)))
	}
	if len(counts) < usualLeast {
		return p
	}
	m, _ := stat.Median(counts)
	p.Target, p.By, p.N = Float(m), "usual", len(counts)
	return p
}

// doneOn counts what the scope did of a kind on a day.
func (f *frame) doneOn(kind string, day record.Date) int {
	n, _ := f.window(day, day).count(done(kind))
	return n
}

// busy reports whether the scope logged anything on a day that it did itself:
// what was only agreed on, and inquiries, do not count.
func (f *frame) busy(day record.Date) bool {
	planned, _ := f.Syms.Find(record.Planned)
	inquiry, _ := f.Syms.Find(record.KindInquiry)
	for _, t := range f.tally(day) {
		if t.count > 0 && (planned == 0 || t.outcome != planned) && (inquiry == 0 || t.kind != inquiry) {
			return true
		}
	}
	return false
}

// streak counts the working days in a row on which the scope logged something
// that it did, up to today, or up to the last working day while nothing was
// logged today. Days on which nobody works neither count nor end it.
func (f *frame) streak() (n int, today bool) {
	first, _ := f.Days.Span()
	if first == 0 {
		return 0, false
	}
	for day := f.AsOf; day >= first; day-- {
		switch {
		case !f.workday(day):
		case f.busy(day):
			n++
			today = today || day == f.AsOf
		case day != f.AsOf:
			return n, today
		}
	}
	return n, today
}

// Workday gives the first working day after a day, or before it when back is
// true: Monday to Friday, but for what annotations leave out of baselines.
func (v View) Workday(day record.Date, back bool) record.Date {
	f, step := frame{View: v.normal()}, record.Date(1)
	if back {
		step = -1
	}
	next := day + step
	for n := 0; n < maxClosed && !f.workday(next); n++ {
		next += step
	}
	return next
}

// maxClosed bounds the days without work that are passed over: when everything
// is left out, any day is as good as another.
const maxClosed = 400
