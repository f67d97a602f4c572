// Package keyring says who may come in over SSH: it reads public keys as
// OpenSSH writes them, and keeps what is known of each in the data file.
//
// It promises: one bad line neither lets anybody in nor keeps anybody out, and
// each is refused with its number and its reason; a private key that was
// pasted by mistake is said to be one, and nothing of it is kept or shown. It
// may import store, store/… and golang.org/x/crypto/ssh.
//
// # Decisions
//
//   - Keys are settings of the data file ("ssh-key FINGERPRINT"), not a file
//     beside it: a backup and a sync carry them, history says who let whom in,
//     a revoked key stays known as revoked, and a change is seen the way every
//     other change is. Only who may write settings may write them.
//   - Kept is the fingerprint (SHA-256), not the key: it is what a key is
//     compared by, and nobody can come in with it.
//   - An own reader instead of the library's: that one stops at the first bad
//     line, takes options of which none would be obeyed here, and says nothing
//     of why.
//   - Options and certificates are refused rather than ignored: a line with
//     from="10.0.0.0/8" says something that would silently not hold.
package keyring
