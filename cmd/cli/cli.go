package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"foresail/store"
	"foresail/store/say"
)

// World is what a run of the program gets from outside.
type World struct {
	Args     []string // without the program's name
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) string
	Now      func() time.Time
	Zone     *time.Location // of a data file that names none
}

// app is one run of the program.
type app struct {
	World
	say   *say.Printer
	flags globals

	served *store.Store // the data file as it is open for somebody elsewhere; nil at home
	grant  store.Grant  // as whom

	// remote is Remote. A command that called it by name would make the table
	// of commands depend on itself.
	remote func(context.Context, World, *store.Store) int
}

// Main runs one command and gives the exit status.
func Main(w World) int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	a := &app{World: w, say: say.Shell(), remote: Remote}
	err := a.execute(ctx)
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil {
		return a.interrupted(err)
	}
	return a.fail(err)
}

// endings are the signals that end a run in order. A terminal that is closed
// ends it too, unless the run was told to outlive it, as by nohup.
func endings() []os.Signal {
	out := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		out = append(out, syscall.SIGHUP)
	}
	return out
}
