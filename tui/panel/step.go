package panel

import (
	tea "charm.land/bubbletea/v2"

	"foresail/tui/keymap"
)

// Far is further than anything is long.
const Far = 1 << 30

var steps = map[keymap.Action]int{Down: 1, Up: -1, First: -Far, Last: Far}

// Step reads by how many rows a message moves what it is for: up, down, first
// (-Far), last (Far), half a screen, or the wheel. ok is false where it is
// another message.
func Step(msg tea.Msg, half int) (n int, ok bool) {
	switch msg := msg.(type) {
	case Wheel:
		return msg.N, true
	case Act:
		switch msg.Action {
		case HalfDown:
			return half, true
		case HalfUp:
			return -half, true
		}
		n, ok = steps[msg.Action]
	}
	return n, ok
}
