package widget

import "slices"

// Area is a rectangle of the screen.
type Area struct{ X, Y, W, H int }

// Aside notes that the box stands beside what its rows hold otherwise, so that
// it is read after them and not in the middle of their lines.
func (b Box) Aside() {
	if b.s != nil && b.clipW > 0 && b.clipH > 0 {
		b.s.asides = append(b.s.asides, Area{b.clipX, b.clipY, b.clipW, b.clipH})
	}
}

// dropAsides forgets what stood beside where the box is drawn anew: all of what
// begins in its rows, the end of what reaches down into them.
func (b Box) dropAsides() {
	if b.s == nil || b.clipW == 0 || b.clipH == 0 {
		return
	}
	b.s.asides = slices.DeleteFunc(b.s.asides, func(a Area) bool {
		apart := a.X >= b.clipX+b.clipW || a.X+a.W <= b.clipX || a.Y >= b.clipY+b.clipH || a.Y+a.H <= b.clipY
		return !apart && a.Y >= b.clipY
	})
	for i := range b.s.asides {
		a := &b.s.asides[i]
		if a.X < b.clipX+b.clipW && a.X+a.W > b.clipX && a.Y+a.H > b.clipY && a.Y < b.clipY {
			a.H = b.clipY - a.Y
		}
	}
}

// Passages gives the rows from one up to another in the order in which they are
// read: what stands beside the rest comes after it.
func (s *Screen) Passages(from, to int) []Stretch {
	var out []Stretch
	for y := max(from, 0); y < min(to, s.h); y++ {
		out = append(out, s.between(y)...)
	}
	for _, a := range s.asides {
		for y := max(a.Y, from); y < min(a.Y+a.H, to, s.h); y++ {
			out = append(out, Stretch{y, a.X, a.X + a.W})
		}
	}
	return out
}

// between gives what of a row does not stand beside the rest.
func (s *Screen) between(y int) []Stretch {
	var out []Stretch
	from := 0
	for x := range s.w + 1 {
		beside := x == s.w || slices.ContainsFunc(s.asides, func(a Area) bool {
			return y >= a.Y && y < a.Y+a.H && x >= a.X && x < a.X+a.W
		})
		if !beside {
			continue
		}
		if x > from {
			out = append(out, Stretch{y, from, x})
		}
		from = x + 1
	}
	return out
}

// Passage gives the passage that holds the start of a stretch.
func (s *Screen) Passage(of Stretch) Stretch {
	for _, p := range s.Passages(of.Y, of.Y+1) {
		if p.From <= of.From && of.From < p.To {
			return p
		}
	}
	return Stretch{of.Y, 0, s.w}
}
