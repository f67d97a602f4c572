package say

import (
	"fmt"
	"strconv"
	"time"

	"foresail/store/record"
)

// Date renders a civil date: "20 Nov 2026"; "–" for no date.
func (p *Printer) Date(d record.Date) string {
	if d.IsZero() {
		return "–"
	}
	y, _, _ := d.Civil()
	return p.DayMonth(d) + " " + strconv.Itoa(y)
}

// DayMonth renders a civil date without its year: "20 Nov".
func (p *Printer) DayMonth(d record.Date) string {
	_, m, day := d.Civil()
	return p.T("date.day", "day", day, "month", p.month(m))
}

func (p *Printer) month(m time.Month) string {
	return p.T(fmt.Sprintf("month.%d", int(m)))
}

// Weekday renders a day of the week in short: "Mon".
func (p *Printer) Weekday(w time.Weekday) string {
	return p.T(fmt.Sprintf("weekday.%d", int(w)))
}

// Clock renders the time of day that the clock on the wall showed: "14:02".
func (p *Printer) Clock(t record.Time) string {
	return fmt.Sprintf("%02d:%02d", t.Minute()/60, t.Minute()%60)
}

// When renders a time relative to now, by civil dates: "today 14:02",
// "yesterday 09:10", "tomorrow 10:00", "Mon 14:00" within six days, else
// "Fri 20 Nov 14:00", with the year where it is another than now's. "–" for
// no time.
func (p *Printer) When(t record.Time, now time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return p.Day(t.Date(), now) + " " + p.Clock(t)
}

// Day renders a civil date relative to now: "today", "yesterday", "tomorrow",
// "Mon" within six days, else "Fri 20 Nov", with the year where it is another
// than now's. "–" for no date.
func (p *Printer) Day(d record.Date, now time.Time) string {
	if d.IsZero() {
		return "–"
	}
	today := record.DateOf(now)
	switch away := int(d - today); {
	case away == 0:
		return p.T("date.today")
	case away == -1:
		return p.T("date.yesterday")
	case away == 1:
		return p.T("date.tomorrow")
	case away > -7 && away < 7:
		return p.Weekday(d.Weekday())
	}
	s := p.Weekday(d.Weekday()) + " " + p.DayMonth(d)
	if y, _, _ := d.Civil(); y != now.Year() {
		s += " " + strconv.Itoa(y)
	}
	return s
}
