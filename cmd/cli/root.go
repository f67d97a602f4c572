package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"charm.land/fang/v2"
	"foresail/store/say"
	"github.com/spf13/cobra"
)

// execute builds the command tree and runs the command asked for.
func (a *app) execute(ctx context.Context) error {
	root := a.root()
	args := a.endFlags(root, a.Args)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !knownError(err) {
		return usage{say.Because(err, "cli.usage", "command", cmd.CommandPath())}
	}
	return err
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "foresail",
		Short:         a.say.T("cli.root.short"),
		Long:          a.say.T("cli.root.long"),
		Version:       version(),
		SilenceErrors: true, SilenceUsage: true,
		Example:           indent(a.say.T("cli.root.example")),
		Args:              a.noCommand,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.checkGlobals(cmd) },
		RunE:              guarded(a.cockpit),
	}
	root.SetIn(a.In)
	root.SetOut(a.out())
	root.SetErr(a.Err)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(a.help)
	root.SetHelpCommand(&cobra.Command{Use: "help [command]", Hidden: true, RunE: guarded(a.helpCommand), Short: a.say.T("cli.help.short")})
	a.addGlobals(root.PersistentFlags())
	root.SetHelpCommandGroupID("setup")
	for _, c := range commands {
		cmd := c.build(a)
		cmd.GroupID = c.group
		root.AddCommand(cmd)
	}
	a.limit(root)
	for _, g := range groups {
		if slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.GroupID == g }) {
			root.AddGroup(&cobra.Group{ID: g, Title: a.say.T("cli.group." + g)})
		}
	}
	return root
}

// guarded marks what a command itself returns as an error of the run, so that
// what else comes out of cobra is known to be about the command line.
func guarded(run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := run(cmd, args); err != nil {
			return ran{err}
		}
		return nil
	}
}

// ran is an error of a command that was run.
type ran struct{ error }

func (r ran) Unwrap() error { return r.error }

func knownError(err error) bool {
	var r ran
	var u usage
	return errors.As(err, &r) || errors.As(err, &u)
}

// command makes a command of a group's table: use line, and texts
// cli.NAME.short, cli.NAME.long and cli.NAME.example, where NAME is the words
// of the command joined by dots.
func (a *app) command(name, use string, run func(*cobra.Command, []string) error, args cobra.PositionalArgs) *cobra.Command {
	cmd := &cobra.Command{Use: use, Args: args, Short: a.say.T("cli." + name + ".short")}
	if key := "cli." + name + ".long"; a.say.Has(key) {
		cmd.Long = a.say.T(key)
	}
	if key := "cli." + name + ".example"; a.say.Has(key) {
		cmd.Example = indent(a.say.T(key))
	}
	if run != nil {
		cmd.RunE = guarded(run)
	} else {
		cmd.RunE = guarded(a.parent)
	}
	return cmd
}

// many is the count of arguments of a command that takes any number.
const many = 1 << 20

// takes refuses fewer or more arguments than a command takes.
func (a *app) takes(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("cli.args.few", "use", useOf(cmd), "command", cmd.CommandPath())
		case len(args) > most:
			return usagef("cli.args.many", "use", useOf(cmd), "word", args[most], "command", cmd.CommandPath())
		}
		return nil
	}
}

// useOf gives the whole use line of a command without its flags.
func useOf(cmd *cobra.Command) string {
	_, args, _ := strings.Cut(cmd.Use, " ")
	return strings.TrimSpace(cmd.CommandPath() + " " + args)
}

// parent is what a command does that only holds others.
func (a *app) parent(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	return a.unknownCommand(cmd, args[0])
}

// writes marks a command as one that changes the data file.
func writes(cmd *cobra.Command) *cobra.Command {
	cmd.Annotations = map[string]string{"writes": "yes"}
	return cmd
}

// help shows the help of a command: drawn by fang on a terminal with colours,
// for which fang asks the terminal, else as plain text of at most 80 columns.
func (a *app) help(cmd *cobra.Command, _ []string) {
	if !a.terminal(a.Out) || a.colourless() {
		a.plainHelp(cmd)
		return
	}
	root := cmd.Root()
	root.SetOut(a.out())
	root.SetArgs(append(strings.Fields(cmd.CommandPath())[1:], "--help"))
	_ = fang.Execute(cmd.Context(), root, fang.WithoutManpage(), fang.WithoutCompletions(), fang.WithVersion(root.Version))
}

func (a *app) plainHelp(cmd *cobra.Command) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	cmd.Root().SetUsageTemplate(strings.ReplaceAll(cmd.Root().UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 79"))
	fmt.Fprintf(a.Out, "%s\n%s", wrap(about, 0, 79), cmd.UsageString())
}

func (a *app) helpCommand(cmd *cobra.Command, args []string) error {
	found, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return usagef("cli.unknown_command", "word", strings.Join(args, " "), "command", "foresail")
	}
	return found.Help()
}

// noCommand refuses a first word that is not a command, with what it may have
// been meant for.
func (a *app) noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return a.unknownCommand(cmd, args[0])
}

func (a *app) unknownCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	path := strings.TrimPrefix(cmd.CommandPath()+" "+word, "foresail ")
	if close := near(word, names); len(close) > 0 {
		return usagef("cli.unknown_near", "word", path, "near", list(a.say, close))
	}
	return usagef("cli.unknown_command", "word", path, "command", cmd.CommandPath())
}

// plain hides from fang that a writer is a terminal, so that it uses no colour.
type plain struct{ io.Writer }

// out gives the standard output, without colour where none is wished for.
func (a *app) out() io.Writer {
	if a.colourless() {
		return plain{a.Out}
	}
	return a.Out
}

// colourless reports whether no colour is wished for, or the terminal has
// none; help is shown before the options are read.
func (a *app) colourless() bool {
	return a.flags.noColor || a.Env("TERM") == "dumb" || a.Env("NO_COLOR") != "" || slices.Contains(a.Args, "--no-color")
}

// version gives the version that this program was built as.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
