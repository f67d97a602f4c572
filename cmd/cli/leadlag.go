package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"foresail/metrics"
	"foresail/metrics/leadlag"
	"foresail/store/record"
	"github.com/spf13/cobra"
)

// leadlags are the options of `foresail leadlag`.
type leadlags struct {
	csv, date, dates string
	delimiter        string
	x, y             []string
	maxLag           int
	any, all         bool // dependence between pairs; leading ones as outcomes, too
	json             bool
}

func (a *app) leadlagCommand() *cobra.Command {
	cmd := a.command("leadlag", "leadlag", nil, a.takes(0, 0))
	var o leadlags
	t := func(name string) string { return a.say.T("cli.flag.leadlag." + name) }
	fs := cmd.Flags()
	fs.StringVar(&o.csv, "csv", "", t("csv"))
	fs.StringSliceVar(&o.x, "x", nil, t("x"))
	fs.StringSliceVar(&o.y, "y", nil, t("y"))
	fs.StringVar(&o.date, "date", "", t("date"))
	fs.StringVar(&o.dates, "dates", "", t("dates"))
	fs.StringVar(&o.delimiter, "delimiter", "", t("delimiter"))
	fs.IntVar(&o.maxLag, "max-lag", 0, t("max-lag"))
	fs.BoolVar(&o.any, "any-dependence", false, t("any-dependence"))
	fs.BoolVar(&o.all, "all", false, t("all"))
	o.jsonFlag(a, cmd)
	cmd.RunE = guarded(func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Changed("max-lag") && (o.maxLag < 1 || o.maxLag > 1000) {
			return usagef("cli.leadlag.max-lag", "n", o.maxLag)
		}
		if o.dates != "" && o.dates != orderDMY && o.dates != orderMDY {
			return usagef("import.dates_option", "value", o.dates)
		}
		if cmd.Flags().Changed("csv") {
			return a.leadlagFile(cmd, o)
		}
		if o.date != "" || o.dates != "" || o.delimiter != "" {
			return usagef("cli.leadlag.csv_only")
		}
		return a.at(func(d *desk, cmd *cobra.Command, _ []string) error { return d.leadlag(cmd, o) })(cmd, args)
	})
	return cmd
}

func (o *leadlags) jsonFlag(a *app, cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.json, "json", false, a.say.T("cli.flag.json"))
}

// leadlagFile analyses columns of a file; no data file is needed.
func (a *app) leadlagFile(cmd *cobra.Command, o leadlags) error {
	switch {
	case o.csv == "":
		return usagef("cli.leadlag.file")
	case len(o.x) == 0 || len(o.y) == 0:
		return usagef("cli.leadlag.columns")
	}
	for _, name := range []string{"as-of", "from", "to", "rep", "team", "all"} {
		if cmd.Flags().Changed(name) {
			return usagef("cli.leadlag.data_only", "flag", name)
		}
	}
	f, err := a.readColumns(o.csv, o.delimiter)
	if err != nil {
		return err
	}
	at, x, y, err := a.pickColumns(f, o)
	if err != nil {
		return err
	}
	grid, err := f.align(at, o.dates, x, y)
	if err != nil {
		return a.troubled(f, err)
	}
	unit := grid.Unit
	if unit == leadlag.Period && cmd.Flags().Changed("period") {
		p, _ := record.ParsePeriod(a.flags.period)
		var ok bool
		if unit, ok = unitOf[p]; !ok {
			return usagef("cli.period", "text", a.flags.period)
		}
	}
	r, err := leadlag.Analyse(cmd.Context(), x, y, leadlag.Options{Unit: unit, Start: grid.Start, MaxLag: o.maxLag, AnyOrder: o.any})
	if err != nil {
		return err
	}
	told := leadlagAnswer{Report: r, LeftOut: []string{}, LeftLines: f.left}
	if at >= 0 {
		told.DateColumn = &f.heads[at]
	}
	return a.tellLeadlag(told, nil, o.json, a.aboutRows(f, at))
}

// pickColumns gives the place of the dates and the series asked for.
func (a *app) pickColumns(f *columns, o leadlags) (at int, x, y []leadlag.Series, err error) {
	var taken []string
	for _, name := range slices.Concat(o.x, o.y) {
		c, err := f.find(a.say, strings.TrimSpace(name))
		if err != nil {
			return 0, nil, nil, err
		}
		taken = append(taken, f.heads[c])
	}
	if at, err = f.dateColumn(o.date, taken); err != nil {
		return 0, nil, nil, err
	}
	if at >= 0 {
		f.dropBlank()
	}
	if x, err = f.series(a.say, o.x); err != nil {
		return 0, nil, nil, err
	}
	y, err = f.series(a.say, o.y)
	return at, x, y, err
}

// aboutRows says what the rows of a file were taken for, where that was not
// said by its dates.
func (a *app) aboutRows(f *columns, at int) []string {
	var out []string
	if at < 0 {
		out = append(out, a.say.T("cli.leadlag.no_dates"))
	}
	if len(f.left) > 0 {
		var lines []string
		for _, n := range f.left {
			lines = append(lines, fmt.Sprint(n))
		}
		out = append(out, a.say.N("cli.leadlag.totals", len(lines), "lines", list(a.say, lines)))
	}
	return out
}

// unitOf gives the grid of a reporting period.
var unitOf = map[record.Period]leadlag.Unit{
	record.Week: leadlag.Week, record.Month: leadlag.Month, record.Quarter: leadlag.Quarter,
}

// leadlag analyses the indicators of the data file: leading ones against
// lagging ones, or those asked for.
func (d *desk) leadlag(cmd *cobra.Command, o leadlags) error {
	v, err := d.totals()
	if err != nil {
		return err
	}
	if first, last := d.snap.Span(); first <= last && !cmd.Flags().Changed("from") {
		v.From = first
	}
	x, err := d.indicatorSeries(cmd, v, o.x, metrics.Leading)
	if err != nil {
		return err
	}
	y, err := d.indicatorSeries(cmd, v, o.y, metrics.Lagging)
	if err != nil {
		return err
	}
	if o.all && len(o.x) == 0 && len(o.y) == 0 {
		y = append(y, x...) // each also as an outcome of the others
	}
	r, err := leadlag.Analyse(cmd.Context(), x, y, leadlag.Options{Unit: unitOf[v.Period], MaxLag: o.maxLag, AnyOrder: o.any})
	if err != nil {
		return err
	}
	name := func(id string) string { return d.say.T("indicator." + id + ".name") }
	coarse := tooCoarse(v.Period, o)
	if err := d.tellLeadlag(leadlagAnswer{Report: r, LeftOut: coarse, LeftLines: []int{}}, name, o.json, nil); err != nil || o.json || len(coarse) == 0 {
		return err
	}
	for i, id := range coarse {
		coarse[i] = name(id)
	}
	fmt.Fprint(d.Out, hang(d.say.T("cli.leadlag.coarse", "period", v.Period, "names", list(d.say, coarse))))
	return nil
}

// tooCoarse gives the indicators that were left out because they mean nothing
// over so short a period.
func tooCoarse(p record.Period, o leadlags) []string {
	ids := []string{}
	for _, i := range metrics.Catalogue() {
		asked := len(o.x) > 0 && i.Horizon == metrics.Leading || len(o.y) > 0 && i.Horizon == metrics.Lagging
		if !i.Suits(p) && !asked {
			ids = append(ids, i.ID)
		}
	}
	return ids
}

// indicatorSeries gives the series of the indicators named, or of all of a
// horizon, over the whole periods of the view's window.
func (d *desk) indicatorSeries(cmd *cobra.Command, v metrics.View, names []string, h metrics.Horizon) ([]leadlag.Series, error) {
	var ids []string
	for _, name := range names {
		i, ok := metrics.Find(name)
		if !ok {
			return nil, usagef("cli.leadlag.indicator", "name", name)
		}
		if !slices.Contains(ids, i.ID) {
			ids = append(ids, i.ID)
		}
	}
	if len(names) == 0 {
		ids = metrics.Suiting(h, v.Period)
	}
	var out []leadlag.Series
	for _, id := range ids {
		samples := metrics.Series(cmd.Context(), v, id, v.From, v.To)
		out = append(out, leadlag.Series{ID: id, Values: metrics.Whole(samples)})
	}
	return out, d.sound(cmd.Context())
}

// leadlagAnswer is the JSON of `foresail leadlag`.
type leadlagAnswer struct {
	leadlag.Report
	Pairs []leadlagPair `json:"pairs"`
	// LeftOut are the indicators that mean nothing over so short a period.
	LeftOut []string `json:"left_out"`
	// DateColumn is the column of a file that its rows were ordered by, null
	// where they were taken as they come.
	DateColumn *string `json:"date_column"`
	// LeftLines are the lines of a file that hold totals, which were left out.
	LeftLines []int `json:"left_out_lines"`
}

type leadlagPair struct {
	leadlag.Pair
	Evidence []string `json:"evidence"`
}

func (a *app) tellLeadlag(out leadlagAnswer, name func(string) string, asJSON bool, notes []string) error {
	if name == nil {
		name = func(id string) string { return id }
	}
	r := out.Report
	if len(r.Pairs) == 0 {
		return usagef("cli.leadlag.self")
	}
	if !asJSON {
		a.printLeadlag(r, name, notes)
		return nil
	}
	out.Pairs = make([]leadlagPair, len(r.Pairs))
	if out.LeftLines == nil {
		out.LeftLines = []int{}
	}
	for i, p := range r.Pairs {
		out.Pairs[i] = leadlagPair{p, p.Say(a.say, name)}
	}
	return a.printJSON(out)
}

// wordy is up to how many pairs each gets its evidence in words; of more, only
// the leads do.
const wordy = 4

func (a *app) printLeadlag(r leadlag.Report, name func(string) string, notes []string) {
	pairs := slices.Clone(r.Pairs)
	slices.SortStableFunc(pairs, func(x, y leadlag.Pair) int {
		return cmp.Or(cmp.Compare(rank(x.Verdict), rank(y.Verdict)), cmp.Compare(x.Q, y.Q))
	})
	n := a.say.N("leadlag.span."+string(r.Unit), r.N)
	fmt.Fprint(a.Out, hang(a.say.N("cli.leadlag.head", len(pairs), "span", n, "lags", r.MaxLag, "level", a.say.Percent(r.Level, 0))))
	for _, note := range notes {
		fmt.Fprint(a.Out, hang(note))
	}
	t := newTable("indicator", "outcome", "verdict", ">lag", ">range", "sign", ">strength", ">q", ">gain", ">n", ">needs")
	t.limit = 24
	shown := map[leadlag.Verdict]int{}
	for _, p := range pairs {
		shown[p.Verdict]++
		if len(pairs) <= 30 || p.Verdict != leadlag.None && p.Verdict != leadlag.Insufficient {
			t.row(a.leadlagRow(p, name)...)
		}
	}
	if len(t.rows) > 0 {
		fmt.Fprintln(a.Out)
	}
	t.print(a.Out)
	if slices.ContainsFunc(pairs, func(p leadlag.Pair) bool { return p.Doubtful() }) {
		fmt.Fprint(a.Out, hang(a.say.T("cli.leadlag.doubt")))
	}
	a.printEvidence(pairs, name)
	fmt.Fprint(a.Out, "\n"+hang(a.say.T("cli.leadlag.sum", "leads", shown[leadlag.Leads], "same", shown[leadlag.Coincident],
		"follows", shown[leadlag.Follows], "none", shown[leadlag.None], "open", shown[leadlag.Insufficient])))
}

// rank puts verdicts in the order in which they are worth reading.
func rank(v leadlag.Verdict) int {
	return slices.Index([]leadlag.Verdict{leadlag.Leads, leadlag.Coincident, leadlag.Follows, leadlag.Insufficient, leadlag.None}, v)
}

func (a *app) printEvidence(pairs []leadlag.Pair, name func(string) string) {
	for _, p := range pairs {
		if p.Verdict != leadlag.Leads && len(pairs) > wordy {
			continue
		}
		fmt.Fprintf(a.Out, "\n%s → %s: %s\n", name(p.Indicator), name(p.Outcome), a.say.T(p.VerdictKey()))
		for _, s := range p.Say(a.say, name) {
			fmt.Fprint(a.Out, "  "+strings.TrimLeft(wrap(s, 2, 79), " "))
		}
	}
}

func (a *app) leadlagRow(p leadlag.Pair, name func(string) string) []string {
	absent := a.say.T("cli.absent")
	number := func(n *int) string {
		if n == nil {
			return absent
		}
		return fmt.Sprint(*n)
	}
	span, strength, gain := absent, absent, absent
	if p.Mutual() {
		strength = a.say.Number(p.Strength, 2)
	}
	if p.Lag != nil {
		strength = a.say.Number(p.Strength, 2)
		span = number(p.LagLow)
		if *p.LagLow != *p.LagHigh {
			span += "…" + number(p.LagHigh)
		}
	}
	verdict := a.say.T(p.VerdictKey())
	if p.Doubtful() {
		verdict += "!"
	}
	if p.Gain != nil {
		gain = a.say.Percent(*p.Gain, 0)
	}
	sure := p.ClaimQ()
	q := a.say.Number(sure, 3)
	if sure < 0.001 {
		q = "<0.001"
	}
	return []string{name(p.Indicator), name(p.Outcome), verdict, number(p.Lag), span,
		p.Sign, strength, q, gain, fmt.Sprint(p.N), number(p.Needs)}
}
