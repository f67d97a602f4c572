package plain

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextIsWithoutCaseAccentsAndSigns(t *testing.T) {
	for in, want := range map[string]string{
		"Käse & Söhne": "kase sohne", "José-Núñez": "jose nunez", "Ångström": "angstrom", "日本電産": "日本電産", "Zażółć": "zazołc", "a@b.example": "a b example", "  ": "",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestTextOfATextIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := Text(rapid.String().Draw(t, "text"))
		if twice := Text(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

// Holds finds what a search in the folded text finds, however the text is
// written.
func TestHoldsIsASearchInTheText(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("abÄäée –-.,@\x00B1日 ")))
	rapid.Check(t, func(t *rapid.T) {
		text, sought := letters.Draw(t, "text"), Words(letters.Draw(t, "sought"))
		if len(sought) > 0 && strings.ContainsAny(strings.Join(sought, ""), "-–.,@\x00") {
			t.Skip("signs alone")
		}
		want := true
		for _, w := range sought {
			want = want && strings.Contains(Text(text), w)
		}
		if got := Holds(text, sought); got != want {
			t.Fatalf("%q in %q: %v, want %v", sought, text, got, want)
		}
	})
}
