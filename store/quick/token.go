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

func scan(line string, start int) word {
	var b strings.Builder
	inside, plain := false, false
	i := start
	for i < len(line) {
		r, n := utf8.DecodeRuneInString(line[i:])
		if r == '"' || r == '“' || r == '”' {
			inside = !inside
			i += n
			continue
		}
		if !inside {
			if isSpace(r) {
				break
			}
			plain = true
		}
		b.WriteString(line[i : i+n])
		i += n
	}
	w := word{start: start, end: i, text: b.String(), raw: line[start:i], quoted: !plain && i > start}
	if strings.HasSuffix(w.raw, ":") {
		w.colon = true
		w.text = strings.TrimSuffix(w.text, ":")
		w.quoted = strings.HasPrefix(w.raw, `"`) && strings.HasSuffix(w.raw, `":`)
	}
	return w
}

// split cuts account and deal at the first '/' outside quotes. at is the byte
// of the line where the deal begins.
func (w word) split() (account, deal string, exact, dealExact bool, at int, has bool) {
	inside := false
	for i, r := range w.raw {
		switch {
		case r == '"' || r == '“' || r == '”':
			inside = !inside
		case r == '/' && !inside:
			left, right := w.raw[:i], strings.TrimSuffix(w.raw[i+1:], ":")
			return bare(left), bare(right), isQuoted(left), isQuoted(right), w.start + i + 1, true
		}
	}
	return w.text, "", w.quoted, false, 0, false
}

func bare(s string) string { return strings.NewReplacer(`"`, "", "“", "", "”", "").Replace(s) }

func isQuoted(s string) bool {
	return len(s) > 1 && strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`)
}
