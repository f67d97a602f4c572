package cli

import (
	"fmt"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

func (a *app) manCommand() *cobra.Command {
	cmd := a.command("man", "man", nil, a.takes(0, 0))
	cmd.RunE = guarded(func(cmd *cobra.Command, _ []string) error {
		page, err := mango.NewManPage(1, cmd.Root())
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(a.Out, page.Build(roff.NewDocument()))
		return err
	})
	return cmd
}
