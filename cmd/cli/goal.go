package cli

import (
	"fmt"
	"strings"
	"time"

	"foresail/store/event"
	"foresail/store/money"
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) goalCommand() *cobra.Command {
	cmd := a.command("goal", "goal", nil, nil)
	cmd.AddCommand(a.goalSetCommand(), a.goalListCommand())
	return cmd
}

func (a *app) goalSetCommand() *cobra.Command {
	cmd := a.command("goal.set", "set INDICATOR TARGET", nil, a.takes(2, 2))
	asJSON := a.jsonFlag(cmd)
	rep := cmd.Flags().String("rep", "", a.say.T("cli.flag.goal.rep"))
	period := cmd.Flags().String("period", "month", a.say.T("cli.flag.goal.period"))
	from := cmd.Flags().String("from", "", a.say.T("cli.flag.goal.from"))
	cmd.ValidArgsFunction = a.completing(indicatorIDs)
	_ = cmd.RegisterFlagCompletionFunc("rep", a.completing(repNames))
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error {
		set, err := d.goal(args[0], args[1], *rep, *period, *from)
		if err != nil {
			return err
		}
		by, err := d.user()
		if err != nil {
			return err
		}
		r, err := d.store.Append(cmd.Context(), by, set)
		if err != nil {
			return err
		}
		row := d.goalRow(record.NewGoal(entityOf(set)))
		if *asJSON {
			return d.printJSON(row)
		}
		fmt.Fprintln(d.Out, d.say.T("cli.goal.done", "goal", d.goalLine(row), "ref", d.refOf(r)))
		return nil
	}))
	return writes(cmd)
}

// goal makes the body that sets a goal.
func (d *desk) goal(indicator, target, rep, period, from string) (event.Set, error) {
	in, err := d.indicator(indicator)
	if err != nil {
		return event.Set{}, err
	}
	p, ok := record.ParsePeriod(period)
	if !ok {
		return event.Set{}, usagef("cli.goal.period", "text", period)
	}
	var who record.ID
	if rep != "" {
		if who, err = d.rep(rep); err != nil {
			return event.Set{}, err
		}
	}
	today := p.Start(d.today(), time.Month(d.book.Settings.Fiscal))
	start, err := d.date("from", from, d.today(), today)
	if err != nil {
		return event.Set{}, err
	}
	aim, err := in.ReadAim(target, d.book.Settings.Currency)
	if err != nil {
		return event.Set{}, usage{err}
	}
	return event.NewGoal(in.ID, who, p, start, aim.Fields()...), nil
}

type goalRow struct {
	Indicator string `json:"indicator"`
	Rep       string `json:"rep"` // "" for the team
	Period    string `json:"period"`
	From      string `json:"from"`
	Target    any    `json:"target"`
	Currency  string `json:"currency"`
}

func (d *desk) goalRow(g *record.Goal) goalRow {
	r := goalRow{Indicator: g.Indicator, Rep: d.book.RepName(g.Rep), Period: g.Period.String(), From: g.From.String(), Target: g.Target}
	if !g.Amount.IsZero() {
		r.Target, r.Currency = money.JSON(g.Amount), g.Amount.Currency
	}
	return r
}

func (d *desk) goalLine(r goalRow) string {
	who := r.Rep
	if who == "" {
		who = d.say.T("word.team")
	}
	return d.say.T("cli.goal.line", "indicator", r.Indicator, "target", strings.TrimSpace(fmt.Sprint(r.Target, " ", r.Currency)), "period", r.Period, "who", who, "from", r.From)
}

func (a *app) goalListCommand() *cobra.Command {
	cmd := a.command("goal.list", "list", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.at(func(d *desk, _ *cobra.Command, _ []string) error {
		rows := []goalRow{}
		for _, g := range d.book.Goals {
			rows = append(rows, d.goalRow(g))
		}
		if *asJSON {
			return d.printJSON(rows)
		}
		if len(rows) == 0 {
			fmt.Fprintln(d.Out, d.say.T("cli.goal.none"))
			return nil
		}
		t := d.table("indicator", ">target", "period", "who", "from")
		for _, r := range rows {
			who := r.Rep
			if who == "" {
				who = d.say.T("word.team")
			}
			t.row(r.Indicator, strings.TrimSpace(fmt.Sprint(r.Target, " ", r.Currency)), r.Period, who, r.From)
		}
		t.print(d.Out)
		return nil
	}))
	return cmd
}
