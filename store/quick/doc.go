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
// store/event, store/say, store/money, store/clean, store/near and
// store/plain.
//
// # Decisions
//
//   - An account is matched exactly, then by prefix, by the beginnings of its
//     words, by part, and last by letters in order that begin a word. Plain subsequence matching (as in fuzzy finders) is too
//     kind for a record: "ikea" would log a call to "Nikkei Asia".
//   - Words after an account that nothing else claims belong to its name, as
//     long as the longer name is known or no shorter one is. A mistyped outcome
//     is therefore an error that offers the right word, not a new account.
//   - A name that nothing known matches is new, and the explanation says so. A
//     known one that is near (see store/near) is named and offered, never taken:
//     a record about somebody else is worse than one key more. Several that
//     match alike are named, the one used last is taken.
//   - An outcome is a whole word anywhere; three letters that only one outcome
//     begins with will do once the account is named.
//   - `@` starts words that PowerShell takes for itself, so `on` and `at` mean
//     the same.
//   - What was done lies in the past: @mon is the latest Monday, today included;
//     @18:00 before six is an error and not yesterday evening, as it may be a
//     plan. What comes next lies ahead: mon is never today, and a time of day
//     that is over is tomorrow's.
//   - A time that clocks leapt over is moved on and said; of two that are the
//     same the first is meant.
//   - Dates are 2026-11-20, 20.11.2026 or in words. 3/4/2026 is not read: half
//     the world means another day by it.
//   - Two or three letters that begin no kind may be its first and others in
//     order (mt, mtg for meeting), as long as they are of one kind alone.
//   - An outcome word before an account is the outcome, unless an account is
//     called exactly so, or so with the word that follows. Otherwise a kind's
//     own words would log to whoever has a name that begins like one.
//   - A duration is how long something took wherever it stands; only right
//     behind the '@' (@15m) or after "in" is it a time. It is minutes then as
//     well: "m" for months would turn a slip into an entry a year old.
//   - A next step has to come after what was done, not after now, so that old
//     entries can be made and corrected.
//   - What may stand once is an error the second time: the last one winning
//     would lose the first without a word.
//   - A name with a '/' is tried whole before it is cut into account and deal
//     ("Novo A/S").
//   - Straight quotes close straight ones and curly ones curly ones, so that a
//     name with either can be written; there is no escape sign to learn.
//   - An index keeps the folded names as one text, which is searched for a
//     word and then graded name by name. Looking loosely goes over the names
//     that have all letters but one, and only when nothing matches as written.
//     A tree of words would be faster to search and slower to make, and the
//     command line makes an index for one line.
//   - A day without a time is noon for what was done and 9:00 for what is due:
//     a time has to be there, and these surprise least.
package quick
