package tui

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"foresail/tui/keymap"
	"foresail/tui/theme"
)

// keyNames are the messages with the names of keys that a voice passes over or
// reads as something else.
var keyNames = map[string]string{
	".": "key.stop", ",": "key.comma", ":": "key.colon", ";": "key.semicolon", "/": "key.slash", `\`: "key.backslash", "|": "key.bar",
	"<": "key.less", ">": "key.greater", "[": "key.bracket", "]": "key.bracket.right", "(": "key.parenthesis", ")": "key.parenthesis.right",
	"?": "key.question", "!": "key.exclamation", "-": "key.minus", "+": "key.plus", "=": "key.equals", "*": "key.star", "#": "key.hash",
	"'": "key.apostrophe", `"`: "key.quote", "`": "key.grave", "~": "key.tilde", "^": "key.caret", "_": "key.underscore", "@": "key.at",
	"&": "key.and", "%": "key.percent", "$": "key.dollar", "{": "key.brace", "}": "key.brace.right",
}

// keyName gives a key, or several with spaces between them, as it is shown; by
// name where the cockpit is read.
func (a *App) keyName(keys string) string {
	if !a.lined {
		return keys
	}
	names := strings.Fields(keys)
	for i, key := range names {
		at := strings.LastIndexByte(strings.TrimSuffix(key, "+"), '+') + 1
		names[i] = key[:at] + a.signName(key[at:])
	}
	return strings.Join(names, ", ")
}

// signName gives a key without what is held down with it.
func (a *App) signName(key string) string {
	if name, ok := keyNames[key]; ok {
		return a.say.T(name)
	}
	if r, n := utf8.DecodeRuneInString(key); n == len(key) && unicode.IsUpper(r) {
		return a.say.T("key.capital", "letter", key)
	}
	return key
}

// keysName gives all keys of a binding, a gap for none.
func (a *App) keysName(b keymap.Binding) string {
	return cmp.Or(a.keyName(keymap.Show(b.Keys)), a.theme.Mark(theme.MarkGap))
}
