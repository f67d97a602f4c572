package cli

import (
	"fmt"
	"strconv"

	"foresail/metrics"
	"github.com/spf13/cobra"
)

func (a *app) pipelineCommand() *cobra.Command {
	cmd := a.command("pipeline", "pipeline", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	since := cmd.Flags().String("since", "", a.say.T("cli.flag.since"))
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, _ []string) error {
		v, err := d.totals()
		if err != nil {
			return err
		}
		from, err := d.past("since", *since, d.today(), 0)
		if err != nil {
			return err
		}
		if *since != "" && from > v.AsOf {
			return usagef("cli.date.order", "from", from, "to", v.AsOf)
		}
		p := metrics.NewPipeline(cmd.Context(), v, from)
		if err := d.sound(cmd.Context()); err != nil {
			return err
		}
		p.Say(d.say)
		if *asJSON {
			return d.printJSON(p)
		}
		d.printPipeline(p)
		return nil
	}))
	return cmd
}

func (d *desk) printPipeline(p metrics.Pipeline) {
	fmt.Fprintln(d.Out, d.say.T("cli.pipeline.head", "as_of", p.AsOf, "from", p.From, "to", p.To))
	t := newTable("", "", "")
	for _, r := range d.pipelineRows(p) {
		t.row("  "+d.say.T("cli.pipeline."+r.key), r.value, r.note)
	}
	t.printRows(d.Out)
	fmt.Fprintln(d.Out)
	d.printStages(p)
	fmt.Fprintln(d.Out)
	d.printChanges(p.Changes)
	for _, o := range p.LeftOut {
		fmt.Fprint(d.Out, hang(d.say.T("cli.left_out", "what", o.Of, "why", o.Text)))
	}
}

type pipelineRow struct{ key, value, note string }

func (d *desk) pipelineRows(p metrics.Pipeline) []pipelineRow {
	why := make(map[string]string, len(p.Why))
	for _, w := range p.Why {
		why[w.Field] = w.Text
	}
	money := func(n metrics.Number) string { return d.amount(n, p.Currency) }
	deals := func(n int) string { return d.say.N("cli.deals", n) }
	between := func(unit metrics.Unit, low, high metrics.Number, n int) string {
		if !low.Set || !high.Set {
			return d.say.T("cli.n", "n", n)
		}
		return d.say.T("cli.between", "low", d.number(unit, low, ""), "high", d.number(unit, high, ""), "n", n)
	}
	rows := []pipelineRow{
		{"open", money(p.OpenValue), deals(p.OpenCount)},
		{"weighted", money(p.WeightedValue), d.say.T("cli.pipeline.weighted.note")},
		{"won", money(p.WonValue), deals(p.WonCount)},
		{"lost", money(p.LostValue), deals(p.LostCount)},
	}
	for _, r := range []struct {
		key, field string
		unit       metrics.Unit
		value      metrics.Number
		note       string
	}{
		{"win_rate", "win_rate", metrics.UnitShare, p.WinRate, between(metrics.UnitShare, p.WinRateLow, p.WinRateHigh, p.WonCount+p.LostCount)},
		{"win_rate_value", "win_rate_value", metrics.UnitShare, p.WinRateValue, d.say.T("cli.pipeline.by_value")},
		{"cohort", "cohort_win_rate", metrics.UnitShare, p.CohortWinRate, between(metrics.UnitShare, p.CohortLow, p.CohortHigh, p.CohortN)},
		{"avg_deal", "avg_deal_value", metrics.UnitMoney, p.AvgDealValue, d.say.T("cli.pipeline.median", "median", d.amount(p.MedianDeal, ""))},
		{"cycle", "avg_cycle_days", metrics.UnitDays, p.AvgCycleDays, between(metrics.UnitDays, p.AvgCycleLow, p.AvgCycleHigh, p.CycleN)},
		{"velocity", "velocity_per_day", metrics.UnitMoney, p.VelocityPerDay, d.say.T("cli.pipeline.per_day")},
		{"coverage", "coverage", metrics.UnitTimes, p.Coverage, ""},
	} {
		if !r.value.Set {
			rows = append(rows, pipelineRow{r.key, d.say.T("cli.absent"), why[r.field]})
			continue
		}
		rows = append(rows, pipelineRow{r.key, d.number(r.unit, r.value, p.Currency), r.note})
	}
	for _, r := range []struct {
		key string
		n   int
	}{{"rotting", p.Rotting}, {"overdue", p.Overdue}, {"no_next_step", p.NoNextStep}} {
		rows = append(rows, pipelineRow{r.key, strconv.Itoa(r.n), ""})
	}
	return rows
}

func (d *desk) printStages(p metrics.Pipeline) {
	t := d.table("stage", ">open", ">value", ">entered", ">advanced", ">conversion", ">median", ">rotting")
	for _, s := range p.Stages {
		conversion, days := d.say.T("cli.absent"), d.say.T("cli.absent")
		if s.Conversion.Set {
			conversion = d.say.Percent(s.Conversion.X, 1)
		}
		if s.MedianDays.Set {
			days = d.say.Number(s.MedianDays.X, 0)
		}
		t.row(s.Name, strconv.Itoa(s.Open), d.amount(s.Value, ""), strconv.Itoa(s.Entered), strconv.Itoa(s.Advanced), conversion, days, strconv.Itoa(s.Rotting))
	}
	t.print(d.Out)
}

func (d *desk) printChanges(c metrics.DealChanges) {
	fmt.Fprintln(d.Out, d.say.T("cli.pipeline.since", "date", c.Since))
	t := newTable("", ">", ">")
	for _, r := range []struct {
		key   string
		n     int
		value metrics.Number
	}{
		{"created", c.Created, c.CreatedValue}, {"won", c.Won, c.WonValue}, {"lost", c.Lost, c.LostValue},
		{"raised", c.Raised, c.RaisedValue}, {"cut", c.Cut, c.CutValue}, {"reopened", c.Reopened, c.ReopenedValue},
		{"advanced", c.Advanced, metrics.Number{}}, {"regressed", c.Regressed, metrics.Number{}},
		{"pushed", c.Pushed, metrics.Number{}}, {"pulled", c.Pulled, metrics.Number{}},
	} {
		if r.n == 0 {
			continue
		}
		value := ""
		if r.value.Set {
			value = d.amount(r.value, "x")
		}
		t.row("  "+d.say.T("cli.changes."+r.key), strconv.Itoa(r.n), value)
	}
	if len(t.rows) == 0 {
		fmt.Fprintln(d.Out, "  "+d.say.T("cli.changes.none"))
	}
	t.printRows(d.Out)
}
