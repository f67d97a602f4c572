package quick

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"foresail/store/clean"
	"foresail/store/record"
	"foresail/store/say"
)

// Bias says which way a day without a year or a week leans.
type Bias uint8

// The biases.
const (
	Past   Bias = iota // mon is the latest Monday, today included
	Future             // mon is the next Monday, not today
)

// Why a phrase is not a time.
var (
	errNoDate     = errors.New("not a date")
	errNoSuchDay  = errors.New("no such day")
	errNoSuchTime = errors.New("no such time")
)

// Date reads a date in words: today, yesterday, tomorrow, mon, "next fri",
// 2026-11-20, 20.11.2026, "20 nov", "nov 20 2026", 3d, 2w, 1m (ago or from
// now, by the bias), "in 3 days", "2 weeks ago", "next week" (its Monday). An
// error is a *say.Error.
func Date(text string, now time.Time, bias Bias) (record.Date, error) {
	w := strings.Fields(strings.ToLower(text))
	d, n, err := day(w, record.DateOf(now), bias)
	if err == nil && (n != len(w) || n == 0) {
		err = errNoDate
	}
	if err != nil {
		return 0, phraseError(err, text, "entry.day_unknown")
	}
	return d, nil
}

// When reads a day as Date does, a time of day, or both: "fri 10:00", "14:00
// tomorrow", "in 2 hours". A day alone is now or noon when it lies behind, by
// the bias, and 9:00 when it lies ahead. An error is a *say.Error.
func When(text string, now time.Time, bias Bias) (record.Time, error) {
	w := strings.Fields(text)
	m, err := read(w, now, bias)
	if err == nil && m.used != len(w) {
		err = errNoDate
	}
	if err != nil {
		return record.Time{}, phraseError(err, text, "entry.time_unknown")
	}
	return record.TimeOf(m.at), nil
}

// phraseError words why a phrase on its own is no date or time.
func phraseError(err error, text, unknown string) *say.Error {
	text = clean.Line(text)
	if errors.Is(err, errNoDate) {
		return say.Errorf(unknown, "word", text)
	}
	return timeError(err, text)
}

// moment is a time read from words.
type moment struct {
	at      time.Time
	used    int  // words
	clock   bool // a time of day was given
	shifted bool // that time did not exist on that day: clocks were moved
}

// read reads a day, a time of day, or both, from the beginning of words; it
// takes as many as make sense.
func read(w []string, now time.Time, bias Bias) (moment, error) {
	lower := make([]string, 0, len(w)+1)
	for i := range w {
		lower = append(lower, strings.ToLower(w[i]))
	}
	if len(lower) > 0 {
		if d, c, ok := strings.Cut(lower[0], "t"); ok && isoDate.MatchString(d) { // 2026-11-20T14:00
			m, err := readWords(append([]string{d, c}, lower[1:]...), now, bias)
			if err == nil && m.used < 2 {
				return moment{used: 1}, errNoSuchTime
			}
			m.used = max(m.used-1, 1)
			return m, err
		}
	}
	return readWords(lower, now, bias)
}

func readWords(lower []string, now time.Time, bias Bias) (moment, error) {
	if m, ok := soon(lower, now); ok {
		return m, nil
	}
	if len(lower) > 0 {
		if _, ok := seconds(lower[0]); ok {
			return moment{}, errNoDate
		}
	}
	today := record.DateOf(now)
	d, n, err := day(lower, today, bias)
	if err != nil {
		return moment{used: n}, err
	}
	m := moment{used: n}
	given := n > 0
	minute, k, err := clock(lower[n:])
	if err != nil {
		return moment{used: n + k}, err
	}
	if k > 0 {
		m.clock, m.used = true, n+k
		if !given && !length(lower[k:]) { // the day may come after the time
			on := 0
			if len(lower) > k+1 && lower[k] == "on" {
				on = 1
			}
			if d, n, err = day(lower[k+on:], today, bias); err != nil {
				return moment{used: k + on + n}, err
			}
			if given = n > 0; given {
				m.used += on + n
			}
		}
	}
	if m.used == 0 {
		return moment{}, errNoDate
	}
	if !given {
		d = today
	}
	m.place(d, minute, given, now, bias)
	return m, nil
}

// length reports whether words begin with something like 5m that is not said
// to be ago: after a time of day that is how long it took.
func length(w []string) bool {
	if len(w) == 0 || len(w) > 1 && w[1] == "ago" {
		return false
	}
	_, n := lasting(w)
	return n > 0
}

// soon reads now, and a duration from now: "in 30m", "in 2 hours". One alone
// is no time: it is how long something took.
func soon(w []string, now time.Time) (moment, bool) {
	if len(w) > 0 && w[0] == "now" {
		return moment{at: now, used: 1}, true
	}
	if len(w) < 2 || w[0] != "in" {
		return moment{}, false
	}
	s, n := lasting(w[1:])
	return moment{at: now.Add(time.Duration(s) * time.Second), used: 1 + n}, n > 0
}

// readPast is read for what was done. A duration is how long ago that was
// where it stands by the '@'.
func readPast(w []string, now time.Time, apart bool) (moment, error) {
	if len(w) == 0 {
		return moment{}, errNoDate
	}
	used := 1
	s, ok := seconds(w[0]) // not "1h 30m": an hour ago, for half an hour
	if !ok {
		s, used = lasting(w)
	}
	if used == 0 || apart {
		return read(w, now, Past)
	}
	m := moment{at: now.Add(-time.Duration(s) * time.Second), used: used}
	if len(w) > used && strings.EqualFold(w[used], "ago") {
		m.used++
	}
	return m, nil
}

// place puts the day and minute on the calendar of the zone.
func (m *moment) place(d record.Date, minute int, given bool, now time.Time, bias Bias) {
	if !m.clock {
		switch {
		case bias == Past && d == record.DateOf(now):
			m.at = now
			return
		case bias == Past:
			minute = 12 * 60
		default:
			minute = 9 * 60
		}
	}
	m.at = d.At(minute/60, minute%60, 0, now.Location())
	m.shifted = m.at.Hour()*60+m.at.Minute() != minute
	if !given && bias == Future && m.at.Before(now) {
		m.at = (d + 1).At(minute/60, minute%60, 0, now.Location())
	}
}

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "tues": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "thur": time.Thursday, "thurs": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}

var (
	isoDate  = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)
	spanWord = regexp.MustCompile(`^(\d{1,4})(d|w|m|y)$`)
	dotDate  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})?$`)
	periods  = map[string]record.Period{"week": record.Week, "month": record.Month, "quarter": record.Quarter}
	units    = map[string]string{"day": "d", "days": "d", "week": "w", "weeks": "w", "month": "m", "months": "m", "year": "y", "years": "y"}
)

// day reads a day from the beginning of words; 0 words for none.
func day(w []string, today record.Date, bias Bias) (record.Date, int, error) {
	if len(w) == 0 {
		return 0, 0, nil
	}
	switch w[0] {
	case "today":
		return today, 1, nil
	case "yesterday":
		return today - 1, 1, nil
	case "tomorrow":
		return today + 1, 1, nil
	case "in":
		return ahead(w, today)
	case "next", "last":
		if len(w) > 1 {
			if p, ok := periods[w[1]]; ok && w[0] == "next" {
				return p.Add(p.Start(today, 0), 1), 2, nil
			}
			if wd, ok := weekdays[w[1]]; ok {
				return weekday(wd, today, map[string]Bias{"next": Future, "last": Past}[w[0]], true), 2, nil
			}
		}
		return 0, 0, nil
	}
	if wd, ok := weekdays[w[0]]; ok {
		return weekday(wd, today, bias, false), 1, nil
	}
	if isoDate.MatchString(w[0]) {
		return iso(w[0])
	}
	if m := dotDate.FindStringSubmatch(w[0]); m != nil { // day.month. and maybe the year, nowhere the other way round
		mo, _ := strconv.Atoi(m[2]) // two digits
		if mo < 1 || mo > 12 {
			return 0, 1, errNoSuchDay
		}
		d, _, err := monthDay(strings.Fields(m[1]+" "+monthName(mo)+" "+m[3]), today, bias)
		return d, 1, err
	}
	if m := spanWord.FindStringSubmatch(w[0]); m != nil {
		n, _ := strconv.Atoi(m[1]) // four digits at most
		return span(w, today, n, m[2], 1, bias)
	}
	if n, err := strconv.Atoi(w[0]); err == nil && len(w) > 1 && n < 10_000 && units[w[1]] != "" {
		return span(w, today, n, units[w[1]], 2, bias)
	}
	return monthDay(w, today, bias)
}

func iso(s string) (record.Date, int, error) {
	p := strings.Split(s, "-")
	d, err := record.ParseDate(p[0] + "-" + pad(p[1]) + "-" + pad(p[2]))
	if err != nil {
		return 0, 1, errNoSuchDay
	}
	return d, 1, nil
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// ahead reads "in 2w", "in 3 days".
func ahead(w []string, today record.Date) (record.Date, int, error) {
	if len(w) < 2 {
		return 0, 0, nil
	}
	if m := spanWord.FindStringSubmatch(w[1]); m != nil {
		n, _ := strconv.Atoi(m[1]) // four digits at most
		return move(today, n, m[2]), 2, nil
	}
	if n, err := strconv.Atoi(w[1]); err == nil && len(w) > 2 && n >= 0 && n < 10_000 && units[w[2]] != "" {
		return move(today, n, units[w[2]]), 3, nil
	}
	return 0, 0, nil
}

// span reads a number of days, weeks, months or years, which lies behind or
// ahead by the bias; "ago" behind it settles that.
func span(w []string, today record.Date, n int, unit string, used int, bias Bias) (record.Date, int, error) {
	if len(w) > used && w[used] == "ago" {
		return move(today, -n, unit), used + 1, nil
	}
	if bias == Past {
		n = -n
	}
	return move(today, n, unit), used, nil
}

func move(d record.Date, n int, unit string) record.Date {
	switch unit {
	case "w":
		return d + record.Date(7*n)
	case "m":
		return d.AddMonths(n)
	case "y":
		return d.AddMonths(12 * n)
	}
	return d + record.Date(n)
}

func weekday(wd time.Weekday, today record.Date, bias Bias, other bool) record.Date {
	ahead := (int(wd) - int(today.Weekday()) + 7) % 7
	if bias == Future {
		if ahead == 0 {
			ahead = 7
		}
		return today + record.Date(ahead)
	}
	if ahead == 0 && !other {
		return today
	}
	return today + record.Date(ahead-7)
}

// monthName gives the word of months for a number from 1 to 12.
func monthName(m int) string { return strings.ToLower(time.Month(m).String()) }

// monthDay reads "20 nov", "nov 20", each with or without a year.
func monthDay(w []string, today record.Date, bias Bias) (record.Date, int, error) {
	if len(w) < 2 {
		return 0, 0, nil
	}
	m, ok := months[w[0]]
	number := w[1]
	if !ok {
		m, number = months[w[1]], w[0]
	}
	n, err := strconv.Atoi(strings.TrimRight(number, "stndrh."))
	if m == 0 || err != nil || n < 1 || len(number) > 4 {
		return 0, 0, nil
	}
	year, _, _ := today.Civil()
	used := 2
	if len(w) > 2 && len(w[2]) == 4 {
		if y, err := strconv.Atoi(w[2]); err == nil {
			year, used = y, 3
		}
	}
	if used == 3 || n > 29 || m != time.February {
		d, err := civil(year, m, n)
		if used == 2 && err == nil {
			d, err = civil(year+leaning(d, today, bias), m, n)
		}
		return d, used, err
	}
	step := 1
	if bias == Past {
		step = -1
	}
	for range 9 { // eight years at most lie between two leap days
		if d, err := civil(year, m, n); err == nil && leaning(d, today, bias) == 0 {
			return d, used, nil
		}
		year += step
	}
	return 0, used, errNoSuchDay
}

// leaning says by how many years a day of this year has to be moved.
func leaning(d, today record.Date, bias Bias) int {
	switch {
	case bias == Past && d > today:
		return -1
	case bias == Future && d < today:
		return 1
	}
	return 0
}

func civil(y int, m time.Month, n int) (record.Date, error) {
	d := record.NewDate(y, m, n)
	if _, mm, dd := d.Civil(); mm != m || dd != n {
		return 0, errNoSuchDay
	}
	return d, nil
}

var (
	clockWord = regexp.MustCompile(`^(\d{1,2}):(\d{2})(am|pm)?$`)
	hourWord  = regexp.MustCompile(`^(\d{1,2})(am|pm)$`)
)

// clock reads a time of day from the beginning of words, in minutes; 0 words
// for none.
func clock(w []string) (minute, used int, err error) {
	if len(w) == 0 {
		return 0, 0, nil
	}
	at := 0
	if w[0] == "at" && len(w) > 1 {
		at = 1
	}
	switch w[at] {
	case "noon":
		return 12 * 60, at + 1, nil
	case "midnight":
		return 0, at + 1, nil
	}
	m := clockWord.FindStringSubmatch(w[at])
	if m == nil {
		if m = hourWord.FindStringSubmatch(w[at]); m == nil {
			return 0, 0, nil
		}
		m = []string{m[0], m[1], "0", m[2]}
	}
	h, _ := strconv.Atoi(m[1]) // two digits each
	mi, _ := strconv.Atoi(m[2])
	if m[3] != "" {
		if h < 1 || h > 12 {
			return 0, at + 1, errNoSuchTime
		}
		h %= 12
		if m[3] == "pm" {
			h += 12
		}
	}
	if h > 23 || mi > 59 {
		return 0, at + 1, errNoSuchTime
	}
	return h*60 + mi, at + 1, nil
}

var durationWord = regexp.MustCompile(`^(?:(\d{1,3})h)?(?:(\d{1,4})(?:m|min|$))?(?:(\d{1,5})s)?$`)

// seconds reads a duration: 90s 15m 15min 1h 1h30 1h30m 1.5h.
func seconds(w string) (int32, bool) {
	w = strings.ToLower(w)
	if h, ok := strings.CutSuffix(w, "h"); ok && strings.Contains(h, ".") {
		x, err := strconv.ParseFloat(h, 64)
		if err == nil && x >= 0 && x < 1000 && !strings.ContainsAny(h, "eEx+-") {
			return int32(x*3600 + 0.5), true
		}
	}
	m := durationWord.FindStringSubmatch(w)
	if m == nil || w == "" || m[1] == "" && m[3] == "" && !strings.HasSuffix(w, "m") && !strings.HasSuffix(w, "min") {
		return 0, false
	}
	var total int
	for i, unit := range []int{3600, 60, 1} {
		n, _ := strconv.Atoi(m[i+1]) // "" is 0, and five digits at most
		total += n * unit
	}
	return int32(total), true
}

// lengths are the words for units of a duration, in seconds.
var lengths = map[string]int{
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
}

// lasting reads a duration from the beginning of words: one word, "1h 30m", or
// "15 min". 0 words for none.
func lasting(w []string) (secs int32, used int) {
	if len(w) == 0 {
		return 0, 0
	}
	if s, ok := seconds(w[0]); ok {
		if len(w) > 1 && strings.HasSuffix(strings.ToLower(w[0]), "h") {
			if more, ok := seconds(w[1]); ok && more < 3600 && !strings.ContainsAny(w[1], "hH") {
				return s + more, 2
			}
		}
		return s, 1
	}
	if len(w) < 2 || len(w[0]) > 4 {
		return 0, 0
	}
	n, err := strconv.ParseUint(w[0], 10, 16)
	unit := lengths[strings.ToLower(w[1])]
	if err != nil || unit == 0 {
		return 0, 0
	}
	return int32(n) * int32(unit), 2
}
