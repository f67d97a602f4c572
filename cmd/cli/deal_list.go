package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) dealListCommand() *cobra.Command {
	cmd := a.command("deal.list", "list", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	stage := cmd.Flags().String("stage", "", a.say.T("cli.flag.list.stage"))
	all := cmd.Flags().Bool("all", false, a.say.T("cli.flag.list.all"))
	_ = cmd.RegisterFlagCompletionFunc("stage", a.completing(allStageKeys))
	cmd.RunE = guarded(a.at(func(d *desk, _ *cobra.Command, _ []string) error { return d.listDeals(*stage, *all, *asJSON) }))
	return cmd
}

func (d *desk) listDeals(stage string, all, asJSON bool) error {
	w, err := d.window(d.today())
	if err != nil {
		return err
	}
	reps, err := d.scope()
	if err != nil {
		return err
	}
	if stage != "" && !slices.Contains(stagesInOrder(d.book), stage) {
		if stage, err = d.stage(stage); err != nil {
			return err
		}
	}
	rows := []dealRow{}
	for _, x := range d.book.DealList() {
		s, there := x.At(w.asOf)
		if there && listed(s, stage, all) && (reps == nil || slices.Contains(reps, s.Rep)) {
			rows = append(rows, d.dealRow(x, s, w.asOf))
		}
	}
	d.sortDeals(rows)
	if asJSON {
		return d.printJSON(rows)
	}
	d.printDeals(rows)
	return nil
}

func listed(s record.DealState, stage string, all bool) bool {
	if stage != "" {
		return s.Stage == stage
	}
	return all || s.Open()
}

// sortDeals puts deals in the order of the pipeline, then by expected close.
func (d *desk) sortDeals(rows []dealRow) {
	order := make(map[string]int)
	for i, key := range stagesInOrder(d.book) {
		order[key] = i
	}
	never := func(date string) string { return cmp.Or(date, "9999") }
	slices.SortStableFunc(rows, func(a, b dealRow) int {
		return cmp.Or(
			cmp.Compare(order[a.Stage], order[b.Stage]),
			cmp.Compare(never(a.ExpectedClose), never(b.ExpectedClose)),
			cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID),
		)
	})
}

func (d *desk) printDeals(rows []dealRow) {
	if len(rows) == 0 {
		fmt.Fprintln(d.Out, d.say.T("cli.deal.none"))
		return
	}
	t := d.table("id", "account", "title", "stage", ">days", ">amount", "close")
	for _, r := range rows {
		days := ""
		if r.DaysInStage != nil {
			days = strconv.Itoa(*r.DaysInStage)
		}
		t.row(r.ID[len(r.ID)-shortID:], r.Account, r.Title, r.Stage, days, r.money, cmp.Or(day(r.Closed), r.ExpectedClose))
	}
	t.print(d.Out)
	fmt.Fprintln(d.Out, d.say.N("cli.deal.count", len(rows)))
}

// table makes a table whose heads are the messages cli.head.NAME; on a
// terminal its columns are cut so that eight of them fit.
func (a *app) table(heads ...string) *table {
	words := make([]string, len(heads))
	for i, h := range heads {
		mark, name := "", h
		if h[0] == '>' {
			mark, name = ">", h[1:]
		}
		words[i] = mark + a.say.T("cli.head."+name)
	}
	t := newTable(words...)
	if a.terminal(a.Out) {
		t.limit = columnLimit
	}
	return t
}

// columnLimit is the widest column of a table on a terminal, in cells.
const columnLimit = 20
