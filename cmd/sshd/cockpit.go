package sshd

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"foresail/tui"
)

// framesPerSecond is how often a screen far away is drawn at most.
const framesPerSecond = 30

// cockpit shows the cockpit to the client until either has had enough.
func (x *session) cockpit() int {
	s := x.server
	s.Log.Info("cockpit", "rep", x.guest.Name, "role", x.guest.Grant.Role, "fingerprint", x.guest.Key.Fingerprint,
		"user", brief(x.conn.User()), "address", x.guest.Addr, "client", brief(string(x.conn.ClientVersion())), "term", x.term.name, "w", x.term.w, "h", x.term.h)
	s.meter.cockpits.Add(1)
	x.line.Load().shows.Store(true)
	o, leave, err := s.Open(x.ctx, x.guest, x.options())
	if err != nil {
		fmt.Fprint(x.line.Load(), "foresail: "+s.Say.Err(err)+"\r\n")
		return 1
	}
	defer leave()
	defer x.line.Load().watchIdle(s.Limits.Idle)()
	err = tui.Run(x.ctx, o)
	switch {
	case err == nil || x.ctx.Err() != nil:
		return 0
	case errors.Is(err, tea.ErrProgramPanic):
		s.Log.Error("panic in a cockpit", "rep", x.guest.Name, "why", err)
	default:
		s.Log.Warn("cockpit failed", "rep", x.guest.Name, "why", err)
	}
	return 1
}

// options sets what belongs to the client's terminal. The terminal's name is
// all of its surroundings that counts.
func (x *session) options() tui.Options {
	environ := []string{"TERM=" + x.term.name, "SSH_TTY=ssh"}
	l := x.line.Load()
	return tui.Options{
		In: l, Out: l, Environ: environ, Remote: true, FPS: framesPerSecond, Sizes: x.sizes,
		Program: []tea.ProgramOption{
			tea.WithWindowSize(x.term.w, x.term.h),
			tea.WithColorProfile(colorprofile.Env(environ)),
			tea.WithoutSignalHandler(),
		},
	}
}
