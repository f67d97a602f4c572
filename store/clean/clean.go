// Package clean makes text from files, peers and people harmless for a
// terminal, once, where it enters: control characters, escape sequences (7-
// and 8-bit), bidirectional overrides and invisible characters are taken out,
// so that a name can neither move the cursor, hide what follows, nor pass for
// another name.
//
// It promises: Line(Line(s)) == Line(s), valid UTF-8 out, never longer than
// in (invalid bytes excepted, which become U+FFFD). It imports the standard
// library only.
//
// # Decisions
//
//   - An escape sequence is taken out whole where it can be told (CSI, OSC,
//     DCS, APC, PM, SOS), not only its ESC, since its remains would read as
//     junk. One that does not end, or that runs over a line break or into
//     another sequence, loses its introducer only: nothing after it is hidden.
//     This also keeps the time in proportion to the length of the text.
//   - What is not seen stays only where it has a work to do, since otherwise
//     one name could pass for another: joiners within emoji and between
//     letters of scripts that join (Persian and Hindi need them), selectors
//     after what has several looks, tags in the flags of England, Scotland
//     and Wales. Selectors of single Han variants go.
//   - Characters that the Unicode table of this build does not know yet stay:
//     an event that is clean for a newer build has to be so for this one.
//   - A base carries 30 combining marks at most (the bound of Unicode's
//     stream-safe text, UAX #15); a mark with no base before it in its line
//     goes, as it would sit on whatever is drawn to its left.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostMarks bounds the combining marks on one base.
//
// Source: UAX #15, section 13, Stream-Safe Text Format.
const mostMarks = 30

// Line cleans text of one line: line breaks and tabs become single spaces,
// and spaces at both ends go.
func Line(s string) string { return clean(s, false) }

// Note cleans text of several lines: line breaks stay (as \n), tabs become
// spaces.
func Note(s string) string { return clean(s, true) }

// Is reports whether Line, or Note if lines are allowed, would leave s as it
// is.
func Is(s string, lines bool) bool { return plain(s) || clean(s, lines) == s }

// plain reports text that needs no look: ASCII without controls.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return s == "" || (s[0] != ' ' && s[len(s)-1] != ' ')
}

func clean(s string, lines bool) string {
	if plain(s) {
		return s
	}
	// A second round settles what stood beside something that the first took
	// out; no sequence is left after the first.
	for {
		next := pass(s, lines)
		if next == s {
			return s
		}
		s = next
	}
}

// scrubber writes clean text.
type scrubber struct {
	strings.Builder
	lines bool
	last  rune // written last; 0 at the beginning of a line
	base  rune // written last that is no combining mark
	marks int  // combining marks on it
}

func pass(s string, lines bool) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	b := scrubber{lines: lines}
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
		case breaks(r):
			b.line()
		case r == 0x1b || r >= 0x80 && r <= 0x9f:
			n = sequence(s[i:])
		case r == '\t':
			b.put(' ')
		case r == blackFlag:
			b.put(r)
			if tags := flagTags(s[i+n:]); tags > 0 {
				b.WriteString(s[i+n : i+n+tags])
				n += tags
			}
		case unseen(r):
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); b.works(r, next) {
				b.put(r)
			}
		case unicode.IsControl(r) || hidden(r):
		default:
			b.put(r)
		}
		i += n
	}
	return strings.TrimRight(b.String(), " \n")
}

// breaks reports the characters that end a line. Vertical tabs come from
// cells of spreadsheets and mails.
func breaks(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029
}

func (b *scrubber) line() {
	if !b.lines {
		b.put(' ')
		return
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.last, b.base, b.marks = 0, 0, 0
}

func (b *scrubber) put(r rune) {
	switch {
	case r == ' ' && b.Len() == 0:
		return
	case r < 0x300:
		b.base, b.marks = r, 0
	case unicode.In(r, unicode.Mn, unicode.Me):
		if b.base == 0 || b.marks == mostMarks {
			return
		}
		b.marks++
	default:
		b.base, b.marks = r, 0
	}
	b.WriteRune(r)
	b.last = r
}
