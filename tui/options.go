package tui

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/oklog/ulid/v2"

	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/entry"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
)

// Options say what a cockpit runs on. Logbook and Now are required.
type Options struct {
	Logbook Logbook
	Rep     record.ID        // who uses it; zero shows the whole team and signs nothing
	Now     func() time.Time // the clock
	Zone    *time.Location   // of the data file; nil leaves the clock's
	Say     *say.Printer     // nil for English
	Look    theme.Options    // what is known of the terminal and the user's wishes
	Period  record.Period    // zero for weeks
	Team    bool             // start with the whole team's numbers
	Tab     string           // ID of the tab to start with; "" for the first
	NewID   func() record.ID // nil for ULIDs of Now
	Grammar entry.Grammar    // of the entry line; nil for that of store/quick

	// Keys say which key does what; nil for those of the cockpit's own table.
	// ReadKeys gives others.
	Keys *keymap.Map

	// Importer imports files; nil where there are none to import, as over SSH.
	Importer Importer
	// Importable says what keeps a file from being imported, before that is
	// begun: it is not there, or may not be read. It is called in a command; nil
	// asks nothing.
	Importable func(path string) error

	// Exporter, Backup and Check write and read files of the machine; zero where
	// that is not the user's own, as over SSH. Writable says what keeps a new
	// file from being written; nil asks nothing.
	Exporter Exporter
	Backup   Backup
	Check    Check
	Writable func(path string) error

	// Editor runs the user's editor; nil where none can be run, as over SSH.
	Editor Editor
	// Suspender stops this process; nil where that is not done, as over SSH.
	Suspender Suspender

	// Poll is how often changes by others are looked for: zero for 250 ms,
	// below zero for never.
	Poll time.Duration
	// Settle is how long a change waits at least until leads are looked for
	// anew: zero for two seconds, below zero for no wait at all.
	Settle time.Duration
	// Dwell is how long the cursor is to rest until what it is on is shown
	// beside its list: zero for 150 ms, below zero for no wait at all.
	Dwell time.Duration

	// Shared is what several cockpits on one data file work out together; nil
	// for one of its own.
	Shared *Shared
	// Pokes brings word that the file may have changed or a new day begun, from
	// whoever watches for several cockpits. nil leaves it to the cockpit.
	Pokes <-chan struct{}
	// Rights are what the user may do; zero for everything, as on one's own
	// file. The Logbook refuses what is not allowed; the cockpit does not offer
	// it.
	Rights panel.Rights

	// Linear shows lines instead of a screen: what changed, for screen readers.
	// FORESAIL_LINEAR in Environ asks for it as well.
	Linear bool

	In      io.Reader // nil for the terminal
	Out     io.Writer // nil for the terminal
	Environ []string  // of the terminal's user; nil for that of the process
	FPS     int       // frames a second at most; zero for the fastest
	// Remote says that In and Out lead to a terminal elsewhere, which is ready
	// to take every key, so that nothing on this machine is to be set for it.
	Remote bool
	// Sizes brings the terminal's size as it changes, where the terminal cannot
	// be asked for it; nil where it can.
	Sizes <-chan tea.WindowSizeMsg
	// Program are further options of the Bubble Tea program, such as those of
	// an SSH session.
	Program []tea.ProgramOption
}

const (
	defaultPoll = 250 * time.Millisecond
	defaultFPS  = 120
	// modesFPS is how often a second Bubble Tea looks whether modes of the
	// terminal are to be set, also when idle; frames do not wait for it.
	modesFPS  = 30
	remoteFPS = 10
)

func (o Options) withDefaults() Options {
	if o.Keys == nil {
		o.Keys = keymap.New(bindings(panels)...)
	}
	if o.Say == nil {
		o.Say = say.English()
	}
	if o.Period == 0 {
		o.Period = record.Week
	}
	if o.Poll == 0 {
		o.Poll = defaultPoll
	}
	if o.Rights == 0 {
		o.Rights = panel.AllRights
	}
	if o.Importer == nil {
		o.Rights &^= panel.Files
	}
	if o.Shared == nil {
		o.Shared = newShared(o.Say)
	}
	if o.Settle == 0 {
		o.Settle = settling
	}
	if o.Dwell == 0 {
		o.Dwell = dwelling
	}
	if o.FPS == 0 {
		o.FPS = defaultFPS
	}
	if o.NewID == nil {
		now := o.clock()
		o.NewID = func() record.ID {
			return record.ID(ulid.MustNew(ulid.Timestamp(now()), rand.Reader))
		}
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	if o.Environ == nil {
		o.Environ = os.Environ()
	}
	o.Look = o.Look.FromEnv(o.Environ)
	if o.Linear = o.Linear || theme.Wished(o.Environ, "FORESAIL_LINEAR"); o.Linear {
		o.Look = asLines(o.Look)
	}
	return o
}

func (o Options) clock() func() time.Time {
	if o.Zone == nil {
		return o.Now
	}
	return func() time.Time { return o.Now().In(o.Zone) }
}

// program gives the options of the Bubble Tea program.
func (o Options) program(ctx context.Context) []tea.ProgramOption {
	fps := min(o.FPS, modesFPS)
	if o.Remote { // the painter sets the modes; what is left are questions to the terminal and its clipboard
		fps = remoteFPS
	}
	out := []tea.ProgramOption{tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithFPS(fps), tea.WithEnvironment(o.Environ)}
	if o.In != nil {
		out = append(out, tea.WithInput(o.In))
	}
	if o.Out != nil {
		out = append(out, tea.WithOutput(o.Out))
	}
	return append(out, o.Program...)
}

// Run shows the cockpit until the user leaves it or the context ends.
func Run(ctx context.Context, o Options) error {
	o = o.withDefaults()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if o.Linear {
		return runLines(ctx, o, o.Say.T("linear.begin"), func(s *speaker) tea.Model { return newLinear(New(ctx, o), s) })
	}
	return runPainted(ctx, New(ctx, o), o)
}

// run runs a model; an end that was wished for is no error.
func run(ctx context.Context, m tea.Model, o Options) error {
	var p *tea.Program
	in, done, err := o.guarded(func(msg tea.Msg) { p.Send(msg) })
	if err != nil {
		return err
	}
	defer done()
	o.In = in
	p = tea.NewProgram(m, o.program(ctx)...)
	if o.Sizes != nil {
		go o.tellSizes(ctx, p)
	}
	_, err = p.Run()
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return err
	case errors.Is(err, tea.ErrInterrupted):
		return nil
	}
	return err
}

// tellSizes passes sizes on to a program until the context ends.
func (o Options) tellSizes(ctx context.Context, p *tea.Program) {
	for {
		select {
		case <-ctx.Done():
			return
		case size := <-o.Sizes:
			p.Send(size)
		}
	}
}
