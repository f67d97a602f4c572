package quick

import (
	"testing"
	"time"

	"foresail/store/record"
)

// Days on which clocks were moved. Sources: the IANA time zone database,
// 2024a: Europe/Berlin springs from 02:00 to 03:00 on 2026-03-29 and falls
// from 03:00 to 02:00 on 2026-10-25; America/Sao_Paulo sprang from 00:00 to
// 01:00 on 2018-11-04; Asia/Kolkata is 5:30 ahead all year; Lord Howe moves
// by half an hour, from 02:00 to 02:30 on 2026-10-04.
func TestClocksThatWereMoved(t *testing.T) {
	for _, c := range []struct {
		zone, now, line, at, due string
		shifted                  bool
	}{
		{"Europe/Berlin", "2026-03-29 12:00", "call bolt @today 01:59", "2026-03-29T01:59:00+01:00", "", false},
		{"Europe/Berlin", "2026-03-29 12:00", "call bolt @today 02:00", "2026-03-29T03:00:00+02:00", "", true},
		{"Europe/Berlin", "2026-03-29 12:00", "call bolt @today 02:59", "2026-03-29T03:59:00+02:00", "", true},
		{"Europe/Berlin", "2026-03-29 12:00", "call bolt @today 03:00", "2026-03-29T03:00:00+02:00", "", false},
		{"Europe/Berlin", "2026-03-29 12:00", "call bolt @yesterday 02:30", "2026-03-28T02:30:00+01:00", "", false},
		{"Europe/Berlin", "2026-03-30 12:00", "call bolt @1d 09:00", "2026-03-29T09:00:00+02:00", "", false},
		{"Europe/Berlin", "2026-03-29 12:00", "call bolt @12h", "2026-03-28T23:00:00+01:00", "", false},
		{"Europe/Berlin", "2026-03-27 12:00", "call bolt then demo sun 02:30", "2026-03-27T12:00:00+01:00", "2026-03-29T03:30:00+02:00", false},
		{"Europe/Berlin", "2026-03-27 12:00", "call bolt then demo in 3 days 10:00", "2026-03-27T12:00:00+01:00", "2026-03-30T10:00:00+02:00", false},
		// Twice 02:30: the first is meant.
		{"Europe/Berlin", "2026-10-25 12:00", "call bolt @02:30", "2026-10-25T02:30:00+02:00", "", false},
		{"Europe/Berlin", "2026-10-25 12:00", "call bolt @03:00", "2026-10-25T03:00:00+01:00", "", false},
		{"America/Sao_Paulo", "2018-11-04 12:00", "call bolt @today 00:00", "2018-11-04T01:00:00-02:00", "", true},
		{"America/Sao_Paulo", "2018-11-04 12:00", "call bolt @today 00:30", "2018-11-04T01:30:00-02:00", "", true},
		{"America/Sao_Paulo", "2018-11-05 00:10", "call bolt @yesterday", "2018-11-04T12:00:00-02:00", "", false},
		{"America/Sao_Paulo", "2018-11-05 12:00", "call bolt @2d", "2018-11-03T12:00:00-03:00", "", false},
		{"America/Sao_Paulo", "2018-11-03 12:00", "call bolt then demo tomorrow", "2018-11-03T12:00:00-03:00", "2018-11-04T09:00:00-02:00", false},
		{"America/Sao_Paulo", "2018-11-03 12:00", "call bolt then demo sun midnight", "2018-11-03T12:00:00-03:00", "2018-11-04T01:00:00-02:00", false},
		{"Asia/Kolkata", "2026-03-29 12:00", "call bolt @today 02:30", "2026-03-29T02:30:00+05:30", "", false},
		{"Asia/Kolkata", "2026-03-29 00:05", "call bolt @yesterday 23:59", "2026-03-28T23:59:00+05:30", "", false},
		{"Australia/Lord_Howe", "2026-10-04 12:00", "call bolt @today 02:15", "2026-10-04T02:45:00+11:00", "", true},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Skipf("no time zone database: %v", err)
		}
		ctx := world(t)
		if ctx.Now, err = time.ParseInLocation("2006-01-02 15:04", c.now, loc); err != nil {
			t.Fatal(err)
		}
		r := Parse(c.line, ctx)
		due := ""
		if r.Next != nil {
			due = r.NextDue.Std().Format(time.RFC3339)
		}
		if got := r.At.Std().Format(time.RFC3339); got != c.at || due != c.due || r.Shifted != c.shifted || !r.Complete {
			t.Errorf("%s, %s: %s\n got %s, due %q, shifted %v, %v\nwant %s, due %q, shifted %v",
				c.zone, c.now, c.line, got, due, r.Shifted, problems(c.line, r), c.at, c.due, c.shifted)
		}
		if want := c.at[:10]; r.At.Date().String() != want {
			t.Errorf("%s: %s lies on %v, want %s", c.zone, c.line, r.At.Date(), want)
		}
	}
}

// Whatever the zone and the day, a day in words is counted on the calendar.
func TestDaysAreCountedOnTheCalendar(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Skipf("no time zone database: %v", err)
		}
		for d := record.NewDate(2018, 1, 1); d < record.NewDate(2019, 1, 1); d++ {
			for _, hour := range []int{0, 2, 12, 23} {
				now := d.At(hour, 30, 0, loc)
				for text, want := range map[string]record.Date{"today": d, "yesterday": d - 1, "tomorrow": d + 1, "3d": d - 3, "in 2w": d + 14} {
					if got, err := Date(text, now, Past); err != nil || got != want {
						t.Fatalf("%s, %v: %q is %v, %v, want %v", name, now, text, got, err, want)
					}
				}
			}
		}
	}
}

func TestLeapDays(t *testing.T) {
	for _, c := range []struct {
		now, text string
		bias      Bias
		want      string
	}{
		{"2026-11-24", "29 feb", Past, "2024-02-29"}, {"2026-11-24", "29 feb", Future, "2028-02-29"},
		{"2028-02-28", "29 feb", Past, "2024-02-29"}, {"2028-02-29", "29 feb", Past, "2028-02-29"}, {"2028-03-01", "feb 29", Future, "2032-02-29"},
		{"2098-03-01", "feb 29", Future, "2104-02-29"}, {"2024-02-29", "1y", Past, "2023-02-28"}, {"2026-03-31", "1m", Past, "2026-02-28"},
	} {
		day, _ := record.ParseDate(c.now)
		if got, err := Date(c.text, day.In(time.UTC), c.bias); err != nil || got.String() != c.want {
			t.Errorf("%q on %s: %v, %v, want %s", c.text, c.now, got, err, c.want)
		}
	}
}
