package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

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
			var sight Sight
			board.Follow(&sight, Place{Row: at}, 24, h)
			board.Draw(s.Box(), sight, Place{Row: at}, true)
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

// TestWhatIsSeenOfABoardMovesByTheLeast walks over boards of any size: the
// place with the focus is drawn, what is drawn already does not move, and what
// moves does so no further than it takes.
func TestWhatIsSeenOfABoardMovesByTheLeast(t *testing.T) {
	screen := NewScreen(theme.New(theme.Options{}))
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(20, 160).Draw(t, "w"), rapid.IntRange(6, 40).Draw(t, "h")
		board := Board{Rows: rapid.IntRange(2, 3).Draw(t, "rows")}
		for range rapid.IntRange(1, 9).Draw(t, "lanes") {
			board.Lanes = append(board.Lanes, Lane{Cards: rapid.IntRange(1, 20).Draw(t, "cards")})
		}
		var drawn []Place
		board.Card = func(_ Box, p Place, _ bool) { drawn = append(drawn, p) }
		var sight Sight
		for range 8 {
			at := Place{Column: rapid.IntRange(0, len(board.Lanes)-1).Draw(t, "column")}
			at.Row = rapid.IntRange(0, board.Lanes[at.Column].Cards-1).Draw(t, "row")
			seen, before, was := slices.Contains(drawn, at), drawn, sight
			board.Follow(&sight, at, w, h)
			drawn = nil
			screen.Resize(w, h)
			screen.Clear()
			board.Draw(screen.Box(), sight, at, true)
			if !slices.Contains(drawn, at) {
				t.Fatalf("%v is not seen from %v", at, sight)
			}
			if seen && !slices.Equal(before, drawn) {
				t.Fatalf("%v was seen from %v, which moved to %v", at, was, sight)
			}
			if last := sight.First + board.visible(w) - 1; sight.First != was.First && at.Column != sight.First && at.Column != last {
				t.Fatalf("the board moved from lane %d to %d for lane %d of %d seen", was.First, sight.First, at.Column, board.visible(w))
			}
		}
	})
}
