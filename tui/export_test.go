package tui

import (
	"strconv"

	"foresail/tui/panel"
)

// TabKeys gives the keys of all tabs.
func TabKeys() []string {
	var out []string
	for _, s := range panels {
		out = append(out, strconv.Itoa(s.Number))
	}
	return out
}

// Promised is a key that the help lists, with its action.
type Promised struct{ Key, Action string }

// Promises gives the first key of each action that the help lists for the tab in
// front.
func (a *App) Promises() []Promised {
	var out []Promised
	for _, b := range a.allowed(a.keys.Of(a.tabs[a.front].spec.Scope, scopeGlobal, panel.ScopeList, scopeAlways)) {
		if len(b.Keys) > 0 {
			out = append(out, Promised{Key: b.Keys[0], Action: string(b.Action)})
		}
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

// Answers is how many answers to a question are kept, of all moments, scopes and
// periods.
func (s *Shared) Answers(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for q := range s.answers {
		if q.what == what {
			n++
		}
	}
	return n
}

// Hints gives the first key of each action in the footer.
func (a *App) Hints() []Promised {
	var out []Promised
	for _, b := range a.hints() {
		if len(b.Keys) > 0 {
			out = append(out, Promised{Key: b.Keys[0], Action: string(b.Action)})
		}
	}
	return out
}

// Words gives what is read of the screen, row by row.
func (a *App) Words() []string {
	a.redrawn()
	out := make([]string, a.h)
	for y := range out {
		out[y] = a.screen.Words(y)
	}
	return out
}

// Remark gives what is said of what was neither done nor failed.
func (a *App) Remark() string {
	if !a.toast.remark {
		return ""
	}
	return a.toast.text
}
