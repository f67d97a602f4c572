package widget

import "strconv"

// leastRows is how many rows have to move together for a scroll to pay.
const leastRows = 4

// scroll moves the rows of the terminal that are further up or down in the
// frame, when many are. What the rows that come free and those that are not
// quite equal need is written afterwards, as always.
func (p *Paint) scroll(out []byte, to *Shot) []byte {
	top, bottom, n := p.moved(to)
	if n == 0 {
		return out
	}
	out = append(out, "\x1b["...)
	out = strconv.AppendInt(out, int64(top+1), 10)
	out = append(out, ';')
	out = strconv.AppendInt(out, int64(bottom), 10)
	out = append(out, "r\x1b["...)
	letter, rows := byte('S'), n
	if n < 0 {
		letter, rows = 'T', -n
	}
	out = strconv.AppendInt(out, int64(rows), 10)
	out = append(out, letter)
	p.shift(top, bottom, n)
	return append(out, "\x1b[r"...)
}

// shift moves the rows from top up to bottom of what is shown up by n.
func (p *Paint) shift(top, bottom, n int) {
	w := p.now.w
	part := p.now.cells[top*w : bottom*w]
	free := part
	if n > 0 {
		copy(part, part[n*w:])
		free = part[len(part)-n*w:]
	} else {
		copy(part[-n*w:], part)
		free = part[:-n*w]
	}
	for i := range free {
		free[i] = blank
	}
}

// moved finds the rows that moved together: those from top up to bottom moved
// up by n, or down where n is negative. 0 means none.
func (p *Paint) moved(to *Shot) (top, bottom, n int) {
	changed := 0
	for y := range to.h {
		if !p.same(to, y, y) {
			changed++
		}
	}
	if changed < leastRows {
		return 0, 0, 0
	}
	best := 0
	for by := -to.h / 2; by <= to.h/2; by++ {
		if by == 0 {
			continue
		}
		if from, until, hits := p.span(to, by); hits > best {
			best, top, bottom, n = hits, from, until, by
		}
	}
	for y := top; y < bottom; y++ {
		if p.same(to, y, y) && !to.empty(y) {
			best-- // is right where it is
		}
	}
	if best < leastRows {
		return 0, 0, 0
	}
	return top, bottom, n
}

// span gives the rows of the terminal within which rows moved up by n, and how
// many did that a scroll would save.
func (p *Paint) span(to *Shot, n int) (top, bottom, hits int) {
	for y := max(0, -n); y < min(to.h, to.h-n); y++ {
		old := y + n
		if to.empty(y) || p.same(to, y, y) {
			continue
		}
		if !p.same(to, y, old) {
			if hits > 0 && p.nearer(to, y, old) {
				bottom = max(y, old) + 1
			}
			continue
		}
		if hits == 0 {
			top = min(y, old)
		}
		bottom = max(y, old) + 1
		hits++
	}
	return top, bottom, hits
}

// same reports whether row y of a frame is what row old of the terminal shows,
// but for the edges, where cursor and place in the list are marked.
func (p *Paint) same(to *Shot, y, old int) bool {
	from, until := to.inner()
	return equal(to.cells[y*to.w+from:y*to.w+until], p.now.cells[old*to.w+from:old*to.w+until])
}

// nearer reports whether row y of a frame is nearer to what row old of the
// terminal shows than to what stands in its own place: a row that moved and has
// its name painted, where it is selected.
func (p *Paint) nearer(to *Shot, y, old int) bool {
	from, until := to.inner()
	there, here := 0, 0
	for x := from; x < until; x++ {
		c := to.cells[y*to.w+x]
		if c != p.now.cells[old*to.w+x] {
			there++
		}
		if c != p.now.cells[y*to.w+x] {
			here++
		}
	}
	return 2*there < here
}

// inner gives the columns of a row without its edges.
func (s *Shot) inner() (from, until int) {
	from = min(gutter, s.w)
	return from, max(s.w-margin, from)
}

func (s *Shot) empty(y int) bool {
	for _, c := range s.cells[y*s.w : (y+1)*s.w] {
		if c != blank {
			return false
		}
	}
	return true
}
