package intake

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestUnitsMakeTheTextTheyAreOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var u units
		var got []byte
		for _, unit := range utf16.Encode([]rune(text)) {
			got = u.add(got, rune(unit))
		}
		if string(got) != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestAnyUnitsMakeCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var u units
		var got []byte
		for _, unit := range rapid.SliceOf(rapid.Uint16()).Draw(t, "units") {
			got = u.add(got, rune(unit))
		}
		if !utf8.Valid(got) {
			t.Fatalf("%x are no characters", got)
		}
	})
}
