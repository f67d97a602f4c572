package cli

import (
	"encoding/json"

	"github.com/spf13/cobra"
)

// jsonFlag gives a command the flag --json and says where its value will be.
func (a *app) jsonFlag(cmd *cobra.Command) *bool {
	return cmd.Flags().Bool("json", false, a.say.T("cli.flag.json"))
}

// printJSON writes a value as indented JSON.
func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
