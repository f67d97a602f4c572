package demo

// Claim is one thing that is true of the generated records: that an indicator
// leads an outcome, or that it leads nothing. Names are the ids of the
// indicator catalogue.
type Claim struct {
	Indicator string
	Outcome   string // "" in a claim that the indicator leads no outcome at all
	Lag       int    // weeks from indicator to outcome, where the effect is strongest; 0 without a lead
	Low, High int    // first and last week in which any effect arrives
	Sign      int    // +1: more is followed by more; -1: more is followed by less; 0: no lead
}

// Leads reports whether the claim is of a lead.
func (c Claim) Leads() bool { return c.Sign != 0 }

// The shares of an effect that arrive 0, 1, 2 … weeks after its cause.
var (
	inquiryBooks  = []float64{0, 0.85, 0.15}
	callBooks     = []float64{0, 0, 1}
	meetingDeal   = []float64{0, 0, 0.08, 0.84, 0.08}
	proposalWins  = []float64{0, 0, 0, 0.05, 0.14, 0.58, 0.16, 0.07}
	trafficArrive = 1 // weeks from a visit to an inquiry
	bookingHeld   = 1 // weeks from agreeing a meeting to the meeting
)

// Truth gives what is planted in the records, and which indicators are known
// to lead nothing.
func Truth() []Claim {
	return []Claim{
		{"website_traffic", "inquiries", 1, 1, 1, 1},
		{"inquiries", "meetings_booked", 1, 1, 2, 1},
		{"lead_response_time", "meetings_booked", 1, 1, 2, -1},
		{"connected_calls", "meetings_booked", 2, 2, 2, 1},
		{"meetings_booked", "meetings_held", 1, 1, 1, 1},
		{"meetings_held", "new_deals", 3, 2, 4, 1},
		{"meetings_held", "pipeline_created", 3, 2, 4, 1},
		{"proposals_sent", "deals_won", 5, 3, 7, 1},
		{"proposals_sent", "booked_revenue", 5, 3, 7, 1},
		{"emails", "", 0, 0, 0, 0},
		{"training_hours", "", 0, 0, 0, 0},
	}
}
