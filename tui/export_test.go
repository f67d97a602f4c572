package tui

import "strconv"

// TabKeys gives the keys of all tabs.
func TabKeys() []string {
	var out []string
	for _, s := range panels {
		out = append(out, strconv.Itoa(s.Number))
	}
	return out
}
