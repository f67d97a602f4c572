package sshd

import "errors"

// The reasons for which the server ends a session. Each is told to the client
// in a line, serve.end.REASON.
var (
	errStopped = errors.New("stopped")
	errRevoked = errors.New("revoked")
	errIdle    = errors.New("idle")
	errLasting = errors.New("lasting")
	errGone    = errors.New("gone") // the client left: nobody to tell
	errStuck   = errors.New("stuck")
	errSlow    = errors.New("slow") // a command took too long
)
