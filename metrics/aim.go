package metrics

import (
	"math"
	"strconv"
	"strings"

	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
)

// Aim is the target of a goal: a number in the indicator's unit (money in major
// units), and the amount exactly where it is money.
type Aim struct {
	X      float64
	Amount record.Money
}

// ReadAim reads a target in the unit of the indicator: an amount of money, in
// currency where none is named, a number or a percentage otherwise. An error is a
// *say.Error.
func (i Indicator) ReadAim(text, currency string) (Aim, error) {
	if i.Unit == UnitMoney {
		return i.readAmount(text, currency)
	}
	digits, percent := strings.CutSuffix(text, "%")
	x, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(digits, "xX_") {
		return Aim{}, say.Errorf("aim.number", "text", text, "indicator", i.ID)
	}
	if percent {
		x /= 100
	}
	if i.Unit == UnitShare && (x < 0 || x > 1) && !i.Signed {
		return Aim{}, say.Errorf("aim.share", "text", text, "indicator", i.ID)
	}
	if i.Unit == UnitCount && x < 0 && !i.Signed {
		return Aim{}, say.Errorf("aim.negative", "text", text, "indicator", i.ID)
	}
	return Aim{X: x}, nil
}

func (i Indicator) readAmount(text, currency string) (Aim, error) {
	m, err := money.Parse(text, currency)
	if err != nil {
		return Aim{}, say.Because(err, "cli.amount", "text", text)
	}
	if m.Minor < 0 && !i.Signed {
		return Aim{}, say.Errorf("aim.negative", "text", text, "indicator", i.ID)
	}
	x, err := strconv.ParseFloat(money.Plain(m), 64)
	if err != nil {
		return Aim{}, say.Because(err, "cli.amount", "text", text)
	}
	return Aim{X: x, Amount: m}, nil
}

// Fields gives the fields of a goal that say what is aimed at.
func (a Aim) Fields() []record.Assign {
	out := []record.Assign{{Field: record.FieldNumber, Value: record.FloatValue(a.X)}}
	if a.Amount.Currency != "" {
		out = append(out, record.Assign{Field: record.FieldAmount, Value: record.MoneyValue(a.Amount)})
	}
	return out
}
