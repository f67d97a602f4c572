package clean

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestLine(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		// What people write stays.
		"plain":                {"Acme Ltd", "Acme Ltd"},
		"inner spaces":         {"a  b", "a  b"},
		"ends":                 {"  Acme \t", "Acme"},
		"breaks":               {"a\r\nb\nc\rd\u2028e\u2029f\u0085g\vh\fi", "a b c d e f g h i"},
		"accents":              {"Cafe\u0301 Lumière", "Cafe\u0301 Lumière"},
		"emoji of several":     {"👩\u200d👩\u200d👧\u200d👦", "👩\u200d👩\u200d👧\u200d👦"},
		"skin tone":            {"👩🏽\u200d🚀", "👩🏽\u200d🚀"},
		"selector and joiner":  {"❤\ufe0f\u200d🔥 ☺\ufe0e", "❤\ufe0f\u200d🔥 ☺\ufe0e"},
		"arrow joined":         {"🙂\u200d↔\ufe0f", "🙂\u200d↔\ufe0f"},
		"keycap":               {"1\ufe0f\u20e3", "1\ufe0f\u20e3"},
		"flag":                 {"🇩🇪🇲🇾", "🇩🇪🇲🇾"},
		"flag of Scotland":     {"🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f!", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f!"},
		"Persian non-joiner":   {"می\u200cخواهم", "می\u200cخواهم"},
		"Hindi joiner":         {"क्\u200dष", "क्\u200dष"},
		"Hebrew":               {"שָׁלוֹם", "שָׁלוֹם"},
		"Thai":                 {"น้ำ", "น้ำ"},
		"Han":                  {"株式会社 商談", "株式会社 商談"},
		"no-break space":       {"a\u00a0b", "a\u00a0b"},
		"newer than our table": {"x \U0001fae9 y", "x \U0001fae9 y"}, // U+1FAE9, Unicode 16

		// Escape sequences go whole.
		"colour":                  {"a\x1b[31;1mred\x1b[0m", "ared"},
		"colour, 8-bit":           {"a\u009b31mred", "ared"},
		"private CSI":             {"a\x1b[?1049hb\x1b[>4;2m\x1b[!pc", "abc"},
		"title":                   {"a\x1b]0;owned\x07b", "ab"},
		"title to ST":             {"a\x1b]0;owned\x1b\\b", "ab"},
		"title, 8-bit":            {"a\u009d0;owned\u009cb", "ab"},
		"link":                    {"\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\", "text"},
		"clipboard":               {"a\x1b]52;c;ZXZpbA==\x07b", "ab"},
		"DCS":                     {"a\x1bPq#0;2\x1b\\b", "ab"},
		"APC":                     {"a\x1b_Gf=100;\x1b\\b", "ab"},
		"PM":                      {"a\x1b^x\x1b\\b", "ab"},
		"SOS":                     {"a\x1bXx\x1b\\b", "ab"},
		"character set":           {"a\x1b(0b\x1b)Bc", "abc"},
		"reset":                   {"a\x1bcb", "ab"},
		"raw 8-bit bytes":         {"a\x9b31mb", "a\uFFFD31mb"},
		"broken UTF-8":            {"a\xc3b\xff", "a\uFFFDb\uFFFD"},
		"alone at the end":        {"a\x1b", "a"},
		"cut CSI":                 {"a\x1b[31", "a31"},
		"CSI over a break":        {"a\x1b[31\nb", "a31 b"},
		"unterminated title":      {"a\x1b]0;evil name", "a0;evil name"},
		"unterminated, 8-bit":     {"a\u009dx name", "ax name"},
		"unterminated twice":      {"a\x1b]0;b\x1b]0;c", "a0;b0;c"},
		"title over a break":      {"a\x1b]0;b\nc\x07d", "a0;b cd"},
		"string within a string":  {"a\x1b]0;b\x1b[31mc\x07d", "a0;bcd"},
		"escape before escape":    {"a\x1b\x1b[31mb", "ab"},
		"halves brought together": {"a\x1b\x00[31mb\x1b\u200b[31mc", "a[31mb[31mc"},
		"cancelled":               {"a\x1b]0;x\x18b\x07c", "a0;xbc"},

		// Controls, direction and what is not seen.
		"controls":                {"a\x00b\x07c\x08d\x7fe", "abcde"},
		"bidi":                    {"a\u202eb\u202cc\u2066d\u2069e\u200ef\u200fg\u061ch", "abcdefgh"},
		"zero width":              {"a\u200bb\ufeffc\u2060d\u00ade\u180ef", "abcdef"},
		"joiners between letters": {"Ac\u200dme Ac\u200cme", "Acme Acme"},
		"joiner without a mate":   {"\u200da 👩\u200d b\u200d", "a 👩 b"},
		"selector on a letter":    {"Ac\ufe0fme\ufe00", "Acme"},
		"selector on a digit":     {"1\ufe0f2", "12"},
		"Mongolian selector":      {"a\u180bb", "ab"},
		"tags alone":              {"a\U000e0061\U000e0062b\U000e0001", "ab"},
		"tags that do not end":    {"🏴\U000e0067\U000e0062x", "🏴x"},
		"supplementary selector":  {"葛\U000e0100", "葛"},
		"fillers":                 {"a\u3164b\uffa0c\u115fd\u1160e\u2800f", "abcdef"},
		"private use":             {"a\ue0a0b\U000f0000c\U0010fffdd", "abcd"},
		"no characters":           {"a\ufdd0b\uffffc\U0001fffed", "abcd"},
		"annotation":              {"a\ufff9b\ufffac\ufffbd", "abcd"},
		"mark without a base":     {"\u0301a", "a"},
		"piled marks":             {"a" + strings.Repeat("\u0301", 1000) + "b", "a" + strings.Repeat("\u0301", mostMarks) + "b"},
		"nothing":                 {"\x1b[0m \u200b ", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Line(c.in); got != c.want {
				t.Errorf("Line(%+q)\n got %+q\nwant %+q", c.in, got, c.want)
			}
			if Is(c.in, false) != (c.in == c.want) {
				t.Errorf("Is(%+q) is %v", c.in, Is(c.in, false))
			}
		})
	}
}

func TestNote(t *testing.T) {
	for in, want := range map[string]string{
		"a\nb":                 "a\nb",
		"\n\n a\r\n\r\nb \n":   "a\n\nb",
		"a\tb\u2028c\u0085d":   "a b\nc\nd",
		"a\n  b":               "a\n  b",
		"a\n\u0301b":           "a\nb",
		"a\x1b]0;x\nb\x07\nc":  "a0;x\nb\nc",
		"1. \x1b[1mx\x1b[0m\n": "1. x",
	} {
		if got := Note(in); got != want {
			t.Errorf("Note(%q) = %q, want %q", in, got, want)
		}
	}
}

// bits are what hostile text is made of.
var bits = []string{
	"a", "b ", " ", "\n", "\r", "\t", "é", "e\u0301", "क्", "م", "商", "👩", "❤", "🏴", "🇩", "1", "\u20e3", "\u200d", "\u200c", "\ufe0f", "\ufe00",
	"\x1b", "\x1b[", "31m", "\x1b]", "0;x", "\x07", "\x1b\\", "\u009b", "\u009c", "\u009d", "\u0085", "\u202e", "\u2066", "\u200b", "\U000e0067", "\U000e007f",
	"\x00", "\x7f", "\x9b", "\xff", "\xe2\x80", "\x8b", "\ue000", "\u180b", "\u0301", "\ufdd0", "\x18", "(", "P", "\\",
}

func check(t interface{ Fatalf(string, ...any) }, s string) {
	for _, lines := range []bool{false, true} {
		got := clean(s, lines)
		switch {
		case clean(got, lines) != got:
			t.Fatalf("%+q: %+q becomes %+q the second time", s, got, clean(got, lines))
		case !utf8.ValidString(got):
			t.Fatalf("%+q: %+q is not UTF-8", s, got)
		case utf8.ValidString(s) && len(got) > len(s):
			t.Fatalf("%+q grew to %+q", s, got)
		case Is(s, lines) != (got == s):
			t.Fatalf("Is(%+q) is wrong", s)
		case strings.TrimSpace(got) != got && strings.Trim(got, " \n") != got:
			t.Fatalf("%+q: %+q has spaces at its ends", s, got)
		}
		for _, r := range got {
			bad := r < 0x20 && !(lines && r == '\n') || r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e ||
				r >= 0x2066 && r <= 0x2069 || r == 0x200b || r == 0x200e || r == 0x200f || r == 0xfeff || r == 0x2028 || r == 0x2029
			if bad {
				t.Fatalf("%+q: %+q holds %U", s, got, r)
			}
		}
	}
}

func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(bits), 0, 24).Draw(t, "bits"), ""))
		check(t, rapid.String().Draw(t, "text"))
	})
}

// Letters, digits, marks on letters and punctuation are never taken out.
func TestNothingReadableIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[\p{L}\p{Nd}]([\p{L}\p{Nd}\p{P} ]*[\p{L}\p{Nd}])?`).Draw(t, "s")
		for _, r := range s {
			if hidden(r) { // the fillers of Hangul are letters
				t.Skip("filler")
			}
		}
		if got := Line(s); got != s {
			t.Fatalf("Line(%+q) = %+q", s, got)
		}
	})
}

// Time grows with the length of the text, whatever is in it. The limit is
// forty times what it takes.
func TestHostileTextTakesNoLonger(t *testing.T) {
	const size = 1 << 16
	for _, bit := range []string{"\x1b]", "\u009d", "\u009b", "\x1b[", "\x1bP", "\x1b", " \u0301", "\u200d", "👩\u200d", "\U000e0067", "🏴\U000e0067", "\xff", "\r", "\x1b(", "e\u0301"} {
		s := "a" + strings.Repeat(bit, size/len(bit))
		start := time.Now()
		Note(s)
		if took := time.Since(start); took > 400*time.Millisecond {
			t.Errorf("64 KiB of %+q took %v", bit, took)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b]0;x\x07\u202eb\u200dc\ufe0f🏴\U000e0067\xff")
	for _, b := range bits {
		f.Add("a" + b + "b")
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

func BenchmarkLine(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Acme Instruments Ltd", "accents": "Café Lumière GmbH & Söhne", "escapes": "\x1b[31mAcme\x1b[0m"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Line(s)
			}
		})
	}
}
