package quick

import (
	"math"
	"strconv"
	"strings"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// Measurement makes the fact of one measurement from text: the value of a named
// series on a day. An error is a *say.Error, or what Validate says.
func Measurement(name string, day record.Date, value string) (event.Set, error) {
	x, err := Number(value)
	if err != nil {
		return event.Set{}, err
	}
	if name = clean.Line(name); name == "" {
		return event.Set{}, say.Errorf("measurement.name")
	}
	b := event.NewMeasure(name, day, x)
	return b, b.Validate()
}

// Number reads a number in digits, with a point before decimals. An error is a
// *say.Error.
func Number(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(text, "xX_") {
		return 0, say.Errorf("measurement.value", "text", text)
	}
	return x, nil
}
