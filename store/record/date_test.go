package record

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateAgreesWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sec := rapid.Int64Range(-62135596800, 253402300799).Draw(t, "sec")
		std := time.Unix(sec, 0).UTC()
		d := DateOf(std)
		y, m, day := d.Civil()
		if wy, wm, wd := std.Date(); y != wy || m != wm || day != wd {
			t.Fatalf("civil %d-%d-%d, want %d-%d-%d", y, m, day, wy, wm, wd)
		}
		if d.Weekday() != std.Weekday() {
			t.Fatalf("weekday %v, want %v", d.Weekday(), std.Weekday())
		}
		if d != 0 && std.Year() > 0 {
			back, err := ParseDate(d.String())
			if err != nil || back != d {
				t.Fatalf("ParseDate(%q) = %v, %v", d.String(), back, err)
			}
		}
	})
}

func TestParseDateRefusesWhatTheCalendarLacks(t *testing.T) {
	for _, s := range []string{"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "tomorrow", "", "2026-11-24x"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, d)
		}
	}
	if d, err := ParseDate("2024-02-29"); err != nil || d.String() != "2024-02-29" {
		t.Errorf("leap day: %v, %v", d, err)
	}
}

// São Paulo had no midnight on 2018-11-04: clocks went from 23:59:59 to 01:00.
func TestDateInAZoneWithoutThatMidnight(t *testing.T) {
	loc, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Skip("no time zone database here:", err)
	}
	start := NewDate(2018, 11, 4).In(loc)
	if DateOf(start) != NewDate(2018, 11, 4) || start.Hour() != 1 {
		t.Errorf("start of 2018-11-04 = %v, want 01:00 that day", start)
	}
}

// TestDateAtATimeThatClocksLeaptOver: in the spring of New York 02:30 is not,
// in that of São Paulo 2018 midnight is not, and in Samoa 2011-12-30 is not.
func TestDateAtATimeThatClocksLeaptOver(t *testing.T) {
	for _, c := range []struct {
		zone string
		day  Date
		h, m int
		want string
	}{
		{"America/New_York", NewDate(2026, time.March, 8), 2, 30, "2026-03-08T03:30:00-04:00"},
		{"America/New_York", NewDate(2026, time.March, 8), 1, 59, "2026-03-08T01:59:00-05:00"},
		{"America/New_York", NewDate(2026, time.March, 8), 3, 0, "2026-03-08T03:00:00-04:00"},
		{"America/Sao_Paulo", NewDate(2018, time.November, 4), 0, 0, "2018-11-04T01:00:00-02:00"},
		{"Europe/Berlin", NewDate(2026, time.March, 29), 2, 0, "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", NewDate(2026, time.October, 25), 2, 30, "2026-10-25T02:30:00+02:00"}, // the first of two
		{"Asia/Kolkata", NewDate(2026, time.March, 29), 2, 0, "2026-03-29T02:00:00+05:30"},
		{"Pacific/Apia", NewDate(2011, time.December, 30), 9, 0, "2011-12-31T09:00:00+14:00"},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.day.At(c.h, c.m, 0, loc).Format(time.RFC3339); got != c.want {
			t.Errorf("%v %02d:%02d in %s is %s, want %s", c.day, c.h, c.m, c.zone, got, c.want)
		}
	}
}

func TestTimeKeepsItsCivilDate(t *testing.T) {
	loc := time.FixedZone("east", 14*3600)
	at := TimeOf(time.Date(2026, 3, 1, 0, 30, 0, 0, loc))
	if got := at.Date().String(); got != "2026-03-01" {
		t.Errorf("civil date %s, want 2026-03-01 although it is still 28 February in UTC", got)
	}
	if at.Minute() != 30 {
		t.Errorf("minute %d, want 30", at.Minute())
	}
	if !at.Std().Equal(time.Date(2026, 2, 28, 10, 30, 0, 0, time.UTC)) {
		t.Errorf("instant %v", at.Std())
	}
}

func TestPeriods(t *testing.T) {
	day := func(s string) Date {
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		p          Period
		fiscal     time.Month
		in         string
		start, end string
	}{
		{Week, 0, "2026-11-24", "2026-11-23", "2026-11-29"},
		{Week, 0, "2026-11-23", "2026-11-23", "2026-11-29"},
		{Week, 0, "2027-01-03", "2026-12-28", "2027-01-03"}, // ISO week 53 of 2026
		{Month, 0, "2024-02-10", "2024-02-01", "2024-02-29"},
		{Quarter, 0, "2026-11-24", "2026-10-01", "2026-12-31"},
		{Quarter, time.February, "2026-01-15", "2025-11-01", "2026-01-31"},
		{Year, time.April, "2026-03-31", "2025-04-01", "2026-03-31"},
		{Year, 0, "2026-03-31", "2026-01-01", "2026-12-31"},
		{Day, 0, "2026-03-31", "2026-03-31", "2026-03-31"},
	} {
		start := c.p.Start(day(c.in), c.fiscal)
		if start != day(c.start) || c.p.End(start) != day(c.end) {
			t.Errorf("%v of %s (fiscal %d): %v to %v, want %s to %s", c.p, c.in, c.fiscal, start, c.p.End(start), c.start, c.end)
		}
	}
}

func TestPeriodsTileTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.IntRange(-200000, 200000).Draw(t, "day"))
		p := Period(rapid.IntRange(int(Day), int(Year)).Draw(t, "period"))
		fiscal := time.Month(rapid.IntRange(0, 12).Draw(t, "fiscal"))
		start := p.Start(d, fiscal)
		end := p.End(start)
		if start > d || end < d {
			t.Fatalf("%v lies outside its %v: %v to %v", d, p, start, end)
		}
		if p.Start(start, fiscal) != start || p.Start(end, fiscal) != start || p.Start(end+1, fiscal) != end+1 {
			t.Fatalf("%v periods around %v overlap or leave a gap", p, d)
		}
		if p.Add(p.Add(start, 5), -5) != start {
			t.Fatalf("%v: five forward and five back is not home", p)
		}
	})
}

func TestAddMonthsEndsOnTheLastDay(t *testing.T) {
	if got := NewDate(2026, 1, 31).AddMonths(1).String(); got != "2026-02-28" {
		t.Errorf("31 January + 1 month = %s, want 2026-02-28", got)
	}
	if got := NewDate(2026, 3, 31).AddMonths(-13).String(); got != "2025-02-28" {
		t.Errorf("31 March - 13 months = %s, want 2025-02-28", got)
	}
}
