package tui

import (
	tea "charm.land/bubbletea/v2"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/forms"
	"foresail/tui/panel"
)

// chore is something that is done so seldom that it has no key of its own.
type chore struct {
	word  string // message that names it in the palette
	needs panel.Rights
	can   func(*App) bool // there is what it is done with; nil for always
	do    func(*App) tea.Cmd
}

// allChores are the chores in the order of the palette. It is a function for the
// reason that deeds is one.
func allChores() []chore {
	return []chore{
		{"action.goal", panel.SetGoals, nil, (*App).askGoal},
		{"action.annotate", panel.Annotate, nil, formed(forms.Annotation)},
		{"action.measure", panel.Measure, nil, formed(forms.Measurement)},
		{"action.account.new", panel.Log, nil, formed(forms.NewAccount)},
		{"action.contact.new", panel.Log, nil, formed(func(env *panel.Env, d panel.Data) panel.Form { return forms.NewContact(env, d, record.ID{}) })},
		{"action.rep.new", panel.Administer, nil, formed(forms.NewRep)},
		{"action.import", panel.Administer, func(a *App) bool { return a.importer != nil }, func(a *App) tea.Cmd { a.askImport(); return nil }},
		{"action.export", panel.SeeTeam, func(a *App) bool { return a.files.exporter.Write != nil }, (*App).askExport},
		{"action.backup", panel.Administer, func(a *App) bool { return a.files.backup != nil }, (*App).askBackup},
		{"action.leads.again", 0, func(a *App) bool { return a.search.halted != nil }, (*App).seekAgain},
		{"action.check", panel.Administer, func(a *App) bool { return a.files.check != nil }, (*App).checkFile},
	}
}

// formed gives what opens a form about the present data, which is made in a
// command, as names are gathered for it.
func formed(build func(*panel.Env, panel.Data) panel.Form) func(*App) tea.Cmd {
	return func(a *App) tea.Cmd {
		if a.state.data.Rev == 0 {
			a.remark(a.say.T("frame.reading"))
			return nil
		}
		env, d := a.env(""), a.state.data
		return func() tea.Msg { return build(env, d) }
	}
}

// chores gives the chores that the user may do here, the end of long work under
// way first.
func (a *App) chores() []choice {
	var out []choice
	for _, w := range a.works {
		if w.Cancel != nil {
			out = append(out, choice{text: a.say.T("action.work.stop-one", "name", w.Name), do: func() tea.Cmd { w.stop(a); return nil }})
		}
	}
	for _, c := range allChores() {
		if a.rights.Has(c.needs) && (c.can == nil || c.can(a)) {
			out = append(out, choice{text: a.say.T(c.word), do: func() tea.Cmd { return c.do(a) }})
		}
	}
	return out
}

// askGoal asks for the indicator of a goal, and then for the goal.
func (a *App) askGoal() tea.Cmd {
	var offers []choice
	for _, in := range metrics.Catalogue() {
		open := formed(func(env *panel.Env, d panel.Data) panel.Form { return forms.Goal(env, d, in) })
		offers = append(offers, choice{text: a.say.T("indicator." + in.ID + ".name"), do: func() tea.Cmd { return open(a) }})
	}
	a.choose(a.say.T("palette.goal"), offers)
	return nil
}
