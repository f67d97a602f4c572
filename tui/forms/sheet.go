package forms

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// sheet is a form about one entity.
type sheet struct {
	env   *panel.Env
	data  panel.Data
	kind  record.Type
	id    record.ID
	rows  []row
	fresh bool // something new is made, so what nobody entered is judged, too
	// always are asserted with whatever is entered: what something new needs
	// and nobody is asked for.
	always []record.Assign
}

// row is a field of the form and of the entity.
type row struct {
	panel.Field
	field record.Field
	read  reader
}

// reader understands the text of a field.
type reader func(text string) (reading, error)

// reading is how a text was understood.
type reading struct {
	value record.Value
	words string // "" where it goes without saying
	first []event.Body
}

func newSheet(env *panel.Env, d panel.Data, t record.Type, id record.ID) *sheet {
	return &sheet{env: env, data: d, kind: t, id: id}
}

// add puts a row into the form. Its label and hint are the messages form.KEY
// and form.KEY.hint.
func (s *sheet) add(key string, f record.Field, value string, read reader, more ...func(*row)) {
	r := row{field: f, read: read, Field: panel.Field{Key: key, Label: s.env.Say.T("form." + key), Value: value}}
	if hint := "form." + key + ".hint"; s.env.Say.Has(hint) {
		r.Hint = s.env.Say.T(hint, "code", s.code())
	}
	for _, m := range more {
		m(&r)
	}
	r.Check = func(text string) error { _, err := read(text); return err }
	r.Means = func(text string) string { g, _ := read(text); return g.words }
	s.rows = append(s.rows, r)
}

// offering gives a row options of their own values.
func offering(names []string) func(*row) {
	return func(r *row) {
		for _, n := range names {
			r.Options = append(r.Options, panel.Option{Value: n, Text: n})
		}
	}
}

// form gives the form; done words what was saved.
func (s *sheet) form(title string, done func(panel.Values) string) panel.Form {
	f := panel.Form{Title: title}
	for _, r := range s.rows {
		f.Fields = append(f.Fields, r.Field)
	}
	f.Save = func(v panel.Values) (tea.Cmd, error) {
		bodies, err := s.bodies(v)
		switch {
		case err != nil:
			return nil, err
		case len(bodies) == 0:
			return panel.Ask(panel.Toast{Text: s.env.Say.T("form.unchanged")}), nil
		}
		return s.env.Append(done(v), bodies...), nil
	}
	return f
}

// bodies gives the facts of what was changed, none for nothing.
func (s *sheet) bodies(v panel.Values) ([]event.Body, error) {
	set := event.Set{Type: s.kind, ID: s.id, At: record.TimeOf(s.env.Now())}
	var out []event.Body
	for _, r := range s.rows {
		text := strings.TrimSpace(v[r.Key])
		same := text == r.Value
		if same && !s.fresh {
			continue
		}
		g, err := r.read(text)
		if err != nil {
			return nil, panel.At{Key: r.Key, Err: say.Because(err, "form.field", "field", r.Label)}
		}
		if same {
			continue
		}
		out = append(out, g.first...)
		set.Fields = append(set.Fields, record.Assign{Field: r.field, Value: g.value})
	}
	if len(set.Fields) == 0 && len(s.always) == 0 {
		return nil, nil
	}
	set.Fields = append(set.Fields, s.always...)
	return append(out, set), nil
}
