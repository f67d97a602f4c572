package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// endFlags keeps words that only look like flags from being read as flags, by
// a "--": the note of a `foresail log` and a number below zero in it, and a
// measured value or a target below zero.
func (a *app) endFlags(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || slices.Contains(args, "--") {
		return args
	}
	for i, word := range args {
		if i > 0 && takesValue(cmd, args[i-1]) {
			continue
		}
		switch path := cmd.CommandPath(); {
		case path == "foresail log" && (negative(word) || !strings.HasPrefix(word, "-") && beginsNote(word)):
			return slices.Insert(slices.Clone(args), i, "--")
		case (path == "foresail measure" || path == "foresail goal set") && negative(word):
			return append(slices.Delete(slices.Clone(args), i, i+1), "--", word) // flags may follow it
		}
	}
	return args
}

// negative reports whether an argument is a number below zero, maybe with a
// unit, and thus no flag: no flag begins with a digit.
func negative(arg string) bool {
	digits, minus := strings.CutPrefix(arg, "-")
	digits = strings.TrimPrefix(digits, ".")
	return minus && digits != "" && '0' <= digits[0] && digits[0] <= '9'
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
// them back, unless it is itself several words of the grammar. What stands
// before and after a '/' in it gets its own: "acme corp/renewal" is a deal, as
// it is where it is typed. A name with a '/' in it is given with quotes inside.
func joinEntry(args []string) string {
	var b strings.Builder
	note := false
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		if i > 0 && !note && quotable(arg) {
			if !strings.EqualFold(args[i-1], "with") {
				arg = strings.Replace(arg, "/", `"/"`, 1)
			}
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
