package widget

import (
	"slices"

	"foresail/tui/theme"
)

// Place is a card on a board: its column and its row in it.
type Place struct{ Column, Row int }

// Lane is one column of a board.
type Lane struct {
	Title string
	Notes []string // what stands right of the title, longest form first
	Foot  []string // what stands at the end of the rule below it, longest form first
	Cards int
	Quiet bool // drawn muted: there is nothing to do here
}

// Board draws cards in lanes side by side.
type Board struct {
	Lanes []Lane
	Rows  int    // rows of a card, without the empty one below it
	Zone  string // name of the zones of cards; N is column*1000000+row
	Card  func(b Box, at Place, focus bool)
	More  func(n int) string // words that n cards of a lane are not seen there
}

const (
	laneMin  = 20 // columns below which fewer lanes are shown
	laneGap  = 2
	laneZone = 1_000_000
)

// ZonePlace reads the place out of the number of a card's zone.
func ZonePlace(n int) Place { return Place{Column: n / laneZone, Row: n % laneZone} }

// visible gives how many lanes fit into w columns, at least one.
func (t Board) visible(w int) int {
	return max(1, min(len(t.Lanes), (w+laneGap)/(laneMin+laneGap)))
}

// Sight is which part of a board is seen: the first lane, and of each lane the
// first card. The zero Sight is at the top left.
type Sight struct {
	First int
	Tops  []int
}

func (s Sight) top(column int) int {
	if column < len(s.Tops) {
		return s.Tops[column]
	}
	return 0
}

// Follow moves the sight of a board in w columns and h rows so that a place is
// seen, by as little as it takes and not at all where it is seen already: what
// stands under the pointer stays there.
func (t Board) Follow(s *Sight, at Place, w, h int) {
	n := t.visible(w)
	s.First = min(max(s.First, at.Column-n+1), at.Column)
	s.First = max(0, min(s.First, len(t.Lanes)-n))
	tops := make([]int, len(t.Lanes))
	for i := range tops {
		fits := t.fits(i, h-2)
		top := s.top(i)
		if i == at.Column {
			top = min(max(top, at.Row-fits+1), at.Row)
		}
		tops[i] = max(0, min(top, t.Lanes[i].Cards-fits))
	}
	s.Tops = tops
}

// fits is how many cards of a lane are seen in h rows: where not all of them,
// the last row says so.
func (t Board) fits(column, h int) int {
	if n := (h + 1) / (t.Rows + 1); t.Lanes[column].Cards <= n {
		return max(1, n)
	}
	return max(1, h/(t.Rows+1))
}

// Draw draws the part of the board that is in sight, with the focus at a
// place. Signs say that there are more lanes, words that there are more cards.
func (t Board) Draw(b Box, s Sight, at Place, focus bool) {
	if len(t.Lanes) == 0 || b.W <= 0 {
		return
	}
	n := t.visible(b.W)
	first := max(0, min(s.First, len(t.Lanes)-n))
	w := (b.W - laneGap*(n-1)) / n
	for i := range n {
		lane := b.Sub(i*(w+laneGap), 0, w, b.H)
		if i > 0 {
			lane.Aside()
		}
		t.lane(lane, first+i, s.top(first+i), at, focus)
	}
	if first > 0 {
		b.Drawing().Print(0, 0, b.Mark(theme.MarkLeft), theme.Accent)
	}
	if first+n < len(t.Lanes) {
		b.Drawing().Print(b.W-1, 0, b.Mark(theme.MarkRight), theme.Accent)
	}
}

func (t Board) lane(b Box, column, top int, at Place, focus bool) {
	lane := t.Lanes[column]
	style := theme.Plain | theme.Bold
	if lane.Quiet {
		style = theme.Muted
	}
	if column == at.Column && focus {
		style = theme.Accent | theme.Bold
	}
	notes := b.Shorter(max(b.W-8, 0), lane.Notes...)
	if w := b.W - 1 - b.Width(lane.Title) - 3; w >= 3 { // two columns between them
		notes = b.Shorter(w, lane.Notes...)
	}
	end := b.Fit(1, 0, b.W-3-b.Width(notes), lane.Title, style)
	b.Right(end+1, 0, b.W-end-2, notes, theme.Muted)
	ruled := theme.Faint
	if column == at.Column && focus {
		ruled = theme.Accent
	}
	b.Rule(1, ruled)
	t.cards(b.Sub(0, 2, b.W, b.H-2), column, top, at, focus)
	t.foot(b.Row(1), lane, top)
}

// foot draws what stands at the end of the rule of a lane: its words, and how
// many cards above are not seen.
func (t Board) foot(row Box, lane Lane, above int) {
	end := row.W
	if above > 0 {
		t.more(row, above)
		end -= row.Width(t.unseen(row, above))
	}
	text := ""
	if len(lane.Foot) > 0 {
		text = row.Shorter(max(end-2, 0), append(slices.Clone(lane.Foot), "")...)
	}
	if text != "" {
		row.Right(0, 0, end, " "+text, theme.Muted)
	}
}

// cards draws the cards of a lane that fit, from one on.
func (t Board) cards(b Box, column, top int, at Place, focus bool) {
	cards, fits := t.Lanes[column].Cards, t.fits(column, b.H)
	for i := 0; i < fits && top+i < cards; i++ {
		place := Place{Column: column, Row: top + i}
		card := b.Sub(0, i*(t.Rows+1), b.W, t.Rows)
		t.Card(card, place, focus && place == at)
		if t.Zone != "" {
			card.Zone(t.Zone, place.Column*laneZone+place.Row)
		}
	}
	if rest := cards - top - fits; rest > 0 && b.H > 1 {
		t.more(b.Row(b.H-1), rest)
	}
}

// more says at the right of a row how many cards go on there.
func (t Board) more(row Box, n int) { row.Right(0, 0, row.W, t.unseen(row, n), theme.Muted) }

func (t Board) unseen(row Box, n int) string {
	if t.More != nil {
		return " " + t.More(n)
	}
	return " " + row.Mark(theme.MarkMore)
}
