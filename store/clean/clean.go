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
//     junk. An unterminated one ends with the text: nothing after it is lost,
//     only its introducer goes.
//   - Zero-width joiners and variation selectors stay where they join visible
//     characters (emoji and several scripts need them); everything else of
//     zero width that is not a combining mark goes.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line cleans text of one line: line breaks and tabs become single spaces,
// and spaces at both ends go.
func Line(s string) string { return clean(s, false) }

// Note cleans text of several lines: line breaks stay (as \n), tabs become
// spaces.
func Note(s string) string { return clean(s, true) }

// Is reports whether Line, or Note if lines are allowed, would leave s as it
// is.
func Is(s string, lines bool) bool { return plain(s) || clean(s, lines) == s }

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
	// Taking something out can bring two halves of a sequence together, so go
	// on until nothing changes; each round shortens the text.
	for {
		next := pass(s, lines)
		if next == s {
			return s
		}
		s = next
	}
}

func pass(s string, lines bool) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	var b strings.Builder
	b.Grow(len(s))
	visible := false // the last rune written can carry a joiner
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == 0x1b || (r >= 0x80 && r <= 0x9f):
			i += sequence(s[i:])
			continue
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			i++
			continue
		case r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029:
			if lines {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
			visible = false
		case r == '\t':
			b.WriteByte(' ')
			visible = false
		case r == 0x200d || (r >= 0xfe00 && r <= 0xfe0f):
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); visible && (r != 0x200d || joinable(next)) {
				b.WriteRune(r)
				visible = r != 0x200d && visible
			}
		case unicode.IsControl(r) || hidden(r):
		default:
			b.WriteRune(r)
			visible = !unicode.IsSpace(r)
		}
		i += n
	}
	return strings.Trim(b.String(), " \n")
}

func joinable(r rune) bool {
	return r != utf8.RuneError && unicode.IsGraphic(r) && !unicode.IsSpace(r) && !hidden(r)
}

// hidden reports format characters, tags and other code points that take no
// place on the screen or change the direction of what follows.
func hidden(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x180e, r == 0x3164, r == 0xffa0:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xfeff, r >= 0xfff0 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r) || !unicode.IsGraphic(r) && !unicode.IsSpace(r)
}

// sequence gives the length of the escape sequence at the start of s, at
// least that of its introducer.
func sequence(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	kind := r
	if r == 0x1b {
		if len(s) == 1 {
			return 1
		}
		c := s[1]
		if c < 0x20 || c > 0x7e {
			return 1
		}
		kind, n = rune(c)+0x40, 2 // ESC [ is U+009B, and so on
		if c < 0x40 || c > 0x5f {
			if c < 0x30 { // nF: intermediates, then a final
				i := 1
				for i < len(s) && s[i] >= 0x20 && s[i] < 0x30 {
					i++
				}
				if i < len(s) && s[i] < 0x7f && s[i] >= 0x30 {
					return i + 1
				}
			}
			return 2
		}
	}
	switch kind {
	case 0x9b: // CSI
		i := n
		for i < len(s) && s[i] >= 0x20 && s[i] < 0x40 {
			i++
		}
		if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
		return n
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f: // DCS SOS OSC PM APC, to BEL or ST
		rest := s[n:]
		for i := 0; i < len(rest); i++ {
			switch {
			case rest[i] == 0x07:
				return n + i + 1
			case rest[i] == 0x1b && i+1 < len(rest) && rest[i+1] == '\\':
				return n + i + 2
			case strings.HasPrefix(rest[i:], "\u009c"):
				return n + i + 2
			}
		}
		return n
	}
	return n
}
