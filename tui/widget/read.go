package widget

import (
	"cmp"
	"slices"
	"strings"

	"foresail/tui/theme"
)

// Words give what row y shows as plain text, for those who do not look at it.
func (s *Screen) Words(y int) string { return s.part(y, 0, s.w) }

// part gives the text of the columns from up to to of a row, with room where
// something is drawn.
func (s *Screen) part(y, from, to int) string {
	var out strings.Builder
	for _, c := range s.cells[y*s.w+from : y*s.w+to] {
		switch {
		case c.drawn:
			out.WriteByte(' ')
		case c.width > 0:
			out.WriteString(c.string(s.clusters))
		}
	}
	return strings.TrimRight(out.String(), " ")
}

// Stretch is a part of a row, from a column up to another.
type Stretch struct{ Y, From, To int }

// Selected gives the rows of what is selected, from the top, as far as nothing
// covers that.
func (s *Screen) Selected() []Stretch {
	var out []Stretch
	for _, a := range s.chosen {
		seen := false
		for y := a.Y; y < a.Y+a.H && !seen; y++ {
			seen = slices.ContainsFunc(s.cells[y*s.w+a.X:y*s.w+a.X+a.W], func(c cell) bool { return c.style&theme.Select != 0 })
		}
		for y := a.Y; y < a.Y+a.H && seen; y++ {
			out = append(out, Stretch{y, a.X, a.X + a.W})
		}
	}
	slices.SortFunc(out, func(a, b Stretch) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.From, b.From)) })
	return out
}

// Read gives the text of a stretch.
func (s *Screen) Read(at Stretch) string { return s.part(at.Y, at.From, at.To) }

// Titles gives the pieces of a stretch that are apart by two spaces or more, if
// all that it shows is muted, as the titles of columns are.
func (s *Screen) Titles(of Stretch) []Stretch {
	for _, c := range s.cells[of.Y*s.w+of.From : of.Y*s.w+of.To] {
		if c.text != ' ' && c.width > 0 && !c.drawn && c.style.Meaning() != theme.Muted {
			return nil
		}
	}
	return s.Pieces(of)
}

// Pieces takes a stretch apart where there are two spaces or more.
func (s *Screen) Pieces(of Stretch) []Stretch {
	var out []Stretch
	row := s.cells[of.Y*s.w : (of.Y+1)*s.w]
	from, last := -1, -1
	for x := of.From; x < of.To; x++ {
		if row[x].text == ' ' || row[x].drawn {
			continue
		}
		if from >= 0 && x-last > 2 {
			out = append(out, Stretch{of.Y, from, last + 1})
			from = -1
		}
		if from < 0 {
			from = x
		}
		last = x
	}
	if from >= 0 {
		out = append(out, Stretch{of.Y, from, last + 1})
	}
	return out
}
