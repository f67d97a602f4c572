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

// Toast shows a line until the next key. Bad marks it as a failure.
type Toast struct {
	Text string
	Bad  bool
}

// Amend asks for the entry line with an activity in it, to be corrected.
type Amend struct{ Activity record.Activity }

// Clip asks for text to be put on the clipboard.
type Clip struct{ Text string }

// Edit asks for a text of several lines to be edited in the user's editor. Done
// gives the command that writes what came of it, cleaned; it is asked only when
// the text is another. Where no editor can be run the user is told so.
//
// Key names what is edited, where a text may come to another form before it is
// written: asked for the same again, the editor opens with what was typed, as
// long as Text is what it was then. "" for never.
type Edit struct {
	Key  string
	Text string
	Done func(text string) tea.Cmd
}

// Progress says how far long work is, which is shown in one place for all of
// it: whoever does the work sends one now and then, the same Name each time, and
// one that is Over at the end.
type Progress struct {
	Name        string // what is done, already worded
	Done, Total int64  // in any unit; Total 0 where nobody knows
	Count       int64  // things that are done so far, for the rate; 0 where they are not counted
	Over        bool
	Cancel      func() // ends the work; nil where that cannot be
}

// Ask gives the command that sends a message to the cockpit.
func Ask(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Show asks for another tab, with a message to its panel (About, as a rule).
// From there, "back" at the root leads to the tab that asked.
type Show struct {
	Tab string // ID of a Spec
	Msg tea.Msg
	// Scope is whose numbers are to be shown there; nil leaves that as it is.
	// The way back brings back whose were shown before.
	Scope *Scope
}

// About tells a panel to show one thing. Kept as a message of its own so that
// any tab can point to any other without knowing it. All but one id are zero,
// except for a pair.
type About struct {
	Rep, Account, Deal record.ID
	Activity           record.Ref
	Indicator          string
	Outcome            string // beside Indicator: what is known of the two
}

// Scope asks for the numbers of one rep, or of the whole team when Rep is
// zero.
type Scope struct{ Rep record.ID }
