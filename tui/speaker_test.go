package tui

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// TestATerminalThatTakesNothingIsToldThatLinesAreMissing holds that what waits
// for it does not grow for ever, and that what comes last is whole.
func TestATerminalThatTakesNothingIsToldThatLinesAreMissing(t *testing.T) {
	var out bytes.Buffer
	s := newSpeaker(&out, "(gap)")
	for range 100 {
		s.say([]string{strings.Repeat("x", unheard/10)})
		s.echo(strings.Repeat("y", unheard/10), 0)
	}
	s.say([]string{"last"})
	s.echo("typed", 5)
	if s.wait.Len() > 2*unheard {
		t.Errorf("%d bytes wait", s.wait.Len())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ended := make(chan struct{})
	s.run(ctx, ended)
	if got := out.String(); strings.Count(got, "(gap)") != 1 || !strings.HasPrefix(got, "\r\n(gap)\r\r\n") || !strings.HasSuffix(got, "\r\nlast\r\r\ntyped") {
		t.Errorf("the terminal got %.40q … %.40q", got, got[max(len(got)-40, 0):])
	}
}

// TestOfAScreenOnlyTheClipboardPasses holds that nothing else of what Bubble
// Tea writes does.
func TestOfAScreenOnlyTheClipboardPasses(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b[2Jtext\x1b[?25l":                                    "",
		"\x1b]0;title\a\x1b]52;c;YQ==\x07\x1b[31mred":             "\x1b]52;c;YQ==\x07",
		"\x1b]52;c;YQ==\x1b\\more\x1b]52;c;Yg==\x1b\\\x1b[2Jmore": "\x1b]52;c;YQ==\x1b\\\x1b]52;c;Yg==\x1b\\",
	} {
		var out bytes.Buffer
		if n, err := (quiet{&out}).Write([]byte(in)); n != len(in) || err != nil || out.String() != want {
			t.Errorf("of %q passes %q, want %q (%d, %v)", in, out.String(), want, n, err)
		}
	}
}
