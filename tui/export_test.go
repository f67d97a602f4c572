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

// Watch has fn told of every text that the cockpit cuts without a mark.
func (a *App) Watch(fn func(text string)) { a.screen.Watch(fn) }
