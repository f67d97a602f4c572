package cli

import (
	"fmt"
	"math"
	"strconv"

	"foresail/metrics"
	"foresail/store/quick"
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) todayCommand() *cobra.Command {
	cmd := a.command("today", "today", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, _ []string) error {
		v, err := d.todayView()
		if err != nil {
			return err
		}
		agenda := metrics.NewAgenda(cmd.Context(), v, metrics.NewPipeline(cmd.Context(), v, 0))
		if err := d.sound(cmd.Context()); err != nil {
			return err
		}
		agenda.Say(d.say)
		if *asJSON {
			return d.printJSON(newTodayReport(agenda))
		}
		d.printToday(agenda)
		return nil
	}))
	return cmd
}

// todayView gives the view of one rep: who is named, else the user; --team
// gives everybody's, and so does a file whose user is not a rep.
func (d *desk) todayView() (metrics.View, error) {
	v, err := d.view()
	if err != nil {
		return v, err
	}
	if v.Reps == nil && !d.flags.team {
		rep, err := d.user()
		if err != nil {
			return v, err
		}
		if !rep.IsZero() {
			v.Reps = []record.ID{rep}
		}
	}
	if v.AsOf == d.today() { // inquiries wait until now, not until midnight
		v.Minute = metrics.Minute(d.now)
	}
	return v, nil
}

// todayReport is the agenda in the JSON contract, each item with the entry
// that quick entry would begin with.
type todayReport struct {
	metrics.Agenda
	Items []todayItem `json:"items"`
}

type todayItem struct {
	metrics.AgendaItem
	Entry string `json:"entry"`
}

func newTodayReport(a metrics.Agenda) todayReport {
	r := todayReport{Agenda: a, Items: []todayItem{}}
	for _, it := range a.Items {
		r.Items = append(r.Items, todayItem{it, quick.Begin(it.Activity, it.Account, it.Deal)})
	}
	return r
}

func (d *desk) printToday(a metrics.Agenda) {
	who := a.Rep
	if who == "" {
		who = d.say.T("word.team")
	}
	day, _ := record.ParseDate(a.AsOf)
	fmt.Fprintln(d.Out, d.say.T("cli.today.head", "day", d.say.Weekday(day.Weekday())+" "+d.say.Date(day), "who", who))
	fmt.Fprintln(d.Out)
	switch {
	case a.Blank:
		fmt.Fprint(d.Out, wrap(d.say.T("cli.today.blank"), 2, 79))
	case len(a.Items) == 0:
		fmt.Fprint(d.Out, wrap(d.say.T("today.nothing"), 2, 79))
	}
	d.printAgenda(a)
	d.printDay(a)
	for _, o := range a.LeftOut {
		fmt.Fprint(d.Out, hang(o.Text))
	}
}

// printAgenda writes what to do, two lines an item: what and how much, and
// every reason below it.
func (d *desk) printAgenda(a metrics.Agenda) {
	width := len(strconv.Itoa(len(a.Items)))
	for i, it := range a.Items {
		what := it.Do
		if it.Deal != "" {
			what = d.say.T("cli.today.deal", "do", it.Do, "deal", it.Deal)
		}
		if it.Amount.Set {
			what = d.say.T("cli.today.amount", "do", what, "amount", d.say.Money(it.Money))
		}
		if a.Rep == "" && it.Rep != "" {
			what = d.say.T("cli.today.rep", "do", what, "rep", it.Rep)
		}
		fmt.Fprintf(d.Out, "%*d  %s\n", width, i+1, what)
		for _, r := range it.Reasons {
			fmt.Fprint(d.Out, wrap(r.Text, width+4, 79))
		}
	}
	if len(a.Items) > 0 {
		fmt.Fprintln(d.Out)
	}
}

// printDay writes today's activity against what it asks for, and the streak.
func (d *desk) printDay(a metrics.Agenda) {
	t := newTable("", ">", "", "")
	for _, p := range a.Activity {
		t.row("  "+p.Name, strconv.Itoa(p.Today), d.asked(&p), p.Text)
	}
	t.printRows(d.Out)
	if !a.Streak.Set || a.Blank {
		return
	}
	key, n := "today.streak.open", int(a.Streak.X)
	switch {
	case n == 0:
		key = "today.streak.none"
	case a.StreakToday:
		key = "today.streak"
	}
	fmt.Fprintln(d.Out, "  "+d.say.N(key, n))
}

// asked words what today asks for.
func (d *desk) asked(p *metrics.DayPace) string {
	switch {
	case !p.Target.Set:
		return ""
	case p.By == "usual":
		return d.say.T("today.usual", "target", d.say.Compact(p.Target.X))
	}
	return d.say.T("today.of", "target", int(math.Ceil(p.Target.X-1e-9)))
}
