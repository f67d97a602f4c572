// Package quick understands quick entry: one line that says what was done,
// with whom, when and how it went, the same in the cockpit's entry line and
// after `foresail log`.
//
//	call acme/renewal 15m connected: wants pricing before the freeze
//	meeting "Acme Ltd" @yesterday 14:00 held with dana worth 1.2k +board then demo fri 10:00
//
// It promises: Parse never fails and never panics, says precisely which bytes
// are wrong and how to mend them, and reads the same line the same way
// everywhere; no word is dropped silently. It imports store/record,
// store/event, store/say, store/money and store/clean.
//
// # Decisions
//
//   - An account is matched exactly, then by prefix, by the beginnings of its
//     words, by part, by letters in order that begin a word, and last with one
//     letter wrong. Plain subsequence matching (as in fuzzy finders) is too
//     kind for a record: "ikea" would log a call to "Nikkei Asia".
//   - Words after an account that nothing else claims belong to its name, as
//     long as the longer name is known or no shorter one is. A mistyped outcome
//     is therefore an error that offers the right word, not a new account.
//   - `@` starts words that PowerShell takes for itself, so `on` and `at` mean
//     the same.
//   - A day without a time is noon for what was done and 9:00 for what is due:
//     a time has to be there, and these surprise least.
package quick
