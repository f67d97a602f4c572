package demo

import (
	"math/rand/v2"
	"time"

	"foresail/store/record"
)

// calendar knows the working days and hours of the team. Weeks are counted
// from the first recorded one, which is week 0.
type calendar struct {
	zone  *time.Location
	start record.Date // the Monday of week 0
}

// holiday is a public holiday that comes every year on the same date.
type holiday struct {
	month time.Month
	day   int
	name  string
}

var holidays = []holiday{
	{time.January, 1, "New Year's Day"},
	{time.May, 1, "Labour Day"},
	{time.December, 25, "Christmas Day"},
	{time.December, 26, "Second Day of Christmas"},
}

func isHoliday(d record.Date) bool {
	_, m, day := d.Civil()
	for _, h := range holidays {
		if h.month == m && h.day == day {
			return true
		}
	}
	return false
}

// monday gives the first day of a week.
func (c calendar) monday(week int) record.Date { return c.start + record.Date(7*week) }

// week gives the week that holds a day.
func (c calendar) week(d record.Date) int {
	n := int(d - c.start)
	if n < 0 {
		return (n - 6) / 7
	}
	return n / 7
}

// workdays gives the working days of a week; there is always one.
func (c calendar) workdays(week int) []record.Date {
	days := make([]record.Date, 0, 5)
	for i := range record.Date(5) {
		if d := c.monday(week) + i; !isHoliday(d) {
			days = append(days, d)
		}
	}
	return days
}

// presence gives how much of a full week's work is done in a week: holidays
// are missing, and some desks are empty around the turn of the year.
func (c calendar) presence(week int) float64 {
	sum := 0.0
	for _, d := range c.workdays(week) {
		share := 1.0
		if _, m, day := d.Civil(); m == time.December && day > 23 || m == time.January && day < 4 {
			share = 0.85
		}
		sum += share
	}
	return sum / 5
}

// at gives the moment at which the clock on the wall shows a minute of a day.
// Working hours are never near a change of the clocks.
func (c calendar) at(d record.Date, minute int) record.Time {
	y, m, day := d.Civil()
	_, off := time.Date(y, m, day, 12, 0, 0, 0, c.zone).Zone()
	return record.Time{Unix: int64(d)*86400 + int64(minute)*60 - int64(off), Off: int16(off / 60)}
}

// hours are the weights of the half hours from 8:00 on: two peaks and a lunch
// between them.
var hours = [...]int{2, 5, 8, 9, 10, 9, 8, 6, 3, 2, 4, 7, 8, 9, 8, 7, 6, 5, 3, 1}

var hoursTotal = sum(hours[:])

func sum(weights []int) (total int) {
	for _, n := range weights {
		total += n
	}
	return total
}

// minute draws a minute of the working day.
func minute(r *rand.Rand) int {
	n := r.IntN(hoursTotal)
	for slot, weight := range hours {
		if n -= weight; n < 0 {
			return 8*60 + 30*slot + r.IntN(30)
		}
	}
	return 12 * 60
}

// moment draws a working moment of a week, strictly after another moment if
// one is given; the week's end gives way to the order.
func (c calendar) moment(r *rand.Rand, week int, after record.Time) record.Time {
	days := c.workdays(week)
	for range 6 {
		if t := c.at(days[r.IntN(len(days))], minute(r)); t.Unix > after.Unix {
			return t
		}
	}
	if last := c.at(days[len(days)-1], 17*60+r.IntN(60)); last.Unix > after.Unix {
		return last
	}
	return c.opening(record.Time{Unix: after.Unix + int64(20+r.IntN(120))*60, Off: after.Off})
}

// opening gives the moment itself if it is in working hours, else one soon
// after the next working day begins.
func (c calendar) opening(t record.Time) record.Time {
	d, m := t.Date(), t.Minute()
	if m >= 18*60 {
		d, m = d+1, 8*60
	}
	for w := d.Weekday(); w == time.Saturday || w == time.Sunday || isHoliday(d); w = d.Weekday() {
		d, m = d+1, 8*60
	}
	if m <= 8*60 {
		m = 8*60 + 5 + int(t.Unix/60%40)
	}
	return c.at(d, m)
}
