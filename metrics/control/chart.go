package control

import (
	"math"
	"sort"

	"foresail/metrics/stat"
)

// Family says which limits fit the numbers of a series.
type Family uint8

// The families.
const (
	Individuals Family = iota // any measured value: natural limits from moving ranges
	Counts                    // whole numbers of things: Poisson limits while they are few
	Proportions               // K of N: binomial limits
)

// Factors of the mean moving range of two: three sigma and one sigma.
const (
	Three = 2.66        // rounded 3/1.128, as the books print it
	One   = Three / 3   // the one-sigma equivalent
	tail  = 0.001349898 // of a normal distribution beyond three sigma
	few   = 9           // below this mean, counts need exact limits
	least = 6           // points without which a baseline gives no limits
	usual = 20          // points that make a baseline
)

// Value is one point of a series.
type Value struct {
	X    float64
	K, N int  // of Proportions: X is K/N; of Counts: K is the count
	Gap  bool // there is no value
	Skip bool // there is one, but the baseline has to leave it out
}

// Signal is what a point is found to be.
type Signal uint8

// The signals, strongest first.
const (
	None    Signal = iota
	Above          // outside, above the upper limit
	Below          // outside, below the lower limit
	Shift          // the last of eight or more in a row on one side
	Cluster        // four of five beyond one sigma on one side
)

var signalWords = [...]string{Above: "above", Below: "below", Shift: "shift", Cluster: "cluster"}

// String gives the word of the JSON contract; "" for None.
func (s Signal) String() string { return signalWords[s] }

// Point is a value with the limits that held for it.
type Point struct {
	Value
	Limited           bool // the limits mean something
	Centre, Low, High float64
	Sigma             float64 // one-sigma equivalent
	Outside           Signal  // Above, Below or None
	Run               bool    // eight in a row end here
	Four              bool    // four of five beyond one sigma end here
}

// Signal gives the strongest signal of the point.
func (p Point) Signal() Signal {
	switch {
	case p.Outside != None:
		return p.Outside
	case p.Run:
		return Shift
	case p.Four:
		return Cluster
	}
	return None
}

// Segment is a stretch with one baseline.
type Segment struct {
	Start  int // index of its first point
	N      int // values in the baseline
	Centre float64
	Range  float64 // mean moving range
}

// Chart is a series with its limits and signals.
type Chart struct {
	Points   []Point
	Segments []Segment // the second and later ones begin with a shift
}

// Options of a chart. The zero value is a chart of individual values with the
// usual baseline.
type Options struct {
	Family   Family
	Baseline int // values that make a baseline, at least 6; 0 means 20
	// Floor and Ceiling bound the limits where the value cannot go beyond
	// (0 for durations, 0 and 1 for shares); nil for none.
	Floor, Ceiling *float64
}

// New makes the chart of a series, oldest first.
func New(values []Value, o Options) Chart {
	if o.Baseline == 0 {
		o.Baseline = usual
	}
	c := Chart{Points: make([]Point, len(values))}
	for start := 0; start < len(values); {
		start = c.segment(values, start, o)
	}
	return c
}

// segment fills the points from start on with the limits of the baseline that
// begins there, up to a shift, and gives where the next segment begins: at the
// first point of the shift, or past the end. What points were found to be
// under the limits of the segment before stays with them.
func (c *Chart) segment(values []Value, start int, o Options) int {
	l, ok := baseline(values[start:], o)
	c.Segments = append(c.Segments, Segment{Start: start, N: l.n, Centre: l.centre, Range: l.moving})
	var run runs
	for i := start; i < len(values); i++ {
		p := Point{Value: values[i]}
		if ok && !p.Gap {
			l.limit(&p, o)
			if !p.Skip { // what is known to be special is no run
				run.add(&p, i)
			}
		}
		if was := c.Points[i]; was.Signal() != None {
			p.Outside, p.Run, p.Four = was.Outside, was.Run, was.Four
		}
		c.Points[i] = p
		if run.length == eight && run.side != 0 && run.first > start {
			return run.first
		}
	}
	return len(values)
}

// runs follows on which side of the centre the points of a segment lie.
type runs struct {
	side   int // of the last point: 1 above, -1 below, 0 on the centre
	length int
	first  int   // index of the first point of the run
	recent []int // sides of the last points, 0 for those within one sigma
}

func (r *runs) add(p *Point, i int) {
	s := sign(p.X - p.Centre)
	if s != r.side || s == 0 {
		r.length, r.side, r.first = 0, s, i
	}
	r.length++
	p.Run = s != 0 && r.length >= eight
	r.recent = append(r.recent, beyond(*p))
	if len(r.recent) > five {
		r.recent = r.recent[1:]
	}
	p.Four = clustered(r.recent)
}

const (
	eight = 8
	five  = 5
	four  = 4
)

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func beyond(p Point) int {
	if math.Abs(p.X-p.Centre) > p.Sigma {
		return sign(p.X - p.Centre)
	}
	return 0
}

// clustered reports whether the last point and at least three of the four
// before it lie beyond one sigma on the same side.
func clustered(recent []int) bool {
	if len(recent) < four || recent[len(recent)-1] == 0 {
		return false
	}
	n := 0
	for _, s := range recent {
		if s == recent[len(recent)-1] {
			n++
		}
	}
	return n >= four
}

// limits are what a baseline says.
type limits struct {
	n              int
	centre, moving float64
}

// passes is how often a baseline is cleared of points outside its limits.
const passes = 3

// baseline reads centre and mean moving range from the first values of a
// segment, and again without those that turn out to be signals themselves,
// while enough are left.
func baseline(values []Value, o Options) (limits, bool) {
	l, ok := measure(values, o, nil)
	out := make(map[int]bool)
	for range passes {
		before := len(out)
		for i, n := 0, 0; ok && i < len(values) && n < o.Baseline; i++ {
			p := Point{Value: values[i]}
			if p.Gap || p.Skip {
				continue
			}
			n++
			if l.limit(&p, o); p.Outside != None {
				out[i] = true
			}
		}
		if len(out) == before {
			break
		}
		next, enough := measure(values, o, out)
		if !enough {
			break
		}
		l = next
	}
	return l, ok
}

// measure reads a baseline without the values at the places left out.
func measure(values []Value, o Options, out map[int]bool) (limits, bool) {
	var l limits
	sum, k, of, moving, ranges, seen := 0.0, 0, 0, 0.0, 0, 0
	last, linked := 0.0, false
	for i, v := range values {
		if seen == o.Baseline {
			break
		}
		if v.Gap || v.Skip {
			linked = false
			continue
		}
		seen++
		if out[i] {
			linked = false
			continue
		}
		l.n++
		sum += v.X
		k, of = k+v.K, of+v.N
		if linked {
			moving += math.Abs(v.X - last)
			ranges++
		}
		last, linked = v.X, true
	}
	if l.n < least || ranges == 0 || o.Family == Proportions && of == 0 {
		return l, false
	}
	l.centre, l.moving = sum/float64(l.n), moving/float64(ranges)
	if o.Family == Proportions {
		l.centre = float64(k) / float64(of)
	}
	return l, true
}

func (l limits) limit(p *Point, o Options) {
	p.Limited, p.Centre = true, l.centre
	switch {
	case o.Family == Counts && l.centre < few:
		l.poisson(p)
	case o.Family == Proportions:
		l.binomial(p)
	default:
		p.Sigma = One * l.moving
		p.Low, p.High = l.centre-Three*l.moving, l.centre+Three*l.moving
		p.Outside = outside(p.X < p.Low, p.X > p.High)
	}
	if o.Floor != nil {
		p.Low = max(p.Low, *o.Floor)
	}
	if o.Ceiling != nil {
		p.High = min(p.High, *o.Ceiling)
	}
}

// poisson gives the smallest and largest counts that are no signal.
func (l limits) poisson(p *Point) {
	p.Sigma = math.Sqrt(l.centre)
	low, high := quiet(int(20+4*l.centre), func(k int) (float64, float64) { return stat.PoissonTails(k, l.centre) })
	p.Low, p.High = float64(low), float64(high)
	p.Outside = outside(p.X < p.Low, p.X > p.High)
}

// binomial gives the smallest and largest shares of the point's own N that
// are no signal.
func (l limits) binomial(p *Point) {
	n := max(p.N, 1)
	p.Sigma = math.Sqrt(l.centre * (1 - l.centre) / float64(n))
	low, high := quiet(n, func(k int) (float64, float64) { return stat.BinomialTails(k, n, l.centre) })
	p.Low, p.High = float64(low)/float64(n), float64(high)/float64(n)
	p.Outside = outside(p.K < low, p.K > high)
}

// quiet finds the smallest and the largest count in 0..most that are no
// signal, given the chances of at most and of at least as many.
func quiet(most int, tails func(int) (atMost, atLeast float64)) (low, high int) {
	low = sort.Search(most, func(k int) bool { atMost, _ := tails(k); return atMost > tail })
	high = sort.Search(most, func(k int) bool { _, atLeast := tails(k + 1); return atLeast <= tail })
	return low, high
}

func outside(below, above bool) Signal {
	switch {
	case above:
		return Above
	case below:
		return Below
	}
	return None
}

// Latest gives the signal of the last point that has a value, with the index
// at which it began; None and -1 for no signal.
func (c Chart) Latest() (Signal, int) {
	for i := len(c.Points) - 1; i >= 0; i-- {
		if c.Points[i].Gap {
			continue
		}
		s := c.Points[i].Signal()
		if s == None {
			return None, -1
		}
		return s, i
	}
	return None, -1
}

// Found says of the signal of point i at which point it began and whether it
// is a rise. Of a point without a signal it says the point itself.
func (c *Chart) Found(i int) (first int, up bool) {
	p := c.Points[i]
	switch p.Signal() {
	case Above, Below:
		return i, p.Signal() == Above
	case Shift:
		k := len(c.Segments) - 1
		for k > 0 && c.Segments[k].Start > i {
			k--
		}
		if k > 0 { // the run began a baseline of its own
			return c.Segments[k].Start, c.Segments[k].Centre > c.Segments[k-1].Centre
		}
		return c.run(i, eight), p.X > p.Centre
	case Cluster:
		return c.run(i, five), p.X > p.Centre
	}
	return i, p.X > p.Centre
}

// run gives the first of the n values up to point i on its side of the centre.
func (c *Chart) run(i, n int) int {
	first, side := i, sign(c.Points[i].X-c.Points[i].Centre)
	for k := i; k >= 0 && n > 0; k-- {
		q := c.Points[k]
		if q.Gap || q.Skip {
			continue
		}
		if n--; sign(q.X-q.Centre) == side {
			first = k
		}
	}
	return first
}
