package demo

import (
	"math"
	"time"

	"foresail/store/event"
	"foresail/store/record"
)

// Options says what to make up.
type Options struct {
	Seed uint64
	Now  time.Time // where the records end; must be given
	// Zone is the team's time zone; nil means that of Now.
	Zone *time.Location
	// Currency is an ISO 4217 code; "" means EUR.
	Currency string
	// Minor is how many minor units make a major one: 100 for euros, 1 for
	// yen; 0 means 100.
	Minor int64
	// Scale multiplies the number of activities: 1 (and 0) gives about
	// 58,000, 0.2 about 17,000, 20 about 900,000.
	Scale float64
}

func (o Options) filled() Options {
	if o.Zone == nil {
		o.Zone = o.Now.Location()
	}
	if o.Currency == "" {
		o.Currency = "EUR"
	}
	if o.Minor == 0 {
		o.Minor = 100
	}
	if o.Scale <= 0 {
		o.Scale = 1
	}
	return o
}

// breadth is the factor by which reps, accounts and deals grow.
func (o Options) breadth() float64 { return math.Sqrt(o.Scale) }

// Setup gives what the data file begins with: the general pack, the currency
// and the time zone.
func Setup(o Options) []event.Body {
	o = o.filled()
	bodies := append(event.GeneralPack(), event.NewSetting(record.SettingCurrency, o.Currency))
	if name := o.Zone.String(); name != "" && name != "Local" {
		bodies = append(bodies, event.NewSetting(record.SettingZone, name))
	}
	return bodies
}
