package sshd

import (
	"bytes"
	"context"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// line is the way to and from a client's terminal. It knows when the client
// typed last, and gives up on a screen that does not take what it is sent.
type line struct {
	x     *session
	shows atomic.Bool  // a cockpit, and not a command, whose reader may pause
	typed atomic.Int64 // time of the last input, in ns since 1970
	news  atomic.Int64 // time of a change that is not on the screen yet; 0 for none
	sent  atomic.Int64 // bytes
}

func newLine(x *session) *line {
	l := &line{x: x}
	l.typed.Store(x.server.Now().UnixNano())
	return l
}

// Read implements io.Reader: what the client types.
func (l *line) Read(b []byte) (int, error) {
	n, err := l.x.ch.Read(b)
	if n > 0 {
		l.typed.Store(l.x.server.Now().UnixNano())
		l.news.Store(0)
	}
	if err != nil {
		l.x.end(errGone)
	}
	return n, err
}

// Write implements io.Writer: what the client shows.
func (l *line) Write(b []byte) (int, error) { return l.to(l.x.ch, b) }

// to writes to the channel or its side stream: a cockpit within the time that
// a client may take, of which else only this session is lost. What a command
// writes may wait for `less` on the other side as long as a command may take.
func (l *line) to(w io.Writer, b []byte) (int, error) {
	s := l.x.server
	if l.shows.Load() {
		stuck := time.AfterFunc(s.Limits.Stuck, func() {
			l.x.end(errStuck)
			l.x.ch.Close()
		})
		defer stuck.Stop()
	}
	n, err := w.Write(b)
	l.sent.Add(int64(n))
	s.meter.bytes.Add(int64(n))
	if at := l.news.Swap(0); at != 0 {
		s.meter.shown(s.Now().Sub(time.Unix(0, at)))
	}
	return n, err
}

// poked notes that something changed which is to be shown.
func (l *line) poked(now time.Time) { l.news.CompareAndSwap(0, now.UnixNano()) }

// watchIdle ends the session when nothing was typed for a time, and gives what
// stops the watch.
func (l *line) watchIdle(most time.Duration) (stop func()) {
	if most <= 0 {
		return func() {}
	}
	var t *time.Timer
	check := func() {
		idle := l.x.server.Now().Sub(time.Unix(0, l.typed.Load()))
		if idle >= most {
			l.x.end(errIdle)
			return
		}
		t.Reset(most - idle)
	}
	ready := make(chan struct{})
	t = time.AfterFunc(most, func() { <-ready; check() })
	close(ready)
	return func() { t.Stop() }
}

// pipe is what a client sends to a command. Unlike the channel it can be
// stopped being waited for.
type pipe struct {
	x     *session
	begin func() *io.PipeReader
}

func newPipe(x *session) pipe {
	return pipe{x, sync.OnceValue(func() *io.PipeReader {
		r, w := io.Pipe()
		go func() {
			_, err := io.Copy(w, x.ch)
			if err == nil && !x.present() {
				err = io.ErrUnexpectedEOF
			}
			w.CloseWithError(err)
		}()
		x.whenOver(func(why error) { r.CloseWithError(why) })
		return r
	})}
}

// whenOver calls what is to be done when the session ends for a reason.
func (x *session) whenOver(do func(why error)) {
	context.AfterFunc(x.ctx, func() { do(context.Cause(x.ctx)) })
}

// present reports whether the client is still there. To the library the end of
// what a client sends and the loss of the client look the same, and half of
// the last line is not to be taken for the whole. Any answer will do.
func (x *session) present() bool {
	_, err := x.ch.SendRequest("keepalive@openssh.com", true, nil)
	return err == nil
}

// Read implements io.Reader. Nothing is taken from the client before the
// command reads.
func (p pipe) Read(b []byte) (int, error) { return p.begin().Read(b) }

// side is the client's standard error.
type side struct{ *line }

func (e side) Write(b []byte) (int, error) { return e.to(e.x.ch.Stderr(), b) }

// cooked writes line feeds as terminals in raw mode want them.
type cooked struct{ io.Writer }

func (c cooked) Write(b []byte) (int, error) {
	if _, err := c.Writer.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(b), nil
}

func stack() string { return string(debug.Stack()) }
