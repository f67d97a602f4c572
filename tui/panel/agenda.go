package panel

import (
	"foresail/metrics"
	"foresail/tui/theme"
)

// agendaMarks are the signs of the reasons of the agenda, the same on every tab.
// Who waits for an answer is shown as at risk from the first minute on: the chance
// falls by the hour, so such a one stands first.
var agendaMarks = map[string]theme.Mark{
	metrics.AgendaInquiry: theme.MarkRisk, metrics.AgendaStepLate: theme.MarkRisk, metrics.AgendaRotting: theme.MarkRisk,
	metrics.AgendaClosePast: theme.MarkRisk, metrics.AgendaStepToday: theme.MarkLate, metrics.AgendaNoStep: theme.MarkLate,
	metrics.AgendaCommitted: theme.MarkLate, metrics.AgendaWon: theme.MarkHealthy, metrics.AgendaStepSoon: theme.MarkDot,
}

// markStyles are the signs of agendaMarks with their styles, the worst first.
var markStyles = []struct {
	mark  theme.Mark
	style theme.Style
}{{theme.MarkRisk, theme.Risk}, {theme.MarkLate, theme.Late}, {theme.MarkHealthy, theme.Good}, {theme.MarkDot, theme.Muted}}

// ReasonMark gives the sign of a kind of reason of the agenda and its style.
func ReasonMark(kind string) (theme.Mark, theme.Style) {
	for _, m := range markStyles {
		if m.mark == agendaMarks[kind] {
			return m.mark, m.style
		}
	}
	return theme.MarkDot, theme.Muted
}

// AgendaMark gives the sign of an item of the agenda and its style, which are
// those of the worst of its reasons, and that reason.
func AgendaMark(it *metrics.AgendaItem) (theme.Mark, theme.Style, *metrics.AgendaReason) {
	for _, m := range markStyles {
		for k := range it.Reasons {
			if r := &it.Reasons[k]; agendaMarks[r.Kind] == m.mark {
				return m.mark, m.style, r
			}
		}
	}
	return theme.MarkDot, theme.Muted, nil
}
