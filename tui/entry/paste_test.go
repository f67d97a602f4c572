package entry

import (
	"strings"
	"testing"

	"foresail/tui/theme"
	"foresail/tui/widget"
)

// TestAPastedLineThatIsNotUnderstoodIsSeen, wherever in the list it is.
func TestAPastedLineThatIsNotUnderstoodIsSeen(t *testing.T) {
	d := newDesk(book(t))
	d.Show()
	d.Paste(strings.Repeat("call acme\n", 199) + "xyzzy acme\n" + strings.Repeat("call acme\n", 100))
	d.run(nil)
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(80, d.Rows(s.Method(), 80))
	d.View(s.Box())
	text := s.Text()
	if !strings.Contains(text, "xyzzy acme") || !strings.Contains(text, "300 entries pasted") || !strings.Contains(text, "call") {
		t.Errorf("shown:\n%s", text)
	}
}
