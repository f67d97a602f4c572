// Package plain brings text to the form in which it is searched, the same
// everywhere: without case, accents and signs, so that "kase" finds "Käse" on
// every tab, in the log and in a typed line.
//
// It promises: Text(Text(s)) == Text(s); every function is pure. It imports
// store/record and golang.org/x/text/unicode/norm.
//
// # Decisions
//
//   - Marks that are no accents go with the accents (the dakuten of が), since
//     who types quickly leaves both out, and what is found too much is seen.
package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"foresail/store/record"
)

// Text takes accents off a text, and folds it as names are compared
// (record.Fold).
func Text(s string) string {
	if !ascii(s) {
		s = bare(s)
	}
	return record.Fold(s)
}

// bare takes accents off.
func bare(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// Words gives the words that a search for a text looks for.
func Words(s string) []string { return strings.Fields(Text(s)) }

// Holds reports whether a text, as it was written, holds all words, which are as
// Words gives them. It is quick for texts in ASCII, in which only letters'
// case counts for words.
func Holds(text string, words []string) bool {
	if ascii(text) {
		text = strings.ToLower(text)
	} else {
		text = Text(text)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
