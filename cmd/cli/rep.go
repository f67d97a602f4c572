package cli

import (
	"fmt"

	"foresail/store"
	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

func (a *app) repCommand() *cobra.Command {
	cmd := a.command("rep", "rep", nil, nil)
	cmd.AddCommand(a.repAddCommand(), a.repListCommand(), a.repUseCommand())
	return cmd
}

func (a *app) repAddCommand() *cobra.Command {
	cmd := a.command("rep.add", "add NAME", nil, a.takes(1, 1))
	group := cmd.Flags().String("in", "", a.say.T("cli.flag.in"))
	cmd.RunE = guarded(a.atWith(onlyReps, func(d *desk, cmd *cobra.Command, args []string) error {
		name := clean.Line(args[0])
		if name == "" {
			return usagef("cli.rep.empty")
		}
		if r := d.book.Reps[record.RepID(name)]; r != nil {
			return say.Errorf("cli.rep.exists", "name", r.Name)
		}
		by, _ := d.user() // the first rep of a file is added by nobody
		r, err := d.store.Append(cmd.Context(), by, event.NewRep(name, clean.Line(*group)))
		if err != nil {
			return err
		}
		fmt.Fprintln(d.Out, d.say.T("cli.rep.added", "name", name, "ref", d.refOf(r)))
		return nil
	}))
	return writes(cmd)
}

func (a *app) repUseCommand() *cobra.Command {
	cmd := a.command("rep.use", "use NAME", nil, a.takes(1, 1))
	cmd.ValidArgsFunction = a.completing(repNames)
	cmd.RunE = guarded(a.atWith(onlyReps, func(d *desk, cmd *cobra.Command, args []string) error {
		id, err := d.rep(args[0])
		if err != nil {
			return err
		}
		if err := d.claim(cmd.Context(), d.store, d.book.RepName(id)); err != nil {
			return err
		}
		fmt.Fprintln(d.Out, d.say.T("cli.rep.used", "name", d.book.RepName(id)))
		return nil
	}))
	return writes(cmd)
}

type repRow struct {
	Name  string `json:"name"`
	Team  string `json:"team"`
	Ended string `json:"ended"`
	You   bool   `json:"you"`
}

func (a *app) repListCommand() *cobra.Command {
	cmd := a.command("rep.list", "list", nil, a.takes(0, 0))
	asJSON := a.jsonFlag(cmd)
	cmd.RunE = guarded(a.atWith(onlyReps, func(d *desk, _ *cobra.Command, _ []string) error {
		you, _ := d.user() // nobody is marked where nobody is chosen
		rows := []repRow{}
		for _, r := range d.book.RepList() {
			rows = append(rows, repRow{r.Name, r.Team, r.Ended.String(), r.ID == you})
		}
		if *asJSON {
			return d.printJSON(rows)
		}
		t := d.table("rep", "team", "ended", "you")
		for _, r := range rows {
			mark := ""
			if r.You {
				mark = d.say.T("cli.you")
			}
			t.row(r.Name, r.Team, r.Ended, mark)
		}
		t.print(d.Out)
		return nil
	}))
	return cmd
}

// refOf gives what `foresail undo` takes for what was just recorded.
func (d *desk) refOf(r store.Receipt) string {
	if len(r.Events) == 0 {
		return ""
	}
	return d.store.RefText(r.Events[0].Ref)
}
