package sshd

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		text  string
		words []string
	}{
		{"", nil}, {"  \t ", nil}, {"log call acme", []string{"log", "call", "acme"}},
		{"deal set --source '' --stage a", []string{"deal", "set", "--source", "", "--stage", "a"}},
		{`a "" b`, []string{"a", "", "b"}}, {`''`, []string{""}}, {`a''b`, []string{"ab"}},
		{`log 'call acme: it''s "it"'`, []string{"log", `call acme: its "it"`}},
		{`"a b" c\ d \"e\" 'f\g'`, []string{"a b", "c d", `"e"`, `f\g`}},
		{`"a\"b\\c\$d\ne"`, []string{`a"b\c$d\ne`}}, {"--x=$HOME *;a|b #c", []string{"--x=$HOME", "*;a|b", "#c"}},
		{"Привет 'Мир и'", []string{"Привет", "Мир и"}}, {"a\\\nb", []string{"ab"}}, {"a\nb\r\n", []string{"a", "b"}},
	} {
		got, err := split(c.text)
		if err != nil || !slices.Equal(got, c.words) {
			t.Errorf("%q is split into %q, %v", c.text, got, err)
		}
	}
	for _, text := range []string{`'`, `a "b`, `a\`, `"a\`, `"a'`, `'a"`} {
		if got, err := split(text); err == nil {
			t.Errorf("%q is split into %q", text, got)
		}
	}
}

// TestSplitIsWhatShellsDo compares with the shell of this machine, on words
// quoted in each of three ways.
func TestSplitIsWhatShellsDo(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell on this machine")
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`('[a \\"]{0,3}'|"[a ']{0,2}(\\["\\a])?"|(\\[ '"\\a])?[ab]{1,2}| )`), 1, 6).Draw(t, "parts")
		text := strings.Join(parts, "")
		out, err := exec.Command(sh, "-c", `printf '%s\n' `+text).Output()
		if err != nil {
			t.Fatal(err)
		}
		got, err := split(text)
		if err != nil {
			t.Fatal(err)
		}
		if want := string(out); len(got) > 0 && strings.Join(got, "\n")+"\n" != want {
			t.Fatalf("%s: %q, and the shell says %q", text, got, want)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add(`log "a 'b" c\ d ''`)
	f.Fuzz(func(t *testing.T, text string) {
		words, err := split(text)
		if err != nil {
			return
		}
		var again []string
		for _, w := range words {
			again = append(again, "'"+strings.ReplaceAll(w, "'", `'\''`)+"'")
		}
		if got, err := split(strings.Join(again, " ")); err != nil || !slices.Equal(got, words) {
			t.Errorf("%q gives %q, which give %q %v", text, words, got, err)
		}
	})
}
