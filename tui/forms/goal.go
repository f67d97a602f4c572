package forms

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"time"

	"foresail/metrics"
	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/tui/panel"
)

// Goal asks for what an indicator is to reach, of the team or of a rep, with what
// is asked for now standing in it.
func Goal(env *panel.Env, d panel.Data, in metrics.Indicator) panel.Form {
	s := newSheet(env, d, record.TypeGoal, record.ID{})
	g := standing(d, in.ID)
	if g == nil {
		g = &record.Goal{Rep: only(d.Reps), Period: max(d.Period, in.Cadence)}
	}
	s.add("target", record.FieldNumber, aimText(in, g, d.Book.Settings.Currency), s.aim(in), func(r *row) { r.Hint = s.aimHint(in) })
	s.add("goal.period", record.FieldPeriod, g.Period.String(), s.name, func(r *row) {
		r.Kind, r.Options = panel.Choice, s.periods()
	})
	s.add("goal.rep", record.FieldRep, d.Book.RepName(g.Rep), s.rep, offering(repNames(d.Book)))
	s.add("goal.from", record.FieldFrom, "", s.day)
	return s.ask(env.Say.T("form.goal", "indicator", s.indicator(in)), func(got answers) (string, []event.Body, error) { return s.goal(in, got) })
}

// goal gives the fact of a goal.
func (s *sheet) goal(in metrics.Indicator, got answers) (string, []event.Body, error) {
	aim, err := in.ReadAim(got["target"].text, s.data.Book.Settings.Currency)
	if err != nil {
		return "", nil, s.wrong("target", err)
	}
	p, _ := record.ParsePeriod(got["goal.period"].text) // one of those offered
	from := got["goal.from"].value.Date()
	if from == 0 {
		from = p.Start(s.data.Today, time.Month(s.data.Book.Settings.Fiscal))
	}
	rep := got["goal.rep"].value.ID()
	done := s.env.Say.T("form.goal.done", "indicator", s.indicator(in), "target", s.aimWords(in, aim),
		"period", s.env.Say.T("form.every."+p.String()), "who", cmp.Or(s.data.Book.RepName(rep), s.env.Say.T("scope.team")))
	return done, []event.Body{event.NewGoal(in.ID, rep, p, from, aim.Fields()...)}, nil
}

func (s *sheet) indicator(in metrics.Indicator) string {
	return s.env.Say.T("indicator." + in.ID + ".name")
}

// periods gives the choice of a goal's period.
func (s *sheet) periods() []panel.Option {
	var out []panel.Option
	for _, p := range []record.Period{record.Day, record.Week, record.Month, record.Quarter, record.Year} {
		out = append(out, panel.Option{Value: p.String(), Text: s.env.Say.T("form.every." + p.String())})
	}
	return out
}

// aimHint says how a target is written, and what holds now for whose numbers are
// shown, which may be the sum of what the reps are to reach, or a part of what
// the team is.
func (s *sheet) aimHint(in metrics.Indicator) string {
	hint := s.env.Say.T("form.target.hint."+string(in.Unit), "code", s.code())
	for _, r := range s.data.Report.Indicators {
		if r.ID == in.ID && r.Target.Set {
			aim := metrics.Aim{X: r.Target.X, Amount: record.Money{Minor: r.Target.Minor, Currency: s.data.Report.Currency}}
			return s.env.Say.T("form.target.now", "target", s.aimWords(in, aim), "period", s.env.Say.T("form.every."+s.data.Period.String()), "hint", hint)
		}
	}
	return hint
}

// aim reads a target as the command does.
func (s *sheet) aim(in metrics.Indicator) reader {
	return func(text string) (reading, error) {
		if _, err := s.name(text); err != nil {
			return reading{}, err
		}
		aim, err := in.ReadAim(text, s.data.Book.Settings.Currency)
		if err != nil {
			return reading{}, err
		}
		return reading{words: differs(s.aimWords(in, aim), text)}, nil
	}
}

// aimWords words a target in the unit of its indicator.
func (s *sheet) aimWords(in metrics.Indicator, a metrics.Aim) string {
	p := s.env.Say
	digits := 0
	for digits < 2 && a.X*math.Pow10(digits) != math.Trunc(a.X*math.Pow10(digits)) {
		digits++
	}
	n := p.Number(a.X, digits)
	switch in.Unit {
	case metrics.UnitMoney:
		return p.Money(a.Amount)
	case metrics.UnitShare:
		return strings.Replace(p.Percent(a.X, 1), ".0%", "%", 1)
	case metrics.UnitHours:
		return p.T("unit.hours", "n", n)
	case metrics.UnitDays:
		return p.T("unit.days", "n", n)
	}
	return n
}

// standing finds the goal that holds today for whose numbers are shown: one for
// the period that is shown, else any.
func standing(d panel.Data, indicator string) (found *record.Goal) {
	for _, g := range d.Book.Goals { // by From
		if g.Indicator != indicator || g.Rep != only(d.Reps) || g.From > d.Today {
			continue
		}
		if found == nil || g.Period == d.Period || found.Period != d.Period {
			found = g
		}
	}
	return found
}

// only gives the one rep of a scope, zero for the team.
func only(reps []record.ID) record.ID {
	if len(reps) == 1 {
		return reps[0]
	}
	return record.ID{}
}

// aimText gives the target of a goal as ReadAim reads it.
func aimText(in metrics.Indicator, g *record.Goal, currency string) string {
	switch {
	case g.Indicator == "":
		return ""
	case in.Unit == metrics.UnitMoney && g.Amount.Currency != "":
		text := money.Plain(g.Amount)
		if g.Amount.Currency != currency {
			text += " " + g.Amount.Currency
		}
		return text
	case in.Unit == metrics.UnitShare:
		return strconv.FormatFloat(math.Round(g.Target*1e8)/1e6, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(g.Target, 'f', -1, 64)
}
