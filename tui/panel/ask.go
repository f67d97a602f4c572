package panel

import (
	tea "charm.land/bubbletea/v2"

	"foresail/store/record"
)

// Confirm asks the user a question; Yes runs when it is answered with yes, and
// nothing happens otherwise. Text is already worded.
type Confirm struct {
	Text string
	Yes  tea.Cmd
}

// Toast shows a line for a while. Bad marks it as a failure.
type Toast struct {
	Text string
	Bad  bool
}

// Amend asks for the entry line with an activity in it, to be corrected.
type Amend struct{ Activity record.Activity }

// Clip asks for text to be put on the clipboard.
type Clip struct{ Text string }

// Ask gives the command that sends a message to the cockpit.
func Ask(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
