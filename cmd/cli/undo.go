package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) undoCommand() *cobra.Command {
	cmd := a.command("undo", "undo [ID]", nil, a.takes(0, 1))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.at(func(d *desk, cmd *cobra.Command, args []string) error { return d.undo(cmd, args, *asJSON) }))
	return writes(cmd)
}

// undone is the JSON answer of `foresail undo`.
type undone struct {
	Ref      string   `json:"ref"`
	Restored bool     `json:"restored"`
	What     []string `json:"what"`
}

func (d *desk) undo(cmd *cobra.Command, args []string, asJSON bool) error {
	by, err := d.user()
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	ref, err := d.store.LastOwn(ctx, by)
	if len(args) > 0 {
		ref, err = d.store.Ref(args[0])
	}
	if err != nil {
		return err
	}
	done, err := d.store.Undo(ctx, by, ref)
	if err != nil {
		return err
	}
	out := undone{Ref: d.store.RefText(ref), Restored: done.Restored}
	for _, e := range done.Events {
		out.What = append(out.What, d.describe(e.Body))
	}
	if asJSON {
		return d.printJSON(out)
	}
	key := "cli.undo.done"
	if out.Restored {
		key = "cli.undo.restored"
	}
	fmt.Fprintln(d.Out, d.say.T(key, "ref", out.Ref, "what", list(d.say, out.What)))
	return nil
}
