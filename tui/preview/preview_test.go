package preview

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"foresail/store/say"
	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// desk is a tab with a pane, whose timers and questions wait until a test lets
// them end.
type desk struct {
	pane   Pane[string]
	ends   []context.Context // of the timers under way, oldest first
	timers []tea.Msg
	asked  []string
	askers []context.Context
	laid   int
	lines  bool
}

func newDesk(asks bool) *desk {
	d := &desk{}
	d.pane.Env = &panel.Env{
		Say: say.English(), Beside: func() bool { return !d.lines },
		Dwell: func(ctx context.Context, msg tea.Msg) tea.Cmd {
			d.ends, d.timers = append(d.ends, ctx), append(d.timers, msg)
			return nil
		},
	}
	d.pane.Rows = func(k string, w, h int) []page.Row {
		d.laid++
		return []page.Row{func(b widget.Box) { b.Fit(2, 0, b.W-3, "title of "+k, theme.Accent) }, func(b widget.Box) { b.Fit(2, 0, b.W-3, "body of "+k, theme.Plain) }}
	}
	if asks {
		d.pane.Ask = func(ctx context.Context, k string) tea.Cmd {
			d.asked, d.askers = append(d.asked, k), append(d.askers, ctx)
			return nil
		}
	}
	return d
}

// on moves the cursor.
func (d *desk) on(k string) { d.pane.Follow(k, true, 40, 5) }

// pass lets the timers end that nobody has ended.
func (d *desk) pass() {
	timers, ends := d.timers, d.ends
	d.timers, d.ends = nil, nil
	for i, msg := range timers {
		if ends[i].Err() == nil {
			d.pane.Update(msg)
		}
	}
}

// shows gives what is drawn, and whether the title recedes.
func (d *desk) shows() (text string, muted bool) {
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(40, 5)
	d.pane.Draw(s.Box())
	first, _, _ := strings.Cut(s.Frame(), "\n")
	mark := theme.New(theme.Options{}).SGR(theme.Muted)
	return strings.Join(strings.Fields(s.Text()), " "), strings.Contains(first, mark)
}

func (d *desk) must(t *testing.T, when, text string, muted bool) {
	t.Helper()
	if got, dim := d.shows(); got != text || dim != muted {
		t.Errorf("%s: %q, its title muted %v; want %q, %v", when, got, dim, text, muted)
	}
}

func TestWhatComesFirstIsShownAtOnce(t *testing.T) {
	d := newDesk(false)
	d.on("a")
	d.must(t, "first", "title of a body of a", false)
	if len(d.timers) > 0 {
		t.Error("a timer runs though nothing moved")
	}
}

func TestTheShownFollowsOnceTheCursorRests(t *testing.T) {
	d := newDesk(false)
	d.on("a")
	d.on("b")
	d.must(t, "on the way", "title of a body of a", true)
	stale := d.timers[0]
	d.on("c")
	if d.ends[0].Err() == nil {
		t.Error("the timer of the move before still runs")
	}
	if d.laid != 1 {
		t.Errorf("two moves laid out %d times", d.laid)
	}
	d.pane.Update(stale) // that was under way already
	d.must(t, "after a timer that is over", "title of a body of a", true)
	d.pass()
	d.must(t, "at rest", "title of c body of c", false)
	if d.laid != 2 || len(d.timers) != 0 {
		t.Errorf("laid out %d times, %d timers left", d.laid, len(d.timers))
	}
	d.on("c")
	if len(d.timers) != 0 || d.laid != 2 {
		t.Error("a key that moves nothing starts something")
	}
}

func TestBackBeforeTheRest(t *testing.T) {
	d := newDesk(false)
	d.on("a")
	d.on("b")
	d.on("a")
	d.must(t, "back", "title of a body of a", false)
	d.pass()
	d.must(t, "at rest", "title of a body of a", false)
}

func TestTheOldStaysUntilTheNewIsKnown(t *testing.T) {
	d := newDesk(true)
	d.on("a")
	d.must(t, "asked", "", false)
	d.pane.Got("a")
	d.on("b")
	d.pass()
	d.must(t, "asked for the next", "title of a body of a", true)
	d.pane.Got("a") // late, of the one before
	d.must(t, "an answer about another", "title of a body of a", true)
	d.pane.Got("b")
	d.must(t, "answered", "title of b body of b", false)
	if got := strings.Join(d.asked, ""); got != "ab" {
		t.Errorf("asked for %q", got)
	}
	d.pass()
	d.must(t, "the word of patience came too late", "title of b body of b", false)
}

func TestWhatTakesLongIsSaid(t *testing.T) {
	d := newDesk(true)
	d.on("a")
	d.pane.Got("a")
	d.on("b")
	d.pass()
	d.pass()
	d.must(t, "after a while", "working …", true)
	d.on("c")
	if d.askers[1].Err() == nil {
		t.Error("what nobody waits for is still worked out")
	}
	d.pass()
	d.pane.Got("c")
	d.must(t, "at last", "title of c body of c", false)
}

func TestNewDataKeepsWhatIsShownUntilItIsKnown(t *testing.T) {
	d := newDesk(true)
	d.on("a")
	d.pane.Got("a")
	d.pane.Renew()
	d.pass()
	d.must(t, "asked anew", "title of a body of a", false)
	if d.laid != 1 || len(d.asked) != 2 {
		t.Errorf("laid out %d times, asked %d times", d.laid, len(d.asked))
	}
	d.pane.Got("a")
	if d.laid != 2 {
		t.Error("the new answer is not shown")
	}
	d.on("b")
	d.pane.Renew() // the cursor has not rested yet
	if len(d.asked) != 2 {
		t.Error("asked before the rest")
	}
}

func TestOtherRoomIsLaidOutAnew(t *testing.T) {
	d := newDesk(false)
	d.on("a")
	d.pane.Follow("a", true, 60, 5)
	if d.laid != 2 {
		t.Errorf("laid out %d times", d.laid)
	}
	d.pane.Follow("a", true, 0, 5)
	d.must(t, "without room", "", false)
	d.pane.Follow("b", true, 40, 5)
	d.must(t, "with room again", "title of b body of b", false)
}

func TestNothingWhereItIsReadAsLines(t *testing.T) {
	d := newDesk(true)
	d.lines = true
	d.on("a")
	d.on("b")
	d.pane.Renew()
	d.must(t, "as lines", "", false)
	if len(d.timers)+len(d.asked) != 0 {
		t.Error("something is under way")
	}
}
