package cli

import (
	"fmt"
	"math"

	"foresail/metrics"
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) teamCommand() *cobra.Command {
	cmd := a.command("team", "team", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, _ []string) error {
		v, err := d.teamView()
		if err != nil {
			return err
		}
		whole := metrics.NewTeam(cmd.Context(), v, 0)
		if err := d.sound(cmd.Context()); err != nil {
			return err
		}
		t := whole.Part(d.seen)
		t.Say(d.say)
		if *asJSON {
			return d.printJSON(t)
		}
		d.printTeam(t)
		return nil
	}))
	return cmd
}

// teamView gives the view of everybody, or of the reps named, also to those
// who may see only their own row: the total is of the whole file.
func (d *desk) teamView() (metrics.View, error) {
	v, err := d.view()
	if err != nil {
		return v, err
	}
	whole := d.snap.Totals()
	v.Book, v.Days = whole.Book, whole
	if v.Reps, err = d.scope(); err != nil {
		return v, err
	}
	if v.AsOf == d.today() { // inquiries wait until now, not until midnight
		v.Minute = metrics.Minute(d.now)
	}
	return v, nil
}

// seen reports whether the user may see the row of a rep.
func (d *desk) seen(rep record.ID) bool { return d.book.Reps[rep] != nil }

func (d *desk) printTeam(t metrics.Team) {
	fmt.Fprintln(d.Out, d.say.T("cli.team.head", "as_of", t.AsOf, "period", t.Period, "from", t.From, "to", t.To))
	fmt.Fprintln(d.Out)
	fmt.Fprint(d.Out, hang(d.say.T("cli.team.course", "text", t.Course(d.say)[0])))
	fmt.Fprint(d.Out, hang(d.say.T("cli.team.help", "text", d.helped(t))))
	changed := t.Changed(d.say)
	if len(changed) == 0 {
		changed = []string{d.say.T("team.changed.nothing")}
	}
	fmt.Fprint(d.Out, hang(d.say.T("cli.team.changed", "date", t.Changes.Since, "text", list(d.say, changed))))
	fmt.Fprintln(d.Out)
	d.printTeamRows(t)
	d.printReasons(t)
}

// helped names who needs help, with the first reason of each.
func (d *desk) helped(t metrics.Team) string {
	switch {
	case len(t.Help) > 0:
	case !t.Partial:
		return d.say.T("team.help.none")
	case len(t.Rows) == 0:
		return d.say.T("team.unseen")
	default:
		return d.say.T("team.help.you")
	}
	out := make([]string, len(t.Help))
	for i, h := range t.Help {
		out[i] = d.say.T("team.help.one", "rep", h.Rep, "why", h.Concern.Short)
	}
	return list(d.say, out)
}

func (d *desk) printTeamRows(t metrics.Team) {
	w := d.table("rep", ">now", ">usual", "signal", ">win", ">open", ">attained", "attention")
	w.limit = teamColumn
	row := func(name string, r *metrics.TeamRow) {
		w.row(name, d.say.Int(int64(r.Activities)), d.whole(r.UsualToDate), d.direction(r), d.ratio(r.WinRate), d.amount(r.OpenValue, ""), d.attained(r), d.first(r))
	}
	row(d.say.T("team.everybody"), &t.Total)
	for i := range t.Rows {
		name := t.Rows[i].Rep
		if t.Rows[i].ID.IsZero() {
			name = d.say.T("team.nameless")
		}
		row(name, &t.Rows[i])
	}
	w.print(d.Out)
}

// teamColumn is the widest column of the table, in cells, so that it fits 80
// columns wherever it is read.
const teamColumn = 18

func (d *desk) whole(n metrics.Number) string {
	if !n.Set {
		return d.say.T("cli.absent")
	}
	return d.say.Int(int64(math.Round(n.X)))
}

// direction says which way the signal of a rep's activity points.
func (d *desk) direction(r *metrics.TeamRow) string {
	switch {
	case r.Signal == "":
		return ""
	case r.Up:
		return d.say.T("cli.team.up")
	}
	return d.say.T("cli.team.down")
}

// ratio renders a share with its n; one of few only as that.
func (d *desk) ratio(r metrics.Ratio) string {
	switch {
	case !r.Value.Set:
		return d.say.T("cli.absent")
	case r.Few:
		return d.say.T("cli.team.few", "n", r.N)
	}
	return d.say.Percent(r.Value.X, 0)
}

func (d *desk) attained(r *metrics.TeamRow) string {
	if !r.Attainment.Value.Set {
		return d.say.T("cli.absent")
	}
	return d.say.Percent(r.Attainment.Value.X, 0)
}

// first gives the first reason to look at a rep.
func (d *desk) first(r *metrics.TeamRow) string {
	switch n := len(r.Attention); {
	case n > 1:
		return d.say.T("team.plus", "what", r.Attention[0].Short, "n", n-1)
	case n == 1:
		return r.Attention[0].Short
	case r.Left != "":
		return d.say.T("team.left", "date", r.Left)
	}
	return ""
}

// printReasons says of each rep what to look at and what to do.
func (d *desk) printReasons(t metrics.Team) {
	for _, r := range t.Rows {
		for _, c := range r.Attention {
			fmt.Fprint(d.Out, "\n"+hang(d.say.T("cli.team.reason", "rep", r.Rep, "text", c.Text, "do", c.Do)))
		}
	}
}
