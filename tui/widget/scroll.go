package widget

// Scroll is where one is in a list: the row of the cursor and the first row on
// the screen. The zero Scroll is at the top.
type Scroll struct {
	Cursor, Top int
	// Rows is how many rows are shown at once; set it with Fit.
	Rows int
}

// Fit tells how long the list is and how many rows of it are shown, and brings
// the cursor and the window back into them.
func (s *Scroll) Fit(length, rows int) {
	s.Rows = max(rows, 1)
	s.Cursor = max(min(s.Cursor, length-1), 0)
	if s.Cursor < s.Top {
		s.Top = s.Cursor
	}
	if s.Cursor >= s.Top+s.Rows {
		s.Top = s.Cursor - s.Rows + 1
	}
	s.Top = max(min(s.Top, length-s.Rows), 0)
}

// Move moves the cursor by n rows.
func (s *Scroll) Move(n, length int) {
	s.Cursor += n
	s.Fit(length, s.Rows)
}

// To moves the cursor to a row.
func (s *Scroll) To(row, length int) {
	s.Cursor = row
	s.Fit(length, s.Rows)
}

// Half gives half a screen, the step of ctrl-d and ctrl-u.
func (s *Scroll) Half() int { return max(s.Rows/2, 1) }
