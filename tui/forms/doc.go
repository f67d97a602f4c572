// Package forms makes the forms by which deals, accounts and contacts are
// entered and corrected, and goals, outside events, measurements and reps added,
// the same on every tab.
//
// It promises: a field is read by the rules of the command line and of quick
// entry (money.Parse, the dates of store/quick, the stages and names of the
// book), and says in words how it was understood or what is wrong with it; only
// what was changed is written; an empty field takes a value away where that is
// possible; targets and measurements by what commands read them with
// (metrics.Indicator.ReadAim, quick.Measurement). It imports tui/panel, metrics,
// store/clean, store/event, store/money, store/quick, store/record and
// store/say.
//
// # Decisions
//
//   - A form is a value (panel.Form) whose functions look at the book that it
//     was made of: it is made in a command, since names are gathered then, and
//     stays right when the book moves on, since ids of accounts follow from
//     their names.
//   - What was changed is told by the text: a field that reads as it did is not
//     written, so that two people who correct different fields of one deal do
//     not undo each other.
//   - A deal is not won or lost by its form, as that asks first.
package forms
