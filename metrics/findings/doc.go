// Package findings works out which indicators of a data file lead which of its
// outcomes: it reads the history of both and has every pair tested.
//
// It promises: Findings are immutable and stand for one view (scope, period
// and day) of one state of the file; a Finder asked again after a change works
// out only what the change touched, and has no pair tested where no whole
// period changed; a cancelled context ends the work with its error and leaves
// nothing half done behind. It imports metrics, metrics/leadlag and
// store/record.
//
// # Decisions
//
//   - One function of a context and a view, Finder.Find: a cockpit asks it in
//     the background, a server may share one Finder among its sessions.
//   - The Finder has an engine of its own. That of the readings takes turns,
//     and a history of years must not make the numbers of today wait. It costs
//     the memory of the values, some 5,000 for three years of weeks.
//   - Only whole periods count, so that an entry of today leaves the findings
//     as they are: the history is compared before any pair is tested, and that
//     comparison is what nearly every entry comes to.
package findings
