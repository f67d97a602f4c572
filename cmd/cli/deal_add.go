package cli

import (
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) dealAddCommand() *cobra.Command {
	cmd := a.command("deal.add", "add TITLE", nil, a.takes(1, 1))
	asJSON := a.jsonFlag(cmd)
	values := a.dealFlags(cmd, "account", "amount", "stage", "owner", "created", "close", "source", "segment", "product", "next", "due", "forecast")
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error {
		c := &change{desk: d}
		if err := c.put("title", args[0]); err != nil {
			return err
		}
		if err := c.flags(cmd, values); err != nil {
			return err
		}
		if err := c.defaults(cmd); err != nil {
			return err
		}
		return c.save(cmd, d.newID(), record.TimeOf(d.now), *asJSON)
	}))
	return writes(cmd)
}

// dealFlags gives a command flags for options of a deal.
func (a *app) dealFlags(cmd *cobra.Command, options ...string) map[string]*string {
	values := make(map[string]*string, len(options))
	for _, o := range options {
		values[o] = cmd.Flags().String(o, "", a.say.T("cli.flag.deal."+o))
	}
	_ = cmd.RegisterFlagCompletionFunc("account", a.completing(accountNames))
	_ = cmd.RegisterFlagCompletionFunc("stage", a.completing(stageKeys))
	_ = cmd.RegisterFlagCompletionFunc("owner", a.completing(repNames))
	return values
}

// flags reads the flags that were given, in the order of dealOptions.
func (c *change) flags(cmd *cobra.Command, values map[string]*string) error {
	for _, o := range dealOptions {
		if v := values[o.flag]; v != nil && cmd.Flags().Changed(o.flag) {
			if err := c.put(o.flag, *v); err != nil {
				return err
			}
		}
	}
	return nil
}

// defaults gives a new deal its owner and its first stage.
func (c *change) defaults(cmd *cobra.Command) error {
	if !cmd.Flags().Changed("owner") {
		by, err := c.user()
		if err != nil {
			return err
		}
		c.fields = append(c.fields, record.Assign{Field: record.FieldRep, Value: record.IDValue(by)})
	}
	if !cmd.Flags().Changed("stage") {
		for _, s := range c.book.Stages {
			if !s.Archived {
				c.fields = append(c.fields, record.Assign{Field: record.FieldStage, Value: record.Text(s.Key)})
				break
			}
		}
	}
	return nil
}
