package importer

import (
	"strconv"
	"strings"
	"time"

	"foresail/store/clean"
	"foresail/store/record"
	"foresail/store/say"

	"github.com/xuri/excelize/v2"
)

// moment is a point in time as a cell has it: with a clock, or a day only.
type moment struct {
	t   record.Time
	day bool // the cell said no time of day
}

func (m moment) isZero() bool { return m.t.IsZero() }

// when reads a field of time. A time without a zone is in the zone of the
// data file, or in UTC where the format says so.
func (r *run) when(f field) (moment, error) {
	s := r.text(f)
	if s == "" {
		return moment{}, nil
	}
	for _, d := range r.f.days {
		if d == f {
			return r.dayOnly(f, s)
		}
	}
	return r.parseTime(f, s)
}

// dayOnly reads a time of which the system means only the date, whatever the
// clock beside it says.
func (r *run) dayOnly(f field, s string) (moment, error) {
	m, err := r.parseIn(f, s, r.o.Zone)
	if err != nil || m.isZero() {
		return moment{}, err
	}
	return r.onDay(m.t.Date()), nil
}

func (r *run) onDay(d record.Date) moment {
	return moment{t: record.TimeOf(d.In(r.o.Zone)), day: true}
}

// date reads a field of a civil date.
func (r *run) date(f field) (record.Date, error) {
	m, err := r.when(f)
	return m.t.Date(), err
}

func (r *run) parseTime(f field, s string) (moment, error) {
	zone := r.o.Zone
	if r.f.utc {
		zone = time.UTC
	}
	m, err := r.parseIn(f, s, zone)
	if err == nil && !m.day && !m.isZero() && r.f.utc {
		m.t = record.TimeOf(m.t.Std().In(r.o.Zone))
	}
	return m, err
}

// parseIn reads a time in one of the usual notations.
func (r *run) parseIn(f field, s string, zone *time.Location) (moment, error) {
	c, rest, kind := civil(s)
	switch kind {
	case dateSerial:
		if r.xlsx || len(s) >= 5 && s[5:] == "" || len(s) > 5 && s[5] == '.' {
			return r.serial(f, s)
		}
		return moment{}, refuse(f, "import.date", "value", clean.Line(s))
	case dateSlash:
		var err error
		if c, err = r.ordered(f, s, c); err != nil {
			return moment{}, err
		}
	case dateNone:
		return moment{}, refuse(f, "import.date", "value", clean.Line(s))
	}
	d := record.NewDate(c.y, time.Month(c.m), c.d)
	if y, m, day := d.Civil(); c.y < 1900 || c.y > 2199 || d == 0 || y != c.y || int(m) != c.m || day != c.d {
		return moment{}, refuse(f, "import.date_impossible", "value", clean.Line(s))
	}
	clock, zoned, ok := clockOf(rest)
	if !ok {
		return moment{}, refuse(f, "import.time", "value", clean.Line(s))
	}
	if !clock.given {
		return r.onDay(d), nil
	}
	if zoned != nil {
		zone = zoned
	}
	t := d.At(clock.h, clock.m, clock.s, zone)
	if zoned != nil && !r.f.own {
		t = t.In(r.o.Zone)
	}
	return moment{t: record.TimeOf(t)}, nil
}

// serial reads a spreadsheet's day number.
func (r *run) serial(f field, s string) (moment, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x < 1 || x >= 110000 || !r.days1904 && x >= 60 && x < 61 { // 60 is 1900-02-29, which never was
		return moment{}, refuse(f, "import.date", "value", clean.Line(s))
	}
	t, err := excelize.ExcelDateToTime(x, r.days1904)
	if err != nil {
		return moment{}, refuse(f, "import.date", "value", clean.Line(s))
	}
	if !r.xlsx {
		r.note(noteSerials)
	}
	d := record.DateOf(t)
	if d == 0 {
		return moment{}, refuse(f, "import.date_impossible", "value", clean.Line(s))
	}
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return r.onDay(d), nil
	}
	return moment{t: record.TimeOf(d.At(t.Hour(), t.Minute(), t.Second(), r.o.Zone))}, nil
}

// ordered tells day from month where digits alone do not.
func (r *run) ordered(f field, s string, c civilDate) (civilDate, error) {
	switch r.o.Dates {
	case DatesDMY:
	case DatesMDY:
		c.d, c.m = c.m, c.d
	default:
		key, order := "import.dates_ambiguous", ""
		switch { // one order only makes a date of this row; the rows below may read either way
		case c.d > 12 && c.m <= 12:
			key, order = "import.dates_unsaid", DatesDMY
		case c.m > 12 && c.d <= 12:
			key, order = "import.dates_unsaid", DatesMDY
		}
		return c, say.Errorf(key, "line", r.line, "field", f.String(), "value", clean.Line(s), "dates", order)
	}
	return c, nil
}

// The notations of a date.
type notation uint8

const (
	dateNone   notation = iota
	dateFull            // year, month and day leave no doubt
	dateSlash           // day and month in the order of d and m, or the other way round
	dateSerial          // a bare number
)

type civilDate struct{ y, m, d int }

// civil reads the date at the start of s, and gives what follows it.
func civil(s string) (c civilDate, rest string, kind notation) {
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' { // the usual case, fast
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:10])
		if ok1 && ok2 && ok3 {
			return civilDate{y, m, d}, s[10:], dateFull
		}
	}
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	if n == len(s) && strings.Count(s, ".") < 2 && s[0] != '.' {
		if y, ok := digits(s); ok && len(s) == 8 {
			return civilDate{y / 10000, y / 100 % 100, y % 100}, "", dateFull
		}
		return c, "", dateSerial
	}
	if c, rest, ok := named(s); ok {
		return c, rest, dateFull
	}
	return separated(s)
}

// separated reads three numbers with one separator of / - . between them.
func separated(s string) (c civilDate, rest string, kind notation) {
	var nums [3]int
	var size [3]int
	i := 0
	sep := byte(0)
	for k := range 3 {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		n, ok := digits(s[from:i])
		if !ok || i-from > 4 {
			return c, s, dateNone
		}
		nums[k], size[k] = n, i-from
		if k == 2 {
			break
		}
		if i == len(s) || strings.IndexByte("/-.", s[i]) < 0 || sep != 0 && s[i] != sep {
			return c, s, dateNone
		}
		sep = s[i]
		i++
		for i < len(s) && s[i] == ' ' { // "25. 4. 2026"
			i++
		}
	}
	switch {
	case size[0] == 4 && size[1] <= 2 && size[2] <= 2:
		return civilDate{nums[0], nums[1], nums[2]}, s[i:], dateFull
	case size[0] <= 2 && size[1] <= 2 && (size[2] == 4 || size[2] == 2):
		return civilDate{century(nums[2], size[2]), nums[1], nums[0]}, s[i:], dateSlash
	}
	return c, s, dateNone
}

// century completes a year of two digits as spreadsheets do: 30 is 1930, 29
// is 2029.
func century(y, size int) int {
	switch {
	case size != 2:
		return y
	case y < 30:
		return 2000 + y
	}
	return 1900 + y
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

var longMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

func monthNamed(s string) int {
	s = strings.ToLower(strings.Trim(s, ".,"))
	for i := range months {
		if s == months[i] || s == longMonths[i] || i == 8 && s == "sept" {
			return i + 1
		}
	}
	return 0
}

// named reads dates with the month in English letters: "24 Nov 2026",
// "24-Nov-26", "Nov 24, 2026".
func named(s string) (civilDate, string, bool) {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' })
	if len(words) < 3 {
		return civilDate{}, s, false
	}
	day, month := words[0], words[1]
	if monthNamed(day) > 0 {
		day, month = month, day
	}
	c := civilDate{m: monthNamed(month)}
	var ok1, ok2 bool
	c.d, ok1 = digits(strings.Trim(day, ".,"))
	year := strings.Trim(words[2], ".,")
	c.y, ok2 = digits(year)
	if c.m == 0 || !ok1 || !ok2 || len(year) != 2 && len(year) != 4 {
		return civilDate{}, s, false
	}
	c.y = century(c.y, len(year))
	i := strings.Index(s, month) + len(month)
	if j := strings.Index(s, day) + len(day); j > i {
		i = j
	}
	i += strings.Index(s[i:], words[2]) + len(words[2])
	return c, s[i:], true
}

func digits(s string) (int, bool) {
	if s == "" || len(s) > 8 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

type clockTime struct {
	given   bool
	h, m, s int
}

// clockOf reads what follows a date: nothing, a time of day, a zone.
func clockOf(s string) (c clockTime, zone *time.Location, ok bool) {
	s = strings.TrimLeft(s, " \u00a0,")
	s = strings.TrimSpace(strings.TrimPrefix(s, "T"))
	if s == "" {
		return c, nil, true
	}
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == ':' || s[n] == '.') {
		n++
	}
	if c, ok = hands(s[:n]); !ok {
		return c, nil, false
	}
	rest := strings.TrimSpace(s[n:])
	if len(rest) >= 2 {
		half := strings.ToLower(strings.ReplaceAll(rest, ".", ""))
		if strings.HasPrefix(half, "am") || strings.HasPrefix(half, "pm") {
			if c.h < 1 || c.h > 12 {
				return c, nil, false
			}
			c.h %= 12
			if half[0] == 'p' {
				c.h += 12
			}
			rest = strings.TrimSpace(half[2:])
		}
	}
	zone, ok = offset(rest)
	return c, zone, ok
}

// clockText brings a time of day that a workbook holds as a part of a day to
// hours, minutes and seconds; anything else stays as it is.
func clockText(s string) string {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x < 0 || x >= 1 {
		return s
	}
	return time.Unix(int64(x*86400+0.5), 0).UTC().Format("15:04:05")
}

// hands reads 14:30, 14:30:05 or 14:30:05.123.
func hands(s string) (clockTime, bool) {
	s, frac, _ := strings.Cut(s, ".")
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 || strings.Trim(frac, "0123456789") != "" {
		return clockTime{}, false
	}
	var n [3]int
	for i, p := range parts {
		v, ok := digits(p)
		if !ok || len(p) > 2 {
			return clockTime{}, false
		}
		n[i] = v
	}
	return clockTime{true, n[0], n[1], n[2]}, n[0] < 24 && n[1] < 60 && n[2] < 60
}

// offset reads Z, UTC, GMT, +02, +0200 or +02:00; nothing is no zone.
func offset(s string) (*time.Location, bool) {
	switch strings.ToUpper(s) {
	case "":
		return nil, true
	case "Z", "UTC", "GMT":
		return time.UTC, true
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "UTC"), "GMT")
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return nil, false
	}
	hm := strings.Replace(s[1:], ":", "", 1)
	if len(hm) == 2 {
		hm += "00"
	}
	n, ok := digits(hm)
	if !ok || len(hm) != 4 || n/100 > 14 || n%100 > 59 {
		return nil, false
	}
	secs := (n/100*60 + n%100) * 60
	if s[0] == '-' {
		secs = -secs
	}
	return time.FixedZone("", secs), true
}
