package metrics

import (
	"foresail/metrics/control"
	"foresail/store/record"
)

// Horizon says whether an indicator moves before the result or is one.
type Horizon string

// The horizons.
const (
	Leading Horizon = "leading"
	Lagging Horizon = "lagging"
)

// Better says which direction is good.
type Better string

// The directions.
const (
	Higher Better = "higher"
	Lower  Better = "lower"
)

// Unit says what a value is in.
type Unit string

// The units. Shares and rates are 0..1 (growth may be beyond), money is in
// major units of the data file's currency.
const (
	UnitCount Unit = "count"
	UnitMoney Unit = "money"
	UnitShare Unit = "share"
	UnitRatio Unit = "ratio"
	UnitTimes Unit = "times"
	UnitHours Unit = "hours"
	UnitDays  Unit = "days"
	UnitScore Unit = "score"
)

// Fold says how the values of periods make the value of a longer one.
type Fold string

// The folds. Only a sum may be added up over periods and reps and scaled to
// another period; the others are worked out anew.
const (
	Sum   Fold = "sum"   // things that happened in the period
	Rate  Fold = "rate"  // a share, mean or median of what happened in it
	Stock Fold = "stock" // how things stood at its end
)

// Needs says what a value depends on, so that a change recomputes no more
// than it touches.
type Needs struct {
	Kinds     []string // activity kinds; AnyKind for all
	Inquiries bool     // what came of inquiries, which activities after the period may change
	Touches   bool     // the first activity on a deal, where its creation is not known
	Rows      bool     // looks at single activities, not only at counts
	Types     []record.Type
}

// AnyKind in Needs.Kinds stands for every kind.
const AnyKind = "*"

// Indicator is the one declaration of a number per period, from which tile,
// series, chart, command line, report, JSON, goal and lead–lag column come.
// Its words are the messages "indicator.<id>.name", ".formula", ".source",
// ".why", ".act" and ".lag".
type Indicator struct {
	ID      string
	Horizon Horizon
	Unit    Unit
	Better  Better
	Cadence record.Period // the finest period that makes sense
	Fold    Fold
	Needs   Needs
	Chart   control.Family
	NoChart bool // its values are not alike from period to period, so no limits fit
	// TeamOnly marks numbers that are not about a rep, such as website
	// traffic: in the scope of some reps they are null.
	TeamOnly bool
	// LagWeeks is the usual lead on booked revenue found elsewhere, low and
	// high: a prior, never shown as found. Zero for lagging indicators.
	LagWeeks [2]int
	// Interval is the message that says what Low and High of its values are:
	// "interval.poisson", "interval.none.stock" ….
	Interval string
	// Since gives the first day of the records behind the numbers: before it
	// there is no value, rather than 0. Nil where Eval says so itself.
	Since   func(*frame) record.Date
	Measure string // folded name of the measurements behind it
	Signed  bool   // may be below 0
	Eval    func(*Window) Value
}

// Value is what an indicator comes to in a window.
type Value struct {
	Number
	N         int // how many observations are behind it
	Low, High Number
	K, Of     int    // of a share: Number is K/Of
	Why       string // message that says why there is no value
	LeftOut   []LeftOut
}

// LeftOut says that records were left out of a number.
type LeftOut struct {
	Of     string `json:"of,omitempty"` // the field, where there are several
	Reason string `json:"reason"`       // message "leftout.<reason>"
	N      int    `json:"n"`
	Text   string `json:"text,omitempty"` // in words
}

// none is the value that cannot be had.
func none(why string, n int) Value { return Value{Why: why, N: n} }

// Catalogue gives every built-in indicator, leading ones first. The caller
// may change the slice, not what its entries point to.
func Catalogue() []Indicator { return append([]Indicator(nil), catalogue...) }

// Find finds an indicator by id or by another word for it ("quota"); spaces
// and hyphens pass for underscores and case does not matter.
func Find(id string) (Indicator, bool) {
	id = canonical(id)
	for _, i := range catalogue {
		if i.ID == id {
			return i, true
		}
	}
	return Indicator{}, false
}
