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
	Ref      string    `json:"ref"`
	Restored bool      `json:"restored"`
	What     []string  `json:"what"`
	Import   *recalled `json:"import,omitempty"`
}

// recalled says in JSON what an undo of an import did: to records that it began,
// to those that it changed, and how many stay as they are.
type recalled struct {
	File  string `json:"file"`
	Gone  int    `json:"gone"`
	Reset int    `json:"reset"`
	Kept  int    `json:"kept"`
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
	bar := d.bar()
	done, err := d.store.Undo(ctx, by, ref, func(done, total int64) { bar.show(done, total, 0) })
	bar.clear()
	if err != nil {
		return err
	}
	out := undone{Ref: d.store.RefText(ref), Restored: done.Restored}
	for _, e := range done.Events {
		out.What = append(out.What, d.describe(e.Body))
	}
	key, file := "cli.undo.done", ""
	if out.Restored {
		key = "cli.undo.restored"
	}
	if r := done.Import; r != nil {
		out.Import, file = &recalled{r.File, r.Gone, r.Reset, r.Kept}, r.File
		out.What = []string{d.say.Recalled(done.Restored, r.Gone, r.Reset, r.Kept)}
		if key = "cli.undo.import"; out.Restored {
			key = "cli.undo.import.again"
		}
	}
	if asJSON {
		return d.printJSON(out)
	}
	fmt.Fprintln(d.Out, d.say.T(key, "ref", out.Ref, "file", file, "what", list(d.say, out.What)))
	return nil
}
