// Package export writes what a data file holds as tables: CSV, a JSON array,
// or XLSX. Events leave through package portable, whose form they share with
// their way back.
//
// It promises: memory does not grow with what is written; the columns of a
// table and their order never change (new ones come at the end); no cell of a
// CSV or XLSX file begins a formula; money is written exactly; what is
// written can be imported into an empty file (store/importer, format
// "foresail") with the same totals. It imports store/{record,event,portable,
// say,money,clean} and excelize.
//
// # Decisions
//
//   - A table is a list of columns, each with a name and what it says of a
//     row (activity.go, deal.go …); a format is how rows are written (csv.go,
//     json.go, xlsx.go). Neither knows the other.
//   - A deal is exported as it stands, its history as stage-changes. Only
//     events carry everything.
//   - Numbers are numbers: -5 in a column of numbers gets no ' in front, and
//     is a number cell in XLSX. Times are text with their offset (RFC 3339),
//     since a spreadsheet's dates know no zone.
package export
