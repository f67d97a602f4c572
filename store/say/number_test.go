package say

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"foresail/store/record"

	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	p := English()
	eur := func(minor int64) record.Money { return record.Money{Minor: minor, Currency: "EUR"} }
	for _, c := range []struct{ got, want string }{
		{p.Int(math.MinInt64), "-9,223,372,036,854,775,808"}, {p.Int(999), "999"}, {p.Int(-1000), "-1,000"},
		{p.Number(1234.5, 2), "1,234.50"}, {p.Number(-1234567.891, 1), "-1,234,567.9"}, {p.Number(999.95, 0), "1,000"},
		{p.Number(-0.04, 1), "0.0"}, {p.Number(0.5, 3), "0.500"}, {p.Number(12, -3), "12"}, {p.Number(1e15, 0), "1,000,000,000,000,000"},
		{p.Number(math.NaN(), 2), "–"}, {p.Number(math.Inf(-1), 2), "–"},
		{p.Percent(0.423, 1), "42.3%"}, {p.Percent(-0.0001, 1), "0.0%"}, {p.Percent(12.5, 0), "1,250%"}, {p.Percent(math.NaN(), 0), "–"},
		{p.Money(eur(1234500)), "12,345.00 EUR"}, {p.Money(eur(-5)), "-0.05 EUR"}, {p.Money(record.Money{Minor: 1234, Currency: "JPY"}), "1,234 JPY"},
		{p.Money(record.Money{}), "0.00"}, {p.ShortMoney(eur(1234500)), "12.3k EUR"}, {p.ShortMoney(record.Money{}), "0"},
		{p.Compact(0), "0"}, {p.Compact(-0.001), "0"}, {p.Compact(0.04), "0.04"}, {p.Compact(0.994), "0.99"}, {p.Compact(0.996), "1"}, {p.Compact(7.5), "7.5"},
		{p.Compact(99.94), "99.9"}, {p.Compact(99.96), "100"}, {p.Compact(999.6), "1k"}, {p.Compact(12345), "12.3k"}, {p.Compact(99960), "100k"}, {p.Compact(999600), "1M"},
		{p.Compact(-1234567), "-1.2M"}, {p.Compact(2.5e9), "2.5B"}, {p.Compact(1e12), "1T"}, {p.Compact(5e16), "5e+16"}, {p.Compact(math.Inf(1)), "–"},
		{p.Times(2), "2.0×"}, {p.Times(0.04), "0.0×"}, {p.Times(99.96), "100×"}, {p.Times(12000), "12k×"}, {p.Times(math.NaN()), "–"},
		{p.Duration(0), "0 min"}, {p.Duration(45 * time.Second), "45 s"}, {p.Duration(90 * time.Second), "90 s"}, {p.Duration(150 * time.Second), "2 min 30 s"},
		{p.Duration(15 * time.Minute), "15 min"}, {p.Duration(90 * time.Minute), "1 h 30 min"}, {p.Duration(2 * time.Hour), "2 h"}, {p.Duration(76 * time.Hour), "3 d 4 h"},
		{p.Duration(-15 * time.Minute), "-15 min"}, {p.Duration(math.MaxInt64), "106,751 d 23 h"}, {p.Duration(1500 * time.Millisecond), "2 s"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A duration of less than nothing has no largest: its negation is itself.
func TestShortestDuration(t *testing.T) {
	if got := English().Duration(math.MinInt64); !strings.HasPrefix(got, "-106,751 d") {
		t.Errorf("got %q", got)
	}
}

func TestNumberReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-1e12, 1e12).Draw(t, "x")
		s := English().Number(x, 3)
		back, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
		if err != nil || math.Abs(back-x) > 0.0005+1e-15*math.Abs(x) {
			t.Fatalf("%v is shown as %q", x, s)
		}
		if c := English().Compact(x); len(c) > 6 {
			t.Fatalf("%v is %q, longer than six", x, c)
		}
	})
}
