// Package store keeps the event log of foresail and what is folded from it in
// one bbolt file.
//
// It promises: an Append that returned is on disk; one that failed says so; a
// retry of the same activity records nothing twice; no process keeps the file
// between transactions; a file that is empty, cut, damaged, foreign or newer
// is refused in words and never written over. It imports its own
// subpackages, bbolt and golang.org/x/sys; nothing else imports bbolt.
//
// # The file
//
//	meta      format, file, node, clock, rev, zone
//	nodes     number u16 → node u64
//	log
//	  <node>  first sequence number u64 → block of events
//	dict      number u32 → text or id
//	words     text or id → number u32
//	ids       run u32 → sorted entries: 8 bytes of the activity's id, node number u16, sequence number u48
//	entities  type u8, id → assertions and marks
//	cells     day u32 → counts by rep, kind and outcome
//	rows      day u32, chunk u16 → the day's activities
//	journal   revision u64 → what that transaction touched
//
// The log is the truth; ids, entities, cells, rows and journal are derived
// from it (Rebuild).
//
// # The lease
//
// bbolt locks its file for as long as it is open, and polls for that lock.
// So a transaction first takes a lock on <file>.lock, for which the operating
// system queues those who wait, then opens the file, works, commits, closes it
// and lets the lock go. Whoever replaces the file (Restore, Rebuild) has the
// lock too, so nobody writes into a file that was replaced.
//
// # Decisions
//
//   - Events are kept in blocks of up to 64 or one page: a key and a header an
//     event would cost as much as the event. Appending rewrites the last
//     block, which lies on a page that is written anyway. Every event has a
//     checksum of its own, over its bytes and its place.
//   - Ids of imported activities are random. Kept as keys they would touch a
//     page each; sorted runs that merge like a binary counter cost 16 bytes
//     an activity and sequential writes.
//   - A snapshot reads all entities and day counts at once, and the rows of
//     days when they are asked for. Refresh reads the journal and then only
//     what was touched; who lags by more than a thousand transactions reads
//     everything.
//   - Readers take the same exclusive lease as writers: a shared one would let
//     a stream of readers starve a writer, and reading takes a millisecond.
//   - Sync needs three things of the log, whoever carries it: Nodes (the clock
//     to exchange), Events (what the other lacks) and Merge (idempotent, in
//     any order of nodes). A replicated stream can be put under them later.
package store
