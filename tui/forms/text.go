package forms

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/clean"
	"foresail/store/record"
	"foresail/tui/panel"
)

// InEditor gives a form to the user's editor: a line a field, "label: value".
// What comes back is saved as from the form; where something in it is wrong, the
// form opens with what was entered, to be mended there. A line that is taken
// away leaves its field as it was.
func InEditor(f panel.Form) panel.Edit {
	var text strings.Builder
	for _, x := range f.Fields {
		text.WriteString(x.Label + ": " + shown(x) + "\n")
	}
	return panel.Edit{Text: text.String(), Done: func(text string) tea.Cmd { return read(f, text) }}
}

// shown gives what stands in a field, in one line.
func shown(x panel.Field) string {
	for _, o := range x.Options {
		if x.Kind == panel.Choice && o.Value == x.Value {
			return o.Text
		}
	}
	return strings.Join(strings.Fields(x.Value), " ")
}

// read saves what an editor left of a form.
func read(f panel.Form, text string) tea.Cmd {
	values, good := parse(f, text)
	if good {
		if cmd, err := f.Save(values); err == nil {
			return cmd
		}
	}
	again := f
	again.Fields = nil
	for _, x := range f.Fields {
		now := values[x.Key]
		x.Entered = &now
		again.Fields = append(again.Fields, x)
	}
	return panel.Ask(again)
}

// parse reads the lines of a text, and reports whether all of it makes sense.
func parse(f panel.Form, text string) (values panel.Values, good bool) {
	values, good = make(panel.Values), true
	for _, x := range f.Fields {
		values[x.Key] = x.Value
	}
	for line := range strings.Lines(text) {
		label, value, _ := strings.Cut(line, ":")
		value = clean.Line(value)
		known := strings.TrimSpace(line) == ""
		for _, x := range f.Fields {
			if record.Fold(x.Label) == record.Fold(strings.TrimSpace(label)) {
				value, known = answer(x, value)
				values[x.Key] = value
				known = known && (x.Check == nil || value == x.Value || x.Check(value) == nil)
			}
		}
		good = good && known
	}
	return values, good
}

// answer gives the value that a text means in a field: for a choice that of the
// option so called.
func answer(x panel.Field, text string) (value string, known bool) {
	if x.Kind != panel.Choice {
		return text, true
	}
	for _, o := range x.Options {
		if record.Fold(o.Text) == record.Fold(text) || o.Value == text {
			return o.Value, true
		}
	}
	return x.Value, false
}
