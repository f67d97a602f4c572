package cli

import (
	"fmt"

	"foresail/store/clean"
	"foresail/store/event"
	"foresail/store/record"
	"github.com/spf13/cobra"
)

func (a *app) annotateCommand() *cobra.Command {
	cmd := a.command("annotate", "annotate TEXT", nil, a.takes(1, 1))
	from := cmd.Flags().String("from", "", a.say.T("cli.flag.annotate.from"))
	to := cmd.Flags().String("to", "", a.say.T("cli.flag.annotate.to"))
	exclude := cmd.Flags().Bool("exclude", false, a.say.T("cli.flag.annotate.exclude"))
	cmd.RunE = guarded(a.atWith(onlyReps, func(d *desk, cmd *cobra.Command, args []string) error {
		set, err := d.annotation(clean.Line(args[0]), *from, *to, *exclude)
		if err != nil {
			return err
		}
		by, err := d.user()
		if err != nil {
			return err
		}
		r, err := d.store.Append(cmd.Context(), by, set)
		if err != nil {
			return err
		}
		n := record.NewAnnotation(entityOf(set))
		fmt.Fprintln(d.Out, d.say.T("cli.annotate.done", "what", n.Name, "from", n.From, "to", n.To, "ref", d.refOf(r)))
		return nil
	}))
	return writes(cmd)
}

func (d *desk) annotation(text, from, to string, exclude bool) (event.Set, error) {
	if text == "" {
		return event.Set{}, usagef("cli.annotate.empty")
	}
	first, err := d.date("from", from, d.today(), d.today())
	if err != nil {
		return event.Set{}, err
	}
	last, err := d.date("to", to, d.today(), first)
	if err != nil {
		return event.Set{}, err
	}
	if first > last {
		return event.Set{}, usagef("cli.date.order", "from", first, "to", last)
	}
	return event.NewAnnotation(d.newID(), text, first, last, exclude), nil
}

// entityOf gives the entity of which nothing is known but one body.
func entityOf(set event.Set) *record.Entity {
	e := &record.Entity{Type: set.Type, ID: set.ID}
	for _, f := range set.Fields {
		e.Add(record.Change{At: set.At, Field: f.Field, Value: f.Value})
	}
	return e
}
