package quick

import (
	"strings"
	"unicode/utf8"
)

// Role says what a piece of a line is.
type Role uint8

// The roles.
const (
	RoleKind Role = iota + 1
	RoleAccount
	RoleDeal
	RoleOutcome
	RoleDuration
	RoleWhen
	RoleWorth
	RoleTag
	RoleContact
	RoleNext
	RoleNote
	RoleUnknown
)

// Token is a piece of a line, in bytes, with what it was taken for.
type Token struct {
	Start, End int
	Role       Role
}

// word is what stands between spaces; quotes may hold spaces.
type word struct {
	start, end int
	text       string // without quotes
	raw        string
	quoted     bool // all of it stood in quotes
	colon      bool // it ended in ':', which text lacks: the note follows
	open       bool // a quote was not closed
	slash      int  // byte of the line with the first '/' outside quotes, or -1
	left       part // before the slash
	right      part // after it
}

// part is one side of a slash.
type part struct {
	text   string
	quoted bool
}

// literal reports whether a word begins with a quote, and so is no form of
// the grammar.
func (w word) literal() bool {
	r, _ := utf8.DecodeRuneInString(w.raw)
	return isQuote(r)
}

// stop is where what a word says ends: before the ':' of the note.
func (w word) stop() int {
	if w.colon && w.end-1 > w.start {
		return w.end - 1
	}
	return w.end
}

// words cuts a line at spaces outside quotes, up to and including the word
// that starts the note. rest is where the note begins; -1 without one.
func words(line string) (out []word, rest int) {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		if isSpace(r) {
			i += n
			continue
		}
		w := scan(line, i)
		out = append(out, w)
		if i = w.end; w.colon {
			return out, i
		}
	}
	return out, -1
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == 0xa0 }

func isQuote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// scanner reads one word.
type scanner struct {
	word
	text   strings.Builder
	inside rune // the quote that is open, or 0
	plain  bool // something of this side stood outside quotes
	cut    int  // bytes of the text before the slash
}

func scan(line string, start int) word {
	s := scanner{word: word{start: start, slash: -1}}
	i := start
	for i < len(line) {
		r, n := utf8.DecodeRuneInString(line[i:])
		if s.inside == 0 && isSpace(r) {
			break
		}
		i += n
		if s.inside == 0 && r == ':' && ends(line[i:]) {
			s.colon = true
			break
		}
		s.take(r, line[i-n:i], i-n)
	}
	return s.done(line, i)
}

// ends reports whether a word ends before the rest of a line.
func ends(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n == 0 || isSpace(r)
}

func (s *scanner) take(r rune, bytes string, at int) {
	switch {
	case s.inside == 0 && isQuote(r):
		s.inside = r
		return
	case s.inside == '"' && r == '"', s.inside != 0 && s.inside != '"' && r != '"' && isQuote(r):
		s.inside = 0
		return
	case s.inside == 0 && r == '/' && s.slash < 0:
		s.slash, s.cut = at, s.text.Len()
		s.left.quoted = !s.plain && at > s.start
		s.plain = false
	case s.inside == 0:
		s.plain = true
	}
	s.text.WriteString(bytes)
}

func (s *scanner) done(line string, end int) word {
	w := s.word
	w.end, w.raw, w.text, w.open = end, line[s.start:end], s.text.String(), s.inside != 0
	body := w.stop()
	if w.colon {
		body = end - 1
	}
	if w.slash < 0 {
		w.quoted = !s.plain && body > w.start
		w.left = part{w.text, w.quoted}
		return w
	}
	w.left.text = w.text[:s.cut]
	w.right = part{w.text[s.cut+1:], !s.plain && body > w.slash+1}
	return w
}
