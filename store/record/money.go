package record

// Money is an amount in the minor unit of a currency (cents, sen; whole yen)
// and the currency's ISO 4217 code. How many minor units make a major one is
// the business of store/money.
type Money struct {
	Minor    int64
	Currency string
}

// IsZero reports whether there is no amount at all; zero euros is an amount.
func (m Money) IsZero() bool { return m == Money{} }
