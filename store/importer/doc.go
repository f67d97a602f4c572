// Package importer reads exports of other systems (CSV and XLSX of HubSpot,
// Salesforce, Pipedrive, foresail itself, or any file with a mapping) and
// gives them as event bodies to a Sink, row by row.
//
// It promises: memory does not grow with the file (what is remembered of rows
// is capped, and the report says so when a cap is reached); importing a file
// again changes nothing; a bad row is named by the line of the file on which
// it begins and costs no other row; every row is counted once, so that
// rows = created + updated + unchanged + rejected + skipped; text is cleaned
// where it enters; money never passes through a float; no clock is read. It
// imports store/{record,event,portable,say,money,clean},
// golang.org/x/text and excelize.
//
// # Decisions
//
//   - A format is a table: which labels of a header mean which field
//     (hubspot.go, salesforce.go …). What the fields of a row mean for the
//     state is one file a kind of record (deal.go, activity.go …), the same
//     for every format.
//   - A record's id is derived from the system and the row's own id there. An
//     activity without an id is named by its whole row and how many equal rows
//     came before it, so that a log of bare dates can be imported twice, too.
//   - A row is compared with what the last import said, not with what stands:
//     a correction made by hand is kept until the other system has news. Where
//     the row says when it was last changed, older news never overwrites newer.
//   - An empty cell says nothing. It never clears a field.
//   - A deal holds from the day it was created ("as far back as anybody knows"
//     where that is not said) and is won or lost on its close date. Closed
//     before it was created: everything holds from the close, and the creation
//     date is kept explicitly so that a cycle can be refused instead of being
//     negative.
//   - What a deals file says about stage and expected close is taken to hold
//     since the creation, for want of better. A log of stage changes knows
//     better for that day: it takes such an assumption back.
//   - An amount holds since the creation, too, unless its column says that it
//     is a close value: that was known at the close only, and would let the
//     pipeline of the past know what became of it.
//   - The same id twice in one file with different content: the second row is
//     rejected, since nothing says which of them holds, unless rows say when
//     they were changed. Seen ids are kept for the first 262,144 rows.
//   - Dates such as 03/04/2026 stop the import until --dates says how to read
//     them; a column is not searched for a row that would prove it, since that
//     cannot be done while streaming and a short file may hold no proof.
//   - A quote that is never closed must not swallow the file: a record that
//     does not come out right is given up at the end of its first line, and
//     reading goes on with the next.
//   - The only thing created without being asked for are the reps, accounts,
//     contacts, stages and activity kinds that rows name; new stages and kinds
//     are listed in the report.
package importer
