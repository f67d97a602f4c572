package leadlag

// Unit is the length of the periods of a grid.
type Unit string

// The units. Of Period nothing is known but the order.
const (
	Day     Unit = "day"
	Workday Unit = "workday" // Monday to Friday
	Week    Unit = "week"
	Month   Unit = "month"
	Quarter Unit = "quarter"
	Year    Unit = "year"
	Period  Unit = "period"
)

// Series is one number per period, all series of one analysis on the same
// periods. A period without a value holds NaN; infinities count as missing.
type Series struct {
	ID     string
	Values []float64
}

// perYear gives how many periods a year has, 0 where that is unknown.
func (u Unit) perYear() float64 {
	switch u {
	case Day:
		return 365.2425
	case Workday:
		return 365.2425 * 5 / 7
	case Week:
		return 365.2425 / 7
	case Month:
		return 12
	case Quarter:
		return 4
	}
	return 0
}

// reach gives the usual longest lag of a unit.
func (u Unit) reach() int {
	switch u {
	case Day:
		return 28
	case Workday:
		return 20
	case Week, Period:
		return 26
	case Month:
		return 12
	case Quarter:
		return 8
	}
	return 5
}
