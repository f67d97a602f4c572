// Package panel is the contract between the cockpit and its panels. Adding a
// panel is one directory that exports a Spec and one line in tui/panels.go. One
// with a list has the list's keys, mouse, filter and cursor from tui/list, whose
// example is such a panel; one that tells all about a thing scrolls it with
// tui/page.
//
// It promises, of every panel (a test holds each of them to it): Update takes
// any message and only decides, View takes any size and only draws; neither does
// I/O or waits; drawing twice gives the same; a panel sees no key presses unless
// it says that it is typing; it writes through Env.Append and reads through
// Env.Do only. It imports tui/{widget,keymap,theme}, metrics, metrics/findings,
// store/clean, store/event, store/record and store/say, never store.
//
// # Decisions
//
//   - Panels are pointers whose Update returns a command only, and they get
//     actions (Act) in the place of keys.
//   - Data is handed to the panel in front once a revision, already evaluated,
//     and to the others when they are looked at. A panel that needs more than
//     the shared numbers declares Spec.Eval, which runs in a command and only
//     while the panel is looked at.
//   - What a command of a panel brings back comes to that panel alone, wrapped
//     in For by Env.Do; what a panel wants from the cockpit (a question, an
//     entry to edit, a toast) is a message too, so tests see it.
package panel
