package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// endFlags puts "--" before the note of a `foresail log`, so that a note may
// hold words that look like flags.
func (a *app) endFlags(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Name() != "log" || slices.Contains(args, "--") {
		return args
	}
	for i, word := range args {
		if strings.HasPrefix(word, "-") || !beginsNote(word) || i > 0 && takesValue(cmd, args[i-1]) {
			continue
		}
		return slices.Insert(slices.Clone(args), i, "--")
	}
	return args
}

// beginsNote reports whether an argument holds the word with ':' at its end
// that starts the note.
func beginsNote(arg string) bool {
	return slices.ContainsFunc(strings.Fields(arg), func(w string) bool { return len(w) > 1 && strings.HasSuffix(w, ":") })
}

// takesValue reports whether an argument is a flag whose value is the next
// argument.
func takesValue(cmd *cobra.Command, arg string) bool {
	name, long := strings.CutPrefix(arg, "--")
	if !long || strings.Contains(name, "=") {
		return false
	}
	f := cmd.Flags().Lookup(name)
	if f == nil {
		f = cmd.Root().PersistentFlags().Lookup(name)
	}
	return f != nil && f.NoOptDefVal == ""
}

// joinEntry makes the line of a quick entry from the arguments of a command.
// An argument that the shell was given in quotes, such as "acme corp", gets
// them back, unless it is itself several words of the grammar.
func joinEntry(args []string) string {
	var b strings.Builder
	note := false
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		if i > 0 && !note && quotable(arg) {
			arg = `"` + arg + `"`
		}
		note = note || beginsNote(arg)
		b.WriteString(arg)
	}
	return b.String()
}

// phrases are the words of the grammar that take more words after them.
var phrases = []string{"then", "worth", "with"}

func quotable(arg string) bool {
	words := strings.Fields(arg)
	if len(words) < 2 || strings.Contains(arg, `"`) || beginsNote(arg) {
		return false
	}
	return !slices.Contains(phrases, words[0]) && !strings.HasPrefix(arg, "@") && !strings.HasPrefix(arg, "+")
}
