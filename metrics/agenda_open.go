package metrics

import (
	"context"
	"slices"

	"foresail/store/say"
)

// OpenDeals gives the items of NewAgenda that are about open deals, in the order
// and with the numbers that they have there: whoever lists deals in that order
// agrees with today. What was agreed on with an account, which the agenda lists
// once, is here a reason of each deal that it counts for, as Pipeline counts it.
// p is the pipeline of the same state. A cancelled context gives nothing.
func OpenDeals(ctx context.Context, v View, p Pipeline) []AgendaItem {
	f := newFrame(v, newMemo())
	b := agendaBuilder{frame: f, pipeline: &p, soon: f.soonUntil(), missing: make(map[string]int), each: true}
	if ctx.Err() != nil {
		return nil
	}
	b.deals()
	b.items = slices.DeleteFunc(b.items, func(it AgendaItem) bool { return it.Kind == AgendaWon })
	if ctx.Err() != nil {
		return nil
	}
	a := Agenda{Items: b.ranked()}
	a.Say(say.English())
	return a.Items
}
