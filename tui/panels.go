package tui

import (
	"foresail/tui/accounts"
	"foresail/tui/forecast"
	"foresail/tui/indicators"
	"foresail/tui/leadlag"
	"foresail/tui/logbook"
	"foresail/tui/panel"
	"foresail/tui/pipeline"
	"foresail/tui/team"
	"foresail/tui/today"
)

// panels are the tabs of the cockpit, in the order of their numbers. A panel
// is added here and nowhere else.
var panels = []panel.Spec{
	today.Spec,
	indicators.Spec,
	pipeline.Spec,
	leadlag.Spec,
	forecast.Spec,
	team.Spec,
	accounts.Spec,
	logbook.Spec,
}
