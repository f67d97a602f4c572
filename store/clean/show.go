package clean

import (
	"strings"
	"unicode"
)

// Show makes text harmless that is about to be shown and may not have been
// cleaned, such as the words of an error about a path or about what somebody
// typed: each character that could act on a terminal or hide becomes U+FFFD,
// so that it is seen that there is one. Line breaks stay, and nothing changes
// its place.
func Show(s string) string {
	if !acts(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || hidden(r) && !unseen(r)) {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// acts reports whether text may hold what Show takes out; plain text is told
// without decoding it.
func acts(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 && s[i] != '\n' || s[i] > 0x7e {
			return true
		}
	}
	return false
}
