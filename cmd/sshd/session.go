package sshd

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"foresail/cmd/keyring"
	"foresail/store/record"

	tea "charm.land/bubbletea/v2"
	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// session is one channel of a client: a cockpit or a command.
type session struct {
	server *Server
	guest  Guest
	ch     gossh.Channel
	conn   *gossh.ServerConn
	ctx    context.Context
	cancel context.CancelCauseFunc
	line   atomic.Pointer[line]   // to the client, once there is one
	sizes  chan tea.WindowSizeMsg // holds the newest that was not taken
	over   atomic.Bool            // its work is done

	// Of the loop over requests only:
	term     *terminal // nil without one
	begun    bool
	requests int
	envBytes int
}

// open is called for every channel of kind "session" that a client opens.
func (s *Server) open(_ *ssh.Server, conn *gossh.ServerConn, c gossh.NewChannel, ctx ssh.Context) {
	v := visitOf(ctx)
	if v == nil || !v.add() {
		s.meter.refused(refusedSessions)
		_ = c.Reject(gossh.ResourceShortage, "foresail: "+s.Say.T("serve.refused.channels"))
		return
	}
	defer v.remove()
	x, why := s.admit(conn, ctx)
	if why != nil {
		s.meter.refused(why.counts)
		s.Log.Info("session refused", "why", why.counts, "user", brief(conn.User()), "address", conn.RemoteAddr())
		_ = c.Reject(gossh.ResourceShortage, "foresail: "+s.Say.T(why.says))
		return
	}
	defer s.dismiss(x)
	ch, requests, err := c.Accept()
	if err != nil {
		return
	}
	x.ch = ch
	x.line.Store(newLine(x))
	x.serve(requests)
}

// refusal is why a session is refused, for the counter and for the client.
type refusal struct{ counts, says string }

// admit makes a session for whoever proved a key on a connection, as long as
// the key is still let in.
func (s *Server) admit(conn *gossh.ServerConn, ctx context.Context) (*session, *refusal) {
	if conn.Permissions == nil {
		return nil, &refusal{refusedRevoked, "serve.end.revoked"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.roster.find(conn.Permissions.Extensions[provenKey])
	mine := 0
	for v := range s.sessions {
		if v.guest.Key.Fingerprint == g.Key.Fingerprint {
			mine++
		}
	}
	switch {
	case !ok:
		return nil, &refusal{refusedRevoked, "serve.end.revoked"}
	case s.stopping:
		return nil, &refusal{refusedSessions, "serve.end.stopped"}
	case len(s.sessions) >= s.Limits.Sessions:
		return nil, &refusal{refusedSessions, "serve.refused.sessions"}
	case mine >= s.Limits.SessionsPerKey:
		return nil, &refusal{refusedMine, "serve.refused.mine"}
	}
	g.Addr = conn.RemoteAddr().String()
	x := &session{server: s, guest: g, conn: conn, sizes: make(chan tea.WindowSizeMsg, 1)}
	x.ctx, x.cancel = context.WithCancelCause(ctx)
	s.sessions[x] = true
	return x, nil
}

func (s *Server) dismiss(x *session) {
	x.cancel(errGone)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, x)
}

// end ends the session for a reason. The first one counts. Whatever still
// runs then loses its channel after a moment.
func (x *session) end(why error) {
	x.cancel(why)
}

// serve answers the requests of the client until it closes the channel.
func (x *session) serve(requests <-chan *gossh.Request) {
	var running sync.WaitGroup
	for r := range requests {
		ok, run := x.request(r)
		if r.WantReply {
			_ = r.Reply(ok, nil)
		}
		if run != nil {
			x.begun = true
			x.server.running.Add(1)
			running.Go(func() {
				defer x.server.running.Done()
				x.run(run)
			})
		}
		if x.requests > maxRequests && !x.begun || x.envBytes > maxEnvBytes {
			x.server.Log.Info("session closed: too many requests", "rep", x.guest.Name, "address", x.guest.Addr)
			x.ch.Close()
			break
		}
	}
	x.cancel(errGone)
	go gossh.DiscardRequests(requests)
	running.Wait()
	x.ch.Close()
}

// request answers one request, and gives what is to be run, if anything. What
// is not in the table is refused.
func (x *session) request(r *gossh.Request) (ok bool, run func() int) {
	x.requests++
	if answer := answers[r.Type]; answer != nil {
		return answer(x, r.Payload)
	}
	x.server.meter.refused(refusedRequest)
	x.server.Log.Info("request refused", "request", r.Type, "rep", x.guest.Name, "address", x.guest.Addr)
	return false, nil
}

// answers are the requests that are answered. Not among them, and so refused:
// subsystems, agent and X11 forwarding, breaks.
var answers = map[string]func(*session, []byte) (bool, func() int){
	"pty-req":       (*session).askedTerminal,
	"window-change": (*session).askedSize,
	"env":           (*session).askedEnv,
	"shell":         (*session).askedShell,
	"exec":          (*session).askedCommand,
	"signal":        (*session).askedSignal,
}

func (x *session) askedTerminal(payload []byte) (bool, func() int) {
	t, ok := readTerminal(payload)
	if !ok || x.term != nil || x.begun {
		return false, nil
	}
	x.term = t
	return true, nil
}

func (x *session) askedSize(payload []byte) (bool, func() int) {
	var r windowRequest
	if x.term == nil || gossh.Unmarshal(payload, &r) != nil {
		return false, nil
	}
	w, h := clamp(r.W, r.H)
	if x.begun {
		x.resize(tea.WindowSizeMsg{Width: w, Height: h})
	} else {
		x.term.w, x.term.h = w, h
	}
	return true, nil
}

// resize puts a size in the place of one that was not taken yet.
func (x *session) resize(size tea.WindowSizeMsg) {
	select {
	case <-x.sizes:
	default:
	}
	x.sizes <- size // only here is anything put in
}

// askedEnv drops a variable: nothing that a client sets has a say here.
func (x *session) askedEnv(payload []byte) (bool, func() int) {
	x.envBytes += len(payload)
	return false, nil
}

func (x *session) askedShell([]byte) (bool, func() int) {
	switch {
	case x.begun:
		return false, nil
	case x.term == nil:
		return true, x.noTerminal
	}
	return true, x.cockpit
}

func (x *session) askedCommand(payload []byte) (bool, func() int) {
	var r commandRequest
	if x.begun || gossh.Unmarshal(payload, &r) != nil || len(r.Command) > maxCommand {
		return false, nil
	}
	return true, func() int { return x.command(r.Command) }
}

// askedSignal ends a command or cockpit on a signal that ends programs.
func (x *session) askedSignal(payload []byte) (bool, func() int) {
	var r signalRequest
	if gossh.Unmarshal(payload, &r) == nil && (r.Signal == "INT" || r.Signal == "TERM" || r.Signal == "HUP" || r.Signal == "KILL") {
		x.end(errGone)
	}
	return false, nil
}

// run does the work of the session, tells its end, and closes it.
func (x *session) run(work func() int) {
	s := x.server
	began := s.Now()
	s.meter.sessions.Add(1)
	defer s.meter.sessions.Add(-1)
	x.seen()
	closeLate := context.AfterFunc(x.ctx, x.closeLate)
	defer closeLate()
	if s.Limits.Lasting > 0 {
		lasting := time.AfterFunc(s.Limits.Lasting, func() { x.end(errLasting) })
		defer lasting.Stop()
	}
	status := x.guarded(work)
	x.over.Store(true)
	if why := x.ended(); why != nil && why != errGone {
		status = max(status, 1)
		fmt.Fprint(x.line.Load(), "\r\nforesail: "+s.Say.T("serve.end."+why.Error())+"\r\n")
		if why == errRevoked {
			defer time.AfterFunc(graceOnStop, func() { x.conn.Close() })
		}
	}
	_, _ = x.ch.SendRequest("exit-status", false, gossh.Marshal(struct{ Status uint32 }{uint32(status)}))
	_ = x.ch.Close()
	s.Log.Info("session ended", "rep", x.guest.Name, "address", x.guest.Addr, "why", context.Cause(x.ctx), "status", status,
		"lasted", s.Now().Sub(began).Round(time.Millisecond), "sent", x.line.Load().sent.Load())
}

// closeLate closes the channel a moment after the end of the session, and the
// connection of a client that does not even take that.
func (x *session) closeLate() {
	time.AfterFunc(graceOnStop, func() { x.ch.Close() })
	time.AfterFunc(graceOnStop+x.server.Limits.Stuck, func() {
		if !x.over.Load() {
			x.conn.Close()
		}
	})
}

// ended gives why the server or the client ended the session; nil for one
// that came to its own end.
func (x *session) ended() error {
	if x.ctx.Err() == nil {
		return nil
	}
	for _, why := range []error{errStopped, errRevoked, errIdle, errLasting, errStuck, errSlow} {
		if errors.Is(context.Cause(x.ctx), why) {
			return why
		}
	}
	return errGone
}

// guarded keeps a panic of one session from ending the others.
func (x *session) guarded(work func() int) (status int) {
	defer func() {
		if p := recover(); p != nil {
			x.server.Log.Error("panic in a session", "rep", x.guest.Name, "panic", p, "stack", stack())
			status = 1
		}
	}()
	return work()
}

// noTerminal answers a client that asks for a shell without a terminal.
func (x *session) noTerminal() int {
	fmt.Fprintln(x.ch.Stderr(), "foresail: "+x.server.Say.T("serve.no_terminal"))
	return 2
}

// seen notes that a key came in today, at most once a day.
func (x *session) seen() {
	s := x.server
	today := record.DateOf(s.Now())
	g, ok := s.roster.find(x.guest.Key.Fingerprint)
	if !ok || g.Key.Seen >= today {
		return
	}
	s.running.Go(func() {
		if _, err := s.Store.Append(x.ctx, record.ID{}, keyring.Seen(g.Key.Fingerprint, today)); err != nil && x.ctx.Err() == nil {
			s.Log.Warn("not noted that a key came in", "fingerprint", g.Key.Fingerprint, "why", err)
		}
	})
}
