package cli

import (
	"strings"

	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) dealSetCommand() *cobra.Command {
	cmd := a.command("deal.set", "set DEAL FIELD=VALUE…", nil, a.takes(2, many))
	asJSON := a.jsonFlag(cmd)
	on := cmd.Flags().String("on", "", a.say.T("cli.flag.on"))
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error {
		options := make(map[string]string)
		for _, arg := range args[1:] {
			name, value, ok := strings.Cut(arg, "=")
			if !ok {
				return usagef("cli.deal.set.form", "text", arg)
			}
			if !isDealOption(name) {
				return usagef("cli.deal.field", "field", name, "fields", list(d.say, dealOptionNames()))
			}
			if _, twice := options[name]; twice {
				return usagef("cli.deal.set.twice", "field", name)
			}
			options[name] = value
		}
		switch record.Fold(options["stage"]) {
		case record.StageWon, record.StageLost:
			return usagef("cli.deal.move.end", "stage", options["stage"])
		}
		return d.moveDeal(cmd, args[0], *on, *asJSON, options)
	}))
	cmd.ValidArgsFunction = a.completing(dealTitles, dealFieldWords)
	return writes(cmd)
}

func isDealOption(name string) bool {
	for _, o := range dealOptions {
		if o.flag == name {
			return true
		}
	}
	return false
}

func dealOptionNames() []string {
	var names []string
	for _, o := range dealOptions {
		names = append(names, o.flag)
	}
	return names
}
