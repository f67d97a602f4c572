package demo

import (
	"fmt"
	"strings"

	"foresail/store/record"
)

// rep is a person who sells.
type rep struct {
	person
	id       record.ID
	skill    float64 // how a fair chance of winning is moved
	vigour   float64 // share of the work, against the average
	joined   int     // week
	accounts []*account
	deals    []*deal
	gone     bool
	goalSet  bool
}

// The weeks in which people leave and join, and teams change.
const (
	weekLeaves = 66
	weekJoins  = 74
	weekMoves  = 40
	rampWeeks  = 12
)

// hire makes the team as it stands at the beginning.
func (w *world) hire() {
	n := max(3, int(float64(len(people))*w.breadth()+0.5))
	for i := range n {
		p := people[i%len(people)]
		if round := i / len(people); round > 0 {
			p.name = fmt.Sprintf("%s %s", firstNames[(i*7+round)%len(firstNames)], surnames[(i*11+round*3)%len(surnames)])
			p.team = fmt.Sprintf("%s %d", p.team, round+1)
		}
		w.reps = append(w.reps, w.newRep(p, -burnIn-rampWeeks))
	}
}

func (w *world) newRep(p person, joined int) *rep {
	for n := 2; w.known(p.name); n++ {
		p.name = fmt.Sprintf("%s %d", strings.TrimRight(p.name, " 0123456789"), n)
	}
	return &rep{
		person: p, id: record.RepID(p.name), joined: joined,
		skill: 0.04 * w.people.NormFloat64(), vigour: 0.8 + 0.4*w.people.Float64(),
	}
}

func (w *world) known(name string) bool {
	for _, r := range w.reps {
		if r.name == name {
			return true
		}
	}
	return false
}

// ramp is how much of full speed a rep has reached.
func (r *rep) ramp(week int) float64 {
	if r.gone {
		return 0
	}
	return r.vigour * min(1, 0.2+0.8*float64(max(0, week-r.joined))/rampWeeks)
}

// staff lets people come, go and change teams.
func (w *world) staff(week int) {
	switch week {
	case -burnIn:
		for _, r := range w.reps {
			w.introduce(r, record.Time{})
		}
	case weekMoves:
		if r := w.reps[2]; r.team == people[2].team {
			w.emit(w.cal.at(w.cal.monday(week), 9*60), nil,
				set(record.TypeRep, r.id, w.cal.at(w.cal.monday(week), 9*60), text(record.FieldTeam, people[len(people)-1].team)))
		}
	case weekLeaves:
		if len(w.reps) > leaver {
			w.leave(w.reps[leaver], week)
		}
	case weekJoins:
		if len(w.reps) > leaver {
			r := w.newRep(joiner, week)
			w.reps = append(w.reps, r)
			w.introduce(r, w.cal.at(w.cal.workdays(week)[0], 9*60))
		}
	}
}

func (w *world) introduce(r *rep, at record.Time) {
	first, _, _ := strings.Cut(strings.ToLower(r.name), " ")
	fields := []record.Assign{text(record.FieldName, r.name), text(record.FieldTeam, r.team), text(record.FieldEmail, ascii(first)+"@team.example")}
	when := at
	if when.IsZero() {
		when = w.cal.at(w.cal.monday(-burnIn), 8*60)
	}
	w.emit(when, nil, set(record.TypeRep, r.id, at, fields...))
}

// leave hands everything that a rep has to the others.
func (w *world) leave(r *rep, week int) {
	r.gone = true
	days := w.cal.workdays(week)
	end := w.cal.at(days[len(days)-1], 16*60)
	w.emit(end, nil, set(record.TypeRep, r.id, end, date(record.FieldEnded, end.Date())))
	for _, a := range r.accounts {
		a.rep = w.colleague()
		a.rep.accounts = append(a.rep.accounts, a)
		w.emit(end, nil, set(record.TypeAccount, a.id, end, idOf(record.FieldRep, a.rep.id)))
	}
	for _, d := range r.deals {
		d.rep = d.account.rep
		d.rep.deals = append(d.rep.deals, d)
		w.change(d, end, idOf(record.FieldRep, d.rep.id))
	}
	r.accounts, r.deals = nil, nil
}

// colleague draws a rep who is there.
func (w *world) colleague() *rep {
	for {
		if r := w.reps[w.people.IntN(len(w.reps))]; !r.gone {
			return r
		}
	}
}

// capacity is the work that the team can do in a week, in reps.
func (w *world) capacity(week int) float64 {
	total := 0.0
	for _, r := range w.reps {
		total += r.ramp(week)
	}
	return total * w.cal.presence(week)
}

// worker draws a rep in proportion to the work each does in a week.
func (w *world) worker(week int) *rep {
	for {
		r := w.reps[w.people.IntN(len(w.reps))]
		if w.people.hit(r.ramp(week) / 1.2) {
			return r
		}
	}
}

// ascii leaves the letters of a mail address.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
