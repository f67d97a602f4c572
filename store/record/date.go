package record

import (
	"errors"
	"fmt"
	"time"
)

// Date is a civil date: days since 1970-01-01 in the proleptic Gregorian
// calendar. Zero (1970-01-01 itself) stands for "no date".
type Date int32

// ErrBadDate is returned for text that is not a date of the calendar.
var ErrBadDate = errors.New("not a date")

// NewDate makes the date of a year, month and day; days and months beyond
// their range roll over as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return Date(floorDiv(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix(), 86400))
}

// DateOf gives the civil date that a clock on the wall in t's zone shows.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// ParseDate reads YYYY-MM-DD and nothing else; a day that the month does not
// have is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", s, ErrBadDate)
	}
	return DateOf(t), nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// Time gives the first instant of the date in UTC, for calendar arithmetic.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// In gives the first instant of the date in a zone. Where midnight does not
// exist it is the first instant that does.
func (d Date) In(loc *time.Location) time.Time {
	y, m, day := d.Civil()
	t := time.Date(y, m, day, 0, 0, 0, 0, loc)
	for DateOf(t) < d {
		t = t.Add(15 * time.Minute)
	}
	return t
}

// At gives the instant at which clocks in a zone show a time of day on the
// date. A time that they leapt over is moved on by what they leapt, so that it
// never falls on the day before; of two that are the same it is the first, so
// that what was done in the hour before clocks went back is never yet to come.
func (d Date) At(hour, minute, second int, loc *time.Location) time.Time {
	y, m, day := d.Civil()
	want := time.Date(y, m, day, hour, minute, second, 0, time.UTC)
	t := time.Date(y, m, day, hour, minute, second, 0, loc)
	_, off := t.Zone()
	if missing := want.Unix() - t.Unix() - int64(off); missing > 0 {
		t = t.Add(time.Duration(missing) * time.Second)
	}
	_, before := t.Add(-3 * time.Hour).Zone() // no clock went back by more
	if _, off = t.Zone(); before > off {
		earlier := t.Add(-time.Duration(before-off) * time.Second)
		if _, o := earlier.Zone(); o == before {
			return earlier
		}
	}
	return t
}

// Civil gives year, month and day.
func (d Date) Civil() (int, time.Month, int) { return d.Time().Date() }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// String gives YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// AddMonths moves by months, ending on the last day of the month where the
// day does not exist there.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Civil()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first) + Date(min(day, last)-1)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// Time is an instant together with the offset from UTC that the clock on the
// wall had where it was recorded, so that it keeps its civil date on every
// machine. Unix is in seconds, Off in minutes east of UTC. The zero Time
// stands for "not known".
type Time struct {
	Unix int64
	Off  int16
}

// TimeOf takes the instant and the offset of t, dropping parts of a second.
func TimeOf(t time.Time) Time {
	_, off := t.Zone()
	return Time{Unix: t.Unix(), Off: int16(off / 60)}
}

// IsZero reports whether the time is not known.
func (t Time) IsZero() bool { return t == Time{} }

// Date gives the civil date where the time was recorded; no date for the zero
// Time.
func (t Time) Date() Date {
	if t.IsZero() {
		return 0
	}
	return Date(floorDiv(t.Unix+int64(t.Off)*60, 86400))
}

// Minute gives the minute of the civil day, 0 to 1439.
func (t Time) Minute() int {
	s := t.Unix + int64(t.Off)*60
	return int(s-floorDiv(s, 86400)*86400) / 60
}

// Std gives the instant in a fixed zone of the recorded offset.
func (t Time) Std() time.Time {
	return time.Unix(t.Unix, 0).In(time.FixedZone("", int(t.Off)*60))
}

// Compare orders instants; the offset breaks ties so that the order is total.
func (t Time) Compare(o Time) int {
	switch {
	case t.Unix != o.Unix:
		if t.Unix < o.Unix {
			return -1
		}
		return 1
	case t.Off != o.Off:
		if t.Off < o.Off {
			return -1
		}
		return 1
	}
	return 0
}

// Period is a cadence at which numbers are taken.
type Period uint8

// The periods. Weeks are ISO weeks, from Monday.
const (
	Day Period = iota + 1
	Week
	Month
	Quarter
	Year
)

var periodNames = [...]string{Day: "day", Week: "week", Month: "month", Quarter: "quarter", Year: "year"}

// String gives the word of the command line and JSON: "week", "month" ….
func (p Period) String() string {
	if int(p) < len(periodNames) {
		return periodNames[p]
	}
	return ""
}

// ParsePeriod reads what String wrote.
func ParsePeriod(s string) (Period, bool) {
	for p, name := range periodNames {
		if name == s && name != "" {
			return Period(p), true
		}
	}
	return 0, false
}

// Start gives the first day of the period that holds d. fiscal is the month
// in which the fiscal year starts (1 to 12; 0 means January); it moves
// quarters and years.
func (p Period) Start(d Date, fiscal time.Month) Date {
	if fiscal == 0 {
		fiscal = time.January
	}
	y, m, _ := d.Civil()
	back := (int(m) - int(fiscal) + 12) % 12
	switch p {
	case Week:
		return d - Date((int(d.Weekday())+6)%7)
	case Month:
		return NewDate(y, m, 1)
	case Quarter:
		return NewDate(y, m-time.Month(back%3), 1)
	case Year:
		return NewDate(y, m-time.Month(back), 1)
	}
	return d
}

// Add gives the start of the period n periods after the one that starts at
// start; n may be negative.
func (p Period) Add(start Date, n int) Date {
	switch p {
	case Week:
		return start + Date(7*n)
	case Month:
		return start.AddMonths(n)
	case Quarter:
		return start.AddMonths(3 * n)
	case Year:
		return start.AddMonths(12 * n)
	}
	return start + Date(n)
}

// End gives the last day of the period that starts at start.
func (p Period) End(start Date) Date { return p.Add(start, 1) - 1 }
