package keyfile

import (
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"foresail/store/say"
	"foresail/tui/keymap"
)

// Table is what a file is read against.
type Table struct {
	Map *keymap.Map
	// Chains are the scopes that hold together: a key does one thing in each.
	Chains [][]keymap.Scope
	// Typing are the scopes in which text is typed, so that a letter alone
	// cannot be bound.
	Typing []keymap.Scope
	// Kept are actions that cannot go without a key.
	Kept []keymap.Action
}

// Problem is something wrong with a file.
type Problem struct {
	Line int // from 1
	Err  *say.Error
}

// MaxSize bounds a file, in bytes.
const MaxSize = 1 << 18

// place names an action in its scope.
type place struct {
	scope  keymap.Scope
	action keymap.Action
}

// reader reads one file.
type reader struct {
	t        Table
	p        unstable.Parser
	scope    keymap.Scope
	skip     bool // the scope is not known: its lines are not told one by one
	keys     map[place][]string
	lines    map[place]int
	problems []Problem
}

// Read gives the map with the keys of a file, or what is wrong with it, in the
// order of lines.
func (t Table) Read(text []byte) (*keymap.Map, []Problem) {
	r := reader{t: t, keys: make(map[place][]string), lines: make(map[place]int)}
	if len(text) > MaxSize {
		return nil, []Problem{{Line: 1, Err: say.Errorf("keymap.large", "max", MaxSize)}}
	}
	r.p.Reset(text)
	for r.p.NextExpression() {
		switch e := r.p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			r.table(e)
		case unstable.KeyValue:
			r.binding(e)
		}
	}
	r.syntax(r.p.Error())
	m := t.Map
	for _, s := range r.scopes() {
		m = m.Rebound(s, r.of(s))
	}
	r.conflicts(m)
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, r.problems
	}
	return m, nil
}

func (r *reader) wrong(line int, key string, args ...any) {
	r.problems = append(r.problems, Problem{Line: line, Err: say.Errorf(key, args...)})
}

// path gives the parts of a key joined by dots, and its line.
func (r *reader) path(e *unstable.Node) (string, int) {
	var parts []string
	line := 0
	for it := e.Key(); it.Next(); {
		n := it.Node()
		if line == 0 {
			line = r.p.Shape(n.Raw).Start.Line
		}
		parts = append(parts, string(n.Data))
	}
	return strings.Join(parts, "."), line
}

func (r *reader) syntax(err error) {
	var bad *unstable.ParserError
	switch {
	case err == nil:
	case errors.As(err, &bad):
		r.wrong(r.p.Shape(r.p.Range(bad.Highlight)).Start.Line, "keymap.syntax", "what", bad.Message)
	default:
		r.wrong(1, "keymap.syntax", "what", err.Error())
	}
}

// table begins a scope.
func (r *reader) table(e *unstable.Node) {
	name, line := r.path(e)
	r.scope = keymap.Scope(name)
	r.skip = len(r.t.Map.Of(r.scope)) == 0
	if r.skip {
		r.wrong(line, "keymap.scope", "scope", name, "scopes", strings.Join(r.t.names(), ", "))
	}
}

// names gives the names of the scopes that can be changed.
func (t Table) names() []string {
	var out []string
	for _, b := range t.Map.All() {
		if !slices.Contains(out, string(b.Scope)) {
			out = append(out, string(b.Scope))
		}
	}
	return out
}

// binding reads one line.
func (r *reader) binding(e *unstable.Node) {
	name, line := r.path(e)
	at := place{r.scope, keymap.Action(name)}
	switch {
	case r.skip:
		return
	case r.scope == "":
		r.wrong(line, "keymap.no-scope", "action", name)
		return
	case !r.t.Map.Has(at.action, at.scope):
		r.wrong(line, "keymap.action", "action", name, "scope", at.scope)
		return
	case r.lines[at] != 0:
		r.wrong(line, "keymap.twice", "action", name, "line", r.lines[at])
		return
	}
	r.lines[at] = line
	keys, ok := r.list(e.Value(), at, line)
	if !ok {
		return
	}
	if len(keys) == 0 && slices.Contains(r.t.Kept, at.action) {
		r.wrong(line, "keymap.kept", "action", name)
		return
	}
	r.keys[at] = keys
}

// list reads one key or several.
func (r *reader) list(v *unstable.Node, at place, line int) ([]string, bool) {
	var words []string
	good := true
	switch v.Kind {
	case unstable.String:
		words = append(words, string(v.Data))
	case unstable.Array:
		for it := v.Children(); it.Next(); {
			if n := it.Node(); n.Kind == unstable.String {
				words = append(words, string(n.Data))
			} else if n.Kind != unstable.Comment {
				good = false
			}
		}
	default:
		good = false
	}
	if !good {
		r.wrong(line, "keymap.form", "action", at.action)
		return nil, false
	}
	keys := make([]string, 0, len(words))
	for _, w := range words {
		key, letter, ok := Name(w)
		switch {
		case !ok:
			r.wrong(line, "keymap.key", "key", w)
			good = false
		case letter && slices.Contains(r.t.Typing, at.scope):
			r.wrong(line, "keymap.typed", "key", w, "scope", at.scope)
			good = false
		case !slices.Contains(keys, key):
			keys = append(keys, key)
		}
	}
	return keys, good
}

func (r *reader) scopes() []keymap.Scope {
	var out []keymap.Scope
	for at := range r.keys {
		if !slices.Contains(out, at.scope) {
			out = append(out, at.scope)
		}
	}
	slices.Sort(out)
	return out
}

func (r *reader) of(s keymap.Scope) map[keymap.Action][]string {
	out := make(map[keymap.Action][]string)
	for at, keys := range r.keys {
		if at.scope == s {
			out[at.action] = keys
		}
	}
	return out
}

// conflicts tells of keys that would do two things, once each.
func (r *reader) conflicts(m *keymap.Map) {
	var told []keymap.Conflict
	for _, chain := range r.t.Chains {
		for _, c := range m.Conflicts(chain...) {
			if slices.Contains(told, c) {
				continue
			}
			told = append(told, c)
			line := max(r.lines[place{c.Scopes[0], c.Does[0]}], r.lines[place{c.Scopes[1], c.Does[1]}])
			r.wrong(max(line, 1), "keymap.conflict", "key", c.Key,
				"one", c.Does[0], "scope", c.Scopes[0], "other", c.Does[1], "there", c.Scopes[1])
		}
	}
}
