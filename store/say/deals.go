package say

// dealText holds the words of what is wrong with deals, and of their order.
var dealText = []message{
	{key: "action.deal.sort", other: "Sort deals by need, amount, age, close date"},
	{key: "hint.deal.sort", other: "sort"},
	{key: "deal.by", other: "sorted by {what}"},
	{key: "deal.by.attention", other: "what one more day puts at risk"},
	{key: "deal.by.amount", other: "amount"},
	{key: "deal.by.age", other: "days in the stage"},
	{key: "deal.by.expected", other: "expected close"},
	{key: "deal.why", other: "why, or next step"},
	{key: "deal.no-amount", other: "no amount"},
	{key: "deal.rots", other: "rotting: over {limit} d here"},
	{key: "deal.rots.short", other: "rotting, over {limit} d"},
	{key: "deal.close-past", other: "close date passed {n} d ago"},
	{key: "deal.close-past.short", other: "close {n} d past"},
	{key: "deal.passed", other: "passed {n} d ago"},
	{key: "deal.state.rotting", other: "rotting"},
	{key: "deal.state.late", other: "late next steps, late steps"},
	{key: "deal.state.past", other: "past close date, close date passed"},
	{key: "deal.state.no-step", other: "without next step, no next step"},
	{key: "palette.count", other: "{n} of {all}"},
	{key: "pipeline.no-match", other: "No open deal matches. / looks into deal, account, rep, stage, next step, source, segment and product, and finds what is wrong: rotting, late, past close, no next step. esc clears it."},
}
