package metrics

import (
	"errors"
	"testing"

	"foresail/store/record"
	"foresail/store/say"
)

func TestAnAimIsReadInTheUnitOfItsIndicator(t *testing.T) {
	for _, c := range []struct {
		id, text string
		want     Aim
		bad      bool
	}{
		{id: "calls", text: "40", want: Aim{X: 40}},
		{id: "calls", text: "-1", bad: true},
		{id: "calls", text: "0x10", bad: true},
		{id: "calls", text: "NaN", bad: true},
		{id: "calls", text: "many", bad: true},
		{id: "win_rate", text: "25%", want: Aim{X: 0.25}},
		{id: "win_rate", text: "0.25", want: Aim{X: 0.25}},
		{id: "win_rate", text: "25", bad: true},
		{id: "booked_revenue", text: "120k", want: Aim{X: 120_000, Amount: record.Money{Minor: 12_000_000, Currency: "EUR"}}},
		{id: "booked_revenue", text: "10 usd", want: Aim{X: 10, Amount: record.Money{Minor: 1000, Currency: "USD"}}},
		{id: "booked_revenue", text: "-5", bad: true},
		{id: "booked_revenue", text: "lots", bad: true},
	} {
		in, ok := Find(c.id)
		if !ok {
			t.Fatalf("no indicator %s", c.id)
		}
		got, err := in.ReadAim(c.text, "EUR")
		var told *say.Error
		if c.bad != (err != nil) || c.bad && !errors.As(err, &told) || got != c.want {
			t.Errorf("%s %q gives %+v, %v", c.id, c.text, got, err)
		}
		if n := len(got.Fields()); !c.bad && (n == 2) != (in.Unit == UnitMoney) {
			t.Errorf("%s has %d fields", c.id, n)
		}
	}
}
