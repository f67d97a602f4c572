package clean

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCellNeverBeginsAFormula(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Acme": "Acme", "=1+1": "'=1+1", "+49 30": "'+49 30", "-5": "-5", "-5.25": "-5.25", "-5+2": "'-5+2",
		"@sum": "'@sum", "\tx": "'\tx", "\rx": "'\rx", "'": "'", "'=x": "''=x", "a=b": "a=b", "-": "'-",
	} {
		if got := Cell(in); got != want {
			t.Errorf("Cell(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`'{0,3}[=+@\t\r-]{0,2}[0-9a.]{0,4}`)).Draw(t, "s")
		c := Cell(s)
		if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") && !number(c) {
			t.Fatalf("Cell(%q) = %q begins a formula", s, c)
		}
		if back := Uncell(c); back != s {
			t.Fatalf("Uncell(Cell(%q)) = %q", s, back)
		}
	})
}
