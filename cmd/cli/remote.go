package cli

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"foresail/store"
	"foresail/store/say"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// remotes are the commands that may be run from elsewhere, as in
// `ssh team@host log call acme`. What is not listed is not there: it would
// read or write files of the server, or make or replace its data file.
var remotes = map[string]bool{
	"log": true, "undo": true, "measure": true,
	"deal add": true, "deal move": true, "deal set": true, "deal win": true, "deal lose": true,
	"deal show": true, "deal list": true,
	"indicators": true, "indicator explain": true, "pipeline": true, "leadlag": true, "today": true, "team": true,
	"history": true, "export": true,
	"key add": true, "key list": true, "key revoke": true,
	"rep list": true, "rep add": true, "goal set": true, "goal list": true, "annotate": true,
}

// localFlags name files of the machine that the program runs on. No command
// that is run from elsewhere takes them.
var localFlags = []string{"file", "csv", "x", "y", "date", "delimiter", "output"}

// Remote runs one command for somebody elsewhere, on a data file that is open
// under their grant (store.Store.As), and gives the exit status as Main does.
// They are who the grant says; the surroundings of the server (w.Env) are not
// theirs. A command that panics has failed, and nothing more.
func Remote(ctx context.Context, w World, s *store.Store) (status int) {
	w.Env = func(string) string { return "" }
	a := &app{World: w, say: say.Shell(), served: s}
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintln(a.Err, a.say.T("cli.error", "what", a.say.T("cli.remote.panic", "what", p, "at", frame(debug.Stack()))))
			status = exitFailed
		}
	}()
	grant, under := s.Grant()
	if !under { // the owner's handle is for nobody elsewhere
		return a.fail(store.ErrNotAllowed)
	}
	a.grant = grant
	err := a.answer(ctx)
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		return a.interrupted(err)
	}
	return a.fail(err)
}

// answer runs the command. What completes command lines for a shell is not
// there, wherever its word stands: cobra makes commands for it that no table
// lists, and finds them behind options too.
func (a *app) answer(ctx context.Context) error {
	for _, word := range a.Args {
		if word == cobra.ShellCompRequestCmd || word == cobra.ShellCompNoDescRequestCmd {
			return a.unknownCommand(a.root(), word)
		}
	}
	return a.execute(ctx)
}

// frame gives the line of this program where a panic was, for whoever reports
// it.
func frame(stack []byte) string {
	_, after, _ := strings.Cut(string(stack), "panic(")
	for line := range strings.Lines(after) {
		if at := strings.LastIndex(line, "foresail/"); at >= 0 && strings.HasPrefix(line, "\t") {
			return strings.TrimSpace(strings.SplitN(line[at:], " ", 2)[0])
		}
	}
	return ""
}

// away reports whether the run is for somebody elsewhere.
func (a *app) away() bool { return a.served != nil }

// limit takes what is not for somebody elsewhere out of the command tree.
func (a *app) limit(root *cobra.Command) {
	if !a.away() {
		return
	}
	prune(root, "")
	root.Example = "" // about setting up
	root.PersistentFlags().VisitAll(hide)
}

// prune removes commands that are not among remotes, and reports whether
// anything of a command stays.
func prune(cmd *cobra.Command, path string) bool {
	for _, c := range cmd.Commands() {
		if c.Name() == "help" {
			continue
		}
		if !prune(c, strings.TrimSpace(path+" "+c.Name())) {
			cmd.RemoveCommand(c)
		}
	}
	cmd.Flags().VisitAll(hide)
	return path == "" || remotes[path] || cmd.HasSubCommands()
}

func hide(f *pflag.Flag) { f.Hidden = f.Hidden || local(f.Name) }

// said gives the key of why an option is not there: some name files, the others
// say how one is read.
func said(flag string) string {
	switch flag {
	case "file", "csv", "output":
		return "cli.remote.flag"
	}
	return "cli.remote.column"
}

func local(flag string) bool {
	for _, name := range localFlags {
		if name == flag {
			return true
		}
	}
	return false
}

// checkRemote refuses options that name files of the server, and recording for
// others.
func (a *app) checkRemote(cmd *cobra.Command) (err error) {
	if !a.away() {
		return nil
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if local(f.Name) && !(f.Name == "output" && f.Value.String() == "-") {
			err = usagef(said(f.Name), "flag", f.Name)
		}
	})
	if err == nil && a.flags.as != "" && a.grant.Role != store.RoleManager && a.grant.Role != store.RoleAdmin {
		err = usagef("cli.remote.as", "role", a.grant.Role)
	}
	return err
}
