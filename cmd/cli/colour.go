package cli

import "foresail/tui/theme"

// look says how the cockpit is to look, as far as options say it; it reads
// the environment and asks the terminal itself.
func (a *app) look() theme.Options {
	return theme.Options{NoColour: a.flags.noColor || a.Env("NO_COLOR") != "", ASCII: a.flags.ascii}
}
