package demo

import (
	"math"

	"foresail/store/event"
	"foresail/store/record"
)

// The weeks of things that happened to the team from outside.
const (
	weekPrices = 61
	weekFair   = 83
	weekRival  = 92
)

// calendarNotes records the holidays of a week and what else happened.
func (w *world) calendarNotes(week int) {
	if week < 0 {
		return
	}
	monday := w.cal.monday(week)
	for d := monday; d < monday+7; d++ {
		if _, m, day := d.Civil(); isHoliday(d) && !(m == 12 && day == 26) {
			name, to, exclude := holidayName(d), d, false
			if m == 12 {
				name, to, exclude = "Turn of the year", d+9, true
			}
			w.annotate(name, d, to, exclude)
		}
	}
	switch week {
	case weekPrices:
		w.annotate("New price list (+6 %)", monday, monday, false)
	case weekFair:
		w.annotate("Trade fair", monday+1, monday+3, false)
	case weekRival:
		w.annotate("Competitor launches a cheaper plan", monday+2, monday+2, false)
	}
}

func holidayName(d record.Date) string {
	_, m, day := d.Civil()
	for _, h := range holidays {
		if h.month == m && h.day == day {
			return h.name
		}
	}
	return ""
}

func (w *world) annotate(name string, from, to record.Date, exclude bool) {
	at := w.cal.at(from, 8*60)
	fields := []record.Assign{text(record.FieldName, name), date(record.FieldFrom, from), date(record.FieldTo, to)}
	if exclude {
		fields = append(fields, yes(record.FieldExclude))
	}
	w.emit(at, nil, set(record.TypeAnnotation, record.DeriveID("annotation", name+from.String()), at, fields...))
}

// setGoals gives the team and each rep a quota where a quarter begins, and
// each rep a number of calls a week once.
func (w *world) setGoals(week int) {
	if week < 0 {
		return
	}
	monday := w.cal.monday(week)
	q := record.Quarter
	start := q.Start(monday+6, 0)
	if week > 0 && q.Start(monday-1, 0) == start {
		return
	}
	at := w.cal.at(monday, 8*60)
	team := 1_050_000 * w.breadth() * (1 + 0.03*float64(week)/13)
	w.revenueGoal(at, record.ID{}, start, team)
	for _, r := range w.reps {
		if r.gone {
			continue
		}
		share := r.vigour / float64(len(w.reps)) * min(1, 0.35+0.65*float64(week-r.joined)/26)
		w.revenueGoal(at, r.id, start, team*share)
		w.callGoal(at, r)
	}
}

func (w *world) revenueGoal(at record.Time, rep record.ID, from record.Date, major float64) {
	minor := int64(math.Round(major/1000)) * 1000 * w.Minor
	w.emit(at, nil, set(record.TypeGoal, record.GoalID("booked_revenue", rep, record.Quarter, from), at,
		text(record.FieldIndicator, "booked_revenue"), idOf(record.FieldRep, rep), text(record.FieldPeriod, record.Quarter.String()),
		date(record.FieldFrom, from), number(record.FieldNumber, float64(minor/w.Minor)), w.money(record.FieldAmount, minor)))
}

func (w *world) callGoal(at record.Time, r *rep) {
	if r.goalSet {
		return
	}
	r.goalSet = true
	from := at.Date()
	w.emit(at, nil, set(record.TypeGoal, record.GoalID("calls", r.id, record.Week, from), at,
		text(record.FieldIndicator, "calls"), idOf(record.FieldRep, r.id), text(record.FieldPeriod, record.Week.String()),
		date(record.FieldFrom, from), number(record.FieldNumber, math.Round(17*r.vigour*w.Scale/w.breadth()))))
}

// measure records what is measured once a month or quarter: how content
// customers are, and what a euro of selling brings.
func (w *world) measure(week int) {
	if week < 0 {
		return
	}
	monday := w.cal.monday(week)
	_, month, day := monday.Civil()
	if day > 7 {
		return
	}
	at, on := w.cal.at(monday, 12*60), monday
	csat := 4.2 + 0.08*w.fate.NormFloat64()
	w.emit(at, nil, event.NewMeasure("csat", on, math.Round(csat*100)/100))
	nps := math.Round(38 + 4*w.fate.NormFloat64())
	ratio := math.Round((3.1+0.2*w.fate.NormFloat64())*100) / 100
	if (int(month)-1)%3 == 0 {
		w.emit(at, nil, event.NewMeasure("nps", on, nps))
		w.emit(at, nil, event.NewMeasure("earnings ratio", on, ratio))
	}
}
