package forms

import (
	"slices"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/panel"
)

// Measurement asks for a number from outside and the day that it is about.
func Measurement(env *panel.Env, d panel.Data) panel.Form {
	s := newSheet(env, d, record.TypeMeasure, record.ID{})
	s.add("measure", record.FieldName, "", s.name, offering(measureNames(d.Book)))
	s.add("measure.value", record.FieldNumber, "", s.number)
	s.add("measure.on", record.FieldFrom, "", s.past)
	return s.ask(env.Say.T("form.measurement"), func(got answers) (string, []event.Body, error) {
		name, on := got["measure"].text, got["measure.on"].value.Date()
		if m := d.Book.Measures[record.Fold(name)]; m != nil {
			name = m.Name
		}
		b, err := quick.Measurement(name, on, got["measure.value"].text)
		if err != nil {
			return "", nil, s.wrong("measure.value", err)
		}
		done := env.Say.T("form.measurement.done", "name", name, "value", got["measure.value"].text, "on", env.Say.Date(on))
		return done, []event.Body{b}, nil
	})
}

// number reads a number as the command does.
func (s *sheet) number(text string) (reading, error) {
	if _, err := s.name(text); err != nil {
		return reading{}, err
	}
	x, err := quick.Number(text)
	return reading{value: record.FloatValue(x)}, err
}

// measureNames gives the names of what was measured, and of what indicators read.
func measureNames(b *record.Book) []string {
	names := make(map[string]string)
	for _, in := range metrics.Catalogue() {
		if in.Measure != "" {
			names[in.Measure] = in.Measure
		}
	}
	for key, m := range b.Measures {
		names[key] = m.Name
	}
	var out []string
	for _, n := range names {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
