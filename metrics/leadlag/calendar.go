package leadlag

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// calendar tells where in the year or the month the periods of a stretch lie.
type calendar struct {
	unit  Unit
	start time.Time // first day of the first period; zero where it is unknown
}

// in gives the calendar of a stretch that begins so many periods later.
func (c calendar) in(from int) calendar {
	if !c.start.IsZero() && (c.unit == Day || c.unit == Workday) {
		c.start = c.unit.start(c.unit.number(c.start) + from)
	}
	return c
}

// places gives for each period the number of its place: of weeks that in the
// year; of days that in the month, counted from the nearer end where the dates
// are known. nil for units of which the harmonics say all.
func (c calendar) places(n int) []int {
	out := make([]int, n)
	switch {
	case c.unit == Week:
		year := c.unit.perYear()
		for t := range out {
			out[t] = int(math.Round(math.Mod(float64(t), year))) % 52
		}
	case (c.unit == Day || c.unit == Workday) && !c.start.IsZero():
		first := c.unit.number(c.start)
		for t := range out {
			out[t] = monthPlace(c.unit.start(first + t))
		}
	case c.unit == Day || c.unit == Workday:
		month := c.unit.perYear() / 12
		for t := range out {
			out[t] = int(math.Mod(float64(t), month))
		}
	default:
		return nil
	}
	return out
}

// monthPlace counts days from the beginning of a month up to the 15th (1 …)
// and from its end after that (−1 …), from 0.
func monthPlace(day time.Time) int {
	if d := day.Day(); d <= 15 {
		return d
	}
	return 16 + day.AddDate(0, 1, -day.Day()).Day() - day.Day()
}

// Bounds of what is taken out as a place of the calendar.
const (
	placeGain = 10.8 // drop in n·ln(rest): χ² of one degree at 0.1 %, the 5 % point of the largest of some fifty
	placesAll = 0.001
)

// calendar takes out the places that are off in the same direction round by
// round, the strongest first; and where all places together differ beyond
// doubt (F test), all of them.
func (s *season) calendar(places []int) {
	n := len(s.values)
	if places == nil || n < 40 {
		return
	}
	columns := map[int][]float64{}
	times := map[int]int{}
	for t, p := range places {
		if columns[p] == nil {
			columns[p] = make([]float64, n)
		}
		columns[p][t] = 1
		times[p]++
	}
	for range n / 12 {
		best, gain := -1, 0.0
		for p := range len(places) {
			if times[p] < 2 {
				continue
			}
			if g := s.placed(columns[p]); g > gain {
				best, gain = p, g
			}
		}
		if best < 0 || !s.add(placeGain, n/3, columns[best]) {
			break
		}
		s.places++
		times[best] = 0
	}
	s.everyPlace(columns, times)
}

// placed gives the drop in the sum of squares, relative to what is left of it,
// that a place brings; 0 where it is not off in the same direction in most
// rounds.
func (s *season) placed(column []float64) float64 {
	c := s.fitted.Residual(quasi(column, s.phi))
	own := sumSquares(c)
	if own < 1e-9 {
		return 0
	}
	along := inner(c, s.left)
	same, all := 0, 0
	for t, on := range column {
		if on == 0 {
			continue
		}
		if all++; s.left[t]*along > 0 {
			same++
		}
	}
	if 4*same < 3*all {
		return 0
	}
	return along * along / own
}

// everyPlace takes out all places, where there are three rounds of them.
func (s *season) everyPlace(columns map[int][]float64, times map[int]int) {
	n := len(s.values)
	if len(columns)*29 > 10*n { // fewer than 2.9 rounds
		return
	}
	wider := s.fitted.Clone()
	var added [][]float64
	for p := range n {
		if c := columns[p]; c != nil && wider.Add(quasi(c, s.phi)) {
			added = append(added, c)
		}
	}
	left := wider.Residual(s.left)
	k, rest := float64(len(added)), float64(n-wider.Rank())
	was, is := sumSquares(s.left), sumSquares(left)
	if k < 1 || rest < 20 || !(is > 0) {
		return
	}
	f := (was - is) / k / (is / rest)
	if (distuv.F{D1: k, D2: rest}).Survival(f) < placesAll {
		s.fitted, s.left, s.terms = *wider, left, append(s.terms, added...)
		s.places += len(added)
	}
}
