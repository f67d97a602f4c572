package say

// commandText is what the command line says in place of what stands in the
// catalogue: there, what is to be done is told as a command, and in the cockpit
// as what its palette has.
var commandText = []message{
	{key: "why.no_quota", other: "no goal on booked revenue is set: foresail goal set booked_revenue …"},
	{key: "why.quota_partial", other: "some reps have a goal on booked revenue, others and the team none: foresail goal set booked_revenue …"},
	{key: "team.course.none.do", other: "foresail goal set booked_revenue 500k --period quarter sets one."},
	{key: "team.concern.goal.do", other: "Set one: foresail goal set booked_revenue 100k --period quarter --rep NAME."},
	{key: "team.concern.left.do", other: "Hand them over: foresail deal set DEAL --rep NAME."},
}

// Shell gives the printer of the command line.
func Shell() *Printer {
	p := &Printer{texts: make(map[string]message, len(commandText))}
	for _, m := range commandText {
		p.texts[m.key] = m
	}
	return p
}
