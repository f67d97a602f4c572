package sshd

import (
	"fmt"
	"strings"
	"time"
)

// command runs one command line: `ssh team@host report weekly`. Its words are
// split as a shell would (quotes, backslashes), and nothing else that a shell
// does is done: there is none.
func (x *session) command(text string) int {
	s := x.server
	words, err := split(text)
	io := x.streams()
	if err != nil {
		fmt.Fprintln(io.Err, "foresail: "+s.Say.T("serve.command.quotes"))
		return 2
	}
	if len(words) > 0 && words[0] == "foresail" {
		words = words[1:]
	}
	if len(words) == 0 {
		if x.term == nil {
			return x.noTerminal()
		}
		return x.cockpit()
	}
	s.Log.Info("command", "rep", x.guest.Name, "role", x.guest.Grant.Role, "fingerprint", x.guest.Key.Fingerprint,
		"user", brief(x.conn.User()), "address", x.guest.Addr, "command", verb(words[0]))
	s.meter.commands.Add(1)
	if s.Limits.Command > 0 {
		slow := time.AfterFunc(s.Limits.Command, func() { x.end(errSlow) })
		defer slow.Stop()
	}
	if x.term != nil {
		io.In = x.typed()
	}
	return s.Run(x.ctx, x.guest, io, words)
}

// streams gives what a command reads and writes.
func (x *session) streams() Streams {
	out := Streams{In: newPipe(x), Out: x.line.Load(), Err: side{x.line.Load()}}
	if x.term != nil {
		out.Out, out.Err = cooked{out.Out}, cooked{out.Err}
	}
	return out
}

// brief cuts what a client says of itself for the log.
func brief(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), maxTold)], "")
}

// verb gives the first word of a command for the log, if it can be one: what
// else a client says there may be anything.
func verb(word string) string {
	if len(word) > 20 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return "?"
	}
	return word
}
