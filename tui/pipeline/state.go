package pipeline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"foresail/metrics"
	"foresail/store/quick"
	"foresail/store/say"
	"foresail/tui/theme"
)

// health is how a deal does.
type health uint8

const (
	healthy health = iota
	lacking        // no next step
	overdue        // the next step or the expected close is past
	rotting        // too long in its stage
)

var healthMarks = [...]theme.Mark{healthy: theme.MarkHealthy, lacking: theme.MarkLate, overdue: theme.MarkRisk, rotting: theme.MarkRisk}
var healthStyles = [...]theme.Style{healthy: theme.Good, lacking: theme.Late, overdue: theme.Risk, rotting: theme.Risk}

// faults are the reasons of the agenda for which a deal is not healthy, with
// what they make of it.
var faults = map[string]health{
	metrics.AgendaNoStep: lacking, metrics.AgendaCommitted: lacking,
	metrics.AgendaStepLate: overdue, metrics.AgendaClosePast: overdue, metrics.AgendaRotting: rotting,
}

// states are the messages with the words that a filter finds faults by, the
// alternatives divided by commas.
var states = map[string]string{
	metrics.AgendaNoStep: "deal.state.no-step", metrics.AgendaCommitted: "deal.state.no-step",
	metrics.AgendaStepLate: "deal.state.late", metrics.AgendaClosePast: "deal.state.past", metrics.AgendaRotting: "deal.state.rotting",
}

// judge notes what the agenda says of a deal, and how it does by that; what is
// worse counts.
func (c *card) judge(it *metrics.AgendaItem, rank int) {
	c.rank = rank
	for _, r := range it.Reasons {
		if h, bad := faults[r.Kind]; bad {
			c.health = max(c.health, h)
			c.faults = append(c.faults, r)
		}
	}
}

// fault gives the fault of a deal of a kind.
func (c *card) fault(kind string) *metrics.AgendaReason {
	for i := range c.faults {
		if c.faults[i].Kind == kind {
			return &c.faults[i]
		}
	}
	return nil
}

// why words what weighs most of what is wrong with a deal, and what comes next
// where there is room for both, longest form first; for one that is healthy,
// what comes next. dot stands between the two.
func (p *pipeline) why(c *card, dot string) []string {
	if len(c.faults) == 0 {
		return []string{p.nextStep(c)}
	}
	say := p.env.Say
	switch r := &c.faults[0]; r.Kind {
	case metrics.AgendaRotting:
		limit := say.Compact(r.Limit.X)
		long := say.T("deal.rots", "limit", limit)
		return []string{long + dot + p.nextStep(c), long, say.T("deal.rots.short", "limit", limit), say.T("pipeline.rotting")}
	case metrics.AgendaClosePast:
		long := say.N("deal.close-past", r.Days)
		return []string{long + dot + p.nextStep(c), long, say.N("deal.close-past.short", r.Days)}
	}
	return []string{p.nextStep(c)}
}

// faultsOf words everything that is wrong with a deal.
func (p *pipeline) faultsOf(c *card) string {
	if len(c.faults) == 0 {
		return p.env.Say.T("health.healthy")
	}
	var all []string
	for i := range c.faults {
		all = append(all, c.faults[i].Words(p.env.Say))
	}
	return strings.Join(all, "; ")
}

// expected words the day on which a deal is expected to close, and that it has
// passed.
func (p *pipeline) expected(c *card) string {
	day := p.env.Say.Date(c.expected)
	if r := c.fault(metrics.AgendaClosePast); r != nil {
		day += ", " + p.env.Say.N("deal.passed", r.Days)
	}
	return day
}

// query is what a filter asks for: all of its words among those of a deal, or a
// fault by its name.
type query struct {
	text  string
	words []string
	named map[string][]string // the names of faults, by kind
}

func newQuery(p *say.Printer, text string) query {
	q := query{text: strings.Join(strings.Fields(quick.Plain(text)), " ")}
	if q.words = strings.Fields(q.text); len(q.words) == 0 {
		return q
	}
	q.named = make(map[string][]string)
	for kind, key := range states {
		for name := range strings.SplitSeq(p.T(key), ",") {
			q.named[kind] = append(q.named[kind], quick.Plain(strings.TrimSpace(name)))
		}
	}
	return q
}

// leastWord is how many letters the first word of the name of a fault has at
// least to stand for it beside other words.
const leastWord = 4

// fits reports whether a deal is what is asked for.
func (q *query) fits(c *card) bool {
	if slices.ContainsFunc(c.faults, func(r metrics.AgendaReason) bool {
		return slices.ContainsFunc(q.named[r.Kind], func(name string) bool { return strings.Contains(name, q.text) })
	}) {
		return true
	}
	return !slices.ContainsFunc(q.words, func(w string) bool { return !strings.Contains(c.folded, w) && !q.names(c, w) })
}

// names reports whether a word alone names a fault of a deal.
func (q *query) names(c *card, word string) bool {
	return utf8.RuneCountInString(word) >= leastWord && slices.ContainsFunc(c.faults, func(r metrics.AgendaReason) bool {
		first, _, _ := strings.Cut(q.named[r.Kind][0], " ")
		return first == word
	})
}
