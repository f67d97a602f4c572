// Package cockpits seats many cockpits at one data file: it gives each what it
// is to see of the file and what it works out together with the others.
//
// It promises: a cockpit gets no more than its store.Grant allows, since it
// reads and writes through a handle under that grant; the file is read once for
// everybody when it changes, and the numbers are worked out once for all who
// look at the same; who writes has all the others told at once, who writes from
// another process within a moment; telling never waits for anybody. It imports
// tui, tui/{entry,panel}, metrics, store, store/event, store/record and
// store/say; it knows nothing of SSH.
//
// # Decisions
//
//   - Word of a change is a token in a channel of one place, not a message: a
//     cockpit that is behind finds one token, however much happened, and reads
//     the newest state. So a client that is stuck holds up nobody, and costs
//     the memory of one token.
//   - One goroutine asks whether the file changed (a few µs, four times a
//     second), instead of one a cockpit; nobody asks while nobody sits here.
//   - Who sees the whole file shares one book, and so do all cockpits of one
//     rep; indexes for quick entry are made once for each of these.
package cockpits
