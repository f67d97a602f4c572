// Package cli is the command line of foresail: one file a command, listed in
// one table (commands.go), over the store, the metrics, the importer and the
// cockpit.
//
// It promises: a command prints its result on standard output and nothing
// else there; errors go to standard error with what, where and how to mend it;
// the exit status is 0 when the thing was done, 1 when it was understood but
// could not be done, and 2 when the words of the command line could not be
// understood (flags, arguments, the grammar of a quick entry). It may import
// everything of foresail; only here and in cmd/foresail is the clock read.
//
// # Decisions
//
//   - cobra parses and completes; fang draws the help, and only the help: it
//     asks the terminal for its background before it shows an error, which
//     costs time and may swallow what was typed.
//   - `foresail log` puts the end of flags before the note by itself, so that
//     "log call acme connected: wants -10%" needs no quotes. Flags come before
//     the note.
//   - The data file says who its own user is (setting "rep@NODE"), not a
//     file in the home folder: whoever copies the file copies that too, and a
//     file that is synced keeps a user of its own.
//   - Malay is not there yet, so `--lang ms` is refused rather than answered
//     in English.
//   - Reading options (--as-of, --from, --rep …) are refused by commands that
//     write, since they would mean nothing there.
package cli
