package entry

import (
	"strings"
	"sync"

	"foresail/store/quick"
	"foresail/store/record"
	"foresail/tui/theme"
)

// spoken is the grammar of store/quick, the one that `foresail log` speaks. It
// keeps the index of the book that it was prepared for.
type spoken struct {
	making sync.Mutex // held while an index is made

	mu    sync.Mutex
	book  *record.Book
	index *quick.Index
}

// Spoken gives the grammar of store/quick. Cockpits that see the same book may
// share one, so that its index is made once.
func Spoken() Grammar { return new(spoken) }

// Prepare implements Grammar.
func (s *spoken) Prepare(b *record.Book) {
	s.making.Lock()
	defer s.making.Unlock()
	s.mu.Lock()
	known := s.book == b
	s.mu.Unlock()
	if known {
		return
	}
	index := quick.NewIndex(b)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.book, s.index = b, index
}

func (s *spoken) context(k Known) quick.Context {
	c := quick.Context{Book: k.Book, Rep: k.Rep, Now: k.Now}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.book == k.Book {
		c.Index = s.index
	}
	return c
}

// Parse implements Grammar.
func (s *spoken) Parse(line string, k Known) Understood {
	r := quick.Parse(line, s.context(k))
	u := Understood{Words: r.Explain(k.Say), Ready: r.Complete, Bodies: r.Bodies}
	done := r
	done.Account.Also = nil // once it is saved, what it could have been is noise
	u.Done = k.Say.T("typing.saved", "what", done.Explain(k.Say))
	for _, t := range r.Tokens {
		u.Parts = append(u.Parts, Part{Start: t.Start, End: t.End, Style: roles[t.Role]})
	}
	for _, p := range r.Problems {
		u.Problems = append(u.Problems, Problem{Start: p.Start, End: p.End, Text: k.Say.Err(p.Err)})
	}
	if r.Missing != "" && r.Kind != nil {
		u.Words += "   " + k.Say.T(r.Missing)
	}
	return u
}

// Complete implements Grammar.
func (s *spoken) Complete(line string, at int, k Known) []Suggestion {
	var out []Suggestion
	for _, o := range quick.Complete(line, at, s.context(k)) {
		text := o.Text
		if !strings.HasPrefix(line[o.End:], " ") {
			text += " "
		}
		n := Suggestion{Start: o.Start, End: o.End, Text: text, Label: strings.Trim(o.Text, `"`)}
		if n.Note = o.Label; n.Note == n.Label {
			n.Note = k.Say.T(notes[o.Role])
		}
		out = append(out, n)
	}
	return out
}

// roles says how each piece of a line looks.
var roles = map[quick.Role]theme.Style{
	quick.RoleKind: theme.Kind, quick.RoleAccount: theme.Party, quick.RoleDeal: theme.Party, quick.RoleContact: theme.Party,
	quick.RoleOutcome: theme.Accent, quick.RoleDuration: theme.Value, quick.RoleWorth: theme.Value, quick.RoleWhen: theme.When,
	quick.RoleNext: theme.When, quick.RoleTag: theme.Muted, quick.RoleNote: theme.Plain, quick.RoleUnknown: theme.Late,
}

// notes say what a suggestion is, where it does not say so itself.
var notes = map[quick.Role]string{
	quick.RoleKind: "log.kind", quick.RoleAccount: "word.account", quick.RoleDeal: "word.deal", quick.RoleContact: "log.contact",
	quick.RoleOutcome: "log.outcome", quick.RoleWhen: "log.when", quick.RoleWorth: "log.worth", quick.RoleNext: "log.next",
	quick.RoleTag: "log.tags", quick.RoleDuration: "log.duration", quick.RoleNote: "log.note", quick.RoleUnknown: "word.none",
}
