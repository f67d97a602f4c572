package clean

import (
	"unicode"
	"unicode/utf8"
)

const (
	nonJoiner = 0x200c
	joiner    = 0x200d
	keycap    = 0x20e3
	blackFlag = 0x1f3f4
	tagEnd    = 0xe007f
)

// hidden reports format characters, tags and other code points that take no
// place on the screen, take one without showing anything, or change the
// direction of what follows.
func hidden(r rune) bool {
	switch {
	case r < 0x7f:
		return false
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x2800, r == 0x3164, r == 0xffa0:
		return true
	case r >= 0x180b && r <= 0x180f, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xfeff, r >= 0xfff0 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe0fff:
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe: // no characters
		return true
	}
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs)
}

// unseen reports the joiners and selectors, which stay where they work.
func unseen(r rune) bool {
	return r == nonJoiner || r == joiner || r >= 0xfe00 && r <= 0xfe0f || r >= 0x180b && r <= 0x180f && r != 0x180e
}

// works reports whether a joiner or selector does something between what was
// written and what comes next.
func (b *scrubber) works(r, next rune) bool {
	switch {
	case r == joiner && pictures(b.last):
		return pictures(next)
	case r == joiner || r == nonJoiner:
		return b.last != joiner && b.last != nonJoiner && unicode.In(b.base, joining...) && unicode.In(next, joining...)
	case r == 0xfe0e || r == 0xfe0f:
		switch b.last {
		case 0x203c, 0x2049, 0x2139, 0x3030: // punctuation and a letter that are emoji too
			return true
		}
		return pictures(b.last) && b.last < 0xfe00 || b.last >= 0x1f000 && pictures(b.last) || keys(b.last) && next == keycap
	case r >= 0xfe00 && r <= 0xfe0d:
		return unicode.In(b.last, unicode.Han, unicode.Sm, unicode.Myanmar, unicode.Phags_Pa)
	}
	return unicode.In(b.last, unicode.Mongolian) && !unseen(b.last) // 180B to 180F
}

// pictures reports symbols, of which emoji are made, and the selector that
// may end one.
func pictures(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r == 0xfe0f || r >= 0xa9 && unicode.In(r, unicode.So, unicode.Sm) && !hidden(r)
}

func keys(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// joining are the scripts in which a joiner or non-joiner changes how a word
// is written.
//
// Source: Unicode 15, ArabicShaping.txt and the scripts that have a virama
// (Indic_Syllabic_Category).
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Adlam, unicode.Hanifi_Rohingya, unicode.Mongolian,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
	unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Balinese, unicode.Javanese,
	unicode.Sundanese, unicode.Chakma, unicode.Meetei_Mayek, unicode.Tibetan, unicode.Tai_Tham,
}

// flagTags gives the length of the tags that make a black flag the flag of a
// region: letters and digits, and the end; 0 when s begins otherwise.
//
// Source: UTS #51, ED-14a.
func flagTags(s string) int {
	i := 0
	for count := 0; ; count++ {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == tagEnd && count >= 3:
			return i
		case count < 6 && (r >= 0xe0030 && r <= 0xe0039 || r >= 0xe0061 && r <= 0xe007a):
		default:
			return 0
		}
	}
}
