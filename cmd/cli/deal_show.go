package cli

import (
	"fmt"
	"strconv"

	"foresail/store/say"
	"github.com/spf13/cobra"
)

func (a *app) dealShowCommand() *cobra.Command {
	cmd := a.command("deal.show", "show DEAL", nil, a.takes(1, 1))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.at(func(d *desk, _ *cobra.Command, args []string) error { return d.showDeal(args[0], *asJSON) }))
	cmd.ValidArgsFunction = a.completing(dealTitles)
	return cmd
}

// shownDeal is the JSON answer of `foresail deal show`.
type shownDeal struct {
	dealRow
	Moves []moveRow `json:"moves"`
}

type moveRow struct {
	At   string `json:"at"`
	From string `json:"from"`
	To   string `json:"to"`
}

func (d *desk) showDeal(text string, asJSON bool) error {
	x, err := d.deal(text)
	if err != nil {
		return err
	}
	w, err := d.window(d.today())
	if err != nil {
		return err
	}
	s, there := x.At(w.asOf)
	if !there {
		return say.Errorf("cli.deal.not_yet", "deal", x.Now.Title, "date", w.asOf)
	}
	out := shownDeal{dealRow: d.dealRow(x, s, w.asOf), Moves: []moveRow{}}
	for _, m := range x.Moves {
		if m.At.Date() <= w.asOf {
			out.Moves = append(out.Moves, moveRow{stamp(m.At), m.From, m.To})
		}
	}
	if asJSON {
		return d.printJSON(out)
	}
	d.printDeal(out)
	return nil
}

func (d *desk) printDeal(s shownDeal) {
	days := ""
	if s.DaysInStage != nil {
		days = d.say.N("cli.days", *s.DaysInStage)
	}
	fmt.Fprintln(d.Out, s.Title)
	t := newTable("", "")
	for _, p := range []struct{ key, value string }{
		{"id", s.ID}, {"account", s.Account}, {"owner", s.Rep}, {"stage", s.Stage}, {"in_stage", days}, {"amount", s.money},
		{"created", day(s.Created)}, {"closed", day(s.Closed)}, {"expected", s.ExpectedClose}, {"pushes", count(s.Pushes)},
		{"next", s.NextStep}, {"due", day(s.NextDue)}, {"source", s.Source}, {"segment", s.Segment}, {"product", s.Product},
		{"reason", s.LostReason}, {"forecast", s.Forecast},
	} {
		if p.value != "" {
			t.row("  "+d.say.T("cli.label."+p.key), p.value)
		}
	}
	for _, m := range s.Moves {
		at := day(m.At)
		if at == "" {
			at = d.say.T("cli.unknown_date")
		}
		t.row("  "+at, m.To)
	}
	t.printRows(d.Out)
}

// day gives the date of an RFC 3339 stamp.
func day(stamp string) string { return stamp[:min(len(stamp), len("2006-01-02"))] }

// count gives a number, "" for none.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
