package tui_test

import (
	"strings"
	"testing"

	"foresail/tui"
	"foresail/tui/tuitest"
)

// scenesOfTabs are what can be in front on a tab: the tab itself, what is opened
// from it, and its second view.
var scenesOfTabs = map[string][]string{"root": nil, "page": {"enter"}, "second view": {"v"}}

// TestEveryKeyOfTheHelpAnswers: on every tab and page it changes the frame, does
// something beside it, or says why not.
func TestEveryKeyOfTheHelpAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at work, for long: the race detector has nothing to see")
	}
	for _, tab := range tabs {
		for name, keys := range scenesOfTabs {
			if name == "second view" && tab != "3" {
				continue
			}
			d, _ := start(t, 80, 24)
			d.Press(append([]string{tab}, keys...)...)
			still := true // nothing on it can be moved
			promises := d.Model.(*tui.App).Promises()
			for _, p := range promises {
				if strings.HasPrefix(p.Action, "move.") {
					still = still && !answers(t, tab, keys, p.Key)
				}
			}
			for _, p := range promises {
				switch {
				case strings.HasPrefix(p.Action, "tab."), p.Action == "redraw": // it may be in front; the terminal is painted anew
				case strings.HasPrefix(p.Action, "move.") && (still || atAnEdge(t, tab, keys, p)):
				case !answers(t, tab, keys, p.Key):
					t.Errorf("tab %s, %s: %s (%s) does nothing and says nothing", tab, name, p.Key, p.Action)
				}
			}
		}
	}
}

// edges are the keys that go the other way.
var edges = map[string]string{
	"move.up": "G", "move.down": "g", "move.left": "l", "move.right": "h",
	"move.first": "G", "move.last": "g", "move.half-up": "G", "move.half-down": "g",
}

// atAnEdge reports whether a movement that may do nothing where one begins does
// something after one has gone the other way, or there is nothing that way
// either.
func atAnEdge(t *testing.T, tab string, keys []string, p tui.Promised) bool {
	back := edges[p.Action]
	return answers(t, tab, keys, p.Key) || !answers(t, tab, keys, back) || answers(t, tab, append(keys[:len(keys):len(keys)], back), p.Key)
}

// answers reports whether a key does something that can be seen.
func answers(t *testing.T, tab string, keys []string, key string) bool {
	t.Helper()
	d, _ := start(t, 80, 24)
	d.Press(append([]string{tab}, keys...)...)
	before := d.Model.View().Content
	d.Press(key)
	return d.Quit || d.Clip != "" || d.Model.View().Content != before
}

func TestWhatATabNeverAnswersIsNotOffered(t *testing.T) {
	d, _ := start(t, 200, 60)
	for tab, never := range map[string][]string{"2": {"Edit the text in your editor"}, "6": {"Other column"}, "8": {"Other column"}} {
		d.Press(tab, "?")
		for _, text := range never {
			if d.Shows(text) {
				t.Errorf("the help of tab %s offers %q", tab, text)
			}
		}
		d.Press("esc", ":")
		d.Type(never[0])
		if d.Shows(never[0]+" ") && !strings.Contains(d.Rows()[4], never[0]) {
			t.Errorf("the palette of tab %s offers it:\n%s", tab, d.Frame())
		}
		d.Press("esc")
	}
	d.Press("2", "o")
	d.MustShow("there is no text here to edit")
	d.Press("8", "tab")
	d.MustShow("there is no other column here")
}

func TestTheHelpGoesToItsEnds(t *testing.T) {
	d, _ := start(t, 80, 24)
	d.Press("8", "?")
	top := d.Frame()
	d.Press("G")
	end := d.Frame()
	d.Press("j")
	if end == top || d.Frame() != end {
		t.Error("G does not go to the end")
	}
	d.Press("ctrl+u")
	if d.Frame() == end || d.Frame() == top {
		t.Error("ctrl+u is not half a page")
	}
	d.Press("g")
	if d.Frame() != top {
		t.Error("g does not go to the top")
	}
}

// BenchmarkOpen measures a key whose answer is looked at, in the largest frame.
func BenchmarkOpen(b *testing.B) {
	d, _ := start(b, 200, 60)
	d.Press("3")
	for b.Loop() {
		d.Send(tuitest.Key("enter"), tuitest.Key("esc"))
	}
}
