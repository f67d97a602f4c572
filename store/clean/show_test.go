package clean

import (
	"strings"
	"testing"
)

func TestShow(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"plain, as it is":       "plain, as it is",
		" spaces stay ":         " spaces stay ",
		"two\nlines":            "two\nlines",
		"a\x1b[31mred":          "a\uFFFD[31mred",
		"osc \x1b]8;;x\x07":     "osc \uFFFD]8;;x\uFFFD",
		"c1 \u009b31m":          "c1 \uFFFD31m",
		"raw c1 \x9b31m":        "raw c1 \uFFFD31m",
		"bidi \u202Eabc":        "bidi \uFFFDabc",
		"zero\u200bwidth":       "zero\uFFFDwidth",
		"tab\tand\rreturn\x00":  "tab\uFFFDand\uFFFDreturn\uFFFD",
		"Žofia · 商談 … 👩\u200d💻": "Žofia · 商談 … 👩\u200d💻",
	} {
		if got := Show(in); got != want {
			t.Errorf("Show(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzShow(f *testing.F) {
	f.Add("a\x1b[31m\u202e\x9b\n")
	f.Fuzz(func(t *testing.T, s string) {
		got := Show(s)
		if Show(got) != got {
			t.Errorf("Show(Show(%q)) differs from Show", s)
		}
		if strings.ContainsFunc(got, func(r rune) bool {
			return r != '\n' && (r < 0x20 || r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e)
		}) {
			t.Errorf("Show(%q) = %q", s, got)
		}
	})
}
