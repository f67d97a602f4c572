package sshd

import (
	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"foresail/store/clean"
)

// refuseChannel turns away what is not a session: port forwarding of every
// kind, tunnels, agents, X11.
func refuseChannel(_ *ssh.Server, _ *gossh.ServerConn, c gossh.NewChannel, _ ssh.Context) {
	_ = c.Reject(gossh.Prohibited, "foresail serves cockpits and commands only: no forwarding")
}

// The payloads of the requests that are understood.
//
// Source: RFC 4254, sections 6.2, 6.5, 6.7 and 6.9.
type (
	ptyRequest struct {
		Term          string
		W, H          uint32 // columns and rows
		PixelW        uint32
		PixelH        uint32
		TerminalModes string
	}
	windowRequest  struct{ W, H, PixelW, PixelH uint32 }
	commandRequest struct{ Command string }
	signalRequest  struct{ Signal string }
)

// terminal is the client's, nil where it has none.
type terminal struct {
	name string
	w, h int
}

// clamp brings a size that a client claims to one that can be drawn; where it
// claims none, to the usual one.
func clamp(w, h uint32) (int, int) {
	bound := func(n uint32, most, usual int) int {
		if n == 0 {
			return usual
		}
		return int(min(n, uint32(most)))
	}
	return bound(w, maxW, defaultW), bound(h, maxH, defaultH)
}

func readTerminal(payload []byte) (*terminal, bool) {
	var r ptyRequest
	if gossh.Unmarshal(payload, &r) != nil || len(r.Term) > maxTerm {
		return nil, false
	}
	t := &terminal{name: clean.Line(r.Term)}
	t.w, t.h = clamp(r.W, r.H)
	return t, true
}
