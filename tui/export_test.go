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

// Labour puts long work under way that writes and never ends.
func (a *App) Labour(name string) {
	w := &work{began: a.now(), write: true}
	w.Name = name
	a.works = append(a.works, w)
}

// Watch has fn told of every text that the cockpit cuts without a mark.
func (a *App) Watch(fn func(text string)) { a.screen.Watch(fn) }
