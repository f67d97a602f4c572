package metrics

import "math"

// needClosed and needWon are how many closed deals, and how many won ones with
// an amount among them, it takes to say how many more are needed.
const (
	needClosed = 20
	needWon    = 8
)

// Need is what is still to be won in the period, and how many deals that is
// by the averages of the view's window. Low and High take the ends of both
// intervals together, so they are wider than either.
type Need struct {
	Value       Number `json:"value"` // goal − booked; null without a goal
	From        string `json:"from"`  // window of the averages
	To          string `json:"to"`
	Average     Number `json:"avg_won_value"` // Student's interval
	AverageLow  Number `json:"avg_won_value_low"`
	AverageHigh Number `json:"avg_won_value_high"`
	Won         int    `json:"won"`      // deals behind it
	WinRate     Number `json:"win_rate"` // Wilson's interval
	WinRateLow  Number `json:"win_rate_low"`
	WinRateHigh Number `json:"win_rate_high"`
	Closed      int    `json:"closed"`   // deals behind it
	Wins        Number `json:"wins"`     // deals to win: Value / Average, rounded up
	WinsLow     Number `json:"wins_low"` // null where the interval does not end
	WinsHigh    Number `json:"wins_high"`
	Tries       Number `json:"tries"` // deals to bring to a close: Value / Average / WinRate
	TriesLow    Number `json:"tries_low"`
	TriesHigh   Number `json:"tries_high"`
	Why         string `json:"why,omitempty"` // why there are no numbers of deals

	why string
}

// need fills what is still to be won.
func (b *outlookBuilder) need() {
	n := &b.Need
	w := b.window(b.from(), b.frame.To)
	n.From, n.To = w.From.String(), w.To.String()
	avg, rate := averageDealValue(w), winRate(w)
	n.Average, n.AverageLow, n.AverageHigh, n.Won = avg.Number, avg.Low, avg.High, avg.N
	n.WinRate, n.WinRateLow, n.WinRateHigh, n.Closed = rate.Number, rate.Low, rate.High, rate.N
	switch {
	case !b.Goal.Set:
		n.why = b.noQuota(b.day)
		return
	case !b.Booked.Value.Set:
		n.why = "why.no_amounts"
		return
	}
	n.Value = b.amount(max(b.Goal.Minor-b.Booked.Value.Minor, 0))
	switch {
	case n.Value.Minor == 0:
		n.why = "why.goal_reached"
	case n.Closed < needClosed || n.Won < needWon || !(n.Average.X > 0):
		n.why = "why.too_few_closed"
	default:
		n.count()
	}
}

// count turns the value into numbers of deals.
func (n *Need) count() {
	v := n.Value.X
	n.Wins = upTo(v / n.Average.X)
	n.WinsLow, n.WinsHigh = over(v, n.AverageHigh), over(v, n.AverageLow)
	n.Tries = upTo(v / n.Average.X / n.WinRate.X)
	if n.WinsLow.Set {
		n.TriesLow = over(v/n.AverageHigh.X, n.WinRateHigh)
	}
	if n.WinsHigh.Set {
		n.TriesHigh = over(v/n.AverageLow.X, n.WinRateLow)
	}
}

// over divides, rounding up; null where the divisor is not above zero.
func over(v float64, by Number) Number {
	if !by.Set || !(by.X > 0) {
		return Number{}
	}
	return upTo(v / by.X)
}

// upTo rounds up to whole deals. What is a whole number but for the last
// digits of a division stays it.
func upTo(x float64) Number { return Float(math.Ceil(x - 1e-9)) }
