package say

import (
	"strings"
	"testing"
	"time"

	"foresail/store/record"
)

func TestDates(t *testing.T) {
	p := English()
	now := time.Date(2026, 11, 24, 14, 2, 30, 0, time.FixedZone("", 8*3600)) // a Tuesday
	in := func(days int) record.Date { return record.NewDate(2026, 11, 24) + record.Date(days) }
	for _, c := range []struct{ got, want string }{
		{p.Date(record.NewDate(2026, 11, 20)), "20 Nov 2026"}, {p.Date(record.NewDate(1999, 2, 1)), "1 Feb 1999"}, {p.Date(0), "–"},
		{p.Day(in(0), now), "today"}, {p.Day(in(-1), now), "yesterday"}, {p.Day(in(1), now), "tomorrow"}, {p.Day(in(-2), now), "Sun"}, {p.Day(in(-6), now), "Wed"},
		{p.Day(in(6), now), "Mon"}, {p.Day(in(-7), now), "Tue 17 Nov"}, {p.Day(in(7), now), "Tue 1 Dec"}, {p.Day(in(60), now), "Sat 23 Jan 2027"}, {p.Day(0, now), "–"},
		{p.When(record.TimeOf(now), now), "today 14:02"}, {p.When(record.TimeOf(now.AddDate(0, 0, -1)), now), "yesterday 14:02"}, {p.When(record.Time{}, now), "–"},
		// 23:30 in London is the day before in its own civil date, wherever it is shown.
		{p.When(record.TimeOf(time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)), now), "yesterday 23:30"},
		{p.Weekday(time.Saturday), "Sat"}, {p.Clock(record.TimeOf(time.Date(2026, 1, 1, 0, 5, 0, 0, time.UTC))), "00:05"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Within a year and a half no two days look the same.
func TestDaysLookDifferent(t *testing.T) {
	p, now := English(), time.Date(2026, 11, 24, 14, 2, 0, 0, time.UTC)
	seen := map[string]record.Date{}
	for d := record.DateOf(now) - 270; d < record.DateOf(now)+270; d++ {
		s := p.Day(d, now)
		if before, ok := seen[s]; ok && !strings.Contains("Mon Tue Wed Thu Fri Sat Sun", s) { // the weekdays before and after today: the sentence says which
			t.Errorf("%v and %v are both %q", before, d, s)
		}
		seen[s] = d
	}
}
