package panel

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
	"foresail/tui/widget"
)

// Spec declares a panel.
type Spec struct {
	// ID names the panel; its title is the message "tab.<id>".
	ID string
	// Number is the key of its tab.
	Number int
	// Scope is where its own bindings hold; Bindings are those.
	Scope    keymap.Scope
	Bindings []keymap.Binding
	// Needs are the rights that its own actions take, where they take any: who
	// has not got them is not offered the action.
	Needs map[keymap.Action]Rights
	// Silent are the shared actions of ListKeys that it never answers: they are
	// in none of its help, footer and palette.
	Silent []keymap.Action
	// New makes the panel; it does nothing else.
	New func(*Env) Panel
	// Eval works out what the panel needs beyond Data, in a command, whenever
	// data, scope or period change while it is looked at. nil for nothing.
	// Its result arrives as Data.Own. It depends on the Data alone and is not
	// changed after, since cockpits that show the same share it: all who see
	// the whole file, so User counts only for who does not.
	Eval func(context.Context, Data) any
	// Lasts gives for how long what Eval worked out stands, from the minute of
	// its Data on; after that it is worked out again for who looks at it. Zero
	// is for the rest of the day, and so is nil, for panels that tell of no
	// time that goes by.
	Lasts func(own any) time.Duration
	// Totals says that Eval gives out nothing but sums of a team and what
	// Data.Rights allow, so it gets all of the file, also where Data holds only
	// the records of the user.
	Totals bool
}

// Panel is one tab of the cockpit.
type Panel interface {
	// Update takes Data, Size, Act, Click, Wheel, and what its own commands
	// bring back. Unknown messages are ignored.
	Update(tea.Msg) tea.Cmd
	// View draws the panel.
	View(widget.Box)
	// Depth is how many things are open that "back" would close, one after the
	// other.
	Depth() int
	// Typing reports that the panel takes raw key presses and pastes.
	Typing() bool
}

// Levels counts what is open, for Depth.
func Levels(open ...bool) int {
	n := 0
	for _, o := range open {
		if o {
			n++
		}
	}
	return n
}

// Size tells a panel how large the box of its View will be.
type Size struct{ W, H int }

// Act tells a panel to do something.
type Act struct{ Action keymap.Action }

// Click tells a panel which of its zones was clicked, and whether that zone
// was clicked a second time in a row.
type Click struct {
	Zone  widget.Zone
	Again bool
}

// Wheel tells a panel that the wheel was turned by N rows, down when positive.
type Wheel struct{ N int }

// For carries a message to one panel.
type For struct {
	ID  string
	Msg tea.Msg
}
