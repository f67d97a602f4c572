// Package money reads and writes amounts of money for people, in whole minor
// units.
//
// It promises: no amount ever passes through a floating-point number; what
// cannot be held exactly is an error, never rounded (Short rounds, and says
// how); every function is pure. It imports store/record and
// github.com/bojanz/currency (the ISO 4217 table of CLDR) only.
//
// # Decisions
//
//   - bojanz/currency says which codes exist and how many digits they have.
//     Its decimal type is not used: int64 minor units are what is stored, and
//     2^63 cents are 92 quadrillion euros.
//   - The last of '.' and ',' is the decimal sign where both occur. A single
//     '.' is a decimal sign, a single ',' before exactly three digits
//     separates thousands. "1.234" in a currency of two digits may be either:
//     it is refused as ambiguous, since a factor of a thousand is not to be
//     guessed.
//   - "$" means the currency asked for where that is a dollar or peso, and is
//     refused otherwise: a dozen currencies share the sign.
package money

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"foresail/store/record"
	"github.com/bojanz/currency"
)

// The reasons for which an amount is refused.
var (
	ErrNotAmount  = errors.New("not an amount")
	ErrCurrency   = errors.New("unknown currency")
	ErrNoCurrency = errors.New("no currency")
	ErrTooPrecise = errors.New("more decimals than the currency has")
	ErrTooLarge   = errors.New("too large an amount")
	ErrAmbiguous  = errors.New("may be thousands or decimals")
)

// Digits gives the number of decimal digits of a currency (2 for EUR, 0 for
// JPY, 3 for KWD), and false for a code that ISO 4217 does not have.
func Digits(code string) (int, bool) {
	d, ok := currency.GetDigits(code)
	return int(d), ok
}

// digits is Digits with 2 for an unknown code, as most have.
func digits(code string) int {
	if d, ok := Digits(code); ok {
		return d
	}
	return 2
}

// Format renders an amount with thousands separated and all its decimals,
// without the code: "12,345.00". An unknown currency has two decimals.
func Format(m record.Money) string {
	whole, part := split(m)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign(m) + whole + part
}

// Plain renders an amount in major units with exactly its decimals and
// nothing else: "12345.00". Parse reads it back.
func Plain(m record.Money) string {
	whole, part := split(m)
	return sign(m) + whole + part
}

// JSON gives the amount as a JSON number in major units, exactly.
func JSON(m record.Money) json.Number { return json.Number(Plain(m)) }

func sign(m record.Money) string {
	if m.Minor < 0 {
		return "-"
	}
	return ""
}

// split gives the digits before the decimal point, and the point with what
// follows.
func split(m record.Money) (whole, part string) {
	d := digits(m.Currency)
	s := strconv.FormatUint(magnitude(m.Minor), 10)
	if d == 0 {
		return s, ""
	}
	for len(s) <= d {
		s = "0" + s
	}
	return s[:len(s)-d], "." + s[len(s)-d:]
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// steps are the units of Short.
var steps = []struct {
	power int
	mark  string
}{{0, ""}, {3, "k"}, {6, "M"}, {9, "B"}, {12, "T"}}

// Short renders an amount in at most five characters or so, in major units
// rounded half away from zero: "940", "12.3k", "1.2M"; what is less than one unit
// is given exactly: "0.05". It is for tiles and cards; the exact amount stands
// elsewhere.
func Short(m record.Money) string {
	n, d := magnitude(m.Minor), digits(m.Currency)
	if n > 0 && n < pow10(d) {
		return Format(m)
	}
	for i, step := range steps {
		last := i == len(steps)-1
		if step.power == 0 {
			if v := rounded(n, d); v < 1000 {
				return sign(m) + strconv.FormatUint(v, 10)
			}
			continue
		}
		tenths := rounded(n, d+step.power-1)
		switch {
		case tenths < 1000:
			s := strconv.FormatUint(tenths/10, 10)
			if tenths%10 != 0 {
				s += "." + strconv.FormatUint(tenths%10, 10)
			}
			return sign(m) + s + step.mark
		case rounded(n, d+step.power) < 1000 || last:
			return sign(m) + strconv.FormatUint(rounded(n, d+step.power), 10) + step.mark
		}
	}
	return sign(m) + Format(m)
}

// rounded divides by a power of ten, half up.
func rounded(n uint64, power int) uint64 {
	if power == 0 {
		return n
	}
	if power > 19 {
		return 0
	}
	p := pow10(power)
	q, r := n/p, n%p
	if r >= p-r {
		q++
	}
	return q
}

func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

// Code brings a currency code to its form (upper case), and reports whether
// ISO 4217 has it.
func Code(text string) (string, bool) {
	c := strings.ToUpper(strings.TrimSpace(text))
	_, ok := Digits(c)
	return c, ok
}
