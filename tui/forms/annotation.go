package forms

import (
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// The answers to whether an event is left out of baselines.
const (
	counted  = "no"
	excluded = "yes"
)

// Annotation asks for an outside event: what it was and when.
func Annotation(env *panel.Env, d panel.Data) panel.Form {
	id := env.NewID()
	s := newSheet(env, d, record.TypeAnnotation, id)
	s.add("event", record.FieldName, "", s.name)
	s.add("event.from", record.FieldFrom, "", s.past)
	s.add("event.to", record.FieldTo, "", s.lastDay)
	s.add("event.exclude", record.FieldExclude, counted, s.name, func(r *row) {
		r.Kind = panel.Choice
		r.Options = []panel.Option{{Value: counted, Text: env.Say.T("form.event.counted")}, {Value: excluded, Text: env.Say.T("form.event.excluded")}}
	})
	return s.ask(env.Say.T("form.annotation"), func(got answers) (string, []event.Body, error) {
		from, to := got["event.from"].value.Date(), got["event.to"].value.Date()
		if to == 0 {
			to = from
		}
		if from > to {
			return "", nil, s.wrong("event.to", say.Errorf("form.event.order", "from", from, "to", to))
		}
		done := env.Say.T("form.annotation.done", "what", got["event"].text, "from", env.Say.Date(from))
		return done, []event.Body{event.NewAnnotation(id, got["event"].text, from, to, got["event.exclude"].text == excluded)}, nil
	})
}

// lastDay reads the last day of a span; none for nothing.
func (s *sheet) lastDay(text string) (reading, error) {
	if text == "" {
		return reading{value: record.DateValue(0)}, nil
	}
	return s.past(text)
}
