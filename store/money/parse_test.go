package money

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"foresail/store/record"

	"pgregory.net/rapid"
)

// How amounts come out of spreadsheets, CRMs and people.
func TestParseForms(t *testing.T) {
	for _, c := range []struct {
		text, currency, want string // want is the code and minor units, or a reason
	}{
		{"  12 ", "EUR", "EUR 1200"}, {"+12", "EUR", "EUR 1200"}, {"\u221212.50", "EUR", "EUR -1250"}, {"(1,200.50)", "USD", "USD -120050"},
		{"-$5", "USD", "USD -500"}, {"$-5", "USD", "USD -500"}, {"€ -5", "USD", "EUR -500"}, {"EUR -5", "USD", "EUR -500"},
		{"EUR 1.200,00", "USD", "EUR 120000"}, {"1.200,00 €", "USD", "EUR 120000"}, {"€1200", "", "EUR 120000"}, {"€12 EUR", "USD", "EUR 1200"}, {"- 5", "USD", "USD -500"}, {"1200eur", "USD", "EUR 120000"},
		{"rm 1,200", "USD", "MYR 120000"}, {"R$ 1.200,00", "USD", "BRL 120000"}, {"US$12", "EUR", "USD 1200"},
		{"1'234.50", "CHF", "CHF 123450"}, {"1\u00a0234,50", "EUR", "EUR 123450"}, {"1 234 567", "EUR", "EUR 123456700"}, {"1\u202f234", "EUR", "EUR 123400"},
		{"12,34,567.00", "INR", "INR 123456700"}, {"1.234.567", "EUR", "EUR 123456700"}, {"1,234,567", "USD", "USD 123456700"},
		{"12,50", "EUR", "EUR 1250"}, {"0,5", "EUR", "EUR 50"}, {".5", "EUR", "EUR 50"}, {"5.", "EUR", "EUR 500"}, {"1200.-", "CHF", "CHF 120000"},
		{"0.500", "EUR", "EUR 50"}, {"1200.0000", "EUR", "EUR 120000"}, {"1234.500", "EUR", "EUR 123450"}, {"100.0", "JPY", "JPY 100"},
		{"1.2345k", "EUR", "EUR 123450"}, {"1.234k", "EUR", "EUR 123400"}, {"1,5k", "EUR", "EUR 150000"}, {"3 k", "EUR", "EUR 300000"},
		{"1.2k eur", "USD", "EUR 120000"}, {"1.2keur", "USD", "EUR 120000"}, {"2mn usd", "EUR", "USD 200000000"}, {"1.5bn", "USD", "USD 150000000000"},
		{"1K", "USD", "USD 100000"}, {"1.5M MYR", "USD", "MYR 150000000"}, {"2 myr", "USD", "MYR 200"}, {"3 kwd", "USD", "KWD 3000"}, {"7 bhd", "USD", "BHD 7000"},
		{"92233720368547758.07", "EUR", "EUR 9223372036854775807"}, {"000012", "EUR", "EUR 1200"},

		{"1.234", "EUR", ErrAmbiguous.Error()}, {"12.500", "EUR", ErrAmbiguous.Error()}, {"12.500", "JPY", ErrAmbiguous.Error()},
		{"1.2345", "EUR", ErrTooPrecise.Error()}, {"0.000001k", "EUR", ErrTooPrecise.Error()},
		{"92233720368547758.08", "EUR", ErrTooLarge.Error()}, {"99999999999999999bn", "EUR", ErrTooLarge.Error()},
		{"$5", "EUR", ErrCurrency.Error()}, {"¥5", "USD", ErrCurrency.Error()}, {"5 xyz", "EUR", ErrCurrency.Error()}, {"5", "XYZ", ErrCurrency.Error()},
		{"$5", "", ErrCurrency.Error()}, {"k", "EUR", ErrNotAmount.Error()}, {"eur", "EUR", ErrNotAmount.Error()}, {"--5", "EUR", ErrNotAmount.Error()}, {"5 5 apples", "EUR", ErrNotAmount.Error()},
		{"1,23,45", "EUR", ErrNotAmount.Error()}, {"1,2345,678", "EUR", ErrNotAmount.Error()}, {",", "EUR", ErrNotAmount.Error()}, {"1..2", "EUR", ErrNotAmount.Error()},
		{"1 2", "EUR", ErrNotAmount.Error()}, {"1/2", "EUR", ErrNotAmount.Error()}, {"5 - -", "EUR", ErrNotAmount.Error()}, {"- (5)", "EUR", ErrNotAmount.Error()}, {"12%", "EUR", ErrNotAmount.Error()}, {"1x2", "EUR", ErrNotAmount.Error()},
		{"EUR 5 USD", "EUR", ErrNotAmount.Error()}, {"٣", "EUR", ErrNotAmount.Error()}, {"1e3", "EUR", ErrNotAmount.Error()}, {"5 k k", "EUR", ErrNotAmount.Error()},
		{"(-5)", "EUR", ErrNotAmount.Error()}, {"(5", "EUR", ErrNotAmount.Error()}, {"\x005", "EUR", ErrNotAmount.Error()},
	} {
		m, err := Parse(c.text, c.currency)
		got := m.Currency + " " + big.NewInt(m.Minor).String()
		for _, why := range []error{ErrNotAmount, ErrCurrency, ErrNoCurrency, ErrTooPrecise, ErrTooLarge, ErrAmbiguous} {
			if errors.Is(err, why) {
				got = why.Error()
			}
		}
		if got != c.want {
			t.Errorf("Parse(%q, %q) = %s (%v), want %s", c.text, c.currency, got, err, c.want)
		}
	}
}

func TestWhatIsShownReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := record.Money{
			Minor:    rapid.Int64().Draw(t, "minor"),
			Currency: rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "USD", "MYR", "CLF"}).Draw(t, "currency"),
		}
		if m.Minor == math.MinInt64 {
			m.Minor++ // is written right, and read as too large
		}
		if back, err := Parse(Format(m)+" "+m.Currency, ""); err != nil || back != m {
			t.Fatalf("%+v is shown as %q and read %+v, %v", m, Format(m), back, err)
		}
		if back, err := Parse(string(JSON(m)), m.Currency); err != nil || back != m {
			t.Fatalf("%+v in JSON is %q and read %+v, %v", m, JSON(m), back, err)
		}
	})
	if got := Plain(record.Money{Minor: math.MinInt64, Currency: "EUR"}); got != "-92233720368547758.08" {
		t.Errorf("the least amount is written %s", got)
	}
}

func TestShort(t *testing.T) {
	for minor, want := range map[int64]string{
		0: "0", 49: "0.49", 50: "0.50", -50: "-0.50", 99: "0.99", 100: "1", 94000: "940", 99949: "999", 99950: "1k", 99999: "1k", 100000: "1k", 104999: "1k", 105000: "1.1k",
		1234567: "12.3k", 9994999: "99.9k", 9995000: "100k", 12345678: "123k", 99949999: "999k", 99950000: "1M", 123456789: "1.2M", -123456789: "-1.2M",
		99995000000: "1B", 123456789012: "1.2B", 12345678901234: "123B", 123456789012345: "1.2T", math.MaxInt64: "92234T", math.MinInt64: "-92234T",
	} {
		if got := Short(record.Money{Minor: minor, Currency: "EUR"}); got != want {
			t.Errorf("Short(%d) = %q, want %q", minor, got, want)
		}
	}
	if got := Short(record.Money{Minor: 12345, Currency: "JPY"}); got != "12.3k" {
		t.Errorf("yen: %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1,234.50", "(5)", "€1.2k", "1.2keur", "R$ 1.200,00", "\u221212", "$", "--", "1'2"} {
		f.Add(s, "EUR")
	}
	f.Fuzz(func(t *testing.T, text, currency string) {
		m, err := Parse(text, currency)
		if err != nil {
			if m != (record.Money{}) {
				t.Errorf("%q: %+v beside %v", text, m, err)
			}
			return
		}
		if code, ok := Code(m.Currency); !ok || code != m.Currency || !strings.ContainsAny(text, "0123456789") {
			t.Errorf("%q is read as %+v", text, m)
		}
		if back, err := Parse(Plain(m), m.Currency); err != nil || back != m {
			t.Errorf("%q is %+v, written %q, read %+v, %v", text, m, Plain(m), back, err)
		}
	})
}

// TestWhatIsTooPreciseSaysWhatWouldDo: the amounts on both sides, in any currency.
func TestWhatIsTooPreciseSaysWhatWouldDo(t *testing.T) {
	for _, c := range []struct {
		text, currency, low, high string
		decimals                  int
	}{
		{"12.50", "JPY", "12", "13", 0}, {"0.001", "EUR", "0.00", "0.01", 2}, {"1.234567k", "EUR", "1234.56", "1234.57", 2}, {"1.23456 kwd", "EUR", "1.234", "1.235", 3},
	} {
		_, err := Parse(c.text, c.currency)
		e, ok := Misfit(err)
		if !ok || !errors.Is(err, ErrTooPrecise) || e.Low != c.low || e.High != c.high || e.Decimals != c.decimals {
			t.Errorf("%s: %+v, %v", c.text, e, err)
		}
	}
	if _, ok := Misfit(ErrTooLarge); ok {
		t.Error("of another error")
	}
}
