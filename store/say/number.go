package say

import (
	"math"
	"strconv"
	"strings"
	"time"

	"foresail/store/money"
	"foresail/store/record"
)

// Int renders a whole number with thousands separated: 12,345.
func (p *Printer) Int(n int64) string { return group(strconv.FormatInt(n, 10)) }

// group separates the thousands of a decimal number.
func group(s string) string {
	end := strings.IndexByte(s, '.')
	if end < 0 {
		end = len(s)
	}
	start := 0
	if strings.HasPrefix(s, "-") {
		start = 1
	}
	for i := end - 3; i > start; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Number renders a number with a fixed count of decimals and its thousands
// separated: Number(1234.5, 2) is "1,234.50". What is not a number is "–".
func (p *Printer) Number(x float64, digits int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	s := strconv.FormatFloat(x, 'f', max(digits, 0), 64)
	if strings.Trim(s, "-0.") == "" { // no "-0.0"
		s = strings.TrimPrefix(s, "-")
	}
	return group(s)
}

// Percent renders a share (0.423) as a percentage: "42.3%".
func (p *Printer) Percent(share float64, digits int) string {
	s := p.Number(share*100, digits)
	if s == "–" {
		return s
	}
	return s + "%"
}

// Money renders an amount exactly, with its code: "12,345.00 EUR".
func (p *Printer) Money(m record.Money) string {
	if m.Currency == "" {
		return money.Format(m)
	}
	return money.Format(m) + " " + m.Currency
}

// ShortMoney renders an amount rounded for tiles and cards: "12.3k EUR".
func (p *Printer) ShortMoney(m record.Money) string {
	if m.Currency == "" {
		return money.Short(m)
	}
	return money.Short(m) + " " + m.Currency
}

// Compact renders a number in about five characters: "0.04", "7.5", "940",
// "12.3k", "1.2M". Rounding is half to even on the shown digits.
func (p *Printer) Compact(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	a := math.Abs(x)
	switch {
	case a < 0.995:
		return trimmed(x, 2, "")
	case a < 99.95:
		return trimmed(x, 1, "")
	case a < 999.5:
		return trimmed(x, 0, "")
	}
	for _, mark := range []string{"k", "M", "B", "T"} {
		x /= 1000
		switch a = math.Abs(x); {
		case a < 99.95:
			return trimmed(x, 1, mark)
		case a < 999.5:
			return trimmed(x, 0, mark)
		}
	}
	return strconv.FormatFloat(x*1e12, 'g', 3, 64)
}

// Times renders how many times something is something else: "2.0×", "12k×".
func (p *Printer) Times(x float64) string {
	switch {
	case math.IsNaN(x), math.IsInf(x, 0):
		return "–"
	case math.Abs(x) < 99.95:
		return p.Number(x, 1) + "×"
	}
	return p.Compact(x) + "×"
}

func trimmed(x float64, digits int, mark string) string {
	s := strconv.FormatFloat(x, 'f', digits, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return s + mark
}

// Duration renders a span in its two largest units: "15 min", "1 h 30 min",
// "90 s" below two minutes, "3 d 4 h".
func (p *Printer) Duration(d time.Duration) string {
	if d < 0 {
		return "-" + p.Duration(-max(d, -math.MaxInt64))
	}
	s := int64(d.Round(time.Second) / time.Second)
	switch {
	case s%60 != 0 && s < 120:
		return p.T("span.seconds", "n", s)
	case s < 3600:
		return p.span("span.minutes", s/60, "span.seconds", s%60)
	case s < 86400:
		return p.span("span.hours", s/3600, "span.minutes", s%3600/60)
	}
	return p.span("span.days", s/86400, "span.hours", s%86400/3600)
}

func (p *Printer) span(large string, n int64, small string, rest int64) string {
	s := p.T(large, "n", p.Int(n))
	if rest != 0 {
		s += " " + p.T(small, "n", rest)
	}
	return s
}
