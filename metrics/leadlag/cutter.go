package leadlag

// cutter prepares series on the stretches that pairs share; most pairs share
// the same, so that each series is prepared about once.
type cutter struct {
	at    calendar
	ready map[stretch]*ready
}

type stretch struct {
	series   *float64 // its first value in memory: ids may repeat
	from, to int
}

func newCutter(at calendar) *cutter { return &cutter{at, map[stretch]*ready{}} }

// both gives two series from the first period to the last in which both have
// begun and neither has ended, and the number of periods with both values.
func (c *cutter) both(x, y Series) (a, b *ready, n int) {
	xf, xl := extent(x.Values)
	yf, yl := extent(y.Values)
	from, to := max(xf, yf), min(xl, yl)
	if from > to {
		from, to = 0, -1
	}
	for t := from; t <= to; t++ {
		if !missing(x.Values[t]) && !missing(y.Values[t]) {
			n++
		}
	}
	return c.one(x, from, to), c.one(y, from, to), n
}

func (c *cutter) one(s Series, from, to int) *ready {
	if from > to {
		return prepare(nil, c.at)
	}
	key := stretch{&s.Values[0], from, to}
	r, ok := c.ready[key]
	if !ok {
		r = prepare(s.Values[from:to+1], c.at.in(from))
		c.ready[key] = r
	}
	return r
}

// extent gives the first and the last period with a value; 0 and −1 for none.
func extent(v []float64) (first, last int) {
	first, last = 0, -1
	for t, x := range v {
		if missing(x) {
			continue
		}
		if last < 0 {
			first = t
		}
		last = t
	}
	return first, last
}
