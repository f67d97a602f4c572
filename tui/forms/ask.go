package forms

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"foresail/store/event"
	"foresail/store/say"
	"foresail/tui/panel"
)

// answers are the texts of the rows with how they were understood.
type answers map[string]given

type given struct {
	reading
	text string
}

// ask gives a form whose facts are made of all of its answers together, with the
// words for when they are on disk.
func (s *sheet) ask(title string, facts func(answers) (done string, bodies []event.Body, err error)) panel.Form {
	f := panel.Form{Title: title, Fresh: true}
	for _, r := range s.rows {
		f.Fields = append(f.Fields, r.Field)
	}
	f.Save = func(v panel.Values) (tea.Cmd, error) {
		got, err := s.answers(v)
		if err != nil {
			return nil, err
		}
		done, bodies, err := facts(got)
		if err != nil {
			return nil, err
		}
		return s.env.Append(done, bodies...), nil
	}
	return f
}

// answers reads every row.
func (s *sheet) answers(v panel.Values) (answers, error) {
	got := make(answers, len(s.rows))
	for _, r := range s.rows {
		text := strings.TrimSpace(v[r.Key])
		g, err := r.read(text)
		if err != nil {
			return nil, s.wrong(r.Key, err)
		}
		got[r.Key] = given{g, text}
	}
	return got, nil
}

// wrong says what is wrong with the answer of a row.
func (s *sheet) wrong(key string, err error) error {
	return panel.At{Key: key, Err: say.Because(err, "form.field", "field", s.env.Say.T("form."+key))}
}
