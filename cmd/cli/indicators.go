package cli

import (
	"fmt"

	"foresail/metrics"
	"foresail/store/money"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// seriesPeriods is how many periods of history the JSON of the indicators
// holds where --periods does not say otherwise.
const seriesPeriods = 12

func (a *app) indicatorsCommand() *cobra.Command {
	cmd := a.command("indicators", "indicators", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	periods := cmd.Flags().Int("periods", seriesPeriods, a.say.T("cli.flag.periods"))
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, _ []string) error {
		if *periods < 1 || *periods > 1000 {
			return usagef("cli.periods", "n", *periods)
		}
		v, err := d.totals()
		if err != nil {
			return err
		}
		r := metrics.Readings(cmd.Context(), v, *periods)
		if err := d.sound(cmd.Context()); err != nil {
			return err
		}
		r.Say(d.say)
		if *asJSON {
			return d.printJSON(r)
		}
		d.printIndicators(r)
		return nil
	}))
	return cmd
}

func (d *desk) printIndicators(r metrics.Report) {
	fmt.Fprintln(d.Out, d.say.T("cli.indicators.head", "period", r.Period, "from", r.From, "to", r.To, "as_of", r.AsOf))
	for _, h := range []metrics.Horizon{metrics.Leading, metrics.Lagging} {
		fmt.Fprintf(d.Out, "\n%s\n", d.say.T("cli.indicators."+string(h)))
		t := d.table("indicator", ">value", ">interval", ">before", ">target", ">n", "signal")
		for _, i := range r.Indicators {
			if i.Horizon == h {
				t.row(i.Name, d.reading(i, i.Value, r.Currency), d.interval(i), d.reading(i, i.Previous, ""), d.reading(i, i.Target, ""), fmt.Sprint(i.N), d.signal(i))
			}
		}
		t.limit = indicatorColumn
		t.print(d.Out)
	}
	d.printAbsent(r)
}

// indicatorColumn is the widest column of the indicator table, in cells, so
// that it fits 80 columns wherever it is read.
const indicatorColumn = 24

// printAbsent says why numbers are missing, once for each reason.
func (d *desk) printAbsent(r metrics.Report) {
	var reasons []string
	names := make(map[string][]string)
	for _, i := range r.Indicators {
		if i.Value.Set || i.Why == "" {
			continue
		}
		if names[i.Why] == nil {
			reasons = append(reasons, i.Why)
		}
		names[i.Why] = append(names[i.Why], i.Name)
	}
	for n, why := range reasons {
		if n == 0 {
			fmt.Fprintln(d.Out)
		}
		fmt.Fprint(d.Out, hang(d.say.T("cli.indicators.absent", "names", list(d.say, names[why]), "why", why)))
	}
	for _, i := range r.Indicators {
		for _, o := range i.LeftOut {
			fmt.Fprint(d.Out, hang(d.say.T("cli.left_out", "what", i.Name, "why", o.Text)))
		}
	}
}

// reading renders a value in its indicator's unit.
func (d *desk) reading(i metrics.Reading, n metrics.Number, currency string) string {
	if !n.Set {
		return d.say.T("cli.absent")
	}
	return d.number(i.Unit, n, currency)
}

func (d *desk) number(unit metrics.Unit, n metrics.Number, currency string) string {
	switch unit {
	case metrics.UnitMoney:
		return d.amount(n, currency)
	case metrics.UnitShare:
		return d.say.Percent(n.X, 1)
	case metrics.UnitTimes:
		return d.say.Times(n.X)
	case metrics.UnitCount:
		if n.X == float64(int64(n.X)) {
			return d.say.Int(int64(n.X))
		}
	}
	return d.say.Number(n.X, 1)
}

// amount renders an amount exactly where it is exact.
func (d *desk) amount(n metrics.Number, currency string) string {
	if !n.Set {
		return d.say.T("cli.absent")
	}
	code := d.book.Settings.Currency
	if !n.Exact {
		text := d.say.Compact(n.X)
		if currency != "" {
			text += " " + currency
		}
		return text
	}
	m := record.Money{Minor: n.Minor, Currency: code}
	if currency == "" {
		return money.Short(m)
	}
	return d.say.Money(m)
}

// interval renders the interval of a value.
func (d *desk) interval(i metrics.Reading) string {
	if !i.Value.Set || !i.Low.Set || !i.High.Set {
		return ""
	}
	return d.number(i.Unit, i.Low, "") + "–" + d.number(i.Unit, i.High, "")
}

// signal renders a signal as a mark and a word.
func (d *desk) signal(i metrics.Reading) string {
	if i.Signal == "" {
		return ""
	}
	return d.say.T("cli.signal." + i.Signal)
}

func (a *app) indicatorCommand() *cobra.Command {
	cmd := a.command("indicator", "indicator", nil, nil)
	cmd.AddCommand(a.indicatorExplainCommand())
	return cmd
}

// explained is the JSON answer of `foresail indicator explain`.
type explained struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Horizon  string `json:"horizon"`
	Unit     string `json:"unit"`
	Better   string `json:"better"`
	Cadence  string `json:"cadence"`
	Formula  string `json:"formula"`
	Source   string `json:"source"`
	Why      string `json:"why"`
	Act      string `json:"act"`
	Lag      string `json:"lag"`
	Interval string `json:"interval"`
}

func (a *app) indicatorExplainCommand() *cobra.Command {
	cmd := a.command("indicator.explain", "explain ID", nil, a.takes(1, 1))
	asJSON := a.jsonFlag(cmd)
	cmd.ValidArgsFunction = a.completing(indicatorIDs)
	cmd.RunE = guarded(func(_ *cobra.Command, args []string) error {
		in, err := a.indicator(args[0])
		if err != nil {
			return err
		}
		t := func(part string) string {
			if key := "indicator." + in.ID + "." + part; a.say.Has(key) {
				return a.say.T(key)
			}
			return ""
		}
		e := explained{
			in.ID, t("name"), string(in.Horizon), string(in.Unit), string(in.Better), in.Cadence.String(),
			t("formula"), t("source"), t("why"), t("act"), t("lag"), a.say.T(in.Interval),
		}
		if *asJSON {
			return a.printJSON(e)
		}
		a.printExplained(e)
		return nil
	})
	return cmd
}

func (a *app) printExplained(e explained) {
	fmt.Fprintln(a.Out, a.say.T("cli.explain.head", "name", e.Name, "id", e.ID, "horizon", e.Horizon))
	for _, p := range []struct{ key, value string }{
		{"formula", e.Formula}, {"source", e.Source}, {"unit", e.Unit}, {"better", e.Better}, {"cadence", e.Cadence},
		{"interval", e.Interval}, {"why", e.Why}, {"act", e.Act}, {"lag", e.Lag},
	} {
		if p.value != "" {
			fmt.Fprintf(a.Out, "\n%s\n%s", a.say.T("cli.explain."+p.key), wrap(p.value, 2, 78))
		}
	}
}

// indicator finds an indicator by id, or names those that may be meant.
func (a *app) indicator(id string) (metrics.Indicator, error) {
	if in, ok := metrics.Find(id); ok {
		return in, nil
	}
	var ids []string
	for _, in := range metrics.Catalogue() {
		ids = append(ids, in.ID)
	}
	if close := near(id, ids); len(close) > 0 {
		return metrics.Indicator{}, say.Errorf("cli.indicator.near", "id", id, "ids", list(a.say, close))
	}
	return metrics.Indicator{}, say.Errorf("cli.indicator.unknown", "id", id)
}
