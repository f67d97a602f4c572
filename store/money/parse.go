package money

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"foresail/store/record"
)

// Parse reads an amount as people and other programs write it: "1200",
// "1,234.50", "1.234,50", "1.2k", "3m", "1200 eur", "EUR 1.200,00", "€12",
// "-5", "(5.00)". currency is what an amount without a code is in; with
// neither it is ErrNoCurrency. A sign is read, not judged: whether a negative
// amount makes sense is the caller's business.
//
// Errors wrap ErrNotAmount, ErrCurrency, ErrNoCurrency, ErrTooPrecise,
// ErrTooLarge or ErrAmbiguous.
func Parse(text, currency string) (record.Money, error) {
	fail := func(why error) (record.Money, error) {
		return record.Money{}, fmt.Errorf("parse %q: %w", text, why)
	}
	a, err := dissect(text, currency)
	if err != nil {
		return fail(err)
	}
	d, ok := Digits(a.code)
	if !ok {
		if a.code == "" {
			return fail(ErrNoCurrency)
		}
		return fail(ErrCurrency)
	}
	whole, part, err := separate(a.number, d, a.power == 0)
	if err != nil {
		return fail(err)
	}
	minor, err := join(whole, part, a.power+d)
	if errors.Is(err, ErrTooPrecise) {
		err = a.near(whole, part[:a.power+d], d)
	}
	if err != nil {
		return fail(err)
	}
	if a.negative {
		minor = -minor
	}
	return record.Money{Minor: minor, Currency: a.code}, nil
}

// PrecisionError is ErrTooPrecise with the amounts, in plain digits, between which
// the text lies; "" where there are none.
type PrecisionError struct {
	Currency string
	Decimals int
	Low      string
	High     string
}

// Error implements error.
func (e *PrecisionError) Error() string { return ErrTooPrecise.Error() }

// Unwrap gives ErrTooPrecise.
func (e *PrecisionError) Unwrap() error { return ErrTooPrecise }

// near says between which amounts one lies that has more decimals than the d of
// its currency; part are those of its digits that it may have.
func (a *amount) near(whole, part string, d int) error {
	e := &PrecisionError{Currency: a.code, Decimals: d}
	low, err := join(whole, part, len(part))
	if err != nil || a.negative || low == math.MaxInt64 {
		return e
	}
	e.Low, e.High = Plain(record.Money{Minor: low, Currency: a.code}), Plain(record.Money{Minor: low + 1, Currency: a.code})
	return e
}

// Misfit says of an error of Parse how a text has to be for its currency; false
// for an error that is about something else.
func Misfit(err error) (e *PrecisionError, ok bool) {
	ok = errors.As(err, &e)
	return e, ok && e.Low != ""
}

// amount is the text of an amount in its parts.
type amount struct {
	negative bool
	number   string // digits and separators
	power    int    // of ten, from k, m, b
	code     string
}

var symbols = map[string]string{"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₪": "ILS", "₫": "VND", "₺": "TRY", "₽": "RUB", "฿": "THB", "₱": "PHP", "R$": "BRL", "RM": "MYR", "US$": "USD", "S$": "SGD", "A$": "AUD", "C$": "CAD", "HK$": "HKD"}

// dollars are the currencies that write themselves "$".
var dollars = map[string]bool{"USD": true, "CAD": true, "AUD": true, "NZD": true, "SGD": true, "HKD": true, "TWD": true, "MXN": true, "ARS": true, "CLP": true, "COP": true, "BND": true, "FJD": true, "JMD": true, "TTD": true, "BSD": true, "BBD": true, "UYU": true}

var powers = map[string]int{"": 0, "k": 3, "m": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9}

func dissect(text, currency string) (amount, error) {
	s := strings.TrimSpace(text)
	minuses := 0
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		minuses++
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	s = signed(s, &minuses)
	first := strings.IndexFunc(s, numeral)
	last := strings.LastIndexFunc(s, numeral)
	if first < 0 {
		return amount{}, ErrNotAmount
	}
	a := amount{code: strings.ToUpper(currency), number: s[first : last+1]}
	before := s[:first]
	if strings.HasSuffix(before, ".") { // ".5" has its point in front
		before, a.number = before[:len(before)-1], "0."+a.number
	}
	before = signed(strings.TrimSpace(before), &minuses)
	if rest, ok := strings.CutSuffix(before, "-"); ok {
		minuses++
		before = strings.TrimSpace(rest)
	}
	if minuses > 1 {
		return amount{}, ErrNotAmount
	}
	a.negative = minuses == 1
	after := a.suffix(strings.TrimSpace(s[last+1:]))
	return a, a.units(before, after, currency)
}

// signed takes a sign off the front and counts a minus.
func signed(s string, minuses *int) string {
	for _, minus := range []string{"-", "\u2212"} {
		if rest, ok := strings.CutPrefix(s, minus); ok {
			*minuses++
			return strings.TrimSpace(rest)
		}
	}
	return strings.TrimSpace(strings.TrimPrefix(s, "+"))
}

// units reads the currency that stands before or after the number, or, the
// same, on both sides.
func (a *amount) units(before, after, currency string) error {
	named := ""
	for _, unit := range []string{before, after} {
		if unit == "" {
			continue
		}
		code, err := unitCode(unit, currency)
		if err != nil {
			return err
		}
		if named != "" && named != code {
			return ErrNotAmount
		}
		named, a.code = code, code
	}
	return nil
}

func numeral(r rune) bool { return r >= '0' && r <= '9' }

// suffix takes k, m or b off what follows the number, and gives the rest: a
// currency or nothing.
func (a *amount) suffix(s string) string {
	s = strings.TrimLeft(s, ".,") // "1,200.-" and "1200."
	s = strings.TrimPrefix(s, "-")
	word, rest := s, ""
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		word, rest = s[:i], strings.TrimSpace(s[i:])
	}
	if p, ok := powers[strings.ToLower(word)]; ok {
		a.power = p
		return rest
	}
	if _, whole := Code(s); whole || s == "" {
		return s
	}
	_, n := utf8.DecodeRuneInString(s) // "keur"
	_, known := Code(s[n:])
	if p := powers[strings.ToLower(s[:n])]; p > 0 && (known || symbols[s[n:]] != "") {
		a.power = p
		return s[n:]
	}
	return s
}

func unitCode(unit, currency string) (string, error) {
	if unit == "$" {
		if dollars[strings.ToUpper(currency)] {
			return strings.ToUpper(currency), nil
		}
		return "", ErrCurrency
	}
	if unit == "¥" || unit == "￥" {
		if c := strings.ToUpper(currency); c == "JPY" || c == "CNY" {
			return c, nil
		}
		return "", ErrCurrency
	}
	if c := symbols[strings.ToUpper(unit)]; c != "" {
		return c, nil
	}
	code, ok := Code(unit)
	if ok {
		return code, nil
	}
	if len(unit) == 3 && strings.IndexFunc(unit, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
		return "", ErrCurrency
	}
	return "", ErrNotAmount
}

// separate tells thousands from decimals.
func separate(number string, digits int, bare bool) (whole, part string, err error) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009', '\'', '\u2019', '_':
			return '_'
		}
		return r
	}, number)
	if i := strings.IndexFunc(s, func(r rune) bool { return !numeral(r) && r != '_' && r != '.' && r != ',' }); i >= 0 {
		return "", "", ErrNotAmount
	}
	point := decimalSign(s)
	whole = s
	if point != 0 {
		i := strings.LastIndexByte(s, point)
		whole, part = s[:i], s[i+1:]
		if strings.IndexByte(whole, point) >= 0 || strings.ContainsAny(part, "._,") {
			return "", "", ErrNotAmount
		}
		if bare && len(part) == 3 && digits != 3 && len(whole) <= 3 && whole != "0" && !strings.ContainsAny(whole, "._,") {
			return "", "", ErrAmbiguous
		}
	}
	if !grouped(whole) {
		return "", "", ErrNotAmount
	}
	return strings.NewReplacer(",", "", ".", "", "_", "").Replace(whole), part, nil
}

// decimalSign gives the byte that separates decimals, 0 for none.
func decimalSign(s string) byte {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case dots > 0 && commas > 0:
		return s[strings.LastIndexAny(s, ".,")]
	case dots == 1:
		return '.'
	case commas == 1:
		i := strings.IndexByte(s, ',')
		if len(s)-i-1 == 3 && i <= 3 && s[:i] != "0" && s[:i] != "" {
			return 0
		}
		return ','
	}
	return 0
}

// grouped reports whether separators, all of one sort, stand before groups of
// three (or of two before the last, as in India).
func grouped(whole string) bool {
	i := strings.IndexAny(whole, "._,")
	if i < 0 {
		return true
	}
	groups := strings.Split(whole, whole[i:i+1])
	for k, g := range groups {
		last := k == len(groups)-1
		switch {
		case strings.ContainsAny(g, "._,"), last && len(g) != 3, k == 0 && (len(g) == 0 || len(g) > 3):
			return false
		case k > 0 && !last && len(g) != 3 && len(g) != 2:
			return false
		}
	}
	return true
}

// join makes whole.part × 10^power a number.
func join(whole, part string, power int) (int64, error) {
	part = strings.TrimRight(part, "0")
	if len(part) > power {
		return 0, ErrTooPrecise
	}
	digits := whole + part + strings.Repeat("0", power-len(part))
	n := int64(0)
	for i := range len(digits) {
		d := int64(digits[i] - '0')
		if n > (math.MaxInt64-d)/10 {
			return 0, ErrTooLarge
		}
		n = n*10 + d
	}
	return n, nil
}
