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
//	meta      what every transaction writes, on one page: format, file, node, zone, clock, rev,
//	          words (next number of dict), ids (newest entries), journal (newest notes),
//	          recalls (runs of events that are taken back with their import)
//	nodes     number u16 → node u64
//	log
//	  <node>  first sequence number u64 → block of events
//	dict      number u32 → text or id
//	words     text or id → number u32
//	ids       "runs" → directory of the runs
//	  <run>   first entry → sorted entries of 12 bytes: 6 for the activity's id, 6 for its place in the log
//	entities  type u8, id → assertions and marks
//	cells     day u32 → counts by rep, kind and outcome
//	rows      day u32, chunk u16 → the day's activities, in the order of their coming
//	journal   revision u64 → notes of what that transaction and those after it touched
//
// The log and dict are the truth; ids, entities, cells, rows and journal are
// derived from them (Rebuild). Values of log, dict, entities, cells and rows
// carry CRC-32C checksums; an entry of ids is a hint that is verified against
// the event it points to.
//
// # The lease
//
// bbolt locks its file for as long as it is open, and polls for that lock,
// which starves whoever is unlucky. So a transaction first queues at
// <file>.lock with a blocking flock; at the head of the queue it waits, also
// blocking, for the data file's own lock, and lets the next one to the head.
// Then it opens the file, works, commits and closes it. Readers share the lock
// of the data file. Whoever replaces the file (Restore, Rebuild) stays at the
// head of the queue meanwhile, and everybody compares the file that it locked
// with the one that the path names, so nobody writes into a file that was
// replaced.
//
// # Grants
//
// As gives a handle on the same open file for somebody with a role (Grant);
// every exported method is held to it, and a test goes through all of them,
// all kinds of facts and all types of records. The owner of the file, who
// opened it, has no grant and may do everything; the zero Grant nothing.
//
//   - viewer: team totals. rep: reads and writes own records, and team totals.
//     manager: reads everything, writes own records, goals, annotations and
//     measurements, and hands deals and accounts over. admin: everything.
//   - A rep sees the deals they own; the accounts they own or nobody owns, and
//     the contacts there; the own name; goals of the team and their own. Of
//     another's account that their deals are at or they were in touch with they
//     see the name, what they did there and what they said of contacts that they
//     entered: touching it opens nothing. Everybody sees stages, kinds,
//     measurements, annotations and the settings that numbers depend on.
//   - An event that the grantee neither sees nor recorded does not exist for
//     them: no refusal says what it is about.
//   - Own is what the owner field says now. A new owner may not assert what
//     held before the handover, and the former one may not take back what they
//     recorded.
//   - The id of an account is made of its name, so whoever logs "call acme"
//     names the Acme of somebody else without knowing of it. The entry is
//     recorded; what it says of the account by the way (its name, that it is
//     theirs, a next step, which the entry holds too) is left out, neither
//     refused nor written (Receipt.Left). From then on they were in touch with
//     it and see its name.
//   - Sums of a team are worked out of the whole (Snapshot.Totals) by whoever
//     shows them; a Snapshot under a grant hands records out only as far as
//     they may be seen.
//   - All handles under grants share one snapshot of the whole, and one book a
//     rep, brought up to date at a cost in proportion to the change. Who was
//     in touch with which account is counted by day: 8 bytes a rep, account
//     and day, read once when the first rep comes.
//
// # Imports
//
// A Batch that was told of a file (Batch.Import) ends each transaction with a
// note of which events came with it. Undo of a note appends one event that takes
// the whole import back, or brings it again. No entity is written for that: the
// runs of events that do not count are in meta, and whoever decodes an entity
// attaches those that concern it (record.Recalls.Attach). Only the days are
// counted anew, from the log, in the same transaction: a million activities in
// about three seconds of a processor and 150 MB, during which nobody else has
// the file; ending it leaves everything as it was.
//
//   - What somebody changed later, before the import was taken back, stays
//     whole; that is read off each entity, whatever order machines hear of it in.
//   - A record that later facts refer to is restored by the one who takes the
//     import back, with a Void for each of its events. More than 50,000 of these
//     are refused (ErrInUse): that is what another import rests on.
//   - A reference that was recorded elsewhere and arrives later finds no name;
//     bringing the import again gives it one.
//   - An activity whose import was taken back may be logged anew under its id.
//     Every event that logs an id is in the index, for any may come to count.
//   - Only an admin takes imports back: they are about everybody's records.
//
// # Sync
//
// Three calls carry a sync, whoever transports it: Nodes says which events of
// every node are here (the clock that two files exchange), Events reads those
// that the other lacks, Merge takes them in: idempotent, in any order of
// nodes, without gaps in one node. event.Encode with a nil dictionary is the
// portable form of an event. A replicated stream of another engine could be
// put under the same three.
//
// # Decisions
//
//   - Events are kept in blocks of four to a page: a key and a header an event
//     would cost as much as the event. Appending rewrites the last block, on a
//     page that is written anyway. Every event has a checksum of its own, over
//     its bytes and its place.
//   - Ids of imported activities are random. Kept as keys they would touch a
//     page each; sorted runs, of which four of a size are merged, cost 12
//     bytes an activity and sequential writes. An import keeps a Bloom filter
//     of them in memory (2 bytes an activity), so that asking for a row that
//     is new costs no search.
//   - Who writes while another one waits for the disk shares the next commit
//     (commit.go): 50 sessions write thirty times as much as one, at no cost
//     to a single one.
//   - A snapshot reads all entities at once, and counts and rows by spans of
//     days when they are asked for. Refresh reads the journal and then only
//     what was touched; who lags by a thousand transactions, or follows an
//     import, reads everything. The price of reading late is that a day may be
//     newer than its snapshot until the next Refresh.
//   - A panic or fault inside bbolt, which damaged pages cause, becomes
//     ErrDamaged; its lock is given back and its memory map left. Writing to a
//     file with damaged pages can still exhaust memory inside bbolt, so a file
//     that is not trusted is to be checked in a process of its own.
//   - After a failed sync the file is read again: when the entry is not there
//     nothing was saved; when it is, nobody knows whether it outlives a power
//     cut, and ErrUncertain says so. Repeating the call is safe.
//   - Backup copies under a read lease: writers wait as long as copying takes.
//     bbolt's pages change in place, so there is no consistent copy without.
package store
