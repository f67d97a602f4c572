package money

import (
	"errors"
	"testing"

	"foresail/store/record"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text, currency string
		minor          int64
		code           string
	}{
		{"1200", "EUR", 120000, "EUR"}, {"1.2k", "USD", 120000, "USD"}, {"1200 eur", "USD", 120000, "EUR"},
		{"1,234.50", "USD", 123450, "USD"}, {"1.234,50", "EUR", 123450, "EUR"}, {"468.0", "USD", 46800, "USD"},
		{"$1,200", "USD", 120000, "USD"}, {"0", "EUR", 0, "EUR"}, {"1200", "JPY", 1200, "JPY"}, {"1.234", "KWD", 1234, "KWD"},
		{"2m", "EUR", 200000000, "EUR"}, {"-5", "EUR", -500, "EUR"}, {"0.01", "EUR", 1, "EUR"},
	} {
		m, err := Parse(c.text, c.currency)
		if err != nil || m.Minor != c.minor || m.Currency != c.code {
			t.Errorf("Parse(%q, %s) = %+v, %v, want %d %s", c.text, c.currency, m, err, c.minor, c.code)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		text, currency string
		want           error
	}{
		{"", "EUR", ErrNotAmount}, {"lots", "EUR", ErrNotAmount}, {"1.2.3", "EUR", nil}, {"1200 xxq", "EUR", nil},
		{"1200", "", ErrNoCurrency}, {"1.5", "JPY", ErrTooPrecise}, {"0.001", "EUR", ErrTooPrecise},
		{"99999999999999999999", "EUR", ErrTooLarge}, {"NaN", "EUR", nil}, {"1e5", "EUR", nil},
	} {
		m, err := Parse(c.text, c.currency)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("Parse(%q, %q) = %+v, %v, want %v", c.text, c.currency, m, err, c.want)
		}
	}
}

func TestWrittenAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := record.Money{
			Minor:    rapid.Int64Range(-1<<53, 1<<53).Draw(t, "minor"),
			Currency: rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "USD", "MYR"}).Draw(t, "currency"),
		}
		if back, err := Parse(Plain(m), m.Currency); err != nil || back != m {
			t.Fatalf("%+v is written %q and read %+v, %v", m, Plain(m), back, err)
		}
	})
}

func TestWriting(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Format(record.Money{Minor: 1234550, Currency: "EUR"}), "12,345.50"},
		{Format(record.Money{Minor: -5, Currency: "EUR"}), "-0.05"},
		{Format(record.Money{Minor: 1234, Currency: "JPY"}), "1,234"},
		{Plain(record.Money{Minor: 1234, Currency: "KWD"}), "1.234"},
		{Short(record.Money{Minor: 1234550, Currency: "EUR"}), "12.3k"},
		{Short(record.Money{Minor: 160000000, Currency: "EUR"}), "1.6M"},
		{Short(record.Money{Minor: 1, Currency: "EUR"}), "0.01"},
		{Short(record.Money{Minor: -99, Currency: "EUR"}), "-0.99"},
		{Short(record.Money{Minor: 100, Currency: "EUR"}), "1"},
		{Short(record.Money{Minor: 0, Currency: "EUR"}), "0"},
		{Short(record.Money{Minor: 1, Currency: "JPY"}), "1"},
		{Short(record.Money{Minor: 9, Currency: "KWD"}), "0.009"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
