package cli

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"foresail/metrics/leadlag"
	"foresail/store/clean"
	"foresail/store/record"
	"foresail/store/say"
)

// dateHeads are the names of columns that are taken for dates where none is
// named: a bad cell in one of them is an error, since rows in the wrong order
// would turn every lead round.
var dateHeads = []string{
	"date", "dates", "day", "week", "month", "quarter", "year", "period", "time", "timestamp", "ds",
	"datum", "tag", "woche", "monat", "quartal", "jahr", "tarikh", "hari", "minggu", "bulan", "suku tahun", "tahun",
	"fecha", "semana", "mes", "trimestre", "año", "semaine", "mois", "année", "data", "дата", "日期", "日付",
}

// dateTails may stand behind such a name: "week starting", "month end date".
var dateTails = []string{"start", "starting", "starts", "begin", "beginning", "begins", "commencing", "of", "end", "ending", "ends", "date"}

// dateHead reports whether a column's name says that it holds dates.
func dateHead(h string) bool {
	words := strings.FieldsFunc(record.Fold(h), func(r rune) bool { return strings.ContainsRune(" _-./", r) })
	if len(words) == 0 {
		return false
	}
	if slices.Contains(dateHeads, strings.Join(words, " ")) || words[len(words)-1] == "date" {
		return true
	}
	return slices.Contains(dateHeads, words[0]) && !slices.ContainsFunc(words[1:], func(w string) bool { return !slices.Contains(dateTails, w) })
}

// noDates is what --date takes to say that the rows are the periods.
const noDates = "none"

// totalWords begin the cells of rows that add up others.
var totalWords = []string{"total", "totals", "subtotal", "grand total", "sum", "average", "avg", "gesamt", "summe", "jumlah", "итого", "合计", "合計"}

// dropTotals leaves out the rows of totals and gives their lines.
func (f *columns) dropTotals() (lines []int) {
	rows, kept := f.rows[:0], f.lines[:0]
	for i, row := range f.rows {
		if slices.ContainsFunc(row, totalCell) {
			lines = append(lines, f.lines[i])
			continue
		}
		rows, kept = append(rows, row), append(kept, f.lines[i])
	}
	f.rows, f.lines = rows, kept
	return lines
}

func totalCell(cell string) bool {
	return slices.Contains(totalWords, strings.TrimRight(record.Fold(strings.TrimSpace(cell)), ": "))
}

// dropBlank leaves out the rows in which no cell holds anything.
func (f *columns) dropBlank() {
	rows, kept := f.rows[:0], f.lines[:0]
	for i, row := range f.rows {
		if slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			rows, kept = append(rows, row), append(kept, f.lines[i])
		}
	}
	f.rows, f.lines = rows, kept
}

// dateColumn gives the place of the column that holds the dates, −1 for none:
// the one named, or the first whose name says so and most of whose cells are
// dates, or whose cells alone say so. taken are the columns of numbers.
func (f *columns) dateColumn(name string, taken []string) (int, error) {
	switch name {
	case noDates:
		return -1, nil
	case "":
		return f.guessDates(taken)
	}
	return f.find(say.English(), name)
}

func (f *columns) guessDates(taken []string) (int, error) {
	named, plain := -1, -1
	for at, h := range f.heads {
		share, numbers := f.dated(at)
		switch {
		case dateHead(h) && share > 0.5:
			return at, nil
		case dateHead(h) && numbers:
			if line := f.countsDown(at); line > 0 {
				return 0, say.Errorf("cli.columns.order", "file", f.file, "line", line, "column", h)
			}
		case dateHead(h) && named < 0:
			named = at
		case share > 0.5 && !numbers && plain < 0 && !slices.Contains(taken, h):
			plain = at
		}
	}
	if plain >= 0 {
		return plain, nil
	}
	return named, nil
}

// dated gives the share of cells in a column that hold a date, of those that
// hold anything, and whether all that do hold numbers.
func (f *columns) dated(at int) (share float64, numbers bool) {
	all, dates, counts := 0, 0, 0
	for _, row := range f.rows {
		cell := strings.TrimSpace(row[at])
		if cell == "" {
			continue
		}
		all++
		if _, err := strconv.ParseFloat(cell, 64); err == nil {
			counts++
		}
		_, whole := leadlag.ParseDate(cell)
		if _, slashed := slashed(cell); whole || slashed {
			dates++
		}
	}
	return float64(dates) / float64(max(all, 1)), all > 0 && counts == all
}

// countsDown gives the line from which on the numbers of a column fall, 0 where
// they rise more often than they fall.
func (f *columns) countsDown(at int) (line int) {
	up, down := 0, 0
	for i := 1; i < len(f.rows); i++ {
		was, _ := cellNumber(f.rows[i-1][at])
		is, _ := cellNumber(f.rows[i][at])
		switch {
		case is > was:
			up++
		case is < was:
			if down++; line == 0 {
				line = f.lines[i]
			}
		}
	}
	if down <= up {
		return 0
	}
	return line
}

// slashDate is a date of which the digits do not say whether the day or the
// month comes first.
type slashDate struct{ a, b, year int }

func slashed(cell string) (slashDate, bool) {
	parts := strings.FieldsFunc(strings.TrimSpace(cell), func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 4 && len(parts[2]) != 2 {
		return slashDate{}, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 {
			return slashDate{}, false
		}
		n[i] = v
	}
	if len(parts[2]) == 2 {
		if n[2] += 1900; n[2] < 1930 {
			n[2] += 100
		}
	}
	return slashDate{n[0], n[1], n[2]}, n[0] >= 1 && n[1] >= 1 && min(n[0], n[1]) <= 12 && max(n[0], n[1]) <= 31
}

func (d slashDate) in(order string) (time.Time, bool) {
	day, month := d.a, d.b
	if order == orderMDY {
		day, month = month, day
	}
	t := time.Date(d.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, month <= 12 && t.Day() == day && int(t.Month()) == month
}

// The orders of day and month.
const (
	orderDMY = "dmy"
	orderMDY = "mdy"
)

// dates reads the column at a place. order is "", or the one that was asked
// for.
func (f *columns) dates(at int, order string) ([]time.Time, error) {
	if order == "" {
		var err error
		if order, err = f.order(at); err != nil {
			return nil, err
		}
	}
	out, bad := f.datesIn(at, order)
	if bad >= 0 {
		return nil, say.Errorf("cli.columns.date", "file", f.file, "line", f.lines[bad], "column", f.heads[at], "text", clean.Line(f.rows[bad][at]))
	}
	return out, nil
}

// datesIn reads a column; bad is the first row that holds no date.
func (f *columns) datesIn(at int, order string) (out []time.Time, bad int) {
	for i, row := range f.rows {
		d, ok := leadlag.ParseDate(row[at])
		if s, slash := slashed(row[at]); !ok && slash {
			d, ok = s.in(order)
		}
		if !ok {
			return nil, i
		}
		out = append(out, d)
	}
	return out, -1
}

// order tells whether days or months come first in a column, by a day above 12
// or, where there is none, by which order alone keeps to periods.
func (f *columns) order(at int) (string, error) {
	first := -1
	for i, row := range f.rows {
		s, ok := slashed(row[at])
		if _, whole := leadlag.ParseDate(row[at]); !ok || whole {
			continue
		}
		switch {
		case s.a > 12:
			return orderDMY, nil
		case s.b > 12:
			return orderMDY, nil
		case first < 0:
			first = i
		}
	}
	if first < 0 {
		return orderDMY, nil // nothing to tell
	}
	fits := func(order string) bool {
		days, bad := f.datesIn(at, order)
		_, _, err := leadlag.Align(days, nil)
		return bad < 0 && err == nil
	}
	switch dmy, mdy := fits(orderDMY), fits(orderMDY); {
	case dmy && !mdy:
		return orderDMY, nil
	case mdy && !dmy:
		return orderMDY, nil
	}
	return "", say.Errorf("cli.columns.order_unsaid", "file", f.file, "line", f.lines[first], "column", f.heads[at], "text", clean.Line(f.rows[first][at]))
}
