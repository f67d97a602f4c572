package forms

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/clean"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// InEditor gives a form to the user's editor: a line a field, "label: value".
// What comes back is saved as from the form; where something in it is wrong, the
// form opens with what was entered, at the first field that is to be mended, and
// names the lines that are no field. A line that is taken away leaves its field
// as it was. key is that of the Edit: with it the editor has the text again.
func InEditor(f panel.Form, key string) panel.Edit {
	var text strings.Builder
	for _, x := range f.Fields {
		text.WriteString(x.Label + ": " + shown(x) + "\n")
	}
	return panel.Edit{Key: key, Text: text.String(), Done: func(text string) tea.Cmd { return read(f, text) }}
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
	d := parse(f, text)
	if d.good() {
		cmd, err := f.Save(d.values)
		if err == nil {
			return cmd
		}
		d.refuse(err)
	}
	again := f
	again.Fields, again.Amiss = nil, d.amiss()
	for _, x := range f.Fields {
		now := d.values[x.Key]
		x.Entered, x.Wrong = &now, d.wrong[x.Key]
		again.Fields = append(again.Fields, x)
	}
	return panel.Ask(again)
}

// draft is what a text says about the fields of a form.
type draft struct {
	values panel.Values
	wrong  map[string]error // by field, of values that it cannot hold
	bad    bool             // a field holds what does not fit it
	stray  []line           // what is no field
	failed error            // why it could not be saved
}

// line is a line of a text.
type line struct {
	n    int // counted from 1
	text string
}

func (d *draft) good() bool { return !d.bad && len(d.wrong) == 0 && len(d.stray) == 0 }

// refuse notes why the values cannot be saved.
func (d *draft) refuse(err error) {
	var at panel.At
	if errors.As(err, &at) {
		d.wrong[at.Key] = at.Err
		return
	}
	d.failed = err
}

// parse reads the lines of a text. Of a field that stands there twice the first
// line counts.
func parse(f panel.Form, text string) *draft {
	d := &draft{values: make(panel.Values), wrong: make(map[string]error)}
	for _, x := range f.Fields {
		d.values[x.Key] = x.Value
	}
	seen := make(map[string]bool)
	n := 0
	for raw := range strings.Lines(text) {
		n++
		label, value, _ := strings.Cut(raw, ":")
		i := slices.IndexFunc(f.Fields, func(x panel.Field) bool { return record.Fold(x.Label) == record.Fold(strings.TrimSpace(label)) })
		switch {
		case strings.TrimSpace(raw) == "":
		case i < 0 || seen[f.Fields[i].Key]:
			d.stray = append(d.stray, line{n, clean.Line(raw)})
		default:
			seen[f.Fields[i].Key] = true
			d.take(f.Fields[i], n, clean.Line(value))
		}
	}
	return d
}

// take reads the value of one field.
func (d *draft) take(x panel.Field, n int, text string) {
	value, known := answer(x, text)
	d.values[x.Key] = value
	if !known {
		d.wrong[x.Key] = say.Errorf("editor.no-choice", "n", n, "text", text, "field", x.Label)
	}
	d.bad = d.bad || x.Check != nil && value != x.Value && x.Check(value) != nil
}

// mostStray is how many lines that are no field are quoted.
const mostStray = 3

// amiss says which lines are no field, or why it could not be saved.
func (d *draft) amiss() error {
	if len(d.stray) == 0 {
		return d.failed
	}
	var quoted []string
	for _, l := range d.stray[:min(len(d.stray), mostStray)] {
		quoted = append(quoted, fmt.Sprintf("%d “%s”", l.n, l.text))
	}
	if len(d.stray) > mostStray {
		quoted = append(quoted, "…")
	}
	return say.Errorf("editor.stray", "lines", strings.Join(quoted, ", "))
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
