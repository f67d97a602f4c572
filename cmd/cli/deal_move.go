package cli

import (
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) dealMoveCommand() *cobra.Command {
	cmd := a.command("deal.move", "move DEAL STAGE", nil, a.takes(2, 2))
	asJSON := a.jsonFlag(cmd)
	on := cmd.Flags().String("on", "", a.say.T("cli.flag.on"))
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error {
		switch record.Fold(args[1]) {
		case record.StageWon, record.StageLost:
			return usagef("cli.deal.move.end", "stage", args[1])
		}
		return d.moveDeal(cmd, args[0], *on, *asJSON, map[string]string{"stage": args[1]})
	}))
	cmd.ValidArgsFunction = a.completing(dealTitles, stageKeys)
	return writes(cmd)
}

// moveDeal changes options of a deal from a day on.
func (d *desk) moveDeal(cmd *cobra.Command, deal, on string, asJSON bool, options map[string]string) error {
	x, err := d.deal(deal)
	if err != nil {
		return err
	}
	at, err := d.when(on)
	if err != nil {
		return err
	}
	c := &change{desk: d}
	for _, o := range dealOptions {
		if v, ok := options[o.flag]; ok {
			if err := c.put(o.flag, v); err != nil {
				return err
			}
		}
	}
	return c.save(cmd, x.ID, at, asJSON)
}
