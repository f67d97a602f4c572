package leadlag

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Grid is a run of periods of one unit; Start is the first day of the first.
// Where the unit is Period the days are unknown and Start is zero.
type Grid struct {
	Unit  Unit
	Start time.Time
	N     int
}

// Trouble says why rows cannot be brought onto a grid: a message key, the
// place of the row (from 0; −1 for none) and further arguments.
type Trouble struct {
	Key  string
	Row  int
	Args []any
}

func (t *Trouble) Error() string { return t.Key + " (row " + strconv.Itoa(t.Row) + ")" }

// Align brings dated rows, in any order, onto the grid of days, working days,
// weeks, months, quarters or years that their dates keep to; periods without a row get NaN.
// Each column has a value for each date. The error is a *Trouble: two rows in
// one period, or dates that keep no step.
func Align(dates []time.Time, columns [][]float64) (Grid, [][]float64, error) {
	if len(dates) == 0 {
		return Grid{Unit: Period}, make([][]float64, len(columns)), nil
	}
	order := make([]int, len(dates))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(dayNumber(dates[a]), dayNumber(dates[b])) })
	unit, ok := stepOf(dates, order)
	if !ok {
		return Grid{}, nil, &Trouble{Key: "leadlag.grid.irregular", Row: -1}
	}
	first := unit.number(dates[order[0]])
	n := unit.number(dates[order[len(order)-1]]) - first + 1
	if n > maxPeriods {
		return Grid{}, nil, &Trouble{Key: "leadlag.grid.long", Row: -1, Args: []any{"n", n, "most", maxPeriods}}
	}
	out := make([][]float64, len(columns))
	for c := range out {
		out[c] = slices.Repeat([]float64{math.NaN()}, n)
	}
	taken := make([]bool, n)
	for _, row := range order {
		at := unit.number(dates[row]) - first
		if taken[at] {
			return Grid{}, nil, &Trouble{Key: "leadlag.grid.twice", Row: row, Args: []any{"date", dates[row].Format(time.DateOnly), "unit", Span{1, unit}}}
		}
		taken[at] = true
		for c := range columns {
			out[c][at] = columns[c][row]
		}
	}
	return Grid{unit, unit.start(first), n}, out, nil
}

// maxPeriods bounds a grid, so that one wrong year does not take all memory.
const maxPeriods = 1 << 20

// dayNumber counts civil days from 1970-01-01.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// stepOf gives the unit that at least half of the neighbouring dates are apart.
func stepOf(dates []time.Time, order []int) (Unit, bool) {
	steps := map[Unit]int{}
	total := 0
	for i := 1; i < len(order); i++ {
		gap := dayNumber(dates[order[i]]) - dayNumber(dates[order[i-1]])
		if gap == 0 {
			gap = 1 // told as two rows in one period, in the finest unit
		}
		total++
		if u := unitOfGap(gap); u != "" {
			steps[u]++
		}
	}
	if total == 0 {
		return Day, true
	}
	for _, u := range []Unit{Day, Week, Month, Quarter, Year} {
		if 2*steps[u] >= total {
			if u == Day && total >= 10 && !slices.ContainsFunc(dates, weekend) {
				u = Workday
			}
			return u, true
		}
	}
	return "", false
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

func unitOfGap(days int) Unit {
	switch {
	case days == 1:
		return Day
	case days >= 6 && days <= 8:
		return Week
	case days >= 28 && days <= 31:
		return Month
	case days >= 89 && days <= 92:
		return Quarter
	case days == 365 || days == 366:
		return Year
	}
	return ""
}

// number counts the units from 1970-01-01; weeks begin on Mondays.
func (u Unit) number(t time.Time) int {
	y, m, _ := t.Date()
	month := (y-1970)*12 + int(m) - 1
	switch u {
	case Day:
		return dayNumber(t)
	case Workday:
		day := dayNumber(t) + 3 // from a Monday
		return 5*floorDiv(day, 7) + min(day-7*floorDiv(day, 7), 4)
	case Week:
		return floorDiv(dayNumber(t)+3, 7)
	case Month:
		return month
	case Quarter:
		return floorDiv(month, 3)
	}
	return y - 1970
}

// start gives the first day of a unit by its number.
func (u Unit) start(n int) time.Time {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch u {
	case Day:
		return day(1970, 1, 1+n)
	case Workday:
		week := floorDiv(n, 5)
		return day(1970, 1, 1+7*week+n-5*week-3)
	case Week:
		return day(1970, 1, 1+7*n-3)
	case Month:
		return day(1970, 1+n, 1)
	case Quarter:
		return day(1970, 1+3*n, 1)
	}
	return day(1970+n, 1, 1)
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }

// dateForms are the ways in which a date column may be written; all are
// unambiguous. Day-month orders are not among them.
var dateForms = []string{
	time.DateOnly, "2006/01/02", "2006-1-2", "2006/1/2", "2006.01.02", "20060102",
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-01", "2006/01", "2006-1", "2006 Jan", "2006 January", "Jan 2006", "January 2006", "Jan-2006", "2006M01", "2006m1",
	"2 Jan 2006", "2-Jan-2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006",
	"02.01.2006", "2.1.2006", "2006",
}

// ParseDate reads a date in one of the unambiguous forms: a day, a month
// ("2002 Jan", "2002-01"), a quarter ("2002 Q1"), an ISO week ("2026-W07") or
// a year.
func ParseDate(text string) (time.Time, bool) {
	s := strings.TrimSpace(text)
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			return t, true
		}
	}
	upper := strings.ToUpper(s)
	for _, mark := range []string{"Q", "W"} {
		year, part, ok := strings.Cut(upper, mark)
		if !ok {
			continue
		}
		y, errY := strconv.Atoi(strings.Trim(year, " -:/"))
		k, errK := strconv.Atoi(strings.TrimSpace(part))
		if errY != nil || errK != nil || len(strings.Trim(year, " -:/")) != 4 {
			return time.Time{}, false
		}
		return partOfYear(mark, y, k)
	}
	return time.Time{}, false
}

func partOfYear(mark string, year, k int) (time.Time, bool) {
	if mark == "Q" {
		return time.Date(year, time.Month(3*k-2), 1, 0, 0, 0, 0, time.UTC), k >= 1 && k <= 4
	}
	monday := Week.start(Week.number(time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)) + k - 1)
	y, w := monday.ISOWeek()
	return monday, y == year && w == k
}
