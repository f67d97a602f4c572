package say

// forecastText holds the words of the outlook and of the tab Forecast.
var forecastText = []message{
	{key: "why.too_few_closed", other: "too few closed deals to say how many that is: it takes 20, and 8 won ones with an amount"},
	{key: "why.no_past_period", other: "no period is over yet, so nothing can be compared"},
	{key: "why.no_expectations", other: "fewer than half of the deals won had an expected close on record, so what became of expectations is not known"},
	{key: "why.too_few_expected", other: "too few deals were ever expected to close: it takes 20"},
}
