// Package portable writes events as text and reads them back: the form in
// which a log leaves a data file and comes into another one.
//
// It promises: Decode(Encode(e)) == e for every event, those of kinds and
// fields that this build does not know included; a line that is not an event
// is named by its number and never half taken. It imports store/event,
// store/record, store/say and the standard library only.
//
// # Decisions
//
//   - One JSON object a line. Fields have their names, ids are in their text
//     form, times are RFC 3339 with the offset at which they were recorded,
//     money is minor units and a code: what a person or a script can read.
//   - A value that its field's form cannot say exactly (a newer peer's field,
//     a value with both parts in use) is written raw, as base 64 and a number.
//     That makes the form complete without making the usual case ugly.
//   - The CSV form has the same head as columns and the body as JSON in one
//     cell, so that there is one codec only.
package portable
