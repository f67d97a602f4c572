package cli

import (
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) dealWinCommand() *cobra.Command {
	return a.closing("deal.win", "win DEAL", record.StageWon, "amount")
}

func (a *app) dealLoseCommand() *cobra.Command {
	return a.closing("deal.lose", "lose DEAL", record.StageLost, "reason")
}

// closing makes the command that ends a deal in a terminal stage, with one
// more field that may be given.
func (a *app) closing(name, use, stage, option string) *cobra.Command {
	cmd := a.command(name, use, nil, a.takes(1, 1))
	asJSON := a.jsonFlag(cmd)
	on := cmd.Flags().String("on", "", a.say.T("cli.flag.on"))
	value := cmd.Flags().String(option, "", a.say.T("cli.flag.deal."+option))
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error {
		x, err := d.deal(args[0])
		if err != nil {
			return err
		}
		at, err := d.when(*on)
		if err != nil {
			return err
		}
		if made := x.Now.Created; !made.IsZero() && at.Date() < made.Date() {
			return usagef("cli.deal.before", "title", x.Now.Title, "created", made.Date(), "day", at.Date())
		}
		c := &change{desk: d, fields: []record.Assign{{Field: record.FieldStage, Value: record.Text(stage)}}}
		if cmd.Flags().Changed(option) {
			if err := c.put(option, *value); err != nil {
				return err
			}
		}
		return c.save(cmd, x.ID, at, *asJSON)
	}))
	cmd.ValidArgsFunction = a.completing(openDealTitles)
	return writes(cmd)
}
