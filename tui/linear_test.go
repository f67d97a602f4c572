package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"foresail/tui/tuitest"
)

// lines opens a linear cockpit over sample data.
func lines(t *testing.T) *tuitest.Terminal {
	o := watching(tuitest.Sample())
	o.Linear = true
	return tuitest.Open(t, o, 80, 24)
}

// said gives what was written since the last call.
func said(x *tuitest.Terminal) string { return x.Said() }

func TestLinesSayWhatChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := lines(t)
		begin := said(x)
		for _, want := range []string{"foresail, as lines", "Tab ", "Dana Fox - by week"} {
			if !strings.Contains(begin, want) {
				t.Errorf("%q is not said at the beginning:\n%s", want, begin)
			}
		}
		x.Send("8")
		if got := said(x); !strings.Contains(got, "Tab 8, Log\r\n") || !regexp.MustCompile(`kind \S+, account \S+.*\r$`).MatchString(got) {
			t.Errorf("on the tab Log:\n%q", got)
		}
		x.Send("j")
		got := said(x)
		if n := strings.Count(got, "\n"); n != 1 || !regexp.MustCompile(`^\r\n.*kind \S+, account \S+.*\r$`).MatchString(got) {
			t.Errorf("a move says %d lines, want the one that is selected now: %q", n, got)
		}
		x.Send("r")
		if got := said(x); !strings.Contains(got, "whole team") {
			t.Errorf("another scope says %q", got)
		}
		endLines(t, x)
	})
}

func TestLinesEchoWhatIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := lines(t)
		x.Send("a")
		if got := said(x); !strings.HasSuffix(got, "> \r\x1b[2C") && !strings.HasSuffix(got, "> ") {
			t.Errorf("the line that waits is %q", got)
		}
		x.Send("c", "a", "l", "l")
		if got := said(x); got != "call" {
			t.Errorf("letters are echoed as %q", got)
		}
		x.Send("\x7f")
		if got := said(x); !strings.Contains(got, "\b \b") && !strings.Contains(got, "> cal") {
			t.Errorf("a letter taken back is %q", got)
		}
		x.Send("l", " ", "a", "c", "m", "e", " ")
		if got := said(x); !strings.Contains(got, "call with Acme") {
			t.Errorf("what is understood is not said after a word: %q", got)
		}
		x.Send("\r")
		if got := said(x); !strings.Contains(got, "saved: call with Acme") {
			t.Errorf("saved, and said %q", got)
		}
		endLines(t, x)
	})
}

// TestLinesUseNoScreen holds that nothing but text, line ends and the little
// that an input line needs is written, on every tab.
func TestLinesUseNoScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := lines(t)
		for _, tab := range tabs {
			x.Send(tab, "j", "j", "\r", "\x1b", "?", "\x1b", ":", "p", "i", "\x1b", "[", "]")
		}
		x.Send("a", "c", "日", "本", " ", "\x1b[D", "x", "\x1b")
		x.Send("\x1b[200~call acme\ncall globex\x1b[201~", "\x1b")
		all := strings.ReplaceAll(said(x), "\x1b[?2004h", "")
		for _, seq := range regexp.MustCompile(`\x1b[^a-zA-Z]*[a-zA-Z]`).FindAllString(all, -1) {
			if !regexp.MustCompile(`^\x1b\[(K|\d+C)$`).MatchString(seq) {
				t.Fatalf("%q is for screens", seq)
			}
		}
		for _, r := range all {
			if r >= 0x2500 && r < 0x2900 || r >= 0x2190 && r < 0x2300 || r == utf8.RuneError {
				t.Fatalf("%q is drawn, not written", r)
			}
		}
		endLines(t, x)
	})
}

func endLines(t *testing.T, x *tuitest.Terminal) {
	t.Helper()
	x.Send("\x03")
	if err := x.End(); err != nil {
		t.Fatal(err)
	}
	if got := said(x); !strings.HasSuffix(got, "\r\n\x1b[?2004l") || x.AltScreen() || x.CursorHidden() {
		t.Errorf("the end is %q", got)
	}
}
