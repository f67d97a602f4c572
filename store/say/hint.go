package say

// hintText holds what is said where there is nothing to show: what to do first,
// and where that which there is can be found.
var hintText = []message{
	{key: "elsewhere.yours", other: "yours"},
	{key: "elsewhere.theirs", other: "theirs"},
	{key: "elsewhere.of", other: "{rep}’s"},
	{key: "elsewhere.entries", other: "None of the {n} entries there are is {whose}. r shows the team’s.", one: "There is one entry, which is not {whose}. r shows the team’s."},
	{key: "elsewhere.accounts", other: "None of the {n} accounts there are is {whose}. r shows the team’s.", one: "There is one account, which is not {whose}. r shows the team’s."},
	{key: "elsewhere.deals", other: "None of the {n} open deals there are is {whose}. r shows the team’s.", one: "There is one open deal, which is not {whose}. r shows the team’s."},
	{key: "elsewhere.numbers", other: "Nothing that is recorded is {whose}. r shows the team’s numbers."},

	{key: "hint.pipeline", other: "No deal yet. n makes one."},
	{key: "hint.pipeline.own", other: "You see your own deals, and have none yet. n makes one."},
	{key: "hint.import", other: "Or : and then “import” reads a file."},
	{key: "pipeline.unseen", other: "The deals themselves are not for your role; the numbers are the team’s."},
	{key: "pipeline.unseen.others", other: "Your deals; the totals, of numbers and stages, are the team’s."},
	{key: "hint.pipeline.closed", other: "No deal is open. n makes one."},
	{key: "hint.team", other: "Rows fill as entries come in: a logs one, : and then “import” reads those of another system. A colleague is added with : and then “rep”."},
	{key: "hint.team.log", other: "Rows fill as entries come in: a logs one."},
	{key: "hint.team.rep", other: "Rows fill as entries come in: a logs one. A colleague is added with : and then “rep”."},
	{key: "hint.accounts", other: "No account yet. One is made with the first entry that names it: press a and type call acme."},
	{key: "hint.accounts.own", other: "You see your own accounts and those you worked on, and there is none yet. One is made with the first entry that names it: press a and type call acme."},
	{key: "hint.looks", other: "The records are not for your role; the team’s numbers are: see Indicators, Pipeline, Forecast and Team."},
	{key: "hint.log", other: "Nothing logged yet. Press a and type what you did: call acme 15m."},
	{key: "hint.log.own", other: "You see your own entries, and there is none yet. Press a and type what you did: call acme 15m."},
}
