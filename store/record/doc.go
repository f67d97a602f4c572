// Package record holds the state types of foresail: what a data file says is
// true, as plain values. Everything here is folded from events (store/event)
// and can be thrown away and rebuilt from them.
//
// It promises: values are comparable or copy cheaply, hold no locks (Syms
// excepted), do no I/O, never read the clock, and never round money. It
// imports the standard library only.
//
// # Decisions
//
//   - Two storage classes only. Activities are many, small and almost never
//     change: they live in the log and are counted into days. Everything else
//     (deals, accounts, reps, stages, goals, settings, measurements …) is an
//     Entity: a set of dated, stamped assertions about fields. The price is a
//     fold when a typed view is wanted; the gain is that history, undo, time
//     travel and order independence are had once, for every type.
//   - An assertion has two times: At, when it holds from in the world, and
//     Stamp, when and where it was recorded. The past of the world ("as of
//     30 June") is read by At; conflicts between machines are settled by
//     (At, Stamp). A zero At means "as far back as anybody knows".
//   - Names make ids. Reps, accounts, stages, kinds and imported rows get an
//     id derived from their name or source key, so that two laptops that meet
//     the same customer, or import the same file, agree without talking.
//   - Money is int64 minor units and a currency code, never a float.
//   - A deal that is back in a stage within a day never left it: a card that was
//     moved on by mistake and put back is as old as before. Its history tells
//     both moves all the same.
//   - A day is a civil date, not a span of instants: local midnights that do
//     not exist cannot move an entry to the wrong day.
package record
