package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"foresail/tui"
	"foresail/tui/tuitest"
)

// lines opens a linear cockpit over sample data.
func lines(t *testing.T) *tuitest.Terminal {
	o := watching(tuitest.Sample())
	o.Linear = true
	return tuitest.Open(t, o, 240, 24)
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

// The questions of the first run are said one by one, with the same checks as on
// a screen.
func TestFirstQuestionsAsLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := watching(tuitest.Sample())
		o.Linear = true
		x, answers := tuitest.Ask(t, o, tui.Answers{Name: "dana", Pack: "general", Currency: "EUR"}, []string{"general"}, 80, 24)
		for _, step := range []struct {
			key  string
			says []string
		}{
			{"", []string{"Welcome to foresail", "enter next, shift+tab back", "1 of 3: Who are you?", "> dana"}},
			{"\x15", []string{"your name as the team knows it"}},
			{"\r", []string{"a name is needed"}},
			{"J", []string{"J"}}, {"o", []string{"o"}},
			{"\r", []string{"2 of 3: What do you sell?", "> general: calls"}},
			{"\x1b[Z", []string{"1 of 3: Who are you?", "> Jo"}},
			{"\r", []string{"2 of 3"}},
			{"\r", []string{"3 of 3: In which currency?", "> EUR"}},
			{"x", []string{"> x"}}, {"\r", []string{"X is no currency code"}},
			{"\x0c", []string{"3 of 3: In which currency?"}},
			{"\x15", nil}, {"m", nil}, {"y", nil}, {"r", nil}, {"\r", nil},
		} {
			if step.key != "" {
				x.Send(step.key)
			}
			got := said(x)
			for _, want := range step.says {
				if !strings.Contains(got, want) {
					t.Errorf("%q says %q, want %q in it", step.key, got, want)
				}
			}
		}
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
		if want := (tui.Answers{Name: "Jo", Pack: "general", Currency: "MYR"}); *answers != want {
			t.Errorf("answered %+v, want %+v", *answers, want)
		}
		if x.AltScreen() || x.CursorHidden() {
			t.Error("a screen was taken")
		}
	})
}

// Forms, questions, the palette and the help are said as they open, one line a
// thing, and what is behind them is not said again when they close.
func TestWhatOpensIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := lines(t)
		x.Send("3")
		said(x)
		for _, step := range []struct {
			key        string
			says, lack []string
		}{
			{"n", []string{"New deal\r\n", "title, nothing", "> account"}, []string{"|"}},
			{"a", []string{"a"}, []string{"\n"}},
			{"\x1b", []string{"Leave unsaved?, y yes, n no"}, nil},
			{"n", []string{"> account"}, []string{"title, nothing"}},
			{"\t", []string{"> title"}, nil},
			{"\t", []string{"> amount"}, nil},
			{"\t", []string{"\nstage\r\n", "> Lead"}, nil},
			{"\x1b[B", []string{"stage, Qualified", "> Qualified"}, []string{"Won"}},
			{"\x1b", []string{"Leave unsaved?"}, nil},
			{"y", nil, []string{"weighted"}},
			{":", []string{"Find a command\r\n", "Set a goal", "Move the deal to the next stage, greater than", "> "}, nil},
			{"\x1b[B", []string{"Move the deal to the stage before, less than"}, []string{"Go to"}},
			{"\x1b", nil, []string{"weighted"}},
			{"?", []string{"\na, Log an activity\r\n", "\ngreater than, capital L, shift+right, Move the deal"}, []string{"Next field"}},
			{"j", nil, []string{"Log an activity"}},
			{"\x1b", nil, []string{"weighted"}},
		} {
			x.Send(step.key)
			got := said(x)
			for _, want := range step.says {
				if !strings.Contains(got, want) {
					t.Errorf("%q says %q, want %q in it", step.key, got, want)
				}
			}
			for _, never := range step.lack {
				if strings.Contains(got, never) {
					t.Errorf("%q says %q, which has %q in it", step.key, got, never)
				}
			}
		}
		endLines(t, x)
	})
}

// What stands beside a list is said after it, and what is drawn is not said.
func TestListsAreNotMixed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := lines(t)
		x.Send("2")
		got := said(x)
		if leading, lagging := strings.Index(got, "Leading"), strings.Index(got, "Lagging"); leading < 0 || lagging < leading || strings.Count(got[leading:lagging], "\n") < 3 {
			t.Errorf("the lists of indicators are mixed: %q", got)
		}
		if regexp.MustCompile(`[_,:;iIH#.]{8,}`).MatchString(got) {
			t.Errorf("a sparkline is said: %q", got)
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

// What a line that is typed means is said once typing rests, and before it is
// saved, so that nobody saves what he has not heard.
func TestWhatIsTypedIsSaidAsUnderstood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := watching(tuitest.Sample())
		o.Linear, o.Dwell = true, 0
		x := tuitest.Open(t, o, 240, 24)
		x.Send("8")
		said(x)
		x.Send("a", "c", "a", "l", "l", " ", "a", "c")
		if got := said(x); strings.Contains(got, "call with Acme") {
			t.Errorf("said while one types: %q", got)
		}
		time.Sleep(2 * time.Second)
		x.Rest()
		if got := said(x); !strings.Contains(got, "call with Acme") || !strings.HasSuffix(got, "> call ac") {
			t.Errorf("once typing rests is said %q", got)
		}
		time.Sleep(5 * time.Second)
		x.Rest()
		if got := said(x); got != "" {
			t.Errorf("and later %q", got)
		}
		x.Send(" ", "z", "z", "z") // of which nothing can be made, so that less is offered
		time.Sleep(2 * time.Second)
		x.Rest()
		if got := said(x); regexp.MustCompile(`\d\d:\d\d, \w`).MatchString(got) {
			t.Errorf("what lies behind is said: %q", got)
		}
		x.Send("\x15", "e", "m", "a", "i", "l", " ", "g", "l", "o", "b", "\r")
		got := said(x)
		means, saved := strings.Index(got, "email with Globex"), strings.Index(got, "saved: email with Globex")
		if means < 0 || saved < 0 || means >= saved {
			t.Errorf("saved without a word on how it was understood: %q", got)
		}
		endLines(t, x)
	})
}

// Charts and bars are for who looks at them; keys are said by their names;
// nothing is cut, and lines break between words where the terminal is narrow.
func TestLinesHaveWordsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := watching(tuitest.Sample())
		o.Linear = true
		x := tuitest.Open(t, o, 60, 24)
		for _, tab := range tabs {
			x.Send(tab, "j", "\r", "J", "\x1b", "?", "\x1b")
		}
		x.Send("8", ":", "o", "n", "c", "e", " ")
		all := said(x)
		if !strings.Contains(all, "Log the last entry once more, full stop") {
			t.Errorf("the key of repeat is said as %q", all[max(len(all)-300, 0):])
		}
		for line := range strings.SplitSeq(all, "\n") {
			line = strings.Trim(line, "\r")
			if ansi.StringWidth(line) > 60 && !strings.Contains(line, "\x1b") {
				t.Errorf("%q is wider than the terminal", line)
			}
			if strings.HasPrefix(line, ">, ") {
				t.Errorf("the sign of the selected row is said: %q", line)
			}
			if regexp.MustCompile(`[_:;iIHO#oO+.=|]{6,}|~(\s|$)|\w~`).MatchString(line) {
				t.Errorf("%q is drawn or cut", line)
			}
		}
		endLines(t, x)
	})
}
