package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"foresail/tui/widget"
)

// speaker writes lines to a terminal in their order, in a goroutine beside the
// model, so that a slow terminal holds up nobody. It uses no more of a terminal
// than carriage return, line feed, backspace and "erase to the end of the
// line".
type speaker struct {
	out  io.Writer
	wake chan struct{}

	mu    sync.Mutex
	wait  bytes.Buffer // what was not written yet
	typed string       // the line that stands at the cursor
	at    int          // where the cursor is in it
	anew  bool         // no line stands there

	width int    // columns of the terminal, 0 where that is not known
	gap   string // the line that stands for lines left out
}

// unheard is how many bytes may wait for a terminal. One that takes none for as
// long as it takes to say so much is told that lines are missing.
const unheard = 64 << 10

func newSpeaker(out io.Writer, gap string) *speaker {
	return &speaker{out: out, wake: make(chan struct{}, 1), anew: true, gap: gap}
}

// room leaves out what waits where that is too much. The lock is held.
func (s *speaker) room() {
	if s.wait.Len() <= unheard {
		return
	}
	s.wait.Reset()
	s.wait.WriteString("\r\n" + s.gap + "\r")
	s.typed, s.at, s.anew = "", 0, false
}

// fit tells how wide the terminal is.
func (s *speaker) fit(width int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.width = width
}

// broken breaks lines that are wider than the terminal between their words. The
// lock is held.
func (s *speaker) broken(lines []string) []string {
	if s.width <= 0 {
		return lines
	}
	var out []string
	for _, line := range lines {
		if columns(line) <= s.width {
			out = append(out, line)
			continue
		}
		out = append(out, widget.Wrap(widget.Method(0), line, s.width)...)
	}
	return out
}

// seen gives the part of a typed line that has room in one row, with the cursor
// in it: all of a short one, else so much that the cursor is not in its first
// half. The lock is held.
func (s *speaker) seen(line string, at int) (string, int) {
	if s.width < leastTyped || columns(line) < s.width {
		return line, at
	}
	half, from := s.width/2, 0
	for at-from >= s.width-1 {
		from += half
	}
	head := ansi.Truncate(ansi.TruncateLeft(line, from, ""), s.width-1, "")
	return head, at - from
}

// leastTyped is the width of a terminal below which a typed line is left to it.
const leastTyped = 10

// say writes lines below what is there. The cursor is at the start of the last
// one afterwards.
func (s *speaker) say(lines []string) {
	s.mu.Lock()
	s.room()
	if !s.anew {
		s.wait.WriteString("\r\n")
	}
	lines = s.broken(lines)
	s.wait.WriteString(strings.Join(lines, "\r\n"))
	if len(lines) > 0 {
		s.wait.WriteByte('\r')
	}
	s.typed, s.at, s.anew = "", 0, len(lines) == 0
	s.mu.Unlock()
	s.call()
}

// echo makes a line stand at the cursor, which is at a column of it. What was
// said before stays above.
func (s *speaker) echo(line string, at int) {
	s.mu.Lock()
	defer s.call()
	defer s.mu.Unlock()
	s.room()
	line, at = s.seen(line, at)
	if !s.anew && s.typed != "" && line == s.typed && at == s.at {
		return
	}
	if s.typed == "" && !s.anew {
		s.wait.WriteString("\r\n")
	}
	end := s.at == columns(s.typed) && at == columns(line)
	more, longer := strings.CutPrefix(line, s.typed)
	less, shorter := strings.CutPrefix(s.typed, line)
	switch {
	case end && longer:
		s.wait.WriteString(more)
	case end && shorter:
		s.wait.WriteString(strings.Repeat("\b \b", columns(less)))
	default:
		s.wait.WriteString("\r" + line + ansi.EraseLineRight + "\r")
		if at > 0 {
			s.wait.WriteString("\x1b[" + strconv.Itoa(at) + "C")
		}
	}
	s.typed, s.at, s.anew = line, at, false
}

func columns(text string) int { return ansi.StringWidth(text) }

func (s *speaker) call() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// run writes until the context ends, and then what is left.
func (s *speaker) run(ctx context.Context, ended chan<- struct{}) {
	defer close(ended)
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-s.wake:
		}
		s.mu.Lock()
		b := bytes.Clone(s.wait.Bytes())
		s.wait.Reset()
		s.mu.Unlock()
		if len(b) == 0 {
			continue
		}
		if _, err := s.out.Write(b); err != nil {
			return // a terminal that is gone ends the program by its input
		}
	}
}

// quiet is where Bubble Tea writes in linear mode: what is for a screen is
// left out, what is for the clipboard passes.
type quiet struct{ out io.Writer }

// Write implements io.Writer.
func (q quiet) Write(b []byte) (int, error) {
	parser := ansi.NewParser()
	for rest := b; len(rest) > 0; {
		seq, _, n, _ := ansi.DecodeSequence(rest, ansi.NormalState, parser)
		if bytes.HasPrefix(seq, []byte("\x1b]52;")) {
			if _, err := q.out.Write(seq); err != nil {
				return 0, err
			}
		}
		rest = rest[max(n, 1):]
	}
	return len(b), nil
}

// quietTerminal is a quiet writer on a terminal, whose size and settings
// Bubble Tea finds out.
type quietTerminal struct {
	quiet
	term.File
}

// Write implements io.Writer.
func (q quietTerminal) Write(b []byte) (int, error) { return q.quiet.Write(b) }

// runLines runs a model as lines below a first one: model gives it what it
// speaks with.
func runLines(ctx context.Context, o Options, begin string, model func(*speaker) tea.Model) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s, ended := newSpeaker(o.Out, o.Say.T("linear.skipped")), make(chan struct{})
	q := quiet{o.Out}
	if f, ok := o.Out.(term.File); ok && !o.Remote {
		o.Out = quietTerminal{q, f}
	} else {
		o.Out = q
		o.Program = append([]tea.ProgramOption{tea.WithWindowSize(linearW, linearH)}, o.Program...)
	}
	if _, err := io.WriteString(q.out, ansi.SetModeBracketedPaste+begin+"\r\n"); err != nil {
		return err
	}
	go s.run(ctx, ended)
	err := run(ctx, model(s), o)
	cancel()
	<-ended
	_, last := io.WriteString(q.out, "\r\n"+ansi.ResetModeBracketedPaste)
	return errors.Join(err, last)
}
