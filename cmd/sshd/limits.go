package sshd

import "time"

// Limits bound what clients may take. Zero means no limit for the times, and
// is replaced by the default for the counts.
type Limits struct {
	Conns          int // connections in all
	ConnsPerAddr   int // connections from one address
	Waiting        int // connections that have not proven who they are yet
	WaitingPerAddr int // the same from one address
	Rate           float64
	RatePerAddr    float64 // new connections a second, from one address; Rate is that from all

	Sessions       int // cockpits and commands in all
	SessionsPerKey int

	Handshake time.Duration // until a client has proven who it is
	Idle      time.Duration // without input
	Lasting   time.Duration // of a session, however busy
	Command   time.Duration // of a command
	Stuck     time.Duration // that a client may take to read what a cockpit, or the connection, sent
}

// DefaultLimits suit a team of up to a hundred on a small machine.
func DefaultLimits() Limits {
	return Limits{
		Conns: 512, ConnsPerAddr: 128, Waiting: 128, WaitingPerAddr: 16, Rate: 50, RatePerAddr: 10,
		Sessions: 256, SessionsPerKey: 16,
		Handshake: 5 * time.Second, Idle: 4 * time.Hour, Lasting: 7 * 24 * time.Hour,
		Command: 15 * time.Minute, Stuck: 20 * time.Second,
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	for _, v := range []struct{ have, want *int }{
		{&l.Conns, &d.Conns}, {&l.ConnsPerAddr, &d.ConnsPerAddr}, {&l.Waiting, &d.Waiting},
		{&l.WaitingPerAddr, &d.WaitingPerAddr}, {&l.Sessions, &d.Sessions}, {&l.SessionsPerKey, &d.SessionsPerKey},
	} {
		if *v.have <= 0 {
			*v.have = *v.want
		}
	}
	for _, v := range []struct{ have, want *float64 }{{&l.Rate, &d.Rate}, {&l.RatePerAddr, &d.RatePerAddr}} {
		if *v.have <= 0 {
			*v.have = *v.want
		}
	}
	if l.Handshake <= 0 {
		l.Handshake = d.Handshake
	}
	if l.Stuck <= 0 {
		l.Stuck = d.Stuck
	}
	return l
}

// The bounds of one connection, which no client of good will comes near.
const (
	maxChannels  = 16       // sessions over one connection at a time
	maxRequests  = 256      // requests on a session before it begins
	maxEnvBytes  = 16 << 10 // of environment variables, which are all dropped
	maxTerm      = 64       // bytes of a terminal's name
	maxCommand   = 64 << 10 // bytes of a command
	maxTold      = 64       // bytes of a user name or a client's version in the log
	maxTries     = 3        // proofs of a key in one connection
	maxW, maxH   = 400, 150 // cells of a window
	defaultW     = 80
	defaultH     = 24
	graceOnStop  = 3 * time.Second
	emptyConnFor = 2 * time.Minute // a connection without a session
)

// GarbagePercent is how much garbage a server lets grow beside what it uses,
// before it collects (GOGC).
const GarbagePercent = 50
