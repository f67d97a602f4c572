// Package tui is the cockpit: one Bubble Tea model that shows panels over a
// data file, takes entries on every tab, and follows what others write.
//
// It promises: no I/O and no evaluation in Update or View; a frame is always
// exactly as large as the terminal; nothing typed is lost when a write fails;
// what another process writes is on screen within a second; an idle cockpit
// draws nothing; there is no state outside the App, so many of them can run in
// one process (SSH). It imports tui/…, metrics, metrics/findings, store/clean,
// store/event, store/money, store/near, store/quick, store/record and store/say,
// never store: a Logbook stands between.
//
// # Decisions
//
//   - What is worked out of the file (numbers, Spec.Eval, leads) is asked of a
//     Shared, also by a cockpit that has one to itself: many of them, as over
//     SSH, thereby evaluate once, on the newest state any of them knows. Where
//     a Snapshot is a part, numbers are sums worked out of the whole, and
//     panels get the part.
//   - App is the only tea.Model. It owns what is shared (tabs, entry, palette,
//     help, confirmation, undo, scope and period) and hands everything else to
//     the panel in front.
//   - At most one refresh or evaluation is under way; what arrives meanwhile
//     asks for one more after it. The engine of metrics thereby learns of
//     changes in their order, and the data shown is never older than what was
//     shown before.
//   - The watch for changes is a command that asks Logbook.Changed four times
//     a second (a few µs each) and returns only when there is something. File
//     notifications were not taken: they do not exist on network file systems,
//     where a shared data file is likeliest, and save less than 0.01 % of CPU.
//   - A toast stays until the next key instead of for some seconds: no timer,
//     and slow readers can read it.
//   - Frames go to the terminal through an own painter (painter.go,
//     widget.Paint) beside Bubble Tea's renderer, which keeps the modes of the
//     terminal, suspending and giving it back. That renderer paints whole rows
//     anew wherever a wide character is in sight, waits for its clock before a
//     key is answered, and holds 3 MiB for a 200×60 window; a session over a
//     network has no use for any of it.
//   - A form, a text in the user's editor and long work are asked for by messages
//     (panel.Form, Edit, Progress), so that a panel needs to know of none of them.
//     What is typed outlives a write that fails: in the form, or in the editor's
//     file, whose path is said.
//   - Long work that writes runs one at a time. Two imports at once would take
//     the data file from each other and could not be told apart in one row.
//   - Regions of the screen (head, body, foot) are drawn again only when a
//     message touched them; rows that came out the same are not rendered.
//   - Linear mode reads the grid that is drawn anyway and says what changed in
//     it: panels know nothing of it, so none can be left out. The price is that
//     it says what is on the screen, in its words and abbreviations.
//   - A cockpit that is stopped (ctrl+z) lets go of the data file first; signals
//     end it by the context alone, so that its exit status does not depend on
//     who hears of them first.
package tui
