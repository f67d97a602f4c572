package metrics

import (
	"math"
	"strconv"

	"foresail/store/money"
)

// Number is a number of the JSON contract: null, a float, or an amount of
// money with its exact decimal digits. The zero Number is null.
type Number struct {
	X     float64 // in the unit; money in major units
	Minor int64   // of an exact amount: minor units
	Set   bool
	Exact bool
	scale uint8 // digits after the point of an exact amount
}

// Float makes a number; NaN and infinities make null.
func Float(x float64) Number {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Number{}
	}
	return Number{X: x, Set: true}
}

// Amount makes the number of an amount of money.
func Amount(minor int64, code string) Number {
	scale := digits(code)
	return Number{X: major(minor, scale), Minor: minor, Set: true, Exact: true, scale: scale}
}

// MarshalJSON writes null, the exact digits of an amount, or the shortest
// digits that give the float back.
func (n Number) MarshalJSON() ([]byte, error) {
	switch {
	case !n.Set:
		return []byte("null"), nil
	case n.Exact:
		return appendMinor(nil, n.Minor, int(n.scale)), nil
	}
	return strconv.AppendFloat(nil, n.X, 'f', -1, 64), nil
}

// UnmarshalJSON reads what MarshalJSON wrote; an amount comes back as a float.
func (n *Number) UnmarshalJSON(b []byte) error {
	*n = Number{}
	if string(b) == "null" {
		return nil
	}
	x, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		return err
	}
	*n = Float(x)
	return nil
}

func appendMinor(b []byte, minor int64, scale int) []byte {
	s := strconv.FormatUint(magnitude(minor), 10)
	for len(s) <= scale {
		s = "0" + s
	}
	if minor < 0 {
		b = append(b, '-')
	}
	b = append(b, s[:len(s)-scale]...)
	if scale > 0 {
		b = append(b, '.')
		b = append(b, s[len(s)-scale:]...)
	}
	return b
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// digits gives the number of minor-unit digits of a currency; 2 for one that
// is not known.
func digits(code string) uint8 {
	if d, ok := money.Digits(code); ok {
		return uint8(d)
	}
	return 2
}

func major(minor int64, scale uint8) float64 {
	return float64(minor) / math.Pow10(int(scale))
}
