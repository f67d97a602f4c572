package keyfile

import (
	"slices"
	"strconv"
	"strings"

	"foresail/tui/keymap"
)

// Write gives a file with all bindings that can be changed, each below what it
// does in words; "" for an action that goes without.
func (t Table) Write(head string, words func(keymap.Binding) string) string {
	var out strings.Builder
	for line := range strings.Lines(head) {
		out.WriteString("# " + line)
	}
	for _, s := range t.names() {
		out.WriteString("\n[" + s + "]\n")
		for _, b := range t.Map.All() {
			if string(b.Scope) != s {
				continue
			}
			line := bare(string(b.Action)) + " = " + written(b.Keys)
			if w := words(b); w != "" {
				line += strings.Repeat(" ", max(1, 40-len(line))) + "# " + w
			}
			out.WriteString(line + "\n")
		}
	}
	return out.String()
}

// bare gives a key of TOML, in quotes where it needs them.
func bare(name string) string {
	if !slices.ContainsFunc([]byte(name), func(c byte) bool {
		return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')
	}) {
		return name
	}
	return strconv.Quote(name)
}

func written(keys []string) string {
	quoted := make([]string, len(keys))
	for i, k := range keys {
		quoted[i] = strconv.Quote(k)
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
