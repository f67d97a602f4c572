package leadlag

import (
	"errors"
	"math"
	"testing"
	"time"
)

func dates(t *testing.T, texts ...string) []time.Time {
	t.Helper()
	var out []time.Time
	for _, s := range texts {
		d, ok := ParseDate(s)
		if !ok {
			t.Fatalf("%q is no date", s)
		}
		out = append(out, d)
	}
	return out
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		texts []string
		unit  Unit
		start string
		n     int
	}{
		{[]string{"2026-01-05", "2026-01-12", "2026-01-26"}, Week, "2026-01-05", 4},
		{[]string{"2025-12-28", "2026-01-04", "2026-01-11"}, Week, "2025-12-22", 3}, // Sundays end weeks
		{[]string{"2002 Jan", "2002 Feb", "2002 Apr", "2002 May"}, Month, "2002-01-01", 5},
		{[]string{"2002-01-31", "2002-02-28", "2002-03-31"}, Month, "2002-01-01", 3},
		{[]string{"1959 Q1", "1959 Q2", "1959 Q3"}, Quarter, "1959-01-01", 3},
		{[]string{"1930", "1931", "1933", "1932"}, Year, "1930-01-01", 4},
		{[]string{"2026-03-01", "2026-03-02", "2026-03-04", "2026-03-05"}, Day, "2026-03-01", 5},
		{[]string{"2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13", "2026-03-16", "2026-03-17"}, Workday, "2026-03-02", 12},
		{[]string{"2025-W52", "2026-W01", "2026-W02"}, Week, "2025-12-22", 3},
	} {
		d := dates(t, c.texts...)
		values := make([]float64, len(d))
		for i := range values {
			values[i] = float64(i + 1)
		}
		g, cols, err := Align(d, [][]float64{values})
		if err != nil || g.Unit != c.unit || g.Start.Format(time.DateOnly) != c.start || g.N != c.n {
			t.Errorf("%v: %+v %v", c.texts, g, err)
			continue
		}
		missing := 0
		for _, v := range cols[0] {
			if math.IsNaN(v) {
				missing++
			}
		}
		if missing != c.n-len(d) || cols[0][0] != 1 {
			t.Errorf("%v: %v", c.texts, cols[0])
		}
	}
}

func TestAlignRefuses(t *testing.T) {
	for key, texts := range map[string][]string{
		"leadlag.grid.twice":     {"2026-01-05", "2026-01-12", "2026-01-12", "2026-01-19", "2026-01-26"},
		"leadlag.grid.irregular": {"2026-01-05", "2026-01-09", "2026-02-12", "2026-07-19"},
		"leadlag.grid.long":      {"0001-01-01", "0001-01-02", "0001-01-03", "9999-01-01"},
	} {
		d := dates(t, texts...)
		_, _, err := Align(d, [][]float64{make([]float64, len(d))})
		var trouble *Trouble
		if !errors.As(err, &trouble) || trouble.Key != key {
			t.Errorf("%v: %v, want %s", texts, err, key)
		}
	}
}

// The number of a unit's first day is the unit's number.
func TestUnitsNumberTheirStarts(t *testing.T) {
	for _, u := range []Unit{Day, Workday, Week, Month, Quarter, Year} {
		for n := -900; n < 900; n++ {
			if got := u.number(u.start(n)); got != n {
				t.Fatalf("%s %d begins %v, which is number %d", u, n, u.start(n), got)
			}
		}
	}
}

func TestParseDateRefusesTheAmbiguous(t *testing.T) {
	for _, s := range []string{"", "03/04/2026", "2026-13-01", "2026 Q5", "2026-W54", "soon", "12", "2026-02-30"} {
		if d, ok := ParseDate(s); ok {
			t.Errorf("%q passes for %v", s, d)
		}
	}
}
