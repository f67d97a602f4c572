package widget

import (
	"fmt"
	"strings"
	"testing"

	"foresail/tui/theme"
)

// TestMoreCardsNeverLieOverACard draws boards of all heights with the focus on
// any card: what is said of cards that are not seen leaves those seen whole.
func TestMoreCardsNeverLieOverACard(t *testing.T) {
	s := NewScreen(theme.New(theme.Options{}))
	for h := 6; h < 40; h++ {
		for at := range 12 {
			s.Resize(24, h)
			s.Clear()
			seen := 0
			board := Board{Lanes: []Lane{{Title: "Lead", Cards: 12}}, Rows: 3, More: func(n int) string { return fmt.Sprint(n, " more") }}
			board.Card = func(b Box, p Place, _ bool) {
				seen++
				for y := range 3 {
					b.Print(0, y, fmt.Sprintf("card %02d row %d.........", p.Row, y), theme.Plain)
				}
			}
			board.Draw(s.Box(), Place{Row: at}, true)
			text := s.Text()
			if n := strings.Count(text, "........."); h >= 7 && n != 3*seen {
				t.Fatalf("height %d, card %d: %d of %d rows of cards are whole:\n%s", h, at, n, 3*seen, text)
			}
			if h >= 7 && !strings.Contains(text, fmt.Sprintf("card %02d", at)) {
				t.Fatalf("height %d: card %d has the focus and is not seen:\n%s", h, at, text)
			}
			hidden := 0
			for _, row := range strings.Split(text, "\n") {
				var n int
				if i := strings.Index(row, " more"); i > 0 {
					_, _ = fmt.Sscan(row[strings.LastIndex(row[:i], " ")+1:i], &n)
					hidden += n
				}
			}
			if h >= 7 && hidden+seen != 12 {
				t.Fatalf("height %d, card %d: %d seen and %d said to be hidden of 12:\n%s", h, at, seen, hidden, text)
			}
		}
	}
}
