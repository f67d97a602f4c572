package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"foresail/tui/widget"
)

// painter brings the terminal to show the newest frame, in a goroutine beside
// the model: at once, but no more often than its pace. A frame that a newer
// one overtakes is never written, so that a terminal that is slow to take
// bytes, or takes none, gets fewer frames and holds up nobody.
//
// It paints only while the alternate screen is on. Whoever switches that on
// (Bubble Tea on a terminal of this machine, the painter itself over a
// network) does so through the painter's Write, which sees it.
type painter struct {
	pace   time.Duration
	wake   chan struct{}
	ended  chan struct{}
	cancel context.CancelFunc

	mu     sync.Mutex // guards next, fresh, spoilt, modes
	next   *widget.Shot
	fresh  bool
	spoilt bool // the whole frame is to be written again
	modes  modes

	synced atomic.Bool // the terminal takes a frame as one when told where it ends

	out   io.Writer  // of the terminal
	wire  sync.Mutex // guards out and all below
	paint widget.Paint
	shot  *widget.Shot // what was painted last, and memory for the next
	buf   []byte
	on    bool // the alternate screen is on
	again bool // something was written that may have spoilt the frame
	set   modes
	err   error
}

// modes are what a terminal is to do besides showing cells, where the painter
// tells it and not Bubble Tea.
type modes struct {
	mouse    bool
	clusters bool // widths by grapheme clusters
}

func newPainter(out io.Writer, fps int, cancel context.CancelFunc) *painter {
	return &painter{
		out: out, pace: time.Second / time.Duration(fps), cancel: cancel,
		wake: make(chan struct{}, 1), ended: make(chan struct{}), next: new(widget.Shot), shot: new(widget.Shot),
	}
}

// post takes the frame that a screen shows, instead of any that waits.
func (p *painter) post(s *widget.Screen, m modes) {
	p.mu.Lock()
	p.next.Copy(s)
	p.fresh, p.modes = true, m
	p.mu.Unlock()
	p.call()
}

// repaint has the whole frame written again.
func (p *painter) repaint() {
	p.mu.Lock()
	p.spoilt = true
	p.mu.Unlock()
	p.call()
}

func (p *painter) call() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// run paints until the context ends.
func (p *painter) run(ctx context.Context) {
	defer close(p.ended)
	defer p.fail()
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		}
		if p.err = p.frame(); p.err != nil {
			p.cancel()
			return
		}
		pause.Reset(p.pace)
		select {
		case <-ctx.Done():
			return
		case <-pause.C:
		}
	}
}

// fail ends the program after a panic, which would else take the whole process
// down and leave the terminal as it is.
func (p *painter) fail() {
	if r := recover(); r != nil {
		p.err = fmt.Errorf("%w: %v\n%s", tea.ErrProgramPanic, r, debug.Stack())
		p.cancel()
	}
}

// frame writes the newest frame, if there is one that is not shown.
func (p *painter) frame() error {
	p.wire.Lock()
	defer p.wire.Unlock()
	if !p.on {
		return nil // switching it on calls again
	}
	p.mu.Lock()
	if p.fresh {
		p.next, p.shot, p.fresh = p.shot, p.next, false
	}
	m := p.modes
	p.again, p.spoilt = p.again || p.spoilt, false
	p.mu.Unlock()
	p.buf = p.buf[:0]
	if p.again {
		p.paint.Forget()
		p.buf = append(p.buf, ansi.SetCursorStyle(barCursor)...)
		p.again = false
	}
	p.buf = p.paint.Bring(p.buf, p.shot)
	if p.synced.Load() && len(p.buf) > worthSync {
		p.buf = append(append([]byte(ansi.SetModeSynchronizedOutput), p.buf...), ansi.ResetModeSynchronizedOutput...)
	}
	p.buf = p.set.become(p.buf, m)
	p.set = m
	if len(p.buf) == 0 {
		return nil
	}
	_, err := p.out.Write(p.buf)
	return err
}

// worthSync is the length in bytes from which a frame is written as one; what
// is shorter arrives in one piece anyway.
const worthSync = 512

// become appends what switches a terminal from some modes to others.
func (m modes) become(out []byte, to modes) []byte {
	switch {
	case to.mouse && !m.mouse:
		out = append(out, ansi.SetModeMouseButtonEvent+ansi.SetModeMouseExtSgr...)
	case m.mouse && !to.mouse:
		out = append(out, ansi.ResetModeMouseButtonEvent+ansi.ResetModeMouseExtSgr...)
	}
	switch {
	case to.clusters && !m.clusters:
		out = append(out, ansi.SetModeUnicodeCore...)
	case m.clusters && !to.clusters:
		out = append(out, ansi.ResetModeUnicodeCore...)
	}
	return out
}

// Write passes on what others have for the terminal, between two frames.
func (p *painter) Write(b []byte) (int, error) {
	p.wire.Lock()
	defer p.wire.Unlock()
	n, err := p.out.Write(b)
	was := p.on
	if p.spoils(b) || p.on && !was {
		p.again = true
		p.call()
	}
	return n, err
}

// spoils reports whether something written may have changed what the screen
// shows, and notes whether the alternate screen is on.
func (p *painter) spoils(b []byte) bool {
	spoilt := false
	for parser := ansi.NewParser(); len(b) > 0; {
		seq, width, n, _ := ansi.DecodeSequence(b, ansi.NormalState, parser)
		switch {
		case bytes.Equal(seq, []byte(ansi.SetModeAltScreenSaveCursor)):
			p.on = true
		case bytes.Equal(seq, []byte(ansi.ResetModeAltScreenSaveCursor)):
			p.on = false
		case width > 0, ansi.HasCsiPrefix(seq) && bytes.IndexByte([]byte("JKLMPSTX@b"), seq[len(seq)-1]) >= 0:
			spoilt = true
		}
		b = b[max(n, 1):]
	}
	return spoilt
}

// stop waits until nothing more is painted, and gives the error that ended it.
func (p *painter) stop() error {
	p.cancel()
	<-p.ended
	return p.err
}

// enter makes a terminal ready that Bubble Tea does not know as one.
func (p *painter) enter() error {
	_, err := p.Write([]byte(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable +
		ansi.SetModeBracketedPaste + ansi.SetWindowTitle(title) + ansi.SetModifyOtherKeys2 + ansi.PushKittyKeyboard(keyFlags) +
		ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore))
	return err
}

// leave gives the terminal back as it was before enter.
func (p *painter) leave() {
	p.wire.Lock()
	out := p.set.become(nil, modes{})
	p.wire.Unlock()
	_, _ = p.Write([]byte(string(out) + ansi.PopKittyKeyboard(1) + ansi.ResetModifyOtherKeys + ansi.SetWindowTitle("") +
		ansi.ResetModeBracketedPaste + ansi.SetModeTextCursorEnable + ansi.ResetModeAltScreenSaveCursor))
}

const (
	title     = "foresail"
	barCursor = 6
	keyFlags  = ansi.KittyDisambiguateEscapeCodes | ansi.KittyReportAlternateKeys
)

// painted is an App whose frames a painter shows; Bubble Tea's own renderer
// has the modes of the terminal in hand, and an empty screen.
type painted struct {
	*App
	painter *painter
	bare    bool // there is no renderer, so the painter has the modes in hand
}

// Update implements tea.Model.
func (m painted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if mode, ok := msg.(tea.ModeReportMsg); ok && mode.Mode == ansi.ModeSynchronizedOutput && mode.Value == ansi.ModeReset {
		m.painter.synced.Store(true)
	}
	if m.bare && msg == tea.ClearScreen() { // what the renderer would do, were there one
		m.painter.repaint()
	}
	_, cmd := m.App.Update(msg)
	if m.App.redrawn() {
		set := modes{}
		if m.bare {
			set = modes{mouse: !m.App.noMouse, clusters: m.App.screen.Method() == ansi.GraphemeWidth}
		}
		m.painter.post(m.App.screen, set)
	}
	return m, cmd
}

// View implements tea.Model: it says what the terminal is to do, and leaves
// the cells to the painter.
func (m painted) View() tea.View {
	v := m.App.modes()
	v.Content = " "
	return v
}

// paintedTerminal is a painter over a terminal, as Bubble Tea wants it to find
// out its size and settings.
type paintedTerminal struct {
	*painter
	term.File
}

// Write implements io.Writer.
func (t paintedTerminal) Write(b []byte) (int, error) { return t.painter.Write(b) }

// runPainted runs a cockpit.
func runPainted(ctx context.Context, a *App, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	terminal, isTerminal := o.Out.(term.File)
	p := newPainter(o.Out, o.FPS, cancel)
	m := painted{App: a, painter: p, bare: o.Remote}
	o.Out = p
	if isTerminal && !o.Remote {
		o.Out = paintedTerminal{p, terminal}
	}
	if o.Remote {
		o.Program = append(o.Program, tea.WithoutRenderer())
		if err := p.enter(); err != nil {
			return err
		}
		defer p.leave()
	}
	go p.run(ctx)
	err := errors.Join(run(ctx, m, o), p.stop())
	_, _ = p.Write([]byte(ansi.SetCursorStyle(0)))
	return err
}
