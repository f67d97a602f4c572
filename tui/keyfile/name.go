package keyfile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// modifiers are in the order in which keys are named.
var modifiers = []string{"ctrl", "alt", "shift", "meta", "hyper", "super"}

// words are the keys that have a name and no sign.
var words = []string{
	"enter", "tab", "backspace", "esc", "space", "up", "down", "left", "right", "insert", "delete", "home", "end", "pgup", "pgdown", "begin", "menu",
}

// alike are other names of keys.
var alike = map[string]string{
	"escape": "esc", "return": "enter", "del": "delete", "ins": "insert", "pageup": "pgup", "pagedown": "pgdown", "control": "ctrl", "option": "alt", "cmd": "super",
}

// functionKeys is how many function keys terminals know.
const functionKeys = 63

// Name gives the name of a key as the key table has it, for a name as people
// write it: "Ctrl+P", "shift+a", "pageup". letter says that the key alone types
// something.
func Name(text string) (key string, letter, ok bool) {
	if text == "+" || strings.HasSuffix(text, "++") { // the plus is the key itself
		return chord(split(strings.TrimSuffix(text, "+")), "+")
	}
	parts := strings.Split(text, "+")
	return chord(parts[:len(parts)-1], parts[len(parts)-1])
}

func split(text string) []string {
	text = strings.TrimSuffix(text, "+")
	if text == "" {
		return nil
	}
	return strings.Split(text, "+")
}

func chord(mods []string, base string) (string, bool, bool) {
	held := make([]bool, len(modifiers))
	for _, m := range mods {
		i := slices.Index(modifiers, known(m))
		if i < 0 || held[i] {
			return "", false, false
		}
		held[i] = true
	}
	base, sign := baseOf(base)
	if base == "" {
		return "", false, false
	}
	const shift = 2
	others := slices.Contains(slices.Delete(slices.Clone(held), shift, shift+1), true)
	switch {
	case sign && !others && held[shift]: // what shift types has a sign of its own
		base, held[shift] = strings.ToUpper(base), false
	case sign && others:
		base = strings.ToLower(base)
	}
	var out []string
	for i, m := range modifiers {
		if held[i] {
			out = append(out, m)
		}
	}
	alone := !slices.Contains(held, true)
	return strings.Join(append(out, base), "+"), alone && (sign || base == "space"), true
}

// baseOf gives the key under the modifiers, "" for none, and whether it has a
// sign.
func baseOf(text string) (base string, sign bool) {
	if text == " " {
		return "space", false
	}
	if w := known(text); slices.Contains(words, w) {
		return w, false
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(text), "f")); err == nil && len(text) > 1 && (text[0] == 'f' || text[0] == 'F') && n >= 1 && n <= functionKeys {
		return "f" + strconv.Itoa(n), false
	}
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 || n != len(text) || r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.IsSpace(r) || ansi.StringWidth(text) == 0 {
		return "", false
	}
	return text, true
}

func known(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if w, ok := alike[text]; ok {
		return w
	}
	return text
}
