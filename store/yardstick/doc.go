// Package yardstick measures the store against SQLite, on the same rows, in
// the same run, so that the ratios hold on any machine:
//
//	go test -tags yardstick -bench . ./store/yardstick
//	go test -tags yardstick -bench . ./store/yardstick -rows 10000000
//
// It needs a C compiler, for github.com/mattn/go-sqlite3; nothing else in the
// project does, and without the build tag this package is empty.
//
// It promises: both sides get the same activities of store/demo, in turns of
// 50,000, and are timed without their making; what is reported as a ratio is
// SQLite's time, or size, over foresail's. Its tests import store, store/demo
// and SQLite.
//
// # Decisions
//
//   - SQLite is given every help that keeps the comparison one of like with
//     like: a prepared statement, one transaction a turn, WAL with
//     synchronous=NORMAL (foresail syncs each transaction), 64 MiB of page
//     cache, ids of reps, accounts and words as integers.
//   - SQLite is measured in two ways. "least": rows go in by the driver's own
//     calls, and there is an index by id, which makes a second import of a row
//     harmless, and one by date. "usual": rows go in through database/sql, as
//     in most Go programs, and the index by date covers what a dashboard needs
//     (day, kind, rep, outcome), as foresail's rollups of each day do. foresail
//     does the work of "usual", keeps check sums and folds the events besides.
//   - The dashboard is asked of "usual". Both open their file anew for every
//     look, as a command does.
//   - The dashboard is the counts of the last 90 days by rep and kind and the
//     series of the last 12 weeks by kind.
package yardstick
