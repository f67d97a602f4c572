package intake

import (
	"unicode/utf16"
	"unicode/utf8"
)

// units brings the UTF-16 units together in which a console gives characters.
type units struct{ half rune }

// add appends the character that a unit ends to b, if it ends one. A half whose
// other half does not come is dropped.
func (u *units) add(b []byte, unit rune) []byte {
	half := u.half
	u.half = 0
	switch r := utf16.DecodeRune(half, unit); {
	case half != 0 && r != utf8.RuneError:
		return utf8.AppendRune(b, r)
	case unit >= 0xD800 && unit < 0xDC00:
		u.half = unit
		return b
	case utf16.IsSurrogate(unit):
		return b
	}
	return utf8.AppendRune(b, unit)
}
