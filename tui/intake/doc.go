// Package intake stands between a terminal and the program that reads it, and
// keeps from the program what would break it or grow without bound.
//
// It promises: what a terminal sends when one types, pastes or answers a
// question passes byte for byte, however the reads are split, and nothing that
// passes waits for what comes next but the bytes of one character. Whatever
// else comes in, no escape sequence that passes has more than 16 parameters, a
// number of more than nine digits, or more than 4 KiB; no byte above 0x7F
// passes but as part of a character, so that none can begin a sequence; and no
// paste is longer than MostPasted. It imports nothing of foresail.
//
// # Decisions
//
//   - The parser that Bubble Tea reads with (x/ansi 0.11.9) writes past its 32
//     parameters, in a goroutine whose panic nothing catches: 68 bytes from one
//     client ended a server with everybody's cockpits. Counting before the
//     parser is the only place where this can be kept from it.
//   - What is held back until it is whole is a character, and never an escape
//     sequence: Escape alone is a key, and so is Alt with a bracket. A sequence
//     that is found to be wrong after its beginning has passed is therefore
//     ended there and then, and its rest is swallowed. One that came in a single
//     read, as all do that terminals send, is dropped as a whole.
//   - Introducers of eight bits (0x90, 0x9B and others) are dropped. Terminals
//     send them only when told to, which nobody does here, and to tell them from
//     letters depends on where one began to read: 0x9B is the second byte of Л.
//   - Key records of Windows (CSI … _) are dropped: one of them says how often
//     it is to be repeated, and 20 bytes make 65,535 keys.
//   - A paste that is too long is ended where it has the length, so that the
//     program gets what fits; the rest is swallowed up to the end of the paste,
//     and what is told with it says so. 5,000 lines of 200 bytes fit.
//   - In a paste no escape sequence passes but its end, and that in one piece.
//     A program that waited too long for the rest of one would not see the end,
//     and take all that follows for pasted.
//   - Bubble Tea keeps what it does not understand until 50 ms without input
//     have passed, and all that comes behind it. A breath of 60 ms every 128 KiB
//     bounds that, whatever it is that is not understood.
//   - A pause ends what is unfinished, as it does for the program: 200 ms in a
//     string, since Alt with a bracket looks like the beginning of one, and half
//     a minute in what is swallowed, since networks stall.
//   - The console of Windows is read here, too. Left to itself, Bubble Tea reads
//     it past any reader, and what is pasted or answered there comes as the same
//     sequences, a character a record, to the same parser. It is kept from that
//     by giving it a terminal that has no name. Keys, pastes, the mouse and
//     answers come as characters then; of the other records only the size counts.
//     Built and vetted for Windows, but run there by nobody yet: what does not
//     need a console, the pairing of UTF-16 units, is tested everywhere.
package intake
