package sshd

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"foresail/store"
	"foresail/store/say"
	"foresail/tui"

	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Config says what a server serves. All but Say and Limits is required.
type Config struct {
	Store *store.Store // as the file's owner
	Key   gossh.Signer // the server's own
	Now   func() time.Time
	Log   *slog.Logger
	Say   *say.Printer // nil for English

	// Open completes what a guest's cockpit runs on: the server has set what
	// belongs to the terminal. leave is called when the guest has left.
	Open func(context.Context, Guest, tui.Options) (o tui.Options, leave func(), err error)
	// Run runs a command for a guest, under the guest's grant, and gives its
	// exit status.
	Run func(context.Context, Guest, Streams, []string) int

	Limits Limits
}

// Server serves cockpits and commands over SSH.
type Server struct {
	Config
	ssh    *ssh.Server
	roster *roster
	gate   atomic.Pointer[gate]
	meter  *meter

	mu       sync.Mutex
	sessions map[*session]bool
	stopping bool
	running  sync.WaitGroup
}

// New makes a server. It reads who is let in, and opens nothing.
func New(ctx context.Context, c Config) (*Server, error) {
	if c.Say == nil {
		c.Say = say.English()
	}
	c.Limits = c.Limits.withDefaults()
	s := &Server{Config: c, sessions: make(map[*session]bool)}
	s.meter = newMeter()
	var err error
	if s.roster, err = newRoster(ctx, c.Store, s.revoke); err != nil {
		return nil, err
	}
	s.ssh, err = wish.NewServer(
		wish.WithPublicKeyAuth(s.known),
		ssh.WrapConn(s.arrived),
		func(srv *ssh.Server) error {
			srv.HostSigners = []ssh.Signer{c.Key}
			srv.HandshakeTimeout = c.Limits.Handshake
			srv.ServerConfigCallback = s.protocol
			srv.ConnectionFailedCallback = s.failed
			srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.open, "default": refuseChannel}
			srv.RequestHandlers = map[string]ssh.RequestHandler{}
			return nil
		},
	)
	return s, err
}

// Empty reports that no key is let in.
func (s *Server) Empty() bool { return s.roster.empty() }

// Serve serves until the context ends, then tells the sessions and ends them.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	gate := newGate(l, s.Limits, s.Now, s.turnedAway)
	s.gate.Store(gate)
	watching, stop := context.WithCancel(ctx)
	defer stop()
	var watch sync.WaitGroup
	watch.Go(func() { s.watch(watching) })
	ended := make(chan error, 1)
	go func() { ended <- s.ssh.Serve(gate) }()
	var err error
	select {
	case <-ctx.Done():
		s.stop()
		<-ended
	case err = <-ended:
		s.stop()
	}
	stop()
	watch.Wait()
	return err
}

// stop takes no more connections, tells the sessions that the server stops,
// and closes what is left after a moment.
func (s *Server) stop() {
	s.gate.Load().Listener.Close()
	s.mu.Lock()
	s.stopping = true
	n := len(s.sessions)
	for v := range s.sessions {
		v.end(errStopped)
	}
	s.mu.Unlock()
	s.Log.Info("stopping", "sessions", n)
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(graceOnStop):
		s.Log.Warn("sessions did not end in time", "after", graceOnStop)
	}
	s.ssh.Close()
}

// Listen opens the address to serve on.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, say.Because(err, "serve.taken", "address", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, say.Because(err, "serve.low_port", "address", addr)
	case err != nil:
		return nil, say.Because(err, "serve.no_address", "address", addr)
	}
	return l, nil
}

// Pulse is how often the data file is looked at for changes by anybody.
const Pulse = 100 * time.Millisecond

// watch follows the data file: who is let in, and when it changed.
func (s *Server) watch(ctx context.Context) {
	tick := time.NewTicker(Pulse)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		changed, err := s.roster.follow(ctx)
		if (err != nil) != failing && ctx.Err() == nil {
			failing = err != nil
			s.Log.Warn("data file", "readable", !failing, "why", err)
		}
		if changed {
			s.meter.changes.Add(1)
			s.poke()
		}
	}
}

// poke begins the time that a change takes to every screen.
func (s *Server) poke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	for v := range s.sessions {
		if line := v.line.Load(); line != nil {
			line.poked(now)
		}
	}
}

// revoke ends the sessions of a key.
func (s *Server) revoke(fingerprint string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for v := range s.sessions {
		if v.guest.Key.Fingerprint == fingerprint {
			v.end(errRevoked)
		}
	}
}

// turnedAway counts a connection that the gate refused.
func (s *Server) turnedAway(addr netip.Addr, why string) {
	s.meter.refused(why)
	s.Log.Debug("connection refused", "address", addr, "why", why)
}
