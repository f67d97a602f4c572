package metrics

import (
	"time"

	"foresail/store/record"
)

// workdays counts the working days in from..to: Monday to Friday, without the
// days that an annotation asks to leave out of baselines, such as holidays.
func (f *frame) workdays(from, to record.Date) int {
	n := 0
	for d := from; d <= to; d++ {
		if f.workday(d) {
			n++
		}
	}
	return n
}

func (f *frame) workday(d record.Date) bool {
	wd := d.Weekday()
	return wd != time.Saturday && wd != time.Sunday && !f.excluded(d, d)
}

// gone gives the last day that is over: the as-of day itself where the view
// knows the whole of it, else the day before.
func (f *frame) gone() record.Date {
	if f.Minute < 1440 {
		return f.AsOf - 1
	}
	return f.AsOf
}

// The hours of a working day, in minutes.
const (
	dayBegins = 8 * 60
	dayEnds   = 18 * 60
)

// worked gives the working days of a span that have gone, today by its hours.
func (f *frame) worked(from, to record.Date) float64 {
	if f.AsOf < from || f.AsOf > to || f.gone() == f.AsOf {
		return float64(f.workdays(from, min(f.AsOf, to)))
	}
	n := float64(f.workdays(from, f.AsOf-1))
	if f.workday(f.AsOf) {
		n += float64(min(max(f.Minute-dayBegins, 0), dayEnds-dayBegins)) / (dayEnds - dayBegins)
	}
	return n
}
