package tui

import (
	"foresail/store/event"
	"foresail/store/record"
)

// setupFact words what was said of a goal, an outside event, a measurement or a
// rep, "" where nothing was.
func (a *App) setupFact(bodies []event.Body) string {
	words := map[record.Type]string{
		record.TypeGoal: "undo.goal", record.TypeAnnotation: "undo.annotation", record.TypeMeasure: "undo.measure", record.TypeRep: "undo.rep",
	}
	for _, b := range bodies {
		s, ok := b.(event.Set)
		if !ok || words[s.Type] == "" {
			continue
		}
		name := assigned(s, record.FieldName)
		if id := assigned(s, record.FieldIndicator); id != "" {
			name = a.say.T("indicator." + id + ".name")
		}
		return a.say.T(words[s.Type], "name", name)
	}
	return ""
}
