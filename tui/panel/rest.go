package panel

import "foresail/tui/keymap"

// Rester is a panel some of whose actions rest while something is open: what is
// for its list is none of its pages'.
type Rester interface {
	// Rests reports whether an action would do nothing as the panel stands: the
	// footer does not offer it then.
	Rests(keymap.Action) bool
}
