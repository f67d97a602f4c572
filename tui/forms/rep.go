package forms

import (
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
)

// NewRep asks for somebody whose activities are to be recorded.
func NewRep(env *panel.Env, d panel.Data) panel.Form {
	s := newSheet(env, d, record.TypeRep, record.ID{})
	s.add("name", record.FieldName, "", s.freeRep)
	s.add("team", record.FieldTeam, "", s.text, offering(teamNames(d.Book)))
	return s.ask(env.Say.T("form.new-rep"), func(got answers) (string, []event.Body, error) {
		name := got["name"].text
		return env.Say.T("form.rep.made", "name", name), []event.Body{event.NewRep(name, got["team"].text)}, nil
	})
}

// freeRep reads a name that no rep has.
func (s *sheet) freeRep(text string) (reading, error) {
	if r := s.data.Book.Reps[record.RepID(text)]; text != "" && r != nil {
		return reading{}, say.Errorf("form.rep.taken", "name", r.Name)
	}
	return s.name(text)
}

func teamNames(b *record.Book) []string {
	all := make([]string, 0, len(b.Reps))
	for _, r := range b.Reps {
		all = append(all, r.Team)
	}
	return common(all)
}
