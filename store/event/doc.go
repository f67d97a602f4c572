// Package event holds the events of the log: immutable facts of who, when,
// where recorded, what. It knows how an event changes the state (Fold), and
// nothing of how either is stored.
//
// It promises: folding the same set of events in any order, any number of
// times, gives the same state; a body that Validate accepts never makes a
// fold fail; text in a body is clean (package clean rules are applied by the
// constructors and checked by Validate). It imports store/record and
// store/clean only.
//
// # Decisions
//
//   - Four kinds of event carry everything: Activity (a thing done), Amend (a
//     correction of one), Set (assertions about an entity) and Void (an event
//     taken back, or restored). What a new type of entity may assert is one
//     file with a table (deal.go, party.go …); neither fold nor store change.
//   - Nothing is deleted: Void is a last-writer-wins register on the event it
//     names, so undo, redo and undo on two machines at once all converge.
//   - An import is one thing too: it leaves notes of which events it brought (a
//     Set of TypeImport for each run of them), and one small Set says that it is
//     taken back, or back again; of several the latest stamp wins. The events
//     themselves are not touched: whoever reads knows the runs that do not count
//     (record.Recalls). What says the opposite of one event, later, counts for
//     that event.
//   - What an import began and somebody changed afterwards stays whole when the
//     import is taken back. Whether that is so is read off the record itself, so
//     it does not depend on the order in which machines hear of it.
//   - Two events may log the same activity id (two machines import one file):
//     the earlier stamp is the activity, the later is ignored for as long as the
//     earlier one's import stands.
//   - An event of an unknown kind (a newer peer's) is kept as bytes and
//     forwarded; it changes nothing here.
package event
