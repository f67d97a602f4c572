package metrics_test

import (
	"testing"

	"foresail/store/record"
)

// A deal that is moved on and put back within a day is as old as before, and
// went through no stage for it.
func TestADetourChangesNoNumber(t *testing.T) {
	w := stageWorld(t)
	before := w.pipeline("2026-03-01", "2026-03-31")
	w.set(record.TypeDeal, dealID("d3"), at("2026-03-31 09:00"), stage("proposal"))
	if p := w.pipeline("2026-03-01", "2026-03-31"); p.Rotting != 0 {
		t.Errorf("%d rotting while it is in the next stage", p.Rotting)
	}
	w.set(record.TypeDeal, dealID("d3"), at("2026-03-31 09:05"), stage("meeting"))
	after := w.pipeline("2026-03-01", "2026-03-31")
	if was, is := stageOf(t, before, "meeting"), stageOf(t, after, "meeting"); was != is || is.Rotting != 1 {
		t.Errorf("the stage was %+v, is %+v", was, is)
	}
	if was, is := stageOf(t, before, "proposal"), stageOf(t, after, "proposal"); was != is {
		t.Errorf("the next one was %+v, is %+v", was, is)
	}
}
