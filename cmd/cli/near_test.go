package cli

import (
	"slices"
	"testing"

	"foresail/store/say"
)

// TestDistance's figures are counted by hand.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"dana", "dana", 0}, {"dana", "dama", 1}, {"dana", "adna", 1}, {"dana", "dan", 1}, {"", "ab", 2},
		{"kitten", "sitting", 3}, // the textbook example of Levenshtein's distance
		{"müller", "muller", 1},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestNear(t *testing.T) {
	names := []string{"Dana Scully", "Fox Mulder", "Walter Skinner", "Dan Brown"}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Dama", []string{"Dana Scully", "Dan Brown"}},
		{"skiner", []string{"Walter Skinner"}},
		{"zzzzzz", nil},
	} {
		if got := near(c.text, names); !slices.Equal(got, c.want) {
			t.Errorf("near(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestOnlyMatch(t *testing.T) {
	names := []string{"Dana Scully", "Fox Mulder", "Dan Brown"}
	for _, c := range []struct {
		text string
		want int
	}{{"scul", 0}, {"FOX", 1}, {"dan", -1}, {"dana", 0}, {"cully", -1}, {"", -1}} {
		i, only := onlyMatch(c.text, names)
		if only != (c.want >= 0) || only && i != c.want {
			t.Errorf("onlyMatch(%q) = %d, %v; want %d", c.text, i, only, c.want)
		}
	}
}

func TestCaret(t *testing.T) {
	for _, c := range []struct {
		line       string
		start, end int
		want       string
	}{
		{"cal acme", 0, 3, "  cal acme\n  ^~~\n"},
		{"call acme", 5, 9, "  call acme\n       ^~~~\n"},
		{"call acme", 9, 9, "  call acme\n           ^\n"},
		{"電話 acme", 7, 11, "  電話 acme\n       ^~~~\n"}, // two cells for each wide character
		{"x", 5, 9, "  x\n   ^\n"},
	} {
		if got := caret(c.line, c.start, c.end); got != c.want {
			t.Errorf("caret(%q, %d, %d) =\n%swant\n%s", c.line, c.start, c.end, got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	tb := newTable("Name", ">Value")
	tb.row("電話", "1")
	tb.row("b", "1,000")
	var out writer
	tb.print(&out)
	if want := "Name  Value\n電話      1\nb     1,000\n"; string(out) != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
}

type writer []byte

func (w *writer) Write(b []byte) (int, error) { *w = append(*w, b...); return len(b), nil }

func TestHintOfACause(t *testing.T) {
	a := testApp()
	err := say.Because(say.Errorf("cli.rep.unknown", "name", "x"), "cli.usage")
	if got := a.hint(err); got == "" {
		t.Error("no hint")
	}
	if got := a.hint(say.Errorf("cli.interrupted")); got != "" {
		t.Errorf("hint %q of a message that has none", got)
	}
}
