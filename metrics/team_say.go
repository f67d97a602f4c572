package metrics

import (
	"slices"
	"strconv"

	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
)

// Course says whether the team is on course, in a sentence; longest form
// first.
func (t *Team) Course(p *say.Printer) []string {
	a := &t.Total.Attainment
	verdict := p.T("team.course." + a.State)
	switch do := verdict + " " + p.T("team.course.none.do"); a.State {
	case PaceNone:
		return []string{do, verdict}
	case PacePartial:
		return []string{do, verdict, p.T("team.course.partial.short")}
	}
	args := []any{
		"verdict", verdict, "word", p.T("team.course." + a.State + ".short"), "value", p.Percent(a.Value.X, 0), "pace", p.Percent(a.Pace.X, 0),
		"goal", p.ShortMoney(record.Money{Minor: a.Goal.Minor, Currency: t.Currency}),
		"left", p.N("team.days", a.Workdays-a.Gone), "period", p.T("team.the." + a.Period),
	}
	form := func(name string) string { return p.T("team.course."+name, args...) }
	forms := []string{form("long"), form("middle"), form("short"), form("shortest"), form("barest")}
	if c := t.Total.Coverage; c.Set {
		coverage := ", " + p.T("team.course.coverage", "coverage", p.Times(c.X))
		forms = slices.Insert(forms, 0, forms[0]+coverage, forms[1]+coverage, forms[2]+coverage)
	}
	return forms
}

// Changed says what changed, a phrase each, deals first.
func (t *Team) Changed(p *say.Printer) []string {
	c := &t.Changes
	var out []string
	put := func(key string, n int, value Number) {
		if n == 0 {
			return
		}
		text := p.N("team.changed."+key, n)
		if value.Minor != 0 {
			text += " " + money.Short(record.Money{Minor: value.Minor, Currency: t.Currency})
		}
		out = append(out, text)
	}
	put("created", c.Created, c.CreatedValue)
	put("won", c.Won, c.WonValue)
	put("lost", c.Lost, c.LostValue)
	for _, m := range t.Moved {
		out = append(out, p.T("team.moved."+strconv.FormatBool(m.Up), "rep", m.Rep))
	}
	put("pushed", c.Pushed, Number{})
	return out
}

// Since gives the day from which on Changed counts.
func (t *Team) Since() record.Date {
	d, _ := record.ParseDate(t.Changes.Since)
	return d
}
