package cli

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"foresail/metrics"
	"foresail/store/quick"
	"foresail/store/record"
	"github.com/spf13/cobra"
)

// shells are the shells for which a completion script can be made.
var shells = []struct {
	name string
	gen  func(*cobra.Command, io.Writer) error
}{
	{"bash", func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) }},
	{"zsh", func(c *cobra.Command, w io.Writer) error { return c.GenZshCompletion(w) }},
	{"fish", func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) }},
	{"powershell", func(c *cobra.Command, w io.Writer) error { return c.GenPowerShellCompletionWithDesc(w) }},
}

func (a *app) completionCommand() *cobra.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	cmd := a.command("completion", "completion "+strings.Join(names, "|"), nil, a.takes(1, 1))
	cmd.ValidArgs = names
	cmd.RunE = guarded(func(cmd *cobra.Command, args []string) error {
		for _, s := range shells {
			if s.name == args[0] {
				return s.gen(cmd.Root(), a.Out)
			}
		}
		return usagef("cli.completion.shell", "shell", args[0], "shells", list(a.say, names))
	})
	return cmd
}

// source gives the words that may stand in one place of a command line.
type source func(*desk) []string

// completionWait bounds how long a completion waits for a busy file.
const completionWait = 500 * time.Millisecond

// completing completes positional arguments: the first from the first source
// and so on, all further ones from the last.
func (a *app) completing(sources ...source) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		d, ok := a.peek(cmd)
		if !ok {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		words := sources[min(len(args), len(sources)-1)](d)
		return matching(words, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// peek opens the data file for a completion, which never complains.
func (a *app) peek(cmd *cobra.Command) (*desk, bool) {
	ctx := cmd.Context()
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := context.WithTimeout(ctx, completionWait)
	defer stop()
	cmd.SetContext(ctx)
	d, err := a.sit(cmd)
	return d, err == nil
}

// matching gives the words that begin with what is typed, without regard to
// case.
func matching(words []string, typed string) []string {
	var out []string
	for _, w := range words {
		if len(w) >= len(typed) && strings.EqualFold(w[:len(typed)], typed) {
			out = append(out, w)
		}
	}
	return out
}

func repNames(d *desk) []string { return d.repNames() }

func accountNames(d *desk) []string {
	var names []string
	for _, x := range d.book.AccountList() {
		if !x.Archived {
			names = append(names, x.Name)
		}
	}
	return names
}

func stageKeys(d *desk) []string {
	var keys []string
	for _, s := range d.book.Stages {
		if !s.Archived {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

func allStageKeys(d *desk) []string { return stagesInOrder(d.book) }

func dealTitles(d *desk) []string { return d.titles(func(record.DealState) bool { return true }) }

func openDealTitles(d *desk) []string {
	return d.titles(func(s record.DealState) bool { return s.Open() })
}

func (d *desk) titles(want func(record.DealState) bool) []string {
	var titles []string
	for _, x := range d.book.DealList() {
		if want(x.Now) {
			titles = append(titles, x.Now.Title)
		}
	}
	slices.Sort(titles)
	return slices.Compact(titles)
}

func dealFieldWords(*desk) []string {
	var words []string
	for _, o := range dealOptions {
		words = append(words, o.flag+"=")
	}
	return words
}

func indicatorIDs(*desk) []string {
	var ids []string
	for _, in := range metrics.Catalogue() {
		ids = append(ids, in.ID)
	}
	return ids
}

// completeEntry completes the words of a quick entry.
func (a *app) completeEntry(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	const done = cobra.ShellCompDirectiveNoFileComp
	d, ok := a.peek(cmd)
	if !ok {
		return nil, done
	}
	by, _ := d.user() // completes without one, too
	line := strings.TrimLeft(joinEntry(args)+" "+typed, " ")
	var words []string
	for _, s := range quick.Complete(line, len(line), quick.Context{Book: d.book, Rep: by, Now: d.now}) {
		words = append(words, strings.Trim(s.Text, `"`))
	}
	return words, done
}
